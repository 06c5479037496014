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
    V_START,
    shp,
    veh,
)
from .jit import inner
from .places import (
    C_BOUND,
    C_MODE,
    C_PLACE,
    C_SECOND,
    C_VEHICLE,
    CANDIDATE_SIZE,
    CANDIDATES_AT,
    COUNT,
    FOUND_CENTS,
    FOUND_M,
    FOUND_V,
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
def find_place(
    p: I64,
    sol: I64,
    k: int,
    limit: int,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
    blink: bool,
) -> int:
    """Return the least cents that a shipment adds to a route, or BIG from ``limit`` on.

    The route stands in the memory for ``take_place``. With ``blink`` places are
    overlooked now and then, and a hopeless shipment is given up after
    ``FEW_TRIES`` simulations.
    """
    best = limit
    note_places(p, sol, k, rng, memory, best, blink)
    length = sol[LENGTH]
    memory[FOUND_V] = -1
    tries = 0
    while True:
        cell = _lowest(memory)
        if cell < 0 or memory[cell + C_BOUND] >= best:
            break
        if blink and tries >= (FEW_TRIES if memory[FOUND_V] < 0 else MOST_TRIES):
            break
        tries += 1
        memory[cell + C_BOUND] = BIG
        v = memory[cell + C_VEHICLE]
        at = sol[SEQ] + v * length
        from_base = shp(p, k, S_FROM) == veh(p, v, V_START)
        a = 2 * k + (1 if from_base else 0)
        m = _build(sol, at, sol[sol[N] + v], a, memory, cell, TRIED_AT)
        cents = _cents_tried(p, sol, v, m, memory, state, out, best)
        memory[FOUND_CENTS] = -1
        if cents >= 0 and cents - sol[sol[COST] + v] < best:
            best = cents - sol[sol[COST] + v]
            memory[FOUND_V] = v
            memory[FOUND_M] = m
            memory[FOUND_CENTS] = cents
            for x in range(m):
                memory[TRIED_AT + length + x] = memory[TRIED_AT + x]
    return best if memory[FOUND_V] >= 0 else BIG


@inner
def take_place(
    p: I64, sol: I64, k: int, row: int, memory: I64, state: I64, out: I64
) -> int:
    """Put a shipment into the route that was found; return its vehicle.

    ``row`` 1 is the last one found, 2 one that was set apart since.
    """
    v = memory[FOUND_V]
    m = memory[FOUND_M]
    if p[HAS_DOCKS]:
        release(sol, v, -1)
    length = sol[LENGTH]
    at = sol[SEQ] + v * length
    for x in range(m):
        sol[at + x] = memory[TRIED_AT + row * length + x]
    sol[sol[N] + v] = m
    if memory[FOUND_CENTS] >= 0:
        # State and schedule are still those of its evaluation.
        keep(p, sol, v, memory[FOUND_CENTS], state, out)
    else:
        refresh(p, sol, v, state, out)
    sol[sol[WHERE] + k] = v
    return v
