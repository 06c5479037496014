"""At the base: charging and loading, docks and opening hours (rules D1, T3, R5)."""

from __future__ import annotations

from .clock import (
    free_slot,
    free_until,
    next_in,
    rest_before_work,
    wait_until,
    window_end,
)
from .codes import (
    AMOUNT,
    CHARGER,
    DOCK,
    DRIVEN,
    DUE,
    FIRST_LOAD,
    LOADING_CLOSED,
    OK,
    READY_TIME,
    SINCE_CHARGE,
    SLACK,
    SPLIT,
    TAKEN,
    TIME,
    WAITED,
)
from .data import (
    I64,
    PAUSE_SECONDS,
    V_CHARGER,
    V_DOCK,
    V_OPEN,
    V_RECHARGE,
    V_RELOAD,
    V_START,
    closes,
    veh,
    windows,
)
from .jit import inner
from .schedule import CHARGE_KIND, TOUR_AT, TOUR_COUNT, note_pause


@inner
def _most(state: I64) -> int:
    """Return how far the clock could move before other slack binds."""
    return state[TIME] + max(0, state[SLACK] - state[WAITED])


@inner
def charge(
    p: I64, v: int, state: I64, grid: I64, row: int, out: I64, write: bool
) -> int:
    """Charge at the base before loading (rule D1a)."""
    resource = veh(p, v, V_CHARGER)
    if resource < 0:
        return CHARGER
    duration = veh(p, v, V_RECHARGE)
    start = free_slot(p, resource, state[TIME], duration, grid, row)
    if start < 0:
        return CHARGER
    late = free_until(p, resource, start, duration, _most(state), grid, row)
    wait_until(state, start, late)
    state[TIME] = start + duration
    state[SINCE_CHARGE] = 0
    if duration >= PAUSE_SECONDS:
        state[DRIVEN] = 0
    if write:
        note_pause(out, CHARGE_KIND, veh(p, v, V_START), start, start + duration)
    return OK


@inner
def _loading_start(p: I64, v: int, time: int, ready: int, grid: I64, row: int) -> int:
    """Return when loading can start: base open, bags ready, dock free; or -1."""
    dock = veh(p, v, V_DOCK)
    start = max(time, ready - veh(p, v, V_RELOAD))
    for _ in range(20):
        begin = next_in(p, veh(p, v, V_OPEN), start)
        if begin < 0 or dock < 0:
            return begin
        start = free_slot(p, dock, begin, veh(p, v, V_RELOAD), grid, row)
        if start < 0 or start == begin:
            return start
    return -1


@inner
def load(p: I64, v: int, state: I64, grid: I64, row: int, out: I64, write: bool) -> int:
    """Load at the base (rule T3); the first loading starts the route."""
    work = veh(p, v, V_RELOAD)
    ready = state[READY_TIME]
    opening = veh(p, v, V_OPEN)
    start = _loading_start(p, v, state[TIME], ready, grid, row)
    if state[FIRST_LOAD] >= 0 and start >= 0 and state[DUE] != state[TAKEN]:
        code = rest_before_work(p, v, start, work, state, out, write)
        if code != OK:
            return code
        start = _loading_start(p, v, state[TIME], ready, grid, row)
    if start < 0:
        late = closes(p, opening, windows(p, opening) - 1)
        state[AMOUNT] = max(1, max(state[TIME], ready - work) - late)
        return LOADING_CLOSED if veh(p, v, V_DOCK) < 0 else DOCK
    late = window_end(p, opening, start)
    if late < closes(p, opening, windows(p, opening) - 1):
        state[SPLIT] = 1
    if state[FIRST_LOAD] < 0:
        state[FIRST_LOAD] = start
        state[TIME] = start
    elif veh(p, v, V_DOCK) >= 0:
        # It may move as far as the dock stays free.
        most = min(late, _most(state))
        free = free_until(p, veh(p, v, V_DOCK), start, work, most, grid, row)
        late = min(late, free)
    wait_until(state, start, late)
    state[TIME] = start + work
    if write:
        out[out[TOUR_AT] + 4 * out[TOUR_COUNT]] = start
    return OK
