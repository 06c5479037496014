"""The master: the best choice among all routes found so far.

Set partitioning: at most one route per vehicle, each shipment in at most one
route, what is left behind pays its penalty. Routes that took many searches to
find are combined exactly; whether they can be driven together where docks are
short is for the caller to simulate.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from .prices import reduced_costs
from .routes import Routes, fold_penalties, served_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .road import RoadProblem

WEIGHT_TOTAL = 1 << 50
"""Bound of all penalties together: CP-SAT sums objectives in 64 bits, its
relaxation in doubles."""

PRESOLVE_ROUTES = 300
"""Above so many routes presolve takes longer than the choice: of 3,000 routes
of a reference county the best came within 3 s without, after 3 s with it."""

KEPT_ROUTES = 2_000
"""Routes of least reduced cost that the exact choice is made from: among 6,000
it found little in 10 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledRoute:
    """A feasible route: its vehicle, its visits, and exact cents."""

    vehicle: int
    entries: tuple[int, ...]
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterLimit:
    """When the master stops.

    Parameters
    ----------
    seconds
        Wall time, above 0; None for no limit.
    deterministic
        The solver's own measure of work, about seconds, above 0; None for no
        limit. Alone it makes a run repeatable.

    Raises
    ------
    ValueError
        When a bound is broken, or neither limit is given.
    """

    seconds: float | None = None
    deterministic: float | None = None

    def __post_init__(self) -> None:
        given = [x for x in (self.seconds, self.deterministic) if x is not None]
        if not given or min(given) <= 0:
            msg = "Expected a limit of seconds or of deterministic time above 0."
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class _Column:
    """The cheapest known route of one vehicle type over one set of shipments."""

    vehicle_type: int
    shipments: tuple[int, ...]
    cents: int
    route: PooledRoute


def choose_routes(
    problem: RoadProblem,
    pool: Sequence[PooledRoute],
    incumbent: Routes,
    *,
    limit: MasterLimit,
    seed: int = 0,
) -> Routes | None:
    """Choose the cheapest routes of a pool that fit together.

    Vehicles of one type (``v_type``) drive each other's routes.

    Parameters
    ----------
    problem
        Only its tables ``v_type`` and ``s_penalty`` are read.
    pool
        Feasible routes with their exact cost.
    incumbent
        The best routes so far; each of them must stand in the pool.
    limit
        When to stop.
    seed
        At least 0, for the solver.

    Returns
    -------
    list of list of int, or None
        Routes that cost less, penalties included; None when none were found.

    Raises
    ------
    KeyError
        When a route of the incumbent is not in the pool.
    """
    types: list[int] = problem.tables["v_type"].tolist()
    penalties: list[int] = problem.tables["s_penalty"].tolist()
    columns = _columns(pool, types)
    present = _present(incumbent, columns, types)
    kept = _kept(columns, present, types, penalties)
    numbers = _solve(kept, present, types, penalties, limit, seed)
    chosen = [column for n, column in enumerate(kept) if n in numbers]
    if not _fits(chosen, types):
        return None
    before = _value([_priced(pool, incumbent, types)], _served(incumbent), penalties)
    cents = [column.cents for column in chosen]
    after = _value(cents, {k for c in chosen for k in c.shipments}, penalties)
    return _assign(chosen, incumbent, types) if after < before else None


def _columns(
    pool: Sequence[PooledRoute], types: Sequence[int]
) -> dict[tuple[int, tuple[int, ...]], _Column]:
    """Return the cheapest route of each type and set of shipments."""
    best: dict[tuple[int, tuple[int, ...]], _Column] = {}
    for route in pool:
        shipments = tuple(served_by(route.entries))
        key = (types[route.vehicle], shipments)
        if shipments and (key not in best or route.cents < best[key].cents):
            best[key] = _Column(*key, route.cents, route)
    return best


def _kept(
    columns: Mapping[tuple[int, tuple[int, ...]], _Column],
    present: set[tuple[int, tuple[int, ...]]],
    types: Sequence[int],
    penalties: Sequence[int],
) -> list[_Column]:
    """Return the promising columns by reduced cost, and those of the incumbent."""
    given = list(columns.values())
    costs = reduced_costs(
        [c.cents for c in given],
        [c.shipments for c in given],
        [c.vehicle_type for c in given],
        Counter(types),
        penalties,
    )
    order = sorted(range(len(given)), key=lambda n: (round(costs[n], 3), n))
    ranked = [given[n] for n in order]
    return [
        column
        for place, column in enumerate(ranked)
        if place < KEPT_ROUTES or (column.vehicle_type, column.shipments) in present
    ]


def _priced(pool: Sequence[PooledRoute], routes: Routes, types: Sequence[int]) -> int:
    """Return the cents of routes as the pool has them."""
    cents = {(types[route.vehicle], route.entries): route.cents for route in pool}
    return sum(
        cents[(types[v], tuple(route))] for v, route in enumerate(routes) if route
    )


def _served(routes: Iterable[Sequence[int]]) -> set[int]:
    return {k for route in routes for k in served_by(route)}


def _value(cents: Sequence[int], served: set[int], penalties: Sequence[int]) -> int:
    return sum(cents) + sum(p for k, p in enumerate(penalties) if k not in served)


def _present(
    routes: Routes,
    columns: Mapping[tuple[int, tuple[int, ...]], _Column],
    types: Sequence[int],
) -> set[tuple[int, tuple[int, ...]]]:
    """Return the columns of given routes."""
    keys = {(types[v], tuple(served_by(r))) for v, r in enumerate(routes) if r}
    return {key for key in keys if key in columns}


def _solve(
    columns: Sequence[_Column],
    present: set[tuple[int, tuple[int, ...]]],
    types: Sequence[int],
    penalties: Sequence[int],
    limit: MasterLimit,
    seed: int,
) -> set[int]:
    """Return the numbers of the columns to drive."""
    model = cp_model.CpModel()
    drive = [model.new_bool_var("") for _ in columns]
    _add_rows(model, drive, columns, types)
    dearest = 1 + sum(sorted((c.cents for c in columns), reverse=True)[: len(types)])
    weights = fold_penalties(penalties, dearest, WEIGHT_TOTAL)
    gains = [c.cents - sum(weights[k] for k in c.shipments) for c in columns]
    model.minimize(cp_model.LinearExpr.weighted_sum(drive, gains))
    for column, variable in zip(columns, drive, strict=True):
        hint = (column.vehicle_type, column.shipments) in present
        model.add_hint(variable, hint)
    solver = cp_model.CpSolver()
    _set_parameters(solver.parameters, len(columns), limit, seed)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return set()
    return {n for n, variable in enumerate(drive) if solver.boolean_value(variable)}


def _add_rows(
    model: cp_model.CpModel,
    drive: Sequence[Any],
    columns: Sequence[_Column],
    types: Sequence[int],
) -> None:
    by_shipment: dict[int, list[Any]] = defaultdict(list)
    by_type: dict[int, list[Any]] = defaultdict(list)
    for column, variable in zip(columns, drive, strict=True):
        by_type[column.vehicle_type].append(variable)
        for k in column.shipments:
            by_shipment[k].append(variable)
    for rivals in by_shipment.values():
        if len(rivals) > 1:
            model.add_at_most_one(rivals)
    for number, routes in by_type.items():
        count = list(types).count(number)
        if len(routes) > count:
            model.add(cp_model.LinearExpr.sum(routes) <= count)


def _set_parameters(
    parameters: Any,  # noqa: ANN401
    columns: int,
    limit: MasterLimit,
    seed: int,
) -> None:
    parameters.num_workers = 1
    parameters.random_seed = seed
    parameters.cp_model_presolve = columns <= PRESOLVE_ROUTES
    if limit.seconds is not None:
        parameters.max_time_in_seconds = limit.seconds
    if limit.deterministic is not None:
        parameters.max_deterministic_time = limit.deterministic


def _fits(chosen: Sequence[_Column], types: Sequence[int]) -> bool:
    """Tell whether the choice keeps the rules; the solver is not believed."""
    served = [k for column in chosen for k in column.shipments]
    driven = [column.vehicle_type for column in chosen]
    return len(served) == len(set(served)) and all(
        driven.count(t) <= types.count(t) for t in set(driven)
    )


def _assign(
    chosen: Sequence[_Column], incumbent: Routes, types: Sequence[int]
) -> Routes:
    """Give the routes to vehicles of their type: as before, as found, as free."""
    routes: Routes = [[] for _ in types]
    before = {tuple(route): v for v, route in enumerate(incumbent) if route}
    rest = list(chosen)
    for wish in (
        lambda c: before.get(c.route.entries, -1),
        lambda c: c.route.vehicle,
    ):
        left = []
        for column in rest:
            v = wish(column)
            if v >= 0 and not routes[v] and types[v] == column.vehicle_type:
                routes[v] = list(column.route.entries)
            else:
                left.append(column)
        rest = left
    for column in rest:
        free = (
            v
            for v, number in enumerate(types)
            if number == column.vehicle_type and not routes[v]
        )
        routes[next(free)] = list(column.route.entries)
    return routes
