"""Which way a batch goes: limits, fees and shipments of each, the cheapest taken."""

from __future__ import annotations

from .booking import count_way, fee_cents, has_room
from .data import (
    B_FIRST,
    B_WAYS,
    BIG,
    I64,
    S_PENALTY,
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
from .insertion import find_place
from .jit import inner, outer
from .rng import below
from .solution import (
    LENGTH,
    WAY,
    WHERE,
)
from .times import set_times
from .way_legs import (
    MOST_APART,
    apart_cents,
    cheapest_chain,
    may_go_apart,
    set_single,
    take_way,
)

ANY_KIND = -1
"""Every way may be taken. A kind of way as 0, 1, …: such ways first; as -2, -3, …:
no such way."""

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
def _may_go_straight(p: I64, b: int) -> bool:
    """Tell whether a direct movement is one of a batch's ways."""
    first = batch_of(p, b, B_FIRST)
    for w in range(first, first + batch_of(p, b, B_WAYS)):
        if way_of(p, w, W_ROADS) == 1 and way_of(p, w, W_ROAD) == b:
            return True
    return False


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
                set_single(p, w, 0, length, memory, chosen)
        elif may_go_apart(p, w, served):
            cents = apart_cents(
                p, sol, w, best - fee, served, rng, memory, state, out, blink
            )
            if cents < BIG:
                set_single(p, w, way_of(p, w, W_LOCAL), length, memory, chosen)
        else:
            cents = cheapest_chain(
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
    take_way(p, sol, b, taken, served, memory, chosen, state, out)
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
