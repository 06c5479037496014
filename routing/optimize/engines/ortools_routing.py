"""The OR-Tools engine: routes for a road problem, as proposals.

The model is close to the rules but not exact (see the modules of its parts):
what it returns is simulated, and where need be repaired, by the caller. It
knows no docks, pays no waiting, spreads driving pauses over driving, and in
large models takes breaks off the hours of a day without placing them. Goods
that no tour of a vehicle loads first or unloads last are left to others.
Beyond a few hundred stops it takes minutes to its first routes: give it parts
of a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .ortools_matrices import UNITS_PER_CENT
from .ortools_model import Model, build_model
from .ortools_parameters import EngineLimit, Strategy, search_parameters
from .ortools_read import read_routes, start_indices

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

MAX_FAILURES = 20_000
"""Failures after which a first solution is given up; good ones took 5,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Who is told how a search from nothing goes.

    Parameters
    ----------
    began
        Called when the model stands and the limit begins to count.
    improved
        Called with every solution's cents in the model, penalties included.
    """

    began: Callable[[], None]
    improved: Callable[[float], None]


def solve_routes(
    problem: RoadProblem,
    *,
    start: Routes | None = None,
    limit: EngineLimit,
    strategy: Strategy,
    seed: int = 0,
    watch: Watch | None = None,
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
        When to stop, building the model not counted; repeatable with a limit
        of solutions alone.
    strategy
        How to search.
    seed
        At least 0; other seeds number the stops differently.
    watch
        Who is told, of a search without a start.

    Returns
    -------
    list of list of int, or None
        One list of visits per vehicle, -1 between tours; None when the engine
        served nothing, or nothing starts or ends at a vehicle's base. Whether
        they beat ``start`` is for the caller to see.
    """
    if not problem.vehicles or not problem.shipments:
        return [[] for _ in problem.vehicles]
    if not _touches_a_base(problem):
        return None
    # The status is not asked: it says success of nothing, and 0 of success.
    routes = None
    if start and strategy is not Strategy.ILS:
        routes = _continue(problem, start, limit, strategy, seed)
    if routes is None:
        insert = not _arcs_lead_home(problem, seed)
        parameters = search_parameters(strategy, limit, insert=insert)
        model = build_model(problem, None, seed)
        if watch is not None:
            _tell(model, watch)
        if strategy is Strategy.ILS:
            found = model.routing.SolveWithIteratedLocalSearch(parameters)
        else:
            found = model.routing.SolveWithParameters(parameters)
        routes = None if found is None else read_routes(model, found)
    return routes if routes and any(routes) else None


def _tell(model: Model, watch: Watch) -> None:
    """Tell of the beginning now, and of every solution."""
    routing = model.routing
    # The variable is there once the model is closed.
    routing.AddAtSolutionCallback(
        lambda: watch.improved(routing.CostVar().Value() / UNITS_PER_CENT)
    )
    watch.began()


def _touches_a_base(problem: RoadProblem) -> bool:
    """Tell whether the model has any stop: it knows goods from or for a base."""
    tables = problem.tables
    starts, ends = set(tables["v_start"].tolist()), set(tables["v_end"].tolist())
    return any(k in starts for k in tables["s_from"].tolist()) or any(
        k in ends for k in tables["s_to"].tolist()
    )


def _continue(
    problem: RoadProblem,
    start: Routes,
    limit: EngineLimit,
    strategy: Strategy,
    seed: int,
) -> Routes | None:
    """Search from given routes; None when the model can take none of them."""
    model = build_model(problem, start, seed)
    parameters = search_parameters(strategy, limit)
    # Closed with these parameters, or the search would ignore some of them.
    model.routing.CloseModelWithParameters(parameters)
    initial = _initial(model, start)
    if initial is None:
        return None
    found = model.routing.SolveFromAssignmentWithParameters(initial, parameters)
    return None if found is None else read_routes(model, found)


def _arcs_lead_home(problem: RoadProblem, seed: int) -> bool:
    """Tell whether cheapest arcs build routes rather than run into dead ends.

    Where every last arc breaks a limit they are undone one by one, for hours.
    Failures are counted rather than seconds, so the answer repeats.
    """
    model = build_model(problem, None, seed)
    routing = model.routing
    routing.AddSearchMonitor(routing.solver().FailuresLimit(MAX_FAILURES))
    parameters = search_parameters(Strategy.DEFAULT, EngineLimit(solutions=1))
    found = routing.SolveWithParameters(parameters)
    return found is not None and any(read_routes(model, found))


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
