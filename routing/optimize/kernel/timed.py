"""Prices of the clock of one route: lateness (P1g) and freshness (P5).

Both are read from the clock times of a route that was driven; they are never below 0.
"""

from __future__ import annotations

from .bulkheads import keeps_of
from .codes import FRESH, LATE
from .data import (
    A_SITE,
    A_SOFT,
    BIG,
    DOOR,
    FRESH_BIT,
    HAS_TIMED,
    I64,
    S_BEGIN,
    S_BOX,
    S_FOAM,
    S_FRESH,
    S_FROM,
    S_GAP,
    S_HAND_IN,
    S_HAND_OUT,
    S_LATE,
    S_PART,
    S_READY,
    S_SPOIL,
    S_TEMP,
    S_TO,
    S_UNTIL,
    S_WARM,
    S_WHOLE,
    SAME_HALT,
    SETUP,
    V_END,
    V_PROFILE,
    V_START,
    closes,
    opens,
    seconds_of,
    shp,
    site_of,
    veh,
    vis,
    windows,
)
from .exposure import beside_box, doors
from .jit import inner
from .schedule import TOUR_AT, VISIT_AT

AT_BASE = -1
MICRO_MINUTE = 600_000
"""Millionths of a yuan and seconds of a minute in a cent."""
MICRO_HOUR = 36_000_000

AT_LOADING = -1
"""In place of an instant: freshness is lost from B on."""
AFTER_HANDLING = -3
"""In place of an instant: from when the vehicle before has handed it over."""

WARM_BEFORE = 1
WARM_BEHIND = 2
KEPT_BEHIND = 4
"""Bits of a movement: goods wait outside before it, behind it; are kept behind it."""


@inner
def late_seconds(p: I64, soft: int, time: int) -> int:
    """Return by how much a start is later than the last of its windows begun (T1c)."""
    end = BIG
    for i in range(windows(p, soft)):
        if opens(p, soft, i) <= time:
            end = closes(p, soft, i)
    return max(0, time - end)


@inner
def prompt_until(p: I64, soft: int, start: int) -> int:
    """Return how late a start may become without being later than it is."""
    end = BIG
    for i in range(windows(p, soft)):
        if opens(p, soft, i) <= start:
            end = closes(p, soft, i)
    return max(end, start)


@inner
def next_opening(p: I64, soft: int, start: int) -> int:
    """Return when the next of the windows begins, or BIG."""
    for i in range(windows(p, soft)):
        if opens(p, soft, i) > start:
            return opens(p, soft, i)
    return BIG


@inner
def late_price(p: I64, a: int, start: int) -> int:
    """Return the cents of visit ``a`` if it starts then (P1g)."""
    soft = vis(p, a, A_SOFT)
    if soft < 0:
        return 0
    late = late_seconds(p, soft, start)
    if late == 0:
        return 0
    k = a // 2
    whole = 2 * late * shp(p, k, S_LATE) + MICRO_MINUTE
    part = 2 * late * shp(p, k, S_PART) + MICRO_MINUTE
    return shp(p, k, S_WHOLE) * (whole // (2 * MICRO_MINUTE)) + part // (
        2 * MICRO_MINUTE
    )


@inner
def _begin(p: I64, k: int, on: int) -> int:
    """Return from when on a movement counts for the freshness of its goods."""
    begin = shp(p, k, S_BEGIN)
    if begin == AT_LOADING:
        return on
    if begin == AFTER_HANDLING:
        ready = shp(p, k, S_READY)
        return (on if ready == SAME_HALT else min(on, ready)) - shp(p, k, S_GAP)
    return min(begin, on)


@inner
def _outside(
    p: I64,
    keeps: int,
    seq: I64,
    at: int,
    low: int,
    high: int,
    k: int,
    taken: int,
    handed: int,
    on: int,
    off: int,
) -> int:
    """Return the seconds of a movement that goods are outside (C1c), foam taken off.

    The vehicle has compartments of the bits ``keeps``.
    Only from where its freshness counts. ``taken`` and ``handed`` are the entries of
    its pick-up and delivery or AT_BASE, ``on`` and ``off`` the instants B and E.
    """
    if shp(p, k, S_BOX):
        spent = beside_box(p, keeps, k, taken, handed, on, off)
        return max(0, spent - shp(p, k, S_FOAM))
    warm = shp(p, k, S_WARM)
    before = on - _begin(p, k, on)
    spent = 0
    if warm & WARM_BEFORE:
        spent = before
    elif taken < 0:
        spent = min(before, shp(p, k, S_HAND_IN))
    temp = shp(p, k, S_TEMP)
    if keeps & temp:
        if taken >= 0:
            hand = shp(p, k, S_HAND_IN) + site_of(p, shp(p, k, S_FROM), SETUP)
            spent += min(hand, off - on)
        spent += p[DOOR] * doors(p, seq, at, low, high, taken, handed, temp)
    else:
        spent += off - on
    if warm & WARM_BEHIND:
        spent += max(0, shp(p, k, S_UNTIL) - off)
    elif warm & KEPT_BEHIND:
        spent += shp(p, k, S_HAND_OUT)
        if handed >= 0:
            spent += site_of(p, shp(p, k, S_TO), SETUP)
    return max(0, spent - shp(p, k, S_FOAM))


@inner
def _spoilt(
    p: I64,
    v: int,
    seq: I64,
    at: int,
    low: int,
    high: int,
    i: int,
    tour: int,
    out: I64,
) -> int:
    """Return what the shipment of entry ``i`` loses: millionths of a yuan × 3600."""
    a = seq[at + i]
    k = a // 2
    if shp(p, k, S_FRESH) == 0:
        return 0
    taken = AT_BASE
    handed = AT_BASE
    base = veh(p, v, V_START)
    if a % 2:
        handed = i
        if shp(p, k, S_FROM) != base:
            for j in range(low, i):
                if seq[at + j] == a - 1:
                    taken = j
    else:
        taken = i
        if shp(p, k, S_TO) != veh(p, v, V_END):
            # It counts where it is handed over.
            return 0
    visits = out[VISIT_AT]
    if taken >= 0:
        on = out[visits + 3 * taken + 1]
    else:
        site = vis(p, seq[at + low], A_SITE)
        on = out[visits + 3 * low] - seconds_of(p, veh(p, v, V_PROFILE), base, site)
    off = out[visits + 3 * handed + 1]
    if handed < 0:
        off = out[out[TOUR_AT] + 4 * tour + 1]
    until = shp(p, k, S_UNTIL)
    if until >= BIG:
        until = off
    lost = shp(p, k, S_FRESH) * max(0, until - _begin(p, k, on))
    if shp(p, k, S_SPOIL) != 0:
        keeps = keeps_of(p, v, tour, out)
        spent = _outside(p, keeps, seq, at, low, high, k, taken, handed, on, off)
        lost += shp(p, k, S_SPOIL) * spent
    return lost


@inner
def price_clock(p: I64, v: int, seq: I64, at: int, n: int, out: I64, state: I64) -> int:
    """Price a route's clock times: leaves ``LATE`` and ``FRESH``, returns their sum.

    ``out`` holds the clock times of the route.
    """
    late = 0
    lost = 0
    low = 0
    tour = 0
    fresh = p[HAS_TIMED] & FRESH_BIT
    while low < n:
        high = low
        while high < n and seq[at + high] >= 0:
            high += 1
        for i in range(low, high):
            late += late_price(p, seq[at + i], out[out[VISIT_AT] + 3 * i + 1])
            if fresh:
                lost += _spoilt(p, v, seq, at, low, high, i, tour, out)
        low = high + 1
        tour += 1
    state[LATE] = late
    state[FRESH] = (2 * lost + MICRO_HOUR) // (2 * MICRO_HOUR)
    return late + state[FRESH]
