"""How each batch goes in a solution, as searches exchange it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .kernel.data import W_HI, W_LO, W_ROAD, W_ROADS
from .kernel.solution import HI, LO, WAY, WHERE
from .kernel.times import restore_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .kernel.data import I64
    from .road import RoadProblem

Course = tuple[int, tuple[tuple[int, int], ...]]
"""How a batch goes: the number of its way among all, and from when to when each of
its shipments may be on its way; (-1, ()) for one that stays."""

STAYS: Course = (-1, ())


def shipments_of(ways: I64, number: int) -> list[int]:
    """Return the shipments of a way among all; none for -1."""
    if number < 0:
        return []
    return [int(k) for k in ways[number, W_ROAD : W_ROAD + ways[number, W_ROADS]]]


def courses_of(problem: RoadProblem, sol: I64) -> tuple[Course, ...] | None:
    """Return the courses of a solution's batches; None where all go straight."""
    if not problem.has_ways:
        return None
    table = problem.tables["ways"]
    ways = sol[int(sol[WAY]) :][: problem.batches].tolist()
    low, high = int(sol[LO]), int(sol[HI])
    return tuple(
        (
            w,
            tuple(
                (int(sol[low + k]), int(sol[high + k])) for k in shipments_of(table, w)
            ),
        )
        if w >= 0
        else STAYS
        for w in ways
    )


def direct_courses(problem: RoadProblem) -> dict[int, Course]:
    """Return the courses of the batches that may go straight."""
    courses: dict[int, Course] = {}
    for w, row in enumerate(problem.tables["ways"].tolist()):
        if row[W_ROADS] == 1 and row[W_ROAD] < problem.batches:
            courses[row[W_ROAD]] = (w, ((row[W_LO], row[W_HI]),))
    return courses


def set_course_times(
    problem: RoadProblem, courses: Sequence[Course], vector: I64, sol: I64
) -> None:
    """Write from when to when shipments may be on their way into a problem."""
    ways = problem.tables["ways"]
    where = int(sol[WHERE])
    for w, times in courses:
        for k, (early, late) in zip(shipments_of(ways, w), times, strict=True):
            sol[sol[LO] + k], sol[sol[HI] + k] = early, late
            sol[where + k] = 0
    restore_times(vector, sol)
    sol[where : where + len(problem.shipments)] = -1
