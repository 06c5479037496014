"""Cost in cents, rounded half up once per route and part; penalties apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages import four_village_day
from features.four_villages_judged import causes
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_cost, edit_vehicle


@pytest.mark.parametrize(
    ("micro_yuan", "cents"),
    [
        # 24 km × 0.000625 yuan = 1.5 cents; a millionth of a yuan less is below.
        (625, 2),
        (624, 1),
        (0, 0),
        # 24 km × 0.010000 yuan = 24 cents.
        (10_000, 24),
    ],
)
def test_half_a_cent_is_rounded_up(micro_yuan, cents):
    day = edit_vehicle(four_village_day(), "K2", micro_yuan_per_km=micro_yuan)
    plan = edit_cost(four_village_plan(), 1, km=cents)
    assert causes(day, plan) == []
    wrong = edit_cost(four_village_plan(), 1, km=cents + 1)
    assert causes(day, wrong) == [("P1_COST", 1)]


def test_without_deferral_what_stays_costs_nothing():
    day = four_village_day()
    day = replace(day, settings=replace(day.settings, economic_deferral=False))
    # Only K2 at E, usually K1's: 500 cents.
    plan = replace(four_village_plan(), penalty_cents=500)
    assert causes(day, plan) == []


def test_usual_vehicle_that_does_not_work_today():
    day = edit_vehicle(four_village_day(), "K1", plate="K1")
    sites = {
        **day.sites,
        "E": replace(day.sites["E"], usual_vehicle="K7"),
        "A": replace(day.sites["A"], usual_vehicle="K1"),
    }
    day = replace(day, sites=sites)
    # K7 is not among today's vehicles, and A has its own: 1,000 + 1,500 cents.
    plan = replace(four_village_plan(), penalty_cents=2500)
    assert causes(day, plan) == []


def test_unused_vehicle_costs_nothing():
    plan = four_village_plan()
    idle = replace(
        plan.routes[1],
        vehicle="K3",
        tours=(),
        pauses=(),
        metres=0,
        seconds=0,
        cost_cents=replace(plan.routes[1].cost_cents, fixed=0, km=0, hours=0),
    )
    day = four_village_day()
    third = replace(day.vehicles["K2"], vehicle_id="K3")
    day = replace(day, vehicles={**day.vehicles, "K3": third})
    plan = replace(plan, routes=(*plan.routes, idle))
    assert causes(day, plan) == []
    paid = edit_cost(plan, 2, fixed=3000)
    assert causes(day, paid) == [("P1_COST", 3000)]
