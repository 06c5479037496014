"""Cheapest insertion of a shipment: bounded places first, exact simulation last.

Places are simulated from the lowest bound upwards until no bound is below the
best cost found.
"""

from __future__ import annotations

from .data import (
    BIG,
    HAS_DOCKS,
    I64,
    S_FROM,
    S_PENALTY,
    V_START,
    shp,
    veh,
)
from .jit import inner, outer
from .places import (
    C_BOUND,
    C_MODE,
    C_PLACE,
    C_SECOND,
    C_VEHICLE,
    CANDIDATE_SIZE,
    CANDIDATES_AT,
    COUNT,
    PAIR,
    TOUR_AFTER,
    TOUR_BEFORE,
    TRIED_AT,
    note_places,
)
from .route import evaluate
from .solution import COST, GRID, LENGTH, SEQ, WHERE, N, keep, refresh, release

MOST_TRIES = 30
"""Simulations of one insertion in a search at most."""

FEW_TRIES = 12
"""Simulations of one insertion in a search that found no place so far."""


@inner
def _build(sol: I64, at: int, n: int, a: int, place: I64, cell: int, tried: int) -> int:
    """Write the candidate at ``cell`` into ``place[tried:]``; return its length.

    ``a`` is the visit, or the pick-up of a pair.
    """
    i = place[cell + C_PLACE]
    mode = place[cell + C_MODE]
    second = place[cell + C_SECOND]
    m = tried
    for x in range(n + 1):
        if x == i:
            if mode == TOUR_AFTER:
                place[m] = -1
                m += 1
            place[m] = a
            m += 1
            if mode != PAIR and second == 1:
                place[m] = a + 1
                m += 1
            if mode == TOUR_BEFORE:
                place[m] = -1
                m += 1
        if mode == PAIR and x == second:
            place[m] = a + 1
            m += 1
        if x < n:
            place[m] = sol[at + x]
            m += 1
    return m - tried


@inner
def _lowest(memory: I64) -> int:
    """Return the cell of the candidate with the lowest bound, used up; or -1."""
    best = BIG
    cell = -1
    for c in range(memory[COUNT]):
        at = CANDIDATES_AT + c * CANDIDATE_SIZE
        if memory[at + C_BOUND] < best:
            best = memory[at + C_BOUND]
            cell = at
    return cell


@inner
def _cents_tried(
    p: I64, sol: I64, v: int, m: int, memory: I64, state: I64, out: I64, best: int
) -> int:
    """Return the exact cents of the route being tried, or minus a code.

    What would add ``best`` or more is not driven to the end.
    """
    if p[HAS_DOCKS]:
        release(sol, v, -1)
    cutoff = sol[sol[COST] + v] + best
    cents = evaluate(
        p, v, memory, TRIED_AT, m, 0, state, sol, sol[GRID], out, True, cutoff
    )
    if p[HAS_DOCKS]:
        release(sol, v, 1)
    return cents


@inner
def _take_place(
    p: I64, sol: I64, v: int, m: int, memory: I64, state: I64, out: I64, cents: int
) -> None:
    """Put the best route tried into the solution.

    ``cents`` of at least 0: ``state`` and ``out`` are still those of its
    evaluation.
    """
    if p[HAS_DOCKS]:
        release(sol, v, -1)
    length = sol[LENGTH]
    at = sol[SEQ] + v * length
    for x in range(m):
        sol[at + x] = memory[TRIED_AT + length + x]
    sol[sol[N] + v] = m
    if cents >= 0:
        keep(p, sol, v, cents, state, out)
    else:
        refresh(p, sol, v, state, out)


@outer
def insert_best(
    p: I64, sol: I64, k: int, rng: I64, memory: I64, state: I64, out: I64, blink: bool
) -> int:
    """Put a shipment where it costs least; return the cents, or BIG if nowhere.

    Leaves it behind when that is cheaper than its penalty. With ``blink``
    places are overlooked now and then, and a hopeless shipment is given up
    after ``FEW_TRIES`` simulations.
    """
    best = shp(p, k, S_PENALTY)
    note_places(p, sol, k, rng, memory, best, blink)
    length = sol[LENGTH]
    best_v = -1
    best_m = 0
    kept = -1
    tries = 0
    while True:
        cell = _lowest(memory)
        if cell < 0 or memory[cell + C_BOUND] >= best:
            break
        if blink and tries >= (FEW_TRIES if best_v < 0 else MOST_TRIES):
            break
        tries += 1
        memory[cell + C_BOUND] = BIG
        v = memory[cell + C_VEHICLE]
        at = sol[SEQ] + v * length
        from_base = shp(p, k, S_FROM) == veh(p, v, V_START)
        a = 2 * k + (1 if from_base else 0)
        m = _build(sol, at, sol[sol[N] + v], a, memory, cell, TRIED_AT)
        cents = _cents_tried(p, sol, v, m, memory, state, out, best)
        kept = -1
        if cents >= 0 and cents - sol[sol[COST] + v] < best:
            best = cents - sol[sol[COST] + v]
            best_v = v
            best_m = m
            kept = cents
            for x in range(m):
                memory[TRIED_AT + length + x] = memory[TRIED_AT + x]
    if best_v < 0:
        return BIG
    _take_place(p, sol, best_v, best_m, memory, state, out, kept)
    sol[sol[WHERE] + k] = best_v
    return best


@outer
def insert_all(
    p: I64,
    sol: I64,
    order: I64,
    count: int,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
    blink: bool,
) -> None:
    """Insert the first ``count`` shipments of ``order`` where they cost least."""
    for x in range(count):
        if sol[sol[WHERE] + order[x]] < 0:
            insert_best(p, sol, order[x], rng, memory, state, out, blink)
