"""Prices of shipments and vehicles, from the relaxed choice of routes.

The linear relaxation of the master says what serving a shipment and having a
vehicle are worth; a route's *reduced cost* is what it costs beyond that. Routes
of high reduced cost are in no good choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ortools.linear_solver import pywraplp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def reduced_costs(
    cents: Sequence[int],
    served: Sequence[Sequence[int]],
    kinds: Sequence[int],
    vehicles: Mapping[int, int],
    penalties: Sequence[int],
) -> list[float]:
    """Return the reduced cost of each route, in cents.

    Parameters
    ----------
    cents, served, kinds
        Cost, shipments and vehicle type of each route.
    vehicles
        Number of vehicles of each type.
    penalties
        Cents of leaving each shipment behind; what exceeds the dearest route
        is cut off, for it decides nothing there and the numbers stay small.

    Returns
    -------
    list of float
        Near zero for routes of the relaxed choice; ``cents`` unchanged when
        the relaxation could not be solved.
    """
    solver = pywraplp.Solver.CreateSolver("GLOP")
    if solver is None:
        return [float(c) for c in cents]
    top = max(cents, default=0)
    cover = _cover_rows(solver, served, [min(p, top) for p in penalties])
    fleet = {kind: solver.Constraint(0.0, float(n)) for kind, n in vehicles.items()}
    objective = solver.Objective()
    variables = []
    for cost, shipments, kind in zip(cents, served, kinds, strict=True):
        variable = solver.NumVar(0.0, solver.infinity(), "")
        objective.SetCoefficient(variable, float(cost))
        fleet[kind].SetCoefficient(variable, 1.0)
        for k in shipments:
            cover[k].SetCoefficient(variable, 1.0)
        variables.append(variable)
    objective.SetMinimization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return [float(c) for c in cents]
    return [float(variable.reduced_cost()) for variable in variables]


def _cover_rows(
    solver: Any,  # noqa: ANN401
    served: Sequence[Sequence[int]],
    penalties: Sequence[int],
) -> dict[int, Any]:
    """Ask for each shipment once: by a route, or left behind at its penalty."""
    rows = {}
    for k in sorted({k for shipments in served for k in shipments}):
        rows[k] = solver.Constraint(1.0, 1.0)
        left = solver.NumVar(0.0, 1.0, "")
        rows[k].SetCoefficient(left, 1.0)
        solver.Objective().SetCoefficient(left, float(penalties[k]))
    return rows
