"""Worker processes that search side by side; each is spawned and may be lost."""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import pickle
import signal
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Self

from .engines.ortools_routing import solve_routes
from .local_search import local_search
from .plain.search import PlainSearch
from .simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .annealer import MetRoutes, Slice
    from .draft import Draft
    from .engines.ortools_parameters import EngineLimit, Strategy
    from .plain.regions import Annealed, Region
    from .road import RoadProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a worker does next: adopt routes, ask an engine, anneal a slice.

    ``adopt`` None goes on with the worker's own routes. With a ``region`` nothing but
    that is annealed.
    """

    part: Slice
    region: Region | None = None
    adopt: Draft | None = None
    engine: Strategy | None = None
    engine_limit: EngineLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a worker found: its best routes; ``pool`` only when a job is done.

    ``paid`` tells then whether what the asked engine proposed was better; None where
    none was asked.
    """

    cents: int
    draft: Draft
    iterations: int
    pool: MetRoutes | None = None
    paid: bool | None = None
    annealed: Annealed | None = None


class Worker:
    """One search, in this process or behind a pipe."""

    def __init__(self, problem: RoadProblem, seed: int) -> None:
        self._problem = problem
        self._seed = seed
        self._search = local_search(problem, seed)
        self._told: int | None = None

    def do(self, job: Job, tell: Callable[[News], None]) -> News:
        """Carry out a job; ``tell`` hears of every better plan meanwhile."""
        if job.region is not None and isinstance(self._search, PlainSearch):
            annealed = self._search.anneal_region(job.region)
            return replace(self._news(), pool=[], annealed=annealed)
        if job.adopt is not None:
            self._search.start(job.adopt)
        paid = None
        if job.engine is not None and job.engine_limit is not None:
            paid = self._ask(job.engine, job.engine_limit)

        def report() -> None:
            news = self._news()
            if self._told is None or news.cents < self._told:
                self._told = news.cents
                tell(news)

        self._search.run(job.part, report)
        news = self._news()
        return News(
            cents=news.cents,
            draft=news.draft,
            iterations=news.iterations,
            pool=self._search.take_pool(),
            paid=paid,
        )

    def _ask(self, strategy: Strategy, limit: EngineLimit) -> bool:
        """Let OR-Tools propose routes; what does not hold is inserted anew.

        Tell whether they are better than what was there.
        """
        routes = solve_routes(
            self._problem,
            start=None,
            limit=limit,
            strategy=strategy,
            seed=self._seed,
        )
        if routes is None:
            return False
        simulator = Simulator(self._problem)
        simulator.insert_all(simulator.load(routes), thorough=False)
        better = simulator.total() < self._search.best_cents()
        if better:
            self._search.start(simulator.draft())
        return better

    def _news(self) -> News:
        return News(
            cents=self._search.best_cents(),
            draft=self._search.best_draft(),
            iterations=self._search.iterations,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begin:
    """A worker searches another problem from now on; its bytes come next."""

    seed: int


def _serve(pipe: Connection) -> None:
    """Run in a worker process until the pipe closes; a problem comes first."""
    # Ctrl-C is the main process's business: it keeps the best plan.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker: Worker | None = None
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            asked = pipe.recv()
            if isinstance(asked, _Begin):
                # The problem before must not lie beside the next one.
                worker = None
                worker = Worker(pickle.loads(pipe.recv_bytes()), asked.seed)
            elif worker is not None:
                pipe.send(worker.do(asked, pipe.send))


class Crew:
    """Worker processes for one search after the other; a context manager.

    To start one takes seconds: they may start while the first problem is built.
    """

    def __init__(self) -> None:
        self.members: dict[int, tuple[Connection, Any]] = {}

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop all workers."""
        self.close()

    def close(self) -> None:
        """Stop all workers."""
        for number in list(self.members):
            self.drop(number)

    def fill(self, count: int) -> None:
        """Start what is missing of so many workers (spawned: Windows is alike)."""
        context = mp.get_context("spawn")
        for number in set(range(count)) - set(self.members):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self.members[number] = (ours, process)

    def drop(self, number: int) -> None:
        """Stop a worker, lost or not."""
        pipe, process = self.members.pop(number)
        pipe.close()
        process.kill()
        process.join()


class Team:
    """A crew at work on one problem."""

    def __init__(self, crew: Crew, problem: RoadProblem, seeds: list[int]) -> None:
        crew.fill(len(seeds))
        self._crew = crew
        self._busy: set[int] = set()
        # What takes long on a large day is done once.
        content = pickle.dumps(problem, pickle.HIGHEST_PROTOCOL)
        for number, seed in enumerate(seeds):
            self._send(number, _Begin(seed=seed), content)

    def __len__(self) -> int:
        """Return the number of workers alive."""
        return len(self._crew.members)

    def numbers(self) -> list[int]:
        """Return the numbers of the workers alive."""
        return sorted(self._crew.members)

    def _send(self, number: int, asked: _Begin | Job, content: bytes = b"") -> None:
        pipe = self._crew.members[number][0]
        try:
            pipe.send(asked)
            if content:
                pipe.send_bytes(content)
        except OSError:
            self._crew.drop(number)

    def give(self, number: int, job: Job) -> None:
        """Hand a worker its next job; a lost worker is dropped."""
        self._busy.add(number)
        self._send(number, job)

    def listen(
        self, busy: set[int], tick: Callable[[], None]
    ) -> Iterator[tuple[int, News]]:
        """Yield what the busy workers tell until each has finished or is lost.

        Finished workers leave ``busy``. ``tick`` is called while none tells anything.
        """
        members = self._crew.members
        while busy & set(members):
            pipes = {members[n][0]: n for n in sorted(busy & set(members))}
            heard = wait(list(pipes), timeout=0.5)
            if not heard:
                tick()
            for pipe in heard:
                number = pipes[pipe]  # type: ignore[index]
                try:
                    news = members[number][0].recv()
                except (EOFError, OSError):
                    self._crew.drop(number)
                    continue
                if news.pool is not None:
                    busy.discard(number)
                    self._busy.discard(number)
                yield number, news

    def part(self) -> None:
        """Stop those who are still at work: nobody will hear what they tell."""
        for number in self._busy & set(self._crew.members):
            self._crew.drop(number)
