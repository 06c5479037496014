"""An engine in a process of its own: it may crash, hang or answer nonsense.

The search goes on without it: what happened is noted as an ``EngineTrouble``, and
whatever comes back is vetted before anybody uses it. The process gets the problem
once and then one job after the other; after a crash or a hang there is a new one.
A daemonic process cannot have children: this belongs to the main process.
"""

from __future__ import annotations

import contextlib
import faulthandler
import multiprocessing as mp
import os
import pickle
import signal
import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from .pyvrp_cover import uncovered
from .vetting import Vetting

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from routing.optimize.annealer import MetRoutes
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

    from .part import Part
    from .pyvrp_ils import IlsLimit, Proposal
    from .vetting import Vetted

GRACE_SECONDS = 5.0
"""Beyond its limit, before an engine counts as silent: its first step may be long."""

START_SECONDS = 60.0
"""Until the process has read its libraries and the problem."""

PATIENCE_SECONDS = 600.0
"""Until an engine that was given steps, not seconds, counts as silent."""

MOST_TROUBLES = 3
"""After so many the engine is left alone for the rest of the search."""


class Trouble(StrEnum):
    """What an engine can do wrong.

    It ``CRASHED`` (its process ended), was ``SILENT`` beyond its time, ``RAISED`` an
    exception, or answered ``NONSENSE``: visits that are not there, or routes that
    break rules which its model covers.
    """

    CRASHED = "crashed"
    SILENT = "silent"
    RAISED = "raised"
    NONSENSE = "nonsense"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineTrouble:
    """One thing that went wrong with an engine; ``detail`` in English."""

    engine: str
    what: Trouble
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineJob:
    """What an engine is asked: routes of a part, from ``start`` where given."""

    part: Part
    limit: IlsLimit
    start: Routes | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineAnswer:
    """Vetted routes for a job, and ``met`` ones for the pool."""

    job: EngineJob
    vetted: Vetted
    met: MetRoutes = field(default_factory=list)


class Solve(Protocol):
    """How an engine is called: a function that a spawned process can import."""

    def __call__(
        self,
        problem: RoadProblem,
        part: Part | None = None,
        *,
        start: Routes | None = None,
        limit: IlsLimit,
        seed: int = 0,
    ) -> Proposal | None:
        """Return proposed routes of a part, None when there is nothing to serve."""


class GuardedEngine:
    """One engine behind a pipe; at most one job at a time.

    Parameters
    ----------
    problem
        Sent once to every process.
    engine
        Its name in troubles.
    solve
        What the process calls for each job.
    grace
        Seconds beyond the limit of a job, above 0.
    """

    def __init__(
        self,
        problem: RoadProblem,
        engine: str,
        solve: Solve,
        *,
        grace: float = GRACE_SECONDS,
    ) -> None:
        self.troubles: list[EngineTrouble] = []
        self._problem = problem
        self._engine = engine
        self._solve = solve
        self._grace = grace
        self._vetting = Vetting(problem)
        self._job: EngineJob | None = None
        self._deadline = 0.0
        self._process: Any = None
        self._pipe: Connection | None = None

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._job is not None

    @property
    def process_id(self) -> int | None:
        """The engine's process, None where there is none."""
        return None if self._process is None else self._process.pid

    @property
    def given_up(self) -> bool:
        """Whether the engine went wrong too often to be asked again."""
        return len(self.troubles) >= MOST_TROUBLES

    @property
    def pipe(self) -> Connection | None:
        """What to wait on beside others; ``take`` at least once a second anyway."""
        return self._pipe

    def give(self, job: EngineJob) -> bool:
        """Hand over a job; tell whether the engine takes it.

        Raises
        ------
        RuntimeError
            When a job is under way.
        """
        if self.busy:
            msg = "Expected an idle engine, but a job is under way."
            raise RuntimeError(msg)
        if self.given_up:
            return False
        self._job = job
        self._deadline = time.monotonic() + START_SECONDS
        try:
            self._living().send(job)
        except OSError:
            self._lost()
        return self.busy

    def take(self, wait: float = 0.0) -> EngineAnswer | None:
        """Return the answer once it is there, None before and after a trouble.

        ``wait`` is how many seconds to wait for it at most.
        """
        until = time.monotonic() + wait
        while self._job is not None and self._pipe is not None:
            left = min(until, self._deadline) - time.monotonic()
            try:
                if self._pipe.poll(max(0.0, left)):
                    answer = self._heard(self._pipe.recv())
                    if answer is not None:
                        return answer
                    continue
            except (EOFError, OSError):
                self._lost()
                break
            except (pickle.UnpicklingError, AttributeError, ImportError) as error:
                self._stop(Trouble.NONSENSE, f"Unreadable answer: {error}")
                break
            if time.monotonic() >= self._deadline:
                self._stop(Trouble.SILENT, "No answer in time; its process was killed.")
            elif time.monotonic() >= until:
                break
        return None

    def close(self) -> None:
        """End the process, whatever it does; may be called twice."""
        self._job = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None

    def _living(self) -> Connection:
        """Return the pipe to a process, a new one where there is none."""
        if self._pipe is not None and self._process.is_alive():
            return self._pipe
        job, self._job = self._job, None
        self.close()
        self._job = job
        context = mp.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve,
            args=(theirs, self._problem, self._solve, self._grace),
            daemon=True,
        )
        process.start()
        theirs.close()
        self._pipe, self._process = ours, process
        return ours

    def _heard(self, news: tuple[str, Any]) -> EngineAnswer | None:
        """Take one message; return the answer if that is what it is."""
        kind, content = news
        job = self._job
        if job is None:
            return None
        if kind == BEGUN:
            self._deadline = time.monotonic() + job_seconds(job) + self._grace
            return None
        self._job = None
        if kind == FAILED:
            self._note(Trouble.RAISED, content)
            return None
        return self._vetted(job, content)

    def _vetted(self, job: EngineJob, proposal: Any) -> EngineAnswer | None:  # noqa: ANN401
        if proposal is None:
            routes: object = [[] for _ in job.part.vehicles]
            met: object = ()
        else:
            routes = getattr(proposal, "routes", None)
            met = getattr(proposal, "met", None)
        vetted = self._vetting.vet(job.part, routes)
        if vetted.malformed:
            self._note(Trouble.NONSENSE, vetted.malformed)
        elif vetted.broken and not uncovered(self._problem, job.part):
            rows = f"{vetted.broken} routes break rules that its model covers."
            self._note(Trouble.NONSENSE, rows)
        return EngineAnswer(
            job=job, vetted=vetted, met=self._vetting.vet_met(job.part, met)
        )

    def _lost(self) -> None:
        """Note that the process is gone, and how it ended."""
        process = self._process
        process.join(1.0)
        code = process.exitcode
        ended = f"Its process ended with exit code {code}."
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                ended = f"Its process was ended by {signal.Signals(-code).name}."
        self._stop(Trouble.CRASHED, ended)

    def _stop(self, what: Trouble, detail: str) -> None:
        self._note(what, detail)
        self.close()

    def _note(self, what: Trouble, detail: str) -> None:
        self.troubles.append(
            EngineTrouble(engine=self._engine, what=what, detail=detail)
        )


BEGUN, DONE, FAILED = "begun", "done", "failed"
"""What a process tells of a job."""


def job_seconds(job: EngineJob) -> float:
    """Return after how many seconds a job should be done."""
    return PATIENCE_SECONDS if job.limit.seconds is None else job.limit.seconds


def _serve(pipe: Connection, problem: RoadProblem, solve: Solve, grace: float) -> None:
    """Carry out jobs in a process of its own until the pipe closes."""
    # Ctrl-C is the main process's business: it keeps the best plan.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with (
        open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123
        contextlib.suppress(EOFError, OSError),
    ):
        # A library that ends its process says so on the user's terminal.
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)
        while True:
            job = pipe.recv()
            # Where nobody is left to kill a hanging process, it ends itself.
            last = job_seconds(job) + 2 * grace
            faulthandler.dump_traceback_later(last, exit=True, file=nowhere)
            pipe.send((BEGUN, None))
            pipe.send(_done(problem, solve, job))
            faulthandler.cancel_dump_traceback_later()


def _done(problem: RoadProblem, solve: Solve, job: EngineJob) -> tuple[str, Any]:
    """Return what to tell of a job."""
    try:
        proposal = solve(
            problem, job.part, start=job.start, limit=job.limit, seed=job.seed
        )
    except Exception as error:  # noqa: BLE001 - told to the main process
        return FAILED, f"{type(error).__name__}: {error}"
    return DONE, proposal
