"""Faults of a plan with services: each found by cause and amount.

The numbers behind each expectation stand in ``service_county_plan``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.service_county import service_day, service_travel
from check.service_county_plan import bus, given, service_plan
from check.service_faults_day import DAY_FAULTS
from check.service_faults_plan import PLAN_FAULTS
from check.service_faults_trips import TRIP_FAULTS, rough
from features.four_villages import hm
from properties.plan_edits import (
    edit_bag,
    edit_consignment,
    edit_site,
)
from properties.service_edits import (
    edit_call,
    edit_leg_of,
    edit_load,
    edit_offer,
    edit_trip,
)

from routing.check.judge import judge
from routing.plan.model import Route, RouteCost, Tour

SHUTTLE, TO_HUB, TO_STOP, TO_VILLAGE, BACK, NIGHT = range(6)
O1, O2 = 0, 1


def found(day, plan):
    violations = judge(day, service_travel(), plan)
    return sorted((violation.cause, violation.amount) for violation in violations)


def loading_together(plan):
    """K3, a second tricycle at H, loads with K2 and stays: 600 s, 3.00 by the hour."""
    tour = Tour(
        load_start=hm("08:55"),
        start=hm("09:05"),
        end=hm("09:05"),
        load=(),
        unload=(),
        load_g=0,
        load_cm3=0,
        load_items=0,
        stops=(),
    )
    route = Route(
        vehicle="K3",
        tours=(tour,),
        pauses=(),
        metres=0,
        seconds=600,
        cost_cents=RouteCost(fixed=3000, km=0, hours=300),
    )
    return replace(plan, routes=(*plan.routes, route))


FAULTS = {**TRIP_FAULTS, **DAY_FAULTS}
"""Edits of the day under the same plan."""


@pytest.mark.parametrize("name", FAULTS)
def test_fault_under_another_day(name):
    edit, expected = FAULTS[name]
    assert found(edit(service_day()), service_plan()) == sorted(expected)


@pytest.mark.parametrize("name", PLAN_FAULTS)
def test_fault_of_the_plan(name):
    edit, expected = PLAN_FAULTS[name]
    assert found(service_day(), edit(service_plan())) == sorted(expected)


def test_vehicles_that_load_at_the_hub_at_once():
    day = service_day()
    third = replace(day.vehicles["K2"], vehicle_id="K3", plate="K3")
    day = replace(day, vehicles={**day.vehicles, "K3": third})

    # K2 loads 08:50-09:00, K3 08:55-09:05; H has one dock.
    assert found(day, loading_together(service_plan())) == [("R5_DOCKS", 1)]
    two = edit_site(day, "H", docks=2)
    assert found(two, loading_together(service_plan())) == []


def test_hub_is_too_full_for_one_minute():
    # s1 arrives at 10:15 and is handed over at 10:16: 45 items for that minute, 35
    # before and after; handling is not what is looked at here.
    day = edit_offer(service_day(), "O1", cutoff_time=hm("10:16"))
    day = edit_site(day, "H", handling_duration=0, storage_items=35)
    plan = edit_leg_of(service_plan(), "s1", 1, depart=hm("10:16"))

    assert found(day, plan) == [("R3_STORAGE", 10)]
    assert found(edit_site(day, "H", storage_items=45), plan) == []


def three_legs():
    """Produce from V1 for N: by K2 to H, by bus to C, by night to N."""
    day = edit_consignment(service_day(), "c9", destination="N")
    day = edit_call(day, "L1-1300", 4, attended=True)
    legs = (*bag_legs("p1"), bus("L2-2330", "C>N", "23:30", "24:20"))
    plan = edit_bag(service_plan(), "p1", destination="N", legs=legs)
    # 8 + 10 items × 0.50.
    plan = edit_load(plan, NIGHT, bags=("n1", "p1"), fee_cents=900)
    return day, plan


def bag_legs(key: str):
    return next(bag.legs for bag in service_plan().bags if bag.id == key)


def test_three_legs():
    assert found(*three_legs()) == []


def test_three_legs_missing_the_last_by_a_minute():
    day, plan = three_legs()
    # At C at 14:55, ready at once: the cut-off is 14:54 now.
    day = edit_trip(day, "L2-2330", cutoff_duration=hm("08:36"))

    assert found(day, plan) == [("T5_CUTOFF", 60)]


def test_fourth_leg():
    day, plan = three_legs()
    day = edit_site(day, "N", hours=())
    # On from N to V3 by an offer of Q.
    day = edit_consignment(day, "c9", destination="V3")
    offer = replace(
        day.offers["O1"],
        offer_id="O3",
        from_site="N",
        cutoff_time=hm("25:00"),
        delivered_time=hm("30:00"),
        cap_g=15_000,
    )
    day = replace(day, offers={**day.offers, "O3": offer})
    legs = (
        *next(bag.legs for bag in plan.bags if bag.id == "p1"),
        given("O3", "N>V3", "25:00", "30:00"),
    )
    plan = edit_bag(plan, "p1", destination="V3", legs=legs)
    handed = replace(plan.handovers[O1], offer="O3", bags=("p1",))
    plan = replace(plan, handovers=(*plan.handovers, handed))

    assert found(day, plan) == [("W6_LEGS", 1)]


def test_transfer_takes_what_is_sorted_there():
    # w1 (Q, 10 items at 1,200 an hour: 30 s) is ready at 10:33:20 + 30 s; the bus
    # leaves at 13:41. Handling of 2:52:40 - 30 s is the longest that is in time.
    day = edit_site(rough(service_day()), "C", sorts=False)
    limit = hm("13:26") - hm("10:13:20") - 30
    late = [row for row in found(at_hub(day, limit + 1), service_plan()) if row[1] == 1]
    just = [row for row in found(at_hub(day, limit), service_plan()) if row[1] == 1]

    assert ("T5_CUTOFF", 1) in late
    assert ("T5_CUTOFF", 1) not in just


def at_hub(day, seconds):
    return edit_site(day, "H", handling_duration=seconds)
