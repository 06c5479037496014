"""What a person watches while one search of a day follows another."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.optimize.budget import Progress


@dataclass(slots=True)
class Stages:
    """One bar over all searches: each tells of its part as of the whole.

    Parameters
    ----------
    tell
        Called with every better plan, if given.
    began
        When the first search began, by the monotonic clock.
    """

    tell: Callable[[Progress], None] | None = None
    began: float = 0.0
    _done: float = 0.0
    _share: float = 0.0
    _iterations: int = 0
    _latest: int = 0
    _best: tuple[int, int] = field(default=(1 << 62, 0))

    def next(self, share: float) -> Callable[[Progress], None] | None:
        """Begin a search that has this share of the budget; what it reports to."""
        self._done += self._share
        self._iterations += self._latest
        self._share, self._latest = share, 0
        return None if self.tell is None else self._told

    def _told(self, state: Progress) -> None:
        self._latest = state.iterations
        # A search of another kind may begin with less than what is found already.
        self._best = min(self._best, (state.unserved_items, state.cost_cents))
        if self.tell is not None:
            self.tell(
                replace(
                    state,
                    fraction=min(1.0, self._done + self._share * state.fraction),
                    iterations=self._iterations + state.iterations,
                    unserved_items=self._best[0],
                    cost_cents=self._best[1],
                )
            )
