"""The anytime loop: first plan, rounds of annealing, engines and the master."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .annealer import Slice
from .budget import Budget, Engine, Progress
from .draft import held_times
from .engine_search import EngineSearch
from .engines.ortools_parameters import EngineLimit
from .local_search import first_plan, is_plain
from .master import MasterLimit, PooledRoute, choose_routes
from .polish import Polisher
from .portfolio import Portfolio
from .routes import served_by
from .simulator import Simulator
from .team import Job, News, Team, Worker
from .way_master import choose_courses
from .way_model import TimedRoute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .annealer import MetRoutes
    from .draft import Draft
    from .engines.guarded import EngineTrouble
    from .engines.ortools_parameters import Strategy
    from .road import RoadProblem
    from .routes import Routes, Times

ROUNDS = (0.0, 0.3, 0.55, 0.75, 0.9, 1.0)
"""Fractions of the budget at which workers meet."""

SHORT_SECONDS = 8.0
"""A search of fewer is over before workers that meet have paid for their start."""
FEW_ITERATIONS = 100
MASTER_SHARE = 0.04
MASTER_MOST = 0.08
MASTER_EFFORT = 2.0
WAYS_EFFORT = 0.5
"""Deterministic time of the master over ways."""
LATE = 0.85
"""The master is asked from this share of the budget on where goods go several ways,
and in the plain search: there annealing has more use for the time before."""
MOST_WAYS = 50_000
"""Above so many ways of all batches the master over ways would take too long."""
POOL_LIMIT = 6_000
FALL_BEHIND = 1.004


@dataclass(slots=True)
class Found:
    """The best routes so far and how they were come by."""

    problem: RoadProblem
    draft: Draft
    cents: int
    first_seconds: float = 0.0
    iterations: int = 0
    interrupted: bool = False
    began: float = 0.0
    pool: dict[tuple[int, tuple[int, ...], Times], int] = field(default_factory=dict)
    lost_workers: int = 0
    engine_calls: int = 0
    """Times that an engine or the master was asked."""
    troubles: tuple[EngineTrouble, ...] = ()
    """What went wrong with engines; the search went on without them."""


class Search:
    """One search within a budget; Ctrl-C ends it with the best routes so far."""

    def __init__(
        self,
        problem: RoadProblem,
        budget: Budget,
        progress: Callable[[Progress], None] | None = None,
        *,
        began: float | None = None,
    ) -> None:
        self.problem = problem
        self.budget = budget
        self._progress = progress
        self._scale = Simulator(problem)
        self._plain = is_plain(problem)
        self._timed = budget.iterations is None
        now = time.monotonic() if self._timed else 0.0
        self.found = Found(
            problem=problem,
            draft=self._scale.draft(),
            cents=self._scale.total(),
            began=now if began is None else began,
        )
        self._searched = now
        self._counts: dict[int, int] = {}
        self._best_of: dict[int, int] = {}
        self._master_seconds = 0.0
        self._portfolio = Portfolio(problem, budget, plain=self._plain)
        self._asked: dict[int, Strategy] = {}

    def run(self, start: Routes | Draft | None = None, *, afresh: bool = True) -> Found:
        """Search; ``start`` is the first plan where it is better.

        It is the only one where nothing is tried ``afresh``.
        """
        try:
            self._first(start, afresh=afresh)
            if self.problem.shipments and self._bounds()[-1] > 0:
                if self.budget.engine is Engine.PYVRP and not self.problem.has_ways:
                    self._engine_alone()
                else:
                    self._rounds()
        except KeyboardInterrupt:
            self.found.interrupted = True
        self.found.iterations = sum(self._counts.values())
        return self.found

    def _first(self, start: Routes | Draft | None, *, afresh: bool) -> None:
        if start is not None:
            left = self._scale.load(start)
            self._scale.insert_all(left)
            self._take(self._scale.total(), self._scale.draft())
        if afresh:
            draft = first_plan(self.problem, self.budget.seed)
            self._scale.load(draft)
            self._take(self._scale.total(), draft)
        self.found.first_seconds = self._elapsed()
        self._searched = time.monotonic() if self._timed else 0.0

    def _elapsed(self) -> float:
        return time.monotonic() - self.found.began if self._timed else 0.0

    def _left_seconds(self) -> float:
        used = time.monotonic() - self._searched
        return (self.budget.time_limit or 0.0) - used

    def _bounds(self) -> list[float]:
        """Return where rounds end, in seconds or iterations per worker."""
        if self.budget.iterations is not None:
            share = self.budget.iterations / self.budget.workers
            rounds = ROUNDS if share >= FEW_ITERATIONS else (0.0, 1.0)
            return [round(x * share) for x in rounds]
        limit = self.budget.time_limit or 0.0
        rounds = ROUNDS if limit >= SHORT_SECONDS else (0.0, 1.0)
        return [x * limit for x in rounds]

    def _engine_alone(self) -> None:
        """Let PyVRP use the whole budget; the master joins what it has met."""
        asked = EngineSearch(self.problem, self.budget)
        self.found.engine_calls += self.budget.workers
        try:
            asked.run(self._left_seconds() if self._timed else 0.0, self._hear_engine)
        finally:
            self.found.troubles += tuple(asked.troubles)
        self._choose(last=True)

    def _hear_engine(self, cents: int, draft: Draft, met: MetRoutes) -> None:
        self._take(cents, draft)
        self._pool(met)

    def _rounds(self) -> None:
        seeds = [self.budget.seed * 1000 + n for n in range(self.budget.workers)]
        team: Team | None = None
        alone: Worker | None = None
        short = self._timed and (self.budget.time_limit or 0.0) < SHORT_SECONDS
        if self.budget.workers > 1 and not short:
            team = Team(self.problem, seeds)
        else:
            alone = Worker(self.problem, seeds[0])
        # The plain search is better than PyVRP on all that it knows.
        polisher = None if self._plain else Polisher(self.problem, self.budget)
        try:
            bounds = self._bounds()
            for number, (begin, end) in enumerate(pairwise(bounds)):
                last = number == len(bounds) - 2
                if polisher is not None and number > 0:
                    self._polish(polisher, last=last)
                span = (begin, end, bounds[-1])
                if team is not None and len(team):
                    self._team_round(team, span, number, last=last)
                else:
                    alone = alone or Worker(self.problem, seeds[0])
                    self._alone_round(alone, span, number)
                self._master(last=last)
        finally:
            if polisher is not None:
                polisher.close()
                self.found.troubles += polisher.troubles
            if team is not None:
                self.found.lost_workers = len(seeds) - len(team)
                team.close()

    def _polish(self, polisher: Polisher, *, last: bool) -> None:
        """Hear what PyVRP made of the routes, and ask it for more of them."""
        answer = polisher.take()
        if answer is not None:
            self._hear_engine(*answer)
        if not last and polisher.begin(self.found.draft):
            self.found.engine_calls += 1

    def _slice(self, span: tuple[float, float, float]) -> Slice:
        begin, end, whole = span
        low, high = begin / whole, end / whole
        if self._timed:
            # What the meeting before took is taken off here; the last one needs
            # about as long, within the limit.
            used = time.monotonic() - self._searched
            if end == whole:
                used += self._master_seconds
            return Slice(begin=low, end=high, seconds=max(0.0, end - used))
        return Slice(begin=low, end=high, iterations=round(end - begin))

    def _job(
        self,
        span: tuple[float, float, float],
        number: int,
        *,
        adopt: bool,
        engine: bool,
    ) -> Job:
        part = self._slice(span)
        draft = self.found.draft if adopt or number == 0 else None
        chosen = self._portfolio.next(part.seconds or 0.0) if engine else None
        if chosen is None:
            return Job(part=part, adopt=draft)
        strategy, seconds = chosen
        self.found.engine_calls += 1
        return Job(
            part=replace(part, seconds=(part.seconds or 0.0) - seconds),
            adopt=draft,
            engine=strategy,
            engine_limit=EngineLimit(seconds=seconds, solutions=None),
        )

    def _alone_round(
        self, worker: Worker, span: tuple[float, float, float], number: int
    ) -> None:
        job = self._job(span, number, adopt=True, engine=self.budget.workers == 1)
        if job.engine is not None:
            self._asked[0] = job.engine
        self._hear(0, worker.do(job, lambda news: self._hear(0, news)))

    def _team_round(
        self,
        team: Team,
        span: tuple[float, float, float],
        number: int,
        *,
        last: bool,
    ) -> None:
        members = team.numbers()
        for member in members:
            behind = self._is_behind(member)
            engine = member == members[-1] and not last
            job = self._job(span, number, adopt=last or behind, engine=engine)
            if job.engine is not None:
                self._asked[member] = job.engine
            team.give(member, job)
        # In iteration mode the order of arrival must not matter: the results
        # are taken in the order of the workers once all have finished.
        done: dict[int, News] = {}
        busy = set(members)
        for member, news in team.listen(busy):
            if self._timed:
                self._hear(member, news)
            if news.pool is not None:
                done[member] = news
        for member in sorted(done):
            self._hear(member, done[member])

    def _is_behind(self, member: int) -> bool:
        """Tell whether a worker takes over the best routes before the last round.

        Never where goods go several ways: which hubs are used is settled early, and
        two searches that differ find more than one twice as long.
        """
        if self.problem.has_ways:
            return False
        return self._best_of.get(member, 0) > self.found.cents * FALL_BEHIND

    def _hear(self, member: int, news: News) -> None:
        self._counts[member] = news.iterations
        self._best_of[member] = news.cents
        self._take(news.cents, news.draft)
        self._pool(news.pool or ())
        if news.paid is not None and member in self._asked:
            self._portfolio.learn(self._asked.pop(member), paid=news.paid)

    def _pool(self, met: Iterable[tuple[int, tuple[int, ...], Times, int]]) -> None:
        """Keep routes met; the oldest go."""
        for vehicle, entries, times, cents in met:
            self.found.pool[vehicle, entries, times] = cents
        while len(self.found.pool) > POOL_LIMIT:
            del self.found.pool[next(iter(self.found.pool))]

    def _take(self, cents: int, draft: Draft) -> None:
        if cents < self.found.cents:
            self.found.cents, self.found.draft = cents, draft
        self._tell()

    def _tell(self) -> None:
        if self._progress is None:
            return
        left = self._scale.load(self.found.draft)
        penalties = self.problem.tables["s_penalty"]
        gone = sum(int(penalties[k]) for k in left)
        self._progress(
            Progress(
                seconds=self._elapsed(),
                iterations=sum(self._counts.values()),
                cost_cents=self.found.cents - gone,
                unserved_items=sum(self.problem.shipments[k].items for k in left),
                fraction=self._fraction(),
            )
        )

    def _fraction(self) -> float:
        if self.budget.iterations is not None:
            whole = max(1, self.budget.iterations)
            return min(1.0, sum(self._counts.values()) / whole)
        limit = max(self.budget.time_limit or 0.0, 1e-9)
        return min(1.0, 1.0 - self._left_seconds() / limit)

    def _master(self, *, last: bool) -> None:
        """Let CP-SAT choose among all routes met so far.

        Given up in a timed search once it has taken too large a part of it.
        """
        many = self.problem.has_ways and len(self.problem.tables["ways"]) > MOST_WAYS
        late = self.problem.has_ways or self._plain
        if many or (late and self._fraction() < LATE):
            return
        if not self._timed:
            self._choose(last=last)
            return
        whole = self.budget.time_limit or 0.0
        if self._master_seconds > MASTER_MOST * whole:
            return
        began = time.monotonic()
        self._choose(last=last)
        self._master_seconds = time.monotonic() - began

    def _choose(self, *, last: bool) -> None:
        if self._timed:
            seconds = (self.budget.time_limit or 0.0) * MASTER_SHARE
            if last:
                seconds = min(seconds, self._left_seconds() + 1.0)
            limit = MasterLimit(seconds=max(0.2, seconds), deterministic=None)
        else:
            effort = WAYS_EFFORT if self.problem.has_ways else MASTER_EFFORT
            limit = MasterLimit(seconds=None, deterministic=effort)
        self.found.engine_calls += 1
        # The incumbent's routes stand in the pool with what they cost now.
        self._scale.load(self.found.draft)
        known = dict(self.found.pool)
        for v, entries in enumerate(self.found.draft.routes):
            if entries:
                times = held_times(self.problem, self._scale.solution, entries)
                known[v, tuple(entries), times] = self._scale.cents_of(v)
        chosen = self._chosen(known, limit)
        if chosen is None:
            return
        self._scale.insert_all(self._scale.load(chosen), thorough=False)
        self._take(self._scale.total(), self._scale.draft())

    def _chosen(
        self, known: dict[tuple[int, tuple[int, ...], Times], int], limit: MasterLimit
    ) -> Routes | Draft | None:
        seed = self.budget.seed
        if self.problem.has_ways:
            timed = [
                TimedRoute(v, entries, tuple(served_by(entries)), times, cents)
                for (v, entries, times), cents in known.items()
            ]
            draft = self.found.draft
            return choose_courses(self.problem, timed, draft, limit=limit, seed=seed)
        pool = [
            PooledRoute(vehicle=v, entries=entries, cents=cents)
            for (v, entries, _), cents in known.items()
        ]
        routes = self.found.draft.routes
        return choose_routes(self.problem, pool, routes, limit=limit, seed=seed)
