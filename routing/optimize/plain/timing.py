"""Whether a route is in time with one more batch, in constant time where it can be."""

from __future__ import annotations

from .data import HAS_READY, HAS_RESTS, Plain, Slots
from .day import (
    MORE,
    REST_SECONDS,
    cell_of,
    early_of,
    late_of,
    rest_at,
    rest_of,
    work_of,
)
from .jit import inner, is_day
from .rests import is_due
from .route import (
    begin,
    first_of,
    go_on,
    join,
    ready_of,
    rested,
    span_before,
    span_behind,
)

# Kinds of a place.
WITHIN = 0
TOUR_BEFORE = 1
"""A tour of its own before the one that begins at the position."""
TOUR_AFTER = 2
"""A tour of its own behind the one that ends at the position."""


@inner
def _tour_begin(p: Plain, s: Slots, r: int, i: int, ready: int) -> tuple[int, int, int]:
    """Return the span up to the start of a tour that begins at position ``i``."""
    t = s.type[r]
    if i == 0:
        return begin(p, t, ready)
    profile = p.profile[t]
    a = s.nodes[r, i - 2]
    gap = p.seconds[profile, a, 0] + p.reload[t]
    return go_on(span_before(s, r, i - 1), gap, ready, p.first_late[t])


@inner
def _head_within(p: Plain, s: Slots, r: int, i: int, c: int) -> tuple[int, int, int]:
    """Return the span before position ``i`` when ``c`` joins the tour there."""
    if not p.flags[HAS_READY]:
        return span_before(s, r, i)
    j = i
    while j > 0 and s.nodes[r, j - 1] != 0:
        j -= 1
    if p.ready[c] <= s.tour_ready[r, j]:
        return span_before(s, r, i)
    profile = p.profile[s.type[r]]
    span = _tour_begin(p, s, r, j, p.ready[c])
    a = 0
    rest = rest_at(p, s, r)
    for k in range(j, i + 1):
        if span[0] >= 0 and k > 0 and k == rest:
            span = rested(p, s.type[r], span, work_of(p, a))
        if span[0] < 0 or k == i:
            break
        b = s.nodes[r, k]
        span = go_on(
            span, p.seconds[profile, a, b], early_of(p, s, b), late_of(p, s, b)
        )
        a = b
    return span


@inner
def seconds_with(p: Plain, s: Slots, r: int, i: int, c: int, kind: int) -> int:
    """Return the seconds of a route with ``c`` at position ``i``, -1 if too late."""
    t = s.type[r]
    profile = p.profile[t]
    n = s.size[r]
    a = 0 if i == 0 else s.nodes[r, i - 1]
    if kind == WITHIN:
        span = _head_within(p, s, r, i, c)
    elif kind == TOUR_BEFORE:
        span = _tour_begin(p, s, r, i, p.ready[c])
        a = 0
    else:
        gap = p.seconds[profile, a, 0] + p.reload[t]
        span = go_on(span_before(s, r, i), gap, p.ready[c], p.first_late[t])
        a = 0
    if span[0] < 0:
        return -1
    span = go_on(span, p.seconds[profile, a, c], early_of(p, s, c), late_of(p, s, c))
    if span[0] < 0:
        return -1
    if is_day(p):
        span = (span[0] + cell_of(p, MORE, c), span[1], span[2])
    a = c
    if kind == TOUR_BEFORE:
        gap = p.seconds[profile, c, 0] + p.reload[t]
        span = go_on(span, gap, ready_of(p, s, r, i), p.first_late[t])
        if span[0] < 0:
            return -1
        a = 0
    b = 0 if i == n else s.nodes[r, i]
    gap = p.seconds[profile, a, b]
    if b == 0 and i < n:
        gap += p.reload[t]
    tail = span_behind(s, r, i)
    total = join(span, gap, tail)
    if total >= 0 and rest_at(p, s, r) == 0 and is_day(p) and p.flags[HAS_RESTS]:
        first = first_of(span, gap, tail)
        if is_due(p, t, first, total):
            # Whether it is in time then shows when the batch is put there.
            total += rest_of(p, t, REST_SECONDS)
    return total if total <= p.most_seconds[t] else -1


@inner
def seconds_alone(p: Plain, s: Slots, t: int, c: int) -> int:
    """Return the seconds of a route of one batch, -1 if too late."""
    profile = p.profile[t]
    span = begin(p, t, p.ready[c])
    if span[0] < 0:
        return -1
    span = go_on(span, p.seconds[profile, 0, c], early_of(p, s, c), late_of(p, s, c))
    if span[0] < 0:
        return -1
    if is_day(p):
        span = (span[0] + cell_of(p, MORE, c), span[1], span[2])
    span = go_on(span, p.seconds[profile, c, 0], 0, p.last[t])
    return span[0] if span[0] <= p.most_seconds[t] else -1
