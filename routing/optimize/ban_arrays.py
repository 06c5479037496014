"""What the kernel knows of bans: when each vehicle may move at each site (W1b)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from routing.domain.ban import banned_times
from routing.domain.window import TimeWindow

from .window_sets import NO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.domain.window import Windows
    from routing.travel.matrix import Travel

    from .window_sets import WindowSets

ALWAYS = -1
"""In place of a window set: no ban holds there for the vehicle."""


def ban_arrays(
    day: Day, travel: Travel, vehicles: Sequence[Vehicle], windows: WindowSets
) -> dict[str, object]:
    """Return ``v_bans``: per vehicle and site a window set or ALWAYS.

    Without columns where no ban binds any vehicle while it works.
    """
    sets = np.full((len(vehicles), len(travel.index)), ALWAYS, np.int64)
    for v, vehicle in enumerate(vehicles):
        own = [ban for ban in day.bans if ban.binds(vehicle)]
        for site in {site for ban in own for site in ban.sites} & travel.index.keys():
            banned = _while_working(banned_times(own, vehicle, site), vehicle)
            if banned:
                sets[v, travel.index[site]] = windows.add(free_times(banned))
    return {"v_bans": sets if (sets != ALWAYS).any() else sets[:, :0]}


def _while_working(banned: Windows, vehicle: Vehicle) -> Windows:
    """Leave out what lies outside the shift, within which it moves (T6a)."""
    shift = vehicle.shift
    return tuple(t for t in banned if t.early < shift.late and t.late > shift.early)


def free_times(banned: Windows) -> Windows:
    """Return what lies between open intervals, both ends included; sorted."""
    ends = [0, *(bound for time in banned for bound in (time.early, time.late))]
    return tuple(TimeWindow(*pair) for pair in list(pairwise([*ends, NO_LIMIT]))[::2])


def has_bans(tables: Mapping[str, object]) -> bool:
    """Tell whether any ban binds any vehicle of a road problem."""
    return np.asarray(tables["v_bans"]).size > 0
