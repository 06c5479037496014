"""How many at once: the peaks of overlapping intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def crowded(intervals: Iterable[tuple[int, int]], limit: int) -> Iterator[int]:
    """Yield, for each stretch with more than ``limit`` at once, how many too many.

    Intervals are half open: one that ends when another begins makes room for it.
    """
    events = sorted(
        event
        for begin, end in intervals
        if begin < end
        for event in ((begin, 1), (end, -1))
    )
    present = worst = 0
    for _, change in events:
        present += change
        worst = max(worst, present - limit)
        if present <= limit and worst > 0:
            yield worst
            worst = 0
