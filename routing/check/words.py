"""What the judge says: a violation with its place and its words.

Places are written the same in every language: vehicle, ``#tour.stop`` (counted
from 1), ``@site``, so ``K1 #2.3 @A`` is the third halt of the second tour.
"""

from __future__ import annotations

from ..plan.violation import Violation
from ..texts.catalogue import text
from .causes import UNITS, Cause, Unit

FAMILY = "violations"
_MINUTE = 60
_NAMES = {
    Unit.ITEMS: ("件", "item(s)"),
    Unit.BAGS: ("袋", "bag(s)"),
    Unit.BOXES: ("个", "box(es)"),
    Unit.LEGS: ("段", "leg(s)"),
    Unit.HALTS: ("处", "halt(s)"),
    Unit.TOURS: ("趟", "tour(s)"),
    Unit.VEHICLES: ("辆", "vehicle(s)"),
    Unit.PAUSES: ("次", "pause(s)"),
    Unit.ROWS: ("行", "row(s)"),
    Unit.DAYS: ("天", "day(s)"),
}
_SCALED = {
    Unit.METRES: (1000, 3, "公里", "km"),
    Unit.GRAMS: (1000, 3, "千克", "kg"),
    Unit.CM3: (1_000_000, 6, "立方米", "m³"),
    Unit.CENTS: (100, 2, "元", "yuan"),
}


def quantity(amount: int, unit: str, lang: str = "zh") -> str:
    """Write an amount in the unit that people use (integers only, exact)."""
    kind = Unit(unit)
    chinese = lang == "zh"
    if kind is Unit.SECONDS:
        minutes, seconds = divmod(amount, _MINUTE)
        parts = [(minutes, "分", " min")] if minutes else []
        if seconds or not minutes:
            parts.append((seconds, "秒", " s"))
        if chinese:
            return "".join(f"{count}{zh}" for count, zh, _ in parts)
        return " ".join(f"{count}{en}" for count, _, en in parts)
    if kind in _SCALED:
        scale, digits, zh, en = _SCALED[kind]
        whole, part = divmod(amount, scale)
        decimals = f"{part:0{digits}d}"
        return f"{whole}.{decimals}{zh}" if chinese else f"{whole}.{decimals} {en}"
    zh, en = _NAMES[kind]
    return f"{amount}{zh}" if chinese else f"{amount} {en}"


def describe(violation: Violation, lang: str = "zh") -> str:
    """Return the words of a violation in a language of the catalogue."""
    return text(
        FAMILY,
        violation.cause,
        lang,
        where=violation.where,
        amount=quantity(violation.amount, violation.unit, lang),
    )


def found(cause: Cause, where: str, amount: int) -> Violation:
    """Build a violation; its unit is that of the cause."""
    unit = UNITS[cause]
    bare = Violation(cause=cause.value, where=where, amount=amount, unit=unit.value)
    return Violation(
        cause=bare.cause,
        where=where,
        amount=amount,
        unit=bare.unit,
        message=describe(bare),
    )


def tour_place(vehicle: str, tour: int) -> str:
    """Write the place of a tour (``tour`` counts from 0)."""
    return f"{vehicle} #{tour + 1}"


def stop_place(vehicle: str, tour: int, stop: int, site: str) -> str:
    """Write the place of a halt (``tour`` and ``stop`` count from 0)."""
    return f"{vehicle} #{tour + 1}.{stop + 1} @{site}"


def ride_place(trip: str, board: str, alight: str) -> str:
    """Write the place of a trip leg: ``L1-0730 C>D``."""
    return f"{trip} {board}>{alight}"


def call_place(trip: str, call: int, site: str) -> str:
    """Write the place of a call (``call`` counts from 0): ``L1-0730 (3) @D``."""
    return f"{trip} ({call + 1}) @{site}"
