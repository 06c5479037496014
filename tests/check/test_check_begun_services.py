"""Re-plans of the county with services: trips out or late, offers, room shared.

The numbers stand in ``service_county_plan``. K2 loads h1 and g1 at H at 08:50 and
leaves at 09:00; L1-0800 brings them there at 08:40.

**out**: at 09:05 it is told that L1-0800 never ran. K2 has gone empty, fetches p1 at
V1 all the same (180 + 20 = 200 s of work within the 242 s it was to stay) and is back
at 09:24:02. x1, h1 and g1 are still at C: fees 3 × 3.00 less; stages s1 10 + p1 10 =
20 × 0.05 = 1.00 and w1 10 × 0.30 = 3.00; passengers of L1-1300 alone wait: 0.50.

**late**: L1-0800 runs 20 min late, is at H at 09:00, and h1 and g1 are ready at
09:20, when K2 is gone. It takes them on a second tour::

    09:24:02 loading, 10 min
    09:34:02 leaves H with h1 g1: 21 items, 40,000 g, 160,000 cm³
    09:44:02 V1, 600 s on; 180 + 42 = 222 s
    09:47:44 leaves V1
    09:57:44 back at H

    12,000 m; 08:50:00 - 09:57:44 = 4,064 s: 30.00, 4.20, 20.32; all 28,000 m
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.replans import at, left, road
from check.service_county import LARGE, service_day, service_travel
from check.service_county_plan import service_plan
from features.four_villages import hm
from properties.plan_edits import (
    bag_of,
    edit_bag,
    edit_route,
    edit_site,
    edit_stop,
    edit_tour,
)
from properties.service_edits import edit_given, edit_load, edit_stage_fee, edit_trip

from routing.check.judge import judge
from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.plan.model import RouteCost, Stop, Tour

K1, K2 = 0, 1
SHUTTLE, TO_HUB, TO_STOP, TO_VILLAGE, BACK, NIGHT = range(6)
O1, O2 = 0, 1
NOTHING = {"load_g": 0, "load_cm3": 0, "load_items": 0}


def found(day, plan, earlier=None):
    told = earlier or service_plan()
    violations = judge(day, service_travel(), plan, told)
    return sorted((v.cause, v.where, v.amount) for v in violations)


@pytest.mark.parametrize("minute", range(6 * 60, 25 * 60, 20))
def test_a_plan_that_carries_itself_on(minute):
    plan = at(f"{minute // 60}:{minute % 60}", service_plan())
    assert found(service_day(), plan) == []


def out_day():
    day = service_day()
    gone = TripChange(kind=TripChangeKind.CANCELLED, text="", reason="故障", by="调度")
    trip = TripOut(trip=day.trips["L1-0800"], change=gone)
    trips = {key: row for key, row in day.trips.items() if key != "L1-0800"}
    return replace(day, trips=trips, trips_out=(*day.trips_out, trip))


def out_plan():
    plan = edit_tour(service_plan(), (K2, 0), load=(), **NOTHING)
    plan = edit_stop(plan, (K2, 0, 0), deliver=())
    plan = edit_stage_fee(plan, 0, quantity=20, cents=100)
    plan = edit_stage_fee(plan, 1, quantity=10, cents=300)
    rows = (
        left("V2", "delivery", "Q", 20, "c1"),
        left("V1", "delivery", "P", 20, "c2"),
        replace(left("V1", "delivery", "Q", 1, "c3"), goods_class=LARGE),
    )
    plan = replace(
        plan,
        bags=tuple(bag for bag in plan.bags if bag.id not in ("x1", "h1", "g1")),
        bus_loads=tuple(row for row in plan.bus_loads if row.trip != "L1-0800"),
        unserved=rows,
        delay_cents=50,
    )
    return at("09:05", plan)


def test_a_trip_that_never_ran_brings_nothing():
    assert found(out_day(), out_plan()) == []


OUT = {
    "its bags are loaded all the same": (
        lambda _: at("09:05", service_plan()),
        [
            ("W5_BEGUN_BAGS", "K2 #1", 2),
            ("W5_TRIP_OUT", "L1-0800 C>H", 2),
            ("W5_TRIP_OUT", "L1-0800 C>X", 1),
        ],
    ),
    "what could be fetched is not": (
        lambda plan: edit_stop(plan, (K2, 0, 0), pick_up=()),
        [("W5_BEGUN_BAGS", "K2 #1.1 @V1", 1)],
    ),
    "the halt is left out": (
        lambda plan: edit_tour(plan, (K2, 0), stops=()),
        [("W5_BEGUN_HALT", "K2 #1 @V1", 1)],
    ),
    "the halt is left before its work is done": (
        lambda plan: edit_stop(plan, (K2, 0, 0), depart=hm("09:13:19")),
        [("W5_BEGUN_TIMES", "K2 #1.1 @V1", 1)],
    ),
    "the halt starts sooner": (
        lambda plan: edit_stop(plan, (K2, 0, 0), start=hm("09:09:30")),
        [("W5_BEGUN_TIMES", "K2 #1.1 @V1", 30)],
    ),
}


@pytest.mark.parametrize("name", OUT)
def test_a_trip_that_never_ran(name):
    edit, expected = OUT[name]
    rows = found(out_day(), edit(out_plan()))
    assert [row for row in expected if row not in rows] == []


def late_day():
    day = service_day()
    return edit_trip(day, "L1-0800", stops=day.trips["L1-0800"].shifted(1200).stops)


def told_late():
    """Tell the earlier plan with today's timetable."""
    plan = service_plan()
    for bag in plan.bags:
        legs = tuple(
            replace(leg, depart=leg.depart + 1200, arrive=leg.arrive + 1200)
            if leg.trip == "L1-0800"
            else leg
            for leg in bag.legs
        )
        plan = edit_bag(plan, bag.id, legs=legs)
    return plan


def late_plan():
    plan = edit_tour(told_late(), (K2, 0), load=(), **NOTHING)
    plan = edit_stop(plan, (K2, 0, 0), deliver=())
    halt = Stop(
        site="V1",
        arrive=hm("09:44:02"),
        start=hm("09:44:02"),
        depart=hm("09:47:44"),
        deliver=("h1", "g1"),
        **NOTHING,
    )
    second = Tour(
        load_start=hm("09:24:02"),
        start=hm("09:34:02"),
        end=hm("09:57:44"),
        load=("h1", "g1"),
        unload=(),
        load_g=40_000,
        load_cm3=160_000,
        load_items=21,
        stops=(halt,),
    )
    plan = edit_route(
        plan,
        K2,
        tours=(*plan.routes[K2].tours, second),
        metres=12_000,
        seconds=4_064,
        cost_cents=RouteCost(fixed=3000, km=420, hours=2032),
    )
    on = replace(road("K2", "HV", "09:34:02", "09:44:02", tour=1), to_site="V1")
    for key in ("h1", "g1"):
        plan = edit_bag(plan, key, legs=(bag_of(plan, key).legs[0], on))
    plan = replace(plan, distance_sources={"file": 28_000})
    return at("09:05", plan)


def test_what_came_late_goes_on_anew():
    assert found(late_day(), late_plan(), told_late()) == []


LATE = {
    "it is loaded all the same": (
        lambda _: at("09:05", told_late()),
        ("W5_BEGUN_BAGS", "K2 #1", 2),
    ),
    "it does not alight": (
        lambda plan: edit_load(plan, TO_HUB, bags=("h1",)),
        ("W5_BEGUN_BAGS", "L1-0800 [g1]", 1),
    ),
    # L1-0800 leaves C at 08:20 now; its cut-off was 08:05.
    "a bag boards that was not there": (
        lambda plan: edit_load(plan, TO_STOP, bags=("x1", "l1")),
        ("W5_IN_PAST", "L1-0800 C>X [l1]", 3600),
    ),
    "the second tour loads before it is back": (
        lambda plan: edit_tour(plan, (K2, 1), load_start=hm("09:24:01")),
        ("T3_LOADING", "K2 #2", 1),
    ),
    # Ready at 09:20 at H.
    "it leaves before it is handled": (
        lambda plan: edit_tour(plan, (K2, 1), start=hm("09:19")),
        ("T3_READY", "K2 #2 [h1]", 60),
    ),
}


@pytest.mark.parametrize("name", LATE)
def test_what_came_late(name):
    edit, expected = LATE[name]
    assert expected in found(late_day(), edit(late_plan()), told_late())


MUTATIONS = {
    "a begun shuttle is held longer": (
        "09:40",
        lambda plan: edit_load(plan, SHUTTLE, hold=360),
        ("W5_BEGUN_TIMES", "F1-0930 [s1]", 60),
    ),
    # L1-0800 leaves at 08:00; its cut-off was at 07:45.
    "a bag is taken from the stop": (
        "07:46",
        lambda plan: edit_load(plan, TO_STOP, bags=()),
        ("W5_BEGUN_BAGS", "L1-0800 [x1]", 1),
    ),
    "a bag is not handed over": (
        "12:01",
        lambda plan: edit_given(plan, O1, bags=()),
        ("W5_BEGUN_BAGS", "O1 [s1]", 1),
    ),
    "a bag is handed over after the cut-off": (
        "12:01",
        lambda plan: edit_given(plan, O1, bags=("s1", "w1")),
        ("W5_IN_PAST", "O1 [w1]", 60),
    ),
    "nothing stays on its way that has not begun": (
        "10:20",
        lambda plan: edit_bag(plan, "w1", legs=bag_of(plan, "w1").legs[:1]),
        ("M5_PLACE", "[w1]", 10),
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_a_service_had_taken_is_changed(name):
    now, edit, expected = MUTATIONS[name]
    assert expected in found(service_day(), edit(at(now, service_plan())))


def test_a_trip_is_boarded_up_to_its_cut_off():
    # w1 boards at H at 13:41, 15 min after the cut-off; the earlier plan had left
    # it there.
    told = edit_bag(service_plan(), "w1", legs=bag_of(service_plan(), "w1").legs[:1])
    assert found(service_day(), at("13:26", service_plan()), told) == []
    assert found(service_day(), at("13:30", service_plan()), told) == [
        ("W5_IN_PAST", "L1-1300 H>X [w1]", 240)
    ]


@pytest.mark.parametrize(("now", "over"), [("09:00", [25]), ("10:20", [])])
def test_room_that_what_had_begun_takes_by_itself(now, over):
    # H holds 45 items from 10:15 on: all there by 10:20. At 09:00 only h1 and g1
    # had come, 21 items.
    day = edit_site(service_day(), "H", storage_items=20)
    rows = found(day, at(now, service_plan()))
    assert [amount for cause, _, amount in rows if cause == "R3_STORAGE"] == over


@pytest.mark.parametrize(("now", "over"), [("07:00", [2]), ("08:05", [])])
def test_room_of_a_bus_that_has_left(now, over):
    # x1 1 + h1 1 + g1 2 bags from C.
    day = edit_trip(service_day(), "L1-0800", cap_bags=2)
    rows = found(day, at(now, service_plan()))
    assert [amount for cause, _, amount in rows if cause == "R2_SEGMENT"] == over


@pytest.mark.parametrize(
    ("now", "needless"),
    [
        # K1 could bring l1 to V4 before it is on the road,
        ("09:00", [1]),
        # then no vehicle is left that has not worked, and no trip calls there.
        ("09:41", []),
        # It was handed over long ago.
        ("16:01", []),
    ],
)
def test_a_last_resort_is_judged_by_what_is_left_of_the_day(now, needless):
    day = edit_site(service_day(), "V4", allowed_classes=())
    rows = found(day, at(now, service_plan()))
    assert [n for cause, _, n in rows if cause == "W4_LAST_RESORT"] == needless
