"""A solution as one vector: routes, what they cost, what they occupy.

Routes are visit numbers with -1 between tours.
"""

from __future__ import annotations

import numpy as np

from .clock import occupy
from .codes import IDLE, OK
from .data import (
    HAS_DOCKS,
    I64,
    MINUTES,
    RESOURCES,
    S_PENALTY,
    SHIPMENT_COUNT,
    V_CHARGER,
    V_DOCK,
    V_RELOAD,
    VEHICLE_COUNT,
    shp,
    veh,
)
from .jit import inner, outer
from .route import WORKSPACE, evaluate, write_schedule
from .schedule import (
    CHARGE_KIND,
    PAUSE_AT,
    PAUSE_COUNT,
    TOUR_AT,
    TOUR_COUNT,
    VISIT_AT,
    new_schedule,
)

USES = 24
"""Loadings and charges of one route that are counted on the grid."""

# Header of a solution.
VEHICLES = 0
SHIPMENTS = 1
LENGTH = 2
N = 3
COST = 4
IDLE_AT = 5
WHERE = 6
USE_N = 7
SEQ = 8
READY = 9
GRID = 10
USE = 11
SIZE = 12
SOLUTION_HEADER = 16

# Header of the working memory.
W_STATE = 0
W_SEQ = 1
W_BEST = 2
W_MARKS = 3
W_TYPES = 4
W_OUT = 5
W_LENGTH = 6
WORK_HEADER = 8


def new_solution(p: I64, length: int) -> I64:
    """Return the empty solution: everything stays behind."""
    vehicles, shipments = int(p[VEHICLE_COUNT]), int(p[SHIPMENT_COUNT])
    sizes = [
        vehicles,
        vehicles,
        vehicles,
        shipments,
        vehicles,
        vehicles * length,
        vehicles * length,
        max(1, int(p[RESOURCES])) * MINUTES,
        vehicles * USES * 3,
    ]
    at = SOLUTION_HEADER + np.concatenate(([0], np.cumsum(sizes)))
    sol = np.zeros(int(at[-1]), np.int64)
    sol[VEHICLES], sol[SHIPMENTS], sol[LENGTH] = vehicles, shipments, length
    sol[N : N + len(sizes)] = at[:-1]
    sol[SIZE] = at[-1]
    sol[sol[WHERE] : sol[WHERE] + shipments] = -1
    return sol


def new_work(p: I64, length: int) -> I64:
    """Return working memory for routes of up to ``length`` entries."""
    out = new_schedule(length)
    sizes = [
        WORKSPACE,
        length,
        length,
        int(p[SHIPMENT_COUNT]),
        int(p[VEHICLE_COUNT]) + 1,
        len(out),
    ]
    at = WORK_HEADER + np.concatenate(([0], np.cumsum(sizes)))
    work = np.zeros(int(at[-1]), np.int64)
    work[: len(sizes)] = at[:-1]
    work[W_LENGTH] = length
    work[work[W_OUT] :] = out
    return work


def route_list(sol: I64, v: int) -> list[int]:
    """Return the entries of a route."""
    at = int(sol[SEQ] + v * sol[LENGTH])
    return [int(a) for a in sol[at : at + int(sol[sol[N] + v])]]


def set_route(sol: I64, v: int, entries: list[int]) -> None:
    """Write the entries of a route (refresh it afterwards)."""
    at = int(sol[SEQ] + v * sol[LENGTH])
    sol[at : at + len(entries)] = entries
    sol[sol[N] + v] = len(entries)


@inner
def route_of(sol: I64, v: int) -> I64:
    """Return the entries of a route, up to the longest possible."""
    at = sol[SEQ] + v * sol[LENGTH]
    return sol[at : at + sol[LENGTH]]


@inner
def ready_of(sol: I64, v: int) -> I64:
    """Return when each entry of a route is done, as it stands."""
    at = sol[READY] + v * sol[LENGTH]
    return sol[at : at + sol[LENGTH]]


@inner
def grid_of(sol: I64) -> I64:
    """Return the minutes in which docks and chargers are in use."""
    return sol[sol[GRID] : sol[USE]]


@inner
def use_of(sol: I64, v: int) -> I64:
    """Return the uses of a route: rows of resource, start, end."""
    at = sol[USE] + v * USES * 3
    return sol[at : at + USES * 3]


@inner
def state_of(work: I64) -> I64:
    """Return the state vector of a simulation."""
    return work[work[W_STATE] : work[W_SEQ]]


@inner
def seq_of(work: I64) -> I64:
    """Return the route being tried."""
    return work[work[W_SEQ] : work[W_BEST]]


@inner
def best_of(work: I64) -> I64:
    """Return the best route found by an insertion."""
    return work[work[W_BEST] : work[W_MARKS]]


@inner
def marks_of(work: I64) -> I64:
    """Return one mark per shipment."""
    return work[work[W_MARKS] : work[W_TYPES]]


@inner
def types_of(work: I64) -> I64:
    """Return one cell per vehicle (type)."""
    return work[work[W_TYPES] : work[W_OUT]]


@inner
def out_of(work: I64) -> I64:
    """Return the schedule vector."""
    return work[work[W_OUT] :]


@inner
def release(sol: I64, v: int, sign: int) -> None:
    """Take a route's loadings and charges off the grid (-1), or put them back."""
    use = use_of(sol, v)
    for i in range(sol[sol[USE_N] + v]):
        occupy(grid_of(sol), use[3 * i], use[3 * i + 1], use[3 * i + 2], sign)


@inner
def _note_use(sol: I64, v: int, resource: int, start: int, end: int) -> None:
    count = sol[sol[USE_N] + v]
    if count < USES:
        use = use_of(sol, v)
        use[3 * count] = resource
        use[3 * count + 1] = start
        use[3 * count + 2] = end
        sol[sol[USE_N] + v] = count + 1


@inner
def _note_uses(p: I64, sol: I64, v: int, out: I64) -> None:
    if veh(p, v, V_DOCK) >= 0:
        for t in range(out[TOUR_COUNT]):
            start = out[out[TOUR_AT] + 4 * t]
            _note_use(sol, v, veh(p, v, V_DOCK), start, start + veh(p, v, V_RELOAD))
    if veh(p, v, V_CHARGER) >= 0:
        for x in range(out[PAUSE_COUNT]):
            at = out[PAUSE_AT] + 4 * x
            if out[at] == CHARGE_KIND:
                _note_use(sol, v, veh(p, v, V_CHARGER), out[at + 2], out[at + 3])


@outer
def refresh(p: I64, sol: I64, v: int, work: I64) -> int:
    """Recompute what is kept about a route; return its code.

    The route's own uses must be off the grid; they are put on it here.
    """
    n = sol[sol[N] + v]
    state = state_of(work)
    out = out_of(work)
    grid = grid_of(sol)
    code, cents = evaluate(p, v, route_of(sol, v), n, state, grid, out)
    sol[sol[COST] + v] = cents
    sol[sol[IDLE_AT] + v] = state[IDLE] if n > 0 else 0
    sol[sol[USE_N] + v] = 0
    if code == OK and n > 0:
        write_schedule(p, v, route_of(sol, v), n, state, grid, out)
        ready = ready_of(sol, v)
        for i in range(n):
            ready[i] = out[out[VISIT_AT] + 3 * i + 2]
        if p[HAS_DOCKS]:
            _note_uses(p, sol, v, out)
            release(sol, v, 1)
    return code


@outer
def total(p: I64, sol: I64) -> int:
    """Return the cents of all routes plus the penalties of what stays."""
    cents = 0
    for v in range(sol[VEHICLES]):
        cents += sol[sol[COST] + v]
    for k in range(sol[SHIPMENTS]):
        if sol[sol[WHERE] + k] < 0:
            cents += shp(p, k, S_PENALTY)
    return cents


@inner
def tidy(seq: I64, n: int, marks: I64) -> int:
    """Drop visits of marked shipments and empty tours; return the new length."""
    m = 0
    for i in range(n):
        a = seq[i]
        if a >= 0:
            if marks[a // 2] == 0:
                seq[m] = a
                m += 1
        elif m > 0 and seq[m - 1] >= 0:
            seq[m] = -1
            m += 1
    while m > 0 and seq[m - 1] < 0:
        m -= 1
    return m


@inner
def same_route(a: I64, b: I64, v: int) -> bool:
    """Tell whether a route is the same in both solutions."""
    n = a[a[N] + v]
    if n != b[b[N] + v]:
        return False
    first = route_of(a, v)
    second = route_of(b, v)
    for i in range(n):
        if first[i] != second[i]:
            return False
    return True


@inner
def copy_changed(p: I64, source: I64, target: I64) -> None:
    """Make ``target`` equal to ``source``; only routes that differ are copied.

    Where docks count, equal routes may stand at different docking times.
    """
    for v in range(source[VEHICLES]):
        if p[HAS_DOCKS] or not same_route(source, target, v):
            _copy_route(source, target, v)
    at = source[WHERE]
    for i in range(at, at + source[SHIPMENTS]):
        target[i] = source[i]
    if p[HAS_DOCKS]:
        for i in range(source[GRID], source[USE]):
            target[i] = source[i]


@inner
def _copy_route(source: I64, target: I64, v: int) -> None:
    n = source[source[N] + v]
    for table in (N, COST, IDLE_AT, USE_N):
        target[target[table] + v] = source[source[table] + v]
    for table in (SEQ, READY):
        at = source[table] + v * source[LENGTH]
        for i in range(at, at + n):
            target[i] = source[i]
    at = source[USE] + v * USES * 3
    for i in range(at, at + 3 * source[source[USE_N] + v]):
        target[i] = source[i]
