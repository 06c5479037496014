"""Drafts: routes with what a search has to remember of them, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .kernel.solution import HI, LO, USE, USE_N, USES
from .routes import served_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .courses import Course
    from .kernel.data import I64
    from .road import RoadProblem
    from .routes import Routes, Times

MARGIN = 8

Uses = list[list[tuple[int, int, int]]]
"""Per vehicle the docks and chargers it holds: (resource, start, end)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Routes with the docking times they were found feasible with.

    Where docks are scarce, the same routes may not fit in another order of
    loading: who holds a dock when is part of the solution. ``courses`` has the
    course of each batch; None where every batch in the routes goes straight.
    """

    routes: Routes
    uses: Uses
    courses: tuple[Course, ...] | None = None


def longest_route(problem: RoadProblem) -> int:
    """Return a length that every route of a problem fits into."""
    return min(2 * len(problem.shipments) + len(problem.shipments) + MARGIN, 600)


def held_uses(sol: I64, v: int) -> list[tuple[int, int, int]]:
    """Return the docks and chargers that a route of a solution holds."""
    at = int(sol[USE]) + v * USES * 3
    cells = [int(x) for x in sol[at : at + 3 * int(sol[sol[USE_N] + v])]]
    return [(cells[i], cells[i + 1], cells[i + 2]) for i in range(0, len(cells), 3)]


def held_times(problem: RoadProblem, sol: I64, entries: Sequence[int]) -> Times:
    """Return from when to when the shipments of a solution's route are on their way.

    Nothing where no goods change carriers.
    """
    if not problem.has_ways:
        return ()
    low, high = int(sol[LO]), int(sol[HI])
    return tuple((int(sol[low + k]), int(sol[high + k])) for k in served_by(entries))
