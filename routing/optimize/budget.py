"""How long a search may run, and what it reports meanwhile."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum


def usable_cores() -> int:
    """Return the cores this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


class Engine(StrEnum):
    """Which routing engines a search may ask beside its own moves.

    ``AUTO`` is all of them; with ``ORTOOLS`` PyVRP is never loaded, with ``PYVRP``
    the OR-Tools routing library is not asked.
    """

    AUTO = "auto"
    ORTOOLS = "ortools"
    PYVRP = "pyvrp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A time limit for people, or an iteration limit for machines.

    Parameters
    ----------
    time_limit
        Seconds of search; ignored when ``iterations`` is given.
    iterations
        Number of iterations (one hundred ruin-and-recreate moves each). No
        clock is read in this mode: with one worker the plan repeats exactly.
    workers
        Worker processes, at least 1.
    seed
        At least 0; everything random follows from it.
    engine
        Which routing engines may be asked.

    Raises
    ------
    ValueError
        When a bound is broken, or neither limit is given.
    """

    time_limit: float | None = 60.0
    iterations: int | None = None
    workers: int = 1
    seed: int = 1
    engine: Engine = Engine.AUTO

    def __post_init__(self) -> None:
        if self.iterations is None and self.time_limit is None:
            msg = "Expected a time limit or an iteration limit."
            raise ValueError(msg)
        if self.iterations is not None and self.iterations < 0:
            msg = f"Expected iterations >= 0, got {self.iterations}."
            raise ValueError(msg)
        if self.time_limit is not None and self.time_limit < 0:
            msg = f"Expected time_limit >= 0, got {self.time_limit}."
            raise ValueError(msg)
        if self.workers < 1 or self.seed < 0:
            msg = "Expected workers >= 1 and seed >= 0."
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A glance at a running search; ``fraction`` of the budget is used up."""

    seconds: float
    iterations: int
    cost_cents: int
    unserved_items: int
    fraction: float
