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


@inner
def _restore(p: I64, sol: I64, spare: I64, v: int) -> None:
    """Put a route back as it was kept in ``spare``."""
    if p[HAS_DOCKS]:
        release(sol, v, -1)
    copy_route(spare, sol, v)
    if p[HAS_DOCKS]:
        release(sol, v, 1)


@inner
def _moment(p: I64, sol: I64, v: int, k: int, outward: int, out: I64) -> int:
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
def _settle(
    p: I64, sol: I64, w: int, rng: I64, state: I64, out: I64, times: I64
) -> bool:
    """Promise when goods change vehicles, and time the routes again.

    ``times`` holds what the shipments were timed at: delivered, then loaded.
    """
    n = way_of(p, w, W_ROADS)
    for r in range(n - 1):
        gap = way_of(p, w, W_GAP + r)
        if gap >= 0:
            low = times[r]
            high = times[n + r + 1] - gap
            promise = low + (high - low) * below(rng, PARTS) // (PARTS - 1)
            one = way_of(p, w, W_ROAD + r)
            two = way_of(p, w, W_ROAD + r + 1)
            sol[sol[HI] + one] = promise
            sol[sol[LO] + two] = promise + gap
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
    forward: bool,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
    times: I64,
    blink: bool,
) -> int:
    """Put all shipments of a way into the routes; return the cents, or BIG.

    Changes nothing where the way does not fit or costs ``limit`` or more; else
    ``undo_chain`` takes it out again. ``forward`` begins with the first shipment.
    """
    n = way_of(p, w, W_ROADS)
    spent = 0
    for step in range(n):
        r = step if forward else n - 1 - step
        k = way_of(p, w, W_ROAD + r)
        low = way_of(p, w, W_LO + r)
        high = way_of(p, w, W_HI + r)
        if forward and r > 0 and way_of(p, w, W_GAP + r - 1) >= 0:
            low = max(low, times[r - 1] + way_of(p, w, W_GAP + r - 1))
        if not forward and r < n - 1 and way_of(p, w, W_GAP + r) >= 0:
            high = min(high, times[n + r + 1] - way_of(p, w, W_GAP + r))
        cents = BIG
        if low <= high and set_times(p, k, low, high):
            cents = find_place(p, sol, k, limit - spent, rng, memory, state, out, blink)
        if cents >= BIG:
            undo_chain(p, sol, spare, w)
            return BIG
        v = memory[FOUND_V]
        if not _touched_before(sol, p, w, v, step, forward):
            copy_route(sol, spare, v)
        take_place(p, sol, k, 1, memory, state, out)
        spent += cents
        times[r] = _moment(p, sol, v, k, 1, out)
        times[n + r] = _moment(p, sol, v, k, 0, out)
        # The next one is found beside exactly this.
        if forward:
            high = min(high, times[r])
        else:
            low = max(low, times[n + r])
        sol[sol[LO] + k] = low
        sol[sol[HI] + k] = high
        set_times(p, k, low, high)
    for r in range(n):
        k = way_of(p, w, W_ROAD + r)
        fixed = r == n - 1 or way_of(p, w, W_GAP + r) < 0
        if fixed:
            sol[sol[HI] + k] = way_of(p, w, W_HI + r)
        if r == 0 or way_of(p, w, W_GAP + r - 1) < 0:
            sol[sol[LO] + k] = way_of(p, w, W_LO + r)
    good = _settle(p, sol, w, rng, state, out, times)
    spent = _cents(p, sol, spare, w)
    if not good or spent >= limit:
        undo_chain(p, sol, spare, w)
        return BIG
    return spent
