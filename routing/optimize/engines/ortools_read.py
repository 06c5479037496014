"""Routes written into an OR-Tools model, and read from its assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from routing.optimize.routes import Routes

    from .ortools_model import Model


def read_routes(model: Model, assignment: Any) -> Routes:  # noqa: ANN401
    """Return the routes of an assignment; empty tours are left out."""
    return [_read_route(model, assignment, v) for v in range(len(model.nodes.starts))]


def _read_route(model: Model, assignment: Any, v: int) -> list[int]:  # noqa: ANN401
    routing = model.routing
    tours: list[list[int]] = [[]]
    index = assignment.Value(routing.NextVar(routing.Start(v)))
    while not routing.IsEnd(index):
        node = model.manager.IndexToNode(index)
        if node < len(model.nodes.stops):
            tours[-1].append(node)
        else:
            tours.append([])
        index = assignment.Value(routing.NextVar(index))
    route: list[int] = []
    for tour in filter(None, tours):
        if route:
            route.append(-1)
        route += _tour_entries(model, v, tour)
    return route


def _tour_entries(model: Model, v: int, tour: list[int]) -> list[int]:
    start = int(model.tables["v_start"][v])
    stops = [model.nodes.stops[n] for n in tour]
    first = [
        entry
        for stop in stops
        if stop.delivery and stop.far != start
        for entry in stop.far_visits
    ]
    return first + [entry for stop in stops for entry in stop.visits]


def start_indices(model: Model, routes: Routes) -> list[list[int]]:
    """Return the variables that routes visit, one list per vehicle.

    Visits that the model does not know (pairs within a tour) are left out.
    """
    numbers = {
        entry: n for n, stop in enumerate(model.nodes.stops) for entry in stop.visits
    }
    reloads: list[list[int]] = [[] for _ in routes]
    for reload, index in zip(model.nodes.reloads, model.reload_indices(), strict=True):
        if not reload.charges:
            reloads[reload.vehicle].append(index)
    return [
        _route_indices(model, route, numbers, reloads[v], v)
        for v, route in enumerate(routes)
    ]


def _route_indices(
    model: Model, route: list[int], numbers: dict[int, int], reloads: list[int], v: int
) -> list[int]:
    indices: list[int] = []
    left = list(reloads)
    tour: list[int] = []
    for entry in [*route, -1]:
        if entry >= 0:
            n = numbers.get(entry)
            if n is not None and v in model.nodes.stops[n].vehicles:
                index = model.index(n)
                if index not in tour:
                    tour.append(index)
        elif tour:
            if indices:
                indices.append(left.pop(0))
            indices += tour
            tour = []
    return indices
