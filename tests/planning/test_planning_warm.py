"""A search that begins with a plan of other goods: what it takes over from it."""

from dataclasses import replace

import pytest
from planning.way_day import way_day, way_travel

from benchmarks.small_days import Size, small_day
from routing.check.judge import judge
from routing.domain.price import PriceBasis
from routing.optimize.budget import Budget
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.planning.plan_day import plan_day
from routing.planning.start import has_bags_of
from routing.planning.warm import Beginning, is_foreign

SEEDS = range(1, 7)
SIZE = Size(lots=8, villages=5, vehicles=3)
NONE = Budget(iterations=0, workers=1)
SOME = Budget(iterations=2, workers=1)
BUS = (PriceBasis.PER_BAG, 5_000_000)


def times(day, number):
    """Return a day with so many times the goods, in rows of other names."""
    rows = tuple(
        replace(
            row,
            consignment_id=f"t-{row.consignment_id}",
            items=row.items * number,
            grams=row.grams * number,
            cm3=row.cm3 * number,
        )
        for row in day.consignments
    )
    return replace(day, consignments=rows)


def begun(day, travel, plan):
    """Return the first draft from a plan as the search gets it, and the problem."""
    beginning = Beginning(day, plan, direct_ways(day).shipments)
    problem = build_road_problem(day, travel, beginning.batches)
    return beginning.draft(problem), problem


@pytest.mark.parametrize("seed", SEEDS)
def test_other_volumes_from_yesterday_are_complete_and_judged_clean(seed):
    yesterday, travel = small_day(seed, SIZE)
    start = plan_day(yesterday, travel, SOME).plan
    day = times(yesterday, 2)
    assert not has_bags_of(start, direct_ways(day).shipments)
    for budget in (NONE, SOME):
        made = plan_day(day, travel, budget, start=start)
        assert made.violations == []
        plan = made.plan
        demanded = sum(row.items for row in day.consignments)
        assert plan.items_planned + plan.items_unserved == demanded
        assert judge(day, travel, plan) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_draft_of_the_same_goods_in_other_rows_costs_what_the_plan_did(seed):
    yesterday, travel = small_day(seed, SIZE)
    start = plan_day(yesterday, travel, SOME).plan
    day = times(yesterday, 1)
    draft, problem = begun(day, travel, start)
    simulator = Simulator(problem)
    left = simulator.load(draft)
    behind = sum(int(problem.tables["s_penalty"][b]) for b in left)
    assert sum(problem.shipments[b].items for b in left) <= start.items_unserved
    # Taken over to the cent, or better where what stayed finds room now.
    if not start.items_unserved:
        assert behind == 0
        assert simulator.total() <= start.cost_cents + start.penalty_cents


def test_more_goods_follow_the_trip_and_the_tricycle():
    # L1 to the hub, 5.00 a bag, and the tricycle from there: dearer ways are open.
    yesterday = way_day("C>V", "K1", "K2", L1=BUS)
    start = plan_day(yesterday, way_travel(), SOME).plan
    assert [(leg.trip, leg.vehicle) for leg in start.bags[0].legs] == [
        ("L1-out", None),
        (None, "K2"),
    ]
    day = times(yesterday, 3)
    draft, problem = begun(day, way_travel(), start)
    k1, k2 = (
        next(i for i, v in enumerate(problem.vehicles) if v.vehicle_id == name)
        for name in ("K1", "K2")
    )
    assert (draft.routes[k1], bool(draft.routes[k2])) == ([], True)
    assert Simulator(problem).load(draft) == []


def test_a_vehicle_that_is_gone_leaves_its_goods_to_others():
    yesterday = way_day("C>V", "K1", "K2", L1=BUS)
    start = plan_day(yesterday, way_travel(), SOME).plan
    today = times(way_day("C>V", "K1"), 2)
    made = plan_day(today, way_travel(), NONE, start=start)
    assert made.violations == []
    assert {route.vehicle for route in made.plan.routes} == {"K1"}
    assert made.plan.items_unserved == 0


def test_a_plan_of_another_county_is_foreign():
    day = way_day("C>V", "K1")
    own = plan_day(day, way_travel(), NONE).plan
    assert not is_foreign(day, own)
    assert not is_foreign(times(day, 2), own)
    # The same vehicle, but villages nobody here knows; and the other way round.
    bags = tuple(replace(bag, destination="Z") for bag in own.bags)
    assert is_foreign(day, replace(own, bags=bags))
    bags = tuple(
        replace(bag, legs=tuple(replace(leg, vehicle="Z9") for leg in bag.legs))
        for bag in own.bags
    )
    assert is_foreign(day, replace(own, bags=bags))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_foreign_plan_given_all_the_same_does_no_harm(seed):
    day, travel = small_day(seed)
    other, roads = small_day(seed + 50, SIZE)
    foreign = plan_day(times(other, 2), roads, SOME).plan
    alone = plan_day(day, travel, NONE).plan
    made = plan_day(day, travel, NONE, start=foreign)
    assert made.violations == []
    assert made.plan.items_unserved <= alone.items_unserved
