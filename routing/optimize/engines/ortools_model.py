"""A road problem as an OR-Tools routing model."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ortools.constraint_solver import pywrapcp

from routing.optimize.routes import fold_penalties

from .ortools_checked import transit_matrix
from .ortools_clock import add_clock, add_order
from .ortools_hours import add_breaks, add_hours, paced_seconds
from .ortools_matrices import (
    MICRO_HOUR,
    MICRO_KM,
    UNITS_PER_CENT,
    Matrices,
    Style,
    style_of,
)
from .ortools_nodes import Nodes, build_nodes
from .ortools_room import add_loads, add_sides
from .ortools_tours import add_departures, add_metres, add_usual

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes


FARTHEST = 2_000_000
"""Metres of the longest way to one stop and back."""

DAY = 86_400
PENALTY_TOTAL = 10**15
"""Cost units of leaving everything behind, at most (beside one dear route per
stop): doubles of the metaheuristics still tell single units apart."""


@dataclass(slots=True, kw_only=True)
class Model:
    """A routing model and what its numbers stand for."""

    tables: Mapping[str, Any]
    nodes: Nodes
    matrices: Matrices
    manager: Any
    routing: Any

    def index(self, node: int) -> int:
        """Return the variable of a stop or reload."""
        return int(self.manager.NodeToIndex(node))

    def reload_indices(self) -> list[int]:
        """Return the variables of all reloads, in order."""
        first = len(self.nodes.stops)
        return [self.index(first + n) for n in range(len(self.nodes.reloads))]

    def by_style(self, make: Any, *extra: Sequence[int]) -> list[int]:  # noqa: ANN401
        """Register one matrix per kind of vehicle; return one number per vehicle."""
        numbers: dict[tuple[Style, tuple[int, ...]], int] = {}
        for v in range(len(self.nodes.starts)):
            key = (style_of(self.tables, self.nodes, v), tuple(e[v] for e in extra))
            if key not in numbers:
                matrix = make(key[0], *key[1])
                numbers[key] = transit_matrix(self.routing, matrix)
        return [
            numbers[(style_of(self.tables, self.nodes, v), tuple(e[v] for e in extra))]
            for v in range(len(self.nodes.starts))
        ]


def build_model(problem: RoadProblem, start: Routes | None, seed: int) -> Model:
    """Build the model of a road problem with at least one vehicle and stop."""
    nodes = build_nodes(problem, start, seed)
    manager = pywrapcp.RoutingIndexManager(
        len(nodes.nodes), len(nodes.starts), list(nodes.starts), list(nodes.ends)
    )
    model = Model(
        tables=problem.tables,
        nodes=nodes,
        matrices=Matrices(problem.tables, nodes),
        manager=manager,
        routing=pywrapcp.RoutingModel(manager),
    )
    _add_costs(model)
    _add_choices(model)
    seconds = paced_seconds(model)
    clock = add_clock(model, seconds)
    add_hours(model, clock, seconds)
    add_loads(model)
    add_sides(model)
    add_departures(model, clock)
    add_metres(model)
    add_usual(model)
    add_order(model, clock)
    add_breaks(model, clock)
    return model


def _add_costs(model: Model) -> None:
    km, hour = model.tables["v_km"].tolist(), model.tables["v_hour"].tolist()
    numbers = model.by_style(model.matrices.cost, km, hour)
    for v, number in enumerate(numbers):
        model.routing.SetArcCostEvaluatorOfVehicle(number, v)
        fixed = int(model.tables["v_fixed"][v]) * UNITS_PER_CENT
        model.routing.SetFixedCostOfVehicle(fixed, v)


def _add_choices(model: Model) -> None:
    """Say who may serve a stop, and what leaving it behind costs."""
    routing = model.routing
    penalties = penalty_units(model)
    choices: dict[int, list[int]] = {}
    for n, stop in enumerate(model.nodes.stops):
        choices.setdefault(stop.choice, []).append(n)
        variable = routing.VehicleVar(model.index(n))
        variable.SetValues([-1, *stop.vehicles])
    for numbers in choices.values():
        indices = [model.index(n) for n in numbers]
        routing.AddDisjunction(indices, penalties[numbers[0]], 1)
    for reload, index in zip(model.nodes.reloads, model.reload_indices(), strict=True):
        routing.VehicleVar(index).SetValues([-1, reload.vehicle])
        # One unit makes local search keep one unused at the end of a route.
        routing.AddDisjunction([index], 1)
    _part_reloads(model)


def _part_reloads(model: Model) -> None:
    """Use the alike loadings of a vehicle in their order."""
    indices = model.reload_indices()
    solver = model.routing.solver()
    for (a, i), (b, j) in pairwise(zip(model.nodes.reloads, indices, strict=True)):
        if a == b:
            solver.Add(model.routing.ActiveVar(i) >= model.routing.ActiveVar(j))


def penalty_units(model: Model) -> list[int]:
    """Return cost units of leaving each stop behind.

    Where all of them together are huge they are scaled down, but each stays
    above the dearest route of one stop: what can be served is served.
    """
    cents = [stop.penalty for stop in model.nodes.stops]
    tables = model.tables
    metres = min(2 * int(tables["metres"].max()), FARTHEST)
    dearest = max(
        fixed + metres * km // MICRO_KM + DAY * hour // MICRO_HOUR
        for fixed, km, hour in zip(
            *(tables[name].tolist() for name in ("v_fixed", "v_km", "v_hour")),
            strict=True,
        )
    )
    folded = fold_penalties(cents, dearest, PENALTY_TOTAL // UNITS_PER_CENT)
    return [c * UNITS_PER_CENT for c in folded]
