"""What a route costs, and its final clock times."""

from __future__ import annotations

from .bulkheads import set_bulkheads
from .clock import free_slot
from .codes import (
    AMOUNT,
    BREAK,
    COLD,
    COLD_FIRST,
    COLD_TIME,
    EARLIEST,
    FIRST_LOAD,
    FRESH,
    HOURS,
    IDLE,
    LATE,
    METRES,
    OK,
    PENALTY,
    SLACK,
    SPLIT,
    START,
    STATE_SIZE,
    TIME,
    WAITED,
)
from .data import (
    B_DURATION,
    B_EARLY,
    B_LATE,
    BIG,
    BULKHEADS,
    DIMENSIONS,
    HAS_COLD,
    HAS_TIMED,
    I64,
    MAX_BREAKS,
    V_COLD,
    V_DOCK,
    V_FIXED,
    V_HOUR,
    V_KM,
    V_MAX_DURATION,
    V_RELOAD,
    rest,
    veh,
)
from .exposure import too_warm
from .jit import inner, outer
from .simulate import drive
from .timed import price_clock

MAX_CLASSES = 32
STATE_LENGTH = STATE_SIZE + DIMENSIONS + MAX_CLASSES
MICRO_KM = 10_000_000
MICRO_HOUR = 36_000_000


COLD_TRIALS = 2
"""How often a first loading is put off less, so that goods stay cold."""


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
def _put_off(p: I64, v: int, state: I64, grid: I64, row: int) -> int:
    """Return how much later the first loading may start with the same end."""
    shift = min(state[SLACK], state[WAITED])
    dock = veh(p, v, V_DOCK)
    if shift <= 0 or dock < 0:
        return max(0, shift)
    first = state[FIRST_LOAD]
    start = first + shift
    work = veh(p, v, V_RELOAD)
    while start > first and free_slot(p, dock, start, work, grid, row) != start:
        start -= 60
    return max(0, start - first)


@inner
def _cents(p: I64, v: int, state: I64) -> int:
    """Return the route's cents (rules P1, Q2) and penalties."""
    return (
        veh(p, v, V_FIXED)
        + half_up(state[METRES] * veh(p, v, V_KM), MICRO_KM)
        + half_up((state[TIME] - state[START]) * veh(p, v, V_HOUR), MICRO_HOUR)
        + half_up(state[COLD_TIME] * veh(p, v, V_COLD), MICRO_HOUR)
        + state[PENALTY]
        + state[LATE]
        + state[FRESH]
    )


@inner
def _evaluate_from(
    p: I64,
    v: int,
    seq: I64,
    at: int,
    n: int,
    begin: int,
    due: int,
    state: I64,
    grid: I64,
    row: int,
    out: I64,
    write: bool,
    cutoff: int,
    may_shift: bool,
) -> int:
    """Return what ``evaluate`` does, the first loading at ``begin`` or later.

    It is put off only if it ``may_shift``.
    """
    most = BIG
    missed = BIG
    for _ in range(MAX_BREAKS + COLD_TRIALS + 2):
        code = drive(p, v, seq, at, n, begin, due, state, grid, row, out, False)
        if code != OK:
            return -code
        shift = min(most, _put_off(p, v, state, grid, row)) if may_shift else 0
        end = state[TIME]
        earliest = state[FIRST_LOAD]
        more = _breaks_due(p, v, earliest + shift, end) & ~due
        if more:
            due |= more
            continue
        state[IDLE] = state[WAITED] - shift
        first = earliest + shift
        if state[COLD_FIRST]:
            state[COLD_TIME] -= shift
        if write:
            state[START] = first
            if cutoff < BIG and _cents(p, v, state) >= cutoff:
                return _cents(p, v, state)
            code = drive(p, v, seq, at, n, first, due, state, grid, row, out, True)
            if code != OK or state[TIME] != end or state[FIRST_LOAD] != first:
                may_shift = False
                continue
            state[IDLE] = state[WAITED]
        state[START] = first
        state[EARLIEST] = earliest
        if end - first > veh(p, v, V_MAX_DURATION):
            state[AMOUNT] = end - first - veh(p, v, V_MAX_DURATION)
            return -HOURS
        if write and p[BULKHEADS]:
            code = set_bulkheads(p, v, seq, at, n, out, state)
        elif write and p[HAS_COLD]:
            code = too_warm(p, v, seq, at, n, out, state)
        if code != OK and shift > 0:
            # Goods wait warm the longer, the later the first loading starts.
            missed = min(missed, state[AMOUNT])
            most = max(0, shift - state[AMOUNT]) if most >= BIG else 0
            continue
        if code != OK:
            state[AMOUNT] = min(missed, state[AMOUNT])
            return -code
        if write and p[HAS_TIMED]:
            price_clock(p, v, seq, at, n, out, state)
        return _cents(p, v, state)
    return -BREAK


@inner
def _timely(
    p: I64,
    v: int,
    seq: I64,
    at: int,
    n: int,
    due: int,
    state: I64,
    grid: I64,
    row: int,
    out: I64,
    cents: int,
) -> int:
    """Return the cents of a route whose first loading may better not be put off.

    What its clock times cost can be more than the hours that this saves; ``cents``
    is the cost of the route put off.
    """
    soon = _evaluate_from(
        p, v, seq, at, n, 0, due, state, grid, row, out, True, BIG, False
    )
    if 0 <= soon < cents:
        return soon
    return _evaluate_from(
        p, v, seq, at, n, 0, due, state, grid, row, out, True, BIG, True
    )


@inner
def evaluate(
    p: I64,
    v: int,
    seq: I64,
    at: int,
    n: int,
    due: int,
    state: I64,
    grid: I64,
    row: int,
    out: I64,
    write: bool,
    cutoff: int,
) -> int:
    """Return the cents of a route with penalties, or minus a code of failure.

    ``due`` is a guess of the breaks that fall due; more are added as needed.
    The first loading is put off as far as the end of the route allows. With
    ``write`` the promise of the slack is driven, given up where the end would
    move (breaks and docks can do that), and the clock times are written; then
    the result is exact (rules P1, Q2); a promise of ``cutoff`` cents or more is
    not driven. Slack ends where a site closes for a while: with ``write``, a
    route that waits still is also tried from after that closing on, to end no later.
    ``state[START]`` holds the first
    loading, ``state[EARLIEST]`` the earliest possible one, ``state[IDLE]`` the
    waiting left; on failure ``state[AMOUNT]`` tells by how much.
    """
    if n == 0:
        return 0
    cents = _evaluate_from(
        p, v, seq, at, n, 0, due, state, grid, row, out, write, cutoff, True
    )
    put_off = True
    if state[FRESH] > 0 and state[START] > state[EARLIEST]:
        cents = _timely(p, v, seq, at, n, due, state, grid, row, out, cents)
        put_off = state[START] > state[EARLIEST]
    waits = state[SPLIT] and state[IDLE] > 0
    hopeless = cents < 0 and cents != -HOURS and cents != -COLD
    if not write or not waits or cents >= cutoff or hopeless:
        return cents
    earliest = state[EARLIEST]
    end = state[TIME]
    later = _evaluate_from(
        p,
        v,
        seq,
        at,
        n,
        state[START] + 1,
        due,
        state,
        grid,
        row,
        out,
        True,
        cents if cents >= 0 else cutoff,
        True,
    )
    if later >= 0 and state[TIME] <= end and (cents < 0 or later < cents):
        # What comes before may still be as early as it was.
        state[EARLIEST] = earliest
        return later
    return _evaluate_from(
        p, v, seq, at, n, 0, due, state, grid, row, out, True, BIG, put_off
    )


@outer
def route_cents(
    p: I64, v: int, seq: I64, state: I64, grid: I64, row: int, out: I64
) -> int:
    """Return the exact cents of a route given as its entries, or minus a code.

    Writes the clock times into ``out``; see ``evaluate``.
    """
    n = seq.shape[0]
    return evaluate(p, v, seq, 0, n, 0, state, grid, row, out, True, BIG)
