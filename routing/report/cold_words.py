"""Cold goods in words: temperature, packing, range, and the stretches outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.cold import cold_needs
from routing.plan.actuals.planned import cold_limits, limits_assumed
from routing.texts.catalogue import text

from .place_words import place_words
from .words import carrier_words, word

if TYPE_CHECKING:
    from routing.check.exposure import Stretch
    from routing.domain.cold import ColdNeeds
    from routing.domain.day import Day
    from routing.domain.vehicle import Temperature
    from routing.plan.model import Leg, PlannedBag

FAMILY = "cold"
MINUTE, TENTHS = 60, 10


def say(code: str, lang: str, **values: object) -> str:
    """Return a text about cold goods."""
    return text(FAMILY, code, lang, **values)


def temp_word(temp: Temperature, lang: str) -> str:
    """Return the word for a temperature that is kept."""
    return say(f"TEMP_{temp.name}", lang)


def needs_of(day: Day, bag: PlannedBag) -> ColdNeeds:
    """Return what a bag of known goods needs."""
    return cold_needs([day.goods[bag.goods_class]])


def packing_word(needs: ColdNeeds, lang: str) -> str:
    """Return whether goods travel in foam boxes or bare (C1b)."""
    return say("PACK_FOAM" if needs.is_foamed else "PACK_BARE", lang)


def riding_word(day: Day, needs: ColdNeeds, vehicle: str | None, lang: str) -> str:
    """Return the compartment where goods ride in a vehicle, else their packing."""
    known = day.vehicles.get(vehicle or "")
    if known is not None and needs.temp in known.compartments_cm3:
        return say(f"RIDES_{needs.temp.name}", lang)
    return packing_word(needs, lang)


def cold_mark(day: Day, bag: PlannedBag, vehicle: str, lang: str) -> str:
    """Return the temperature of a bag, and how it is kept in a vehicle."""
    needs = needs_of(day, bag)
    parts = [temp_word(needs.temp, lang), riding_word(day, needs, vehicle, lang)]
    return say("COMMA", lang).join(parts)


def range_words(day: Day, goods_class: str, lang: str) -> str:
    """Return the temperatures that a class must have; our own are marked."""
    low, high = cold_limits(day, goods_class)
    values = {"low": _degrees(low), "high": _degrees(high)}
    if low is None:
        words = say("RANGE_HIGH", lang, **values)
    elif high is None:
        words = say("RANGE_LOW", lang, **values)
    else:
        words = say("RANGE_BOTH", lang, **values)
    if limits_assumed(day, goods_class):
        return say("RANGE_DEFAULT", lang, range=words)
    return words


def _degrees(tenths: int | None) -> str:
    return "" if tenths is None else f"{tenths / TENTHS:g}"


def stretch_words(day: Day, stretch: Stretch | None, lang: str) -> str:
    """Return a stretch outside with its place and minutes; empty for none."""
    if stretch is None:
        return ""
    return say(
        "STRETCH",
        lang,
        place=place_words(day, stretch.where, lang),
        what=say(f"OUTSIDE_{stretch.kind.name}", lang),
        minutes=-(-stretch.seconds // MINUTE),
    )


def carriers_words(day: Day, bag: PlannedBag, lang: str) -> str:
    """Return who carries a bag, one after the other."""
    return say("THEN", lang).join(_carrier(day, leg, lang) for leg in bag.legs)


def _carrier(day: Day, leg: Leg, lang: str) -> str:
    name = carrier_words(day, leg, lang)
    if leg.tour is None:
        return name
    return f"{name} {word('PLACE_TOUR', lang, tour=leg.tour + 1)}"
