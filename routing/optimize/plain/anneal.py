"""Ruin and recreate under simulated annealing."""

from __future__ import annotations

import math

from .absences import absences_of, give_up_route, rise_of
from .data import (
    BEST,
    HAS_MIX,
    HAS_PAIRS,
    HAS_TIMES,
    LEFT,
    LEFT_CENTS,
    NEWLY_LEFT,
    NEWLY_SERVED,
    NO_PLACE,
    NOW,
    POOL_ROWS,
    Memory,
    Plain,
    Slots,
    Undo,
)
from .insert import put, put_pair
from .jit import inner, outer
from .pairs import find_pair
from .places import ANY_TYPE, NOWHERE, SLOT, ask_new, cheapest_type, find_place
from .rng import below, unit
from .route import refresh
from .ruin import take_strings

ASK_ALL = 20
"""One move in so many asks all routes for places."""

WIDE_ONE = 8
"""One move in so many takes longer strings out and opens a route. Where routes are
long, a few batches never pay for one: on five instances of VRPTW with routes of 25 to
50 batches, 300,000 moves, three seeds, mean gaps were 1.2 % without, 0.9 % with one in
20, 0.5 % in 8 and 0.7 % in 3 (twice as dear)."""

WHOLE_PERCENT = 10
KEEP_TYPE_PERCENT = 90
"""Where vehicles differ in price and capacity alone: moves that take whole tours
out, half of which open new routes of one type only; moves in which no route
changes its type. Without them routes drift to large vehicles: on X303-FSMFD, 10 s,
gaps of 5.7 % without, 1.2 to 2.2 % with shares of 5 to 20 and 50 to 90."""

# Orders of insertion: of each it is the upper bound of its share.
BY_CHANCE = 4
BY_LOAD = 8
BY_FAR = 10
BY_NEAR = 11
BY_WIDTH = 13
BY_EARLY = 15
BY_LATE = 17

NOTED = 20
"""Of the moves that gain, one in so many has its routes noted."""


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
def _recreate(
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
    if s.state[LEFT] > 0:
        for c in range(1, nodes):
            if s.absent[c] and m.marked[c] == 0:
                m.removed[0] += 1
                m.removed[m.removed[0]] = c
    for x in range(1, m.removed[0] + 1):
        m.marked[m.removed[x]] = 0
    _arrange(p, m)
    if below(m.rng, ASK_ALL) == 0:
        asked = nodes
    left = 0.0
    for x in range(1, m.removed[0] + 1):
        c = m.removed[x]
        m.place[SLOT] = NOWHERE
        if x == 1 and opens:
            ask_new(p, s, c, m, p.penalty[c], only_type)
        if p.flags[HAS_PAIRS]:
            find_pair(p, s, c, m, asked)
        elif m.place[SLOT] == NOWHERE:
            find_place(p, s, c, m, asked, same_type, only_type)
        if m.place[SLOT] == NOWHERE and only_type != ANY_TYPE:
            find_place(p, s, c, m, nodes, False, ANY_TYPE)
        if m.place[SLOT] == NOWHERE:
            s.absent[c] = NEWLY_LEFT
            left += p.penalty[c]
        else:
            if s.absent[c]:
                s.absent[c] = NEWLY_SERVED
            if p.mate[c] > 0:
                put_pair(p, s, u, c, m)
            else:
                put(p, s, u, c, m)
    return left


@inner
def _change_types(p: Plain, s: Slots, u: Undo) -> None:
    """Let a cheaper type of the family drive what was changed."""
    for q in range(u.changed[0]):
        r = u.touched[q]
        if s.size[r] == 0:
            continue
        t = cheapest_type(p, s, r, 0)
        if t >= 0 and t != s.type[r]:
            s.used[s.type[r]] -= 1
            s.used[t] += 1
            s.type[r] = t
            refresh(p, s, r)


@inner
def _settle_absent(p: Plain, s: Slots) -> None:
    """Close the open marks of what is left behind."""
    left = 0
    for c in range(1, p.load.shape[0]):
        if s.absent[c] >= NEWLY_LEFT:
            s.absent[c] = 1 if s.where[c] < 0 else 0
        left += s.absent[c]
    s.state[LEFT] = left


@inner
def _take_back(p: Plain, s: Slots, u: Undo) -> None:
    """Bring the routes back to what they were before the move."""
    for q in range(u.changed[0]):
        r = u.touched[q]
        for i in range(s.size[r]):
            s.where[s.nodes[r, i]] = -1
        if s.size[r] > 0:
            s.used[s.type[r]] -= 1
    for q in range(u.changed[0]):
        r = u.touched[q]
        s.size[r] = u.size[r]
        s.type[r] = u.type[r]
        if u.size[r] > 0:
            s.used[u.type[r]] += 1
        for i in range(u.size[r]):
            s.nodes[r, i] = u.nodes[r, i]
        refresh(p, s, r)


@inner
def _note_routes(s: Slots, u: Undo, m: Memory) -> None:
    """Put the changed routes into the pool."""
    for q in range(u.changed[0]):
        r = u.touched[q]
        n = s.size[r]
        if n == 0:
            continue
        row = m.met[0] % POOL_ROWS
        m.pool[row, 0] = s.type[r]
        m.pool[row, 1] = n
        for i in range(n):
            m.pool[row, 2 + i] = s.nodes[r, i]
        m.met[0] += 1


@outer
def copy_routes(s: Slots, best: Undo) -> None:
    """Keep all routes as the best ones."""
    for r in range(best.size.shape[0]):
        n = s.size[r] if r < s.ends[0] else 0
        best.size[r] = n
        best.type[r] = s.type[r]
        for i in range(n):
            best.nodes[r, i] = s.nodes[r, i]


@inner
def _move(p: Plain, s: Slots, u: Undo, m: Memory, asked: int, fewer: bool) -> float:
    """Take some batches out and insert them again; return the change in cents."""
    m.removed[0] = 0
    u.changed[0] = 0
    whole = False
    same_type = False
    only_type = ANY_TYPE
    if p.flags[HAS_MIX]:
        whole = below(m.rng, 100) < WHOLE_PERCENT
        same_type = below(m.rng, 100) < KEEP_TYPE_PERCENT
        if whole and below(m.rng, 2) == 0:
            only_type = below(m.rng, p.vehicles.shape[0])
    wide = not (fewer or p.flags[HAS_PAIRS]) and below(m.rng, WIDE_ONE) == 0
    take_strings(p, s, u, m, whole, wide)
    left = _recreate(p, s, u, m, asked, same_type, only_type, wide)
    if p.flags[HAS_MIX]:
        _change_types(p, s, u)
    change = left - s.state[LEFT_CENTS]
    for q in range(u.changed[0]):
        r = u.touched[q]
        change += s.cents[r] - u.cents[r]
    s.state[LEFT_CENTS] = left
    return change


@outer
def anneal(
    p: Plain,
    s: Slots,
    u: Undo,
    best: Undo,
    m: Memory,
    moves: int,
    asked: int,
    hot: float,
    cold: float,
    fewer: bool,
) -> None:
    """Run ``moves`` moves, cooling from ``hot`` to ``cold`` cents.

    Works on ``s``; ``best`` only ever improves. With ``fewer`` vehicles a route is
    given up whenever all is served, and ``p.vehicles`` with it (see ``absences``).
    """
    for number in range(moves):
        heat = hot * math.pow(cold / hot, number / moves)
        if fewer and s.state[LEFT] == 0:
            give_up_route(p, s, m)
        left_before = s.state[LEFT_CENTS]
        open_before = s.state[LEFT]
        absences = absences_of(s, m) if fewer else 0
        change = _move(p, s, u, m, asked, fewer)
        rise = change
        if fewer:
            road = change + left_before - s.state[LEFT_CENTS]
            rise = rise_of(s, m, absences, road)
        if rise < -heat * math.log(unit(m.rng)):
            s.state[NOW] += change
            if change < 0.0 and below(m.rng, NOTED) == 0:
                _note_routes(s, u, m)
            if open_before > 0 or s.state[LEFT_CENTS] > 0:
                _settle_absent(p, s)
            if s.state[NOW] < s.state[BEST] - 1e-6:
                s.state[BEST] = s.state[NOW]
                copy_routes(s, best)
                _note_routes(s, u, m)
                m.counts[1] += 1
        else:
            _take_back(p, s, u)
            if open_before > 0 or s.state[LEFT_CENTS] > 0:
                _settle_absent(p, s)
            s.state[LEFT_CENTS] = left_before
        for q in range(u.changed[0]):
            u.flag[u.touched[q]] = 0
        m.counts[0] += 1


@outer
def total_cents(p: Plain, s: Slots) -> float:
    """Return the cents of all routes and the penalties of what is left, anew."""
    cents = 0.0
    for r in range(s.ends[0]):
        cents += s.cents[r]
    for c in range(1, p.load.shape[0]):
        if s.where[c] < 0:
            cents += p.penalty[c]
    return min(cents, NO_PLACE)
