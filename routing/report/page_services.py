"""Trips, handovers and transfers as tables: what rides where, and what it costs."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from .figures import cubic_metres, kilograms, percent, yuan
from .html import Html, bar, heading, paragraph, plate, table
from .trip_view import items_of
from .words import carrier_words, clock_words, partner_name, site_name, span, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import PlannedBag
    from routing.plan.services import Carried, RunLeg

    from .service_view import Services, ShownOffer, ShownTrip
    from .trip_view import Segment, TripCall

CALLS = ("ORDER", "SITE", "ARRIVE", "DEPART", "BOARDS", "ALIGHTS", "ON_BOARD", "LOAD")
RIDES = ("BOARD_AT", "ALIGHT_AT", "BAGS", "ITEMS", "KG", "GOES_TO", "FEE")
OFFERS = (
    "OFFER", "CARRIER", "FROM", "TO", "CUTOFF", "PROMISE", "BAGS", "ITEMS", "KG", "FEE",
)  # fmt: skip
TRANSFERS = ("SITE", "ARRIVE", "CAME_BY", "LEAVE", "GOES_BY", "BAGS", "ITEMS", "STAYS")
MOST_ENDS = 6
"""Up to so many destinations are named in a line."""


def services_html(day: Day, services: Services, lang: str) -> Html:
    """Return the tables of a day with services; nothing of a road day."""
    if not services:
        return Html("")
    last = [one for one in services.offers if one.view.offer.last_resort]
    given = [one for one in services.offers if not one.view.offer.last_resort]
    parts = []
    if services.trips:
        parts.append(heading(word("TRIPS", lang)))
        parts += [_trip(day, trip, lang) for trip in services.trips]
    for code, offers in (("HANDOVERS", given), ("LAST_RESORTS", last)):
        if offers:
            parts.append(heading(word(code, lang)))
            parts.append(_offers(day, offers, lang))
    if last:
        parts.append(paragraph(word("LAST_RESORT_NOTE", lang)))
    if services.transfers:
        parts.append(heading(word("TRANSFERS", lang)))
        parts.append(_transfers(day, services, lang))
    return Html("".join(parts))


def _trip(day: Day, trip: ShownTrip, lang: str) -> Html:
    calls = _calls(day, trip, lang)
    rides = _rides(day, trip, lang)
    return Html(
        f'<details class="route" open data-route="{trip.number}"><summary>'
        f"{plate(trip.sign, trip.colour)}<strong>{escape(trip.label)}</strong> "
        f"<span>{escape(_head(day, trip, lang))}</span></summary>{calls}{rides}"
        "</details>"
    )


def _head(day: Day, trip: ShownTrip, lang: str) -> str:
    view = trip.view
    first, last = view.calls[0], view.calls[-1]
    # What is too long for every other place is said here.
    parts = [
        "" if trip.label.startswith(view.line.name) else view.line.name,
        word(f"KIND_{view.line.kind.upper()}", lang),
        partner_name(day, view.line.operator),
        view.trip.trip_id,
        view.trip.plate,
        f"{clock_words(first.depart, lang)} {site_name(day, first.site)}→"
        f"{clock_words(last.arrive, lang)} {site_name(day, last.site)}",
        word("TRIP_LOAD", lang, bags=len(view.bags), items=view.items),
        _limits(trip, lang),
        word("AMOUNT_YUAN", lang, n=f"{yuan(view.fee_cents):.2f}"),
    ]
    if view.hold:
        parts.insert(6, word("TRIP_HOLD", lang, minutes=view.hold // 60))
    return " · ".join(part for part in parts if part)


def _limits(trip: ShownTrip, lang: str) -> str:
    """Return what a trip holds at most; what is not limited is not said."""
    row = trip.view.trip
    limits = [
        ("AMOUNT_BAGS", row.cap_bags),
        ("AMOUNT_G", None if row.cap_g is None else f"{kilograms(row.cap_g):g}"),
        ("AMOUNT_CM3", None if row.cap_cm3 is None else cubic_metres(row.cap_cm3)),
    ]
    told = [word(code, lang, n=n) for code, n in limits if n is not None]
    return word("TRIP_LIMITS", lang, limits=" / ".join(told))


def _calls(day: Day, trip: ShownTrip, lang: str) -> Html:
    """Return the calls from the first boarding to the last alighting."""
    view = trip.view
    loaded = {segment.number: segment for segment in view.loaded}
    after = max(loaded) + 1
    rows = [
        _call(day, call, loaded.get(call.number), lang)
        for call in view.calls
        if call.number in loaded or call.number == after
    ]
    head = [word(f"COL_{name}", lang) for name in CALLS]
    return table(head, rows, numeric=(0, 2, 3, 4, 5))


def _call(
    day: Day, call: TripCall, segment: Segment | None, lang: str
) -> Sequence[object]:
    on_board: object = ""
    load: object = ""
    if segment is not None:
        on_board = _on_board(segment, lang)
        if segment.load_factor is not None:
            load = bar(percent(segment.load_factor, 1) or 0.0)
    return [
        call.number + 1,
        site_name(day, call.site),
        clock_words(call.arrive, lang),
        clock_words(call.depart, lang),
        _count(call.boards, lang),
        _count(call.alights, lang),
        on_board,
        load,
    ]


def _on_board(segment: Segment, lang: str) -> str:
    """Return what is on board; loose pieces count two where bags are limited."""
    told = word("BAGS_ITEMS", lang, bags=segment.pieces, items=segment.items)
    if segment.bags != segment.pieces:
        told += word("COUNTS_BAGS", lang, bags=segment.bags)
    return (
        f"{told} / {kilograms(segment.grams):.0f} kg / "
        f"{cubic_metres(segment.cm3):.2f} m³"
    )


def _count(carried: Sequence[Carried], lang: str) -> str:
    if not carried:
        return ""
    items = items_of(one.bag for one in carried)
    return word("BAGS_ITEMS", lang, bags=len(carried), items=items)


def _rides(day: Day, trip: ShownTrip, lang: str) -> Html:
    """Return the rows of bus loads, each with its fee."""
    calls = trip.view.calls
    rows = [
        [
            _place(day, ride, calls[ride.board], "from_site", lang),
            _place(day, ride, calls[ride.alight], "to_site", lang),
            len(ride.carried),
            items_of(one.bag for one in ride.carried),
            f"{kilograms(sum(one.bag.grams for one in ride.carried)):.1f}",
            _destinations(day, (one.bag for one in ride.carried), lang),
            f"{yuan(ride.load.fee_cents):.2f}",
        ]
        for ride in trip.view.rides
    ]
    head = [word(f"COL_{name}", lang) for name in RIDES]
    return table(head, rows, numeric=(2, 3, 4, 6))


def _place(day: Day, ride: RunLeg, call: TripCall, end: str, lang: str) -> str:
    """Return a stop, with who gives or receives where that is another site."""
    others = {
        getattr(one.leg, end): None for one in ride.carried if one.leg is not None
    }
    name = site_name(day, call.site)
    hands = [site_name(day, site) for site in others if site != call.site]
    if not hands:
        return name
    told = word("COMMA", lang).join(hands)
    return f"{name}→{told}" if end == "to_site" else f"{told}→{name}"


def _destinations(day: Day, bags: Iterable[PlannedBag], lang: str) -> str:
    """Return where bags end, with their items; most items first."""
    items: Counter[str] = Counter()
    for bag in bags:
        items[bag.destination] += sum(bag.items.values())
    rows = sorted(items.items(), key=lambda row: (-row[1], row[0]))
    told = word("COMMA", lang).join(
        f"{site_name(day, site)} {count}" for site, count in rows[:MOST_ENDS]
    )
    rest = len(rows) - MOST_ENDS
    return word("AND_MORE", lang, names=told, n=rest) if rest > 0 else told


def _offers(day: Day, offers: Sequence[ShownOffer], lang: str) -> Html:
    rows: list[Sequence[object]] = [
        row for offer in offers for row in _offer(day, offer, lang)
    ]
    cents = sum(one.view.row.fee_cents for one in offers)
    bags = [bag for one in offers for bag in one.view.bags]
    grams = sum(bag.grams for bag in bags)
    total = [word("COL_SUM", lang), "", "", "", "", "", len(bags), items_of(bags)]
    rows.append([*total, f"{kilograms(grams):.1f}", f"{yuan(cents):.2f}"])
    head = [word(f"COL_{name}", lang) for name in OFFERS]
    body = table(head, rows, numeric=(4, 5, 6, 7, 8, 9))
    return Html(f'<div class="summed">{body}</div>')


def _offer(day: Day, shown: ShownOffer, lang: str) -> Iterator[Sequence[object]]:
    """Yield a line per destination; the fee is that of the row, in its first."""
    offer = shown.view.offer
    fee = f"{yuan(shown.view.row.fee_cents):.2f}"
    for site, bags in shown.view.ends.items():
        yield [
            Html(f"{plate(shown.sign, shown.colour)}{escape(offer.offer_id)}"),
            partner_name(day, offer.carrier),
            site_name(day, offer.from_site),
            site_name(day, site),
            clock_words(offer.cutoff_time, lang),
            clock_words(offer.delivered_time, lang),
            len(bags),
            items_of(bags),
            f"{kilograms(sum(bag.grams for bag in bags)):.1f}",
            fee,
        ]
        fee = ""


def _transfers(day: Day, services: Services, lang: str) -> Html:
    rows = [
        [
            site_name(day, view.site),
            clock_words(view.arrive, lang),
            carrier_words(day, view.came, lang),
            clock_words(view.depart, lang),
            carrier_words(day, view.goes, lang),
            len(view.bags),
            view.items,
            span(view.depart - view.arrive),
        ]
        for view in services.transfers
    ]
    head = [word(f"COL_{name}", lang) for name in TRANSFERS]
    return table(head, rows, numeric=(1, 3, 5, 6, 7))
