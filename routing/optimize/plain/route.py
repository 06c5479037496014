"""A route on its own: cost, load of its tours, and the spans of its parts.

A *span* is (seconds, earliest, latest): how long a part takes at least, and the
first and last start with which it takes no longer (Vidal, Crainic, Gendreau and
Prins, Computers & Operations Research 40(1), 2013).
"""

from __future__ import annotations

from .data import (
    HAS_PAIRS,
    HAS_READY,
    HAS_RESTS,
    HAS_TIMES,
    Plain,
    Slots,
)
from .day import (
    REST_EARLY,
    REST_LATE,
    REST_SECONDS,
    early_of,
    late_of,
    rest_at,
    rest_of,
    set_rest,
    work_of,
)
from .jit import inner, is_day, outer
from .rests import is_due, rest_place

NEVER = (-1, 0, 0)
FAILS = 1e15
"""Cents of a route that comes too late."""


@inner
def cents_of(p: Plain, t: int, metres: int, seconds: int) -> float:
    """Return what a route of a type costs."""
    return p.fixed[t] + p.per_metre[t] * metres + p.per_second[t] * seconds


@inner
def go_on(
    span: tuple[int, int, int], gap: int, early: int, late: int
) -> tuple[int, int, int]:
    """Return a span with one more visit ``gap`` seconds behind its end."""
    seconds, first, last = span
    seconds += gap
    if first + seconds > late:
        return NEVER
    wait = max(0, early - seconds - last)
    return (
        seconds + wait,
        max(first, early - seconds) - wait,
        min(last, late - seconds),
    )


@inner
def go_before(
    span: tuple[int, int, int], gap: int, early: int, late: int
) -> tuple[int, int, int]:
    """Return a span with one more visit ``gap`` seconds before its begin."""
    seconds, first, last = span
    wait = max(0, first - gap - late)
    return (
        seconds + gap + wait,
        max(early, first - gap) - wait,
        min(late, last - gap),
    )


@inner
def join(head: tuple[int, int, int], gap: int, tail: tuple[int, int, int]) -> int:
    """Return the seconds of two spans in a row; -1 where the second is too late."""
    seconds = head[0] + gap
    if head[1] + seconds > tail[2]:
        return -1
    return seconds + max(0, tail[1] - seconds - head[2]) + tail[0]


@inner
def first_of(head: tuple[int, int, int], gap: int, tail: tuple[int, int, int]) -> int:
    """Return the earliest begin of two spans in a row that takes no longer."""
    seconds = head[0] + gap
    wait = max(0, tail[1] - seconds - head[2])
    return max(tail[1] - seconds, head[1]) - wait


@inner
def rested(
    p: Plain, t: int, span: tuple[int, int, int], work: int
) -> tuple[int, int, int]:
    """Return a span whose driver rests after the work at its end.

    What is left of the way from there counts from the begin of that work as before.
    """
    span = go_on(span, work, rest_of(p, t, REST_EARLY), rest_of(p, t, REST_LATE))
    if span[0] < 0:
        return NEVER
    return (span[0] + rest_of(p, t, REST_SECONDS) - work, span[1], span[2])


@inner
def begin(p: Plain, t: int, ready: int) -> tuple[int, int, int]:
    """Return the span of the first loading; never where it ends too late."""
    early = max(p.first[t], ready)
    if early > p.first_late[t]:
        return NEVER
    wait = p.reload[t]
    return (wait, early - wait, p.first_late[t] - wait)


@inner
def _tours(p: Plain, s: Slots, r: int) -> None:
    """Note load and ready time of each tour."""
    n = s.size[r]
    i = 0
    while i <= n:
        j = i
        ready = 0
        for d in range(p.load.shape[1]):
            s.tour_load[r, i, d] = 0
        while j < n and s.nodes[r, j] != 0:
            c = s.nodes[r, j]
            for d in range(p.load.shape[1]):
                s.tour_load[r, i, d] += p.load[c, d]
            ready = max(ready, p.ready[c])
            j += 1
        s.tour_ready[r, i] = ready
        for k in range(i + 1, min(j + 1, n)):
            for d in range(p.load.shape[1]):
                s.tour_load[r, k, d] = s.tour_load[r, i, d]
        i = j + 1


@inner
def _along(p: Plain, s: Slots, r: int) -> None:
    """Note what is on board on the way to each position of a route of one tour."""
    n = s.size[r]
    s.tour_ready[r, 0] = 0
    for d in range(p.load.shape[1]):
        s.tour_load[r, 0, d] = 0
    for i in range(n):
        c = s.nodes[r, i]
        s.tour_ready[r, 0] = max(s.tour_ready[r, 0], p.ready[c])
        if p.mate[c] == 0:
            for d in range(p.load.shape[1]):
                s.tour_load[r, 0, d] += max(0, -p.load[c, d])
    for i in range(n):
        c = s.nodes[r, i]
        for d in range(p.load.shape[1]):
            s.tour_load[r, i + 1, d] = s.tour_load[r, i, d] + p.load[c, d]


@inner
def ready_of(p: Plain, s: Slots, r: int, i: int) -> int:
    """Return when the tour that begins at position ``i`` may leave."""
    return s.tour_ready[r, i] if p.flags[HAS_READY] else 0


@inner
def span_before(s: Slots, r: int, i: int) -> tuple[int, int, int]:
    """Return the span of what stands before a position."""
    return (s.before[r, i, 0], s.before[r, i, 1], s.before[r, i, 2])


@inner
def span_behind(s: Slots, r: int, i: int) -> tuple[int, int, int]:
    """Return the span from a position to the return."""
    return (s.behind[r, i, 0], s.behind[r, i, 1], s.behind[r, i, 2])


@inner
def _spans_before(p: Plain, s: Slots, r: int) -> tuple[int, int, int]:
    """Note the spans up to each position; return that of the whole route."""
    n = s.size[r]
    t = s.type[r]
    profile = p.profile[t]
    span = begin(p, t, ready_of(p, s, r, 0))
    a = 0
    rest = rest_at(p, s, r)
    for i in range(n + 1):
        if i > 0 and i == rest and span[0] >= 0:
            span = rested(p, t, span, work_of(p, a))
        if span[0] < 0:
            return NEVER
        s.before[r, i, 0], s.before[r, i, 1], s.before[r, i, 2] = span
        if i == n:
            break
        c = s.nodes[r, i]
        if c == 0:
            gap = p.seconds[profile, a, 0] + p.reload[t]
            span = go_on(span, gap, ready_of(p, s, r, i + 1), p.first_late[t])
        else:
            span = go_on(
                span, p.seconds[profile, a, c], early_of(p, s, c), late_of(p, s, c)
            )
        a = c
    return go_on(span, p.seconds[profile, a, 0], 0, p.last[t])


@inner
def _spans_behind(p: Plain, s: Slots, r: int) -> None:
    """Note the spans from each position on."""
    n = s.size[r]
    t = s.type[r]
    profile = p.profile[t]
    rest = rest_at(p, s, r)
    span = (0, 0, p.last[t])
    b = 0
    for i in range(n - 1, -1, -1):
        s.behind[r, i + 1, 0], s.behind[r, i + 1, 1], s.behind[r, i + 1, 2] = span
        c = s.nodes[r, i]
        gap = p.seconds[profile, c, b] + (p.reload[t] if b == 0 and i < n - 1 else 0)
        if i + 1 == rest:
            gap += rest_of(p, t, REST_SECONDS) - work_of(p, c)
            span = go_before(
                span, gap, rest_of(p, t, REST_EARLY), rest_of(p, t, REST_LATE)
            )
            gap = work_of(p, c)
        if c == 0:
            ready = ready_of(p, s, r, i + 1)
            span = go_before(span, gap, ready, p.first_late[t])
        else:
            span = go_before(span, gap, early_of(p, s, c), late_of(p, s, c))
        b = c
    s.behind[r, 0, 0], s.behind[r, 0, 1], s.behind[r, 0, 2] = span


@inner
def _with_rest(p: Plain, s: Slots, r: int, first: int) -> tuple[int, int, int]:
    """Let the driver of a route rest; return the span of the whole route."""
    set_rest(p, s, r, rest_place(p, s, r, first))
    span = NEVER
    if rest_at(p, s, r) > 0:
        span = _spans_before(p, s, r)
    if span[0] >= 0:
        return span
    best = 0
    least = 0
    for i in range(1, s.size[r] + 1):
        set_rest(p, s, r, i)
        span = _spans_before(p, s, r)
        if span[0] >= 0 and (best == 0 or span[0] < least):
            best = i
            least = span[0]
    set_rest(p, s, r, best)
    return _spans_before(p, s, r) if best > 0 else NEVER


@inner
def _spans(p: Plain, s: Slots, r: int) -> bool:
    """Note the spans of a route; False where it comes too late."""
    t = s.type[r]
    if is_day(p) and p.flags[HAS_RESTS]:
        set_rest(p, s, r, 0)
    span = _spans_before(p, s, r)
    if span[0] >= 0 and is_due(p, t, span[1], span[0]):
        span = _with_rest(p, s, r, span[1])
    if span[0] < 0 or span[0] > p.most_seconds[t]:
        return False
    s.seconds[r] = span[0]
    _spans_behind(p, s, r)
    return True


@inner
def refresh(p: Plain, s: Slots, r: int) -> bool:
    """Note anew what is known of a route; False where it is not feasible in time."""
    n = s.size[r]
    t = s.type[r]
    s.seconds[r] = 0
    s.metres[r] = 0
    s.cents[r] = 0.0
    if n == 0:
        return True
    if p.flags[HAS_PAIRS]:
        _along(p, s, r)
    else:
        _tours(p, s, r)
    profile = p.profile[t]
    a = 0
    total = 0
    for i in range(n):
        c = s.nodes[r, i]
        total += p.metres[profile, a, c]
        a = c
        if c != 0:
            s.where[c] = r
            s.at[c] = i
    s.metres[r] = total + p.metres[profile, a, 0]
    good = True
    if p.flags[HAS_TIMES]:
        good = _spans(p, s, r)
    good = good and s.metres[r] <= p.most_metres[t]
    # A route that fails (without a batch its rest may be due at another time) is so
    # dear that no move ends with it.
    s.cents[r] = cents_of(p, t, s.metres[r], s.seconds[r]) if good else FAILS
    return good


@outer
def in_time(p: Plain, s: Slots, r: int) -> bool:
    """Note anew what is known of a route; tell whether it is feasible in time."""
    return bool(refresh(p, s, r))


@outer
def refresh_all(p: Plain, s: Slots) -> None:
    """Note anew what is known of all routes."""
    for r in range(s.ends[0]):
        refresh(p, s, r)
