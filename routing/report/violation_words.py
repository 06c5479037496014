"""Violations as a dispatcher reads them: plates and names instead of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.check.words import FAMILY, quantity
from routing.texts.catalogue import text

from .place_words import place_words
from .words import amount_text

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.violation import Violation

SCALED = ("s", "g", "cm3", "m")


def violation_text(day: Day, violation: Violation, lang: str) -> str:
    """Return a violation in words, with its code."""
    told = text(
        FAMILY,
        violation.cause,
        lang,
        where=place_words(day, violation.where, lang),
        amount=_amount(violation, lang),
    )
    return f"{told} [{violation.cause}]"


def _amount(violation: Violation, lang: str) -> str:
    if violation.unit in SCALED:
        return amount_text(violation.amount, violation.unit, lang)
    return quantity(violation.amount, violation.unit, lang)
