"""Breaks, pauses on the road and driving time, with K1 of the four villages.

K1 drives 600 s to A, 300 s to B (11:14:00 to 11:19:00), 800 s back.
"""

from __future__ import annotations

from dataclasses import replace

from features.four_villages import four_village_day, four_village_travel, hm
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_route, edit_stop, edit_vehicle

from routing.check.breaks import check_breaks
from routing.check.case import build_case
from routing.check.clock import check_clock
from routing.domain.vehicle import Break
from routing.domain.window import TimeWindow
from routing.plan.model import Pause, PauseKind


def rest(kind, site, start, end):
    return Pause(kind=kind, site=site, start=hm(start), end=hm(end))


def found(day, plan):
    case = build_case(day, four_village_travel(), plan)
    violations = [*check_clock(case), *check_breaks(case)]
    return [(violation.cause, violation.amount) for violation in violations]


def plan_with(*pauses, arrive_b="11:19"):
    plan = edit_route(four_village_plan(), 0, pauses=pauses)
    return edit_stop(plan, (0, 0, 1), arrive=hm(arrive_b))


def day_with(**changes):
    return edit_vehicle(four_village_day(), "K1", **changes)


def test_break_on_the_road_delays_the_arrival():
    # 100 s of driving, 30 minutes of rest, 200 s of driving.
    on_road = rest(PauseKind.BREAK, "A", "11:15:40", "11:45:40")
    assert found(four_village_day(), plan_with(on_road, arrive_b="11:49")) == []
    assert found(four_village_day(), plan_with(on_road, arrive_b="11:48")) == [
        ("D1_SECONDS", 60)
    ]


def test_driving_is_added_up_until_a_rest_on_the_road():
    on_road = rest(PauseKind.BREAK, "A", "11:15:40", "11:45:40")
    plan = plan_with(on_road, arrive_b="11:49")
    # 600 + 100 before it, 200 + 800 after it.
    assert found(day_with(max_drive_duration=1000), plan) == []
    assert found(day_with(max_drive_duration=690), plan) == [
        ("T7_DRIVE", 10),
        ("T7_DRIVE", 310),
    ]


def test_short_pause_does_not_count():
    short = rest(PauseKind.PAUSE, "B", "11:19", "11:38:59")
    full = rest(PauseKind.PAUSE, "B", "11:19", "11:39")
    day = day_with(max_drive_duration=900, breaks=())
    assert found(day, plan_with(full)) == []
    # 600 + 300 + 800 s without a pause of 20 minutes.
    assert found(day, plan_with(short)) == [("T7_DRIVE", 800)]


def test_waiting_is_no_break_unless_planned():
    # K1 waits at B from 11:19 to 13:00 all the same.
    assert found(four_village_day(), plan_with()) == [("T7_BREAK", 1800)]


def test_pause_is_no_break():
    plan = plan_with(rest(PauseKind.PAUSE, "B", "11:19", "11:49"))
    assert found(four_village_day(), plan) == [("T7_BREAK", 1800)]


def test_break_is_due_only_if_the_route_covers_its_window():
    # The route runs from 10:40:00 to 13:17:20.
    for early, late, due in (
        ("10:40", "13:17:20", True),
        ("10:39:59", "13:00", False),
        ("11:00", "13:17:21", False),
    ):
        window = TimeWindow(hm(early), hm(late))
        day = day_with(breaks=(Break(1800, window),))
        assert found(day, plan_with()) == ([("T7_BREAK", 1800)] if due else [])


def test_one_break_does_not_serve_two():
    # Both fit the first listed break; only one fits the second.
    lunch = Break(1800, TimeWindow(hm("11:00"), hm("13:00")))
    early = Break(1800, TimeWindow(hm("11:00"), hm("12:00")))
    day = day_with(breaks=(lunch, early))
    first = rest(PauseKind.BREAK, "B", "11:20", "11:50")
    second = rest(PauseKind.BREAK, "B", "12:10", "12:40")
    assert found(day, plan_with(first, second)) == []
    assert found(day, plan_with(first)) == [("T7_BREAK", 1800)]
    both = found(day, plan_with(first, rest(PauseKind.BREAK, "B", "11:30", "12:00")))
    assert both == [("T7_OVERLAP", 1200)]


def test_break_that_ends_after_its_window():
    late = rest(PauseKind.BREAK, "B", "12:30", "13:00")
    window = TimeWindow(hm("11:00"), hm("12:50"))
    day = day_with(breaks=(Break(1800, window),))
    # 20 of its 30 minutes lie inside.
    assert found(day, plan_with(late)) == [("T7_BREAK", 600)]


def test_pause_before_the_route():
    plan = plan_with(
        rest(PauseKind.BREAK, "B", "11:19", "11:49"),
        rest(PauseKind.PAUSE, "C", "10:00", "10:30"),
    )
    assert found(four_village_day(), plan) == [("T7_PLACE", 1)]


def test_backwards_pause():
    plan = plan_with(rest(PauseKind.BREAK, "B", "11:49", "11:19"))
    causes = found(four_village_day(), plan)
    assert causes == [("T7_PLACE", 1), ("T7_BREAK", 1800)]


def test_route_without_tours_has_no_breaks():
    plan = four_village_plan()
    plan = replace(plan, routes=(replace(plan.routes[0], tours=()),))
    assert found(four_village_day(), plan) == []
