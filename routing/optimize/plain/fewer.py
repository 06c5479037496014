"""When fewer vehicles are tried, and for how long."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from routing.optimize.annealer import MOVES_PER_ITERATION

from .data import HAS_PAIRS, HAS_TOURS, LEFT, NO_PLACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.optimize.annealer import Slice

    from .data import Plain, Slots

DEAR = 2.0
"""Vehicles so many times as dear as the metres of an average route are saved first."""

STEPS = 100
"""Of a budget; after each it is looked what came of it."""
LEAST = 10
MOST = 25
"""Steps to spend at least and at most; it goes on where the last route was given up in
their second half."""

MOVES_A_LOOK = 200
"""Moves after which the clock is read."""


def _all_must_go(plain: Plain) -> bool:
    """Tell whether nothing is left behind to save a vehicle."""
    least = plain.penalty[plain.penalty > 0].min(initial=NO_PLACE)
    return bool(least > plain.fixed.max())


def finds_no_room(plain: Plain, slots: Slots) -> bool:
    """Tell whether goods stay behind that must go."""
    return bool(slots.state[LEFT] > 0) and _all_must_go(plain)


def is_dear(plain: Plain, slots: Slots) -> bool:
    """Tell whether fewer vehicles come before fewer metres, and may be had."""
    used = slots.size > 0
    types = slots.type[used]
    metres = float((slots.metres[used] * plain.per_metre[types]).sum())
    if float(plain.fixed[types].sum()) <= DEAR * metres or not _all_must_go(plain):
        return False
    return int(used.sum()) > _least_vehicles(plain)


def _least_vehicles(plain: Plain) -> int:
    """Return how many vehicles all loads fill at least."""
    if plain.flags[HAS_PAIRS] or plain.flags[HAS_TOURS]:
        return 1
    filled = plain.load.sum(axis=0) / np.maximum(1, plain.cap.max(axis=0))
    return max(1, math.ceil(filled.max(initial=0.0)))


def spend_first(
    part: Slice,
    try_fewer: Callable[[int], None],
    given_up: Callable[[], int],
    report: Callable[[], None],
    *,
    again: bool,
) -> Slice:
    """Spend the first share of a budget on fewer vehicles; return what is left of it.

    ``try_fewer`` runs moves, ``given_up`` tells how often all was served and a route
    given up: the end, unless that is to happen ``again``. ``report`` is called after
    every step.
    """
    here = (part.end - part.begin) * STEPS
    spend = _Spending(part=part, share=1.0 / here, try_fewer=try_fewer)
    done, paid, last = 0, 0, given_up()
    while done < here and (done < LEAST or (done < MOST and done < 2 * paid)):
        spend.step()
        report()
        done += 1
        if given_up() > last:
            if not again:
                break
            last, paid = given_up(), done
    return spend.rest(min(part.end, part.begin + done / STEPS))


@dataclass(slots=True, kw_only=True)
class _Spending:
    """Steps of a slice, ``share`` of it each."""

    part: Slice
    share: float
    try_fewer: Callable[[int], None]
    _moves: int = 0
    _seconds: float = 0.0

    def step(self) -> None:
        """Spend one share, in moves or by the clock."""
        if self.part.iterations is not None:
            moves = round(self.part.iterations * MOVES_PER_ITERATION * self.share)
            self.try_fewer(moves)
            self._moves += moves
            return
        seconds = (self.part.seconds or 0.0) * self.share
        began = time.monotonic()
        while (used := time.monotonic() - began) < seconds:
            self.try_fewer(MOVES_A_LOOK)
        self._seconds += used

    def rest(self, begin: float) -> Slice:
        """Return what is left of the slice, from ``begin`` on."""
        if self.part.iterations is not None:
            spent = self._moves // MOVES_PER_ITERATION
            left = max(0, self.part.iterations - spent)
            return replace(self.part, begin=begin, iterations=left)
        seconds = max(0.0, (self.part.seconds or 0.0) - self._seconds)
        return replace(self.part, begin=begin, seconds=seconds)
