"""The OR-Tools engine: routes for a road problem, as proposals.

The model is close to the rules but not exact (see the modules of its parts):
what it returns is simulated, and where need be repaired, by the caller. It has
no docks, no pauses for driving time, no free break for short routes, and pays
no waiting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .ortools_model import Model, build_model
from .ortools_parameters import EngineLimit, Strategy, search_parameters
from .ortools_read import read_routes, start_indices

if TYPE_CHECKING:
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes


def solve_routes(
    problem: RoadProblem,
    *,
    start: Routes | None = None,
    limit: EngineLimit,
    strategy: Strategy,
    seed: int = 0,
) -> Routes | None:
    """Search routes for a road problem with OR-Tools.

    Parameters
    ----------
    problem
        Vehicles and shipments; only its tables are read.
    start
        Routes to start from, for guided local search; iterated local search
        has no way to take them.
    limit
        When to stop; repeatable with a limit of solutions alone.
    strategy
        How to search.
    seed
        At least 0; other seeds number the stops differently.

    Returns
    -------
    list of list of int, or None
        One list of visits per vehicle, -1 between tours; None when the engine
        found nothing. Never better than ``start`` promised: compare.
    """
    if not problem.vehicles or not problem.shipments:
        return [[] for _ in problem.vehicles]
    model = build_model(problem, start, seed)
    if not model.nodes.stops:
        return [[] for _ in problem.vehicles]
    parameters = search_parameters(strategy, limit)
    # The status is not asked: it says success of nothing, and 0 of success.
    if strategy is Strategy.ILS:
        assignment = model.routing.SolveWithIteratedLocalSearch(parameters)
    else:
        assignment = _solve_from(model, start, parameters)
    return None if assignment is None else read_routes(model, assignment)


def _solve_from(model: Model, start: Routes | None, parameters: Any) -> Any:  # noqa: ANN401
    routing = model.routing
    # Closed with these parameters, or the search from routes would ignore them.
    routing.CloseModelWithParameters(parameters)
    initial = _initial(model, start) if start else None
    if initial is None:
        return routing.SolveWithParameters(parameters)
    return routing.SolveFromAssignmentWithParameters(initial, parameters)


def _initial(model: Model, start: Routes) -> Any:  # noqa: ANN401
    """Return the start as an assignment; routes the model forbids are left out."""
    indices = start_indices(model, start)
    ignore_inactive = True
    read = model.routing.ReadAssignmentFromRoutes
    assignment = read(indices, ignore_inactive)
    if assignment is not None:
        return assignment
    kept = [
        route if route and read(_alone(indices, v), ignore_inactive) is not None else []
        for v, route in enumerate(indices)
    ]
    return read(kept, ignore_inactive)


def _alone(indices: list[list[int]], v: int) -> list[list[int]]:
    return [route if i == v else [] for i, route in enumerate(indices)]
