"""The timeline: one line per vehicle, drawn so that shape alone tells it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from routing.domain.units import clock

from .activity import RESTING, Activity, Stretch, bag_items, route_stretches
from .html import Html, paragraph
from .words import site_name, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan

    from .route_view import RouteView

LABEL, RIGHT, TOP, LINE = 150, 1190, 30, 34
MARGIN = 22
QUARTER, HOUR = 900, 3600
MIDDLE = LINE / 2
FIGURE_WIDTH = 13
"""Pixels that a stop's number needs inside its bar."""


def timeline(day: Day, plan: Plan, routes: Sequence[RouteView], lang: str) -> Html:
    """Return the timeline as inline SVG with a legend, or a sentence."""
    if not routes:
        return paragraph(word("ROUTE_NONE", lang))
    items = bag_items(plan)
    rows = [route_stretches(day, view.route, items) for view in routes]
    first = min(row[0].start for row in rows) // HOUR * HOUR
    last = -(-max(row[-1].end for row in rows) // HOUR) * HOUR
    scale = (RIGHT - LABEL - MARGIN) / (last - first)
    height = TOP + LINE * len(rows) + 8
    parts = [
        f'<svg class="timeline" viewBox="0 0 {RIGHT} {height}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg"><defs><pattern id="hatch" width="5" '
        'height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="5" height="5" fill="#fff"/><path d="M0,0V5" stroke="#55636f" '
        'stroke-width="2.4"/></pattern></defs>',
        *_grid(first, last, scale, height),
    ]
    for number, (view, row) in enumerate(zip(routes, rows, strict=True)):
        top = TOP + LINE * number
        parts.append(
            f'<g data-route="{view.number}" transform="translate(0,{top})">'
            f'<circle cx="14" cy="{MIDDLE}" r="11" fill="{view.colour}"/>'
            f'<text x="14" y="{MIDDLE + 4.5}" class="w">{view.number}</text>'
            f'<text x="32" y="{MIDDLE + 4.5}" class="l">{escape(view.label)}</text>'
        )
        parts.extend(_row(day, view, row, (first, scale), lang))
        parts.append("</g>")
    parts.append("</svg>")
    return Html(f'<div class="scroll">{"".join(parts)}</div>{_legend(lang)}')


def _grid(first: int, last: int, scale: float, height: int) -> Iterator[str]:
    for time in range(first, last + 1, QUARTER):
        x = f"{LABEL + (time - first) * scale:.1f}"
        full = time % HOUR == 0
        yield f'<path class="{"h" if full else "q"}" d="M{x},{TOP - 6}V{height}"/>'
        if full:
            yield f'<text class="c" x="{x}" y="16">{clock(time)}</text>'


def _row(
    day: Day,
    view: RouteView,
    row: Sequence[Stretch],
    axis: tuple[int, float],
    lang: str,
) -> Iterator[str]:
    first, scale = axis
    order = 0
    tour = 0
    for stretch in row:
        if stretch.tour != tour:
            order, tour = 0, stretch.tour
        order += stretch.activity is Activity.SERVING
        x = LABEL + (stretch.start - first) * scale
        width = max(stretch.duration * scale, 0.8)
        hint = (
            f"{word(f'ACTIVITY_{stretch.activity.upper()}', lang)} "
            f"{clock(stretch.start)}–{clock(stretch.end)} "
            f"{site_name(day, stretch.site)}"
        )
        shape = _shape(stretch.activity, x, width, view.colour)
        yield f"<g><title>{escape(hint)}</title>{shape}"
        if width >= FIGURE_WIDTH:
            yield _figure(stretch.activity, x + width / 2, order, lang)
        yield "</g>"


def _shape(kind: Activity, x: float, width: float, colour: str) -> str:
    """Return the bar: high for work, thin for driving, hollow for standing."""
    style, top, height = {
        Activity.LOADING: ('fill="url(#hatch)" stroke="#55636f"', 6, 22),
        Activity.DRIVING: (f'fill="{colour}" opacity="0.55"', 14, 6),
        Activity.SERVING: (f'fill="{colour}"', 6, 22),
        Activity.WAITING: (
            'fill="#fff" stroke="#8a97a3" stroke-dasharray="2 2"',
            12,
            10,
        ),
    }.get(kind, ('fill="#e3e8ec" stroke="#55636f"', 6, 22))
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


def _legend(lang: str) -> Html:
    signs = []
    for kind in Activity:
        shape = _shape(kind, 1, 26, "#0b6fb3") + (
            _figure(kind, 14, 1, lang) if kind is not Activity.DRIVING else ""
        )
        name = word(f"ACTIVITY_{kind.upper()}", lang)
        signs.append(
            f'<span><svg class="sign" viewBox="0 0 28 34">{shape}</svg>{name}</span>'
        )
    note = escape(word("TIME_NOTE", lang))
    return Html(f'<p class="legend">{"".join(signs)}<span>{note}</span></p>')
