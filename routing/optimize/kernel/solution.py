"""A solution as one vector: routes, what they cost, what they occupy.

Routes are visit numbers with -1 between tours. Beside the routes stand the way of
each batch (-1: it stays), what the ways use of limits and owe to accounts, and
from when to when each shipment may be on its way.
"""

from __future__ import annotations

import numpy as np

from .accounts import owed_cents
from .clock import latest_in, occupy
from .codes import DUE, EARLIEST, IDLE, START, TIME
from .data import (
    A_DURATION,
    A_SITE,
    A_WINDOW,
    ACCOUNTS,
    BATCH_COUNT,
    BIG,
    HAS_DOCKS,
    HAS_WAYS,
    I64,
    LIMITS,
    MINUTES,
    RESOURCES,
    S_BATCH,
    S_PENALTY,
    SETUP,
    SHIPMENT_COUNT,
    V_CHARGER,
    V_DOCK,
    V_END,
    V_LATE,
    V_PROFILE,
    V_RELOAD,
    V_START,
    VEHICLE_COUNT,
    seconds_of,
    shp,
    site_of,
    veh,
    vis,
)
from .jit import inner, outer
from .route import evaluate
from .schedule import CHARGE_KIND, PAUSE_AT, PAUSE_COUNT, TOUR_AT, TOUR_COUNT, VISIT_AT

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
DUE_AT = 12
LATEST = 13
LASTS = 14
WAY = 15
LO = 16
HI = 17
USED = 18
OWED = 19
SIZE = 20
BATCHES = 21
SET_APART = 22
SOLUTION_HEADER = 24


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
        vehicles,
        vehicles * length,
        vehicles,
        int(p[BATCH_COUNT]),
        shipments,
        shipments,
        int(p[LIMITS]),
        int(p[ACCOUNTS]),
    ]
    at = SOLUTION_HEADER + np.concatenate(([0], np.cumsum(sizes)))
    sol = np.zeros(int(at[-1]), np.int64)
    sol[VEHICLES], sol[SHIPMENTS], sol[LENGTH] = vehicles, shipments, length
    sol[N : N + len(sizes)] = at[:-1]
    sol[SIZE] = at[-1]
    sol[BATCHES] = p[BATCH_COUNT]
    sol[sol[WAY] : sol[LO]] = -1
    sol[sol[WHERE] : sol[WHERE] + shipments] = -1
    return sol


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
def release(sol: I64, v: int, sign: int) -> None:
    """Take a route's loadings and charges off the grid (-1), or put them back."""
    at = sol[USE] + v * USES * 3
    for _ in range(sol[sol[USE_N] + v]):
        occupy(sol, sol[GRID] + sol[at] * MINUTES, sol[at + 1], sol[at + 2], sign)
        at += 3


@inner
def _note_use(sol: I64, v: int, resource: int, start: int, end: int) -> None:
    count = sol[sol[USE_N] + v]
    if count < USES:
        at = sol[USE] + v * USES * 3 + 3 * count
        sol[at] = resource
        sol[at + 1] = start
        sol[at + 2] = end
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
def refresh(p: I64, sol: I64, v: int, state: I64, out: I64) -> int:
    """Recompute exactly what is kept about a route; return 0 or minus a code.

    The route's own uses must be off the grid; they are put on it here.
    """
    n = sol[sol[N] + v]
    at = sol[SEQ] + v * sol[LENGTH]
    state[DUE] = 0
    state[IDLE] = 0
    cents = evaluate(p, v, sol, at, n, 0, state, sol, sol[GRID], out, True, BIG)
    keep(p, sol, v, cents, state, out)
    return min(0, cents)


@inner
def keep(p: I64, sol: I64, v: int, cents: int, state: I64, out: I64) -> None:
    """Keep what an exact evaluation of a route has left in ``state`` and ``out``."""
    n = sol[sol[N] + v]
    sol[sol[COST] + v] = max(0, cents)
    sol[sol[IDLE_AT] + v] = state[IDLE]
    sol[sol[DUE_AT] + v] = state[DUE]
    sol[sol[USE_N] + v] = 0
    if cents < 0 or n == 0:
        return
    late = state[START] - state[EARLIEST]
    soonest = sol[READY] + v * sol[LENGTH]
    for i in range(n):
        sol[soonest + i] = out[out[VISIT_AT] + 3 * i + 2] - late
    sol[sol[LASTS] + v] = state[TIME] - state[START]
    _note_latest(p, sol, v)
    if p[HAS_DOCKS]:
        _note_uses(p, sol, v, out)
        release(sol, v, 1)


@inner
def _note_latest(p: I64, sol: I64, v: int) -> None:
    """Note for each visit when service must have started, breaks left aside.

    What comes after it keeps its windows and the end of the shift.
    """
    at = sol[SEQ] + v * sol[LENGTH]
    latest = sol[LATEST] + v * sol[LENGTH]
    profile = veh(p, v, V_PROFILE)
    base = veh(p, v, V_START)
    then = veh(p, v, V_END)
    limit = veh(p, v, V_LATE)
    i = sol[sol[N] + v] - 1
    while i >= 0:
        if sol[at + i] < 0:
            limit -= seconds_of(p, profile, base, then) + veh(p, v, V_RELOAD)
            then = base
            sol[latest + i] = limit
            i -= 1
            continue
        site = vis(p, sol[at + i], A_SITE)
        limit -= seconds_of(p, profile, site, then) + site_of(p, site, SETUP)
        j = i
        while j >= 0 and sol[at + j] >= 0 and vis(p, sol[at + j], A_SITE) == site:
            limit -= vis(p, sol[at + j], A_DURATION)
            j -= 1
        for x in range(j + 1, i + 1):
            limit = latest_in(p, vis(p, sol[at + x], A_WINDOW), limit)
        for x in range(j + 1, i + 1):
            sol[latest + x] = limit
        then = site
        i = j


@outer
def total(p: I64, sol: I64) -> int:
    """Return the cents of routes and accounts plus the penalties of what stays."""
    cents = 0
    for v in range(sol[VEHICLES]):
        cents += sol[sol[COST] + v]
    for b in range(sol[BATCHES]):
        if sol[sol[WAY] + b] < 0:
            cents += shp(p, b, S_PENALTY)
    for f in range(p[ACCOUNTS]):
        cents += owed_cents(p, f, sol[sol[OWED] + f])
    return cents


@inner
def tidy(p: I64, sol: I64, v: int, marks: I64, legs: bool) -> None:
    """Drop visits of marked batches (or legs), and empty tours, from a route."""
    at = sol[SEQ] + v * sol[LENGTH]
    m = at
    for i in range(at, at + sol[sol[N] + v]):
        a = sol[i]
        if a >= 0:
            if marks[a // 2 if legs else shp(p, a // 2, S_BATCH)] == 0:
                sol[m] = a
                m += 1
        elif m > at and sol[m - 1] >= 0:
            sol[m] = -1
            m += 1
    while m > at and sol[m - 1] < 0:
        m -= 1
    sol[sol[N] + v] = m - at


@inner
def same_route(a: I64, b: I64, v: int) -> bool:
    """Tell whether a route is the same in both solutions."""
    n = a[a[N] + v]
    if n != b[b[N] + v]:
        return False
    at = a[SEQ] + v * a[LENGTH]
    for i in range(at, at + n):
        if a[i] != b[i]:
            return False
    return True


@inner
def copy_changed(p: I64, source: I64, target: I64) -> None:
    """Make ``target`` equal to ``source``; only routes that differ are copied.

    Where docks count, equal routes may stand at different docking times; where
    goods change carriers, at different times.
    """
    for v in range(source[VEHICLES]):
        if p[HAS_DOCKS] or p[HAS_WAYS] or not same_route(source, target, v):
            copy_route(source, target, v)
    at = source[WHERE]
    for i in range(at, at + source[SHIPMENTS]):
        target[i] = source[i]
    for i in range(source[WAY], source[SIZE]):
        target[i] = source[i]
    if p[HAS_DOCKS]:
        for i in range(source[GRID], source[USE]):
            target[i] = source[i]


@inner
def copy_route(source: I64, target: I64, v: int) -> None:
    """Copy a route and what is kept about it; the grid is left as it is."""
    n = source[source[N] + v]
    for table in (N, COST, IDLE_AT, USE_N, DUE_AT, LASTS):
        target[target[table] + v] = source[source[table] + v]
    for table in (SEQ, READY, LATEST):
        at = source[table] + v * source[LENGTH]
        for i in range(at, at + n):
            target[i] = source[i]
    at = source[USE] + v * USES * 3
    for i in range(at, at + 3 * source[source[USE_N] + v]):
        target[i] = source[i]
