"""The first complete plan: several orders, and vehicles that pay off together."""

from dataclasses import replace

import pytest
from features.four_villages import four_village_day
from optimize.village_routes import BY_HAND, hand_day, open_day, problem_of
from properties.generated_days import random_day
from properties.plan_edits import edit_vehicle

from routing.domain.day import Settings
from routing.optimize.first import FEW_SHIPMENTS, first_draft, insertion_orders
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways


def total_of(problem, draft):
    simulator = Simulator(problem)
    simulator.load(draft)
    return simulator.total()


def test_every_order_names_each_shipment_once():
    problem = problem_of(open_day())
    orders = insertion_orders(problem, seed=1)
    assert len(orders) == 4
    assert all(sorted(order) == list(range(6)) for order in orders)
    assert insertion_orders(problem, seed=1) == orders
    assert insertion_orders(problem, seed=2)[:3] == orders[:3]


def test_a_large_problem_is_inserted_in_one_order():
    day, travel = random_day(3, villages=FEW_SHIPMENTS // 2 + 100, vehicles=2)
    problem = build_road_problem(day, travel, direct_ways(day).shipments)
    assert len(problem.shipments) > FEW_SHIPMENTS
    assert len(insertion_orders(problem, seed=1)) == 1


def test_shipments_pay_for_a_vehicle_together_that_none_pays_alone():
    # K1 costs 80.00 once. Of its shipments none is worth that: 20 items to A
    # weigh 100.00 and cost 107.84 alone. All four weigh 300.00 together and cost
    # at most the 159.18 of the plan by hand.
    problem = problem_of(hand_day())
    simulator = Simulator(problem)
    assert all(simulator.insert(k) is None for k in range(4))
    draft = first_draft(problem, seed=1)
    assert {e // 2 for e in draft.routes[0]} == {0, 1, 2, 3}
    by_hand = total_of(problem, BY_HAND)
    assert by_hand == 8000 + 1362 + 6556 + 3000 + 840 + 4100 + 500
    assert total_of(problem, draft) <= by_hand


def test_a_vehicle_dearer_than_all_its_goods_stays_at_home():
    # 301.00 once against penalties of 60 items × 5.00 for K1's goods.
    day = edit_vehicle(hand_day(), "K1", fixed_cents=30_100)
    draft = first_draft(problem_of(day), seed=1)
    assert draft.routes[0] == []
    assert {e // 2 for e in draft.routes[1] if e >= 0} == {4, 5}
    # Without deferral all are served, whatever it costs.
    day = replace(day, settings=Settings())
    draft = first_draft(problem_of(day), seed=1)
    assert {e // 2 for route in draft.routes for e in route if e >= 0} == set(range(6))


@pytest.mark.parametrize("deferral", [False, True])
def test_prices_are_as_before(deferral):
    day = four_village_day()
    settings = replace(day.settings, economic_deferral=deferral)
    problem = problem_of(replace(day, settings=settings))
    before = problem.vector.copy()
    first_draft(problem, seed=1)
    assert (problem.vector == before).all()
