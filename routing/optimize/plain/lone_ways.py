"""What a batch costs that goes without a road."""

from __future__ import annotations

from routing.optimize.kernel.booking import fee_cents, has_room

from .data import KIND_ASKED, Memory, Plain, Slots
from .day import FIRSTS, KINDS, WAYS, cell_of
from .jit import inner
from .place import ON_WAY, POSITION, SLOT


@inner
def ask_ways(p: Plain, s: Slots, c: int, m: Memory, best: float) -> float:
    """Look at the ways without a road; return the least cents so far.

    Those of the kind that is asked for come before all else.
    """
    asked = m.counts[KIND_ASKED]
    among = False
    for q in range(cell_of(p, FIRSTS, c), cell_of(p, FIRSTS, c + 1)):
        kind = cell_of(p, KINDS, q)
        mine = kind == asked
        if (among and not mine) or kind == -2 - asked:
            continue
        way = cell_of(p, WAYS, q)
        if not has_room(p.day, s.day, way):
            continue
        cents = float(fee_cents(p.day, s.day, way))
        if cents < best or (mine and not among and cents < p.penalty[c]):
            best = cents
            among = mine
            m.place[SLOT] = ON_WAY
            m.place[POSITION] = way
    return best if not among else 0.0


@inner
def lone_cents(p: Plain, s: Slots, c: int, m: Memory) -> float:
    """Return what the cheapest way without a road costs, at most the penalty.

    0 where there is one of the kind that is asked for.
    """
    asked = m.counts[KIND_ASKED]
    best = p.penalty[c]
    for q in range(cell_of(p, FIRSTS, c), cell_of(p, FIRSTS, c + 1)):
        kind = cell_of(p, KINDS, q)
        if kind == -2 - asked or not has_room(p.day, s.day, cell_of(p, WAYS, q)):
            continue
        if kind == asked:
            return 0.0
        best = min(best, float(fee_cents(p.day, s.day, cell_of(p, WAYS, q))))
    return best
