"""The master: CP-SAT chooses among all routes that a search has met."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .draft import held_times
from .master import MasterLimit, PooledRoute, choose_routes
from .routes import served_by
from .way_master import choose_courses
from .way_model import TimedRoute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .draft import Draft
    from .pacing import Pace
    from .road import RoadProblem
    from .routes import Routes, Times
    from .simulator import Simulator

    Met = dict[tuple[int, tuple[int, ...], Times], int]

MASTER_SHARE = 0.04
MASTER_MOST = 0.08
MASTER_EFFORT = 2.0
WAYS_EFFORT = 0.5
"""Deterministic time, where no clock is read: of the master, of that over ways."""
LATE = 0.85
"""The master is asked from this share of the budget on where goods go several ways,
and in the plain search: there annealing has more use for the time before."""
MOST_WAYS = 50_000
"""Above so many ways of all batches the master over ways would take too long."""
POOL_LIMIT = 6_000


class Chooser:
    """The pool of one search, and the master over it."""

    def __init__(
        self, problem: RoadProblem, pace: Pace, *, plain: bool, seed: int
    ) -> None:
        self._problem = problem
        self._pace = pace
        self._plain = plain
        self._seed = seed
        self._seconds = 0.0
        self.pool: Met = {}

    @property
    def reserve(self) -> float:
        """Seconds that the master will need at the end, as far as is known."""
        first = MASTER_SHARE * self._pace.seconds if self._plain else 0.0
        return self._seconds or first

    def note(self, met: Iterable[tuple[int, tuple[int, ...], Times, int]]) -> None:
        """Keep routes met, with their cents; the oldest go."""
        for vehicle, entries, times, cents in met:
            self.pool[vehicle, entries, times] = cents
        while len(self.pool) > POOL_LIMIT:
            del self.pool[next(iter(self.pool))]

    def is_worth_asking(self, fraction: float) -> bool:
        """Tell whether the master is asked when so much of the budget is used.

        It is given up in a timed search once it has taken too large a part of it.
        """
        problem = self._problem
        many = problem.has_ways and len(problem.tables["ways"]) > MOST_WAYS
        late = problem.has_ways or self._plain
        if many or (late and fraction < LATE):
            return False
        most = MASTER_MOST * self._pace.seconds
        return not self._pace.timed or self._seconds <= most

    def chosen(
        self, draft: Draft, scale: Simulator, *, last: bool
    ) -> Routes | Draft | None:
        """Return cheaper routes than a draft's from the pool, None where none fit.

        The draft's own routes stand in the pool with what they cost now.
        """
        began = self._pace.now()
        scale.load(draft)
        known = dict(self.pool)
        for v, entries in enumerate(draft.routes):
            if entries:
                times = held_times(self._problem, scale.solution, entries)
                known[v, tuple(entries), times] = scale.cents_of(v)
        found = self._choose(known, draft, self._limit(last=last))
        if self._pace.timed:
            self._seconds = time.monotonic() - began
        return found

    def _limit(self, *, last: bool) -> MasterLimit:
        if not self._pace.timed:
            effort = WAYS_EFFORT if self._problem.has_ways else MASTER_EFFORT
            effort *= self._pace.weight
            return MasterLimit(seconds=None, deterministic=effort)
        seconds = self._pace.seconds * MASTER_SHARE
        if last:
            seconds = min(seconds, self._pace.left() + 1.0)
        return MasterLimit(seconds=max(0.2, seconds), deterministic=None)

    def _choose(
        self, known: Met, draft: Draft, limit: MasterLimit
    ) -> Routes | Draft | None:
        problem, seed = self._problem, self._seed
        if problem.has_ways:
            timed = [
                TimedRoute(v, entries, tuple(served_by(entries)), times, cents)
                for (v, entries, times), cents in known.items()
            ]
            return choose_courses(problem, timed, draft, limit=limit, seed=seed)
        pool = [
            PooledRoute(vehicle=v, entries=entries, cents=cents)
            for (v, entries, _), cents in known.items()
        ]
        return choose_routes(problem, pool, draft.routes, limit=limit, seed=seed)
