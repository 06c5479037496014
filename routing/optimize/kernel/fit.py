"""Whether a visit fits at a place of a route: room on every leg, time behind it."""

from __future__ import annotations

from .clock import next_in
from .data import (
    A_DURATION,
    A_SITE,
    A_WINDOW,
    BIG,
    BULKHEADS,
    DIMS,
    FIRST_ROOM,
    H_ROOM,
    I64,
    S_FROM,
    S_LOAD,
    S_READY,
    SETUP,
    V_CAP,
    V_EARLY,
    V_END,
    V_LATE,
    V_PROFILE,
    V_RELOAD,
    V_START,
    allowed,
    bulkhead,
    seconds_of,
    shp,
    site_of,
    veh,
    vis,
)
from .jit import inner
from .solution import LATEST, LENGTH, READY, SEQ, N


@inner
def fits_empty(p: I64, k: int, v: int) -> bool:
    """Tell whether a shipment alone has room in a vehicle that may carry it."""
    for d in range(p[DIMS]):
        if shp(p, k, S_LOAD + d) > veh(p, v, V_CAP + d):
            return False
    return allowed(p, k, v) and (not p[BULKHEADS] or _fits_any(p, k, v))


@inner
def _fits_any(p: I64, k: int, v: int) -> bool:
    """Tell whether a shipment has room in any setting of the bulkhead (R1b)."""
    for x in range(p[BULKHEADS]):
        fits = True
        for d in range(FIRST_ROOM, p[DIMS]):
            if shp(p, k, S_LOAD + d) > _room(p, v, x, d):
                fits = False
        if fits:
            return True
    return False


@inner
def _room(p: I64, v: int, x: int, d: int) -> int:
    """Return a capacity in alternative ``x`` (R1b), the most of any where below 0."""
    if x < 0 or d < FIRST_ROOM:
        return veh(p, v, V_CAP + d)
    return bulkhead(p, v, x, H_ROOM + d - FIRST_ROOM)


@inner
def full_at(p: I64, sol: I64, v: int, pos: int, a: int) -> int:
    """Return where the tour from cell ``pos`` on has no room for visit ``a``.

    Of a delivery from the base the first leg (the cell it leads to) that would
    be too full: it must come before. Of a pick-up for the base the last such
    leg: it must come behind. Where the bulkhead moves, in the alternative that is
    full last (R1b).
    """
    stop = sol[SEQ] + v * sol[LENGTH] + sol[sol[N] + v]
    end = pos
    while end < stop and sol[end] >= 0:
        end += 1
    if not p[BULKHEADS]:
        return _full_with(p, sol, v, pos, end, a, -1)
    best = _full_with(p, sol, v, pos, end, a, 0)
    for x in range(1, p[BULKHEADS]):
        full = _full_with(p, sol, v, pos, end, a, x)
        best = max(best, full) if a % 2 else min(best, full)
    return best


@inner
def _full_with(
    p: I64, sol: I64, v: int, pos: int, end: int, a: int, alternative: int
) -> int:
    """Return what ``full_at`` does of a tour that ends before cell ``end``."""
    k = a // 2
    outward = a % 2
    full = end + 1 if outward else pos - 1
    for d in range(p[DIMS]):
        more = shp(p, k, S_LOAD + d)
        spare = _room(p, v, alternative, d) - more
        if more == 0 or spare >= BIG // 2:
            continue
        for x in range(pos, end):
            if sol[x] % 2 and shp(p, sol[x] // 2, S_FROM) == veh(p, v, V_START):
                spare -= shp(p, sol[x] // 2, S_LOAD + d)
        site = -1
        for x in range(pos, end + 1):
            to = vis(p, sol[x], A_SITE) if x < end else -1
            if spare < 0 and to != site:
                if outward:
                    full = min(full, x)
                    break
                full = max(full, x)
            if x < end:
                # Between visits at one site nothing is driven.
                site = to
                load = shp(p, sol[x] // 2, S_LOAD + d)
                spare += load if sol[x] % 2 else -load
    return full


@inner
def soonest_arrival(p: I64, sol: I64, v: int, i: int, a: int) -> int:
    """Return the earliest arrival for visit ``a`` before entry ``i``, at least."""
    at = sol[SEQ] + v * sol[LENGTH]
    ready = sol[READY] + v * sol[LENGTH]
    profile = veh(p, v, V_PROFILE)
    base = veh(p, v, V_START)
    site = vis(p, a, A_SITE)
    if i > 0 and sol[at + i - 1] >= 0:
        frm = vis(p, sol[at + i - 1], A_SITE)
        return sol[ready + i - 1] + seconds_of(p, profile, frm, site)
    time = veh(p, v, V_EARLY)
    if i > 1:
        frm = vis(p, sol[at + i - 2], A_SITE)
        time = sol[ready + i - 2] + seconds_of(p, profile, frm, base)
    time += veh(p, v, V_RELOAD)
    if a % 2:
        time = max(time, shp(p, a // 2, S_READY))
    return time + seconds_of(p, profile, base, site)


@inner
def in_time(p: I64, sol: I64, v: int, i: int, a: int, soonest: int) -> bool:
    """Tell whether visit ``a`` and what follows entry ``i`` could be in time.

    Necessary only: breaks and docks are left aside.
    """
    start = next_in(p, vis(p, a, A_WINDOW), soonest)
    if start < 0:
        return False
    at = sol[SEQ] + v * sol[LENGTH]
    n = sol[sol[N] + v]
    latest = sol[LATEST] + v * sol[LENGTH]
    profile = veh(p, v, V_PROFILE)
    site = vis(p, a, A_SITE)
    done = start + vis(p, a, A_DURATION)
    same = i > 0 and sol[at + i - 1] >= 0 and vis(p, sol[at + i - 1], A_SITE) == site
    if not same:
        done += site_of(p, site, SETUP)
    if i == n:
        return done + seconds_of(p, profile, site, veh(p, v, V_END)) <= veh(
            p, v, V_LATE
        )
    to = veh(p, v, V_START)
    if sol[at + i] >= 0:
        to = vis(p, sol[at + i], A_SITE)
    return done + seconds_of(p, profile, site, to) <= sol[latest + i]


@inner
def tour_in_time(p: I64, sol: I64, v: int, i: int, a: int) -> bool:
    """Tell whether a tour of visit ``a`` alone could be in time.

    It stands before all others (``i`` is 0) or behind the tour that ends before
    entry ``i``. Necessary only, as ``in_time`` is.
    """
    at = sol[SEQ] + v * sol[LENGTH]
    n = sol[sol[N] + v]
    latest = sol[LATEST] + v * sol[LENGTH]
    profile = veh(p, v, V_PROFILE)
    base = veh(p, v, V_START)
    site = vis(p, a, A_SITE)
    time = veh(p, v, V_EARLY)
    if i > 0:
        frm = vis(p, sol[at + i - 1], A_SITE)
        time = sol[sol[READY] + v * sol[LENGTH] + i - 1]
        time += seconds_of(p, profile, frm, base)
    time += veh(p, v, V_RELOAD)
    if a % 2:
        time = max(time, shp(p, a // 2, S_READY))
    time += seconds_of(p, profile, base, site)
    start = next_in(p, vis(p, a, A_WINDOW), time)
    if start < 0:
        return False
    done = start + site_of(p, site, SETUP) + vis(p, a, A_DURATION)
    if i == n:
        end = veh(p, v, V_END)
        return done + seconds_of(p, profile, site, end) <= veh(p, v, V_LATE)
    done += seconds_of(p, profile, site, base)
    if i > 0:
        return done <= sol[latest + i]
    first = seconds_of(p, profile, base, vis(p, sol[at], A_SITE))
    return done + veh(p, v, V_RELOAD) + first <= sol[latest]
