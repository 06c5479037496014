"""Ways whose leg at the village is placed first, and then what feeds it.

Goods of many villages reach a hub with few vehicles: they are loaded together once
it is known what goes over which hub.
"""

from __future__ import annotations

from .chain import moment
from .data import (
    A_SITE,
    HAS_DOCKS,
    I64,
    W_GAP,
    W_HI,
    W_LO,
    W_LOCAL,
    W_ROAD,
    W_ROADS,
    vis,
    way_of,
)
from .jit import inner
from .solution import HI, LENGTH, LO, SEQ, VEHICLES, WAY, WHERE, N, refresh, release
from .times import set_times
from .way_legs import MOST_APART


@inner
def note_served(p: I64, sol: I64, served: I64) -> None:
    """Note at which sites vehicles call, and that legs go apart."""
    for x in range(served.shape[0]):
        served[x] = 0
    for v in range(sol[VEHICLES]):
        at = sol[SEQ] + v * sol[LENGTH]
        for i in range(at, at + sol[sol[N] + v]):
            if sol[i] >= 0:
                served[vis(p, sol[i], A_SITE)] = 1
    served[served.shape[0] - 1] = 1


@inner
def leg_to_place(p: I64, sol: I64, b: int) -> int:
    """Return the shipment of a batch's way that stands in no route yet, or -1."""
    w = sol[sol[WAY] + b]
    if w < 0 or way_of(p, w, W_ROADS) != MOST_APART or way_of(p, w, W_LOCAL) < 0:
        return -1
    k = way_of(p, w, W_ROAD + 1 - way_of(p, w, W_LOCAL))
    return k if sol[sol[WHERE] + k] < 0 else -1


@inner
def _local_vehicle(p: I64, sol: I64, b: int) -> int:
    """Return the vehicle that serves a batch's village, -1 where no leg waits."""
    if leg_to_place(p, sol, b) < 0:
        return -1
    w = sol[sol[WAY] + b]
    return sol[sol[WHERE] + way_of(p, w, W_ROAD + way_of(p, w, W_LOCAL))]


@inner
def _promise(p: I64, sol: I64, b: int, v: int, out: I64) -> None:
    """Set from when to when the legs of a batch's way may be on their way.

    ``out`` has the clock times of route ``v`` with the leg at the village.
    """
    w = sol[sol[WAY] + b]
    r = way_of(p, w, W_LOCAL)
    mine = way_of(p, w, W_ROAD + r)
    other = way_of(p, w, W_ROAD + 1 - r)
    low = way_of(p, w, W_LO + 1 - r)
    high = way_of(p, w, W_HI + 1 - r)
    gap = way_of(p, w, W_GAP)
    if gap >= 0 and r == 1:
        high = min(high, moment(p, sol, v, mine, 0, out) - gap)
        sol[sol[LO] + mine] = max(way_of(p, w, W_LO + r), high + gap)
    elif gap >= 0:
        low = max(low, moment(p, sol, v, mine, 1, out) + gap)
        sol[sol[HI] + mine] = min(way_of(p, w, W_HI + r), low - gap)
    set_times(p, mine, sol[sol[LO] + mine], sol[sol[HI] + mine])
    sol[sol[LO] + other] = low
    sol[sol[HI] + other] = high
    set_times(p, other, low, high)


@inner
def promise_all(
    p: I64, sol: I64, batches: I64, count: int, touched: I64, state: I64, out: I64
) -> bool:
    """Promise when goods meet whose other leg is to be placed; False on failure."""
    for v in range(sol[VEHICLES]):
        touched[v] = 0
    for x in range(count):
        v = _local_vehicle(p, sol, batches[x])
        if v < 0 or touched[v]:
            continue
        touched[v] = 1
        if p[HAS_DOCKS]:
            release(sol, v, -1)
        if refresh(p, sol, v, state, out) < 0:
            return False
        for y in range(x, count):
            if _local_vehicle(p, sol, batches[y]) == v:
                _promise(p, sol, batches[y], v, out)
        if p[HAS_DOCKS]:
            release(sol, v, -1)
        if refresh(p, sol, v, state, out) < 0:
            return False
    return True
