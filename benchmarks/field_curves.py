"""What the plots of the field show: gaps over time, a profile, and growth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import mean, median
from typing import TYPE_CHECKING

from .field_gap import gap_of, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .field_gap import Worth
    from .field_record import FieldRow

NEAR = 0.05
"""The share above the reference from which a plan counts as near it."""

Steps = list[tuple[float, float]]
"""Where a line of steps goes: from the first value on, the second."""


def gap_steps(row: FieldRow, reference: Worth) -> Steps:
    """Return from when on a row had which gap; the end is what was judged.

    Plans with more vehicles than the reference, where fewest stand first, are none
    yet. What a solver says of itself on the way is taken as it says it, but never for
    better than its last plan was judged: its model may be coarser than the rules.
    """
    final = gap_of(row, reference)
    if final is None:
        return []
    steps = [
        (second, max(final.cost, cost / reference.cost - 1))
        for second, cost, vehicles in row.curve
        if vehicles is None or vehicles <= reference.vehicles
    ]
    if final.vehicles <= 0:
        end = max([row.search_seconds, *(second for second, _ in steps)])
        steps.append((end, final.cost))
    return steps


def median_steps(rows: Sequence[FieldRow], reference: dict[str, Worth]) -> Steps:
    """Return the median gap over runs from instant to instant.

    A run that has no plan yet is infinitely far; where it never gets one it stays
    there. It begins where half of the runs have a plan.
    """
    lines = [
        gap_steps(row, reference[row.instance]) if row.instance in reference else []
        for row in rows
    ]
    instants = sorted({second for line in lines for second, _ in line})
    steps: Steps = []
    for instant in instants:
        middle = median(_at(line, instant) for line in lines)
        if math.isfinite(middle) and (not steps or middle != steps[-1][1]):
            steps.append((instant, middle))
    if steps and instants[-1] > steps[-1][0]:
        steps.append((instants[-1], steps[-1][1]))
    return steps


def _at(line: Steps, instant: float) -> float:
    """Return the value of a line of steps at an instant, infinite before the first."""
    return next((v for second, v in reversed(line) if second <= instant), math.inf)


def references_of(rows: Iterable[FieldRow], group: str) -> dict[str, Worth]:
    """Return what the instances of a group are measured against."""
    known = references(rows)
    return {name: worth for (where, name), worth in known.items() if where == group}


def profile(rows: Sequence[FieldRow]) -> dict[str, Steps]:
    """Return the performance profile: who is within which ratio of the best solver.

    For each solver the share of instances on which its mean cost over the seeds
    is at most the given ratio of the lowest of all solvers. A solver that has no
    whole plan for some seed, or more vehicles where fewest stand first, is
    infinitely far.

    References
    ----------
    Dolan and Moré (2002), doi:10.1007/s101070100263.
    """
    means = _means(rows)
    solvers = dict.fromkeys(row.solver for row in rows)
    ratios: dict[str, list[float]] = {solver: [] for solver in solvers}
    for instance in dict.fromkeys((row.group, row.instance) for row in rows):
        costs = {s: means.get((*instance, s), (math.inf,) * 3) for s in solvers}
        best = min(costs.values())
        for solver, cost in costs.items():
            same = cost[:2] == best[:2] and math.isfinite(best[2])
            ratios[solver].append(cost[2] / best[2] if same else math.inf)
    return {solver: _shares(found) for solver, found in ratios.items()}


def _means(
    rows: Sequence[FieldRow],
) -> dict[tuple[str, str, str], tuple[float, float, float]]:
    """Return left weight, vehicles and cost by group, instance and solver."""
    met: dict[tuple[str, str, str], list[FieldRow]] = {}
    for row in rows:
        met.setdefault((row.group, row.instance, row.solver), []).append(row)
    return {
        key: (
            mean(row.left_weight for row in these),
            mean((row.vehicles or 0) if row.fewest_first else 0 for row in these),
            mean(row.cost or 0.0 for row in these),
        )
        for key, these in met.items()
        if all(row.whole for row in these)
    }


def _shares(ratios: Sequence[float]) -> Steps:
    steps: Steps = []
    for number, ratio in enumerate(sorted(ratios), start=1):
        if math.isfinite(ratio):
            steps.append((ratio, number / len(ratios)))
    return steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """What a county of some size costs a solver; means over its runs.

    ``near_seconds`` is when the plan came within ``NEAR`` of the best plan of all
    solvers; None where some run never did.
    """

    villages: int
    near_seconds: float | None
    process_seconds: float
    peak_mib: float


def growth(rows: Sequence[FieldRow]) -> dict[str, list[Grown]]:
    """Return for each solver what counties cost it, in order of size.

    Runs that gave no answer cost nothing that could be compared.
    """
    counties = [row for row in rows if row.group.startswith("county")]
    known = references(counties)
    found: dict[str, list[Grown]] = {}
    for solver in dict.fromkeys(row.solver for row in counties):
        ran = [row for row in counties if not (row.essence or row.trouble)]
        mine = [row for row in ran if row.solver == solver]
        groups: dict[str, list[FieldRow]] = {}
        for row in mine:
            groups.setdefault(row.group, []).append(row)
        grown = [_grown(these, known) for these in groups.values()]
        found[solver] = sorted(grown, key=lambda each: each.villages)
    return found


def _grown(rows: Sequence[FieldRow], known: dict[tuple[str, str], Worth]) -> Grown:
    seconds = [_near(row, known.get((row.group, row.instance))) for row in rows]
    whole = [second for second in seconds if second is not None]
    return Grown(
        villages=round(mean(row.villages for row in rows)),
        near_seconds=mean(whole) if len(whole) == len(seconds) else None,
        process_seconds=mean(row.process_seconds for row in rows),
        peak_mib=mean(row.peak_mib for row in rows),
    )


def _near(row: FieldRow, reference: Worth | None) -> float | None:
    if reference is None:
        return None
    steps = gap_steps(row, reference)
    return next((second for second, gap in steps if gap <= NEAR), None)
