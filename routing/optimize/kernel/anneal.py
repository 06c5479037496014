"""Ruin and recreate under simulated annealing, one chunk of moves at a time."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from .codes import OK
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
from .insertion import insert_list
from .jit import inner, outer
from .rng import below, unit
from .ruin import choose_removed
from .solution import (
    LENGTH,
    SHIPMENTS,
    VEHICLES,
    WHERE,
    N,
    copy_changed,
    marks_of,
    new_solution,
    new_work,
    refresh,
    release,
    route_of,
    same_route,
    tidy,
    total,
)

EXTRA_TRIED = 12
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
    removed: I64
    order: I64
    touched: I64
    rng: I64
    pool: I64
    """A ring of routes met: vehicle, length, entries; rows of LENGTH + 2."""
    met: I64
    """(1,) routes noted in all."""


def new_search(p: I64, length: int, seed: int) -> Search:
    """Return a search with empty solutions; ``seed`` at least 0."""
    shipments = int(p[SHIPMENT_COUNT])
    return Search(
        new_solution(p, length),
        new_solution(p, length),
        new_solution(p, length),
        new_work(p, length),
        np.zeros(shipments + EXTRA_TRIED, np.int64),
        np.zeros(shipments + EXTRA_TRIED, np.int64),
        np.zeros(int(p[VEHICLE_COUNT]), np.int64),
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
def _collect(p: I64, search: Search, count: int) -> int:
    """Put the removed shipments and some left behind earlier into ``order``."""
    sol = search.current
    order = search.order
    shipments = sol[SHIPMENTS]
    for i in range(count):
        order[i] = search.removed[i]
    start = below(search.rng, shipments)
    extra = 0
    for x in range(shipments):
        k = (start + x) % shipments
        if sol[sol[WHERE] + k] < 0 and marks_of(search.memory)[k] == 0:
            order[count + extra] = k
            extra += 1
            if extra >= EXTRA_TRIED:
                break
    _shuffle(order, count + extra, search.rng)
    draw = below(search.rng, 14)
    if draw >= UNSORTED:
        kinds = draw - UNSORTED
        _sort(p, order, count + extra, 1 + kinds // 2)
    return count + extra


@inner
def _take_out(p: I64, search: Search, count: int) -> bool:
    """Remove the marked shipments; False when a route no longer works."""
    sol = search.current
    good = True
    for x in range(count):
        k = search.removed[x]
        v = sol[sol[WHERE] + k]
        sol[sol[WHERE] + k] = -1
        search.touched[v] = 1
    for v in range(sol[VEHICLES]):
        if search.touched[v]:
            if p[HAS_DOCKS]:
                release(sol, v, -1)
            sol[sol[N] + v] = tidy(
                route_of(sol, v), sol[sol[N] + v], marks_of(search.memory)
            )
            if refresh(p, sol, v, search.memory) != OK:
                good = False
    return good


@inner
def _note_routes(search: Search) -> None:
    """Put the routes of the current solution that changed into the pool."""
    sol = search.current
    width = sol[LENGTH] + 2
    for v in range(sol[VEHICLES]):
        n = sol[sol[N] + v]
        if n > 0 and not same_route(sol, search.backup, v):
            at = (search.met[0] % POOL_SIZE) * width
            search.pool[at] = v
            search.pool[at + 1] = n
            seq = route_of(sol, v)
            for i in range(n):
                search.pool[at + 2 + i] = seq[i]
            search.met[0] += 1


@outer
def anneal(p: I64, search: Search, moves: int, hot: float, cold: float) -> int:
    """Run ``moves`` moves, cooling from ``hot`` to ``cold`` cents.

    Works on ``search.current``; ``search.best`` only ever improves. Returns
    the cents of the best solution.
    """
    current = search.current
    now = total(p, current)
    best = total(p, search.best)
    copy_changed(p, current, search.backup)
    marks = marks_of(search.memory)
    for move in range(moves):
        heat = hot * math.pow(cold / hot, move / moves)
        search.touched[:] = 0
        marks[:] = 0
        count = choose_removed(p, current, search.rng, search.memory, search.removed)
        good = _take_out(p, search, count)
        if good:
            tried = _collect(p, search, count)
            marks[:] = 0
            insert_list(
                p, current, search.order, tried, search.rng, search.memory, True
            )
        after = total(p, current)
        if good and after < now - heat * math.log(unit(search.rng)):
            if after < now:
                _note_routes(search)
            now = after
            copy_changed(p, current, search.backup)
            if after < best:
                best = after
                copy_changed(p, current, search.best)
        else:
            copy_changed(p, search.backup, current)
    return best
