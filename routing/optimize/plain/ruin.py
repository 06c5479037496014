"""Strings of batches near each other are taken out of their tours."""

from __future__ import annotations

from .choices import set_free
from .data import Memory, Plain, Slots, Undo
from .day import NO_WAY, way_of
from .jit import inner, is_day
from .rng import below, unit
from .route import refresh

AVERAGE = 10.0
"""Batches taken out on average, and the longest string (values of the paper)."""
LONGEST = 10.0
KEEP_MIDDLE = 2
"""One string in so many keeps some of its middle."""
KEEP_MORE = 0.5
WHOLE = 1e9
LONGEST_WIDE = 25.0
MOST_WIDE = 5
"""The longest string and the most strings of a wide move."""
SPLIT_HALT = 4
"""Of a day, one string in so many may end within a halt."""
WITHOUT_ROAD = 10
"""Of so many nearest neighbours every other one that goes without a road is taken."""
MOST_WHOLE = 3
"""Whole tours taken out at most."""


@inner
def touch(s: Slots, u: Undo, r: int) -> None:
    """Keep a route as it is before the move changes it."""
    if u.flag[r]:
        return
    u.flag[r] = 1
    u.touched[u.changed[0]] = r
    u.changed[0] += 1
    u.size[r] = s.size[r]
    u.type[r] = s.type[r]
    u.cents[r] = s.cents[r]
    for i in range(s.size[r]):
        u.nodes[r, i] = s.nodes[r, i]


@inner
def tour_begin(s: Slots, r: int, i: int, whole: bool) -> int:
    """Return where the tour of a position begins, or the ``whole`` route."""
    while i > 0 and (whole or s.nodes[r, i - 1] != 0):
        i -= 1
    return i


@inner
def tour_end(s: Slots, r: int, i: int, whole: bool) -> int:
    """Return the position behind the tour of a position, or the ``whole`` route."""
    while i < s.size[r] and (whole or s.nodes[r, i] != 0):
        i += 1
    return i


@inner
def squeeze(s: Slots, r: int) -> None:
    """Close the gaps of a route; empty tours go."""
    m = 0
    for i in range(s.size[r]):
        c = s.nodes[r, i]
        if c == 0:
            if m > 0 and s.nodes[r, m - 1] != 0:
                s.nodes[r, m] = 0
                m += 1
        elif s.where[c] >= 0:
            s.nodes[r, m] = c
            m += 1
    if m > 0 and s.nodes[r, m - 1] == 0:
        m -= 1
    s.size[r] = m
    if m == 0:
        s.used[s.type[r]] -= 1


@inner
def take_out(p: Plain, s: Slots, u: Undo, node: int, m: Memory) -> None:
    """Take a batch out of its route or off its way; of a pair both ends."""
    if s.where[node] < 0 and way_of(p, s, node) == NO_WAY:
        return
    set_free(p, s, u, node)
    s.where[node] = -1
    mate = p.mate[node]
    if mate > 0:
        s.where[mate] = -1
        node = min(node, mate)
    m.removed[0] += 1
    m.removed[m.removed[0]] = node
    m.marked[node] = 1


@inner
def refresh_touched(p: Plain, s: Slots, u: Undo) -> None:
    """Close the gaps of the routes that were touched, and note them anew."""
    for q in range(u.changed[0]):
        r = u.touched[q]
        squeeze(s, r)
        refresh(p, s, r)


@inner
def _halt_begin(p: Plain, s: Slots, r: int, i: int, low: int) -> int:
    """Return where the halt of a position begins, ``low`` at the least."""
    while i > low and p.metres[0, s.nodes[r, i - 1], s.nodes[r, i]] == 0:
        i -= 1
    return i


@inner
def _halt_end(p: Plain, s: Slots, r: int, i: int, high: int) -> int:
    """Return where the halt before a position ends, ``high`` at the most."""
    while i < high and p.metres[0, s.nodes[r, i - 1], s.nodes[r, i]] == 0:
        i += 1
    return i


@inner
def _take_string(
    p: Plain, s: Slots, u: Undo, r: int, c: int, longest: float, m: Memory
) -> None:
    """Take a string that holds ``c`` out of its tour; a whole one from WHOLE on."""
    i = s.at[c]
    low = tour_begin(s, r, i, False)
    high = tour_end(s, r, i, False)
    there = high - low
    count = there
    if longest < there:
        count = int(unit(m.rng) * longest) + 1
    elif longest < WHOLE:
        count = int(unit(m.rng) * there) + 1
    count = min(count, there)
    kept = 0
    if 1 < count < there and below(m.rng, KEEP_MIDDLE) == 0:
        kept = 1
        while count + kept < there and unit(m.rng) < KEEP_MORE:
            kept += 1
    wide = count + kept
    first = max(low, i - wide + 1)
    first += below(m.rng, min(i, high - wide) - first + 1)
    if is_day(p) and below(m.rng, SPLIT_HALT) > 0:
        last = _halt_end(p, s, r, first + wide, high)
        first = _halt_begin(p, s, r, first, low)
        wide = last - first
        kept = 0
    gap = first + wide
    if kept > 0:
        gap = first + 1 + below(m.rng, count - 1)
    for q in range(first, first + wide):
        if gap <= q < gap + kept:
            continue
        take_out(p, s, u, s.nodes[r, q], m)


@inner
def take_strings(
    p: Plain, s: Slots, u: Undo, m: Memory, whole: bool, wide: bool
) -> None:
    """Take strings out of tours near a random node; longer ones in a ``wide`` move.

    With ``whole`` tours are taken out.
    """
    routes = 0
    nodes = 0
    for r in range(s.ends[0]):
        if s.size[r] > 0:
            routes += 1
            nodes += s.size[r]
    if routes == 0:
        return
    longest = min(LONGEST, nodes / routes)
    most = 4.0 * AVERAGE / (1.0 + longest) - 1.0
    strings = int(unit(m.rng) * most) + 1
    if wide:
        strings = 1 + below(m.rng, MOST_WIDE)
        longest = min(LONGEST_WIDE, nodes / routes)
    if whole:
        strings = 1 + below(m.rng, MOST_WHOLE)
        longest = WHOLE
    seed = 1 + below(m.rng, p.load.shape[0] - 1)
    taken = 0
    c = seed
    for x in range(-1, p.near.shape[1]):
        if x >= 0:
            c = p.near[seed, x]
        r = s.where[c]
        if (
            r < 0
            and x < WITHOUT_ROAD
            and way_of(p, s, c) != NO_WAY
            and below(m.rng, 2) == 0
        ):
            take_out(p, s, u, c, m)
        if r < 0 or u.flag[r]:
            continue
        touch(s, u, r)
        _take_string(p, s, u, r, c, longest, m)
        taken += 1
        if taken >= strings:
            break
    refresh_touched(p, s, u)
