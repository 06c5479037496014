"""The exact oracle and movable bulkheads (R1b): a setting per tour, sums by hand.

Ten items of 5,000 cm³ go to V; the van costs 118.00 for one tour (see
:func:`oracle_days.lone_day`): 60.00 fixed, 30.00 for 20 km, 28.00 for 2,800 s.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from oracle_days import lone_day
from properties.bulkhead_days import with_bulkheads

from benchmarks.oracle.scope import OutOfScopeError, refuse
from benchmarks.oracle.solve import solve_small_day
from benchmarks.small_days import ROAD, small_day
from routing.check.judge import judge
from routing.domain.goods import GoodsClass
from routing.domain.vehicle import Temperature
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

AMBIENT, CHILLED, FROZEN = Temperature
VAN, NOTHING = 11_800, 0
NARROW, COLD, WARM = {CHILLED: 49_999}, {CHILLED: 50_000}, {AMBIENT: 50_000}


def with_van(day, *settings, **changes):
    first, *others = settings
    van = replace(
        day.vehicles["T1"], compartments_cm3=first, bulkheads=tuple(others), **changes
    )
    return replace(day, vehicles={"T1": van})


def chilled(day, **needs):
    milk = GoodsClass(goods_class="奶", temp=CHILLED, **needs)
    rows = tuple(replace(row, goods_class="奶") for row in day.consignments)
    return replace(day, goods={**day.goods, "奶": milk}, consignments=rows)


def answer_of(day, travel):
    answer = solve_small_day(day, travel, seconds=60)
    assert judge(day, travel, answer.plan) == []
    return answer


def bulkheads(answer):
    return [tour.bulkhead for route in answer.plan.routes for tour in route.tours]


@pytest.mark.parametrize(
    ("settings", "needs", "cost", "chosen"),
    [
        ((NARROW, COLD), {}, VAN, [1]),
        ((COLD, NARROW), {}, VAN, [0]),
        ((NARROW, WARM), {}, NOTHING, []),
        # In foam they ride among ambient goods, where nothing is chilled.
        ((NARROW, WARM), {"pack_duration": 60}, VAN, [1]),
        ((NARROW, {FROZEN: 90_000}), {"pack_duration": 60}, NOTHING, []),
        # Hands of 20 s and 200 s; unkept, 1,000 s between them on top.
        ((WARM, COLD), {"pack_duration": 60, "cold_limit_duration": 160}, VAN, [1]),
        ((WARM, COLD), {"pack_duration": 60, "cold_limit_duration": 159}, NOTHING, []),
        ((WARM,), {"pack_duration": 60, "cold_limit_duration": 1_160}, VAN, [0]),
        ((WARM,), {"pack_duration": 60, "cold_limit_duration": 1_159}, NOTHING, []),
    ],
)
def test_the_setting_that_goods_need(settings, needs, cost, chosen):
    day, travel = lone_day()
    answer = answer_of(with_van(chilled(day, **needs), *settings), travel)
    assert (answer.cost_cents, bulkheads(answer)) == (cost, chosen)


@pytest.mark.parametrize(("tours", "left", "used"), [(1, 10, 1), (2, 0, 2)])
def test_two_tours_move_the_bulkhead_between_them(tours, left, used):
    # Ten items chilled and ten ambient: no setting has room for both.
    day, travel = lone_day()
    day = chilled(day)
    other = replace(day.consignments[0], consignment_id="D2", goods_class="普通")
    day = replace(day, consignments=(*day.consignments, other))
    answer = answer_of(with_van(day, COLD, WARM, max_tours=tours), travel)
    assert answer.plan.items_unserved == left
    assert len(bulkheads(answer)) == used
    if used == 2:
        assert sorted(bulkheads(answer)) == [0, 1]
        # A second tour: 20 km and 2,800 s more.
        assert answer.cost_cents == VAN + 3_000 + 2_800


def test_refrigeration_is_beyond_the_oracle():
    day, _ = lone_day()
    refuse(day)
    with pytest.raises(OutOfScopeError, match="refrigeration"):
        refuse(with_van(day, COLD, micro_yuan_per_cold_hour=1))


@pytest.mark.parametrize("seed", [1, 3, 5, 6, 7])
def test_the_planner_finds_the_cost_that_is_proved(seed):
    day, travel = small_day(seed, replace(ROAD, lots=5, cold=True))
    rng = random.Random(seed)
    cars = {
        key: with_bulkheads(rng, replace(car, max_tours=2))
        for key, car in day.vehicles.items()
    }
    day = replace(day, vehicles=cars)
    answer = answer_of(day, travel)
    assert answer.proof == "optimal"
    plan = plan_day(day, travel, Budget(iterations=100, workers=1, seed=1)).plan
    assert plan.items_unserved == answer.plan.items_unserved
    assert plan.cost_cents == answer.cost_cents
