"""The four villages as a road problem: the same goods and clock as the hand's plan.

The low-priority c8 is out, A takes goods until 11:10 and D only from 08:26:40:
with these hours the latest loadings are those of ``four_villages_plan``. The
break of K1 may begin from 11:05 on, not as it leaves the centre at 11:00.
Shipments: 0 is c1 and 1 is c2 (both to A), 2 is c3 with c4 (to B), 3 is c5 (from
B), 4 is c6 (to D) and 5 is c7 (to E). Visit 2k picks up, 2k + 1 delivers.
"""

from __future__ import annotations

from dataclasses import replace

from features.four_villages import four_village_day, four_village_travel, hm
from properties.plan_edits import edit_site, edit_vehicle

from routing.domain.lot import build_lots
from routing.domain.vehicle import Break
from routing.domain.window import TimeWindow
from routing.optimize.road import build_road_problem
from routing.optimize.route_times import Failure
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways

K1, K2 = 0, 1
A1, A2, B1, D1, E1 = 1, 3, 5, 9, 11
"""Deliveries."""
P1 = 6
"""The produce picked up at B."""
NEXT = -1
"""A return to the base between two tours."""
BY_HAND = [[A1, A2, B1, P1], [D1, NEXT, E1]]
C_ROW, A_ROW, B_ROW = 0, 1, 2


def hours(*clock):
    """``hours("08:00", "12:00", …)``: windows from pairs of clock times."""
    pairs = zip(clock[::2], clock[1::2], strict=True)
    return tuple(TimeWindow(hm(early), hm(late)) for early, late in pairs)


def open_day():
    """Return the day without c8; A and D with their own hours."""
    day = four_village_day()
    rows = tuple(row for row in day.consignments if row.consignment_id != "c8")
    return replace(day, consignments=rows)


def lot_of(day, key):
    """Return the lot that a consignment is in."""
    return next(
        lot
        for lot in build_lots(day)
        if key in {row.consignment_id for row in lot.consignments}
    )


def hand_day():
    day = edit_site(open_day(), "A", hours=hours("08:00", "11:10"))
    rest = (Break(1800, *hours("11:05", "13:00")),)
    day = edit_vehicle(day, "K1", breaks=rest)
    return edit_site(day, "D", hours=hours("08:26:40", "18:00"))


def problem_of(day, travel=None):
    ways = direct_ways(day)
    return build_road_problem(day, travel or four_village_travel(), ways.shipments)


def times_of(day, vehicle, entries, travel=None):
    """Return the clock times of one route on an empty system, or the failure."""
    simulator = Simulator(problem_of(day, travel))
    return simulator.times(vehicle, entries, by_itself=True)


def failure_of(day, vehicle, entries, travel=None):
    found = times_of(day, vehicle, entries, travel)
    assert isinstance(found, Failure), found
    return found.code, found.amount
