"""The exact simulation of one route: every rule of the road, one pass."""

from __future__ import annotations

from .bans import drive_to
from .bulkheads import BULKHEAD_OF, must_cool
from .clock import (
    next_in,
    rest_before_work,
    wait_until,
    window_end,
)
from .codes import (
    AMOUNT,
    BACK_BY,
    BASE_CLOSED,
    COLD_FIRST,
    COLD_TIME,
    COLD_TOUR,
    DUE,
    FIRST_LOAD,
    LEG_METRES,
    MAX_METRES,
    METRES,
    MIXED,
    OK,
    PENALTY,
    POSSIBLE,
    SHIFT,
    SINCE_CHARGE,
    SITE,
    SLACK,
    SPLIT,
    STATE_SIZE,
    TAKEN,
    TIME,
    TOURS,
    UNLOADS,
    WAITED,
    WINDOW,
    WORK,
)
from .data import (
    A_DURATION,
    A_SITE,
    A_SOFT,
    A_WINDOW,
    BIG,
    BULKHEADS,
    HAS_TIMED,
    HAS_WAYS,
    I64,
    S_BATCH,
    S_GAP,
    S_READY,
    SAME_HALT,
    SETUP,
    USUAL,
    USUAL_CENTS,
    V_CLOSE,
    V_EARLY,
    V_END,
    V_HOUR,
    V_LATE,
    V_MAX_METRES,
    V_MAX_TOURS,
    V_PROFILE,
    V_RANGE,
    V_RELOAD,
    V_START,
    closes,
    seconds_of,
    shp,
    site_of,
    veh,
    vis,
    windows,
)
from .jit import inner
from .load import put, room, scan_tour
from .loading import charge, load
from .schedule import (
    PAUSE_COUNT,
    TOUR_AT,
    TOUR_COUNT,
    VISIT_AT,
)
from .timed import (
    MICRO_HOUR,
    late_price,
    late_seconds,
    next_opening,
    prompt_until,
)


@inner
def _handled(p: I64, seq: I64, i: int, j: int, arrive: int) -> int:
    """Return when goods that wait with the vehicle at a halt can go on, or -1."""
    ready = arrive
    for x in range(i, j):
        k = seq[x] // 2
        if seq[x] % 2 == 0 and shp(p, k, S_READY) == SAME_HALT:
            here = False
            for y in range(i, j):
                mate = seq[y] // 2
                if seq[y] % 2 and shp(p, mate, S_BATCH) == shp(p, k, S_BATCH):
                    here = True
            if not here:
                return -1
            ready = max(ready, arrive + shp(p, k, S_GAP))
    return ready


@inner
def _halt_start(p: I64, seq: I64, i: int, j: int, arrive: int, time: int) -> int:
    """Return when a halt with visits i..j-1 may start service, or -1 (T2a)."""
    start = time
    if p[HAS_WAYS]:
        ready = _handled(p, seq, i, j, arrive)
        if ready < 0:
            return -1
        start = max(start, ready)
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
def _later_start(p: I64, v: int, seq: I64, i: int, j: int, at: int, start: int) -> int:
    """Return a start in the next window of late goods where that wait costs less.

    ``at`` is when the vehicle came; the hours of its wait count against lateness.
    """
    while True:
        opening = BIG
        late = 0
        for x in range(i, j):
            soft = vis(p, seq[x], A_SOFT)
            if soft >= 0 and late_seconds(p, soft, start) > 0:
                opening = min(opening, next_opening(p, soft, start))
            late += late_price(p, seq[x], start)
        if opening >= BIG:
            return start
        then = _halt_start(p, seq, i, j, at, opening)
        if then < 0:
            return start
        for x in range(i, j):
            late -= late_price(p, seq[x], then)
        if late * MICRO_HOUR <= (then - start) * veh(p, v, V_HOUR):
            return start
        start = then


@inner
def _serve(p: I64, v: int, seq: I64, i: int, j: int, state: I64) -> int:
    """Hand over and take on at a halt (T2); leaves ``WORK`` in the state."""
    site = vis(p, seq[i], A_SITE)
    work = site_of(p, site, SETUP)
    picked = False
    mixed = state[MIXED]
    for x in range(i, j):
        work += vis(p, seq[x], A_DURATION)
        if seq[x] % 2 == 0:
            picked = True
        elif mixed:
            # Without pick-ups the load only falls: nothing to keep track of.
            put(p, state, seq[x] // 2, -1)
    state[WORK] = work
    usual = site_of(p, site, USUAL)
    if usual >= 0 and usual != v:
        state[PENALTY] += p[USUAL_CENTS]
    if not picked:
        return OK
    for x in range(i, j):
        if seq[x] % 2 == 0:
            put(p, state, seq[x] // 2, 1)
    return room(p, v, state)


@inner
def _halt(
    p: I64, v: int, seq: I64, at: int, i: int, j: int, state: I64, out: I64, write: bool
) -> int:
    """Drive to the site of visits i..j-1 and serve them as one halt."""
    site = vis(p, seq[i], A_SITE)
    leg = seconds_of(p, veh(p, v, V_PROFILE), state[SITE], site)
    window = vis(p, seq[i], A_WINDOW)
    code = drive_to(p, v, site, leg, window, state, out, write)
    if code != OK:
        return code
    arrive = state[TIME]
    state[SITE] = site
    code = _serve(p, v, seq, i, j, state)
    if code != OK:
        return code
    start = _halt_start(p, seq, i, j, arrive, arrive)
    if start >= 0 and state[DUE] != state[TAKEN]:
        code = rest_before_work(p, v, start, state[WORK], state, out, write)
        if code != OK:
            return code
        start = _halt_start(p, seq, i, j, arrive, state[TIME])
    if p[HAS_TIMED] and start >= 0:
        start = _later_start(p, v, seq, i, j, arrive, start)
    if start < 0:
        late = closes(p, window, windows(p, window) - 1)
        state[AMOUNT] = max(1, state[TIME] - late)
        return WINDOW
    late = BIG
    last = BIG
    for x in range(i, j):
        hours = vis(p, seq[x], A_WINDOW)
        late = min(late, window_end(p, hours, start))
        last = min(last, closes(p, hours, windows(p, hours) - 1))
    if late < last:
        state[SPLIT] = 1
    if p[HAS_TIMED]:
        # No start is put off into lateness.
        for x in range(i, j):
            soft = vis(p, seq[x], A_SOFT)
            if soft >= 0:
                late = min(late, prompt_until(p, soft, start))
    if p[HAS_WAYS]:
        # Handling begins when the vehicle comes: that wait moves along with it.
        state[TIME] = max(state[TIME], _handled(p, seq, i, j, arrive))
    wait_until(state, start, late)
    state[TIME] = start + state[WORK]
    if write:
        for x in range(i, j):
            cell = out[VISIT_AT] + 3 * (x - at)
            out[cell] = arrive
            out[cell + 1] = start
            out[cell + 2] = state[TIME]
    return OK


@inner
def _return(p: I64, v: int, end: int, state: I64, out: I64, write: bool) -> int:
    """Drive back to ``end`` and hand over what was picked up for the base."""
    leg = seconds_of(p, veh(p, v, V_PROFILE), state[SITE], end)
    code = drive_to(p, v, end, leg, -1, state, out, write)
    if code != OK:
        return code
    state[SITE] = end
    if state[UNLOADS]:
        late = min(veh(p, v, V_CLOSE), state[BACK_BY])
        if state[TIME] > late:
            state[AMOUNT] = state[TIME] - late
            return BASE_CLOSED
        state[SLACK] = min(state[SLACK], state[WAITED] + late - state[TIME])
    if write:
        cell = out[TOUR_AT] + 4 * out[TOUR_COUNT]
        out[cell + 1] = state[TIME]
        out[cell + 2] = state[LEG_METRES]
        out[cell + BULKHEAD_OF] = state[POSSIBLE]
        out[TOUR_COUNT] += 1
    return OK


@inner
def _tour(
    p: I64,
    v: int,
    seq: I64,
    at: int,
    pos: int,
    e: int,
    end: int,
    state: I64,
    grid: I64,
    row: int,
    out: I64,
    write: bool,
) -> int:
    """Drive one tour: entries pos..e-1, back to ``end``."""
    code = scan_tour(p, v, seq, at, pos, e, end, state)
    if code != OK:
        return code
    metres = state[LEG_METRES]
    state[METRES] += metres
    if state[METRES] > veh(p, v, V_MAX_METRES):
        state[AMOUNT] = state[METRES] - veh(p, v, V_MAX_METRES)
        return MAX_METRES
    if state[SINCE_CHARGE] + metres > veh(p, v, V_RANGE):
        code = charge(p, v, state, grid, row, out, write)
        if code != OK:
            return code
    state[SINCE_CHARGE] += metres
    state[SITE] = veh(p, v, V_START)
    code = load(p, v, state, grid, row, out, write)
    if code != OK:
        return code
    begin = state[TIME] - veh(p, v, V_RELOAD)
    i = pos
    while i < e:
        j = i + 1
        site = vis(p, seq[i], A_SITE)
        while j < e and vis(p, seq[j], A_SITE) == site:
            j += 1
        code = _halt(p, v, seq, at, i, j, state, out, write)
        if code != OK:
            return code
        i = j
    code = _return(p, v, end, state, out, write)
    if state[COLD_TOUR] and (not p[BULKHEADS] or must_cool(p, v, state)):
        state[COLD_TIME] += state[TIME] - begin
        if pos == at:
            state[COLD_FIRST] = 1
    return code


@inner
def drive(
    p: I64,
    v: int,
    seq: I64,
    at: int,
    n: int,
    first: int,
    due: int,
    state: I64,
    grid: I64,
    row: int,
    out: I64,
    write: bool,
) -> int:
    """Simulate the route of ``n`` entries from ``seq[at]`` on.

    The first loading starts at ``first`` or later; ``due`` marks the breaks to
    be taken. ``grid`` counts from cell ``row`` on which docks and chargers the
    other routes use. Results stand in ``state``; returns a code.
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
    stop = at + n
    pos = at
    tours = 0
    while pos < stop:
        e = pos
        while e < stop and seq[e] >= 0:
            e += 1
        end = veh(p, v, V_END) if e >= stop else veh(p, v, V_START)
        tours += 1
        if tours > veh(p, v, V_MAX_TOURS):
            return TOURS
        code = _tour(p, v, seq, at, pos, e, end, state, grid, row, out, write)
        if code != OK:
            return code
        pos = e + 1
    if state[TIME] > veh(p, v, V_LATE):
        state[AMOUNT] = state[TIME] - veh(p, v, V_LATE)
        return SHIFT
    return OK
