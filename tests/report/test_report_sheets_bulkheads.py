"""Sheets tell how the bulkhead is set before a tour is loaded (R1b)."""

from __future__ import annotations

from properties.plan_edits import edit_tour, edit_vehicle
from sheet_rows import four_context, words_of

from routing.domain.vehicle import Temperature
from routing.report.sheets.loading_list import loading_list
from routing.report.sheets.route_sheet import route_sheet

AMBIENT, CHILLED, _ = Temperature
SETTINGS = ({AMBIENT: 500_000, CHILLED: 1_250_000},)
WORDS = "装车前把活动隔板调成第 2 种：常温 0.50 立方米，冷藏 1.25 立方米，本趟途中不动"
FIRST = "装车前把活动隔板调成第 1 种：常温 0.30 立方米，本趟途中不动"


def sheets(bulkhead, settings=SETTINGS, **changes):
    context = four_context()
    day = edit_vehicle(context.day, "K1", bulkheads=settings)
    plan = edit_tour(context.plan, (0, 0), bulkhead=bulkhead)
    context = four_context(day=day, plan=plan, **changes)
    route = context.plan.routes[0]
    return [words_of(made(context, route)) for made in (route_sheet, loading_list)]


def test_the_setting_stands_before_the_loading():
    for words in sheets(1):
        assert WORDS in words
    for words in sheets(0):
        assert FIRST in words


def test_a_fixed_bulkhead_is_not_spoken_of():
    for words in sheets(0, settings=()):
        assert "隔板" not in words


def test_the_room_is_that_of_the_setting():
    # 0.25 m³ of 0.50 + 1.25 m³: 14 %.
    assert "体积 0.25 / 1.75 方（14%）" in sheets(1)[1]
    assert "体积 0.25 / 0.30 方（83%）" in sheets(0)[1]
