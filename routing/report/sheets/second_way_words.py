"""Second ways in words: who takes the goods instead, for what, and what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.report.figures import yuan
from routing.report.words import offer_words, site_name, trip_words, vehicle_name
from routing.texts.catalogue import text

from .itinerary_words import time_words
from .layout import Text
from .service_words import short_pieces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from routing.plan.model import Leg, PlannedBag
    from routing.plan.second_ways import SecondWay

    from .frame import SheetContext

FAMILY = "confirmations"


def say(context: SheetContext, code: str, **values: object) -> str:
    """Return a text of this family in the language of the sheets."""
    return text(FAMILY, code, context.lang, **values)


def short_load(context: SheetContext, bags: Sequence[PlannedBag]) -> str:
    """Return bags, loose pieces and items in the fewest words."""
    items = sum(sum(bag.items.values()) for bag in bags)
    return say(context, "LOAD", pieces=short_pieces(context, bags), items=items)


def instead_lines(
    context: SheetContext, second: SecondWay | None, only: Collection[str] | None = None
) -> list[str]:
    """Return what is done instead, a line per way, then what stays and the cost.

    With ``only`` for these bags alone, and without the cost, which is that of all.
    """
    if second is None:
        return [say(context, "NOT_COMPUTED")]
    known = {bag.id: bag for bag in context.plan.bags}
    lines = list(_ways(context, second, known, only))
    left = [known[key] for key in _of(second.left, only) if key in known]
    if left:
        lines.append(say(context, "LEFT", load=short_load(context, left)))
    if only is None:
        lines.append(_cost(context, second.extra_cents))
    return lines


def second_way_box(
    context: SheetContext, second: SecondWay | None, code: str
) -> list[Text]:
    """Return the box of a hand-over list; none where no second way was computed."""
    if second is None:
        return []
    head = say(context, code, time=time_words(context, second.call_by))
    lines = (head, *instead_lines(context, second))
    return [Text(lines=lines, kind="box", size=11, heading=say(context, "BOX"))]


def _of(bags: Collection[str], only: Collection[str] | None) -> list[str]:
    return [key for key in bags if only is None or key in only]


def _ways(
    context: SheetContext,
    second: SecondWay,
    known: dict[str, PlannedBag],
    only: Collection[str] | None,
) -> Iterator[str]:
    """Yield the ways, those by the same carriers together."""
    alike: dict[str, list[PlannedBag]] = {}
    for detour in second.detours:
        bags = [known[key] for key in _of(detour.bags, only) if key in known]
        if bags:
            alike.setdefault(_way(context, detour.legs), []).extend(bags)
    for way, bags in alike.items():
        yield say(context, "INSTEAD", load=short_load(context, bags), way=way)


def _way(context: SheetContext, legs: tuple[Leg, ...]) -> str:
    return say(context, "THEN").join(_leg(context, leg) for leg in legs)


def _leg(context: SheetContext, leg: Leg) -> str:
    day, depart = context.day, time_words(context, leg.depart)
    if leg.trip is not None:
        known = day.trips.get(leg.trip)
        first = known is not None and known.departure_time == leg.depart
        return say(
            context,
            "WAY_BUS" if first else "WAY_BUS_AT",
            trip=trip_words(day, leg.trip, context.lang),
            site=site_name(day, leg.from_site),
            depart=depart,
        )
    if leg.offer is not None:
        offer = offer_words(day, leg.offer, context.lang)
        return say(context, "WAY_OFFER", offer=offer, depart=depart)
    return say(
        context,
        "WAY_ROAD",
        vehicle=vehicle_name(day, leg.vehicle or ""),
        tour=(leg.tour or 0) + 1,
        depart=depart,
    )


def _cost(context: SheetContext, cents: int) -> str:
    if not cents:
        return say(context, "SAME")
    words = f"{yuan(abs(cents)):.2f}"
    return say(context, "MORE" if cents > 0 else "LESS", yuan=words)
