"""Recreate: what was taken out is put back where it costs least."""

from __future__ import annotations

import numpy as np

from .choices import may_go_by_road
from .data import (
    HAS_PAIRS,
    HAS_TIMES,
    LEFT,
    NEWLY_LEFT,
    NEWLY_SERVED,
    Memory,
    Plain,
    Slots,
    Undo,
)
from .insert import put_found
from .jit import inner, is_day
from .kin import gather, put_together
from .pairs import find_pair
from .place import ANY_TYPE, NOWHERE, SLOT
from .places import find_new, find_place
from .rng import below, unit

TOGETHER_PERCENT = 90
"""Of a day, moves that put what was taken out of a site back together. On four
generated reference counties single coolings of the core ended 2 % cheaper with 75 than
without, the same with 75 and 95."""

ASK_ALL = 20
"""One move in so many asks all routes for places."""

# Orders of insertion: of each it is the upper bound of its share.
BY_CHANCE = 4
BY_LOAD = 8
BY_FAR = 10
BY_NEAR = 11
BY_WIDTH = 13
BY_EARLY = 15
BY_LATE = 17

MOST_CALLED = 10
"""Of a day, batches left behind that one move tries once more."""


@inner
def _arrange(p: Plain, m: Memory) -> None:
    """Sort what was taken out: by chance, load, distance or window."""
    x = below(m.rng, BY_LATE if p.flags[HAS_TIMES] else BY_NEAR)
    for i in range(1, m.removed[0] + 1):
        c = m.removed[i]
        d = p.mate[c]
        if x < BY_CHANCE or (x < BY_LOAD and p.load.shape[1] == 0):
            key = unit(m.rng)
        elif x < BY_LOAD:
            key = -float(abs(p.load[c, 0]))
        elif x < BY_FAR:
            key = -float(p.metres[0, 0, c] + p.metres[0, 0, d])
        elif x < BY_NEAR:
            key = float(p.metres[0, 0, c] + p.metres[0, 0, d])
        elif x < BY_WIDTH:
            key = float(p.late[c] - p.early[c] + p.late[d] - p.early[d])
        elif x < BY_EARLY:
            key = float(p.early[c])
        else:
            key = -float(p.late[d] if d > 0 else p.late[c])
        j = i - 1
        while j >= 1 and m.key[j] > key:
            m.key[j + 1] = m.key[j]
            m.removed[j + 1] = m.removed[j]
            j -= 1
        m.key[j + 1] = key
        m.removed[j + 1] = c


@inner
def _call_absent(p: Plain, s: Slots, m: Memory) -> float:
    """Try what was left behind earlier once more; return the penalties of the rest.

    Where routes are driven exactly, one that fails spoils the move: a few at a time.
    """
    nodes = p.load.shape[0]
    most = MOST_CALLED if is_day(p) else nodes
    start = np.int64(below(m.rng, nodes)) if is_day(p) else 0
    left = 0.0
    for x in range(nodes):
        c = (start + x) % nodes
        if s.absent[c] == 0 or m.marked[c]:
            continue
        if most > 0:
            most -= 1
            m.removed[0] += 1
            m.removed[m.removed[0]] = c
            m.marked[c] = 1
        else:
            left += p.penalty[c]
    return left


@inner
def recreate(
    p: Plain,
    s: Slots,
    u: Undo,
    m: Memory,
    asked: int,
    same_type: bool,
    only_type: int,
    opens: bool,
) -> float:
    """Insert what was taken out; return the penalties of what finds no place.

    The first batch ``opens`` a route where a vehicle is left for it.
    """
    nodes = p.load.shape[0]
    left = _call_absent(p, s, m) if s.state[LEFT] > 0 else 0.0
    together = is_day(p) and below(m.rng, 100) < TOGETHER_PERCENT
    _arrange(p, m)
    if below(m.rng, ASK_ALL) == 0:
        asked = nodes
    for x in range(1, m.removed[0] + 1):
        c = m.removed[x]
        if m.marked[c] == 0:
            # Put back together with one before.
            continue
        m.place[SLOT] = NOWHERE
        first = x == 1 and opens
        if (
            together
            and gather(p, m, c)
            and put_together(p, s, u, c, m, asked, first, only_type)
        ):
            continue
        m.marked[c] = 0
        if first and may_go_by_road(p, s, c):
            find_new(p, s, c, m, p.penalty[c], only_type)
        if p.flags[HAS_PAIRS]:
            find_pair(p, s, c, m, asked)
        elif m.place[SLOT] == NOWHERE:
            find_place(p, s, c, m, asked, same_type, only_type)
        if m.place[SLOT] == NOWHERE and only_type != ANY_TYPE:
            find_place(p, s, c, m, nodes, False, ANY_TYPE)
        if m.place[SLOT] == NOWHERE or not put_found(p, s, u, c, m):
            s.absent[c] = NEWLY_LEFT
            left += p.penalty[c]
        elif s.absent[c]:
            s.absent[c] = NEWLY_SERVED
    return left
