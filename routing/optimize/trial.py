"""What if: costs and failures of places that the loaded routes do not use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .kernel.data import (
    ALLOWED_AT,
    BATCH_AT,
    BATCH_SIZE,
    BIG,
    MINUTES,
    S_PENALTY,
    SHIPMENT_AT,
    SHIPMENT_SIZE,
)
from .kernel.solution import GRID, USE, WHERE, N
from .simulator import held_uses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .kernel.data import I64
    from .road import RoadProblem
    from .simulator import Failure, RouteTimes, Simulator


def cheapest(
    simulator: Simulator, shipment: int, vehicle: int | None = None
) -> tuple[int, int] | None:
    """Return the cents that a batch's cheapest way adds, and its vehicle.

    Whatever its penalty; nothing changes. With ``vehicle`` straight on this one
    alone; without, the vehicle is -1 for a way that is not straight. None when no
    way is feasible.
    """
    vector, kept = simulator.vector, simulator.solution.copy()
    price = int(vector[SHIPMENT_AT]) + shipment * SHIPMENT_SIZE + S_PENALTY
    count = len(simulator.problem.vehicles)
    row = int(vector[ALLOWED_AT]) + shipment * count
    ways = int(vector[BATCH_AT]) + shipment * BATCH_SIZE
    before = int(vector[price]), vector[row : row + count].copy()
    asked = vector[ways : ways + BATCH_SIZE].copy()
    vector[price] = BIG // 2
    if vehicle is not None:
        vector[row : row + count] *= _stands_for(simulator, vehicle)
        direct = simulator.direct_way(shipment)
        vector[ways : ways + BATCH_SIZE] = (max(direct, 0), int(direct >= 0))
    try:
        cents = simulator.insert(shipment)
        if cents is None:
            return None
        where = int(simulator.solution[simulator.solution[WHERE] + shipment])
        return cents, where if vehicle is None else vehicle
    finally:
        vector[price], vector[row : row + count] = before
        vector[ways : ways + BATCH_SIZE] = asked
        simulator.solution[:] = kept


def _stands_for(simulator: Simulator, vehicle: int) -> I64:
    """Mark a vehicle, and all like it where it is empty: one is tried for all."""
    types = simulator.problem.tables["v_type"]
    sol = simulator.solution
    lengths = sol[int(sol[N]) :][: len(types)]
    alike = (types == types[vehicle]) & (lengths == 0) & (lengths[vehicle] == 0)
    alike[vehicle] = True
    return np.asarray(alike, np.int64)


def instead(
    simulator: Simulator, vehicle: int, entries: Sequence[int]
) -> RouteTimes | Failure:
    """Return the clock times of a route in place of the vehicle's loaded one.

    Beside the docks and chargers that the other routes hold.
    """
    sol = simulator.solution
    frm, to = int(sol[GRID]), int(sol[USE])
    kept = sol[frm:to].copy()
    for resource, start, end in held_uses(sol, vehicle):
        row = frm + resource * MINUTES
        sol[row + start // 60 : row + min(MINUTES, -(-end // 60))] -= 1
    try:
        return simulator.times(vehicle, entries)
    finally:
        sol[frm:to] = kept


def lone_entries(problem: RoadProblem, shipment: int, vehicle: int) -> list[int]:
    """Return the route of one shipment alone on a vehicle, permitted or not."""
    tables = problem.tables
    if tables["s_from"][shipment] == tables["v_start"][vehicle]:
        return [2 * shipment + 1]
    if tables["s_to"][shipment] == tables["v_end"][vehicle]:
        return [2 * shipment]
    return [2 * shipment, 2 * shipment + 1]
