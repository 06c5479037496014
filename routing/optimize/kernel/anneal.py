"""Ruin and recreate under simulated annealing, one chunk of moves at a time."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from .data import (
    A_SITE,
    A_WINDOW,
    HAS_DOCKS,
    I64,
    S_LOAD,
    S_PENALTY,
    SHIPMENT_COUNT,
    VEHICLE_COUNT,
    closes,
    metres_of,
    shp,
    vis,
)
from .insertion import insert_all
from .jit import inner, outer
from .places import new_memory
from .rng import below, unit
from .route import STATE_LENGTH
from .ruin import choose_removed
from .schedule import new_schedule
from .solution import (
    LENGTH,
    SEQ,
    SHIPMENTS,
    VEHICLES,
    WHERE,
    N,
    copy_changed,
    new_solution,
    refresh,
    release,
    same_route,
    tidy,
    total,
)

EXTRA_TRIED = 4
"""Shipments left behind earlier that each recreation tries again."""

POOL_SIZE = 4000

UNSORTED = 4
LARGE_FIRST = 1
FAR_FIRST = 2
NEAR_FIRST = 3
DEAR_FIRST = 4


class Search(NamedTuple):
    """Everything one annealing run owns, each a vector."""

    current: I64
    best: I64
    backup: I64
    memory: I64
    state: I64
    out: I64
    marks: I64
    types: I64
    touched: I64
    removed: I64
    order: I64
    rng: I64
    pool: I64
    """A ring of routes met: vehicle, length, entries; rows of LENGTH + 2."""
    met: I64
    """(1,) routes noted in all."""


def new_search(p: I64, length: int, seed: int) -> Search:
    """Return a search with empty solutions; ``seed`` at least 0."""
    shipments = int(p[SHIPMENT_COUNT])
    vehicles = int(p[VEHICLE_COUNT])
    return Search(
        new_solution(p, length),
        new_solution(p, length),
        new_solution(p, length),
        new_memory(length, vehicles),
        np.zeros(STATE_LENGTH, np.int64),
        new_schedule(length),
        np.zeros(shipments, np.int64),
        np.zeros(vehicles, np.int64),
        np.zeros(vehicles, np.int64),
        np.zeros(shipments + EXTRA_TRIED, np.int64),
        np.zeros(shipments + EXTRA_TRIED, np.int64),
        np.array([(seed * 2_654_435_761 + 88_172_645) & 0xFFFFFFFF | 1], np.int64),
        np.zeros(POOL_SIZE * (length + 2), np.int64),
        np.zeros(1, np.int64),
    )


@inner
def _shuffle(values: I64, n: int, rng: I64) -> None:
    for i in range(n - 1, 0, -1):
        j = below(rng, i + 1)
        values[i], values[j] = values[j], values[i]


@inner
def _sort_key(p: I64, k: int, kind: int) -> int:
    """Return the key by which shipment ``k`` is sorted for insertion."""
    home = vis(p, 2 * k, A_SITE)
    away = vis(p, 2 * k + 1, A_SITE)
    if kind == LARGE_FIRST:
        return -shp(p, k, S_LOAD)
    if kind == FAR_FIRST:
        return -metres_of(p, 0, home, away)
    if kind == NEAR_FIRST:
        return metres_of(p, 0, home, away)
    if kind == DEAR_FIRST:
        return -shp(p, k, S_PENALTY)
    return closes(p, vis(p, 2 * k + 1, A_WINDOW), 0)


@inner
def _sort(p: I64, order: I64, count: int, kind: int) -> None:
    """Sort the first ``count`` shipments; equal keys keep their order."""
    for i in range(1, count):
        k = order[i]
        key = _sort_key(p, k, kind)
        j = i - 1
        while j >= 0 and _sort_key(p, order[j], kind) > key:
            order[j + 1] = order[j]
            j -= 1
        order[j + 1] = k


@inner
def _collect(
    p: I64, sol: I64, removed: I64, count: int, marks: I64, order: I64, rng: I64
) -> int:
    """Put the removed shipments and some left behind earlier into ``order``."""
    shipments = sol[SHIPMENTS]
    for i in range(count):
        order[i] = removed[i]
    start = below(rng, shipments)
    extra = 0
    for x in range(shipments):
        k = (start + x) % shipments
        if sol[sol[WHERE] + k] < 0 and marks[k] == 0:
            order[count + extra] = k
            extra += 1
            if extra >= EXTRA_TRIED:
                break
    _shuffle(order, count + extra, rng)
    draw = below(rng, 14)
    if draw >= UNSORTED:
        _sort(p, order, count + extra, 1 + (draw - UNSORTED) // 2)
    return count + extra


@inner
def _take_out(
    p: I64,
    sol: I64,
    removed: I64,
    count: int,
    marks: I64,
    touched: I64,
    state: I64,
    out: I64,
) -> bool:
    """Remove the marked shipments; False when a route no longer works."""
    for v in range(sol[VEHICLES]):
        touched[v] = 0
    for x in range(count):
        k = removed[x]
        touched[sol[sol[WHERE] + k]] = 1
        sol[sol[WHERE] + k] = -1
    good = True
    for v in range(sol[VEHICLES]):
        if touched[v]:
            if p[HAS_DOCKS]:
                release(sol, v, -1)
            tidy(sol, v, marks)
            if refresh(p, sol, v, state, out) < 0:
                good = False
    return good


@inner
def _note_routes(sol: I64, backup: I64, pool: I64, met: I64) -> None:
    """Put the routes of a solution that changed into the pool."""
    width = sol[LENGTH] + 2
    for v in range(sol[VEHICLES]):
        n = sol[sol[N] + v]
        if n > 0 and not same_route(sol, backup, v):
            at = (met[0] % POOL_SIZE) * width
            pool[at] = v
            pool[at + 1] = n
            for i in range(n):
                pool[at + 2 + i] = sol[sol[SEQ] + v * sol[LENGTH] + i]
            met[0] += 1


@outer
def anneal(p: I64, search: Search, moves: int, hot: float, cold: float) -> int:
    """Run ``moves`` moves, cooling from ``hot`` to ``cold`` cents.

    Works on ``search.current``; ``search.best`` only ever improves. Returns
    the cents of the best solution.
    """
    (
        current,
        best,
        backup,
        memory,
        state,
        out,
        marks,
        types,
        touched,
        removed,
        order,
        rng,
        pool,
        met,
    ) = search
    now = total(p, current)
    lowest = total(p, best)
    copy_changed(p, current, backup)
    for move in range(moves):
        heat = hot * math.pow(cold / hot, move / moves)
        for k in range(marks.shape[0]):
            marks[k] = 0
        count = choose_removed(p, current, rng, marks, types, removed)
        good = _take_out(p, current, removed, count, marks, touched, state, out)
        if good:
            tried = _collect(p, current, removed, count, marks, order, rng)
            insert_all(p, current, order, tried, rng, memory, state, out, True)
        after = total(p, current)
        if good and after < now - heat * math.log(unit(rng)):
            if after < now:
                _note_routes(current, backup, pool, met)
            now = after
            copy_changed(p, current, backup)
            if after < lowest:
                lowest = after
                copy_changed(p, current, best)
        else:
            copy_changed(p, backup, current)
    return lowest
