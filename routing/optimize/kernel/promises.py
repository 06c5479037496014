"""When goods change vehicles: promises left open in a move, settled at its end.

A promise stands between two routes: the one must deliver by then, the other may
load from then on. Fixed, it keeps others from joining the first route on its way to
the transfer, though the second one could well wait. So a move may leave promises
open on either side, and only what comes of it has to agree.
"""

from __future__ import annotations

from .chain import moment
from .data import HAS_DOCKS, I64, SAME_HALT, W_GAP, W_ROAD, W_ROADS, way_of
from .jit import inner
from .rng import below
from .solution import (
    BATCHES,
    HI,
    LATEST,
    LENGTH,
    LO,
    SEQ,
    WAY,
    WHERE,
    N,
    refresh,
    release,
)
from .times import set_times

MOST_ROUNDS = 6
"""Rounds in which promises are settled: one that moves may move others."""


@inner
def _time_again(p: I64, sol: I64, k: int, state: I64, out: I64) -> bool:
    """Compute the route of a shipment anew after its times have changed."""
    v = sol[sol[WHERE] + k]
    set_times(p, k, sol[sol[LO] + k], sol[sol[HI] + k])
    if p[HAS_DOCKS]:
        release(sol, v, -1)
    return refresh(p, sol, v, state, out) >= 0


@inner
def _meets(p: I64, sol: I64, w: int, r: int) -> bool:
    """Tell whether goods change from one vehicle to another behind leg ``r``."""
    one = sol[sol[WHERE] + way_of(p, w, W_ROAD + r)]
    two = sol[sol[WHERE] + way_of(p, w, W_ROAD + r + 1)]
    if way_of(p, w, W_GAP + r) < 0 or one < 0 or two < 0 or one == two:
        return False
    return sol[sol[LO] + way_of(p, w, W_ROAD + r + 1)] != SAME_HALT


@inner
def _latest_loading(p: I64, sol: I64, k: int) -> int:
    """Return when shipment ``k`` must have been loaded for its route to go on.

    -1 where it is loaded at the base. Breaks are left aside.
    """
    v = sol[sol[WHERE] + k]
    at = sol[SEQ] + v * sol[LENGTH]
    for i in range(sol[sol[N] + v]):
        if sol[at + i] == 2 * k:
            return sol[sol[LATEST] + v * sol[LENGTH] + i]
    return -1


@inner
def open_promises(p: I64, sol: I64, rng: I64, state: I64, out: I64) -> bool:
    """Let goods come later, one promise in two, as far as the later route allows.

    That route still counts on them as early as before: ``settle_promises`` must
    follow. False where a route fails.
    """
    for b in range(sol[BATCHES]):
        w = sol[sol[WAY] + b]
        if w < 0 or below(rng, 2) == 0:
            continue
        r = way_of(p, w, W_ROADS) - 2
        if r < 0 or not _meets(p, sol, w, r):
            continue
        one = way_of(p, w, W_ROAD + r)
        latest = _latest_loading(p, sol, way_of(p, w, W_ROAD + r + 1))
        latest -= way_of(p, w, W_GAP + r)
        if latest > sol[sol[HI] + one]:
            sol[sol[HI] + one] = latest
            if not _time_again(p, sol, one, state, out):
                return False
    return True


@inner
def _settle(p: I64, sol: I64, w: int, r: int, state: I64, out: I64) -> int:
    """Promise goods for when they come; return whether that is news, -1 on failure."""
    one = way_of(p, w, W_ROAD + r)
    two = way_of(p, w, W_ROAD + r + 1)
    if not _time_again(p, sol, one, state, out):
        return -1
    promise = moment(p, sol, sol[sol[WHERE] + one], one, 1, out)
    loaded = promise + way_of(p, w, W_GAP + r)
    if promise == sol[sol[HI] + one] and loaded == sol[sol[LO] + two]:
        return 0
    sol[sol[HI] + one] = promise
    sol[sol[LO] + two] = loaded
    if not _time_again(p, sol, two, state, out):
        return -1
    # What keeps a promise of this very moment need not be timed again.
    set_times(p, one, sol[sol[LO] + one], promise)
    return 1


@inner
def settle_promises(p: I64, sol: I64, state: I64, out: I64) -> bool:
    """Promise all goods for when they come; False where routes do not agree."""
    for _ in range(MOST_ROUNDS):
        news = False
        for b in range(sol[BATCHES]):
            w = sol[sol[WAY] + b]
            if w < 0:
                continue
            for r in range(way_of(p, w, W_ROADS) - 1):
                if not _meets(p, sol, w, r):
                    continue
                code = _settle(p, sol, w, r, state, out)
                if code < 0:
                    return False
                if code > 0:
                    news = True
        if not news:
            return True
    return False
