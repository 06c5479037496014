"""What if: costs and failures of places that the loaded routes do not use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .courses import shipments_of
from .draft import held_uses
from .kernel.data import (
    ALLOWED_AT,
    BATCH_AT,
    BATCH_SIZE,
    BIG,
    MINUTES,
    S_PENALTY,
    SHIPMENT_AT,
    SHIPMENT_SIZE,
    W_HI,
    W_LO,
    W_TAKE,
    W_TAKES,
)
from .kernel.solution import GRID, HI, LO, USE, USED, WHERE, N
from .kernel.times import restore_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .kernel.data import I64
    from .road import RoadProblem
    from .route_times import Failure, RouteTimes
    from .simulator import Simulator


def cheapest(
    simulator: Simulator, shipment: int, vehicle: int | None = None
) -> tuple[int, int] | None:
    """Return the cents that a batch's cheapest way adds, and its vehicle.

    Whatever its penalty; nothing changes. With ``vehicle`` straight on this one
    alone; without, the vehicle is -1 for a way that is not straight. None when no
    way is feasible.
    """
    way = None if vehicle is None else simulator.direct_way(shipment)
    found = _tried(simulator, shipment, way, vehicle)
    if found is None:
        return None
    cents, (where, *_) = found
    return cents, where if vehicle is None else vehicle


def by_way(
    simulator: Simulator, batch: int, place: int
) -> tuple[int, tuple[int, ...]] | None:
    """Return the cents that one way of a batch adds, and the vehicles of its roads.

    ``place`` is that of the way among the batch's. Whatever its penalty; nothing
    changes. None when it is not feasible beside the loaded routes.
    """
    first = int(simulator.problem.tables["batches"][batch, 0])
    found = _tried(simulator, batch, first + place)
    if found is None:
        return None
    cents, (_, *vehicles) = found
    return cents, tuple(vehicles)


def _tried(
    simulator: Simulator, batch: int, way: int | None, vehicle: int | None = None
) -> tuple[int, list[int]] | None:
    """Insert a batch, by one way or vehicle alone, and take it out again.

    Returns the cents, the vehicle of its direct movement, and those of the roads
    of ``way``. A way of -1 is none.
    """
    vector, kept = simulator.vector, simulator.solution.copy()
    price = int(vector[SHIPMENT_AT]) + batch * SHIPMENT_SIZE + S_PENALTY
    count = len(simulator.problem.vehicles)
    row = int(vector[ALLOWED_AT]) + batch * count
    ways = int(vector[BATCH_AT]) + batch * BATCH_SIZE
    before = int(vector[price]), vector[row : row + count].copy()
    asked = vector[ways : ways + BATCH_SIZE].copy()
    vector[price] = BIG // 2
    if vehicle is not None:
        vector[row : row + count] *= _stands_for(simulator, vehicle)
    if way is not None:
        vector[ways : ways + BATCH_SIZE] = (max(way, 0), int(way >= 0))
    try:
        cents = simulator.insert(batch)
        if cents is None:
            return None
        where = simulator.solution[int(simulator.solution[WHERE]) :]
        roads = (
            [] if way is None else shipments_of(simulator.problem.tables["ways"], way)
        )
        return cents, [int(where[batch]), *(int(where[k]) for k in roads)]
    finally:
        vector[price], vector[row : row + count] = before
        vector[ways : ways + BATCH_SIZE] = asked
        simulator.solution[:] = kept


def by_range(
    simulator: Simulator, batch: int, first: int, count: int, *, keep: bool
) -> int | None:
    """Send a batch the cheapest of a run of its ways; return the cents that adds.

    Whatever its penalty. ``first`` is the number of a way among all. None when no
    such way is feasible; nothing changes then, nor without ``keep``.
    """
    vector, before = simulator.vector, simulator.solution.copy()
    price = int(vector[SHIPMENT_AT]) + batch * SHIPMENT_SIZE + S_PENALTY
    ways = int(vector[BATCH_AT]) + batch * BATCH_SIZE
    penalty, asked = int(vector[price]), vector[ways : ways + BATCH_SIZE].copy()
    vector[price] = BIG // 2
    vector[ways : ways + BATCH_SIZE] = (first, count)
    try:
        cents = simulator.insert(batch)
    finally:
        vector[price], vector[ways : ways + BATCH_SIZE] = penalty, asked
    if not keep:
        simulator.solution[:] = before
    return cents


def lacking(simulator: Simulator, batch: int, place: int) -> list[tuple[int, int]]:
    """Return each limit of a way by its number, and by how much it is exceeded.

    0 where there is room; ``RoadProblem.limit_keys`` tells what a number means.
    """
    tables, sol = simulator.problem.tables, simulator.solution
    way = tables["ways"][int(tables["batches"][batch, 0]) + place]
    at, count = int(way[W_TAKE]), int(way[W_TAKES])
    used = sol[int(sol[USED]) :]
    return [
        (
            int(limit),
            max(0, int(used[limit]) + int(amount) - int(tables["limits"][limit])),
        )
        for limit, amount in tables["takes"][at : at + count]
    ]


def fees_of(simulator: Simulator) -> int:
    """Return the cents that trips, offers and stages cost beside the loaded routes."""
    problem = simulator.problem
    roads = sum(simulator.cents_of(v) for v in range(len(problem.vehicles)))
    stays = sum(int(problem.tables["s_penalty"][b]) for b in simulator.left())
    return simulator.total() - roads - stays


def set_leg_times(simulator: Simulator, batch: int, place: int) -> list[int]:
    """Set when the roads of a way may be driven; return their movements.

    A way that is tried or loaded later sets its own times again.
    """
    tables = simulator.problem.tables
    number = int(tables["batches"][batch, 0]) + place
    row, movements = tables["ways"][number], shipments_of(tables["ways"], number)
    sol = simulator.solution
    where, low, high = (int(sol[cell]) for cell in (WHERE, LO, HI))
    for r, k in enumerate(movements):
        sol[low + k], sol[high + k] = row[W_LO + r], row[W_HI + r]
        sol[where + k] = 0
    restore_times(simulator.vector, sol)
    for k in movements:
        sol[where + k] = -1
    return movements


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
