"""The axis of the timeline: hours to pixels, its grid, and one line of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from routing.domain.units import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, LINE, HEAD = 1000, 34, 24
MARGIN = 18
QUARTER, HOUR = 900, 3600
MANY_HOURS = 16
"""Above so many hours only every second one is written."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Seconds to pixels; both ends are full hours."""

    first: int
    last: int

    @property
    def scale(self) -> float:
        """Pixels per second."""
        return (WIDTH - 2 * MARGIN) / (self.last - self.first)

    def x(self, time: int) -> float:
        """Return the pixel of an instant."""
        return MARGIN + (time - self.first) * self.scale


def grid(axis: Axis, top: int, height: int) -> str:
    """Return the lines of hours and quarters as two paths."""
    lines: dict[bool, list[str]] = {True: [], False: []}
    for time in range(axis.first, axis.last + 1, QUARTER):
        lines[time % HOUR == 0].append(f"M{axis.x(time):.1f},{top}V{height}")
    return "".join(
        f'<path class="{"h" if full else "q"}" d="{"".join(paths)}"/>'
        for full, paths in ((False, lines[False]), (True, lines[True]))
    )


def axis_head(axis: Axis) -> str:
    """Return the hours above the lines."""
    hours = range(axis.first, axis.last + 1, HOUR)
    step = 1 if len(hours) <= MANY_HOURS else 2
    figures = "".join(
        f'<text x="{axis.x(time):.1f}" y="14">{clock(time)}</text>'
        for time in hours[::step]
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEAD}" aria-hidden="true">'
        f"{grid(axis, HEAD - 6, HEAD)}{figures}</svg>"
    )


def line_row(
    numbers: Sequence[int], head: str, told: str, bars: str, axis: Axis
) -> str:
    """Return a line of the timeline; ``numbers`` are whom it belongs to."""
    shown = " ".join(map(str, numbers))
    return (
        f'<tr data-route="{shown}"><th scope="row" title="{escape(told)}">{head}</th>'
        f'<td><svg viewBox="0 0 {WIDTH} {LINE}" role="img" tabindex="0" '
        f'aria-label="{escape(told)}">{grid(axis, 0, LINE)}{bars}</svg></td></tr>'
    )
