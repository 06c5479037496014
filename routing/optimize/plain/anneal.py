"""Ruin and recreate under simulated annealing."""

from __future__ import annotations

import math

from .absences import absences_of, give_up_route, rise_of
from .blocks import move_blocks
from .choices import (
    close_choices,
    copy_choice,
    take_choices_back,
)
from .data import (
    BEST,
    FEES,
    HAS_MIX,
    HAS_PAIRS,
    KIND_ASKED,
    LEFT,
    LEFT_CENTS,
    NEWLY_LEFT,
    NO_PLACE,
    NOW,
    POOL_ROWS,
    SHARES,
    Memory,
    Plain,
    Slots,
    Undo,
)
from .day import NO_WAY, exact_of, way_of
from .exact import drive_touched, take_exact_back
from .jit import inner, is_day, outer
from .place import ANY_TYPE
from .places import cheapest_type
from .recreate import recreate
from .rng import below, unit
from .route import refresh
from .ruin import take_strings
from .structure import ANY_KIND, take_kind, take_some, take_tour

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


THOUSAND = 1000

NOTED = 20
"""Of the moves that gain, one in so many has its routes noted."""


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
            s.absent[c] = 1 if s.where[c] < 0 and way_of(p, s, c) == NO_WAY else 0
        left += s.absent[c]
    s.state[LEFT] = left


@inner
def _take_back(p: Plain, s: Slots, u: Undo) -> None:
    """Bring the routes and choices back to what they were before the move."""
    if is_day(p):
        take_choices_back(p, s, u)
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
def copy_routes(p: Plain, s: Slots, best: Undo) -> None:
    """Keep all routes and choices as the best ones."""
    if is_day(p):
        for c in range(1, p.load.shape[0]):
            copy_choice(p, s.day, best.day, c)
    for r in range(best.size.shape[0]):
        n = s.size[r] if r < s.ends[0] else 0
        best.size[r] = n
        best.type[r] = s.type[r]
        for i in range(n):
            best.nodes[r, i] = s.nodes[r, i]


@inner
def _change_structure(p: Plain, s: Slots, u: Undo, m: Memory) -> bool:
    """Take out what changes much at once, in some moves; tell whether it was done."""
    if not is_day(p):
        return False
    m.counts[KIND_ASKED] = ANY_KIND
    x = below(m.rng, THOUSAND)
    if x < p.flags[SHARES + 0]:
        return take_tour(p, s, u, m, False)
    if x < p.flags[SHARES + 1]:
        return take_tour(p, s, u, m, True)
    if x < p.flags[SHARES + 2]:
        take_some(p, s, u, m)
        return True
    if x < p.flags[SHARES + 3]:
        m.counts[KIND_ASKED] = take_kind(p, s, u, m)
        return m.removed[0] > 0
    if x < p.flags[SHARES + 4]:
        return move_blocks(p, s, u, m)
    return False


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
    fees = s.state[FEES]
    if not _change_structure(p, s, u, m):
        take_strings(p, s, u, m, whole, wide)
    left = recreate(p, s, u, m, asked, same_type, only_type, wide)
    if p.flags[HAS_MIX]:
        _change_types(p, s, u)
    change = left - s.state[LEFT_CENTS] + s.state[FEES] - fees
    for q in range(u.changed[0]):
        r = u.touched[q]
        change += s.cents[r] - u.cents[r]
    s.state[LEFT_CENTS] = left
    return change


@inner
def _keep(s: Slots, u: Undo, m: Memory, change: float) -> None:
    """Go on from what a move has made."""
    s.state[NOW] += change
    if change < 0.0 and below(m.rng, NOTED) == 0:
        _note_routes(s, u, m)


@inner
def _note_best(p: Plain, s: Slots, u: Undo, best: Undo, m: Memory) -> None:
    """Keep what a move has made as the best."""
    s.state[BEST] = s.state[NOW]
    copy_routes(p, s, best)
    _note_routes(s, u, m)
    m.counts[1] += 1


@inner
def _close(p: Plain, u: Undo) -> None:
    """Forget what a move has changed."""
    for q in range(u.changed[0]):
        u.flag[u.touched[q]] = 0
    if is_day(p):
        close_choices(p, u)


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
        fees_before = s.state[FEES]
        open_before = s.state[LEFT]
        absences = absences_of(s, m) if fewer else 0
        change = _move(p, s, u, m, asked, fewer)
        rise = change
        if fewer:
            road = change + left_before - s.state[LEFT_CENTS]
            rise = rise_of(s, m, absences, road)
        limit = -heat * math.log(unit(m.rng))
        good = rise < limit
        if good and is_day(p):
            ways = s.state[LEFT_CENTS] - left_before + s.state[FEES] - fees_before
            change = ways + drive_touched(p, s, u, m)
            good = change < limit
            if not good:
                take_exact_back(p, s, u)
        if good:
            _keep(s, u, m, change)
        else:
            _take_back(p, s, u)
            s.state[FEES] = fees_before
        if open_before > 0 or s.state[LEFT_CENTS] > 0:
            _settle_absent(p, s)
        if good and s.state[NOW] < s.state[BEST] - 1e-6:
            _note_best(p, s, u, best, m)
        if not good:
            s.state[LEFT_CENTS] = left_before
        _close(p, u)
        m.counts[0] += 1


@outer
def total_cents(p: Plain, s: Slots) -> float:
    """Return the cents of all routes and the penalties of what is left, anew."""
    cents = 0.0
    for r in range(s.ends[0]):
        cents += exact_of(p, s, r) if is_day(p) else s.cents[r]
    for c in range(1, p.load.shape[0]):
        if s.where[c] < 0 and way_of(p, s, c) == NO_WAY:
            cents += p.penalty[c]
    return min(cents + s.state[FEES], NO_PLACE)
