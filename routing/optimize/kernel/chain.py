"""A way with several shipments: one after the other, coupled where they meet.

Each shipment is inserted where it costs least, beside the one before it. Where
goods change vehicles, the first must deliver before the second is loaded; when in
between it is promised is drawn, so that either route may move.
"""

from __future__ import annotations

from .data import (
    BIG,
    HAS_DOCKS,
    I64,
    SAME_HALT,
    V_RELOAD,
    W_GAP,
    W_HI,
    W_LO,
    W_ROAD,
    W_ROADS,
    veh,
    way_of,
)
from .insertion import find_place, take_place
from .jit import inner
from .places import FOUND_V
from .rng import below
from .schedule import TOUR_AT, VISIT_AT
from .solution import (
    COST,
    HI,
    LENGTH,
    LO,
    SEQ,
    WHERE,
    N,
    copy_route,
    refresh,
    release,
)
from .times import set_times

PARTS = 4
"""A promise is one of so many points between delivery and loading."""

FORWARD = 0
BACKWARD = 1
TOGETHER = 2
"""Orders of a chain: the first shipment first, the last first, or forward with
each following one in the halt where the one before ends."""


@inner
def _restore(p: I64, sol: I64, spare: I64, v: int) -> None:
    """Put a route back as it was kept in ``spare``."""
    if p[HAS_DOCKS]:
        release(sol, v, -1)
    copy_route(spare, sol, v)
    if p[HAS_DOCKS]:
        release(sol, v, 1)


@inner
def moment(p: I64, sol: I64, v: int, k: int, outward: int, out: I64) -> int:
    """Return when shipment ``k`` is delivered (1) or at the latest loaded (0).

    ``out`` holds the clock times of route ``v``.
    """
    at = sol[SEQ] + v * sol[LENGTH]
    tour = 0
    mine = 0
    for i in range(sol[sol[N] + v]):
        a = sol[at + i]
        if a < 0:
            tour += 1
        elif a == 2 * k + outward:
            return out[out[VISIT_AT] + 3 * i + 1]
        elif a // 2 == k:
            mine = tour
    cell = out[TOUR_AT] + 4 * mine
    return out[cell + 1] if outward else out[cell] + veh(p, v, V_RELOAD)


@inner
def _touched_before(sol: I64, p: I64, w: int, v: int, step: int, forward: bool) -> bool:
    """Tell whether an earlier step of the chain has changed route ``v``."""
    n = way_of(p, w, W_ROADS)
    for s in range(step):
        r = s if forward else n - 1 - s
        if sol[sol[WHERE] + way_of(p, w, W_ROAD + r)] == v:
            return True
    return False


@inner
def undo_chain(p: I64, sol: I64, spare: I64, w: int) -> None:
    """Take the shipments of a way out of the routes again."""
    for r in range(way_of(p, w, W_ROADS)):
        k = way_of(p, w, W_ROAD + r)
        v = sol[sol[WHERE] + k]
        if v >= 0:
            _restore(p, sol, spare, v)
            sol[sol[WHERE] + k] = -1


@inner
def _from(p: I64, w: int, r: int, order: int, times: I64) -> int:
    """Return from when shipment ``r`` of a way can be loaded, as it is placed."""
    low = way_of(p, w, W_LO + r)
    if order == BACKWARD or r == 0 or way_of(p, w, W_GAP + r - 1) < 0:
        return low
    if order == TOGETHER:
        return SAME_HALT
    return max(low, times[r - 1] + way_of(p, w, W_GAP + r - 1))


@inner
def _until(p: I64, w: int, r: int, order: int, times: I64) -> int:
    """Return by when shipment ``r`` of a way must be delivered, as it is placed."""
    n = way_of(p, w, W_ROADS)
    high = way_of(p, w, W_HI + r)
    if order != BACKWARD or r == n - 1 or way_of(p, w, W_GAP + r) < 0:
        return high
    return min(high, times[n + r + 1] - way_of(p, w, W_GAP + r))


@inner
def _promise(p: I64, sol: I64, w: int, order: int, rng: I64, times: I64) -> None:
    """Set the times of a way's shipments, where goods change vehicles by lot.

    ``times`` holds what the shipments were timed at: delivered, then loaded.
    """
    n = way_of(p, w, W_ROADS)
    for r in range(n):
        k = way_of(p, w, W_ROAD + r)
        sol[sol[LO] + k] = way_of(p, w, W_LO + r)
        sol[sol[HI] + k] = way_of(p, w, W_HI + r)
    for r in range(n - 1):
        gap = way_of(p, w, W_GAP + r)
        one = way_of(p, w, W_ROAD + r)
        two = way_of(p, w, W_ROAD + r + 1)
        if gap >= 0 and order == TOGETHER:
            sol[sol[LO] + two] = SAME_HALT
        elif gap >= 0:
            low = times[r]
            high = times[n + r + 1] - gap
            promise = low + (high - low) * below(rng, PARTS) // (PARTS - 1)
            sol[sol[HI] + one] = promise
            sol[sol[LO] + two] = promise + gap


@inner
def _settle(
    p: I64, sol: I64, w: int, order: int, rng: I64, state: I64, out: I64, times: I64
) -> bool:
    """Promise when goods change vehicles, and time the routes again."""
    n = way_of(p, w, W_ROADS)
    _promise(p, sol, w, order, rng, times)
    for r in range(n):
        k = way_of(p, w, W_ROAD + r)
        set_times(p, k, sol[sol[LO] + k], sol[sol[HI] + k])
    for r in range(n):
        v = sol[sol[WHERE] + way_of(p, w, W_ROAD + r)]
        if p[HAS_DOCKS]:
            release(sol, v, -1)
        if refresh(p, sol, v, state, out) < 0:
            return False
    return True


@inner
def _cents(p: I64, sol: I64, spare: I64, w: int) -> int:
    """Return what the routes of a way cost more than in ``spare``."""
    cents = 0
    n = way_of(p, w, W_ROADS)
    for r in range(n):
        v = sol[sol[WHERE] + way_of(p, w, W_ROAD + r)]
        if not _touched_before(sol, p, w, v, r, True):
            cents += sol[sol[COST] + v] - spare[spare[COST] + v]
    return cents


@inner
def place_chain(
    p: I64,
    sol: I64,
    spare: I64,
    w: int,
    limit: int,
    order: int,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
    times: I64,
    blink: bool,
) -> int:
    """Put all shipments of a way into the routes; return the cents, or BIG.

    Changes nothing where the way does not fit or costs ``limit`` or more; else
    ``undo_chain`` takes it out again. ``order`` is ``FORWARD`` and so on.
    """
    n = way_of(p, w, W_ROADS)
    spent = 0
    for step in range(n):
        r = n - 1 - step if order == BACKWARD else step
        k = way_of(p, w, W_ROAD + r)
        low = _from(p, w, r, order, times)
        high = _until(p, w, r, order, times)
        cents = BIG
        if low <= high and set_times(p, k, low, high):
            cents = find_place(p, sol, k, limit - spent, rng, memory, state, out, blink)
        if cents >= BIG:
            undo_chain(p, sol, spare, w)
            return BIG
        v = memory[FOUND_V]
        if not _touched_before(sol, p, w, v, step, order != BACKWARD):
            copy_route(sol, spare, v)
        take_place(p, sol, k, 1, memory, state, out)
        spent += cents
        times[r] = moment(p, sol, v, k, 1, out)
        times[n + r] = moment(p, sol, v, k, 0, out)
        # The next one is found beside exactly this.
        if order == FORWARD:
            high = min(high, times[r])
        elif order == BACKWARD:
            low = max(low, times[n + r])
        set_times(p, k, low, high)
    good = _settle(p, sol, w, order, rng, state, out, times)
    spent = _cents(p, sol, spare, w)
    if not good or spent >= limit:
        undo_chain(p, sol, spare, w)
        return BIG
    return spent
