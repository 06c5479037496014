"""Trips, handovers and transfers on the timeline, drawn so that shape tells them.

A trip is thin where it runs empty and a framed line with a dash where it carries
goods; wedges say what boards (up) and alights (down). A handover is a row of
dots from its cut-off, and a transfer the height of what waits.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.units import clock

from .cold_words import say
from .figures import percent
from .html import plate
from .signs import snowflake
from .words import clock_words, site_name, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from routing.domain.day import Day

    from .service_view import Services, ShownOffer, ShownTrip
    from .transfer_view import TransferView
    from .trip_view import TripCall

    At = Callable[[int], float]
    """Pixel of an instant."""

MIDDLE, LOW, ABOVE = 17, 31, 10
TEXT_WIDTH = 44
"""Pixels that the count of a stretch needs."""
SNOW = 3.4
"""Half the width of a snowflake."""
HEIGHT = 24
"""Pixels of the most that waits at a hub."""


SERVICE_SIGNS = {
    "TIME_TRIP": (
        '<rect x="1" y="12.5" width="26" height="9" fill="#fff" stroke="#0b6fb3" '
        'stroke-width="1.6"/><path d="M4,17H24" stroke="#0b6fb3" stroke-width="3" '
        'stroke-dasharray="6 5"/>'
    ),
    "TIME_TRIP_EMPTY": ('<path d="M1,17H27" stroke="#0b6fb3" stroke-width="1.6"/>'),
    "MAP_BOARD": (
        '<path d="M14,8V26" stroke="#0b6fb3" stroke-width="2"/>'
        '<path d="M14,3l4.5,7h-9z" fill="#0b6fb3"/>'
    ),
    "MAP_ALIGHT": (
        '<path d="M14,8V26" stroke="#0b6fb3" stroke-width="2"/>'
        '<path d="M14,31l4.5,-7h-9z" fill="#0b6fb3"/>'
    ),
    "MAP_HANDOVER": (
        '<path d="M2,17H20" stroke="#0b6fb3" stroke-width="3.4" '
        'stroke-linecap="round" stroke-dasharray="0.1 7"/>'
        '<path d="M28,17l-9,-5v10z" fill="#0b6fb3"/>'
    ),
    "TIME_HUB": ('<path d="M1,31V20H12V11H27V31z" fill="#d5dce3" stroke="#55636f"/>'),
}
"""Words of the catalogue and SVG of 28 x 34 for the legend."""


def trip_bars(
    day: Day, trip: ShownTrip, at: At, lang: str, *, cold: frozenset[str]
) -> Iterator[str]:
    """Yield the stretches of a trip between the calls where goods are handled.

    Calls where any of the ``cold`` bags change hands have a snowflake.
    """
    view = trip.view
    ends = sorted(
        {0, len(view.calls) - 1} | {call.number for call in view.calls if call.handled}
    )
    for first, last in pairwise(ends):
        begin, end = view.calls[first], view.calls[last]
        segment = view.segments[first]
        x, to_x = at(begin.depart), at(end.arrive)
        told = [
            f"{clock_words(begin.depart, lang)}–{clock_words(end.arrive, lang)}",
            f"{site_name(day, begin.site)}→{site_name(day, end.site)}",
            word("BAGS_ITEMS", lang, bags=segment.pieces, items=segment.items),
        ]
        if segment.load_factor:
            told.append(f"{percent(segment.load_factor, 1):.0f} %")
        shape = (
            _carrying(x, to_x, trip.colour, segment.items, lang)
            if segment.bags
            else f'<path d="M{x:.1f},{MIDDLE}H{to_x:.1f}" stroke="{trip.colour}" '
            'stroke-width="1.6"/>'
        )
        yield f"<g><title>{escape(' · '.join(told))}</title>{shape}</g>"
    for number in ends:
        yield from _wedges(day, trip.view.calls[number], (at, trip.colour, cold), lang)


def _carrying(x: float, to_x: float, colour: str, items: int, lang: str) -> str:
    text = ""
    if to_x - x >= TEXT_WIDTH:
        text = _count((x + to_x) / 2, ABOVE, items, lang)
    return (
        f'<rect x="{x:.1f}" y="{MIDDLE - 4.5}" width="{max(to_x - x, 1):.1f}" '
        f'height="9" fill="#fff" stroke="{colour}" stroke-width="1.6"/>'
        f'<path d="M{x + 3:.1f},{MIDDLE}H{max(to_x - 3, x + 3):.1f}" '
        f'stroke="{colour}" stroke-width="3" stroke-dasharray="6 5"/>{text}'
    )


def _count(x: float, y: float, items: int, lang: str) -> str:
    told = escape(word("AMOUNT_ITEMS", lang, n=items))
    return f'<text x="{x:.1f}" y="{y}" class="m">{told}</text>'


def _wedges(
    day: Day, call: TripCall, drawn: tuple[At, str, frozenset[str]], lang: str
) -> Iterator[str]:
    """Yield what happens at a call: a wedge up for boarding, down for alighting."""
    at, colour, cold = drawn
    if not call.handled:
        return
    x = at(call.arrive if call.alights and not call.boards else call.depart)
    told = [f"{clock_words(call.depart, lang)} {site_name(day, call.site)}"]
    shapes = []
    for code, carried, y, wedge in (
        ("ALIGHT", call.alights, LOW, "l4.5,-7h-9z"),
        ("BOARD", call.boards, 3, "l4.5,7h-9z"),
    ):
        if carried:
            items = sum(sum(one.bag.items.values()) for one in carried)
            count = word("BAGS_ITEMS", lang, bags=len(carried), items=items)
            told.append(f"{word(f'MAP_{code}', lang)} {count}")
            shapes.append(f'<path d="M{x:.1f},{y}{wedge}" fill="{colour}"/>')
    if any(one.bag.id in cold for one in (*call.boards, *call.alights)):
        told.append(say("COLD_HANDED", lang))
        shapes.append(snowflake(x, MIDDLE, SNOW))
    tick = f'<path d="M{x:.1f},8V26" stroke="{colour}" stroke-width="2"/>'
    yield f"<g><title>{escape(' · '.join(told))}</title>{tick}{''.join(shapes)}</g>"


def trip_sign(trip: ShownTrip) -> str:
    """Return the sign, line and departure before a trip's line.

    The line may break and be cut; when it leaves tells trips apart and never is.
    """
    leaves = clock(trip.view.trip.departure_time)
    line = trip.label.removesuffix(leaves).rstrip()
    return (
        f'<span class="trip">{plate(trip.sign, trip.colour)}'
        f'<span class="line">{escape(line)}</span> '
        f'<span class="leaves">{leaves}</span></span>'
    )


def trip_told(day: Day, trip: ShownTrip, lang: str) -> str:
    """Return a trip's line in words."""
    calls = [call for call in trip.view.calls if call.handled]
    parts = [
        f"{clock_words(call.depart, lang)} {site_name(day, call.site)}"
        for call in calls
    ]
    load = word("TRIP_LOAD", lang, bags=len(trip.view.bags), items=trip.view.items)
    return f"{trip.label} · {load} · {' → '.join(parts)}"


def offer_bar(
    day: Day, offer: ShownOffer, at: At, right: float, lang: str
) -> Iterator[str]:
    """Yield a handover from its cut-off to its promise, or to the end of the sheet."""
    begin = at(offer.view.offer.cutoff_time)
    end = min(at(offer.view.offer.delivered_time), right)
    by = escape(clock_words(offer.view.offer.delivered_time, lang))
    tip = f'<path d="M{end:.1f},{MIDDLE}l-9,-5v10z" fill="{offer.colour}"/>'
    yield (
        f"<g><title>{escape(offer_told(day, offer, lang))}</title>"
        f'<path d="M{begin:.1f},{MIDDLE}H{end - 8:.1f}" stroke="{offer.colour}" '
        'stroke-width="3.4" stroke-linecap="round" stroke-dasharray="0.1 7"/>'
        f'<path d="M{begin:.1f},8V26" stroke="{offer.colour}" stroke-width="2"/>'
        f'<text x="{end - 12:.1f}" y="12" text-anchor="end" class="e">{by}</text>'
        f"{tip}</g>"
    )


def offer_told(day: Day, offer: ShownOffer, lang: str) -> str:
    """Return a handover's line in words."""
    row = offer.view.offer
    return word(
        "OFFER_TOLD",
        lang,
        label=offer.label,
        site=site_name(day, row.from_site),
        cutoff=clock_words(row.cutoff_time, lang),
        promise=clock_words(row.delivered_time, lang),
        bags=len(offer.view.bags),
        items=offer.view.items,
    )


def hub_rows(services: Services) -> dict[str, list[TransferView]]:
    """Return the transfers by site, in their order."""
    rows: dict[str, list[TransferView]] = {}
    for view in services.transfers:
        rows.setdefault(view.site, []).append(view)
    return rows


def hub_bars(views: Sequence[TransferView], at: At, lang: str) -> Iterator[str]:
    """Yield what waits at a site between two carriers, its height by items."""
    steps = [
        (begin, end, [view for view in views if view.arrive <= begin < view.depart])
        for begin, end in pairwise(
            sorted({time for view in views for time in (view.arrive, view.depart)})
        )
    ]
    most = max((_items(there) for _, _, there in steps), default=1) or 1
    for begin, end, there in steps:
        items = _items(there)
        if not items:
            continue
        x, to_x, high = at(begin), at(end), max(HEIGHT * items / most, 2)
        bags = sum(len(view.bags) for view in there)
        told = (
            f"{clock_words(begin, lang)}–{clock_words(end, lang)} "
            f"{word('HUB_WAITS', lang, bags=bags, items=items)}"
        )
        text = ""
        if to_x - x >= TEXT_WIDTH:
            text = _count((x + to_x) / 2, LOW - 5, items, lang)
        yield (
            f"<g><title>{escape(told)}</title>"
            f'<rect x="{x:.1f}" y="{LOW - high:.1f}" width="{max(to_x - x, 0.8):.1f}" '
            f'height="{high:.1f}" fill="#d5dce3" stroke="#55636f"/>{text}</g>'
        )


def _items(views: Sequence[TransferView]) -> int:
    return sum(view.items for view in views)
