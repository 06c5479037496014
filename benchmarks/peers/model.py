"""A road problem in the words that VROOM and vrp-cli share.

Both visit *stops* (batches of one place that are loaded before a tour or
unloaded after it, the same as OR-Tools gets) and *pairs* (batches picked up and
delivered within a tour). A set-up of a halt is driving time to whoever leaves
the site, so batches of one site have it once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.optimize.engines.ortools_matrices import MICRO_HOUR, MICRO_KM
from routing.optimize.engines.ortools_stops import build_stops, loading_sites
from routing.optimize.kernel.data import BIG, FAR, PAUSE_SECONDS
from routing.optimize.window_sets import NO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from routing.optimize.engines.ortools_stops import Stop
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

Windows = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What the matrices of a vehicle hang on: its roads, pauses and prices."""

    profile: int
    stretch: int
    km: int
    hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a vehicle may be on the road, its first loading done, and how long."""

    leave: int
    back: int
    longest: int


class RoadModel:
    """Stops, pairs, vehicles and matrices of a road problem.

    Parameters
    ----------
    problem
        Vehicles and batches; only its tables are read.
    """

    def __init__(self, problem: RoadProblem) -> None:
        self.tables: Mapping[str, Any] = problem.tables
        self.vehicles = len(problem.vehicles)
        self.sites = len(problem.site_ids)
        stops = build_stops(problem, loading_sites(self.tables), None, 0)
        self.stops: tuple[Stop, ...] = _one_form(stops, self.tables["v_start"])
        self.pairs: tuple[int, ...] = self._pairs()

    def _pairs(self) -> tuple[int, ...]:
        """Return shipments that some vehicle carries between two of its stops."""
        t = self.tables
        away = (t["s_from"][:, None] != t["v_start"]) & (
            t["s_to"][:, None] != t["v_end"]
        )
        stopped = {k for stop in self.stops for k in stop.shipments}
        may = (away & (t["s_allowed"] > 0)).any(1)
        return tuple(k for k in np.flatnonzero(may).tolist() if k not in stopped)

    def carriers_of(self, pair: int) -> tuple[int, ...]:
        """Return the vehicles that may carry a pair, and have a road to its ends."""
        may = self.tables["s_allowed"][pair] > 0
        for visit in (2 * pair, 2 * pair + 1):
            may = may & self._roads[:, self.tables["a_site"][visit]]
        return tuple(np.flatnonzero(may).tolist())

    def servants_of(self, stop: Stop) -> tuple[int, ...]:
        """Return the vehicles that may serve a stop, and have a road to it."""
        there = self._roads[:, stop.site]
        return tuple(v for v in stop.vehicles if there[v])

    @cached_property
    def _roads(self) -> NDArray[np.bool_]:
        """Tell for each vehicle and site whether a road leads there, (V, n)."""
        t = self.tables
        seconds = t["seconds"][t["v_profile"], t["v_start"]]
        roads: NDArray[np.bool_] = seconds < FAR
        return roads

    @cached_property
    def types(self) -> list[list[int]]:
        """Return the vehicles that are alike in everything, type by type."""
        alike: dict[int, list[int]] = {}
        for v, number in enumerate(self.tables["v_type"].tolist()):
            alike.setdefault(number, []).append(v)
        return list(alike.values())

    def windows(self, number: int) -> Windows:
        """Return a set of windows in seconds, none of them without an end."""
        end = self.horizon
        return tuple((a, min(b, end)) for a, b in self.tables["windows"][number])

    def pair_windows(self, pair: int) -> tuple[Windows, Windows]:
        """Return when a pair may be picked up and delivered."""
        numbers = self.tables["a_window"]
        ready = int(self.tables["s_ready"][pair])
        early = tuple(
            (max(a, ready), b)
            for a, b in self.windows(int(numbers[2 * pair]))
            if b >= ready
        )
        return early, self.windows(int(numbers[2 * pair + 1]))

    @cached_property
    def horizon(self) -> int:
        """Return the second by which every vehicle is back."""
        return int(np.minimum(self.tables["v_late"], self.tables["v_close"]).max())

    @cached_property
    def dimensions(self) -> list[int]:
        """Return the numbers of the loads that can ever fill a vehicle."""
        loads = [np.array(stop.load) for stop in self.stops]
        loads += [self.tables["s_load"][k] for k in self.pairs]
        total = np.sum(loads, axis=0) if loads else np.zeros(6, np.int64)
        binding = (self.tables["v_cap"] < total).any(0)
        return list(np.flatnonzero(binding & (total > 0)).tolist())

    def load(self, amounts: Sequence[int]) -> list[int]:
        """Return the loads that count."""
        return [int(amounts[d]) for d in self.dimensions]

    def room(self, v: int) -> list[int]:
        """Return what vehicle ``v`` holds of each load that counts."""
        return [min(int(self.tables["v_cap"][v, d]), NO_LIMIT) for d in self.dimensions]

    def style(self, v: int) -> Style:
        """Return the style of vehicle ``v``."""
        t = self.tables
        limit, longest = int(t["v_max_drive"][v]), int(t["v_max_duration"][v])
        rested = bool((t["b_duration"][v] >= PAUSE_SECONDS).any())
        stretch = (2 * limit if 2 * limit < longest else 0) if rested else limit
        return Style(
            profile=int(t["v_profile"][v]),
            stretch=stretch if limit < longest else 0,
            km=int(t["v_km"][v]),
            hour=int(t["v_hour"][v]),
        )

    @cached_property
    def styles(self) -> list[Style]:
        """Return all styles, in order of vehicle."""
        return list(dict.fromkeys(self.style(v) for v in range(self.vehicles)))

    def seconds(self, style: Style) -> NDArray[np.int64]:
        """Return travel between sites with pauses in proportion, int64 (n, n)."""
        travel: NDArray[np.int64] = self.tables["seconds"][style.profile].astype(
            np.int64
        )
        if style.stretch:
            travel += travel * PAUSE_SECONDS // style.stretch
        return travel

    def halts(self, style: Style) -> NDArray[np.int64]:
        """Return the same with the set-up of the site that is left, int64 (n, n).

        A vehicle that leaves its base has no halt there.
        """
        setup = self.tables["setup"].astype(np.int64).copy()
        setup[np.unique(self.tables["v_start"])] = 0
        travel = self.seconds(style)
        travel += setup[:, None] * ~np.eye(len(travel), dtype=bool)
        return travel

    def metres(self, style: Style) -> NDArray[np.int64]:
        """Return metres between sites, int64 (n, n)."""
        metres: NDArray[np.int64] = self.tables["metres"][style.profile]
        return metres.astype(np.int64)

    def cents(self, style: Style) -> NDArray[np.float64]:
        """Return the cents of driving between sites, nan for no road, (n, n)."""
        road, time = self.metres(style), self.seconds(style)
        cents: NDArray[np.float64] = road.astype(np.float64) * (style.km / MICRO_KM)
        cents += time * (style.hour / MICRO_HOUR)
        cents[(road >= FAR) | (time >= FAR)] = np.nan
        return cents

    def hours(self, v: int) -> Hours:
        """Return the hours of vehicle ``v``, and the longest time on the road."""
        t = self.tables
        reload = int(t["v_reload"][v])
        opens = int(t["windows"][int(t["v_open"][v])][0][0])
        return Hours(
            leave=max(int(t["v_early"][v]), opens) + reload,
            back=min(int(t["v_late"][v]), int(t["v_close"][v])),
            longest=int(t["v_max_duration"][v]) - reload,
        )

    def reach(self, v: int) -> int | None:
        """Return the most metres of vehicle ``v`` in a tour, None for no limit."""
        t = self.tables
        metres = min(int(t["v_range"][v]), int(t["v_max_metres"][v]))
        return metres if metres < BIG else None

    def breaks(self, v: int) -> list[tuple[int, int, int]]:
        """Return duration, earliest and latest start of each break."""
        t = self.tables
        rows = zip(
            t["b_duration"][v].tolist(),
            t["b_early"][v].tolist(),
            t["b_late"][v].tolist(),
            strict=True,
        )
        return [
            (length, early, late - length) for length, early, late in rows if length
        ]

    @cached_property
    def last_ready(self) -> int:
        """Return when the last goods at a base are ready."""
        return max((stop.ready for stop in self.stops if stop.delivery), default=0)

    def entries(self, tours: Sequence[Sequence[int]]) -> list[int]:
        """Return a route of tours of visits, empty tours left out."""
        route: list[int] = []
        for tour in tours:
            if tour:
                route += [*([-1] if route else []), *tour]
        return route


def _one_form(stops: Sequence[Stop], starts: NDArray[np.int64]) -> tuple[Stop, ...]:
    """Return one form of each group of batches, the one that more vehicles serve."""
    served: dict[int, Stop] = {}
    for stop in stops:
        known = served.get(stop.choice)
        if known is None or _based(stop, starts) > _based(known, starts):
            served[stop.choice] = stop
    return tuple(served.values())


def _based(stop: Stop, starts: NDArray[np.int64]) -> int:
    """Count the vehicles that serve a stop from their base."""
    return Counter(not stop.delivery or starts[v] == stop.far for v in stop.vehicles)[
        True
    ]


def no_routes(model: RoadModel) -> Routes:
    """Return an empty route for every vehicle."""
    return [[] for _ in range(model.vehicles)]
