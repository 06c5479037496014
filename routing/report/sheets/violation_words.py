"""Violations of a plan edited by hand, on the sheets that they concern."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.check.words import describe
from routing.report.place_words import place_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.plan.model import PlannedBag
    from routing.plan.violation import Violation

    from .frame import SheetContext


def violations_of_vehicle(
    context: SheetContext, vehicle: str, bags: Sequence[PlannedBag]
) -> tuple[Violation, ...]:
    """Return the violations at a vehicle, its tours, halts and bags."""
    return violations_of_carrier(context, vehicle, bags)


def violations_of_carrier(
    context: SheetContext, carrier: str, bags: Sequence[PlannedBag]
) -> tuple[Violation, ...]:
    """Return the violations at a vehicle, trip or offer, and of its bags."""
    marks = {f"[{bag.id}]" for bag in bags}
    return tuple(
        row
        for row in context.violations
        if row.where == carrier
        or row.where.startswith(f"{carrier} ")
        or row.where.split(" ")[0] in marks
    )


def violations_of_site(
    context: SheetContext, site: str, bags: Sequence[PlannedBag]
) -> tuple[Violation, ...]:
    """Return the violations at a site and of the bags that come or leave there."""
    marks = {f"[{bag.id}]" for bag in bags}
    return tuple(
        row
        for row in context.violations
        if site in _sites(row.where) or marks.intersection(row.where.split(" "))
    )


def _sites(where: str) -> list[str]:
    """Return the sites that a place names: ``K1 @A,B`` or ``L1-0730 A>B``."""
    sites: list[str] = []
    for word in where.split(" "):
        if word.startswith("@"):
            sites += word[1:].split(",")
        elif ">" in word:
            sites += word.split(">")
    return sites


def violation_words(context: SheetContext, violation: Violation) -> str:
    """Return a violation in words, its place as people say it."""
    place = place_words(context.day, violation.where, context.lang)
    return describe(replace(violation, where=place), context.lang)
