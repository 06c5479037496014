"""The legend beside the map: routes with their figures, and what signs mean."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .figures import km
from .signs import FAINT, INK, SIGNS
from .words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .position import Positions
    from .route_view import RouteView

LEFT, TOP, LINE = 848, 84, 34
MOST = 12
SIGNS_TOP = 512


def legend(
    positions: Positions, routes: Sequence[RouteView], lang: str
) -> Iterator[str]:
    """Yield the SVG parts of the legend."""
    for row, view in enumerate(routes[:MOST]):
        yield f'<g data-route="{view.number}">'
        yield from _route(view, TOP + row * LINE, lang)
        yield "</g>"
    if len(routes) > MOST:
        more = word("MAP_MORE", lang, n=len(routes) - MOST)
        # Number 0 is no route: the line goes where one is shown alone.
        yield '<g data-route="0">'
        yield _text(LEFT + 30, TOP + MOST * LINE - 6, more, FAINT)
        yield "</g>"
    for index, (code, sign) in enumerate(SIGNS.items()):
        x, y = LEFT + 12 + index % 2 * 128, SIGNS_TOP + index // 2 * 28
        yield f'<g transform="translate({x},{y})">{sign}</g>'
        yield _text(x + 18, y + 4.5, word(code, lang), INK)
    yield from _notes(positions, lang)


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
