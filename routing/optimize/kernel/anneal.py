"""Ruin and recreate under simulated annealing, one chunk of moves at a time."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from .data import (
    A_SITE,
    A_WINDOW,
    BATCH_COUNT,
    HAS_DOCKS,
    HAS_WAYS,
    I64,
    MOST_ROADS,
    S_LOAD,
    S_PENALTY,
    VEHICLE_COUNT,
    W_ROAD,
    W_ROADS,
    closes,
    metres_of,
    shp,
    vis,
    way_of,
)
from .jit import inner, outer
from .places import new_memory
from .rng import below, unit
from .route import STATE_LENGTH
from .ruin import choose_removed
from .schedule import new_schedule
from .solution import (
    BATCHES,
    HI,
    LENGTH,
    LO,
    SEQ,
    VEHICLES,
    WAY,
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
from .times import restore_times
from .ways import insert_all, leave_way

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
    spare: I64
    """Where a route stands while another way is tried."""
    chosen: I64
    """Where the routes of the best way so far are set apart."""
    memory: I64
    state: I64
    out: I64
    times: I64
    """(2 x MOST_ROADS,) of a chain: delivered, loaded."""
    marks: I64
    types: I64
    touched: I64
    removed: I64
    order: I64
    rng: I64
    pool: I64
    """A ring of routes met, rows of ``pool_width``: vehicle, length, entries; where
    goods change carriers also the times of each entry's shipment."""
    met: I64
    """(1,) routes noted in all."""


def pool_width(p: I64, length: int) -> int:
    """Return the cells of a route in the pool."""
    return 2 + length * (3 if p[HAS_WAYS] else 1)


def new_search(p: I64, length: int, seed: int) -> Search:
    """Return a search with empty solutions; ``seed`` at least 0."""
    batches = int(p[BATCH_COUNT])
    vehicles = int(p[VEHICLE_COUNT])
    return Search(
        new_solution(p, length),
        new_solution(p, length),
        new_solution(p, length),
        new_solution(p, length),
        new_solution(p, length),
        new_memory(length, vehicles),
        np.zeros(STATE_LENGTH, np.int64),
        new_schedule(length),
        np.zeros(2 * MOST_ROADS, np.int64),
        np.zeros(batches, np.int64),
        np.zeros(vehicles, np.int64),
        np.zeros(vehicles, np.int64),
        np.zeros(batches + EXTRA_TRIED, np.int64),
        np.zeros(batches + EXTRA_TRIED, np.int64),
        np.array([(seed * 2_654_435_761 + 88_172_645) & 0xFFFFFFFF | 1], np.int64),
        np.zeros(POOL_SIZE * pool_width(p, length), np.int64),
        np.zeros(1, np.int64),
    )


@inner
def _shuffle(values: I64, n: int, rng: I64) -> None:
    for i in range(n - 1, 0, -1):
        j = below(rng, i + 1)
        values[i], values[j] = values[j], values[i]


@inner
def _sort_key(p: I64, k: int, kind: int) -> int:
    """Return the key by which batch ``k`` is sorted for insertion."""
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
    """Sort the first ``count`` batches; equal keys keep their order."""
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
    """Put the removed batches and some left behind earlier into ``order``."""
    batches = sol[BATCHES]
    for i in range(count):
        order[i] = removed[i]
    start = below(rng, batches)
    extra = 0
    for x in range(batches):
        k = (start + x) % batches
        if sol[sol[WAY] + k] < 0 and marks[k] == 0:
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
    """Remove the marked batches; False when a route no longer works."""
    for v in range(sol[VEHICLES]):
        touched[v] = 0
    for x in range(count):
        w = sol[sol[WAY] + removed[x]]
        for r in range(way_of(p, w, W_ROADS)):
            touched[sol[sol[WHERE] + way_of(p, w, W_ROAD + r)]] = 1
        leave_way(p, sol, removed[x])
    good = True
    for v in range(sol[VEHICLES]):
        if touched[v]:
            if p[HAS_DOCKS]:
                release(sol, v, -1)
            tidy(p, sol, v, marks)
            if refresh(p, sol, v, state, out) < 0:
                good = False
    return good


@inner
def _note_routes(p: I64, sol: I64, backup: I64, pool: I64, met: I64) -> None:
    """Put the routes of a solution that changed into the pool."""
    length = sol[LENGTH]
    width = 2 + length * (3 if p[HAS_WAYS] else 1)
    for v in range(sol[VEHICLES]):
        n = sol[sol[N] + v]
        if n > 0 and not same_route(sol, backup, v):
            at = (met[0] % POOL_SIZE) * width
            pool[at] = v
            pool[at + 1] = n
            for i in range(n):
                a = sol[sol[SEQ] + v * length + i]
                pool[at + 2 + i] = a
                if p[HAS_WAYS] and a >= 0:
                    pool[at + 2 + length + i] = sol[sol[LO] + a // 2]
                    pool[at + 2 + 2 * length + i] = sol[sol[HI] + a // 2]
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
        spare,
        chosen,
        memory,
        state,
        out,
        times,
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
    if p[HAS_WAYS]:
        restore_times(p, current)
    copy_changed(p, current, backup)
    for move in range(moves):
        heat = hot * math.pow(cold / hot, move / moves)
        for k in range(marks.shape[0]):
            marks[k] = 0
        count = choose_removed(p, current, rng, marks, types, removed)
        good = _take_out(p, current, removed, count, marks, touched, state, out)
        if good:
            tried = _collect(p, current, removed, count, marks, order, rng)
            insert_all(
                p,
                current,
                spare,
                chosen,
                order,
                tried,
                removed[removed.shape[0] - 1],
                rng,
                memory,
                state,
                out,
                times,
                True,
            )
        after = total(p, current)
        if good and after < now - heat * math.log(unit(rng)):
            if after < now:
                _note_routes(p, current, backup, pool, met)
            now = after
            copy_changed(p, current, backup)
            if after < lowest:
                lowest = after
                copy_changed(p, current, best)
        else:
            copy_changed(p, backup, current)
            if p[HAS_WAYS]:
                restore_times(p, current)
    return lowest
