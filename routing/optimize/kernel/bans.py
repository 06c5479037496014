"""Driving beside bans: when a vehicle may leave a site and reach the next (W1b)."""

from __future__ import annotations

from .clock import (
    next_in,
    pending_break,
    rest_before_leg,
    rest_before_work,
    wait_until,
    window_end,
)
from .codes import OK, SITE, SPLIT, TAKEN, TIME
from .data import BANS_AT, BIG, I64, MAX_BREAKS, SITES, closes, windows
from .jit import inner


@inner
def _open_times(p: I64, v: int, site: int) -> int:
    """Return the window set in which a vehicle may move at a site; -1: always."""
    return p[p[BANS_AT] + v * p[SITES] + site]


@inner
def _free_at(p: I64, away: int, there: int, leg: int, time: int) -> int:
    """Return the first instant from ``time`` on to drive ``leg`` seconds.

    ``away`` and ``there`` are the window sets of the sites left and reached. Their
    last windows never end, so that there always is such an instant.
    """
    start = time
    moved = True
    while moved:
        moved = False
        if away >= 0 and next_in(p, away, start) > start:
            start = next_in(p, away, start)
            moved = True
        if there >= 0 and next_in(p, there, start + leg) > start + leg:
            start = next_in(p, there, start + leg) - leg
            moved = True
    return start


@inner
def _until(p: I64, open_times: int, time: int, state: I64) -> int:
    """Return how much later than ``time`` a movement may be before the next ban."""
    if open_times < 0:
        return BIG
    end = window_end(p, open_times, time)
    if end == closes(p, open_times, windows(p, open_times) - 1):
        return BIG
    # Who waits all the same may be better off behind that ban.
    state[SPLIT] = 1
    return end - time


@inner
def _rest_in_wait(
    p: I64, v: int, away: int, there: int, leg: int, state: I64, out: I64, write: bool
) -> int:
    """Take breaks that fit into the wait before a leg, or are due before its end."""
    for _ in range(MAX_BREAKS):
        if pending_break(p, v, state) < 0:
            return OK
        start = _free_at(p, away, there, leg, state[TIME])
        if start == state[TIME]:
            return OK
        taken = state[TAKEN]
        code = rest_before_work(p, v, start, leg, state, out, write)
        if code != OK or state[TAKEN] == taken:
            return code
    return OK


@inner
def drive_to(
    p: I64,
    v: int,
    site: int,
    leg: int,
    window: int,
    state: I64,
    out: I64,
    write: bool,
) -> int:
    """Rest as rule T7 asks and drive ``leg`` seconds to ``site``; return a code.

    The vehicle stands where it is until no ban holds where it leaves and none where
    it comes. Rests lie before it leaves: it leaves ``leg`` seconds before it comes.
    """
    away = there = -1
    if p[BANS_AT]:
        away = _open_times(p, v, state[SITE])
        there = _open_times(p, v, site)
    if away < 0 and there < 0:
        return rest_before_leg(p, v, leg, window, state, out, write)
    code = _rest_in_wait(p, v, away, there, leg, state, out, write)
    if code == OK:
        code = rest_before_leg(p, v, leg, window, state, out, write)
    if code != OK:
        return code
    state[TIME] -= leg
    start = _free_at(p, away, there, leg, state[TIME])
    room = min(_until(p, away, start, state), _until(p, there, start + leg, state))
    wait_until(state, start, start + room)
    state[TIME] += leg
    return OK
