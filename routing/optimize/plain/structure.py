"""Ruin that changes what a day looks like: tours, routes, kinds of ways given up."""

from __future__ import annotations

from .data import Memory, Plain, Slots, Undo
from .day import FIRSTS, KINDS, cell_of
from .jit import inner
from .rng import below
from .ruin import refresh_touched, take_out, touch, tour_begin, tour_end

ANY_KIND = -1
"""Every way may be taken. A kind of way as 0, 1, …: such ways first; as -2, -3, …: no
such way."""

MOST_OF_TOUR = 60
MOST_OF_ROUTE = 80
MOST_SCATTERED = 10
MOST_OF_KIND = 48
"""Batches taken out at most."""


@inner
def _take(p: Plain, s: Slots, u: Undo, c: int, m: Memory) -> None:
    """Take a batch out, wherever it is."""
    if m.marked[c]:
        return
    if s.where[c] >= 0:
        touch(s, u, s.where[c])
    take_out(p, s, u, c, m)


@inner
def take_tour(p: Plain, s: Slots, u: Undo, m: Memory, route: bool) -> bool:
    """Take the tour (or the route) of a random batch out; False for a long one."""
    c = 1 + below(m.rng, p.load.shape[0] - 1)
    r = s.where[c]
    if r < 0:
        return False
    low = tour_begin(s, r, s.at[c], route)
    high = tour_end(s, r, s.at[c], route)
    if high - low > (MOST_OF_ROUTE if route else MOST_OF_TOUR):
        return False
    touch(s, u, r)
    for q in range(low, high):
        if s.nodes[r, q] != 0:
            take_out(p, s, u, s.nodes[r, q], m)
    refresh_touched(p, s, u)
    return True


@inner
def take_some(p: Plain, s: Slots, u: Undo, m: Memory) -> None:
    """Take a few batches out anywhere."""
    for _ in range(1 + below(m.rng, MOST_SCATTERED)):
        _take(p, s, u, 1 + below(m.rng, p.load.shape[0] - 1), m)
    refresh_touched(p, s, u)


@inner
def _has_kind(p: Plain, c: int, kind: int) -> bool:
    for q in range(cell_of(p, FIRSTS, c), cell_of(p, FIRSTS, c + 1)):
        if cell_of(p, KINDS, q) == kind:
            return True
    return False


@inner
def take_kind(p: Plain, s: Slots, u: Undo, m: Memory) -> int:
    """Take batches near each other out that may go one kind of way without a road.

    Return which kind to ask for, or to avoid (see ANY_KIND).
    """
    seed = 1 + below(m.rng, p.load.shape[0] - 1)
    ways = cell_of(p, FIRSTS, seed + 1) - cell_of(p, FIRSTS, seed)
    if ways == 0:
        return ANY_KIND
    kind = cell_of(p, KINDS, cell_of(p, FIRSTS, seed) + below(m.rng, ways))
    most = 1 + below(m.rng, MOST_OF_KIND)
    for x in range(-1, p.near.shape[1]):
        c = seed if x < 0 else p.near[seed, x]
        if _has_kind(p, c, kind):
            _take(p, s, u, c, m)
        if m.removed[0] >= most:
            break
    refresh_touched(p, s, u)
    turn = below(m.rng, 3)
    if turn == 0:
        return kind
    return -2 - kind if turn == 1 else ANY_KIND
