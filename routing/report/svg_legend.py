"""The legend beside the map: routes with their figures, and what signs mean."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .figures import km
from .route_view import RouteView
from .service_view import ShownTrip
from .signs import FAINT, INK, map_sign_rows
from .words import clock_words, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .position import Positions
    from .service_view import Services, ShownOffer

LEFT, TOP, LINE = 848, 84, 34
MOST, LEAST_ROUTES = 12, 5
"""Lines of the legend, and how many of them routes keep beside services."""
COLUMN, ROW = 128, 28
SIGNS_END = 624
LONG = 34
"""Latin signs of the longest label; a Chinese one counts two."""


def legend(
    positions: Positions,
    routes: Sequence[RouteView],
    services: Services,
    lang: str,
    *,
    cold: bool,
) -> Iterator[str]:
    """Yield the SVG parts of the legend; ``cold``: cold goods change hands."""
    signs = map_sign_rows(services, lang, cold=cold)
    top = SIGNS_END - -(-len(signs) // 2) * ROW
    most = MOST if not services else (top - TOP) // LINE - 1
    carriers = list(services)
    kept = routes[: max(most - len(carriers), LEAST_ROUTES)]
    shown = [*kept, *carriers[: most - len(kept)]]
    for row, view in enumerate(shown):
        yield f'<g data-route="{view.number}">'
        y = TOP + row * LINE
        if isinstance(view, RouteView):
            yield from _route(view, y, lang)
        else:
            yield from _service(view, y, lang)
        yield "</g>"
    if rest := len(routes) + len(carriers) - len(shown):
        more = word("MAP_MORE_ALL" if services else "MAP_MORE", lang, n=rest)
        # Number 0 is no route: the line goes where one is shown alone.
        yield '<g data-route="0">'
        yield _text(LEFT + 30, TOP + len(shown) * LINE - 6, more, FAINT)
        yield "</g>"
    for index, (sign, told) in enumerate(signs):
        x, y = LEFT + 12 + index % 2 * COLUMN, top + index // 2 * ROW
        yield f'<g transform="translate({x},{y})">{sign}</g>'
        yield _text(x + 18, y + 4.5, told, INK)
    yield from _notes(positions, lang)


def _service(shown: ShownTrip | ShownOffer, y: int, lang: str) -> Iterator[str]:
    yield (
        f'<rect x="{LEFT - 2}" y="{y - 9}" width="28" height="18" rx="3" '
        f'fill="#fff" stroke="{shown.colour}" stroke-width="2"/>'
        f'<text x="{LEFT + 12}" y="{y + 4}" font-size="11" font-weight="700" '
        f'text-anchor="middle" fill="{shown.colour}">{escape(shown.sign)}</text>'
    )
    yield _text(LEFT + 34, y - 2, short(shown.label, LONG), INK, size=13.5, weight=700)
    yield _text(LEFT + 34, y + 13, service_figures(shown, lang), FAINT)


def short(text: str, width: int) -> str:
    """Cut a text that is wider than so many Latin signs."""
    used = 0
    for at, sign in enumerate(text):
        used += 1 if sign.isascii() else 2
        if used > width:
            return f"{text[:at]}…"
    return text


def service_figures(shown: ShownTrip | ShownOffer, lang: str) -> str:
    """Return bags, items and times of a service in a few words."""
    bags, items = len(shown.view.bags), shown.view.items
    if isinstance(shown, ShownTrip):
        calls = shown.view.calls
        times = clock_words(calls[0].depart, lang), clock_words(calls[-1].arrive, lang)
        return word("MAP_TRIP", lang, bags=bags, items=items, times="–".join(times))
    by = clock_words(shown.view.offer.delivered_time, lang)
    return word("MAP_OFFER", lang, bags=bags, items=items, by=by)


def _route(view: RouteView, y: int, lang: str) -> Iterator[str]:
    yield (
        f'<circle cx="{LEFT + 12}" cy="{y}" r="11" fill="{view.colour}"/>'
        f'<text x="{LEFT + 12}" y="{y + 4.5}" font-size="12.5" font-weight="700" '
        f'text-anchor="middle" fill="#fff">{view.number}</text>'
    )
    figures = word(
        "MAP_ROUTE",
        lang,
        stops=view.stops,
        items=view.delivered + view.picked,
        km=f"{km(view.metres):.1f}",
    )
    yield _text(LEFT + 30, y - 2, view.label, INK, size=13.5, weight=700)
    yield _text(LEFT + 30, y + 13, figures, FAINT)


def _notes(positions: Positions, lang: str) -> Iterator[str]:
    note = word("MAP_SKETCH" if positions.schematic else "MAP_NOTE", lang)
    lines = _wrapped(note)
    if positions.missing:
        lines += _wrapped(word("MAP_MISSING", lang, n=len(positions.missing)))
    for row, line in enumerate(lines):
        yield _text(LEFT, 632 + row * 18, line, FAINT)


def _wrapped(text: str, width: int = 40) -> list[str]:
    """Break a note into lines; a Chinese sign is as wide as two Latin ones."""
    lines, used = [""], 0
    words = text.split(" ") if text.isascii() else list(text)
    gap = " " if text.isascii() else ""
    for piece in words:
        size = sum(1 if sign.isascii() else 2 for sign in piece + gap)
        if used and used + size > width:
            lines.append("")
            used = 0
        lines[-1] += piece + gap
        used += size
    return [line.strip() for line in lines]


def _text(
    x: float, y: float, text: str, fill: str, *, size: float = 12, weight: int = 400
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" '
        f'fill="{fill}">{escape(text)}</text>'
    )
