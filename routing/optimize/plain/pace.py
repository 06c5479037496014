"""How hot a search is, how many neighbours it asks, and when it reads the clock."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ASKED = 40
"""Routes that serve one of so many neighbours are asked for a place."""

HOT_SHARE = 1.0
COLD_SHARE = 0.01
"""Heat at the beginning, of the cents that a batch's metres cost, and what of it is
left at the end."""

CHUNK_SHARE = 0.004
"""Share of a slice after which the clock is read."""
REPORT_SECONDS = 0.25
FIRST_MOVES = 100
MOST_MOVES = 1_000_000
LEAST_MOVES = 10


def heat_of(edge: float, fraction: float) -> float:
    """Return the temperature in cents when a fraction of the budget is used."""
    return float(edge * HOT_SHARE * COLD_SHARE**fraction)


def by_the_clock(
    seconds: float,
    anneal: Callable[[int, float, float], None],
    report: Callable[[], None],
) -> None:
    """Anneal for some seconds; ``anneal`` gets moves and fractions of the time."""
    began = time.monotonic()
    moves, told = FIRST_MOVES, 0.0
    step = max(CHUNK_SHARE * seconds, 1e-3)
    while (used := time.monotonic() - began) < seconds:
        anneal(moves, used / seconds, min(1.0, (used + step) / seconds))
        took = time.monotonic() - began - used
        if took < step / 2:
            moves = min(2 * moves, MOST_MOVES)
        elif took > step * 2:
            moves = max(LEAST_MOVES, moves // 2)
        if used - told > REPORT_SECONDS:
            told = used
            report()
