"""Custody over two legs: C to A by K1, on to B by a tricycle based at A."""

from __future__ import annotations

from dataclasses import replace

from features.four_villages import four_village_day, four_village_travel, hm
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_bag, edit_site, edit_stop

from routing.check.case import build_case
from routing.check.custody import check_custody
from routing.check.room import check_room
from routing.domain.site import Level
from routing.plan.model import Leg, Route, RouteCost, Stop, Tour


def relay_day():
    day = edit_site(
        four_village_day(), "A", level=Level.HUB, handling_duration=hm("00:20")
    )
    third = replace(day.vehicles["K2"], vehicle_id="K3", start_site="A", end_site="A")
    return replace(day, vehicles={**day.vehicles, "K3": third}, locks=())


def relay_plan(start="11:30"):
    """b1 is at A at 11:10, ready at 11:30, and rides on with K3."""
    plan = edit_stop(four_village_plan(), (0, 0, 0), deliver=("a1", "a2", "b1"))
    plan = edit_stop(plan, (0, 0, 1), deliver=())
    legs = (
        Leg(
            kind="road",
            from_site="C",
            to_site="A",
            depart=hm("11:00"),
            arrive=hm("11:10"),
            vehicle="K1",
            tour=0,
        ),
        Leg(
            kind="road",
            from_site="A",
            to_site="B",
            depart=hm(start),
            arrive=hm("13:00"),
            vehicle="K3",
            tour=0,
        ),
    )
    tour = Tour(
        load_start=hm("11:20"),
        start=hm(start),
        end=hm("13:30"),
        load=("b1",),
        unload=(),
        load_g=20_000,
        load_cm3=100_000,
        load_items=20,
        stops=(
            Stop(
                site="B",
                arrive=hm("13:00"),
                start=hm("13:00"),
                depart=hm("13:04"),
                deliver=("b1",),
                load_g=0,
                load_cm3=0,
                load_items=0,
            ),
        ),
    )
    route = Route(
        vehicle="K3",
        tours=(tour,),
        pauses=(),
        metres=6000,
        seconds=0,
        cost_cents=RouteCost(fixed=0, km=0, hours=0),
    )
    plan = edit_bag(plan, "b1", legs=legs)
    return replace(plan, routes=(*plan.routes, route))


def found(check, day, plan):
    case = build_case(day, four_village_travel(), plan)
    return [(v.cause, v.where, v.amount) for v in check(case)]


def test_transfer_at_a_hub():
    assert found(check_custody, relay_day(), relay_plan()) == []


def test_handling_takes_its_time():
    assert found(check_custody, relay_day(), relay_plan("11:29:30")) == [
        ("T3_READY", "K3 #1 [b1]", 30)
    ]


def test_no_handling_at_the_centre():
    day = edit_site(relay_day(), "A", level=Level.CENTRE)
    assert found(check_custody, day, relay_plan("11:10")) == []
    assert found(check_custody, day, relay_plan("11:09:59"))[0][2] == 1


def test_no_transfer_in_a_village():
    day = edit_site(relay_day(), "A", level=Level.VILLAGE)
    assert found(check_custody, day, relay_plan()) == [("W6_TRANSFER", "[b1] @A", 1)]


def over(day, start="11:30"):
    violations = found(check_room, day, relay_plan(start))
    return [amount for cause, _, amount in violations if cause == "R3_STORAGE"]


def test_hub_holds_what_waits_there():
    # 6 in stock, 30 for A and 20 for B from 11:10 until 11:30: 56 items.
    day = edit_site(relay_day(), "A", storage_items=56)
    assert over(day) == []
    assert over(edit_site(day, "A", storage_items=50)) == [6]
    # Without handling it leaves when it comes: still both there for a moment.
    assert over(edit_site(day, "A", storage_items=50), "11:10") == [6]


def test_transfer_that_never_goes_on():
    plan = relay_plan()
    plan = replace(plan, routes=plan.routes[:2])
    assert found(check_custody, relay_day(), plan) == [("M5_PLACE", "[b1]", 20)]


def test_legs_must_say_the_same():
    plan = edit_bag(relay_plan(), "b1", legs=relay_plan().bags[2].legs[:1])
    assert found(check_custody, relay_day(), plan) == [("M5_LEGS", "[b1]", 1)]
