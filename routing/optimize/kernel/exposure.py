"""How long goods are outside their temperature, or under way, on one route (C1, C3)."""

from __future__ import annotations

from .codes import AMOUNT, COLD, OK, RIDE
from .data import (
    A_SITE,
    BIG,
    DOOR,
    I64,
    S_BOX,
    S_EXPOSED,
    S_FROM,
    S_HAND_IN,
    S_HAND_OUT,
    S_RIDE,
    S_SINCE,
    S_TEMP,
    S_TO,
    SETUP,
    V_END,
    V_KEEPS,
    V_PROFILE,
    V_START,
    seconds_of,
    shp,
    site_of,
    veh,
    vis,
)
from .jit import inner
from .schedule import TOUR_AT, VISIT_AT

AT_BASE = -1
"""In place of an entry: taken on or handed over at the vehicle's base."""


@inner
def doors(
    p: I64, seq: I64, at: int, low: int, high: int, begin: int, end: int, temp: int
) -> int:
    """Return at how many halts of a tour a compartment is opened for other goods.

    ``low`` to ``high`` are the tour's entries; halts count behind the one of entry
    ``begin`` and before the one of entry ``end``, all of them where that is AT_BASE.
    """
    first = low
    if begin >= 0:
        first = begin
        site = vis(p, seq[at + begin], A_SITE)
        while first < high and vis(p, seq[at + first], A_SITE) == site:
            first += 1
    last = high
    if end >= 0:
        last = end
        site = vis(p, seq[at + end], A_SITE)
        while last > first and vis(p, seq[at + last - 1], A_SITE) == site:
            last -= 1
    count = 0
    i = first
    while i < last:
        site = vis(p, seq[at + i], A_SITE)
        opened = 0
        while i < last and vis(p, seq[at + i], A_SITE) == site:
            if shp(p, seq[at + i] // 2, S_TEMP) == temp:
                opened = 1
            i += 1
        count += opened
    return count


@inner
def beside_box(
    p: I64, keeps: int, k: int, begin: int, end: int, on: int, off: int
) -> int:
    """Return the seconds outside before boxes are closed and behind their ice (C2c).

    Hands behind the ice count as long as they can be; doors are shut by the boxes.
    """
    hand = shp(p, k, S_HAND_IN)
    closed = on
    if begin >= 0:
        hand += site_of(p, shp(p, k, S_FROM), SETUP)
    else:
        closed -= hand
    given = shp(p, k, S_HAND_OUT)
    if end >= 0:
        given += site_of(p, shp(p, k, S_TO), SETUP)
    ice = shp(p, k, S_BOX)
    behind = max(0, off + given - closed - ice)
    if keeps & shp(p, k, S_TEMP):
        behind = min(behind, given + max(0, hand - ice))
    since = shp(p, k, S_SINCE)
    return behind if since >= BIG else behind + max(0, closed - since)


@inner
def _outside(
    p: I64,
    keeps: int,
    seq: I64,
    at: int,
    low: int,
    high: int,
    k: int,
    begin: int,
    end: int,
    on: int,
    off: int,
) -> int:
    """Return the seconds that shipment ``k`` is outside its temperature (C1c).

    The vehicle has compartments of the bits ``keeps``.
    ``begin`` and ``end`` are the entries of its pick-up and delivery or AT_BASE,
    ``on`` and ``off`` the instants B and E.
    """
    hand = shp(p, k, S_HAND_IN)
    if shp(p, k, S_BOX):
        return beside_box(p, keeps, k, begin, end, on, off)
    spent = 0 if begin >= 0 else hand
    since = shp(p, k, S_SINCE)
    if since < BIG:
        # Its hand before B lies within the time that it waits.
        spent = max(spent, on - since)
    temp = shp(p, k, S_TEMP)
    if keeps & temp:
        if begin >= 0:
            spent += hand + site_of(p, shp(p, k, S_FROM), SETUP)
        spent += p[DOOR] * doors(p, seq, at, low, high, begin, end, temp)
    else:
        spent += off - on
    spent += shp(p, k, S_HAND_OUT)
    if end >= 0:
        spent += site_of(p, shp(p, k, S_TO), SETUP)
    return spent


@inner
def _too_long(
    p: I64,
    v: int,
    keeps: int,
    seq: I64,
    at: int,
    low: int,
    high: int,
    i: int,
    tour: int,
    out: I64,
    state: I64,
) -> int:
    """Return the code of the limit that the shipment of entry ``i`` breaks, or OK."""
    a = seq[at + i]
    k = a // 2
    limit = shp(p, k, S_EXPOSED)
    ride = shp(p, k, S_RIDE)
    if limit >= BIG and ride >= BIG:
        return OK
    begin = AT_BASE
    end = AT_BASE
    base = veh(p, v, V_START)
    if a % 2:
        end = i
        if shp(p, k, S_FROM) != base:
            for j in range(low, i):
                if seq[at + j] == a - 1:
                    begin = j
    else:
        begin = i
        if shp(p, k, S_TO) != veh(p, v, V_END):
            # It is judged where it is handed over.
            return OK
    visits = out[VISIT_AT]
    if begin >= 0:
        on = out[visits + 3 * begin + 1]
    else:
        site = vis(p, seq[at + low], A_SITE)
        on = out[visits + 3 * low] - seconds_of(p, veh(p, v, V_PROFILE), base, site)
    off = out[visits + 3 * end + 1] if end >= 0 else out[out[TOUR_AT] + 4 * tour + 1]
    if off - on > ride:
        state[AMOUNT] = off - on - ride
        return RIDE
    if limit < BIG:
        spent = _outside(p, keeps, seq, at, low, high, k, begin, end, on, off)
        if spent > limit:
            state[AMOUNT] = spent - limit
            return COLD
    return OK


@inner
def tour_too_warm(
    p: I64,
    v: int,
    keeps: int,
    seq: I64,
    at: int,
    low: int,
    high: int,
    tour: int,
    out: I64,
    state: I64,
) -> int:
    """Return the code of the first limit that a tour breaks, or OK.

    It has the entries ``low`` to ``high``, and compartments of the bits ``keeps``.
    """
    for i in range(low, high):
        code = _too_long(p, v, keeps, seq, at, low, high, i, tour, out, state)
        if code != OK:
            return code
    return OK


@inner
def too_warm(p: I64, v: int, seq: I64, at: int, n: int, out: I64, state: I64) -> int:
    """Return the code of the first limit of C1 or C3 that a route breaks, or OK.

    ``out`` holds the clock times of the route.
    """
    keeps = veh(p, v, V_KEEPS)
    low = 0
    tour = 0
    while low < n:
        high = low
        while high < n and seq[at + high] >= 0:
            high += 1
        code = tour_too_warm(p, v, keeps, seq, at, low, high, tour, out, state)
        if code != OK:
            return code
        low = high + 1
        tour += 1
    return OK
