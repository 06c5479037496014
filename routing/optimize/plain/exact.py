"""What a route costs exactly: the kernel drives it, docks left aside."""

from __future__ import annotations

from routing.optimize.kernel.data import BIG
from routing.optimize.kernel.route import evaluate

from .data import ENTRIES_AT, EXACT_AT, GRID_AT, Memory, Plain, Slots, Undo
from .day import GUESTS, HEADS, VISITS, cell_of
from .jit import inner, outer

FAILS = 1 << 50
"""Cents of a route that is not feasible."""


@inner
def _exact_cents(p: Plain, s: Slots, m: Memory, r: int) -> int:
    """Return the exact cents of a route, FAILS where it is not feasible.

    What guests deliver they take on at the base first.
    """
    n = s.size[r]
    if n == 0:
        return 0
    t = s.type[r]
    at = p.flags[ENTRIES_AT]
    length = 0
    if cell_of(p, GUESTS, t):
        for i in range(n):
            m.drive[at + length] = cell_of(p, VISITS, s.nodes[r, i]) - 1
            length += 1
    for i in range(n):
        m.drive[at + length] = cell_of(p, VISITS, s.nodes[r, i])
        length += 1
    cents = evaluate(
        p.day,
        cell_of(p, HEADS, t),
        m.drive,
        at,
        length,
        0,
        m.state,
        m.drive,
        p.flags[GRID_AT],
        m.drive,
        True,
        BIG,
    )
    return cents if cents >= 0 else FAILS


@inner
def drive_touched(p: Plain, s: Slots, u: Undo, m: Memory) -> float:
    """Drive the routes that a move touched; return what it adds in exact cents."""
    change = 0
    for q in range(u.changed[0]):
        cell = p.flags[EXACT_AT] + u.touched[q]
        u.day[cell] = s.day[cell]
        s.day[cell] = _exact_cents(p, s, m, u.touched[q])
        change += s.day[cell] - u.day[cell]
    return float(change)


@inner
def take_exact_back(p: Plain, s: Slots, u: Undo) -> None:
    """Bring the exact cents back to what they were before the move."""
    for q in range(u.changed[0]):
        cell = p.flags[EXACT_AT] + u.touched[q]
        s.day[cell] = u.day[cell]


@outer
def drive_all(p: Plain, s: Slots, m: Memory) -> None:
    """Note the exact cents of all routes."""
    for r in range(s.ends[0]):
        s.day[p.flags[EXACT_AT] + r] = _exact_cents(p, s, m, r)
