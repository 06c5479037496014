"""Places for a shipment in the routes, each with a lower bound of its cost.

What cannot be in time, has no room or takes longer than the driver's day is
left out; what is left is for the simulation to judge.
"""

from __future__ import annotations

import numpy as np

from .data import (
    A_DURATION,
    A_SITE,
    A_WINDOW,
    BIG,
    I64,
    NEAR_WIDTH,
    S_BATCH,
    S_FROM,
    S_TO,
    SETUP,
    V_END,
    V_FIXED,
    V_HOUR,
    V_KM,
    V_MAX_DURATION,
    V_PROFILE,
    V_RELOAD,
    V_START,
    V_TYPE,
    W_ROAD,
    W_ROADS,
    closes,
    metres_of,
    near,
    seconds_of,
    shp,
    site_of,
    veh,
    vis,
    way_of,
    windows,
)
from .fit import fits_empty, full_at, in_time, soonest_arrival, tour_in_time
from .jit import inner
from .rng import below, next_u32
from .route import MICRO_HOUR, MICRO_KM
from .ruin import FEW_BATCHES
from .solution import (
    BATCHES,
    IDLE_AT,
    LASTS,
    LENGTH,
    SEQ,
    VEHICLES,
    WAY,
    WHERE,
    N,
)

BLINK = 42_949_672
"""One place in a hundred is overlooked (Christiaens and Vanden Berghe,
Slack Induction by String Removals, Transportation Science 54(2), 2020)."""

CANDIDATES = 8192
"""Places kept per insertion; pairs beyond it are left out."""

NEIGHBOURS_ASKED = 60
"""In a search only routes that serve one of so many neighbours are tried."""

ASK_ALL = 429_496_730
"""One insertion in ten asks all routes all the same."""

FEW_ASKED = 3
"""With few batches one insertion in so many asks half of the vehicles: what is
dearest alone may be cheapest together, and there are few ways to find it."""

SPARED_BITS = 32

SHORT_ROUTE = 10

# Modes of a candidate.
WITHIN = 0
TOUR_BEFORE = 1
TOUR_AFTER = 2
PAIR = 3

# Columns of a candidate.
C_BOUND = 0
C_VEHICLE = 1
C_PLACE = 2
C_MODE = 3
C_SECOND = 4
CANDIDATE_SIZE = 5

# Layout of the working memory: the place found, the vehicles that are not asked
# for now (bit v % SPARED_BITS), candidates, then the route tried, the best, and one
# set apart.
COUNT = 0
FOUND_V = 1
FOUND_M = 2
FOUND_CENTS = 3
SPARED = 4
CANDIDATES_AT = 5
TRIED_AT = CANDIDATES_AT + CANDIDATES * CANDIDATE_SIZE


def new_memory(length: int, vehicles: int) -> I64:
    """Return working memory for routes of up to ``length`` entries."""
    return np.zeros(TRIED_AT + 3 * length + 2 * vehicles + 1, np.int64)


@inner
def _bound(
    p: I64, v: int, idle: int, spare: int, frm: int, site: int, to: int, work: int
) -> int:
    """Return a lower bound in cents of driving frm → site → to instead.

    BIG where it takes more than the ``spare`` seconds of the driver's day.
    """
    profile = veh(p, v, V_PROFILE)
    metres = metres_of(p, profile, frm, site) + metres_of(p, profile, site, to)
    metres -= metres_of(p, profile, frm, to)
    seconds = seconds_of(p, profile, frm, site) + seconds_of(p, profile, site, to)
    seconds -= seconds_of(p, profile, frm, to)
    if frm != site and to != site:
        work += site_of(p, site, SETUP)
    longer = max(0, seconds + work - idle)
    if longer > spare:
        return BIG
    return (
        metres * veh(p, v, V_KM) // MICRO_KM
        + longer * veh(p, v, V_HOUR) // MICRO_HOUR
        - 2
    )


@inner
def _note(
    memory: I64, rng: I64, blink: bool, bound: int, v: int, i: int, mode: int, j: int
) -> None:
    """Keep a place as a candidate."""
    count = memory[COUNT]
    if count >= CANDIDATES or (blink and next_u32(rng) < BLINK):
        return
    at = CANDIDATES_AT + count * CANDIDATE_SIZE
    memory[at + C_BOUND] = bound
    memory[at + C_VEHICLE] = v
    memory[at + C_PLACE] = i
    memory[at + C_MODE] = mode
    memory[at + C_SECOND] = j
    memory[COUNT] = count + 1


@inner
def _single_places(
    p: I64, sol: I64, v: int, a: int, rng: I64, memory: I64, best: int, blink: bool
) -> None:
    """Note the places of a visit in a route, and as a tour of its own."""
    at = sol[SEQ] + v * sol[LENGTH]
    n = sol[sol[N] + v]
    idle = sol[sol[IDLE_AT] + v]
    spare = veh(p, v, V_MAX_DURATION) - (sol[sol[LASTS] + v] if n > 0 else 0)
    site = vis(p, a, A_SITE)
    base = veh(p, v, V_START)
    work = vis(p, a, A_DURATION)
    window = vis(p, a, A_WINDOW)
    outward = a % 2
    last = closes(p, window, windows(p, window) - 1)
    alone = BIG
    if n > 0:
        reload = veh(p, v, V_RELOAD)
        alone = _bound(p, v, idle, spare - reload, base, site, base, work)
        alone = min(BIG, alone + reload * veh(p, v, V_HOUR) // MICRO_HOUR)
    fixed = veh(p, v, V_FIXED) if n == 0 else 0
    full = full_at(p, sol, v, at, a)
    for i in range(n + 1):
        starts = i == 0 or sol[at + i - 1] < 0
        ends = i == n or sol[at + i] < 0
        if starts and i > 0:
            full = full_at(p, sol, v, at + i, a)
        soonest = soonest_arrival(p, sol, v, i, a)
        if soonest > last:
            break
        if alone < best and (ends or i == 0) and tour_in_time(p, sol, v, i, a):
            mode = TOUR_BEFORE if i == 0 else TOUR_AFTER
            _note(memory, rng, blink, alone, v, i, mode, 0)
        roomy = at + i < full if outward else at + i > full
        frm = base if starts else vis(p, sol[at + i - 1], A_SITE)
        to = veh(p, v, V_END) if i == n else base
        if not ends:
            to = vis(p, sol[at + i], A_SITE)
        # Before a visit at the same site is the same halt as behind it.
        if not roomy or (not ends and to == site):
            continue
        low = fixed + _bound(p, v, idle, spare, frm, site, to, work)
        if low < best and in_time(p, sol, v, i, a, soonest):
            _note(memory, rng, blink, low, v, i, WITHIN, 0)


@inner
def _bound_of_pair(p: I64, v: int, idle: int, spare: int, k: int) -> int:
    """Return a lower bound in cents of one more tour for a shipment alone."""
    profile = veh(p, v, V_PROFILE)
    base = veh(p, v, V_START)
    pick = vis(p, 2 * k, A_SITE)
    drop = vis(p, 2 * k + 1, A_SITE)
    metres = metres_of(p, profile, base, pick) + metres_of(p, profile, pick, drop)
    metres += metres_of(p, profile, drop, base)
    seconds = seconds_of(p, profile, base, pick) + seconds_of(p, profile, pick, drop)
    seconds += seconds_of(p, profile, drop, base) + veh(p, v, V_RELOAD)
    longer = max(0, seconds - idle)
    if longer > spare:
        return BIG
    return (
        metres * veh(p, v, V_KM) // MICRO_KM
        + longer * veh(p, v, V_HOUR) // MICRO_HOUR
        - 2
    )


@inner
def _site_at(p: I64, sol: I64, v: int, i: int) -> int:
    """Return the site that a route reaches with entry ``i``."""
    at = sol[SEQ] + v * sol[LENGTH]
    if i == sol[sol[N] + v]:
        return veh(p, v, V_END)
    if sol[at + i] < 0:
        return veh(p, v, V_START)
    return vis(p, sol[at + i], A_SITE)


@inner
def _pair_places(
    p: I64, sol: I64, v: int, k: int, rng: I64, memory: I64, best: int, blink: bool
) -> None:
    """Note the places of a pick-up and its delivery in the tours of a route.

    In long routes the pick-up goes to the start of a tour or next to a visit
    at the same site.
    """
    at = sol[SEQ] + v * sol[LENGTH]
    n = sol[sol[N] + v]
    idle = sol[sol[IDLE_AT] + v]
    spare = veh(p, v, V_MAX_DURATION) - (sol[sol[LASTS] + v] if n > 0 else 0)
    base = veh(p, v, V_START)
    pick = vis(p, 2 * k, A_SITE)
    drop = vis(p, 2 * k + 1, A_SITE)
    fixed = veh(p, v, V_FIXED) if n == 0 else 0
    alone = _bound_of_pair(p, v, idle, spare, k)
    for i in range(n + 1):
        starts = i == 0 or sol[at + i - 1] < 0
        ends = i == n or sol[at + i] < 0
        frm = base if starts else vis(p, sol[at + i - 1], A_SITE)
        if n > 0 and (ends or i == 0) and alone < best:
            mode = TOUR_BEFORE if i == 0 else TOUR_AFTER
            _note(memory, rng, blink, alone, v, i, mode, 1)
        after = _site_at(p, sol, v, i)
        if not ends and after == pick:
            # Behind the visits at the same site it is the same halt.
            continue
        if not (starts or frm == pick or n <= SHORT_ROUTE):
            continue
        detour = fixed + max(0, _bound(p, v, idle, spare, frm, pick, after, 0))
        j = i
        while detour < best:
            last = j == n or sol[at + j] < 0
            to = _site_at(p, sol, v, j)
            prev = pick if j == i else vis(p, sol[at + j - 1], A_SITE)
            low = detour + max(0, _bound(p, v, idle, spare, prev, drop, to, 0))
            if low < best and (last or to != drop):
                _note(memory, rng, blink, low, v, i, PAIR, j)
            if last:
                break
            j += 1


@inner
def note_places(
    p: I64, sol: I64, k: int, rng: I64, memory: I64, best: int, blink: bool
) -> None:
    """Note the places of a shipment in all routes; empty vehicles once a type."""
    length = sol[LENGTH]
    types = TRIED_AT + 3 * length
    close = types + sol[VEHICLES]
    nearby = blink and next_u32(rng) >= ASK_ALL
    for v in range(sol[VEHICLES]):
        memory[types + v] = 0
        memory[close + v] = 0 if nearby else 1
    if nearby:
        b = shp(p, k, S_BATCH)
        for x in range(min(NEIGHBOURS_ASKED, p[NEAR_WIDTH])):
            w = sol[sol[WAY] + near(p, b, x)]
            if w >= 0:
                for r in range(way_of(p, w, W_ROADS)):
                    v = sol[sol[WHERE] + way_of(p, w, W_ROAD + r)]
                    if v >= 0:
                        memory[close + v] = 1
    memory[COUNT] = 0
    few = blink and sol[BATCHES] <= FEW_BATCHES and below(rng, FEW_ASKED) == 0
    for v in range(sol[VEHICLES]):
        if sol[sol[N] + v] > 0 and memory[close + v] == 0:
            continue
        if few and below(rng, 2) == 0:
            continue
        if blink and memory[SPARED] >> (v % SPARED_BITS) & 1:
            continue
        if sol[sol[N] + v] == 0:
            kind = types + veh(p, v, V_TYPE)
            if memory[kind] or veh(p, v, V_FIXED) >= best:
                continue
            memory[kind] = 1
        if not fits_empty(p, k, v) or sol[sol[N] + v] + 3 > length:
            continue
        from_base = shp(p, k, S_FROM) == veh(p, v, V_START)
        to_base = shp(p, k, S_TO) == veh(p, v, V_END)
        if from_base != to_base:
            a = 2 * k + (1 if from_base else 0)
            _single_places(p, sol, v, a, rng, memory, best, blink)
        elif not from_base:
            _pair_places(p, sol, v, k, rng, memory, best, blink)
