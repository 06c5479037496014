"""The master where goods change carriers: the best choice of routes and ways.

Routes met so far, ways of batches, limits and fees are put together exactly by
CP-SAT; prices of the relaxation (GLOP) leave out what is in no good choice. What
is chosen is simulated anew: the solver is not believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

from .courses import STAYS, Course
from .draft import Draft
from .kernel.data import (
    SAME_HALT,
    W_GAP,
    W_HI,
    W_LO,
    W_ROAD,
    W_ROADS,
)
from .master import PRESOLVE_ROUTES, WEIGHT_TOTAL, MasterLimit
from .routes import fold_penalties, without
from .way_model import TimedRoute, build_way_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .draft import Uses
    from .road import RoadProblem
    from .routes import Routes
    from .way_model import Owed, WayModel

KEPT_ROUTES = 1_500
"""Routes of least reduced cost that the exact choice is made from."""

KEPT_WAYS = 10
"""Ways of least reduced cost that are kept, on average of a batch."""


DUAL_SIMPLEX = "use_dual_simplex: true use_preprocessing: false"
"""No cost is negative, so that the dual begins feasible: on a model of 4,100 routes and
12,600 ways it took 1.1 s, as it comes 12 s."""


def choose_courses(
    problem: RoadProblem,
    pool: Sequence[TimedRoute],
    incumbent: Draft,
    *,
    limit: MasterLimit,
    seed: int = 0,
) -> Draft | None:
    """Choose the cheapest routes and ways that fit together.

    Parameters
    ----------
    problem
        Whose batches have several ways.
    pool
        Feasible routes with their exact cost; those of the incumbent among them.
    incumbent
        The best routes so far, as a hint.
    limit
        When to stop.
    seed
        At least 0, for the solver.

    Returns
    -------
    Draft or None
        Routes and courses to simulate; None when the solver found none.
    """
    types: list[int] = problem.tables["v_type"].tolist()
    routes = _cheapest(pool, types)
    dearest = 1 + sum(sorted((r.cents for r in routes), reverse=True)[: len(types)])
    penalties = [int(x) for x in problem.tables["s_penalty"][: problem.batches]]
    weights = fold_penalties(penalties, dearest, WEIGHT_TOTAL)
    driven = _driven(incumbent)
    model = build_way_model(problem, routes, weights)
    gone = {w for w, _ in incumbent.courses or ()}
    hinted = [_is_hinted(model, n, driven, gone) for n in range(len(model.cents))]
    kept = _promising(model, hinted, dearest, limit)
    chosen = _solve(model, kept, hinted, limit, seed)
    if chosen is None:
        return None
    return _drafted(problem, model, chosen, incumbent)


def _cheapest(pool: Sequence[TimedRoute], types: Sequence[int]) -> list[TimedRoute]:
    """Return the cheapest route of each type over the same shipments and times."""
    best: dict[tuple[object, ...], TimedRoute] = {}
    for route in pool:
        key = (types[route.vehicle], route.shipments, route.times)
        if key not in best or route.cents < best[key].cents:
            best[key] = route
    return list(best.values())


def _driven(draft: Draft) -> set[tuple[int, ...]]:
    return {tuple(entries) for entries in draft.routes if entries}


def _promising(
    model: WayModel, hinted: Sequence[bool], dearest: int, limit: MasterLimit
) -> list[int]:
    """Return the variables of least reduced cost, and those of the incumbent."""
    costs = _reduced_costs(model, dearest, limit)
    kept: set[int] = set(range(model.first_left, len(model.cents)))
    batches = len(model.cents) - model.first_left
    for first, last, most in (
        (0, model.first_way, KEPT_ROUTES),
        (model.first_way, model.first_left, KEPT_WAYS * batches),
    ):
        order = sorted(range(first, last), key=lambda n: (round(costs[n], 3), n))
        kept.update(order[:most])
    return [n for n in range(len(costs)) if n in kept or hinted[n]]


def _reduced_costs(model: WayModel, dearest: int, limit: MasterLimit) -> list[float]:
    """Return the reduced costs of all variables; their cents without a solution.

    Fees that are due once, or by steps, are left out here. It may take as long as
    the choice that follows.
    """
    cents = [float(min(c, dearest)) for c in model.cents]
    for account in model.owed:
        if account.is_linear:
            for n, quantity in account.cells.items():
                cents[n] += quantity * account.cents_each
    solver = pywraplp.Solver.CreateSolver("GLOP")
    if solver is None:
        return cents
    solver.SetSolverSpecificParametersAsString(DUAL_SIMPLEX)
    if limit.seconds is not None:
        solver.SetTimeLimit(max(1, round(1000 * limit.seconds)))
    infinity = solver.infinity()
    variables = [solver.NumVar(0.0, infinity, "") for _ in cents]
    objective = solver.Objective()
    for variable, cost in zip(variables, cents, strict=True):
        objective.SetCoefficient(variable, cost)
    objective.SetMinimization()
    for row in model.rows:
        low = -infinity if row.low is None else float(row.low)
        high = infinity if row.high is None else float(row.high)
        line = solver.Constraint(low, high)
        for n, coefficient in row.cells.items():
            line.SetCoefficient(variables[n], float(coefficient))
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return cents
    return [float(variable.reduced_cost()) for variable in variables]


def _solve(
    model: WayModel,
    kept: Sequence[int],
    hinted: Sequence[bool],
    limit: MasterLimit,
    seed: int,
) -> set[int] | None:
    """Return the variables that are chosen among the kept; None without an answer."""
    cp = cp_model.CpModel()
    drive = {n: cp.new_bool_var("") for n in kept}
    for row in model.rows:
        total = _sum(drive, row.cells)
        if row.low is not None:
            cp.add(total >= row.low)
        if row.high is not None:
            cp.add(total <= row.high)
    owed = [_owed_cents(cp, drive, account) for account in model.owed]
    cents = _sum(drive, dict(enumerate(model.cents)))
    cp.minimize(cents + cp_model.LinearExpr.sum(owed))
    for n, variable in drive.items():
        cp.add_hint(variable, hinted[n])
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = seed
    parameters.cp_model_presolve = len(model.routes) <= PRESOLVE_ROUTES
    if limit.seconds is not None:
        parameters.max_time_in_seconds = limit.seconds
    if limit.deterministic is not None:
        parameters.max_deterministic_time = limit.deterministic
    if solver.solve(cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {n for n, variable in drive.items() if solver.boolean_value(variable)}


def _sum(variables: Mapping[int, Any], cells: dict[int, int]) -> Any:  # noqa: ANN401
    numbers = [n for n in cells if n in variables]
    return cp_model.LinearExpr.weighted_sum(
        [variables[n] for n in numbers], [cells[n] for n in numbers]
    )


def _is_hinted(
    model: WayModel, n: int, driven: set[tuple[int, ...]], gone: set[int]
) -> bool:
    if n < model.first_way:
        return model.routes[n].entries in driven
    if n < model.first_left:
        return model.ways[n - model.first_way] in gone
    return False


def _owed_cents(
    cp: cp_model.CpModel,
    drive: Mapping[int, Any],
    account: Owed,
) -> Any:  # noqa: ANN401
    """Return what is owed as an expression of cents, rounded once at most."""
    quantity = _sum(drive, account.cells)
    active = cp.new_bool_var("")
    for n in account.cells:
        if n in drive:
            cp.add_implication(drive[n], active)
    units = account.plus * active + account.each * quantity
    top = account.plus + account.each * account.most
    if top > account.top:
        cut = cp.new_int_var(0, account.top, "")
        cp.add_min_equality(cut, [units, account.top])
        units, top = cut, account.top
    priced = units
    if account.below > 0:
        top = max(0, top - account.below)
        priced = cp.new_int_var(0, top, "")
        cp.add(priced >= units - account.below)
    # Half a cent up or down is for the simulation to count.
    cents = cp.new_int_var(0, top * account.micro // account.per + 1, "")
    cp.add(2 * account.per * cents >= 2 * account.micro * priced - account.per)
    return cents + account.fixed * active


def _drafted(
    problem: RoadProblem, model: WayModel, chosen: set[int], incumbent: Draft
) -> Draft:
    """Return the chosen routes, each shipment in one of them, and the courses."""
    routes = [model.routes[n] for n in sorted(chosen) if n < model.first_way]
    table: list[list[int]] = problem.tables["ways"].tolist()
    owners = {
        w: b
        for b, (first, count) in enumerate(problem.tables["batches"].tolist())
        for w in range(first, first + count)
    }
    courses: list[Course] = [STAYS] * problem.batches
    carried: dict[int, int] = {}
    for n in sorted(chosen):
        if model.first_way <= n < model.first_left:
            w = model.ways[n - model.first_way]
            carriers = _carriers(table[w], routes, 0, ())
            if carriers is not None:
                spans = []
                for r, place in enumerate(carriers):
                    k = table[w][W_ROAD + r]
                    carried[k] = place
                    spans.append(routes[place].span(k))
                courses[owners[w]] = (w, tuple(spans))
    plain: Routes = [[] for _ in problem.vehicles]
    uses: Uses = [[] for _ in problem.vehicles]
    for place, v in _assigned(problem, routes, incumbent):
        route = routes[place]
        extra = {k for k in route.shipments if carried.get(k) != place}
        plain[v] = without(route.entries, extra)
        if list(route.entries) == incumbent.routes[v]:
            uses[v] = incumbent.uses[v]
    return Draft(routes=plain, uses=uses, courses=tuple(courses))


def _carriers(
    row: Sequence[int],
    routes: Sequence[TimedRoute],
    r: int,
    before: tuple[int, ...],
) -> tuple[int, ...] | None:
    """Return the routes that carry a way's legs one after another, None for none."""
    if r == row[W_ROADS]:
        return before
    k = row[W_ROAD + r]
    for place, route in enumerate(routes):
        if k not in route.shipments:
            continue
        low, high = route.span(k)
        if low == SAME_HALT:
            fits = r > 0 and before[-1] == place
        else:
            fits = low >= row[W_LO + r] and high <= row[W_HI + r]
            if fits and r > 0 and row[W_GAP + r - 1] >= 0:
                earlier = routes[before[-1]].span(row[W_ROAD + r - 1])
                fits = earlier[1] + row[W_GAP + r - 1] <= low
        if fits:
            found = _carriers(row, routes, r + 1, (*before, place))
            if found is not None:
                return found
    return None


def _assigned(
    problem: RoadProblem, routes: Sequence[TimedRoute], incumbent: Draft
) -> list[tuple[int, int]]:
    """Give routes to vehicles of their type: as before, as found, as free."""
    types: list[int] = problem.tables["v_type"].tolist()
    before = {tuple(entries): v for v, entries in enumerate(incumbent.routes)}
    taken: dict[int, int] = {}
    rest = list(range(len(routes)))
    for wish in (
        lambda route: before.get(route.entries, -1),
        lambda route: route.vehicle,
    ):
        left = []
        for place in rest:
            v = wish(routes[place])
            if v >= 0 and v not in taken and types[v] == types[routes[place].vehicle]:
                taken[v] = place
            else:
                left.append(place)
        rest = left
    for place in rest:
        kind = types[routes[place].vehicle]
        free = (v for v, t in enumerate(types) if t == kind and v not in taken)
        v = next(free, None)
        # Whatever the solver says: a route without a vehicle is not driven.
        if v is not None:
            taken[v] = place
    return [(place, v) for v, place in taken.items()]
