"""The exact simulation of one route: every rule of the road, one pass."""

from __future__ import annotations

from .clock import (
    free_slot,
    next_in,
    rest_before_leg,
    rest_before_work,
    wait_until,
    window_end,
)
from .codes import (
    AMOUNT,
    APART,
    BASE_CLOSED,
    CAP_G,
    CHARGER,
    DOCK,
    DRIVEN,
    DUE,
    FIRST_LOAD,
    HALTS,
    LOADING_CLOSED,
    LOCK,
    MAX_METRES,
    METRES,
    OK,
    PAIR,
    PENALTY,
    RANGE,
    SHIFT,
    SINCE_CHARGE,
    SITE,
    SLACK,
    STATE_SIZE,
    TIME,
    TOURS,
    UNREACHABLE,
    WAITED,
    WINDOW,
)
from .data import (
    A_DURATION,
    A_SITE,
    A_WINDOW,
    BIG,
    CLASSES,
    DIMENSIONS,
    FAR,
    HAS_APART,
    I64,
    PAUSE_SECONDS,
    S_CLASS,
    S_FROM,
    S_LOAD,
    S_LOCK,
    S_RANK,
    S_READY,
    S_TO,
    SETUP,
    STRICT_AT,
    USUAL,
    USUAL_CENTS,
    V_CAP,
    V_CHARGER,
    V_CLOSE,
    V_DOCK,
    V_EARLY,
    V_END,
    V_LATE,
    V_MAX_METRES,
    V_MAX_TOURS,
    V_OPEN,
    V_PROFILE,
    V_RANGE,
    V_RECHARGE,
    V_RELOAD,
    V_START,
    apart,
    closes,
    metres_of,
    seconds_of,
    shp,
    site_of,
    veh,
    vis,
    windows,
)
from .jit import inner
from .schedule import (
    CHARGE_KIND,
    PAUSE_COUNT,
    TOUR_AT,
    TOUR_COUNT,
    VISIT_AT,
    note_pause,
)

CLASS_SLOTS = STATE_SIZE + DIMENSIONS


@inner
def _put(p: I64, state: I64, k: int, sign: int) -> None:
    """Put a shipment on board (+1) or take it off (-1)."""
    for d in range(DIMENSIONS):
        state[STATE_SIZE + d] += sign * shp(p, k, S_LOAD + d)
    if p[HAS_APART]:
        state[CLASS_SLOTS + shp(p, k, S_CLASS)] += sign


@inner
def _room(p: I64, v: int, state: I64) -> int:
    """Check what is on board against the vehicle (rules R1 and R4)."""
    for d in range(DIMENSIONS):
        over = state[STATE_SIZE + d] - veh(p, v, V_CAP + d)
        if over > 0:
            state[AMOUNT] = over
            return CAP_G + d
    if p[HAS_APART]:
        classes = p[CLASSES]
        for a in range(classes):
            if state[CLASS_SLOTS + a] > 0:
                for b in range(a + 1, classes):
                    if apart(p, a, b) and state[CLASS_SLOTS + b] > 0:
                        return APART
    return OK


@inner
def _lock_kept(p: I64, seq: I64, i: int) -> bool:
    """Check the order of a lock at entry ``i`` against what comes before it."""
    k = seq[i] // 2
    lock = shp(p, k, S_LOCK)
    site = vis(p, seq[i], A_SITE)
    left = False
    j = i - 1
    while j >= 0:
        a = seq[j]
        if a >= 0:
            if shp(p, a // 2, S_LOCK) == lock:
                if shp(p, a // 2, S_RANK) > shp(p, k, S_RANK):
                    return False
                return not (left and p[p[STRICT_AT] + lock])
            if vis(p, a, A_SITE) != site:
                left = True
        j -= 1
    return True


@inner
def _paired(p: I64, v: int, seq: I64, i: int, e: int) -> bool:
    """Check that a pick-up away from the base and its delivery share the tour."""
    a = seq[i]
    k = a // 2
    if a % 2 == 0:
        if shp(p, k, S_TO) == veh(p, v, V_END):
            return True
        for j in range(i + 1, e):
            if seq[j] == a + 1:
                return True
        return False
    if shp(p, k, S_FROM) == veh(p, v, V_START):
        return True
    j = i - 1
    while j >= 0 and seq[j] >= 0:
        if seq[j] == a - 1:
            return True
        j -= 1
    return False


@inner
def _scan_tour(
    p: I64, v: int, seq: I64, pos: int, e: int, end: int, state: I64
) -> tuple[int, int, int, bool]:
    """Load a tour and measure it: code, metres, ready time, hands over at base."""
    for i in range(STATE_SIZE, state.shape[0]):
        state[i] = 0
    profile = veh(p, v, V_PROFILE)
    base = veh(p, v, V_START)
    prev = base
    metres = 0
    ready = 0
    unload = False
    for i in range(pos, e):
        a = seq[i]
        k = a // 2
        site = vis(p, a, A_SITE)
        metres += metres_of(p, profile, prev, site)
        prev = site
        if a % 2 == 1:
            if shp(p, k, S_FROM) == base:
                _put(p, state, k, 1)
                ready = max(ready, shp(p, k, S_READY))
            elif not _paired(p, v, seq, i, e):
                return PAIR, 0, 0, False
        else:
            unload = unload or shp(p, k, S_TO) == veh(p, v, V_END)
            if not _paired(p, v, seq, i, e):
                return PAIR, 0, 0, False
        if shp(p, k, S_LOCK) >= 0 and not _lock_kept(p, seq, i):
            return LOCK, 0, 0, False
    metres += metres_of(p, profile, prev, end)
    if metres >= FAR:
        return UNREACHABLE, metres, ready, unload
    if metres > veh(p, v, V_RANGE):
        state[AMOUNT] = metres - veh(p, v, V_RANGE)
        return RANGE, metres, ready, unload
    return _room(p, v, state), metres, ready, unload


@inner
def _charge(p: I64, v: int, state: I64, grid: I64, out: I64, write: bool) -> int:
    """Charge at the base before loading (rule D1a)."""
    resource = veh(p, v, V_CHARGER)
    if resource < 0:
        return CHARGER
    duration = veh(p, v, V_RECHARGE)
    start = free_slot(p, resource, state[TIME], duration, grid)
    if start < 0:
        return CHARGER
    # Others may hold the charger next: this charge must not move.
    wait_until(state, start, start)
    state[TIME] = start + duration
    state[SINCE_CHARGE] = 0
    if duration >= PAUSE_SECONDS:
        state[DRIVEN] = 0
    if write:
        note_pause(out, CHARGE_KIND, veh(p, v, V_START), start, start + duration)
    return OK


@inner
def _loading_start(p: I64, v: int, time: int, ready: int, grid: I64) -> int:
    """Return when loading can start: base open, bags ready, dock free; or -1."""
    start = max(time, ready - veh(p, v, V_RELOAD))
    for _ in range(20):
        begin = next_in(p, veh(p, v, V_OPEN), start)
        if begin < 0 or veh(p, v, V_DOCK) < 0:
            return begin
        start = free_slot(p, veh(p, v, V_DOCK), begin, veh(p, v, V_RELOAD), grid)
        if start < 0 or start == begin:
            return start
    return -1


@inner
def _load(
    p: I64,
    v: int,
    ready: int,
    state: I64,
    grid: I64,
    out: I64,
    write: bool,
) -> int:
    """Load at the base (rule T3); the first loading starts the route."""
    work = veh(p, v, V_RELOAD)
    start = _loading_start(p, v, state[TIME], ready, grid)
    if state[FIRST_LOAD] >= 0 and start >= 0:
        code = rest_before_work(p, v, start, work, state, out, write)
        if code != OK:
            return code
        start = _loading_start(p, v, state[TIME], ready, grid)
    if start < 0:
        last = windows(p, veh(p, v, V_OPEN)) - 1
        late = closes(p, veh(p, v, V_OPEN), last)
        state[AMOUNT] = max(1, max(state[TIME], ready - work) - late)
        return LOADING_CLOSED if veh(p, v, V_DOCK) < 0 else DOCK
    late = start
    if veh(p, v, V_DOCK) < 0:
        late = window_end(p, veh(p, v, V_OPEN), start)
    if state[FIRST_LOAD] < 0:
        state[FIRST_LOAD] = start
        state[TIME] = start
        if veh(p, v, V_DOCK) >= 0:
            # The dock is looked for again when the start is put off.
            late = window_end(p, veh(p, v, V_OPEN), start)
    wait_until(state, start, late)
    state[TIME] = start + work
    if write:
        out[out[TOUR_AT] + 4 * out[TOUR_COUNT] + 0] = start
    return OK


@inner
def _halt_start(p: I64, seq: I64, i: int, j: int, time: int) -> int:
    """Return when a halt with visits i..j-1 may start service, or -1 (T2a)."""
    start = time
    moved = True
    while moved:
        moved = False
        for x in range(i, j):
            begin = next_in(p, vis(p, seq[x], A_WINDOW), start)
            if begin < 0:
                return -1
            if begin > start:
                start = begin
                moved = True
    return start


@inner
def _serve(p: I64, v: int, seq: I64, i: int, j: int, state: I64) -> tuple[int, int]:
    """Hand over and take on at a halt: code and seconds of work (T2)."""
    work = site_of(p, vis(p, seq[i], A_SITE), SETUP)
    picked = False
    for x in range(i, j):
        work += vis(p, seq[x], A_DURATION)
        if seq[x] % 2 == 1:
            _put(p, state, seq[x] // 2, -1)
    for x in range(i, j):
        if seq[x] % 2 == 0:
            _put(p, state, seq[x] // 2, 1)
            picked = True
    usual = site_of(p, vis(p, seq[i], A_SITE), USUAL)
    if usual >= 0 and usual != v:
        state[PENALTY] += p[USUAL_CENTS]
    if picked:
        return _room(p, v, state), work
    return OK, work


@inner
def _halt(
    p: I64,
    v: int,
    seq: I64,
    i: int,
    j: int,
    state: I64,
    out: I64,
    write: bool,
) -> int:
    """Drive to the site of visits i..j-1 and serve them as one halt."""
    site = vis(p, seq[i], A_SITE)
    leg = seconds_of(p, veh(p, v, V_PROFILE), state[SITE], site)
    window = vis(p, seq[i], A_WINDOW)
    code = rest_before_leg(p, v, leg, window, state, out, write)
    if code != OK:
        return code
    arrive = state[TIME]
    state[SITE] = site
    code, work = _serve(p, v, seq, i, j, state)
    if code != OK:
        return code
    start = _halt_start(p, seq, i, j, arrive)
    if start >= 0:
        code = rest_before_work(p, v, start, work, state, out, write)
        if code != OK:
            return code
        start = _halt_start(p, seq, i, j, state[TIME])
    if start < 0:
        last = windows(p, window) - 1
        state[AMOUNT] = max(1, state[TIME] - closes(p, window, last))
        return WINDOW
    late = BIG
    for x in range(i, j):
        late = min(late, window_end(p, vis(p, seq[x], A_WINDOW), start))
    wait_until(state, start, late)
    state[TIME] = start + work
    state[HALTS] += 1
    if write:
        for x in range(i, j):
            out[out[VISIT_AT] + 3 * x] = arrive
            out[out[VISIT_AT] + 3 * x + 1] = start
            out[out[VISIT_AT] + 3 * x + 2] = state[TIME]
    return OK


@inner
def _tour(
    p: I64,
    v: int,
    seq: I64,
    pos: int,
    e: int,
    end: int,
    state: I64,
    grid: I64,
    out: I64,
    write: bool,
) -> int:
    """Drive one tour: entries pos..e-1, back to ``end``."""
    code, metres, ready, unload = _scan_tour(p, v, seq, pos, e, end, state)
    if code != OK:
        return code
    state[METRES] += metres
    if state[METRES] > veh(p, v, V_MAX_METRES):
        state[AMOUNT] = state[METRES] - veh(p, v, V_MAX_METRES)
        return MAX_METRES
    if state[SINCE_CHARGE] + metres > veh(p, v, V_RANGE):
        code = _charge(p, v, state, grid, out, write)
        if code != OK:
            return code
    state[SINCE_CHARGE] += metres
    state[SITE] = veh(p, v, V_START)
    code = _load(p, v, ready, state, grid, out, write)
    if code != OK:
        return code
    loaded = state[TIME]
    i = pos
    while i < e:
        j = i + 1
        site = vis(p, seq[i], A_SITE)
        while j < e and vis(p, seq[j], A_SITE) == site:
            j += 1
        code = _halt(p, v, seq, i, j, state, out, write)
        if code != OK:
            return code
        if i == pos and write:
            out[out[TOUR_AT] + 4 * out[TOUR_COUNT] + 1] = loaded
        i = j
    leg = seconds_of(p, veh(p, v, V_PROFILE), state[SITE], end)
    code = rest_before_leg(p, v, leg, -1, state, out, write)
    if code != OK:
        return code
    state[SITE] = end
    if unload:
        late = veh(p, v, V_CLOSE)
        if state[TIME] > late:
            state[AMOUNT] = state[TIME] - late
            return BASE_CLOSED
        state[SLACK] = min(state[SLACK], state[WAITED] + late - state[TIME])
    if write:
        out[out[TOUR_AT] + 4 * out[TOUR_COUNT] + 2] = state[TIME]
        out[out[TOUR_AT] + 4 * out[TOUR_COUNT] + 3] = metres
        out[TOUR_COUNT] += 1
    return OK


@inner
def drive(
    p: I64,
    v: int,
    seq: I64,
    n: int,
    first: int,
    due: int,
    state: I64,
    grid: I64,
    out: I64,
    write: bool,
) -> int:
    """Simulate a route whose first loading starts at ``first`` or later.

    ``due`` marks the breaks to be taken; results stand in ``state``. Returns a
    code of ``codes.py``.
    """
    for i in range(STATE_SIZE):
        state[i] = 0
    state[TIME] = max(first, veh(p, v, V_EARLY))
    state[SLACK] = BIG
    state[FIRST_LOAD] = -1
    state[DUE] = due
    if write:
        out[TOUR_COUNT] = 0
        out[PAUSE_COUNT] = 0
    pos = 0
    tours = 0
    while pos < n:
        e = pos
        while e < n and seq[e] >= 0:
            e += 1
        end = veh(p, v, V_END) if e >= n else veh(p, v, V_START)
        tours += 1
        if tours > veh(p, v, V_MAX_TOURS):
            return TOURS
        code = _tour(p, v, seq, pos, e, end, state, grid, out, write)
        if code != OK:
            return code
        pos = e + 1
    if state[TIME] > veh(p, v, V_LATE):
        state[AMOUNT] = state[TIME] - veh(p, v, V_LATE)
        return SHIFT
    return OK
