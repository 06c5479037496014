"""Days with twisted timetables, hubs and prices: planned without a fault or loss."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties.custody_again import assert_custody
from properties.items_counted import accounted, demanded
from properties.recomputed_cost import cost_again
from properties.service_days import (
    TWISTS,
    cancelled_trip,
    dear_roads,
    hub_closes_at_noon,
    passes_twice,
    past_midnight,
    shared_stop,
    twisted_day,
)
from properties.test_generated_days import thorough

from routing.domain.reason import ReasonCode
from routing.optimize.budget import Budget
from routing.plan.io import dump_plan, load_plan
from routing.planning.plan_day import plan_day

DAYS = 8
MANY = 150
DAY = 86_400


def planned_well(seed, *twists):
    """Plan a twisted day, and prove all that holds for any plan."""
    day, travel = twisted_day(seed, *twists)
    outcome = plan_day(day, travel, Budget(iterations=2, workers=1, seed=seed))
    plan = outcome.plan
    assert outcome.violations == []
    assert accounted(day, plan) == demanded(day)
    assert plan.items_planned + plan.items_unserved == day.items_demanded
    assert {row.reason for row in plan.unserved} <= {code.value for code in ReasonCode}
    parts = {name: cents for name, cents in plan.cost_parts.items() if cents}
    assert parts == cost_again(day, travel, plan)
    assert_custody(day, plan)
    assert load_plan(dump_plan(plan)) == plan
    return day, plan


@pytest.mark.parametrize("twist", TWISTS, ids=lambda twist: twist.__name__)
def test_every_twist_is_planned_without_a_fault(twist):
    for seed in range(DAYS):
        planned_well(seed, twist)


@thorough
@given(seed=st.integers(0, 10**6), twists=st.sets(st.sampled_from(range(len(TWISTS)))))
def test_twists_together_are_planned_without_a_fault(seed, twists):
    planned_well(seed, *(TWISTS[number] for number in sorted(twists)))


@pytest.mark.slow
@pytest.mark.parametrize("twist", TWISTS, ids=lambda twist: twist.__name__)
def test_every_twist_is_planned_without_a_fault_on_many_days(twist):
    rng = random.Random(twist.__name__)
    for seed in range(DAYS, MANY):
        planned_well(seed, twist)
        planned_well(seed, twist, rng.choice(TWISTS))


def test_generated_days_use_services_in_every_way():
    """The days prove little where all goods go by van."""
    used, calls, late, places = Counter(), Counter(), 0, Counter()
    twists = (past_midnight, shared_stop, passes_twice, cancelled_trip, dear_roads)
    for twist in (*twists, hub_closes_at_noon):
        for seed in range(1, 12):
            _, plan = planned_well(seed, dear_roads, twist)
            used.update("+".join(leg.kind for leg in bag.legs) for bag in plan.bags)
            calls.update(row.board_call is not None for row in plan.bus_loads)
            places.update(row.alight for row in plan.bus_loads)
            late += sum(bag.legs[-1].arrive > DAY for bag in plan.bags)
    ways = {"road", "bus", "handover", "road+road", "road+bus", "bus+road"}
    assert ways <= set(used)
    assert {"C", "S1", "V1", "V2"} <= set(places)
    assert calls[True]
    assert late
