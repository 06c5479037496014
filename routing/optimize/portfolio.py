"""Which strategies of OR-Tools are asked beside our own search: what pays, again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .budget import Engine
from .engines.ortools_parameters import Strategy

if TYPE_CHECKING:
    from .budget import Budget
    from .road import RoadProblem

MOST_BATCHES = 700
"""Above, the library finds nothing new in the time it gets (facts measured on
instances of the literature: its search does not scale past a few hundred stops)."""

SHARE = 0.3
"""Of a round, for a strategy that is asked in it."""
LEAST_SECONDS = 0.5


class Portfolio:
    """Two strategies, asked in turns by one worker; what does not pay is dropped.

    Iterated local search is first where routes are alone, guided local search where
    vehicles reload or time on the road has a price (measured: 9,249 against 9,369 with
    reloads, 44,628 against 45,851 with spans, but 12,990 against 11,855 with windows).
    """

    def __init__(self, problem: RoadProblem, budget: Budget, *, plain: bool) -> None:
        tables = problem.tables
        several = bool((tables["v_max_tours"] > 1).any())
        spans = bool((tables["v_hour"] > 0).any())
        order = [Strategy.ILS, Strategy.GLS]
        if several or spans:
            order.reverse()
        # Its models know no price of lateness or freshness.
        plain = plain or bool(tables["has_timed"])
        fits = problem.batches <= MOST_BATCHES and not problem.has_ways and not plain
        # Its limit of solutions may never be reached on a small problem, and no clock
        # is read in iteration mode: there the library stays out.
        timed = budget.iterations is None and budget.engine is not Engine.PYVRP
        self._waiting = order if fits and timed else []

    def next(self, seconds: float) -> tuple[Strategy, float] | None:
        """Return whom to ask in a round of so many seconds, and for how long."""
        share = seconds * SHARE
        if not self._waiting or share < LEAST_SECONDS:
            return None
        return self._waiting.pop(0), share

    def learn(self, strategy: Strategy, *, paid: bool) -> None:
        """Hear whether what a strategy proposed was better than what was there."""
        if paid:
            self._waiting.append(strategy)
