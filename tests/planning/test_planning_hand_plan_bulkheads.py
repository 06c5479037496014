"""Edited plans of vehicles with movable bulkheads (R1b): which setting a tour keeps."""

from __future__ import annotations

import pytest
from features.line_county import ROUTES, hand_edit, line_plan, read_line_day
from properties.plan_edits import edit_tour, edit_vehicle

from routing.check.judge import judge
from routing.domain.vehicle import Temperature
from routing.planning.hand_plan.edit import plan_of_edit

AMBIENT, CHILLED, _ = Temperature
[TOUR] = ROUTES["K1"]
TURNED = [[*TOUR[3:], *TOUR[:3]]]
"""K1 begins with the villages that it halted at last."""


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    intake = read_line_day(tmp_path_factory.mktemp("county"))
    return intake.day, intake.travel, line_plan(intake.day, intake.travel)


def edited(county, routes, *settings, former=0):
    """Return the plan of an edit; K1 was to drive with the setting ``former``."""
    day, travel, plan = county
    first, *others = settings
    day = edit_vehicle(day, "K1", compartments_cm3=first, bulkheads=tuple(others))
    plan = edit_tour(plan, (0, 0), bulkhead=former)
    return day, plan_of_edit(day, travel, plan, hand_edit(routes))


def rooms(county):
    """Return settings with room for a cm³ less than K1 loads, for that, for twice."""
    load = county[2].routes[0].tours[0].load_cm3
    return {AMBIENT: load - 1}, {CHILLED: load}, {AMBIENT: load}, {AMBIENT: 2 * load}


@pytest.mark.parametrize(
    ("former", "kept"),
    [
        # What has room stays; else the first in the order of the table that has.
        (3, 3),
        (2, 2),
        (1, 2),
        (0, 2),
    ],
)
def test_a_tour_that_is_timed_anew_keeps_its_setting_where_it_has_room(
    county, former, kept
):
    routes = {**ROUTES, "K1": TURNED}
    day, plan = edited(county, routes, *rooms(county), former=former)
    assert plan.routes[0].tours[0].bulkhead == kept
    causes = [row.cause for row in judge(day, county[1], plan)]
    assert not [cause for cause in causes if cause.startswith("R1")]


def test_a_route_that_is_not_touched_keeps_any_setting(county):
    _, plan = edited(county, ROUTES, *rooms(county), former=1)
    assert plan.routes[0].tours[0].bulkhead == 1


def test_where_no_setting_has_room_the_judge_says_by_how_much(county):
    less, *_ = rooms(county)
    routes = {**ROUTES, "K1": TURNED}
    day, plan = edited(county, routes, less, {AMBIENT: 1}, former=1)
    assert plan.routes[0].tours[0].bulkhead == 0
    rows = [r for r in judge(day, county[1], plan) if r.cause.startswith("R1")]
    assert [(row.cause, row.where, row.amount) for row in rows] == [
        ("R1_CAP_M3", "K1 #1", 1)
    ]
