"""Violations of a plan edited by hand, on the sheets that they concern."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.check.words import describe
from routing.report.words import partner_name, site_name, vehicle_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.plan.model import PlannedBag
    from routing.plan.violation import Violation

    from .frame import SheetContext

_PAUSES = ("break", "pause", "charge")
_TOUR = re.compile(r"#(\d+)(?:\.(\d+))?")


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
        if site in _sites(row.where) or row.where.split(" ")[0] in marks
    )


def _sites(where: str) -> list[str]:
    """Return the sites that a place names, as in ``K1 #2.3 @A`` or ``K1 @A,B``."""
    named = (word[1:].split(",") for word in where.split(" ") if word.startswith("@"))
    return [site for sites in named for site in sites]


def violation_words(context: SheetContext, violation: Violation) -> str:
    """Return a violation in words, its place as people say it."""
    place = place_of_violation(context, violation.where)
    return describe(replace(violation, where=place), context.lang)


def place_of_violation(context: SheetContext, where: str) -> str:
    """Write ``K1 #2.3 @A`` with plate, tour, halt and the site's name."""
    parts = []
    rest = where
    for vehicle in context.day.vehicles:
        if where == vehicle or where.startswith(f"{vehicle} "):
            parts.append(vehicle_name(context.day, vehicle))
            rest = where[len(vehicle) :]
            break
    parts += [_part(context, word) for word in rest.split()]
    return " ".join(parts)


def _part(context: SheetContext, word: str) -> str:
    if match := _TOUR.fullmatch(word):
        tour, stop = match.groups()
        if stop is None:
            return context.say("PLACE_TOUR", n=tour)
        return context.say("PLACE_STOP", n=tour, m=stop)
    if word.startswith("@"):
        names = (site_name(context.day, site) for site in _sites(word))
        return context.say("LISTED").join(names)
    if word in _PAUSES:
        return context.say(f"PLACE_{word.upper()}")
    return partner_name(context.day, word)
