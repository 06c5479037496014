"""Violations as a dispatcher reads them: plates and names instead of ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routing.check.words import FAMILY, quantity
from routing.texts.catalogue import text

from .words import amount_text, site_name, vehicle_name, word

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.violation import Violation

PLACE = re.compile(
    r"(?P<vehicle>.*?)(?: #(?P<tour>\d+)(?:\.(?P<stop>\d+))?)?(?: ?@(?P<site>.+))?"
)
"""As the judge writes it: ``K1 #2.3 @A`` is the third halt of the second tour."""
SCALED = ("s", "g", "cm3", "m")


def violation_text(day: Day, violation: Violation, lang: str) -> str:
    """Return a violation in words, with its code."""
    told = text(
        FAMILY,
        violation.cause,
        lang,
        where=place_text(day, violation.where, lang),
        amount=_amount(violation, lang),
    )
    return f"{told} [{violation.cause}]"


def place_text(day: Day, where: str, lang: str) -> str:
    """Return a place of the judge with plate and name; other texts as they are."""
    found = PLACE.fullmatch(where)
    if found is None:
        return where
    parts = [vehicle_name(day, found["vehicle"])] if found["vehicle"] else []
    if found["tour"]:
        code = "PLACE_STOP" if found["stop"] else "PLACE_TOUR"
        parts.append(word(code, lang, tour=found["tour"], stop=found["stop"]))
    if found["site"]:
        parts.append(site_name(day, found["site"]))
    return " ".join(parts)


def _amount(violation: Violation, lang: str) -> str:
    if violation.unit in SCALED:
        return amount_text(violation.amount, violation.unit, lang)
    return quantity(violation.amount, violation.unit, lang)
