"""Doors: hours of a site, windows of its goods, a deadline."""

from __future__ import annotations

import pytest

from routing.domain.window import TimeWindow
from routing.plan.tour_work import Door

HOURS = (TimeWindow(100, 200), TimeWindow(300, 400))


@pytest.mark.parametrize(
    ("time", "opens", "late", "last"),
    [
        (50, 100, 0, 200),
        (150, 150, 0, 200),
        (250, 300, 0, 400),
        (450, 450, 50, 450),  # No window is left: at once, and late.
    ],
)
def test_a_door_opens_with_its_next_window(time, opens, late, last):
    door = Door((HOURS,), None)
    start = door.open(time)
    assert (start, door.late(start), door.last(start)) == (opens, late, last)


def test_goods_may_bind_closer_than_the_hours():
    door = Door((HOURS, (TimeWindow(180, 320),)), 310)
    assert [door.open(time) for time in (0, 190, 201)] == [180, 190, 300]
    assert (door.last(180), door.last(300)) == (200, 310)
    assert door.late(315) == 5
    assert door.closing == 310


def test_windows_that_exclude_each_other_leave_the_hours():
    door = Door((HOURS, (TimeWindow(210, 220),)), None)
    assert door.open(0) == 100
    assert door.late(100) == 110


def test_without_hours_it_is_always_open():
    door = Door(((),), None)
    assert (door.open(7), door.late(7), door.last(7), door.closing) == (
        7,
        0,
        None,
        None,
    )
