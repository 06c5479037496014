"""What a route costs, and its final clock times."""

from __future__ import annotations

from .clock import free_slot
from .codes import (
    AMOUNT,
    DUE,
    FIRST_LOAD,
    HOURS,
    IDLE,
    METRES,
    OK,
    PENALTY,
    SLACK,
    START,
    STATE_SIZE,
    TIME,
    WAITED,
)
from .data import (
    B_DURATION,
    B_EARLY,
    B_LATE,
    DIMENSIONS,
    I64,
    MAX_BREAKS,
    V_DOCK,
    V_FIXED,
    V_HOUR,
    V_KM,
    V_MAX_DURATION,
    V_RELOAD,
    rest,
    veh,
)
from .jit import inner, outer
from .simulate import drive

MAX_CLASSES = 32
WORKSPACE = STATE_SIZE + DIMENSIONS + MAX_CLASSES
MICRO_KM = 10_000_000
MICRO_HOUR = 36_000_000


@inner
def half_up(numerator: int, denominator: int) -> int:
    """Return the quotient of two numbers of at least 0, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


@inner
def _breaks_due(p: I64, v: int, first: int, last: int) -> int:
    """Return the breaks whose whole window the route covers (T7), as bits."""
    due = 0
    for b in range(MAX_BREAKS):
        if (
            rest(p, v, b, B_DURATION) > 0
            and first <= rest(p, v, b, B_EARLY)
            and last >= rest(p, v, b, B_LATE)
        ):
            due |= 1 << b
    return due


@inner
def _put_off(
    p: I64,
    v: int,
    seq: I64,
    n: int,
    due: int,
    state: I64,
    grid: I64,
    out: I64,
) -> int:
    """Return by how much the first loading can be put off with the same end.

    Where breaks or docks take part the slack is only a promise: it is driven
    once more, and given up when the end would move.
    """
    shift = min(state[SLACK], state[WAITED])
    if shift <= 0:
        return 0
    first = state[FIRST_LOAD]
    if veh(p, v, V_DOCK) >= 0:
        resource = veh(p, v, V_DOCK)
        reload = veh(p, v, V_RELOAD)
        start = first + shift
        while start > first and (free_slot(p, resource, start, reload, grid) != start):
            start -= 60
        shift = max(0, start - first)
    if due == 0 and veh(p, v, V_DOCK) < 0:
        return shift
    end = state[TIME]
    if (
        drive(p, v, seq, n, first + shift, due, state, grid, out, False) == OK
        and state[TIME] == end
        and state[FIRST_LOAD] == first + shift
    ):
        return shift
    drive(p, v, seq, n, first, due, state, grid, out, False)
    return 0


@inner
def evaluate(
    p: I64,
    v: int,
    seq: I64,
    n: int,
    state: I64,
    grid: I64,
    out: I64,
) -> tuple[int, int]:
    """Return the code of a route and its cents with penalties.

    The cost is exact (rules P1, Q2) with the first loading put off as far as
    the end of the route allows; ``state[START]`` holds it. On failure
    ``state[AMOUNT]`` tells by how much.
    """
    if n == 0:
        return OK, 0
    due = 0
    first = 0
    shift = 0
    for _ in range(MAX_BREAKS + 1):
        code = drive(p, v, seq, n, 0, due, state, grid, out, False)
        if code != OK:
            return code, 0
        shift = _put_off(p, v, seq, n, due, state, grid, out)
        first = state[FIRST_LOAD] if state[FIRST_LOAD] >= 0 else 0
        if due or veh(p, v, V_DOCK) >= 0:
            start = first
            state[IDLE] = state[WAITED]
        else:
            start = first + shift
            state[IDLE] = state[WAITED] - shift
        more = _breaks_due(p, v, start, state[TIME]) & ~due
        first = start
        if more == 0:
            break
        due |= more
    state[START] = first
    seconds = state[TIME] - first
    if seconds > veh(p, v, V_MAX_DURATION):
        state[AMOUNT] = seconds - veh(p, v, V_MAX_DURATION)
        return HOURS, 0
    cents = (
        veh(p, v, V_FIXED)
        + half_up(state[METRES] * veh(p, v, V_KM), MICRO_KM)
        + half_up(seconds * veh(p, v, V_HOUR), MICRO_HOUR)
    )
    return OK, cents + state[PENALTY]


@outer
def write_schedule(
    p: I64,
    v: int,
    seq: I64,
    n: int,
    state: I64,
    grid: I64,
    out: I64,
) -> int:
    """Write the final clock times of a route; return its code."""
    code, _ = evaluate(p, v, seq, n, state, grid, out)
    if code == OK and n > 0:
        first = state[START]
        due = state[DUE]
        code = drive(p, v, seq, n, first, due, state, grid, out, True)
    return code


@outer
def route_cost(p: I64, v: int, seq: I64, state: I64, grid: I64, out: I64) -> int:
    """Return the cents of a whole route given as entries, or minus its code."""
    code, cents = evaluate(p, v, seq, seq.shape[0], state, grid, out)
    return cents if code == OK else -code
