"""Room at sites, counted by the hour in the search, left open for a second one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .itineraries.limits import LARGE
from .kernel.data import W_TAKE, W_TAKES
from .kernel.pack import pack_problem

if TYPE_CHECKING:
    from .road import RoadProblem


def without_room(problem: RoadProblem) -> RoadProblem | None:
    """Return the problem with all the room that goods could ask for at sites.

    The search counts goods by road in every hour in which they may wait: more may
    fit than it thinks, and only clock times tell. None where no site would be full
    even so.
    """
    tables = problem.tables
    limits, rooms = tables["limits"], tables["rooms"]
    asked = limits * 0
    takes = tables["takes"]
    for first, count in tables["batches"].tolist():
        # Of a batch's ways the one that takes most of a limit counts.
        most: dict[int, int] = {}
        for way in range(first, first + count):
            at, size = tables["ways"][way, W_TAKE : W_TAKES + 1].tolist()
            for limit, amount in takes[at : at + size].tolist():
                most[limit] = max(most.get(limit, 0), amount)
        for limit, amount in most.items():
            asked[limit] += amount
    if not (rooms & (asked > limits)).any():
        return None
    wide = {**tables, "limits": limits.copy()}
    wide["limits"][rooms] = LARGE
    return replace(problem, tables=wide, vector=pack_problem(wide))
