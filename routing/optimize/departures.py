"""When a vehicle really leaves its halts: it may have waited for bans there (W1b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ban_arrays import ALWAYS, has_bans
from .routes import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .road import RoadProblem
    from .route_times import RouteTimes

Visit = tuple[int, int, int]


def visits_left(
    problem: RoadProblem, vehicle: int, entries: Sequence[int], times: RouteTimes
) -> tuple[Visit, ...]:
    """Return (arrive, start, depart) of each entry of a route, waits for bans kept.

    The kernel notes when work at a halt is done. Where a ban of the vehicle concerns
    what it leaves or reaches, it leaves its travel time before it comes, rests first.
    """
    tables = problem.tables
    visits = list(times.visits)
    if not has_bans(tables) or (tables["v_bans"][vehicle] == ALWAYS).all():
        return times.visits
    seconds = tables["seconds"][tables["v_profile"][vehicle]]
    banned = tables["v_bans"][vehicle] != ALWAYS
    stop, tour = len(entries), len(times.tours) - 1
    to, come = int(tables["v_end"][vehicle]), times.tours[tour][1]
    left = None
    for i in range(stop - 1, -1, -1):
        if entries[i] == SEPARATOR:
            tour -= 1
            to, come = int(tables["v_start"][vehicle]), times.tours[tour][1]
            left = None
            continue
        site = int(tables["a_site"][entries[i]])
        arrive, start, depart = visits[i]
        if site != to or left is None:
            left = depart
            if banned[site] or banned[to]:
                left = come - int(seconds[site, to])
        visits[i] = arrive, start, left
        to, come = site, arrive
    return tuple(visits)
