"""待确认: what the plan hangs on that is somebody else's, the most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.promises import PromiseKind, promises_of
from routing.report.words import partner_name, site_name, trip_words

from .contacts import operator_people, partner_people
from .frame import A4_LANDSCAPE, Section, render_document
from .itinerary_words import time_words
from .layout import Column, Row, Table, Text
from .second_way_words import instead_lines, say, short_load
from .words import NOTHING, contact_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.plan.model import PlannedBag
    from routing.plan.promises import Promise

    from .frame import SheetContext

_WIDTHS = (
    ("COL_CALL_BY", 21.0, 15.0, "center"),
    ("COL_WHAT", 96.0, 12.0, "left"),
    ("COL_WHO", 44.0, 0.0, "left"),
    ("COL_SAID", 18.0, 0.0, "center"),
    ("COL_DONE", 14.0, 17.0, "center"),
    ("COL_INSTEAD", 84.0, 0.0, "left"),
)
_ROW_HEIGHT = 9.0


def confirmation_sheet(context: SheetContext) -> str:
    """Return the list of what is to be confirmed as an HTML document on A4."""
    title = say(context, "TITLE", date=context.plan.date)
    promises = promises_of(context.day, context.plan)
    if promises:
        note = Text(lines=(say(context, "NOTE"),), kind="box")
        blocks: tuple[Text | Table, ...] = (note, _table(context, promises))
    else:
        blocks = (Text(lines=(say(context, "NOTHING"),)),)
    section = Section(title=title, blocks=blocks)
    return render_document(context, title, [section], A4_LANDSCAPE)


def _table(context: SheetContext, promises: Sequence[Promise]) -> Table:
    columns = tuple(
        Column(label=say(context, code), width=width, lead=lead, align=align)
        for code, width, lead, align in _WIDTHS
    )
    rows = tuple(
        Row(
            (
                time_words(context, promise.call_by),
                "\n".join(_what(context, promise)),
                _who(context, promise) or NOTHING,
                _said(context, promise),
                "□",
                "\n".join(_instead(context, promise)),
            )
        )
        for promise in promises
    )
    return Table(columns=columns, rows=rows, row_height=_ROW_HEIGHT)


def _what(context: SheetContext, promise: Promise) -> Iterator[str]:
    day, kind = context.day, promise.kind
    load = short_load(context, promise.bags)
    time = time_words(context, promise.time)
    if kind is PromiseKind.COUNT:
        yield say(context, "COUNT", partner=partner_name(day, promise.key))
        yield say(context, "COUNTED", load=load)
    elif kind is PromiseKind.HANDOVER:
        offer = day.offers.get(promise.key)
        carrier = promise.key if offer is None else partner_name(day, offer.carrier)
        yield say(context, "HANDOVER", carrier=carrier, offer=promise.key)
        yield from _legs(context, promise, "GIVEN")
    else:
        trip = trip_words(day, promise.key, context.lang)
        if kind is PromiseKind.TRIP:
            yield say(context, "TRIP", trip=trip)
            yield from _legs(context, promise, "RIDE")
            return
        code = "STATION_GIVES" if promise.gives else "STATION_RECEIVES"
        yield say(context, code, site=site_name(day, promise.site), trip=trip)
        code = "LEAVES" if promise.gives else "ARRIVES"
        yield say(context, code, time=time, load=load)


def _legs(context: SheetContext, promise: Promise, code: str) -> Iterator[str]:
    """Yield from where, by when, and what goes to whom: a line per place and time."""
    starts: dict[tuple[str, int], dict[tuple[str, int], list[PlannedBag]]] = {}
    for bag in promise.bags:
        for leg in bag.legs:
            if promise.key in (leg.trip, leg.offer):
                ends = starts.setdefault((leg.from_site, leg.depart), {})
                ends.setdefault((leg.to_site, leg.arrive), []).append(bag)
    for (start, depart), ends in starts.items():
        words = [
            say(
                context,
                f"{code}_END",
                end=site_name(context.day, end),
                arrive=time_words(context, arrive),
                load=short_load(context, bags),
            )
            for (end, arrive), bags in ends.items()
        ]
        yield say(
            context,
            code,
            start=site_name(context.day, start),
            depart=time_words(context, depart),
            ends=context.say("LISTED").join(words),
        )


def _who(context: SheetContext, promise: Promise) -> str:
    """Return the people to call: name and phone; only names of firms without."""
    day = context.day
    if promise.kind is PromiseKind.STATION:
        site = day.sites.get(promise.site)
        return contact_words(context, site.contact if site is not None else None)
    if promise.kind is PromiseKind.COUNT:
        return _firm(context, promise.key, partner_people(context, promise.key))
    if promise.kind is PromiseKind.HANDOVER:
        offer = day.offers.get(promise.key)
        carrier = "" if offer is None else offer.carrier
        return _firm(context, carrier, partner_people(context, carrier))
    trip = day.trips.get(promise.key)
    line = None if trip is None else day.lines.get(trip.line_id)
    if trip is None or line is None:
        return ""
    people = (operator_people(context, line), contact_words(context, trip.contact))
    return _firm(context, line.operator, "\n".join(filter(None, people)))


def _firm(context: SheetContext, partner: str, people: str) -> str:
    name = partner_name(context.day, partner)
    return "\n".join(part for part in (name, people) if part)


def _said(context: SheetContext, promise: Promise) -> str:
    if promise.kind is PromiseKind.COUNT:
        return say(context, "SAID_FORECAST")
    if promise.confirmed is None:
        return NOTHING
    return say(context, "SAID_YES" if promise.confirmed else "SAID_NO")


def _instead(context: SheetContext, promise: Promise) -> list[str]:
    if promise.kind is PromiseKind.COUNT:
        return [say(context, "RECOUNT")]
    if promise.kind is not PromiseKind.STATION or promise.second is None:
        return instead_lines(context, promise.second)
    trip = trip_words(context.day, promise.key, context.lang)
    only = {bag.id for bag in promise.bags}
    words = say(context, "AS_TRIP", trip=trip)
    return [words, *instead_lines(context, promise.second, only)]
