"""A search in a process of its own, that is killed when it does not come back."""

from __future__ import annotations

import os
import signal
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Protocol

from benchmarks.memory import KIB, tree_pids, tree_rss_kib

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

POLL_SECONDS = 0.05


class Work(Protocol):
    """What a process does; it can be pickled."""

    def __call__(self, began: Callable[[], None]) -> Any:  # noqa: ANN401
        """Return the answer; call ``began`` when the limited time begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds before a process is killed, without and with its time running.

    Parameters
    ----------
    build
        From its start to the call of ``began``.
    search
        From then on to its answer.
    """

    build: float = 600.0
    search: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What became of a process.

    ``trouble`` says in words why there is no answer; '' when there is one.
    ``seconds`` count from ``began``, ``process_seconds`` from the start of the process;
    ``peak_mib`` is the most memory of the
    process and its children at one moment, seen every 50 ms.
    """

    answer: Any
    trouble: str
    seconds: float
    process_seconds: float
    peak_mib: int


def run_guarded(work: Work, limits: Limits) -> Run:
    """Do a work in a process of its own and wait for its answer."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, theirs))
    process.start()
    theirs.close()
    try:
        return _await(process, ours, limits)
    finally:
        _end(process)
        ours.close()


def _end(process: SpawnProcess) -> None:
    """End a process and everything that it started."""
    for pid in tree_pids(process.pid) if process.pid is not None else ():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.join()


def _do(work: Work, pipe: Connection) -> None:
    """Work, in the child."""
    try:
        answer = work(lambda: pipe.send(("began", None)))
        pipe.send(("answer", answer))
    # A panic of a library in Rust is no Exception.
    except BaseException as error:  # noqa: BLE001
        traceback.print_exc()
        pipe.send(("trouble", f"{type(error).__name__}: {error}"))


def _await(process: SpawnProcess, pipe: Connection, limits: Limits) -> Run:
    started = began = time.monotonic()
    limit, late, peak = limits.build, "begin", 0
    what, value = "", None
    while not what:
        ended = process.exitcode is not None
        if pipe.poll(POLL_SECONDS):
            what, value = _received(pipe)
            if what == "began":
                began, what = time.monotonic(), ""
                limit, late = limits.search, "return"
        elif ended:
            what, value = "trouble", f"ended with code {process.exitcode}"
        elif time.monotonic() - began > limit:
            what, value = "trouble", f"did not {late} within {limit:g} s"
        if process.pid is not None:
            peak = max(peak, tree_rss_kib(process.pid))
    return Run(
        answer=value if what == "answer" else None,
        trouble="" if what == "answer" else str(value),
        seconds=round(time.monotonic() - began, 3),
        process_seconds=round(time.monotonic() - started, 3),
        peak_mib=-(-peak // KIB),
    )


def _received(pipe: Connection) -> tuple[str, Any]:
    """Return a message; a pipe that ends says nothing of why."""
    try:
        message: tuple[str, Any] = pipe.recv()
    except EOFError:
        return "trouble", "ended without an answer"
    return message
