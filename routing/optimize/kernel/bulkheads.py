"""Movable bulkheads: which alternative of its compartments a tour drives with (R1b).

Which of them have room for its loads is found while a tour is driven (``load``). When
its clock times are known, the cheapest of these is taken that keeps its goods cold.
"""

from __future__ import annotations

from .codes import COLD_TIME, COLD_TOUR, OK, POSSIBLE
from .data import (
    BULKHEADS,
    H_KEEPS,
    HAS_COLD,
    I64,
    S_TEMP,
    V_COLD,
    V_KEEPS,
    bulkhead,
    shp,
    veh,
)
from .exposure import tour_too_warm
from .jit import inner
from .schedule import TOUR_AT

BULKHEAD_OF = 3
"""Column of a tour in the schedule: the bits of what has room, then the choice."""


@inner
def must_cool(p: I64, v: int, state: I64) -> bool:
    """Tell whether every alternative left for a tour keeps some of its goods cold."""
    for x in range(p[BULKHEADS]):
        left = (state[POSSIBLE] >> x) & 1
        if left and not bulkhead(p, v, x, H_KEEPS) & state[COLD_TOUR]:
            return False
    return True


@inner
def keeps_of(p: I64, v: int, tour: int, out: I64) -> int:
    """Return the bits of the compartments that a tour drives with, once chosen."""
    if p[BULKHEADS]:
        return bulkhead(p, v, out[out[TOUR_AT] + 4 * tour + BULKHEAD_OF], H_KEEPS)
    return veh(p, v, V_KEEPS)


@inner
def set_bulkheads(
    p: I64, v: int, seq: I64, at: int, n: int, out: I64, state: I64
) -> int:
    """Choose the alternative of every tour of a route; return a code.

    Of those with room for its loads in which all limits of C1 and C3 hold: the
    cheapest (P1f), of equals the first of the table. ``out`` holds the clock times of
    the route and gets the choices; leaves ``COLD_TIME`` in the state.
    """
    state[COLD_TIME] = 0
    low = 0
    tour = 0
    while low < n:
        high = low
        while high < n and seq[at + high] >= 0:
            high += 1
        code = _choose(p, v, seq, at, low, high, tour, out, state)
        if code != OK:
            return code
        low = high + 1
        tour += 1
    return OK


@inner
def _choose(
    p: I64,
    v: int,
    seq: I64,
    at: int,
    low: int,
    high: int,
    tour: int,
    out: I64,
    state: I64,
) -> int:
    """Choose the alternative of the tour of entries ``low`` to ``high``."""
    cell = out[TOUR_AT] + 4 * tour
    temps = 0
    for i in range(low, high):
        temps |= shp(p, seq[at + i] // 2, S_TEMP)
    best = -1
    cooled = 2
    code = OK
    for x in range(p[BULKHEADS]):
        keeps = bulkhead(p, v, x, H_KEEPS)
        cools = 1 if keeps & temps and veh(p, v, V_COLD) > 0 else 0
        if not (out[cell + BULKHEAD_OF] >> x) & 1 or cools >= cooled:
            continue
        failed = OK
        if p[HAS_COLD]:
            failed = tour_too_warm(p, v, keeps, seq, at, low, high, tour, out, state)
        if failed == OK:
            best = x
            cooled = cools
        else:
            code = failed
    if best < 0:
        return code
    out[cell + BULKHEAD_OF] = best
    if cooled:
        state[COLD_TIME] += out[cell + 1] - out[cell]
    return OK
