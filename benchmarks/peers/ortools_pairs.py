"""OR-Tools' routing library on goods picked up and delivered within a tour.

The model of our engine leaves these to others; here is the library's own form of
them (``AddPickupAndDelivery``), for days that consist of nothing else.
"""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.constraint_solver import pywrapcp

from routing.optimize.engines.ortools_checked import (
    add_dimension,
    transit_matrix,
    transit_vector,
)
from routing.optimize.engines.ortools_matrices import UNITS_PER_CENT
from routing.optimize.engines.ortools_parameters import Strategy, search_parameters
from routing.optimize.routes import fold_penalties

from .model import no_routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from routing.optimize.engines.ortools_parameters import EngineLimit
    from routing.optimize.engines.ortools_routing import Watch
    from routing.optimize.routes import Routes

    from .model import RoadModel, Style, Windows

PENALTY_TOTAL = 10**15
"""Cost units of leaving everything behind, at most."""


def solve_pairs(
    model: RoadModel, limit: EngineLimit, seed: int, watch: Watch
) -> Routes | None:
    """Search routes for the pairs of a road model; None when none were found."""
    order = list(model.pairs)
    random.Random(seed).shuffle(order)
    built = _Pairs(model, order)
    built.build()
    cost = built.routing.CostVar
    built.routing.AddAtSolutionCallback(
        lambda: watch.improved(cost().Value() / UNITS_PER_CENT)
    )
    watch.began()
    parameters = search_parameters(Strategy.DEFAULT, limit)
    found = built.routing.SolveWithParameters(parameters)
    return None if found is None else built.routes(found)


class _Pairs:
    """The library's model: two nodes for each pair, then the bases."""

    def __init__(self, model: RoadModel, order: list[int]) -> None:
        t = model.tables
        self.model = model
        self.visits = [visit for k in order for visit in (2 * k, 2 * k + 1)]
        bases = np.union1d(t["v_start"], t["v_end"]).tolist()
        self.sites = np.array([*t["a_site"][self.visits], *bases], np.int64)
        self.work = np.zeros(len(self.sites), np.int64)
        self.work[: len(self.visits)] = t["a_duration"][self.visits]
        first = len(self.visits)
        starts, ends = (
            [first + bases.index(site) for site in t[name].tolist()]
            for name in ("v_start", "v_end")
        )
        self.manager = pywrapcp.RoutingIndexManager(
            len(self.sites), model.vehicles, starts, ends
        )
        self.routing = pywrapcp.RoutingModel(self.manager)

    def build(self) -> None:
        self._add_costs()
        self._add_clock()
        self._add_loads()
        self._add_pairs()

    def _index(self, number: int) -> int:
        return int(self.manager.NodeToIndex(number))

    def _by_style(self, make: Callable[[Style], NDArray[np.int64]]) -> list[int]:
        """Register a matrix per style; return the number of each vehicle's."""
        numbers = {
            style: transit_matrix(self.routing, make(style))
            for style in self.model.styles
        }
        return [numbers[self.model.style(v)] for v in range(self.model.vehicles)]

    def _over_nodes(self, table: NDArray[Any]) -> NDArray[Any]:
        over: NDArray[Any] = table[np.ix_(self.sites, self.sites)]
        return over

    def _add_costs(self) -> None:
        def units(style: Style) -> NDArray[np.int64]:
            cents = self._over_nodes(np.nan_to_num(self.model.cents(style)))
            whole: NDArray[np.int64] = np.rint(cents * UNITS_PER_CENT).astype(np.int64)
            return whole

        for v, number in enumerate(self._by_style(units)):
            self.routing.SetArcCostEvaluatorOfVehicle(number, v)
            fixed = int(self.model.tables["v_fixed"][v]) * UNITS_PER_CENT
            self.routing.SetFixedCostOfVehicle(fixed, v)

    def _add_clock(self) -> None:
        model, late = self.model, self.model.horizon
        numbers = self._by_style(
            lambda style: self._over_nodes(model.halts(style)) + self.work[:, None]
        )
        clock = add_dimension(
            self.routing,
            "clock",
            numbers,
            slack=late,
            rooms=[late] * model.vehicles,
            from_zero=False,
        )
        for v in range(model.vehicles):
            hours = model.hours(v)
            for end in (self.routing.Start(v), self.routing.End(v)):
                clock.CumulVar(end).SetRange(hours.leave, hours.back)
            clock.SetSpanUpperBoundForVehicle(min(hours.longest, late), v)
        for number, visit in enumerate(self.visits):
            windows = model.pair_windows(visit // 2)[visit % 2]
            _open(clock.CumulVar(self._index(number)), windows)

    def _add_loads(self) -> None:
        load = self.model.tables["s_load"]
        for d in self.model.dimensions:
            amounts = [
                int(load[visit // 2, d]) * (1 - 2 * (visit % 2))
                for visit in self.visits
            ]
            amounts += [0] * (len(self.sites) - len(amounts))
            number = transit_vector(self.routing, amounts)
            rooms = self.model.tables["v_cap"][:, d].tolist()
            transits = [number] * self.model.vehicles
            add_dimension(self.routing, f"load {d}", transits, rooms=rooms)

    def _add_pairs(self) -> None:
        routing, solver = self.routing, self.routing.solver()
        clock = routing.GetDimensionOrDie("clock")
        penalties = self._penalties()
        for number, penalty in enumerate(penalties):
            pick, drop = self._index(2 * number), self._index(2 * number + 1)
            routing.AddPickupAndDelivery(pick, drop)
            solver.Add(routing.VehicleVar(pick) == routing.VehicleVar(drop))
            solver.Add(clock.CumulVar(pick) <= clock.CumulVar(drop))
            carriers = self.model.carriers_of(self.visits[2 * number] // 2)
            for index in (pick, drop):
                routing.VehicleVar(index).SetValues([-1, *carriers])
                routing.AddDisjunction([index], penalty)

    def _penalties(self) -> list[int]:
        """Return units of leaving each end of a pair behind, above any saving."""
        t = self.model.tables
        cents = [int(t["s_penalty"][visit // 2]) for visit in self.visits[::2]]
        dearest = 4 * max(
            float(np.nanmax(self.model.cents(style))) for style in self.model.styles
        ) + int(t["v_fixed"].max())
        limit = PENALTY_TOTAL // UNITS_PER_CENT
        folded = fold_penalties(cents, int(dearest), limit)
        return [max(1, c * UNITS_PER_CENT // 2) for c in folded]

    def routes(self, found: Any) -> Routes:  # noqa: ANN401
        """Return the visits of each vehicle."""
        routes = no_routes(self.model)
        for v in range(self.model.vehicles):
            index = found.Value(self.routing.NextVar(self.routing.Start(v)))
            while not self.routing.IsEnd(index):
                routes[v].append(self.visits[self.manager.IndexToNode(index)])
                index = found.Value(self.routing.NextVar(index))
        return routes


def _open(cumul: Any, windows: Windows) -> None:  # noqa: ANN401
    """Let a visit begin within its windows alone."""
    if windows:
        cumul.SetRange(windows[0][0], windows[-1][1])
    for (_, end), (begin, _) in pairwise(windows):
        if begin > end + 1:
            cumul.RemoveInterval(end + 1, begin - 1)
