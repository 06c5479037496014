"""How a suite went from run to run: cost, solve time and memory as chained indices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .metrics import COST, MEMORY, SOLVE_TIME
from .pairs import NotComparableError, paired

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .run_file import Run

SERIES = {"cost": COST, "solve_time": SOLVE_TIME, "peak_memory": MEMORY}
"""What is shown of each run, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A run in the history of its suite.

    ``indices`` are relative to the first run, which is 1: each is the one before
    times what the comparison with the run before says, so that 0.95 is 5 % better.
    ``restarted``: the run before answers other questions (inputs, instances,
    limits), and the indices begin at 1 again.
    """

    commit: str
    made: str
    rows: int
    feasible: int
    items_unserved: int
    indices: dict[str, float]
    restarted: bool = False


def histories(runs: Iterable[Run]) -> dict[str, list[Moment]]:
    """Return the history of every suite, runs in the order that they are given."""
    by_suite: dict[str, list[Run]] = {}
    for run in runs:
        by_suite.setdefault(run.suite, []).append(run)
    return {suite: _history(these) for suite, these in sorted(by_suite.items())}


def _history(runs: Sequence[Run]) -> list[Moment]:
    found = [_first(runs[0])]
    for before, after in pairwise(runs):
        moment = _first(after)
        try:
            pairs = paired(before, after)
        except NotComparableError:
            found.append(replace(moment, restarted=True))
            continue
        indices = {
            name: found[-1].indices[name] * (1 + (metric.effect(pairs) or 0.0))
            for name, metric in SERIES.items()
        }
        found.append(replace(moment, indices=indices))
    return found


def _first(run: Run) -> Moment:
    return Moment(
        commit=f"{run.commit}+" if run.dirty else run.commit,
        made=run.made,
        rows=len(run.rows),
        feasible=sum(row.feasible for row in run.rows),
        items_unserved=sum(row.items_unserved for row in run.rows),
        indices=dict.fromkeys(SERIES, 1.0),
    )
