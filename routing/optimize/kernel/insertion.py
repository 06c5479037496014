"""Cheapest insertion of a shipment: bounded places first, exact simulation last.

Every place of every route gets a lower bound of its cost; the places are then
simulated from the lowest bound upwards until no bound is below the best cost.
"""

from __future__ import annotations

import numpy as np

from .data import (
    A_DURATION,
    A_SITE,
    A_WINDOW,
    B_DURATION,
    BIG,
    DIMENSIONS,
    HAS_DOCKS,
    I64,
    NEAR_WIDTH,
    S_FROM,
    S_LOAD,
    S_PENALTY,
    S_TO,
    SETUP,
    V_CAP,
    V_DOCK,
    V_END,
    V_FIXED,
    V_HOUR,
    V_KM,
    V_PROFILE,
    V_RELOAD,
    V_START,
    V_TYPE,
    allowed,
    closes,
    metres_of,
    near,
    rest,
    seconds_of,
    shp,
    site_of,
    veh,
    vis,
    windows,
)
from .jit import inner, outer
from .rng import next_u32
from .route import MICRO_HOUR, MICRO_KM, evaluate
from .solution import (
    COST,
    DUE_AT,
    GRID,
    IDLE_AT,
    LENGTH,
    READY,
    SEQ,
    VEHICLES,
    WHERE,
    N,
    refresh,
    release,
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

MOST_TRIES = 30
"""Simulations of one insertion in a search at most."""

FEW_TRIES = 12
"""Simulations of one insertion in a search that found no place so far."""

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

# Layout of the working memory: candidates, then the route tried and the best.
COUNT = 0
CANDIDATES_AT = 1
TRIED_AT = CANDIDATES_AT + CANDIDATES * CANDIDATE_SIZE


def new_memory(length: int, vehicles: int) -> I64:
    """Return working memory for routes of up to ``length`` entries."""
    return np.zeros(TRIED_AT + 2 * length + 2 * vehicles + 1, np.int64)


@inner
def _fits_empty(p: I64, k: int, v: int) -> bool:
    for d in range(DIMENSIONS):
        if shp(p, k, S_LOAD + d) > veh(p, v, V_CAP + d):
            return False
    return allowed(p, k, v)


@inner
def _bound(p: I64, v: int, idle: int, frm: int, site: int, to: int, work: int) -> int:
    """Return a lower bound in cents of driving frm → site → to instead."""
    profile = veh(p, v, V_PROFILE)
    metres = metres_of(p, profile, frm, site) + metres_of(p, profile, site, to)
    metres -= metres_of(p, profile, frm, to)
    seconds = seconds_of(p, profile, frm, site) + seconds_of(p, profile, site, to)
    seconds -= seconds_of(p, profile, frm, to)
    if frm != site and to != site:
        work += site_of(p, site, SETUP)
    return (
        metres * veh(p, v, V_KM) // MICRO_KM
        + max(0, seconds + work - idle) * veh(p, v, V_HOUR) // MICRO_HOUR
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
def _loads_fit(p: I64, sol: I64, v: int, i: int, stop: int, a: int) -> bool:
    """Tell whether the tour from entry ``i`` on could carry visit ``a`` as well.

    Necessary only: what is loaded at the base (or brought back to it) plus the
    shipment stays within every dimension.
    """
    k = a // 2
    outward = a % 2
    end = i
    while end < stop and sol[end] >= 0:
        end += 1
    for d in range(DIMENSIONS):
        left = veh(p, v, V_CAP + d) - shp(p, k, S_LOAD + d)
        if left >= BIG // 2:
            continue
        for x in range(i, end):
            other = sol[x] // 2
            if sol[x] % 2 == outward:
                if outward and shp(p, other, S_FROM) == veh(p, v, V_START):
                    left -= shp(p, other, S_LOAD + d)
                if not outward and shp(p, other, S_TO) == veh(p, v, V_END):
                    left -= shp(p, other, S_LOAD + d)
        if left < 0:
            return False
    return True


@inner
def _single_places(
    p: I64, sol: I64, v: int, a: int, rng: I64, memory: I64, best: int, blink: bool
) -> None:
    """Note the places of a visit in a route, and as a tour of its own."""
    at = sol[SEQ] + v * sol[LENGTH]
    n = sol[sol[N] + v]
    stop = at + n
    ready = sol[READY] + v * sol[LENGTH]
    idle = sol[sol[IDLE_AT] + v]
    site = vis(p, a, A_SITE)
    base = veh(p, v, V_START)
    work = vis(p, a, A_DURATION)
    window = vis(p, a, A_WINDOW)
    latest = closes(p, window, windows(p, window) - 1)
    profile = veh(p, v, V_PROFILE)
    alone = BIG
    if n > 0:
        alone = _bound(p, v, idle, base, site, base, work)
        alone += veh(p, v, V_RELOAD) * veh(p, v, V_HOUR) // MICRO_HOUR
    fixed = veh(p, v, V_FIXED) if n == 0 else 0
    fits = _loads_fit(p, sol, v, at, stop, a)
    for i in range(n + 1):
        starts = i == 0 or sol[at + i - 1] < 0
        ends = i == n or sol[at + i] < 0
        if starts and i > 0:
            fits = _loads_fit(p, sol, v, at + i, stop, a)
        frm = base if starts else vis(p, sol[at + i - 1], A_SITE)
        if not starts:
            soonest = sol[ready + i - 1] + seconds_of(p, profile, frm, site)
            if soonest > latest:
                break
        to = veh(p, v, V_END) if i == n else base
        if not ends:
            to = vis(p, sol[at + i], A_SITE)
        # Before a visit at the same site is the same halt as behind it.
        if fits and (ends or to != site):
            low = fixed + _bound(p, v, idle, frm, site, to, work)
            if low < best:
                _note(memory, rng, blink, low, v, i, WITHIN, 0)
        if alone < best and (ends or i == 0):
            mode = TOUR_BEFORE if i == 0 else TOUR_AFTER
            _note(memory, rng, blink, alone, v, i, mode, 0)


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
    base = veh(p, v, V_START)
    pick = vis(p, 2 * k, A_SITE)
    drop = vis(p, 2 * k + 1, A_SITE)
    fixed = veh(p, v, V_FIXED) if n == 0 else 0
    for i in range(n + 1):
        starts = i == 0 or sol[at + i - 1] < 0
        ends = i == n or sol[at + i] < 0
        frm = base if starts else vis(p, sol[at + i - 1], A_SITE)
        if n > 0 and (ends or i == 0):
            mode = TOUR_BEFORE if i == 0 else TOUR_AFTER
            _note(memory, rng, blink, fixed, v, i, mode, 1)
        if not ends and vis(p, sol[at + i], A_SITE) == pick:
            # Behind the visits at the same site it is the same halt.
            continue
        if not (starts or frm == pick or n <= SHORT_ROUTE):
            continue
        j = i
        while True:
            last = j == n or sol[at + j] < 0
            to = veh(p, v, V_END) if j == n else base
            if not last:
                to = vis(p, sol[at + j], A_SITE)
            prev = pick if j == i else vis(p, sol[at + j - 1], A_SITE)
            low = fixed + max(0, _bound(p, v, idle, prev, drop, to, 0))
            if low < best and (last or to != drop):
                _note(memory, rng, blink, low, v, i, PAIR, j)
            if last:
                break
            j += 1


@inner
def _build(sol: I64, at: int, n: int, a: int, place: I64, cell: int, tried: int) -> int:
    """Write the candidate at ``cell`` into ``place[tried:]``; return its length.

    ``a`` is the visit, or the pick-up of a pair.
    """
    i = place[cell + C_PLACE]
    mode = place[cell + C_MODE]
    second = place[cell + C_SECOND]
    m = tried
    for x in range(n + 1):
        if x == i:
            if mode == TOUR_AFTER:
                place[m] = -1
                m += 1
            place[m] = a
            m += 1
            if mode != PAIR and second == 1:
                place[m] = a + 1
                m += 1
            if mode == TOUR_BEFORE:
                place[m] = -1
                m += 1
        if mode == PAIR and x == second:
            place[m] = a + 1
            m += 1
        if x < n:
            place[m] = sol[at + x]
            m += 1
    return m - tried


@inner
def _places(
    p: I64, sol: I64, k: int, rng: I64, memory: I64, best: int, blink: bool
) -> None:
    """Note the places of a shipment in all routes; empty vehicles once a type."""
    length = sol[LENGTH]
    types = TRIED_AT + 2 * length
    close = types + sol[VEHICLES]
    nearby = blink and next_u32(rng) >= ASK_ALL
    for v in range(sol[VEHICLES]):
        memory[types + v] = 0
        memory[close + v] = 0 if nearby else 1
    if nearby:
        for x in range(min(NEIGHBOURS_ASKED, p[NEAR_WIDTH])):
            v = sol[sol[WHERE] + near(p, k, x)]
            if v >= 0:
                memory[close + v] = 1
    memory[COUNT] = 0
    for v in range(sol[VEHICLES]):
        if sol[sol[N] + v] > 0 and memory[close + v] == 0:
            continue
        if sol[sol[N] + v] == 0:
            kind = types + veh(p, v, V_TYPE)
            if memory[kind] or veh(p, v, V_FIXED) >= best:
                continue
            memory[kind] = 1
        if not _fits_empty(p, k, v) or sol[sol[N] + v] + 3 > length:
            continue
        from_base = shp(p, k, S_FROM) == veh(p, v, V_START)
        to_base = shp(p, k, S_TO) == veh(p, v, V_END)
        if from_base != to_base:
            a = 2 * k + (1 if from_base else 0)
            _single_places(p, sol, v, a, rng, memory, best, blink)
        elif not from_base:
            _pair_places(p, sol, v, k, rng, memory, best, blink)


@inner
def _lowest(memory: I64) -> int:
    """Return the cell of the candidate with the lowest bound, used up; or -1."""
    best = BIG
    cell = -1
    for c in range(memory[COUNT]):
        at = CANDIDATES_AT + c * CANDIDATE_SIZE
        if memory[at + C_BOUND] < best:
            best = memory[at + C_BOUND]
            cell = at
    return cell


@inner
def _cents_tried(
    p: I64, sol: I64, v: int, m: int, memory: I64, state: I64, out: I64, best: int
) -> int:
    """Return the cents of the route being tried, or less than 0 when it fails.

    Where breaks or docks take part a first answer is only a promise: what
    would add less than ``best`` is driven exactly, as ``refresh`` will do.
    """
    if p[HAS_DOCKS]:
        release(sol, v, -1)
    due = sol[sol[DUE_AT] + v]
    promise = veh(p, v, V_DOCK) >= 0 or rest(p, v, 0, B_DURATION) > 0
    cents = 0
    for exact in range(2 if promise else 1):
        if exact:
            due = 0
        write = exact == 1
        cents = evaluate(
            p, v, memory, TRIED_AT, m, due, state, sol, sol[GRID], out, write
        )
        if cents < 0 or cents - sol[sol[COST] + v] >= best:
            break
    if p[HAS_DOCKS]:
        release(sol, v, 1)
    return cents


@outer
def insert_best(
    p: I64, sol: I64, k: int, rng: I64, memory: I64, state: I64, out: I64, blink: bool
) -> int:
    """Put a shipment where it costs least; return the cents, or BIG if nowhere.

    Leaves it behind when that is cheaper than its penalty. With ``blink``
    places are overlooked now and then, and a hopeless shipment is given up
    after ``FEW_TRIES`` simulations.
    """
    best = shp(p, k, S_PENALTY)
    _places(p, sol, k, rng, memory, best, blink)
    length = sol[LENGTH]
    best_v = -1
    best_m = 0
    tries = 0
    while True:
        cell = _lowest(memory)
        if cell < 0 or memory[cell + C_BOUND] >= best:
            break
        if blink and tries >= (FEW_TRIES if best_v < 0 else MOST_TRIES):
            break
        tries += 1
        memory[cell + C_BOUND] = BIG
        v = memory[cell + C_VEHICLE]
        at = sol[SEQ] + v * length
        from_base = shp(p, k, S_FROM) == veh(p, v, V_START)
        a = 2 * k + (1 if from_base else 0)
        m = _build(sol, at, sol[sol[N] + v], a, memory, cell, TRIED_AT)
        cents = _cents_tried(p, sol, v, m, memory, state, out, best)
        if cents >= 0 and cents - sol[sol[COST] + v] < best:
            best = cents - sol[sol[COST] + v]
            best_v = v
            best_m = m
            for x in range(m):
                memory[TRIED_AT + length + x] = memory[TRIED_AT + x]
    if best_v < 0:
        return BIG
    if p[HAS_DOCKS]:
        release(sol, best_v, -1)
    at = sol[SEQ] + best_v * length
    for x in range(best_m):
        sol[at + x] = memory[TRIED_AT + length + x]
    sol[sol[N] + best_v] = best_m
    refresh(p, sol, best_v, state, out)
    sol[sol[WHERE] + k] = best_v
    return best


@outer
def insert_all(
    p: I64,
    sol: I64,
    order: I64,
    count: int,
    rng: I64,
    memory: I64,
    state: I64,
    out: I64,
    blink: bool,
) -> None:
    """Insert the first ``count`` shipments of ``order`` where they cost least."""
    for x in range(count):
        if sol[sol[WHERE] + order[x]] < 0:
            insert_best(p, sol, order[x], rng, memory, state, out, blink)
