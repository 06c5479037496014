"""Cost against freshness lost: a picture with one point per weight."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .figures import yuan
from .html import Html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .freshness_view import FreshnessView, Point

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 84, 40, 30, 58
STEPS = 5
MARGIN = 0.08
LINE, POINT, PALE, INK = "#2f6f9f", "#2f6f9f", "#b9c2cb", "#333"


class _Axis:
    """Cents to pixels, with some room at both ends."""

    def __init__(self, cents: Sequence[int], start: float, end: float) -> None:
        low, high = min(cents), max(cents)
        room = max((high - low) * MARGIN, max(1, high) * 0.002)
        self.low, self.high = low - room, high + room
        self._start, self._end = start, end

    def at(self, cents: float) -> float:
        share = (cents - self.low) / (self.high - self.low)
        return round(self._start + share * (self._end - self._start), 1)

    def ticks(self) -> list[float]:
        return [
            self.low + (self.high - self.low) * step / STEPS
            for step in range(STEPS + 1)
        ]


def freshness_svg(view: FreshnessView) -> Html:
    """Return the picture: points by weight, the front joined, others pale."""
    across = _Axis([p.cost for p in view.points], LEFT, WIDTH - RIGHT)
    up = _Axis([p.lost for p in view.points], HEIGHT - BOTTOM, TOP)
    title = escape(view.say("PICTURE"))
    front = " ".join(f"{across.at(p.cost)},{up.at(p.lost)}" for p in view.front)
    parts = [
        *_grid(view, across, up),
        f'<polyline points="{front}" fill="none" stroke="{LINE}" stroke-width="2"/>',
        *(_dot(view, point, across, up) for point in view.points),
        *_labels(view, across, up),
    ]
    return Html(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" font-size="13" '
        'font-family="Microsoft YaHei, Noto Sans CJK SC, sans-serif">'
        f"<title>{title}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>"
    )


def _grid(view: FreshnessView, across: _Axis, up: _Axis) -> list[str]:
    """Return the lines of the figures and the names of both axes."""
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    found = []
    for cents in across.ticks():
        x, words = across.at(cents), _figure(cents)
        found.append(f'<path d="M{x} {TOP}V{bottom}" stroke="#e4e8ec"/>')
        found.append(_text(x, bottom + 18, words, "middle"))
    for cents in up.ticks():
        y = up.at(cents)
        found.append(f'<path d="M{LEFT} {y}H{right}" stroke="#e4e8ec"/>')
        found.append(_text(LEFT - 8, y + 4, _figure(cents), "end"))
    frame = f"M{LEFT} {TOP}V{bottom}H{right}"
    found.append(f'<path d="{frame}" fill="none" stroke="#888"/>')
    middle = (LEFT + right) / 2
    found.append(_text(middle, HEIGHT - 12, view.say("AXIS_COST"), "middle"))
    found.append(_text(8, TOP - 12, view.say("AXIS_LOST"), "start"))
    return found


def _figure(cents: float) -> str:
    return f"{yuan(round(cents)):,.1f}"


def _dot(view: FreshnessView, point: Point, across: _Axis, up: _Axis) -> str:
    fill = PALE if point.dominated else POINT
    x, y = across.at(point.cost), up.at(point.lost)
    words = escape(view.say("POINT", weight=point.name))
    return (
        f'<circle cx="{x}" cy="{y}" r="6" fill="{fill}" stroke="#fff">'
        f"<title>{words}</title></circle>"
    )


def _labels(view: FreshnessView, across: _Axis, up: _Axis) -> list[str]:
    """Write the weights beside the points; those at one place share a label."""
    places: dict[tuple[float, float], list[str]] = {}
    for point in view.points:
        at = across.at(point.cost), up.at(point.lost)
        places.setdefault(at, []).append(point.name)
    found = []
    for (x, y), names in places.items():
        words = view.say("POINT", weight="、".join(names))
        left = x > WIDTH * 0.75
        found.append(_text(x - 10 if left else x + 10, y - 9, words, _side(left)))
    return found


def _side(left: bool) -> str:  # noqa: FBT001
    return "end" if left else "start"


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{INK}">'
        f"{escape(words)}</text>"
    )
