"""Generated days with goods that may be late at a price (T1c, P1g)."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from properties.cold_days import cold_day
from properties.service_days import LARGER, twisted_day

from routing.domain.window import TimeWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.small_days import Size
    from routing.domain.day import Day
    from routing.travel.matrix import Travel

    Twist = Callable[[random.Random, Day], Day]

MINUTE, H = 60, 3600
PRICES = (0, 50_000, 400_000, 3_000_000, 123_457)
"""Millionths of a yuan a minute."""


def _windows(rng: random.Random) -> tuple[TimeWindow, ...]:
    first = rng.randrange(6, 12) * H + rng.randrange(60) * MINUTE
    own = TimeWindow(first, first + rng.choice([10, 40, 120]) * MINUTE)
    if rng.random() < 0.7:
        return (own,)
    later = own.late + rng.choice([30, 150]) * MINUTE
    return own, TimeWindow(later, later + rng.choice([5, 60]) * MINUTE)


def soft_day(
    seed: int, *twists: Twist, size: Size = LARGER, cold: bool = False
) -> tuple[Day, Travel]:
    """Return a small day where about two goods in three may be late at a price."""
    make = cold_day if cold else twisted_day
    day, travel = make(seed, *twists, size=size)
    rng = random.Random(f"{seed} soft {cold}")
    rows = []
    for row in day.consignments:
        if rng.random() < 0.65:
            windows = _windows(rng) if rng.random() < 0.8 else row.windows
            deadline = row.deadline
            if not windows or rng.random() < 0.3:
                deadline = rng.randrange(7, 15) * H
            if windows and row.precooled_time is not None:
                windows = tuple(w for w in windows if w.late >= row.precooled_time)
            row = replace(
                row,
                windows=windows,
                deadline=deadline,
                late_micro_yuan=rng.choice(PRICES),
                late_most=rng.choice([None, None, 0, 20 * MINUTE, 3 * H]),
            )
            if not row.windows and row.deadline is None:
                row = replace(row, late_micro_yuan=None, late_most=None)
        rows.append(row)
    return replace(day, consignments=tuple(rows)), travel


def hardened(day: Day) -> Day:
    """Return a day on which nothing may be late."""
    rows = (
        replace(row, late_micro_yuan=None, late_most=None) for row in day.consignments
    )
    return replace(day, consignments=tuple(rows))
