"""Worker processes that anneal side by side; each is spawned and may be lost."""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import pickle
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from .annealer import Annealer, Slice
from .engines.ortools_routing import solve_routes
from .simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .annealer import MetRoutes
    from .draft import Draft
    from .engines.ortools_parameters import EngineLimit, Strategy
    from .road import RoadProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a worker does next: adopt routes, ask an engine, anneal a slice.

    ``adopt`` None goes on with the worker's own routes.
    """

    part: Slice
    adopt: Draft | None = None
    engine: Strategy | None = None
    engine_limit: EngineLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a worker found: its best routes; ``pool`` only when a job is done."""

    cents: int
    draft: Draft
    iterations: int
    pool: MetRoutes | None = None


class Worker:
    """One search, in this process or behind a pipe."""

    def __init__(self, problem: RoadProblem, seed: int) -> None:
        self._problem = problem
        self._seed = seed
        self._annealer = Annealer(problem, seed)
        self._told: int | None = None

    def do(self, job: Job, tell: Callable[[News], None]) -> News:
        """Carry out a job; ``tell`` hears of every better plan meanwhile."""
        if job.adopt is not None:
            self._annealer.start(job.adopt)
        if job.engine is not None and job.engine_limit is not None:
            self._ask(job.engine, job.engine_limit)

        def report() -> None:
            news = self._news()
            if self._told is None or news.cents < self._told:
                self._told = news.cents
                tell(news)

        self._annealer.run(job.part, report)
        news = self._news()
        return News(
            cents=news.cents,
            draft=news.draft,
            iterations=news.iterations,
            pool=self._annealer.take_pool(),
        )

    def _ask(self, strategy: Strategy, limit: EngineLimit) -> None:
        """Let OR-Tools propose routes; what does not hold is inserted anew."""
        routes = solve_routes(
            self._problem,
            start=None,
            limit=limit,
            strategy=strategy,
            seed=self._seed,
        )
        if routes is None:
            return
        simulator = Simulator(self._problem)
        simulator.insert_all(simulator.load(routes), thorough=False)
        if simulator.total() < self._annealer.best_cents():
            self._annealer.start(simulator.draft())

    def _news(self) -> News:
        return News(
            cents=self._annealer.best_cents(),
            draft=self._annealer.best_draft(),
            iterations=self._annealer.iterations,
        )


def _serve(pipe: Connection, seed: int) -> None:
    """Run in a worker process until the pipe closes; its problem comes first."""
    # Ctrl-C is the main process's business: it keeps the best plan.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, BrokenPipeError):
        worker = Worker(pickle.loads(pipe.recv_bytes()), seed)
        while True:
            job = pipe.recv()
            pipe.send(worker.do(job, pipe.send))


class Team:
    """Workers in processes of their own (spawned, so that Windows is alike)."""

    def __init__(self, problem: RoadProblem, seeds: list[int]) -> None:
        context = mp.get_context("spawn")
        self._members: dict[int, tuple[Connection, Any]] = {}
        for number, seed in enumerate(seeds):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, seed), daemon=True)
            process.start()
            theirs.close()
            self._members[number] = (ours, process)
        # They begin together, and what takes long on a large day is done once: the
        # problem becomes bytes while they begin.
        content = pickle.dumps(problem, pickle.HIGHEST_PROTOCOL)
        for number in list(self._members):
            try:
                self._members[number][0].send_bytes(content)
            except OSError:
                self._drop(number)

    def __len__(self) -> int:
        """Return the number of workers alive."""
        return len(self._members)

    def numbers(self) -> list[int]:
        """Return the numbers of the workers alive."""
        return list(self._members)

    def give(self, number: int, job: Job) -> None:
        """Hand a worker its next job; a lost worker is dropped."""
        try:
            self._members[number][0].send(job)
        except OSError:
            self._drop(number)

    def listen(self, busy: set[int]) -> Iterator[tuple[int, News]]:
        """Yield what the busy workers tell until each has finished or is lost.

        Finished workers leave ``busy``.
        """
        while busy & set(self._members):
            pipes = {self._members[n][0]: n for n in sorted(busy & set(self._members))}
            for pipe in wait(list(pipes), timeout=0.5):
                number = pipes[pipe]  # type: ignore[index]
                try:
                    news = self._members[number][0].recv()
                except (EOFError, OSError):
                    self._drop(number)
                    continue
                if news.pool is not None:
                    busy.discard(number)
                yield number, news

    def _drop(self, number: int) -> None:
        pipe, process = self._members.pop(number)
        pipe.close()
        process.kill()
        process.join()

    def close(self) -> None:
        """Stop all workers."""
        for number in list(self._members):
            self._drop(number)
