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
    night_hours,
    passes_twice,
    past_midnight,
    shared_stop,
    twisted_day,
)
from properties.test_generated_days import thorough

from routing.domain.reason import ReasonCode
from routing.optimize.budget import Budget
from routing.plan.io import dump_plan, load_plan
from routing.plan.services import calls_of
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
    # Twice the same twist would ask for the same goods twice.
    others = [other for other in TWISTS if other is not twist]
    for seed in range(DAYS, MANY):
        planned_well(seed, twist)
        planned_well(seed, twist, rng.choice(others))


def test_generated_days_use_services_in_every_way():
    """The days prove little where all goods go by van."""
    used, calls, late, places = Counter(), Counter(), Counter(), Counter()
    at_shared, second = Counter(), 0
    twists = (past_midnight, shared_stop, passes_twice, cancelled_trip, dear_roads)
    for twist in (*twists, hub_closes_at_noon, night_hours):
        for seed in range(1, 12):
            day, plan = planned_well(seed, dear_roads, twist)
            rides = [ride_of(day, load) for load in plan.bus_loads]
            if twist is shared_stop:
                at_shared[lines_at(rides, "S1")] += 1
            if twist is passes_twice:
                second += sum(on_second_pass(*ride) for ride in rides)
            used.update("+".join(leg.kind for leg in bag.legs) for bag in plan.bags)
            calls.update(row.board_call is not None for row in plan.bus_loads)
            places.update(row.alight for row in plan.bus_loads)
            late[twist] += sum(bag.legs[-1].arrive > DAY for bag in plan.bags)
    ways = {"road", "bus", "handover", "road+road", "road+bus", "bus+road"}
    assert ways <= set(used)
    assert {"C", "S1", "V1", "V2"} <= set(places)
    assert calls[True]
    # At night where all is open, and where places keep hours past 24:00.
    assert late[past_midnight]
    assert late[night_hours]
    # Goods of both lines change hands at the stop that they share, in one plan.
    assert at_shared["B1", "B2"]
    # A bus that comes by again boards somebody the second time.
    assert second


def ride_of(day, load):
    """Return a trip, and the calls where its goods board and alight."""
    trip = day.trips[load.trip]
    board, alight = calls_of(trip, load)
    return trip, board, alight


def lines_at(rides, site):
    """Return the lines whose goods board or alight at a site, in order."""
    found = {
        trip.line_id
        for trip, *calls in rides
        if site in {trip.stops[call].site for call in calls}
    }
    return tuple(sorted(found))


def on_second_pass(trip, board, _):
    """Tell whether goods board where the bus has been before."""
    return trip.stops[board].site in {stop.site for stop in trip.stops[:board]}
