"""The cheapest place where what is on board goes up and down along a route.

A pair is put in at both ends at once: its pick-up before one position, its delivery
before the same or a later one. A batch from or to the base is on board from the
first, or to the last.
"""

from __future__ import annotations

from .data import FAR, HAS_TIMES, NO_PLACE, Memory, Plain, Slots
from .jit import inner
from .place import ANY_TYPE, DELIVERY, NEW, NOWHERE, SLOT, blinks, note_place
from .places import ask_new, detour_of
from .route import NEVER, begin, cents_of, go_on, join, span_before, span_behind
from .timing import WITHIN, seconds_with


@inner
def _holds(p: Plain, s: Slots, r: int, i: int, c: int) -> bool:
    """Tell whether ``c`` fits on board on the way to position ``i``."""
    t = s.type[r]
    for d in range(p.load.shape[1]):
        if s.tour_load[r, i, d] + abs(p.load[c, d]) > p.cap[t, d]:
            return False
    return True


@inner
def _from_base(p: Plain, c: int) -> bool:
    """Tell whether a batch with one end is on board from the first."""
    for d in range(p.load.shape[1]):
        if p.load[c, d] != 0:
            return bool(p.load[c, d] < 0)
    return True


@inner
def _ask_single(p: Plain, s: Slots, r: int, c: int, m: Memory, best: float) -> float:
    """Look at the places of a batch with one end; return the least cents so far."""
    t = s.type[r]
    profile = p.profile[t]
    n = s.size[r]
    spare = p.most_metres[t] - s.metres[r]
    outward = _from_base(p, c)
    for x in range(n + 1):
        i = x if outward else n - x
        if not _holds(p, s, r, i, c):
            break
        a = 0 if i == 0 else s.nodes[r, i - 1]
        b = 0 if i == n else s.nodes[r, i]
        more = detour_of(p, profile, a, c, b)
        cents = p.per_metre[t] * more
        if cents >= best or more > spare or blinks(m.rng):
            continue
        if p.flags[HAS_TIMES]:
            seconds = seconds_with(p, s, r, i, c, WITHIN)
            if seconds < 0:
                continue
            cents += p.per_second[t] * (seconds - s.seconds[r])
        if cents < best:
            best = cents
            note_place(m, r, i, WITHIN, t)
    return best


@inner
def _note_detours(p: Plain, s: Slots, r: int, d: int, m: Memory) -> None:
    """Note what the delivery ``d`` adds at each position, and from each on."""
    profile = p.profile[s.type[r]]
    n = s.size[r]
    m.least[n + 1] = FAR
    b = 0
    for j in range(n, -1, -1):
        a = 0 if j == 0 else s.nodes[r, j - 1]
        m.detour[j] = detour_of(p, profile, a, d, b)
        m.least[j] = min(m.detour[j], m.least[j + 1])
        b = a


@inner
def _ask_deliveries(
    p: Plain,
    s: Slots,
    r: int,
    i: int,
    c: int,
    head: tuple[int, int, int],
    m: Memory,
    best: float,
) -> float:
    """Look at the places of the delivery with the pick-up ``c`` at position ``i``.

    ``head`` is the span up to the pick-up.
    """
    t = s.type[r]
    profile = p.profile[t]
    n = s.size[r]
    price = p.per_metre[t]
    spare = p.most_metres[t] - s.metres[r]
    d = p.mate[c]
    last = 0 if i == 0 else s.nodes[r, i - 1]
    first = 0 if i == n else s.nodes[r, i]
    alone = detour_of(p, profile, last, c, first)
    a = c
    for j in range(i, n + 1):
        b = 0 if j == n else s.nodes[r, j]
        if j == i:
            more = detour_of(p, profile, a, d, b)
            more += p.metres[profile, last, c] + p.metres[profile, c, b]
            more -= p.metres[profile, last, b]
        else:
            more = alone + m.detour[j]
        cents = price * more
        if cents < best and more <= spare and not blinks(m.rng):
            cents = _cents_in_time(p, s, r, j, a, d, head, cents)
            if cents < best:
                best = cents
                note_place(m, r, i, WITHIN, t)
                m.place[DELIVERY] = j
        if j == n or price * (alone + m.least[j + 1]) >= best:
            break
        if not _holds(p, s, r, j + 1, c):
            break
        if p.flags[HAS_TIMES]:
            head = go_on(head, p.seconds[profile, a, b], p.early[b], p.late[b])
            # With the pick-up alone what follows is too late already.
            if head[0] < 0 or head[1] + head[0] > s.behind[r, j, 2]:
                break
        a = b
    return best


@inner
def _cents_in_time(
    p: Plain,
    s: Slots,
    r: int,
    j: int,
    a: int,
    d: int,
    head: tuple[int, int, int],
    cents: float,
) -> float:
    """Return the cents with a delivery between ``a`` and position ``j``, if in time."""
    if not p.flags[HAS_TIMES]:
        return cents
    t = s.type[r]
    profile = p.profile[t]
    span = go_on(head, p.seconds[profile, a, d], p.early[d], p.late[d])
    if span[0] < 0:
        return NO_PLACE
    b = 0 if j == s.size[r] else s.nodes[r, j]
    total = join(span, p.seconds[profile, d, b], span_behind(s, r, j))
    if total < 0 or total > p.most_seconds[t]:
        return NO_PLACE
    return cents + p.per_second[t] * (total - s.seconds[r])


@inner
def _ask_pair(p: Plain, s: Slots, r: int, c: int, m: Memory, best: float) -> float:
    """Look at the places of a pair; return the least cents so far."""
    t = s.type[r]
    profile = p.profile[t]
    n = s.size[r]
    d = p.mate[c]
    _note_detours(p, s, r, d, m)
    a = 0
    for i in range(n + 1):
        b = 0 if i == n else s.nodes[r, i]
        least = detour_of(p, profile, a, c, b) + m.least[i + 1]
        both = p.metres[profile, a, c] + p.metres[profile, c, d]
        both += p.metres[profile, d, b] - p.metres[profile, a, b]
        if p.per_metre[t] * min(least, both) < best and _holds(p, s, r, i, c):
            head = NEVER
            if p.flags[HAS_TIMES]:
                head = span_before(s, r, i)
                if head[0] + head[1] > p.late[c]:
                    break
                head = go_on(head, p.seconds[profile, a, c], p.early[c], p.late[c])
            if head[0] >= 0 or not p.flags[HAS_TIMES]:
                best = _ask_deliveries(p, s, r, i, c, head, m, best)
        a = b
    return best


@inner
def _ask_new_pair(p: Plain, s: Slots, c: int, m: Memory, best: float) -> float:
    """Look at a vehicle of each type that is not in use yet, for a pair."""
    d = p.mate[c]
    for t in range(p.vehicles.shape[0]):
        if s.used[t] >= p.vehicles[t] or p.allowed[t, c] == 0:
            continue
        profile = p.profile[t]
        length = p.metres[profile, 0, c] + p.metres[profile, c, d]
        length += p.metres[profile, d, 0]
        cents = cents_of(p, t, length, 0)
        good = cents < best and length <= p.most_metres[t]
        for x in range(p.load.shape[1]):
            if p.load[c, x] > p.cap[t, x]:
                good = False
        if good and p.flags[HAS_TIMES]:
            seconds = _seconds_of_pair(p, t, c)
            good = seconds >= 0
            cents += p.per_second[t] * seconds
        if good and cents < best:
            best = cents
            note_place(m, NEW, 0, WITHIN, t)
            m.place[DELIVERY] = 0
    return best


@inner
def _seconds_of_pair(p: Plain, t: int, c: int) -> int:
    """Return the seconds of a route of one pair, -1 if too late."""
    profile = p.profile[t]
    d = p.mate[c]
    span = begin(p, t, 0)
    a = 0
    for b in (c, d):
        if span[0] < 0:
            return -1
        span = go_on(span, p.seconds[profile, a, b], p.early[b], p.late[b])
        a = b
    if span[0] < 0:
        return -1
    span = go_on(span, p.seconds[profile, d, 0], 0, p.last[t])
    return span[0] if span[0] <= p.most_seconds[t] else -1


@inner
def find_pair(p: Plain, s: Slots, c: int, m: Memory, asked: int) -> float:
    """Return the least cents that ``c`` adds; its place stands in ``m.place``.

    Only routes that serve one of the ``asked`` nearest nodes of either end are asked.
    """
    best = p.penalty[c]
    m.place[SLOT] = NOWHERE
    last = m.asked.shape[0] - 1
    m.asked[last] += 1
    turn = m.asked[last]
    d = p.mate[c]
    for x in range(min(asked, p.near.shape[1])):
        for end in (c, d):
            if end == 0:
                continue
            r = s.where[p.near[end, x]]
            if r < 0 or m.asked[r] == turn:
                continue
            m.asked[r] = turn
            if p.allowed[s.type[r], c] == 0:
                continue
            if d > 0:
                best = _ask_pair(p, s, r, c, m, best)
            else:
                best = _ask_single(p, s, r, c, m, best)
    if d > 0:
        return _ask_new_pair(p, s, c, m, best)
    return ask_new(p, s, c, m, best, ANY_TYPE)
