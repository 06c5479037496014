"""Carriers, counts and fees as 交接单 and the sheets beside it write them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from routing.domain.price import GRAMS_PER_KG, PriceBasis, Quantity
from routing.report.box_view import count_boxes
from routing.report.figures import yuan
from routing.report.words import carrier_words, partner_name
from routing.texts.catalogue import text

from .itinerary_words import time_words
from .words import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.price import Price
    from routing.plan.model import Leg, PlannedBag
    from routing.plan.services import Carried

    from .frame import SheetContext

FAMILY = "handover_sheets"
MICRO = Decimal(1_000_000)
CENT_DIGITS = 2


def say(context: SheetContext, code: str, **values: object) -> str:
    """Return a text of this family in the language of the sheets."""
    return text(FAMILY, code, context.lang, **values)


def bags_of(carried: Sequence[Carried]) -> list[PlannedBag]:
    """Return the bags themselves."""
    return [one.bag for one in carried]


def pieces_words(context: SheetContext, bags: Sequence[PlannedBag]) -> str:
    """Return bags and loose pieces to be counted, both figures always."""
    bare = [bag for bag in bags if bag.box is None]
    loose = sum(bag.loose for bag in bare)
    counts = {"bags": len(bare) - loose, "loose": loose}
    if boxes := count_boxes(bags):
        return say(context, "PIECES_BOXES", boxes=boxes, **counts)
    return say(context, "PIECES", **counts)


def short_pieces(context: SheetContext, bags: Sequence[PlannedBag]) -> str:
    """Return bags and loose pieces in the fewest words; none of a kind is left out."""
    bare = [bag for bag in bags if bag.box is None]
    loose = sum(bag.loose for bag in bare)
    parts = [("SHORT_BAGS", len(bare) - loose), ("SHORT_LOOSE", loose)]
    parts.append(("SHORT_BOXES", count_boxes(bags)))
    return "+".join(say(context, code, n=n) for code, n in parts if n)


def came_words(context: SheetContext, leg: Leg | None) -> str:
    """Return who brought a bag and when; empty where it begins."""
    if leg is None:
        return ""
    carrier = carrier_words(context.day, leg, context.lang)
    time = time_words(context, leg.arrive)
    return say(context, "CAME_BY", carrier=carrier, time=time)


def goes_words(context: SheetContext, leg: Leg | None) -> str:
    """Return who takes a bag on and when; empty where it ends."""
    if leg is None:
        return ""
    carrier = carrier_words(context.day, leg, context.lang)
    code = "GOES_BY" if leg.offer is None else "GOES_BY_OFFER"
    return say(context, code, carrier=carrier, time=time_words(context, leg.depart))


def listed(context: SheetContext, words: Sequence[str]) -> str:
    """Return words one after the other, each once."""
    return context.say("LISTED").join(dict.fromkeys(words))


def partners_words(context: SheetContext, bags: Sequence[PlannedBag]) -> str:
    """Return whose items are in some bags, in the order of the tables."""
    inside = {partner for bag in bags for partner in bag.items}
    known = [key for key in context.day.partners if key in inside]
    rest = sorted(inside.difference(known))
    return listed(context, [partner_name(context.day, key) for key in (*known, *rest)])


def quantity_of(bags: Sequence[PlannedBag]) -> Quantity:
    """Return what a fee is asked for: items, bags (a loose piece is one), grams."""
    return Quantity(
        items=sum(sum(bag.items.values()) for bag in bags),
        bags=sum(bag.pieces for bag in bags),
        grams=sum(bag.grams for bag in bags),
    )


def fee_words(
    context: SheetContext, price: Price, bags: Sequence[PlannedBag], cents: int
) -> str:
    """Return a fee with its quantity and basis."""
    basis = price.basis
    if basis is PriceBasis.PER_MONTH:
        return say(context, "FEE_MONTH")
    units = quantity_of(bags).of(basis)
    number = str(units)
    if basis is PriceBasis.PER_KG:
        number = f"{(Decimal(units) / GRAMS_PER_KG).normalize():f}"
    quantity = say(context, f"QUANTITY_{basis.name}", n=number)
    if price.micro_yuan is None:
        return say(context, "FEE_UNKNOWN", quantity=quantity)
    each = say(context, f"PRICE_{basis.name}", yuan=price_words(price.micro_yuan))
    return say(context, "FEE", yuan=f"{yuan(cents):.2f}", quantity=quantity, price=each)


def price_words(micro_yuan: int) -> str:
    """Return a price in yuan, with two decimals or as many as it has."""
    exact = (Decimal(micro_yuan) / MICRO).normalize()
    return f"{exact:.{max(CENT_DIGITS, -int(exact.as_tuple().exponent))}f}"


def load_at(context: SheetContext, carried: Sequence[Carried]) -> str:
    """Return the count of what is carried."""
    return count_words(context, bags_of(carried))
