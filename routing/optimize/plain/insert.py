"""A batch is put at the place that was found for it."""

from __future__ import annotations

from .choices import choose_window, send
from .data import Memory, Plain, Slots, Undo
from .day import ROADS, cell_of, windows_of
from .jit import inner, is_day
from .place import DELIVERY, KIND, NEW, NOWHERE, ON_WAY, POSITION, SLOT, TYPE, WINDOW
from .route import refresh
from .ruin import squeeze, touch
from .timing import TOUR_AFTER, TOUR_BEFORE, WITHIN


@inner
def free_slot(s: Slots) -> int:
    """Return a slot without a route, NOWHERE where all are taken."""
    for r in range(s.ends[0]):
        if s.size[r] == 0:
            return r
    if s.ends[0] == s.size.shape[0]:
        return NOWHERE
    s.ends[0] += 1
    return s.ends[0] - 1


@inner
def _open_route(s: Slots, u: Undo, m: Memory) -> int:
    """Return the slot of the place that was found, its type as found."""
    r = int(m.place[SLOT])
    t = m.place[TYPE]
    if r == NEW:
        r = free_slot(s)
        touch(s, u, r)
        s.type[r] = t
        s.used[t] += 1
        s.size[r] = 0
    else:
        touch(s, u, r)
        if t != s.type[r]:
            s.used[s.type[r]] -= 1
            s.used[t] += 1
            s.type[r] = t
    return r


@inner
def _put_pair(p: Plain, s: Slots, u: Undo, c: int, m: Memory) -> None:
    """Put both ends of a pair at the place that was found."""
    r = _open_route(s, u, m)
    i = m.place[POSITION]
    j = m.place[DELIVERY]
    for x in range(s.size[r] - 1, j - 1, -1):
        s.nodes[r, x + 2] = s.nodes[r, x]
    s.nodes[r, j + 1] = p.mate[c]
    for x in range(j - 1, i - 1, -1):
        s.nodes[r, x + 1] = s.nodes[r, x]
    s.nodes[r, i] = c
    s.size[r] += 2
    refresh(p, s, r)


@inner
def put_kin(p: Plain, s: Slots, u: Undo, m: Memory) -> bool:
    """Put batches with one end, those of ``m.kin``, at the place that was found.

    False where a rest that falls due then comes too late; they are not put there.
    """
    r = _open_route(s, u, m)
    i = m.place[POSITION]
    kind = m.place[KIND]
    n = m.kin[0]
    wide = n if kind == WITHIN else n + 1
    for x in range(s.size[r] - 1, i - 1, -1):
        s.nodes[r, x + wide] = s.nodes[r, x]
    first = i
    if kind == TOUR_AFTER:
        s.nodes[r, i] = 0
        first = i + 1
    elif kind == TOUR_BEFORE:
        s.nodes[r, i + n] = 0
    for q in range(n):
        s.nodes[r, first + q] = m.kin[1 + q]
    s.size[r] += wide
    if refresh(p, s, r) or not is_day(p):
        return True
    for q in range(1, n + 1):
        s.where[m.kin[q]] = -1
    squeeze(s, r)
    refresh(p, s, r)
    return False


@inner
def put_found(p: Plain, s: Slots, u: Undo, c: int, m: Memory) -> bool:
    """Put a batch where it was found to cost least; False where that fails."""
    if m.place[SLOT] == ON_WAY:
        send(p, s, u, c, m.place[POSITION])
        return True
    if p.mate[c] > 0:
        _put_pair(p, s, u, c, m)
        return True
    if windows_of(p, c) > 1:
        choose_window(p, s, u, c, m.place[WINDOW])
    m.kin[0] = 1
    m.kin[1] = c
    if not put_kin(p, s, u, m):
        return False
    if is_day(p):
        send(p, s, u, c, cell_of(p, ROADS, c))
    return True
