"""Every kind of mutation is found in the four villages, by its cause."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from features.four_villages import GOODS, four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan
from properties.mutations import MUTATIONS
from properties.plan_edits import (
    edit_bag,
    edit_consignment,
    edit_goods,
    edit_site,
    edit_vehicle,
)

from routing.check.causes import UNITS, Cause
from routing.check.judge import judge
from routing.domain.day import VehicleOut
from routing.domain.reason import ReasonCode
from routing.domain.vehicle import Temperature

MINIMUM = 25
ONLY_WITH_DRONES = {"overload_a_drone"}
"""Kinds for which the rich day has nothing to mutate."""


def rich_day():
    """Return the four villages with more tables in use, still without a fault."""
    day = four_village_day()
    c8 = replace(
        next(row for row in day.consignments if row.consignment_id == "c8"),
        consignment_id="c9",
        blocked=ReasonCode.NEEDS_REVIEW,
        items=2,
    )
    day = replace(day, consignments=(*day.consignments, c8))
    day = replace(
        day,
        goods={
            **day.goods,
            "冷藏": replace(
                day.goods[GOODS], goods_class="冷藏", temp=Temperature.CHILLED
            ),
        },
    )
    day = edit_consignment(day, "c7", goods_class="冷藏")
    day = edit_consignment(day, "c6", goods_class="农药")
    day = edit_goods(day, "农药", incompatible_with=(GOODS,))
    day = edit_vehicle(
        day,
        "K2",
        compartments_cm3={Temperature.AMBIENT: 60_000, Temperature.CHILLED: 40_000},
    )
    out = replace(day.vehicles["K2"], vehicle_id="K0")
    day = replace(day, vehicles_out=(VehicleOut(vehicle=out, cause="故障"),))
    stranger = replace(day.vehicles["K2"], vehicle_id="K3", owner="R")
    day = replace(day, vehicles={**day.vehicles, "K3": stranger})
    closed = replace(day.sites["D"], site_id="F", serves_today=False)
    return edit_site(replace(day, sites={**day.sites, "F": closed}), "B", docks=None)


def rich_plan():
    plan = edit_bag(four_village_plan(), "e1", goods_class="冷藏")
    plan = edit_bag(plan, "d1", goods_class="农药")
    left = replace(plan.unserved[0], consignment="c9", items=2, reason="NEEDS_REVIEW")
    # Two more low items left: 2 × 200 cents.
    return replace(plan, unserved=(*plan.unserved, left), penalty_cents=3400)


def test_rich_day_is_without_a_fault():
    assert judge(rich_day(), four_village_travel(), rich_plan()) == []


@pytest.mark.parametrize(("name", "mutate"), MUTATIONS)
def test_mutation_is_found(name, mutate):
    day, travel, plan = rich_day(), four_village_travel(), rich_plan()
    for seed in range(5):
        mutated = mutate(day, travel, plan, random.Random(seed))
        if name in ONLY_WITH_DRONES:
            assert mutated is None
            return
        assert mutated is not None
        found = judge(day, travel, mutated[0])
        assert mutated[1] in {violation.cause for violation in found}
        assert all(violation.amount > 0 for violation in found)
        assert all(UNITS[Cause(v.cause)] == v.unit for v in found)


def test_there_are_many_kinds():
    assert len({name for name, _ in MUTATIONS}) == len(MUTATIONS) >= MINIMUM
    causes = set()
    for _, mutate in MUTATIONS:
        mutated = mutate(
            rich_day(), four_village_travel(), rich_plan(), random.Random(1)
        )
        if mutated:
            causes.add(mutated[1])
    assert len(causes) >= MINIMUM
    assert causes <= set(Cause)
