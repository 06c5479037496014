"""The history of a suite as a picture: one panel for each index, runs from the left."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .history import SERIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .history import Moment

WIDTH, PANEL, GAP = 900, 170, 34
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 44, 88
FONT = "system-ui, sans-serif"
LABEL_PIXELS = 22
"""Labels stand at 60 degrees; nearer than this they would touch."""
LEAST_SPAN = 0.02
"""An axis never shows less than so much, or noise would look like change."""
PADDING = 0.15
HALF = 0.5
TITLES = {
    "cost": "cost, first run = 100 %",
    "solve_time": "solve time over the reference computation, first run = 100 %",
    "peak_memory": "peak memory, first run = 100 %",
}
CAPTION = "Red: not every row is feasible. *: other instances than before, from 100 %."
LINE, GRID, TEXT, BREAK = "#1f5fa8", "#d8dde3", "#333b44", "#b8452c"


def trend_svg(suite: str, moments: Sequence[Moment]) -> str:
    """Return the trends of a suite as an SVG document.

    A gap in a line, marked below by an asterisk, is a run whose questions are
    others than those of the run before.
    """
    height = TOP + len(SERIES) * (PANEL + GAP) + BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="{FONT}" font-size="12" fill="{TEXT}">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        _text(LEFT, 24, f"Suite {suite}: {len(moments)} runs", size=15),
    ]
    top = TOP
    for name in SERIES:
        parts += _panel(name, moments, top)
        top += PANEL + GAP
    parts += _commits(moments, top - GAP + 14)
    parts.append(_text(LEFT, height - 10, CAPTION))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(name: str, moments: Sequence[Moment], top: float) -> Iterator[str]:
    values = [moment.indices[name] for moment in moments]
    low, high = axis(values)

    def y(value: float) -> float:
        return round(top + 18 + (high - value) / (high - low) * (PANEL - 18), 1)

    yield _text(LEFT, top + 8, TITLES[name])
    for value in (low, (low + high) * HALF, high):
        yield (
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value)}" y2="{y(value)}" '
            f'stroke="{GRID}"/>'
        )
        yield _text(LEFT - 8, y(value) + 4, f"{100 * value:.1f} %", anchor="end")
    for piece in _pieces(moments):
        points = " ".join(f"{_x(i, len(moments))},{y(values[i])}" for i in piece)
        yield f'<polyline points="{points}" fill="none" stroke="{LINE}"/>'
    for i, moment in enumerate(moments):
        colour = BREAK if moment.feasible < moment.rows else LINE
        words = f"{moment.commit} {moment.made}: {100 * values[i]:.2f} %"
        yield (
            f'<circle cx="{_x(i, len(moments))}" cy="{y(values[i])}" r="3.5" '
            f'fill="{colour}"><title>{escape(words)}</title></circle>'
        )


def axis(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis that holds all values with room around them."""
    low, high = min(values), max(values)
    span = max(high - low, LEAST_SPAN)
    middle = (low + high) * HALF
    half = span * (HALF + PADDING)
    return middle - half, middle + half


def _pieces(moments: Sequence[Moment]) -> list[list[int]]:
    """Return the runs that a line joins: those that were compared."""
    pieces: list[list[int]] = []
    for i, moment in enumerate(moments):
        if not pieces or moment.restarted:
            pieces.append([])
        pieces[-1].append(i)
    return pieces


def _commits(moments: Sequence[Moment], top: float) -> Iterator[str]:
    """Write the commits below, as many as find room, the last one among them."""
    room = (WIDTH - LEFT - RIGHT) / max(1, len(moments))
    step = max(1, -(-LABEL_PIXELS // max(1, int(room))))
    last = len(moments) - 1
    for i, moment in enumerate(moments):
        if (last - i) % step == 0:
            x = _x(i, len(moments))
            words = escape(f"{moment.commit}{'*' * moment.restarted}")
            yield (
                f'<text x="{x}" y="{top}" text-anchor="end" '
                f'transform="rotate(-60 {x} {top})">{words}</text>'
            )


def _x(place: int, count: int) -> float:
    inner = WIDTH - LEFT - RIGHT
    return round(LEFT + inner * (place + HALF) / count, 1)


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = 12
) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}">'
        f"{escape(words)}</text>"
    )
