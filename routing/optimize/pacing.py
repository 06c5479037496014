"""How a search uses its budget: when rounds end, and how much is left."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .annealer import Slice

if TYPE_CHECKING:
    from .budget import Budget

ROUNDS = (0.0, 0.3, 0.55, 0.75, 0.9, 1.0)
"""Fractions of the budget at which workers meet."""

CUT_ROUNDS = tuple(n / 25 for n in range(26))
"""The same where each worker anneals a part of its own, cut anew each time."""

SHORT_SECONDS = 8.0
"""A search of fewer is over before workers that meet have paid for their start."""
FEW_ITERATIONS = 100


class Pace:
    """The clock of one search; with a limit of iterations none is read.

    ``warm``, from 0 up to below 1, is the fraction of a cooling that is over at the
    begin already.
    """

    def __init__(self, budget: Budget, warm: float = 0.0) -> None:
        self._budget = budget
        self._warm = warm
        self.timed = budget.iterations is None
        self._searched = self.now()

    @property
    def seconds(self) -> float:
        """Seconds of search in all, 0 where iterations are counted."""
        return (self._budget.time_limit or 0.0) if self.timed else 0.0

    @property
    def weight(self) -> float:
        """Part, above 0 and at most 1, of the full effort of what is solved exactly.

        Where iterations are counted and few, it must not outweigh the search.
        """
        count = self._budget.iterations
        return 1.0 if count is None else min(1.0, max(1, count) / FEW_ITERATIONS)

    @property
    def short(self) -> bool:
        """Whether workers in processes would not pay."""
        return self.timed and self.seconds < SHORT_SECONDS

    @property
    def needs_workers(self) -> bool:
        """Whether processes of their own search beside each other."""
        return self._budget.workers > 1 and not self.short

    def now(self) -> float:
        """Return the instant, 0 where no clock is read."""
        return time.monotonic() if self.timed else 0.0

    def begin(self) -> None:
        """Let the budget count from now on."""
        self._searched = self.now()

    def left(self) -> float:
        """Return the seconds that are left."""
        return self.seconds - (self.now() - self._searched)

    def bounds(self, *, cut: bool = False) -> list[float]:
        """Return where rounds end, in seconds or iterations per worker.

        There are many where a problem is ``cut`` anew for each.
        """
        many = CUT_ROUNDS if cut else ROUNDS
        if self._budget.iterations is not None:
            share = self._budget.iterations / self._budget.workers
            rounds = many if share >= FEW_ITERATIONS else (0.0, 1.0)
            return [round(x * share) for x in rounds]
        rounds = (0.0, 1.0) if self.short else many
        return [x * self.seconds for x in rounds]

    def slice(self, span: tuple[float, float, float], reserve: float) -> Slice:
        """Return a round from its begin and end, and the end of all rounds.

        ``reserve`` are seconds that are kept free behind the last one.
        """
        begin, end, whole = span
        low, high = (self._warm + (1 - self._warm) * x / whole for x in (begin, end))
        if not self.timed:
            return Slice(begin=low, end=high, iterations=round(end - begin))
        # What the meeting before took is taken off here; the last one needs about
        # as long, within the limit.
        used = time.monotonic() - self._searched
        if end == whole:
            used += reserve
        return Slice(begin=low, end=high, seconds=max(0.0, end - used))

    def fraction(self, iterations: int) -> float:
        """Return how much of the budget is used up after so many iterations."""
        if self._budget.iterations is not None:
            return min(1.0, iterations / max(1, self._budget.iterations))
        return min(1.0, 1.0 - self.left() / max(self.seconds, 1e-9))
