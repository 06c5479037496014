"""Clock rules of one vehicle: windows, breaks, pauses, docks and chargers."""

from __future__ import annotations

from .codes import (
    AMOUNT,
    BREAK,
    DRIVE,
    DRIVEN,
    DUE,
    OK,
    SITE,
    SLACK,
    TAKEN,
    TIME,
    WAITED,
)
from .data import (
    B_DURATION,
    B_EARLY,
    B_LATE,
    CAPS_AT,
    I64,
    MAX_BREAKS,
    MINUTES,
    PAUSE_SECONDS,
    V_MAX_DRIVE,
    closes,
    opens,
    rest,
    veh,
    windows,
)
from .jit import inner
from .schedule import BREAK_KIND, PAUSE_KIND, note_pause


@inner
def next_in(p: I64, window: int, time: int) -> int:
    """Return the first instant at or after ``time`` in a window set, or -1."""
    for i in range(windows(p, window)):
        if time <= closes(p, window, i):
            return max(time, opens(p, window, i))
    return -1


@inner
def window_end(p: I64, window: int, time: int) -> int:
    """Return the end of the window that holds ``time``, or the last end."""
    for i in range(windows(p, window)):
        if time <= closes(p, window, i):
            return closes(p, window, i)
    return closes(p, window, windows(p, window) - 1)


@inner
def latest_in(p: I64, window: int, time: int) -> int:
    """Return the last instant at or before ``time`` in a window set, or -1."""
    i = windows(p, window) - 1
    while i >= 0:
        if time >= opens(p, window, i):
            return min(time, closes(p, window, i))
        i -= 1
    return -1


@inner
def wait_until(state: I64, start: int, late: int) -> None:
    """Stand until ``start``, which may move as far as ``late``.

    Keeps Savelsbergh's forward slack: how far the first loading may be put
    off without a later end (waits are used up first).
    """
    state[WAITED] += start - state[TIME]
    state[TIME] = start
    state[SLACK] = min(state[SLACK], state[WAITED] + late - start)


@inner
def pending_break(p: I64, v: int, state: I64) -> int:
    """Return the first break that is due and not yet taken, or -1."""
    if state[DUE] == state[TAKEN]:
        return -1
    for b in range(MAX_BREAKS):
        bit = 1 << b
        if state[DUE] & bit and not state[TAKEN] & bit:
            return b
    return -1


@inner
def take_break(p: I64, v: int, b: int, state: I64, out: I64, write: bool) -> int:
    """Rest where the vehicle stands; return a code of failure or OK."""
    duration = rest(p, v, b, B_DURATION)
    latest = rest(p, v, b, B_LATE) - duration
    start = max(state[TIME], rest(p, v, b, B_EARLY))
    if start > latest:
        state[AMOUNT] = start - latest
        return BREAK
    wait_until(state, start, latest)
    state[TIME] = start + duration
    state[TAKEN] |= 1 << b
    if duration >= PAUSE_SECONDS:
        state[DRIVEN] = 0
    if write:
        note_pause(out, BREAK_KIND, state[SITE], start, start + duration)
    return OK


@inner
def rest_before_leg(
    p: I64,
    v: int,
    leg: int,
    window: int,
    state: I64,
    out: I64,
    write: bool,
) -> int:
    """Take what must be taken before driving ``leg`` seconds.

    A break is taken at once when the next arrival would be too late for it, or
    when its window is open and the next stop offers no wait to hide it in.
    """
    b = pending_break(p, v, state)
    if b >= 0:
        arrive = state[TIME] + leg
        latest = rest(p, v, b, B_LATE) - rest(p, v, b, B_DURATION)
        opens = rest(p, v, b, B_EARLY)
        now = arrive > latest
        if not now and state[TIME] >= opens:
            start = next_in(p, window, arrive) if window >= 0 else arrive
            now = start - arrive < rest(p, v, b, B_DURATION)
        if now:
            code = take_break(p, v, b, state, out, write)
            if code != OK:
                return code
    limit = veh(p, v, V_MAX_DRIVE)
    if state[DRIVEN] + leg > limit:
        if leg > limit:
            state[AMOUNT] = leg - limit
            return DRIVE
        if write:
            end = state[TIME] + PAUSE_SECONDS
            note_pause(out, PAUSE_KIND, state[SITE], state[TIME], end)
        state[TIME] += PAUSE_SECONDS
        state[DRIVEN] = 0
    state[DRIVEN] += leg
    state[TIME] += leg
    return OK


@inner
def rest_before_work(
    p: I64,
    v: int,
    start: int,
    work: int,
    state: I64,
    out: I64,
    write: bool,
) -> int:
    """Take a due break before work that starts at ``start`` and lasts ``work``.

    Taken when it fits into the wait before ``start``, or when the work would
    run past the break's latest start.
    """
    b = pending_break(p, v, state)
    if b < 0:
        return OK
    duration = rest(p, v, b, B_DURATION)
    begin = max(state[TIME], rest(p, v, b, B_EARLY))
    latest = rest(p, v, b, B_LATE) - duration
    if begin <= latest and begin + duration <= start:
        return take_break(p, v, b, state, out, write)
    if start + work > latest:
        return take_break(p, v, b, state, out, write)
    return OK


@inner
def free_slot(
    p: I64, resource: int, time: int, duration: int, grid: I64, at: int
) -> int:
    """Return the first instant at or after ``time`` with a free place, or -1.

    ``grid`` counts from cell ``at`` on what others occupy: one row of minutes
    per resource, every minute that is touched.
    """
    cap = p[p[CAPS_AT] + resource]
    row = at + resource * MINUTES
    start = time
    minute = start // 60
    while minute * 60 < start + duration:
        if minute >= MINUTES:
            return -1
        if grid[row + minute] >= cap:
            start = (minute + 1) * 60
        minute += 1
    return start


@inner
def free_until(
    p: I64, resource: int, start: int, duration: int, most: int, grid: I64, at: int
) -> int:
    """Return how late work may start in the free stretch that holds ``start``.

    Starts after ``most`` are not looked at.
    """
    cap = p[p[CAPS_AT] + resource]
    row = at + resource * MINUTES
    minute = start // 60
    last = min(MINUTES, (most + duration) // 60 + 1)
    while minute < last and grid[row + minute] < cap:
        minute += 1
    return max(start, minute * 60 - duration)


@inner
def occupy(grid: I64, row: int, start: int, end: int, sign: int) -> None:
    """Add or take away the minutes that ``[start, end)`` touches."""
    for minute in range(start // 60, min(MINUTES, (end + 59) // 60)):
        grid[row + minute] += sign
