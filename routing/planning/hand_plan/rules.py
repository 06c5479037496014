"""Red lines: what even a person's plan may not break (formats.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.check.causes import Cause
from routing.check.words import tour_place
from routing.domain.reason import ReasonCode
from routing.domain.vehicle import Temperature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.plan.violation import Violation

ALWAYS = (Cause.R1_CAP_KG,)
"""Causes that are red lines wherever they stand: over the payload."""

RULES = ("R2_", "T5_", "W3_", "C1_", "C2_")
"""Rules of buses (room, time, goods, security check) and of the cold chain."""


def red_lines(violations: Sequence[Violation], day: Day, plan: Plan) -> list[Violation]:
    """Return the violations that no reason excuses.

    Over the payload (核定载质量), prohibited goods, cold goods without a cold
    compartment, the cold limit, and every rule of buses.
    """
    prohibited = _prohibited(day, plan)
    warm = _warm_tours(day, plan)
    return [
        row
        for row in violations
        if row.cause in ALWAYS
        or row.cause.startswith(RULES)
        or (row.cause == Cause.W5_BLOCKED and row.where in prohibited)
        or (row.cause == Cause.R1_COMPARTMENT and row.where in warm)
    ]


def _prohibited(day: Day, plan: Plan) -> set[str]:
    """Return the places of bags with prohibited goods."""
    keys = {
        row.consignment_id
        for row in day.consignments
        if row.blocked is ReasonCode.GOODS_PROHIBITED
    }
    return {f"[{bag.id}]" for bag in plan.bags if not keys.isdisjoint(bag.contents)}


def _warm_tours(day: Day, plan: Plan) -> set[str]:
    """Return the places of tours with cold goods and no room for them."""
    tours = set()
    for bag in plan.bags:
        temp = day.goods[bag.goods_class].temp if bag.goods_class in day.goods else None
        if temp in (None, Temperature.AMBIENT):
            continue
        for leg in bag.legs:
            car = day.vehicles.get(leg.vehicle or "")
            if car is not None and temp not in car.compartments_cm3:
                tours.add(tour_place(car.vehicle_id, leg.tour or 0))
    return tours
