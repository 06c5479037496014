"""What a run writes down of one instance and one seed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Point = tuple[float, int, int, int]
"""Seconds, iterations, cents, items left: a better plan as it was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One instance planned once; nothing in it is the search's own word.

    Parameters
    ----------
    iteration_limit, time_limit, workers
        What bounded the search.
    cost, best_known
        In the unit of the family, in yuan for county days. None: nothing to say,
        for a family's instance while something is left behind.
    gap_percent
        Cost above best known; of vehicles where they come first and differ.
    feasible
        The judge finds nothing, every item is accounted for, the family's
        evaluator finds no fault, and the process came to its end.
    violations, not_conserved, faults
        Of the judge, of the count of items, of the family's evaluator.
    left_share
        What is left behind, weighed by priority, over all that was asked.
    first_seconds, seconds, cpu_seconds
        To the first plan and to the end of the search, by the clock; processor
        seconds of this process, children not counted, and those to the first plan
        (``first_cpu_seconds``).
    reference_seconds
        Processor seconds of the reference computation, timed beside the search.
    moves, engine_calls
        Deterministic counts of the search's work.
    peak_mib
        Most memory of the process and its children at one moment.
    input_hash, plan_hash
        Of what was planned, and of plan.json.
    curve
        Better plans as they were found, thinned out.
    error
        Why there is no plan.
    """

    instance: str
    family: str
    seed: int
    input_hash: str = ""
    iteration_limit: int | None = None
    time_limit: float | None = None
    workers: int = 1
    cost: float | None = None
    best_known: float | None = None
    gap_percent: float | None = None
    feasible: bool = False
    violations: int = 0
    not_conserved: int = 0
    faults: tuple[str, ...] = ()
    items_demanded: int = 0
    items_unserved: int = 0
    left_share: float = 0.0
    vehicles: int | None = None
    vehicles_first: bool = False
    engine: str = "auto"
    first_seconds: float | None = None
    first_cpu_seconds: float | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    reference_seconds: float = 0.0
    iterations: int = 0
    moves: int = 0
    engine_calls: int = 0
    peak_mib: int = 0
    plan_hash: str = ""
    curve: tuple[Point, ...] = ()
    error: str = ""

    @property
    def limits(self) -> tuple[int | None, float | None, int]:
        """What bounded the search; rows of other limits are not compared."""
        return self.iteration_limit, self.time_limit, self.workers


def row_of(values: Mapping[str, Any]) -> Row:
    """Return a row from its JSON.

    Raises
    ------
    ValueError
        When a key is unknown, or an instance, a family or a seed is missing.
    """
    known = {field.name for field in fields(Row)}
    if strange := sorted(set(values) - known):
        msg = f"unknown in a row: {', '.join(strange)}"
        raise ValueError(msg)
    if lacking := sorted({"instance", "family", "seed"} - set(values)):
        msg = f"missing in a row: {', '.join(lacking)}"
        raise ValueError(msg)
    held = dict(values)
    held["faults"] = tuple(values.get("faults", ()))
    held["curve"] = tuple(map(tuple, values.get("curve", ())))
    return Row(**held)
