"""Sums at the top of a plan that was read are compared with its routes."""

from __future__ import annotations

import json

from features.four_villages import four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan

from routing.check.judge import judge
from routing.plan.io import dump_plan, load_plan


def test_a_total_that_is_off_by_seven_cents_is_found():
    data = json.loads(dump_plan(four_village_plan()))
    data["cost_cents"]["total"] += 7

    found = judge(
        four_village_day(), four_village_travel(), load_plan(json.dumps(data))
    )

    assert [(v.cause, v.where, v.amount) for v in found] == [
        ("P1_COST", "cost_cents.total", 7)
    ]
