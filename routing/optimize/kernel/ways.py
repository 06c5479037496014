"""Which way a batch goes: limits, fees and shipments of each, the cheapest taken."""

from __future__ import annotations

from .booking import count_way, fee_cents, has_room
from .chain import BACKWARD, TOGETHER, place_chain, undo_chain
from .data import (
    B_FIRST,
    B_WAYS,
    BIG,
    HAS_DOCKS,
    I64,
    S_FROM,
    S_PENALTY,
    S_TO,
    W_HI,
    W_KIND,
    W_LO,
    W_LOCAL,
    W_ROAD,
    W_ROADS,
    batch_of,
    shp,
    way_of,
)
from .insertion import find_place, take_place
from .jit import inner, outer
from .places import FOUND_CENTS, FOUND_M, FOUND_V, TRIED_AT
from .rng import below
from .solution import (
    HI,
    LENGTH,
    LO,
    SET_APART,
    WAY,
    WHERE,
    copy_route,
    release,
)
from .times import set_times

ANY_KIND = -1
"""Every way may be taken. A kind of way as 0, 1, …: such ways first; as -2, -3, …:
no such way."""

MOST_APART = 2
"""Legs by road of a way whose leg at the village is placed first."""

MOST_ASKED = 16
"""Ways by road of one batch that a search asks on average at most."""

MOST_LONG = 5
"""Of these such with three legs by road, which take longest to try."""


@inner
def leave_way(p: I64, sol: I64, b: int) -> None:
    """Take a batch off its way; its visits still stand in the routes."""
    w = sol[sol[WAY] + b]
    for r in range(way_of(p, w, W_ROADS)):
        sol[sol[WHERE] + way_of(p, w, W_ROAD + r)] = -1
    count_way(p, sol, w, -1)
    sol[sol[WAY] + b] = -1


@inner
def _is_asked(p: I64, w: int, kind: int) -> bool:
    mine = way_of(p, w, W_KIND)
    if kind >= 0:
        return mine == kind
    return kind == ANY_KIND or mine != -2 - kind


@inner
def _is_overlooked(p: I64, w: int, b: int, ways: int, rng: I64) -> bool:
    """Draw whether a way by road is not asked; the straight one always is."""
    if ways <= MOST_ASKED or way_of(p, w, W_ROAD) == b:
        return False
    most = MOST_LONG if way_of(p, w, W_ROADS) > MOST_APART else MOST_ASKED
    return below(rng, ways) >= most


@inner
def _set_single(p: I64, w: int, r: int, length: int, memory: I64, chosen: I64) -> None:
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
def _may_go_straight(p: I64, b: int) -> bool:
    """Tell whether a direct movement is one of a batch's ways."""
    first = batch_of(p, b, B_FIRST)
    for w in range(first, first + batch_of(p, b, B_WAYS)):
        if way_of(p, w, W_ROADS) == 1 and way_of(p, w, W_ROAD) == b:
            return True
    return False


@inner
def _cheapest_chain(
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
def _may_go_apart(p: I64, w: int, served: I64) -> bool:
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
def _apart_cents(
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
def _take_way(
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
    apart = _may_go_apart(p, w, served)
    _go(p, sol, b, w, apart, memory, chosen, state, out)
    if apart:
        served[_meeting_site(p, w)] = 1


@inner
def _insert(
    p: I64,
    sol: I64,
    spare: I64,
    chosen: I64,
    b: int,
    kind: int,
    served: I64,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
    times: I64,
    blink: bool,
) -> int:
    """Send a batch the cheapest of its ways of a kind; return the cents, or BIG."""
    best = shp(p, b, S_PENALTY)
    taken = -1
    ways = batch_of(p, b, B_WAYS)
    length = sol[LENGTH]
    straight = _may_go_straight(p, b)
    for w in range(batch_of(p, b, B_FIRST), batch_of(p, b, B_FIRST) + ways):
        roads = way_of(p, w, W_ROADS)
        if not _is_asked(p, w, kind) or not has_room(p, sol, w):
            continue
        if blink and roads > 0 and _is_overlooked(p, w, b, ways, rng):
            continue
        fee = fee_cents(p, sol, w)
        if fee >= best:
            continue
        if roads == 0:
            best = fee
            taken = w
            continue
        cents = BIG
        if roads == 1:
            k = way_of(p, w, W_ROAD)
            if set_times(p, k, way_of(p, w, W_LO), way_of(p, w, W_HI)):
                cents = find_place(
                    p, sol, k, best - fee, rng, memory, state, out, blink
                )
            if cents < BIG and ways > 1:
                _set_single(p, w, 0, length, memory, chosen)
        elif _may_go_apart(p, w, served):
            cents = _apart_cents(
                p, sol, w, best - fee, served, rng, memory, state, out, blink
            )
            if cents < BIG:
                _set_single(p, w, way_of(p, w, W_LOCAL), length, memory, chosen)
        else:
            cents = _cheapest_chain(
                p,
                sol,
                spare,
                chosen,
                w,
                straight,
                best - fee,
                rng,
                memory,
                state,
                out,
                times,
                blink,
            )
        if cents < BIG:
            best = cents + fee
            taken = w
    if taken < 0:
        return BIG
    _take_way(p, sol, b, taken, served, memory, chosen, state, out)
    return best


@outer
def insert_batch(
    p: I64,
    sol: I64,
    spare: I64,
    chosen: I64,
    b: int,
    kind: int,
    served: I64,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
    times: I64,
    blink: bool,
) -> int:
    """Send a batch the cheapest way; return the cents, or BIG where none is feasible.

    Leaves it behind when that is cheaper than its penalty. ``kind`` asks for ways
    of one kind first, or leaves them out (see ``ANY_KIND``). With ``blink`` ways
    and places are overlooked now and then.

    ``served`` tells of each site whether a vehicle calls there; where its last cell
    is set, of two legs by road only the one at the village is placed.
    """
    cents = _insert(
        p, sol, spare, chosen, b, kind, served, rng, memory, state, out, times, blink
    )
    if cents >= BIG and kind != ANY_KIND:
        cents = _insert(
            p,
            sol,
            spare,
            chosen,
            b,
            ANY_KIND,
            served,
            rng,
            memory,
            state,
            out,
            times,
            blink,
        )
    return cents


@outer
def insert_all(
    p: I64,
    sol: I64,
    spare: I64,
    chosen: I64,
    order: I64,
    count: int,
    kind: int,
    served: I64,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
    times: I64,
    blink: bool,
) -> None:
    """Insert the first ``count`` batches of ``order`` where they cost least."""
    for x in range(count):
        if sol[sol[WAY] + order[x]] < 0:
            insert_batch(
                p,
                sol,
                spare,
                chosen,
                order[x],
                kind,
                served,
                rng,
                memory,
                state,
                out,
                times,
                blink,
            )
