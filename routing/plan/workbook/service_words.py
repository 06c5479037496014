"""Words, times and quantities of what trips and other partners carry."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from routing.domain.price import GRAMS_PER_KG, PriceBasis, Quantity
from routing.domain.units import DAY_SECONDS, clock
from routing.texts.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.price import Price
    from routing.plan.model import Leg, PlannedBag

    from .cells import Value
    from .names import Names

FAMILY = "workbook_services"
MICRO = Decimal(1_000_000)
KILO = 1000
SHARED = ("TRIP", "BOARD", "ALIGHT", "ITEMS", "KG", "FEE")
"""Columns whose headers other sheets have too."""


def say(code: str, lang: str, **values: object) -> str:
    """Return a word of this family."""
    return text(FAMILY, code, lang, **values)


def time_cell(seconds: int, lang: str) -> str:
    """Return a time of day; what is past midnight says so."""
    if seconds < DAY_SECONDS:
        return clock(seconds)
    return say("NEXT_DAY", lang, time=clock(seconds - DAY_SECONDS))


def listed(words: Sequence[str], lang: str) -> str:
    """Return words one after the other, each once."""
    return say("LISTED", lang).join(dict.fromkeys(words))


def count_cells(bags: Sequence[PlannedBag], lang: str) -> list[Value]:
    """Return bags, loose pieces, items, kg and the numbers of the bags."""
    loose = sum(bag.loose for bag in bags)
    return [
        len(bags) - loose,
        loose,
        sum(sum(bag.items.values()) for bag in bags),
        sum(bag.grams for bag in bags) / KILO,
        listed([bag.id for bag in bags], lang),
    ]


def price_cells(
    price: Price | None, bags: Sequence[PlannedBag], lang: str
) -> list[Value]:
    """Return basis, price per unit and quantity; blank where nobody has said it."""
    if price is None:
        return [None, None, None]
    each = None if price.micro_yuan is None else float(price.micro_yuan / MICRO)
    units = Quantity(
        items=sum(sum(bag.items.values()) for bag in bags),
        bags=sum(bag.pieces for bag in bags),
        grams=sum(bag.grams for bag in bags),
    ).of(price.basis)
    kilos = price.basis is PriceBasis.PER_KG
    quantity = units / GRAMS_PER_KG if kilos else units
    return [say(f"BASIS_{price.basis.name}", lang), each, quantity]


def way_cell(bag: PlannedBag, names: Names, lang: str) -> str:
    """Return all legs of a bag, with carriers, places and times."""
    return say("THEN", lang).join(_leg(leg, names, lang) for leg in bag.legs)


def _leg(leg: Leg, names: Names, lang: str) -> str:
    words: dict[str, object] = {
        "start": names.sites.label(leg.from_site),
        "end": names.sites.label(leg.to_site),
        "depart": time_cell(leg.depart, lang),
        "arrive": time_cell(leg.arrive, lang),
    }
    if leg.trip is not None:
        return say("LEG_BUS", lang, carrier=leg.trip, **words)
    if leg.offer is not None:
        return say("LEG_OFFER", lang, carrier=leg.offer, **words)
    carrier = names.vehicles.label(leg.vehicle or "")
    return say("LEG_ROAD", lang, carrier=carrier, tour=(leg.tour or 0) + 1, **words)
