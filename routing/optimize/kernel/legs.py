"""Recreate legs: every batch keeps its way, its shipments by road move.

What is driven from a hub is improved apart from what is driven to it: a leg that
was taken out comes back between the same times, wherever it costs least.
"""

from __future__ import annotations

from .data import BIG, HAS_DOCKS, I64, S_BATCH, S_PENALTY, shp
from .insertion import find_place, take_place
from .jit import inner
from .solution import VEHICLES, WHERE, refresh, release, tidy


@inner
def take_out_legs(
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
        touched[sol[sol[WHERE] + removed[x]]] = 1
        sol[sol[WHERE] + removed[x]] = -1
    good = True
    for v in range(sol[VEHICLES]):
        if touched[v]:
            if p[HAS_DOCKS]:
                release(sol, v, -1)
            tidy(p, sol, v, marks, True)
            if refresh(p, sol, v, state, out) < 0:
                good = False
    return good


@inner
def _is_among(batches: I64, count: int, b: int) -> bool:
    for x in range(count):
        if batches[x] == b:
            return True
    return False


@inner
def put_back_legs(
    p: I64,
    sol: I64,
    removed: I64,
    count: int,
    order: I64,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
) -> int:
    """Put shipments back where they cost least, in the order of ``removed``.

    Fills ``order`` with the batches of those that find no place, and returns their
    number.
    """
    failed = 0
    for x in range(count):
        k = removed[x]
        b = shp(p, k, S_BATCH)
        if failed and _is_among(order, failed, b):
            continue
        limit = shp(p, b, S_PENALTY)
        if find_place(p, sol, k, limit, rng, memory, state, out, True) < BIG:
            take_place(p, sol, k, 1, memory, state, out)
        else:
            order[failed] = b
            failed += 1
    return failed
