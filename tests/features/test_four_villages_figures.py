"""Faults of money, distance and charging in the plan of the four villages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages import four_village_day, hm
from features.four_villages_judged import causes
from features.four_villages_plan import four_village_plan
from properties.plan_edits import (
    edit_cost,
    edit_pause,
    edit_route,
    edit_stop,
    sync_legs,
)

K1, K2 = 0, 1
B = (K1, 0, 1)

PLAN_FAULTS = {
    "cents of the kilometres": (
        lambda p: edit_cost(p, K1, km=1363),
        [("P1_COST", 1)],
    ),
    "cents of the hours rounded down": (
        lambda p: edit_cost(p, K1, hours=6555),
        [("P1_COST", 1)],
    ),
    "fixed cost forgotten": (
        lambda p: edit_cost(p, K1, fixed=0),
        [("P1_COST", 8000)],
    ),
    "penalty": (
        lambda p: replace(p, penalty_cents=2999),
        [("P3_PENALTY", 1)],
    ),
    "metres of a route": (
        lambda p: edit_route(p, K1, metres=17_000),
        [("D1_METRES", 30)],
    ),
    "metres by source": (
        lambda p: replace(p, distance_sources={"file": 41_000, "path": 30}),
        [("D1_SOURCES", 30), ("D1_SOURCES", 30)],
    ),
    "arrives too early": (
        lambda p: sync_legs(edit_stop(p, B, arrive=hm("11:18:50"))),
        [("D1_SECONDS", 10)],
    ),
    "no charge": (
        # 10,000 + 14,000 m on 15,000 m of range.
        lambda p: edit_route(p, K2, pauses=()),
        [("D1_RANGE", 9000)],
    ),
    "charge a minute short": (
        lambda p: edit_pause(p, K2, 0, end=hm("09:15:44")),
        [("D1_CHARGE", 60)],
    ),
    "charge in a village": (
        lambda p: edit_pause(p, K2, 0, site="D"),
        [
            ("D1_CHARGE", 1800),
            ("D1_CHARGERS", 1),
            ("D1_RANGE", 9000),
            ("T7_PLACE", 1),
        ],
    ),
}


@pytest.mark.parametrize("name", PLAN_FAULTS)
def test_fault_of_the_plan(name):
    fault, expected = PLAN_FAULTS[name]
    assert causes(four_village_day(), fault(four_village_plan())) == expected
