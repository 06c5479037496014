"""Tours and routes change vehicles as they are.

Of a day's core the fixed prices of vehicles and what their kilometres cost differ by a
factor of four, and a vehicle drives several tours. A tour that is taken apart and
inserted again batch by batch hardly ever arrives in another vehicle whole, so *blocks*
are moved: a tour, or all tours of a route.
"""

from __future__ import annotations

from .block_windows import (
    choose_windows,
    leaves_at,
    note_windows,
    restore_windows,
)
from .data import NO_PLACE, Memory, Plain, Slots, Undo
from .insert import free_slot
from .jit import inner
from .place import NEW, NOWHERE, POSITION, RETIMED, SLOT, TYPE
from .rng import below
from .route import FAILS, refresh
from .ruin import squeeze, take_out, touch, tour_begin, tour_end

MOST_BLOCKS = 3
WHOLE_ROUTE = 4
"""One move in so many moves a whole route."""
BLOCK_BLINK = 10
"""One place in so many is overlooked."""


@inner
def _refresh(p: Plain, s: Slots, u: Undo) -> None:
    """Note anew what is known of the routes that were touched."""
    for q in range(u.changed[0]):
        refresh(p, s, u.touched[q])


@inner
def _lift(s: Slots, u: Undo, m: Memory, c: int, whole: bool, k: int) -> None:
    """Take the tour of a node, or its whole route, out of its slot as block ``k``."""
    r = s.where[c]
    low = tour_begin(s, r, s.at[c], whole)
    high = tour_end(s, r, s.at[c], whole)
    touch(s, u, r)
    at = m.bounds[k]
    m.bounds[k + 1] = at + high - low
    for q in range(low, high):
        d = s.nodes[r, q]
        m.block[at + q - low] = d
        if d != 0:
            s.where[d] = -1
    squeeze(s, r)


@inner
def _tours_of(p: Plain, m: Memory, t: int, k: int) -> int:
    """Return how many tours a block has, 0 where a type may not carry it."""
    tours = 1
    for d in range(p.load.shape[1]):
        load = 0
        for q in range(m.bounds[k], m.bounds[k + 1]):
            c = m.block[q]
            load = 0 if c == 0 else load + p.load[c, d]
            if load > p.cap[t, d]:
                return 0
    for q in range(m.bounds[k], m.bounds[k + 1]):
        c = m.block[q]
        if c == 0:
            tours += 1
        elif p.allowed[t, c] == 0:
            return 0
    return tours


@inner
def _metres_of(p: Plain, m: Memory, t: int, k: int) -> int:
    """Return the metres of a block, from the base and back."""
    profile = p.profile[t]
    metres = 0
    a = 0
    for q in range(m.bounds[k], m.bounds[k + 1]):
        metres += p.metres[profile, a, m.block[q]]
        a = m.block[q]
    return metres + p.metres[profile, a, 0]


@inner
def _splice(p: Plain, s: Slots, m: Memory, r: int, i: int, k: int) -> bool:
    """Put a block into a route before position ``i``; tell whether it is in time.

    ``i`` begins a tour, or is the end of the route.
    """
    size = s.size[r]
    n = m.bounds[k + 1] - m.bounds[k]
    wide = n if size == 0 else n + 1
    for x in range(size - 1, i - 1, -1):
        s.nodes[r, x + wide] = s.nodes[r, x]
    first = i
    if size > 0 and i == size:
        s.nodes[r, i] = 0
        first = i + 1
    elif size > 0:
        s.nodes[r, i + n] = 0
    for q in range(n):
        s.nodes[r, first + q] = m.block[m.bounds[k] + q]
    s.size[r] = size + wide
    return refresh(p, s, r)


@inner
def _unsplice(s: Slots, m: Memory, r: int, i: int, k: int) -> None:
    """Take a block out again; the route is not noted anew."""
    size = s.size[r]
    wide = min(size, m.bounds[k + 1] - m.bounds[k] + 1)
    for q in range(m.bounds[k], m.bounds[k + 1]):
        if m.block[q] != 0:
            s.where[m.block[q]] = -1
    for x in range(i + wide, size):
        s.nodes[r, x - wide] = s.nodes[r, x]
    s.size[r] = size - wide


@inner
def _ask_route(
    p: Plain, s: Slots, u: Undo, m: Memory, r: int, k: int, best: float
) -> float:
    """Look at a block's places between the tours of a route; return the least cents.

    Where its windows do not fit, those that do are tried.
    """
    t = s.type[r]
    tours = _tours_of(p, m, t, k)
    if tours == 0 or p.per_metre[t] * _metres_of(p, m, t, k) >= best:
        return best
    for i in range(s.size[r]):
        if s.nodes[r, i] == 0:
            tours += 1
    if tours >= p.most_tours[t]:
        return best
    before = s.cents[r]
    several = note_windows(p, s, m, k)
    for i in range(s.size[r] + 1):
        if 0 < i < s.size[r] and s.nodes[r, i - 1] != 0:
            continue
        if below(m.rng, BLOCK_BLINK) == 0:
            continue
        good = _splice(p, s, m, r, i, k)
        retimed = False
        if not good and several:
            _unsplice(s, m, r, i, k)
            refresh(p, s, r)
            retimed = choose_windows(p, s, u, m, leaves_at(p, s, r, i), t, k)
            good = _splice(p, s, m, r, i, k)
        if good and s.cents[r] - before < best:
            best = s.cents[r] - before
            m.place[SLOT] = r
            m.place[POSITION] = i
            m.place[RETIMED] = 1 if retimed else 0
        _unsplice(s, m, r, i, k)
        if retimed:
            restore_windows(p, s, m, k)
    refresh(p, s, r)
    return best


@inner
def _ask_types(
    p: Plain, s: Slots, m: Memory, k: int, not_type: int, best: float
) -> float:
    """Look at vehicles not in use, but for one type; return the least cents."""
    r = free_slot(s)
    if r == NOWHERE:
        return best
    mine = s.type[r]
    for t in range(p.vehicles.shape[0]):
        if s.used[t] >= p.vehicles[t] or t == not_type or p.fixed[t] >= best:
            continue
        tours = _tours_of(p, m, t, k)
        if tours == 0 or tours > p.most_tours[t] or below(m.rng, BLOCK_BLINK) == 0:
            continue
        s.type[r] = t
        if _splice(p, s, m, r, 0, k) and s.cents[r] < best:
            best = s.cents[r]
            m.place[SLOT] = NEW
            m.place[POSITION] = r
            m.place[TYPE] = t
        _unsplice(s, m, r, 0, k)
    s.type[r] = mine
    refresh(p, s, r)
    return best


@inner
def _put_block(p: Plain, s: Slots, u: Undo, m: Memory, k: int, away: bool) -> bool:
    """Put a block where it costs least, ``away`` from the only route touched so far."""
    best = NO_PLACE
    m.place[SLOT] = NOWHERE
    for r in range(s.ends[0]):
        if s.size[r] > 0 and s.cents[r] < FAILS and not (away and u.flag[r]):
            best = _ask_route(p, s, u, m, r, k, best)
    not_type = u.type[u.touched[0]] if away else NOWHERE
    _ask_types(p, s, m, k, not_type, best)
    r = m.place[SLOT]
    i = m.place[POSITION]
    if r == NOWHERE:
        return False
    if r == NEW:
        touch(s, u, i)
        s.type[i] = m.place[TYPE]
        s.used[s.type[i]] += 1
        _splice(p, s, m, i, 0, k)
        return True
    touch(s, u, r)
    if m.place[RETIMED]:
        choose_windows(p, s, u, m, leaves_at(p, s, r, i), s.type[r], k)
    _splice(p, s, m, r, i, k)
    return True


@inner
def move_blocks(p: Plain, s: Slots, u: Undo, m: Memory) -> bool:
    """Move a route, or some tours near each other; False where there are none.

    A block alone changes vehicles. What finds no place is taken out batch by batch.
    """
    c = 1 + below(m.rng, p.load.shape[0] - 1)
    if s.where[c] < 0:
        return False
    whole = below(m.rng, WHOLE_ROUTE) == 0
    most = 1 if whole else 1 + below(m.rng, MOST_BLOCKS)
    _lift(s, u, m, c, whole, 0)
    blocks = 1
    for x in range(p.near.shape[1]):
        if blocks == most:
            break
        if s.where[p.near[c, x]] >= 0:
            _refresh(p, s, u)
            _lift(s, u, m, p.near[c, x], False, blocks)
            blocks += 1
    _refresh(p, s, u)
    turn = below(m.rng, blocks)
    for b in range(blocks):
        k = (b + turn) % blocks
        if _put_block(p, s, u, m, k, blocks == 1):
            continue
        for q in range(m.bounds[k], m.bounds[k + 1]):
            if m.block[q] != 0:
                take_out(p, s, u, m.block[q], m)
    return True
