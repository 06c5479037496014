"""Bans by hand: how far inside a banned time K1 of the four villages moves (W1b).

K1 leaves C at 11:00, is at A from 11:10 to 11:14, at B from 11:19 to 13:04 and back at
C at 13:17:20.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages import four_village_day, four_village_travel, hm
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_route, edit_stop, edit_vehicle

from routing.check.bans import check_bans
from routing.check.case import build_case
from routing.domain.ban import Ban
from routing.domain.vehicle import Temperature, VehicleClass
from routing.domain.window import TimeWindow
from routing.plan.model import Pause, PauseKind


def ban(site, *clock, **changes):
    times = tuple(
        TimeWindow(hm(early), hm(late))
        for early, late in zip(clock[::2], clock[1::2], strict=True)
    )
    given = {"vehicle_classes": (VehicleClass.MICROVAN,), **changes}
    return Ban(sites=frozenset(site), times=times, **given)


def found(*bans, day=None, plan=None):
    day = replace(day or four_village_day(), bans=bans)
    case = build_case(day, four_village_travel(), plan or four_village_plan())
    return [(row.cause, row.where, row.amount) for row in check_bans(case)]


MOVES = {
    "it comes": (("A", "11:00", "11:12"), [("K1 #1.1 @A", 120)]),
    "it leaves": (("A", "11:11", "11:20"), [("K1 #1.1 @A", 180)]),
    "it comes and leaves": (
        ("B", "11:00", "14:00"),
        [("K1 #1.2 @B", 1140), ("K1 #1.2 @B", 3360)],
    ),
    "it stands there": (("B", "11:19", "13:04"), []),
    "between two times": (("A", "10:00", "11:10", "11:14", "12:00"), []),
    "it leaves the base": (("C", "10:30", "11:20"), [("K1 #1", 1200)]),
    "it comes back": (("C", "13:17", "14:00"), [("K1 #1", 20)]),
    "the whole area": (
        ("AB", "11:12", "11:20"),
        [("K1 #1.1 @A", 120), ("K1 #1.2 @B", 60)],
    ),
    "no time at all": (("A", "11:10", "11:10"), []),
    "elsewhere": (("DE", "00:00", "24:00"), []),
}


@pytest.mark.parametrize("name", MOVES)
def test_moves_in_banned_times(name):
    row, expected = MOVES[name]
    assert found(ban(*row)) == [("W1_BAN", *place) for place in expected]


def test_times_that_touch_or_overlap_are_one():
    # Inside 11:00 to 11:30, 10 minutes from its begin; each alone has an end nearer.
    for second in ("11:10", "11:05"):
        bans = ban("A", "11:00", "11:10"), ban("A", second, "11:30")
        amounts = [amount for _, _, amount in found(*bans)]
        assert amounts == [600, 840]
    # One within the other changes nothing.
    assert found(ban("A", "11:00", "11:12"), ban("A", "11:01", "11:02")) == [
        ("W1_BAN", "K1 #1.1 @A", 120)
    ]


def test_who_is_exempt():
    clock = ("A", "11:00", "11:12")
    assert found(ban(*clock, vehicle_classes=(VehicleClass.LIGHT,))) == []
    assert found(ban(*clock, permits=frozenset({"K1"}))) == []
    assert len(found(ban(*clock, permits=frozenset({"K2"})))) == 1
    day = four_village_day()
    green = edit_vehicle(day, "K1", green_channel=True)
    assert found(ban(*clock, green_exempt=True), day=green) == []
    assert len(found(ban(*clock), day=green)) == 1
    assert len(found(ban(*clock, green_exempt=True), day=day)) == 1
    rooms = {Temperature.AMBIENT: 300_000, Temperature.FROZEN: 1}
    cooled = edit_vehicle(day, "K1", compartments_cm3=rooms)
    assert found(ban(*clock, cold_exempt=True), day=cooled) == []
    assert len(found(ban(*clock), day=cooled)) == 1
    assert len(found(ban(*clock, cold_exempt=True), day=day)) == 1


def test_pauses_at_the_ends_of_a_leg_are_standing():
    plan = four_village_plan()
    # Leaves A after the pause, at 11:34, and is at B at 11:39.
    pause = Pause(kind=PauseKind.PAUSE, site="A", start=hm("11:14"), end=hm("11:34"))
    paused = edit_route(plan, 0, pauses=(pause,))
    paused = edit_stop(paused, (0, 0, 1), arrive=hm("11:39"))
    assert found(ban("A", "11:12", "11:34"), plan=paused) == []
    assert found(ban("A", "11:15", "11:40"), plan=paused) == [
        ("W1_BAN", "K1 #1.1 @A", 360)
    ]
    # At B at 11:19, where it rests before it counts as there.
    there = edit_route(plan, 0, pauses=(replace(pause, site="B", start=hm("11:19"),
                                                end=hm("11:39")),))  # fmt: skip
    there = edit_stop(there, (0, 0, 1), arrive=hm("11:39"))
    assert found(ban("B", "11:19", "12:00"), plan=there) == []
    assert found(ban("B", "11:16", "12:00"), plan=there) == [
        ("W1_BAN", "K1 #1.2 @B", 180)
    ]
