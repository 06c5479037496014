"""The anytime loop: first plan, rounds of annealing, engines and the master."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .budget import Budget, Engine, Progress
from .choosing import Chooser
from .day_search import CORE_SHARE
from .engine_search import EngineSearch
from .engines.ortools_parameters import EngineLimit
from .local_search import first_plan, is_plain
from .pacing import Pace
from .plain.core_model import has_core
from .plain.regions import Regions
from .polish import Polisher
from .portfolio import Portfolio
from .simulator import Simulator
from .team import Crew, Job, News, Team, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .annealer import MetRoutes
    from .draft import Draft
    from .engines.guarded import EngineTrouble
    from .engines.ortools_parameters import Strategy
    from .plain.regions import Annealed, PlainRoute
    from .road import RoadProblem
    from .routes import Routes, Times

CUT_FROM = 400
"""Batches of a plain problem from which on workers anneal parts of it."""

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
    lost_workers: int = 0
    engine_calls: int = 0
    """Times that an engine or the master was asked."""
    troubles: tuple[EngineTrouble, ...] = ()
    """What went wrong with engines; the search went on without them."""


class Search:
    """One search within a budget; Ctrl-C ends it with the best routes so far.

    A ``warm`` one leaves that fraction of the cooling out: what it begins with stays
    as it is on the whole. A ``crew`` is used where one search follows another.
    """

    def __init__(
        self,
        problem: RoadProblem,
        budget: Budget,
        progress: Callable[[Progress], None] | None = None,
        *,
        began: float | None = None,
        warm: float = 0.0,
        crew: Crew | None = None,
    ) -> None:
        self.problem = problem
        self._crew = crew
        self.budget = budget
        self._progress = progress
        self._scale = Simulator(problem)
        self._plain = is_plain(problem)
        self._core = has_core(problem)
        self._pace = Pace(budget, warm)
        self._chooser = Chooser(
            problem, self._pace, plain=self._plain, seed=budget.seed
        )
        self.found = Found(
            problem=problem,
            draft=self._scale.draft(),
            cents=self._scale.total(),
            began=self._pace.now() if began is None else began,
        )
        self._told: Progress | None = None
        self._counts: dict[int, int] = {}
        self._best_of: dict[int, int] = {}
        self._portfolio = Portfolio(problem, budget, plain=self._plain)
        self._asked: dict[int, Strategy] = {}

    def run(self, start: Routes | Draft | None = None, *, afresh: bool = True) -> Found:
        """Search; ``start`` is the first plan where it is better.

        It is the only one where nothing is tried ``afresh``.
        """
        try:
            self._first(start, afresh=afresh)
            if self.problem.shipments and self._pace.bounds()[-1] > 0:
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
        self._pace.begin()

    def _elapsed(self) -> float:
        return self._pace.now() - self.found.began if self._pace.timed else 0.0

    def _engine_alone(self) -> None:
        """Let PyVRP use the whole budget; the master joins what it has met."""
        asked = EngineSearch(self.problem, self.budget)
        self.found.engine_calls += self.budget.workers
        try:
            asked.run(self._pace.left(), self._hear_engine)
        finally:
            self.found.troubles += tuple(asked.troubles)
        self._master(last=True)

    def _hear_engine(self, cents: int, draft: Draft, met: MetRoutes) -> None:
        self._take(cents, draft)
        self._chooser.note(met)

    def _rounds(self) -> None:
        seeds = [self.budget.seed * 1000 + n for n in range(self.budget.workers)]
        team: Team | None = None
        alone: Worker | None = None
        crew = self._crew or Crew()
        if self._pace.needs_workers:
            team = Team(crew, self.problem, seeds)
        else:
            alone = Worker(self.problem, seeds[0])
        # The plain search is better than PyVRP on all that it knows, a core as well.
        knows = self._plain or self._core
        polisher = None if knows else Polisher(self.problem, self.budget)
        regions = self._regions() if team is not None else None
        try:
            bounds = self._pace.bounds(cut=regions is not None)
            for number, (begin, end) in enumerate(pairwise(bounds)):
                last = number == len(bounds) - 2
                if polisher is not None and number > 0:
                    self._polish(polisher, last=last)
                span = (begin, end, bounds[-1])
                if team is not None and len(team) > 1 and regions is not None:
                    self._region_round(team, regions, span)
                elif team is not None and len(team):
                    self._team_round(team, span, number, last=last)
                else:
                    alone = alone or Worker(self.problem, seeds[0])
                    self._alone_round(alone, span, number)
                iterations = sum(self._counts.values())
                early = not last and regions is not None
                worth = self._chooser.is_worth_asking(self._pace.fraction(iterations))
                if worth and not early:
                    self._master(last=last)
        finally:
            if polisher is not None:
                polisher.close()
                self.found.troubles += polisher.troubles
            if team is not None:
                self.found.lost_workers = len(seeds) - len(team)
                team.part()
            if self._crew is None:
                crew.close()

    def _regions(self) -> Regions | None:
        if not self._plain or self.problem.batches < CUT_FROM:
            return None
        regions = Regions(self.problem, self.budget.seed, self.found.draft)
        return regions if regions.worth else None

    def _region_round(
        self, team: Team, regions: Regions, span: tuple[float, float, float]
    ) -> None:
        """Let each worker anneal a part, and put the parts together."""
        part = self._pace.slice(span, self._chooser.reserve)
        members = team.numbers()
        cut = regions.cut(len(members), part)
        for member, region in zip(members, cut, strict=True):
            team.give(member, Job(part=part, region=region))
        done: dict[int, Annealed] = {}
        for member, news in team.listen(set(members), self._tick):
            self._counts[member] = news.iterations
            if news.annealed is not None:
                done[member] = news.annealed
        draft = regions.join(cut, [done.get(member) for member in members])
        self._scale.load(draft)
        self._take(self._scale.total(), self._scale.draft())
        for member in members:
            if member in done:
                self._chooser.note(self._priced(regions, done[member].met))

    def _priced(
        self, regions: Regions, met: Iterable[PlainRoute]
    ) -> Iterator[tuple[int, tuple[int, ...], Times, int]]:
        """Yield routes met in a part with their vehicle and exact cents."""
        for t, nodes in met:
            vehicle, entries = regions.vehicle_of(t), regions.entries_of(nodes)
            cents = self._scale.cents_alone(vehicle, entries)
            if cents is not None:
                yield vehicle, entries, (), cents

    def _polish(self, polisher: Polisher, *, last: bool) -> None:
        """Hear what PyVRP made of the routes, and ask it for more of them."""
        answer = polisher.take()
        if answer is not None:
            self._hear_engine(*answer)
        if not last and polisher.begin(self.found.draft):
            self.found.engine_calls += 1

    def _job(
        self,
        span: tuple[float, float, float],
        number: int,
        *,
        adopt: bool,
        engine: bool,
    ) -> Job:
        part = self._pace.slice(span, self._chooser.reserve)
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
            adopt = last or behind or (self._core and span[0] < CORE_SHARE * span[2])
            job = self._job(span, number, adopt=adopt, engine=engine)
            if job.engine is not None:
                self._asked[member] = job.engine
            team.give(member, job)
        # In iteration mode the order of arrival must not matter: the results
        # are taken in the order of the workers once all have finished.
        done: dict[int, News] = {}
        busy = set(members)
        for member, news in team.listen(busy, self._tick):
            if self._pace.timed:
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
        self._chooser.note(news.pool or ())
        if news.paid is not None and member in self._asked:
            self._portfolio.learn(self._asked.pop(member), paid=news.paid)

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
        self._told = Progress(
            seconds=self._elapsed(),
            iterations=sum(self._counts.values()),
            cost_cents=self.found.cents - gone,
            unserved_items=sum(self.problem.shipments[k].items for k in left),
            fraction=self._pace.fraction(sum(self._counts.values())),
        )
        self._progress(self._told)

    def _tick(self) -> None:
        """Tell that time goes by while no worker has found anything better."""
        if self._progress is not None and self._told is not None and self._pace.timed:
            seconds, fraction = self._elapsed(), self._pace.fraction(0)
            self._told = replace(self._told, seconds=seconds, fraction=fraction)
            self._progress(self._told)

    def _master(self, *, last: bool) -> None:
        """Let CP-SAT choose among all routes met so far."""
        self.found.engine_calls += 1
        chosen = self._chooser.chosen(self.found.draft, self._scale, last=last)
        if chosen is None:
            return
        self._scale.insert_all(self._scale.load(chosen), thorough=False)
        self._take(self._scale.total(), self._scale.draft())
