"""The parts of a day's cost that are not zero, in words: they add up to the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .figures import yuan
from .words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.day import Day
    from routing.plan.model import Plan

ROAD_PARTS = ("fixed", "km", "hours")
"""Shown even when zero: every road day has them."""


def parts_text(plan: Plan, lang: str) -> str:
    """Return the parts of the cost with their yuan, in the order of rule P1a."""
    texts = [
        f"{word(f'COST_{part.upper()}', lang)} {yuan(cents):,.2f}"
        for part, cents in shown_parts(plan).items()
    ]
    return word("COST_SEPARATOR", lang).join(texts)


def shown_parts(plan: Plan) -> Mapping[str, int]:
    """Return cents by part: those of the road, and others that are not zero."""
    return {
        part: cents
        for part, cents in plan.cost_parts.items()
        if cents or part in ROAD_PARTS
    }


def unpriced_services(day: Day, plan: Plan) -> int:
    """Return how many lines and offers in use have no price: the cost lacks them."""
    lines = {
        day.trips[load.trip].line_id
        for load in plan.bus_loads
        if load.trip in day.trips
    }
    silent = sum(not day.lines[line].price.is_known for line in sorted(lines))
    used = {row.offer for row in plan.handovers if row.offer in day.offers}
    return silent + sum(not day.offers[offer].price.is_known for offer in sorted(used))
