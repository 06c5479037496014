"""The timeline: one line per vehicle, drawn so that shape alone tells it."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from routing.domain.units import clock

from .activity import RESTING, Activity, Stretch, bag_items, route_stretches
from .cold_view import is_kept_cold
from .cold_words import say
from .html import Html, badge, paragraph, plate, table
from .signs import snowflake
from .timeline_axis import HOUR, LINE, Axis, axis_head, line_row
from .timeline_services import (
    SERVICE_SIGNS,
    hub_bars,
    hub_rows,
    offer_bar,
    offer_told,
    trip_bars,
    trip_sign,
    trip_told,
)
from .words import site_name, span, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan

    from .route_view import RouteView
    from .service_view import Services

    _Drawn = tuple[Axis, frozenset[str]]
    """The axis, and the ids of the bags that are kept cold."""

NEWLINE = "\n"
MIDDLE = LINE / 2
SNOW, SNOW_Y = 3.2, 5.2
"""Half the width of a snowflake over a bar, and its height."""
FIGURE_WIDTH = 13
"""Pixels that a stop's number needs inside its bar."""
PATTERNS = (
    '<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/>'
    '<path d="M0,0V5" stroke="#55636f" stroke-width="2.4"/></pattern>'
    '<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect width="5" height="5" fill="#fff"/>'
    '<circle cx="2.5" cy="2.5" r="1.3" fill="#14202b"/></pattern></defs></svg>'
)


def timeline(
    day: Day,
    plan: Plan,
    routes: Sequence[RouteView],
    services: Services,
    lang: str,
) -> Html:
    """Return the timeline with its legend and table, or a sentence."""
    if not routes and not services:
        return paragraph(word("ROUTE_NONE", lang))
    items = bag_items(plan)
    rows = [route_stretches(day, view.route, items) for view in routes]
    axis = _span(rows, services)
    head = (
        f"<thead><tr><th>{escape(word('COL_ROUTE', lang))}</th>"
        f"<td>{axis_head(axis)}</td></tr></thead>"
    )
    cold = frozenset(bag.id for bag in plan.bags if is_kept_cold(day, bag))
    lines = [
        _line(day, view, row, (axis, cold), lang)
        for view, row in zip(routes, rows, strict=True)
    ]
    lines += _service_lines(day, services, (axis, cold), lang)
    readout = escape(word("TIME_READOUT", lang))
    kind = "timeline wide" if services else "timeline"
    return Html(
        f'{PATTERNS}<div class="scroll"><table class="{kind}">{head}'
        f"<tbody>\n{NEWLINE.join(lines)}\n</tbody></table></div>"
        f'<p class="readout" id="readout" role="status" hidden>{readout}</p>'
        f"{_legend(services, lang, cold=bool(cold))}{_time_table(routes, rows, lang)}"
    )


def _span(rows: Sequence[Sequence[Stretch]], services: Services) -> Axis:
    """Return the axis from the first to the last full hour of what is drawn.

    A promise for tomorrow would squeeze the day: handovers count by their cut-off.
    """
    times = [time for row in rows for time in (row[0].start, row[-1].end)]
    for trip in services.trips:
        times += [trip.view.calls[0].depart, trip.view.calls[-1].arrive]
    times += [offer.view.offer.cutoff_time + HOUR for offer in services.offers]
    times += [
        time for view in services.transfers for time in (view.arrive, view.depart)
    ]
    first = min(times) // HOUR * HOUR
    return Axis(first, max(-(-max(times) // HOUR) * HOUR, first + HOUR))


def _service_lines(
    day: Day, services: Services, drawn: _Drawn, lang: str
) -> Iterator[str]:
    axis, cold = drawn
    right = axis.x(axis.last)
    for trip in services.trips:
        bars = "".join(trip_bars(day, trip, axis.x, lang, cold=cold))
        told = trip_told(day, trip, lang)
        yield line_row((trip.number,), trip_sign(trip), told, bars, axis)
    for offer in services.offers:
        bars = "".join(offer_bar(day, offer, axis.x, right, lang))
        told = offer_told(day, offer, lang)
        sign = plate(offer.sign, offer.colour)
        yield line_row(
            (offer.number,), f"{sign}{escape(offer.label)}", told, bars, axis
        )
    for site, views in hub_rows(services).items():
        numbers = {services.number_of(leg) for v in views for leg in (v.came, v.goes)}
        bars = "".join(hub_bars(views, axis.x, lang))
        name = site_name(day, site)
        sign = plate(word("TAG_TRANSFER", lang), "#14202b")
        known = tuple(sorted(number for number in numbers if number is not None))
        told = word("HUB_TOLD", lang, site=name, n=len(views))
        yield line_row(known, f"{sign}{escape(name)}", told, bars, axis)


def _time_table(
    routes: Sequence[RouteView], rows: Sequence[Sequence[Stretch]], lang: str
) -> str:
    if not routes:
        return ""
    head = escape(word("TIME_TABLE", lang))
    return f"<h3>{head}</h3>{_spent(routes, rows, lang)}"


def _line(
    day: Day, view: RouteView, row: Sequence[Stretch], drawn: _Drawn, lang: str
) -> str:
    axis = drawn[0]
    spent = _seconds(row)
    parts = " · ".join(
        f"{word(f'ACTIVITY_{kind.upper()}', lang)} {span(spent[kind])}"
        for kind in Activity
        if spent[kind]
    )
    told = f"{view.label} {clock(row[0].start)}–{clock(row[-1].end)} · {parts}"
    bars = "".join(_bars(day, view, row, drawn, lang))
    head = f"{badge(view.number, view.colour)}{escape(view.label)}"
    return line_row((view.number,), head, told, bars, axis)


def _bars(
    day: Day, view: RouteView, row: Sequence[Stretch], drawn: _Drawn, lang: str
) -> Iterator[str]:
    axis, cold = drawn
    chilled = _cold_halts(view, cold)
    order = 0
    tour = 0
    for stretch in row:
        if stretch.tour != tour:
            order, tour = 0, stretch.tour
        order += stretch.activity is Activity.SERVING
        width = max(stretch.duration * axis.scale, 0.8)
        x = axis.x(stretch.start)
        hint = (
            f"{word(f'ACTIVITY_{stretch.activity.upper()}', lang)} "
            f"{clock(stretch.start)}–{clock(stretch.end)} "
            f"{site_name(day, stretch.site)}"
        )
        shape = _shape(stretch.activity, x, width, view.colour)
        if (stretch.activity, stretch.tour, stretch.start) in chilled:
            hint = f"{hint} · {say('COLD_HANDED', lang)}"
            shape += snowflake(x + width / 2, SNOW_Y, SNOW)
        yield f"<g><title>{escape(hint)}</title>{shape}"
        if width >= FIGURE_WIDTH:
            yield _figure(stretch.activity, x + width / 2, order, lang)
        yield "</g>"


def _cold_halts(
    view: RouteView, cold: frozenset[str]
) -> set[tuple[Activity, int, int]]:
    """Return the halts where cold goods change hands, as their stretches begin."""
    return {
        (Activity.SERVING, number, stop.start)
        for number, tour in enumerate(view.route.tours)
        for stop in tour.stops
        if not cold.isdisjoint((*stop.deliver, *stop.pick_up))
    }


def _shape(kind: Activity, x: float, width: float, colour: str) -> str:
    """Return the bar: high for work, thin for driving, hollow for standing."""
    style, top, height = {
        Activity.LOADING: ('fill="url(#hatch)" stroke="#55636f"', 6, 22),
        Activity.DRIVING: (f'fill="{colour}" opacity="0.6"', 14, 6),
        Activity.SERVING: (f'fill="{colour}"', 6, 22),
        Activity.WAITING: (
            'fill="#fff" stroke="#55636f" stroke-dasharray="2 2"',
            12,
            10,
        ),
        Activity.CHARGE: ('fill="url(#dots)" stroke="#14202b"', 6, 22),
    }.get(kind, ('fill="#fff" stroke="#14202b" stroke-width="1.4"', 6, 22))
    return (
        f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="{height}" {style}/>'
    )


def _figure(kind: Activity, x: float, order: int, lang: str) -> str:
    at = f'x="{x:.1f}" y="{MIDDLE + 4.5}"'
    if kind is Activity.SERVING:
        return f'<text {at} class="w">{order}</text>'
    if kind in RESTING:
        return f'<text {at} class="m">{word(f"SHORT_{kind.upper()}", lang)}</text>'
    return ""


def _legend(services: Services, lang: str, *, cold: bool) -> Html:
    signs = []
    for kind in Activity:
        shape = _shape(kind, 1, 26, "#0b6fb3") + (
            _figure(kind, 14, 1, lang) if kind is not Activity.DRIVING else ""
        )
        name = escape(word(f"ACTIVITY_{kind.upper()}", lang))
        signs.append(
            '<span><svg class="sign" viewBox="0 0 28 34" aria-hidden="true">'
            f"{shape}</svg>{name}</span>"
        )
    if services:
        signs += [
            '<span><svg class="sign" viewBox="0 0 28 34" aria-hidden="true">'
            f"{shape}</svg>{escape(word(code, lang))}</span>"
            for code, shape in SERVICE_SIGNS.items()
        ]
    if cold:
        signs.append(
            '<span><svg class="sign" viewBox="0 0 28 34" aria-hidden="true">'
            f"{snowflake(14, 17, 5.5)}</svg>{escape(say('COLD_HANDED', lang))}</span>"
        )
    note = escape(word("TIME_NOTE", lang))
    return Html(f'<p class="legend">{"".join(signs)}<span>{note}</span></p>')


def _seconds(row: Sequence[Stretch]) -> Counter[Activity]:
    spent: Counter[Activity] = Counter()
    for stretch in row:
        spent[stretch.activity] += stretch.duration
    return spent


def _spent(
    routes: Sequence[RouteView], rows: Sequence[Sequence[Stretch]], lang: str
) -> Html:
    """Return hours and minutes by route and activity; a last line adds them up."""
    spent = [_seconds(row) for row in rows]
    total = sum(spent, Counter())
    kinds = [kind for kind in Activity if total[kind]]
    head = [word(f"COL_{name}", lang) for name in ("ROUTE", "OUT", "BACK")]
    head += [word(f"ACTIVITY_{kind.upper()}", lang) for kind in kinds]
    head.append(word("COL_SUM", lang))
    lines: list[Sequence[object]] = [
        [
            Html(f"{badge(view.number, view.colour)}{escape(view.label)}"),
            clock(row[0].start),
            clock(row[-1].end),
            *(span(times[kind]) for kind in kinds),
            span(sum(times.values())),
        ]
        for view, row, times in zip(routes, rows, spent, strict=True)
    ]
    sums = [span(total[kind]) for kind in kinds]
    lines.append([word("COL_SUM", lang), "", "", *sums, span(sum(total.values()))])
    body = table(head, lines, numeric=range(1, len(head)))
    return Html(f'<div class="spent">{body}</div>')
