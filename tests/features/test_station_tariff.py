"""A tariff of the stations is part of what a planned day costs."""

from __future__ import annotations

from dataclasses import replace

from check.service_county import stage_tariff
from features.four_villages import four_village_day, four_village_travel

from routing.domain.tariff import Stage
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day


def test_planned_day_pays_its_stations():
    tariff = stage_tariff("T2", Stage.STATION, "共配中心", 300_000)
    day = replace(four_village_day(), tariffs=(tariff,))
    budget = Budget(iterations=20, workers=1, seed=1)

    plan = plan_day(day, four_village_travel(), budget).plan

    # Deliveries to A, B, D and E; produce from B goes to the centre.
    delivered = sum(
        sum(bag.items.values()) for bag in plan.bags if bag.destination != "C"
    )
    assert plan.cost_parts["stages"] == 30 * delivered
    assert [fee.quantity for fee in plan.stage_fees] == [delivered]
