"""What of a road problem the models of peers leave out, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.optimize.ban_arrays import has_bans
from routing.optimize.kernel.data import BIG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routing.optimize.road import RoadProblem

SEVERAL_TOURS = "several tours of a vehicle"
RELEASES = "goods that become ready in the course of the day"
DURATION = "the longest time on the road (waiting and service count)"
APART = "classes of goods that must not ride together"
DOCKS = "docks"
USUAL = "usual vehicles"
PAUSES = "driving pauses (spread over driving)"
BREAKS = "breaks"
CHARGES = "charging between tours"
LOCKS = "locks"
WAYS = "other ways than by road"
PAIRS = "goods picked up and delivered on one tour"
WINDOWS = "several windows of one place"
BASE_HOURS = "opening hours of bases"
HALTS = "one set-up for all goods of a halt"
BANS = "hours in which vehicles must not move at a place"
BASES = "goods that vehicles of several bases could carry"


def present(problem: RoadProblem) -> frozenset[str]:
    """Return which of these a problem asks for."""
    t = problem.tables
    several = int(t["v_max_tours"].max(initial=1)) > 1
    leave = t["v_early"] + t["v_reload"]
    hours = np.minimum(t["v_late"], t["v_close"]) - t["v_early"]
    asked = {
        SEVERAL_TOURS: several,
        RELEASES: int(t["s_ready"].max(initial=0)) > int(leave.min(initial=BIG)),
        DURATION: bool((t["v_max_duration"] < hours).any()),
        APART: bool(t["has_apart"]),
        DOCKS: bool(t["has_docks"]),
        USUAL: bool((t["usual"] >= 0).any()) and int(t["usual_cents"]) > 0,
        PAUSES: bool((t["v_max_drive"] < t["v_max_duration"]).any()),
        BREAKS: bool(t["b_duration"].any()),
        CHARGES: several and bool((t["v_range"] < t["v_max_metres"]).any()),
        LOCKS: bool((t["s_lock"] >= 0).any()),
        BANS: has_bans(t),
        WAYS: problem.has_ways,
        PAIRS: _pairs(problem),
        WINDOWS: any(len(windows) > 1 for windows in t["windows"]),
    }
    return frozenset(name for name, there in asked.items() if there)


def _pairs(problem: RoadProblem) -> bool:
    """Whether any batch touches no vehicle's base."""
    t = problem.tables
    bases = np.union1d(t["v_start"], t["v_end"])
    return bool((~np.isin(t["s_from"], bases) & ~np.isin(t["s_to"], bases)).any())


def told(problem: RoadProblem, names: Iterable[str]) -> tuple[str, ...]:
    """Return those names that a problem asks for, in the order given."""
    asked = present(problem)
    return tuple(name for name in names if name in asked)
