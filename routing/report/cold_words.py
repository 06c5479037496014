"""Cold goods in words: temperature, packing, range, and the stretches outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.cold import cold_needs
from routing.plan.actuals.planned import cold_limits, limits_assumed
from routing.plan.bulkheads import rooms_of
from routing.texts.catalogue import text

from .box_view import box_words
from .figures import cubic_metres
from .place_words import place_words
from .words import carrier_words, word

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from routing.check.exposure import Stretch
    from routing.domain.cold import ColdNeeds
    from routing.domain.day import Day
    from routing.domain.vehicle import Temperature, Vehicle
    from routing.plan.model import Leg, PlannedBag, Tour

FAMILY = "cold"
MINUTE, TENTHS = 60, 10


def say(code: str, lang: str, **values: object) -> str:
    """Return a text about cold goods."""
    return text(FAMILY, code, lang, **values)


def temp_word(temp: Temperature, lang: str) -> str:
    """Return the word for a temperature that is kept."""
    return say(f"TEMP_{temp.name}", lang)


def needs_of(day: Day, bag: PlannedBag) -> ColdNeeds:
    """Return what a bag of known goods needs; other boxes than theirs keep nothing."""
    goods = day.goods[bag.goods_class]
    stock = day.boxes.get(bag.box or "")
    keeps = stock is not None and stock.temp is goods.temp
    return cold_needs([goods], stock if keeps else None)


def packing_word(day: Day, bags: Sequence[PlannedBag], lang: str) -> str:
    """Return whether bags packed alike are in boxes, in foam or bare (C1b, C2b)."""
    if bags[0].box is not None:
        return say("PACK_BOX", lang, boxes=box_words(day, bags, lang))
    foam = needs_of(day, bags[0]).pack > 0
    return say("PACK_FOAM" if foam else "PACK_BARE", lang)


def riding_word(
    day: Day, bags: Sequence[PlannedBag], rooms: Collection[Temperature], lang: str
) -> str:
    """Return where bags packed alike ride among some compartments, else their packing.

    Boxes are named in any case: they are counted.
    """
    temp = needs_of(day, bags[0]).temp
    if temp not in rooms:
        return packing_word(day, bags, lang)
    parts = [say(f"RIDES_{temp.name}", lang)]
    if bags[0].box is not None:
        parts.append(packing_word(day, bags, lang))
    return say("COMMA", lang).join(parts)


def cold_mark(
    day: Day, bags: Sequence[PlannedBag], rooms: Collection[Temperature], lang: str
) -> str:
    """Return the temperature of bags packed alike, and how compartments keep them."""
    temp = temp_word(needs_of(day, bags[0]).temp, lang)
    return say("COMMA", lang).join([temp, riding_word(day, bags, rooms, lang)])


def bulkhead_words(vehicle: Vehicle, tour: Tour, lang: str) -> str:
    """Return how the bulkhead is set for a tour (R1b); empty where it is fixed."""
    if not vehicle.bulkheads:
        return ""
    rooms = [
        say("BULKHEAD_ROOM", lang, temp=temp_word(temp, lang), m3=f"{m3:.2f}")
        for temp, cm3 in rooms_of(vehicle, tour).items()
        for m3 in [cubic_metres(cm3)]
    ]
    named = say("COMMA", lang).join(rooms)
    return say("BULKHEAD", lang, n=tour.bulkhead + 1, rooms=named)


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
