"""Cheapest insertion of a shipment, exact by simulation, pruned by a bound."""

from __future__ import annotations

from .codes import OK
from .data import (
    A_DURATION,
    A_SITE,
    A_WINDOW,
    BIG,
    HAS_DOCKS,
    I64,
    S_FROM,
    S_LOAD,
    S_PENALTY,
    S_TO,
    SETUP,
    V_CAP,
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
    IDLE_AT,
    VEHICLES,
    WHERE,
    N,
    best_of,
    grid_of,
    out_of,
    ready_of,
    refresh,
    release,
    route_of,
    seq_of,
    state_of,
    types_of,
)

BLINK = 42_949_672
"""One position in a hundred is overlooked (Christiaens and Vanden Berghe,
Slack Induction by String Removals, Transportation Science 54(2), 2020)."""


@inner
def _fits_empty(p: I64, k: int, v: int) -> bool:
    for d in range(6):
        if shp(p, k, S_LOAD + d) > veh(p, v, V_CAP + d):
            return False
    return allowed(p, k, v) == 1


@inner
def _bound(p: I64, sol: I64, v: int, frm: int, site: int, to: int, work: int) -> int:
    """Return a lower bound in cents of driving frm → site → to instead."""
    profile = veh(p, v, V_PROFILE)
    metres = metres_of(p, profile, frm, site) + metres_of(p, profile, site, to)
    seconds = seconds_of(p, profile, frm, site) + seconds_of(p, profile, site, to)
    metres -= metres_of(p, profile, frm, to)
    seconds -= seconds_of(p, profile, frm, to)
    if frm != site and to != site:
        work += site_of(p, site, SETUP)
    more = max(0, seconds + work - sol[sol[IDLE_AT] + v])
    return (
        metres * veh(p, v, V_KM) // MICRO_KM
        + more * veh(p, v, V_HOUR) // MICRO_HOUR
        - 2
    )


@inner
def _build(seq: I64, n: int, i: int, a: int, mode: int, target: I64) -> int:
    """Write a route with visit ``a`` put before entry ``i``; return its length.

    ``mode`` 0: into the tour; 1: as a tour of its own before entry ``i``,
    which is the start of a tour; 2: as a tour of its own that ends the tour
    before entry ``i`` (a separator, or the end).
    """
    m = 0
    for x in range(i):
        target[m] = seq[x]
        m += 1
    if mode == 2:  # noqa: PLR2004
        target[m] = -1
        m += 1
    target[m] = a
    m += 1
    if mode == 1:
        target[m] = -1
        m += 1
    for x in range(i, n):
        target[m] = seq[x]
        m += 1
    return m


@inner
def _try(p: I64, sol: I64, v: int, m: int, memory: I64, best: int) -> int:
    """Evaluate the candidate in ``seq_of(memory)``; keep it when it is the best."""
    code, cents = evaluate(
        p, v, seq_of(memory), m, state_of(memory), grid_of(sol), out_of(memory)
    )
    delta = cents - sol[sol[COST] + v]
    if code == OK and delta < best:
        for x in range(m):
            best_of(memory)[x] = seq_of(memory)[x]
        return delta
    return best


@inner
def _loads_fit(p: I64, sol: I64, v: int, k: int, i: int, visit: int) -> bool:
    """Tell whether the tour that begins at entry ``i`` could carry more.

    Necessary only: what is loaded at the base (or brought back to it) plus the
    shipment stays within every dimension.
    """
    seq = route_of(sol, v)
    outward = visit % 2
    for d in range(6):
        room = veh(p, v, V_CAP + d) - shp(p, k, S_LOAD + d)
        x = i
        while x < sol[sol[N] + v] and seq[x] >= 0:
            other = seq[x] // 2
            if seq[x] % 2 == outward and (
                shp(p, other, S_FROM) == veh(p, v, V_START)
                if outward
                else shp(p, other, S_TO) == veh(p, v, V_END)
            ):
                room -= shp(p, other, S_LOAD + d)
            x += 1
        if room < 0:
            return False
    return True


@inner
def _insert_single(
    p: I64,
    sol: I64,
    v: int,
    a: int,
    rng: I64,
    memory: I64,
    best: int,
    blink: bool,
) -> tuple[int, int]:
    """Try a visit at every place of a route: best delta so far and its length."""
    seq = route_of(sol, v)
    n = sol[sol[N] + v]
    if n + 2 > seq.shape[0]:
        return best, 0
    k = a // 2
    site = vis(p, a, A_SITE)
    base = veh(p, v, V_START)
    work = vis(p, a, A_DURATION)
    window = vis(p, a, A_WINDOW)
    latest = closes(p, window, windows(p, window) - 1)
    profile = veh(p, v, V_PROFILE)
    length = 0
    open_tour = _loads_fit(p, sol, v, k, 0, a)
    for i in range(n + 1):
        starts = i == 0 or seq[i - 1] < 0
        ends = i == n or seq[i] < 0
        if starts and i > 0:
            open_tour = _loads_fit(p, sol, v, k, i, a)
        frm = base if starts else vis(p, seq[i - 1], A_SITE)
        if (
            not starts
            and ready_of(sol, v)[i - 1] + seconds_of(p, profile, frm, site) > latest
        ):
            break
        if open_tour:
            to = veh(p, v, V_END) if i == n else base
            if not ends:
                to = vis(p, seq[i], A_SITE)
            if _bound(p, sol, v, frm, site, to, work) < best and not (
                blink and next_u32(rng) < BLINK
            ):
                m = _build(seq, n, i, a, 0, seq_of(memory))
                found = _try(p, sol, v, m, memory, best)
                if found < best:
                    best, length = found, m
        if n > 0 and (ends or i == 0):
            alone = _bound(p, sol, v, base, site, base, work)
            alone += veh(p, v, V_RELOAD) * veh(p, v, V_HOUR) // MICRO_HOUR
            if alone < best and not (blink and next_u32(rng) < BLINK):
                m = _build(seq, n, i, a, 1 if i == 0 else 2, seq_of(memory))
                found = _try(p, sol, v, m, memory, best)
                if found < best:
                    best, length = found, m
    return best, length


@inner
def _build_pair(
    seq: I64, n: int, i: int, j: int, a: int, mode: int, target: I64
) -> int:
    """Write a route with ``a`` before entry i and ``a + 1`` before entry j."""
    m = 0
    for x in range(n + 1):
        if x == i:
            if mode == 2:  # noqa: PLR2004
                target[m] = -1
                m += 1
            target[m] = a
            m += 1
        if x == j:
            target[m] = a + 1
            m += 1
            if mode == 1:
                target[m] = -1
                m += 1
        if x < n:
            target[m] = seq[x]
            m += 1
    return m


@inner
def _insert_pair(
    p: I64,
    sol: I64,
    v: int,
    k: int,
    memory: I64,
    best: int,
) -> tuple[int, int]:
    """Try pick-up and delivery in every tour of a route, and as a new tour."""
    seq = route_of(sol, v)
    n = sol[sol[N] + v]
    if n + 3 > seq.shape[0]:
        return best, 0
    a = 2 * k
    length = 0
    base = veh(p, v, V_START)
    pick = vis(p, a, A_SITE)
    drop = vis(p, a + 1, A_SITE)
    for i in range(n + 1):
        starts = i == 0 or seq[i - 1] < 0
        frm = base if starts else vis(p, seq[i - 1], A_SITE)
        j = i
        while True:
            ends = j == n or seq[j] < 0
            to = veh(p, v, V_END) if j == n else base
            if not ends:
                to = vis(p, seq[j], A_SITE)
            prev = vis(p, seq[j - 1], A_SITE) if j > i else pick
            nxt = drop
            if j > i:
                nxt = vis(p, seq[i], A_SITE)
            low = _bound(p, sol, v, prev, drop, to, 0)
            if j > i:
                low = min(low, low + _bound(p, sol, v, frm, pick, nxt, 0))
            if low < best:
                m = _build_pair(seq, n, i, j, a, 0, seq_of(memory))
                found = _try(p, sol, v, m, memory, best)
                if found < best:
                    best, length = found, m
            if ends:
                break
            j += 1
        if n > 0 and (i == n or i == 0 or seq[i] < 0):
            mode = 1 if i == 0 else 2
            m = _build_pair(seq, n, i, i, a, mode, seq_of(memory))
            found = _try(p, sol, v, m, memory, best)
            if found < best:
                best, length = found, m
    return best, length


@outer
def insert_best(
    p: I64,
    sol: I64,
    k: int,
    rng: I64,
    memory: I64,
    blink: bool,
) -> int:
    """Put a shipment where it costs least; return the delta, or BIG if nowhere.

    Leaves it behind when that is cheaper than its penalty.
    """
    best = min(BIG, shp(p, k, S_PENALTY))
    best_v = -1
    best_m = 0
    types = types_of(memory)
    types[:] = 0
    for v in range(sol[VEHICLES]):
        if sol[sol[N] + v] == 0:
            if types[veh(p, v, V_TYPE)]:
                continue
            types[veh(p, v, V_TYPE)] = 1
            if veh(p, v, V_FIXED) >= best:
                continue
        if not _fits_empty(p, k, v):
            continue
        if p[HAS_DOCKS]:
            release(sol, v, -1)
        before = best
        from_base = shp(p, k, S_FROM) == veh(p, v, V_START)
        to_base = shp(p, k, S_TO) == veh(p, v, V_END)
        if from_base and not to_base:
            found, m = _insert_single(p, sol, v, 2 * k + 1, rng, memory, best, blink)
        elif to_base and not from_base:
            found, m = _insert_single(p, sol, v, 2 * k, rng, memory, best, blink)
        elif not from_base:
            found, m = _insert_pair(p, sol, v, k, memory, best)
        else:
            found, m = best, 0
        if p[HAS_DOCKS]:
            release(sol, v, 1)
        if found < before:
            best, best_v, best_m = found, v, m
    if best_v < 0:
        return BIG
    if p[HAS_DOCKS]:
        release(sol, best_v, -1)
    for x in range(best_m):
        route_of(sol, best_v)[x] = best_of(memory)[x]
    sol[sol[N] + best_v] = best_m
    refresh(p, sol, best_v, memory)
    sol[sol[WHERE] + k] = best_v
    return best


@inner
def insert_list(
    p: I64, sol: I64, order: I64, count: int, rng: I64, memory: I64, blink: bool
) -> None:
    """Insert the first ``count`` shipments of ``order`` one after the other."""
    for x in range(count):
        if sol[sol[WHERE] + order[x]] < 0:
            insert_best(p, sol, order[x], rng, memory, blink)


@outer
def insert_all(p: I64, sol: I64, order: I64, rng: I64, memory: I64) -> None:
    """Insert shipments in the order given, each at its cheapest place."""
    insert_list(p, sol, order, order.shape[0], rng, memory, False)
