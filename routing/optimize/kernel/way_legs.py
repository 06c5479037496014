"""The legs by road of one way: where they are placed, and taking them up."""

from __future__ import annotations

from .booking import count_way
from .chain import BACKWARD, TOGETHER, place_chain, undo_chain
from .data import (
    B_WAYS,
    BIG,
    HAS_DOCKS,
    I64,
    S_FROM,
    S_TO,
    W_HI,
    W_LO,
    W_LOCAL,
    W_ROAD,
    W_ROADS,
    batch_of,
    shp,
    way_of,
)
from .insertion import find_place, take_place
from .jit import inner
from .places import FOUND_CENTS, FOUND_M, FOUND_V, TRIED_AT
from .rng import below
from .solution import (
    HI,
    LO,
    SET_APART,
    WAY,
    WHERE,
    copy_route,
    release,
)
from .times import set_times

MOST_APART = 2
"""Legs by road of a way whose leg at the village is placed first."""


@inner
def set_single(p: I64, w: int, r: int, length: int, memory: I64, chosen: I64) -> None:
    """Set the route found for one shipment of a way apart."""
    k = way_of(p, w, W_ROAD + r)
    for x in range(memory[FOUND_M]):
        memory[TRIED_AT + 2 * length + x] = memory[TRIED_AT + length + x]
    chosen[chosen[WHERE] + k] = memory[FOUND_V]
    chosen[chosen[LO] + k] = way_of(p, w, W_LO + r)
    chosen[chosen[HI] + k] = way_of(p, w, W_HI + r)
    chosen[SET_APART] = memory[FOUND_M]


@inner
def _set_chain(p: I64, sol: I64, w: int, chosen: I64) -> None:
    """Set the routes of a way apart that stands in the solution."""
    for r in range(way_of(p, w, W_ROADS)):
        k = way_of(p, w, W_ROAD + r)
        v = sol[sol[WHERE] + k]
        copy_route(sol, chosen, v)
        chosen[chosen[WHERE] + k] = v
        chosen[chosen[LO] + k] = sol[sol[LO] + k]
        chosen[chosen[HI] + k] = sol[sol[HI] + k]


@inner
def _go(
    p: I64,
    sol: I64,
    b: int,
    w: int,
    apart: bool,
    memory: I64,
    chosen: I64,
    state: I64,
    out: I64,
) -> None:
    """Send a batch the way whose routes were set apart; with ``apart`` one leg."""
    n = way_of(p, w, W_ROADS)
    for r in range(n):
        k = way_of(p, w, W_ROAD + r)
        if apart and r != way_of(p, w, W_LOCAL):
            continue
        sol[sol[LO] + k] = chosen[chosen[LO] + k]
        sol[sol[HI] + k] = chosen[chosen[HI] + k]
        set_times(p, k, sol[sol[LO] + k], sol[sol[HI] + k])
        v = chosen[chosen[WHERE] + k]
        if n == 1 or apart:
            memory[FOUND_V] = v
            memory[FOUND_M] = chosen[SET_APART]
            memory[FOUND_CENTS] = -1
            take_place(p, sol, k, 2, memory, state, out)
        else:
            if p[HAS_DOCKS]:
                release(sol, v, -1)
            copy_route(chosen, sol, v)
            if p[HAS_DOCKS]:
                release(sol, v, 1)
            sol[sol[WHERE] + k] = v
    sol[sol[WAY] + b] = w
    count_way(p, sol, w, 1)


@inner
def cheapest_chain(
    p: I64,
    sol: I64,
    spare: I64,
    chosen: I64,
    w: int,
    straight: bool,
    limit: int,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
    times: I64,
    blink: bool,
) -> int:
    """Try a way with several shipments; set it apart where it costs less.

    Goods that may not go ``straight`` may wait somewhere with their vehicle.
    """
    best = limit
    orders = BACKWARD + 1 if straight else TOGETHER + 1
    turn = below(rng, orders) if blink else 0
    for trial in range(1 if blink else orders):
        order = (turn + trial) % orders
        cents = place_chain(
            p, sol, spare, w, best, order, rng, memory, state, out, times, blink
        )
        if cents < best:
            best = cents
            _set_chain(p, sol, w, chosen)
            undo_chain(p, sol, spare, w)
    return best if best < limit else BIG


@inner
def may_go_apart(p: I64, w: int, served: I64) -> bool:
    """Tell whether a way's leg at the village is placed before the other one."""
    if served[served.shape[0] - 1] == 0 or way_of(p, w, W_LOCAL) < 0:
        return False
    return way_of(p, w, W_ROADS) == MOST_APART


@inner
def _meeting_site(p: I64, w: int) -> int:
    """Return where the two legs by road of a way meet, or the other one ends."""
    r = way_of(p, w, W_LOCAL)
    other = way_of(p, w, W_ROAD + 1 - r)
    return shp(p, other, S_TO) if r == 1 else shp(p, other, S_FROM)


@inner
def apart_cents(
    p: I64,
    sol: I64,
    w: int,
    limit: int,
    served: I64,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
    blink: bool,
) -> int:
    """Return what a way's leg at the village adds, the other one guessed, or BIG.

    Nothing for a vehicle that calls there already; else what it costs now. The
    place of the leg at the village stands in the memory.
    """
    r = way_of(p, w, W_LOCAL)
    guess = 0
    if served[_meeting_site(p, w)] == 0:
        k = way_of(p, w, W_ROAD + 1 - r)
        low, high = way_of(p, w, W_LO + 1 - r), way_of(p, w, W_HI + 1 - r)
        if not set_times(p, k, low, high):
            return BIG
        guess = find_place(p, sol, k, limit, rng, memory, state, out, blink)
        if guess >= BIG:
            return BIG
    k = way_of(p, w, W_ROAD + r)
    if not set_times(p, k, way_of(p, w, W_LO + r), way_of(p, w, W_HI + r)):
        return BIG
    cents = find_place(p, sol, k, limit - guess, rng, memory, state, out, blink)
    return BIG if cents >= BIG else cents + guess


@inner
def take_way(
    p: I64,
    sol: I64,
    b: int,
    w: int,
    served: I64,
    memory: I64,
    chosen: I64,
    state: I64,
    out: I64,
) -> None:
    """Send a batch the way that was found to be the cheapest."""
    if batch_of(p, b, B_WAYS) == 1 and way_of(p, w, W_ROADS) == 1:
        # The route found is still at hand, exactly timed perhaps.
        k = way_of(p, w, W_ROAD)
        sol[sol[LO] + k] = way_of(p, w, W_LO)
        sol[sol[HI] + k] = way_of(p, w, W_HI)
        take_place(p, sol, k, 1, memory, state, out)
        sol[sol[WAY] + b] = w
        count_way(p, sol, w, 1)
        return
    apart = may_go_apart(p, w, served)
    _go(p, sol, b, w, apart, memory, chosen, state, out)
    if apart:
        served[_meeting_site(p, w)] = 1
