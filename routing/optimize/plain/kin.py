"""Batches of one site that differ in goods and hour alone are put back together.

A village's batches come in waves and of several kinds; to move one of them saves no
metre while the others stay. What was taken out of a site goes back as one, if its
cheapest place is cheaper than what each would cost without a road.
"""

from __future__ import annotations

from .choices import choose_window, road_fee, send
from .data import NEWLY_SERVED, PARTS, Memory, Plain, Slots, Undo
from .day import KIN, MORE, NO_WAY, ROADS, cell_of, set_window, windows_of
from .insert import put_kin
from .jit import inner
from .lone_ways import lone_cents
from .place import NOWHERE, SLOT, WINDOW
from .places import ask_routes, find_new


@inner
def gather(p: Plain, m: Memory, c: int) -> bool:
    """List a batch and its kin that wait to be inserted; tell whether it has some."""
    m.kin[0] = 1
    m.kin[1] = c
    d = cell_of(p, KIN, c)
    while d != c:
        if m.marked[d]:
            m.kin[0] += 1
            m.kin[m.kin[0]] = d
        d = cell_of(p, KIN, d)
    return bool(m.kin[0] > 1)


@inner
def _lump(p: Plain, m: Memory, c: int, sign: int) -> None:
    """Let a batch have the load and the work of all its kin, or its own again."""
    more = 0
    for q in range(2, m.kin[0] + 1):
        d = m.kin[q]
        for k in range(p.load.shape[1]):
            p.load[c, k] += sign * p.load[d, k]
        more += p.seconds[0, d, m.kin[q - 1]]
    p.day[p.day[p.flags[PARTS] + MORE] + c] = more if sign > 0 else 0


@inner
def _worth(p: Plain, s: Slots, m: Memory) -> float:
    """Return what a place may cost for a batch and its kin, below 0 for none.

    That is what they would cost without a road, less their fees by road.
    """
    worth = 0.0
    for q in range(1, m.kin[0] + 1):
        fee = road_fee(p, s, m.kin[q])
        if fee < 0.0:
            return -1.0
        worth += lone_cents(p, s, m.kin[q], m) - fee
    return worth


@inner
def _find(
    p: Plain, s: Slots, c: int, m: Memory, asked: int, opens: bool, only_type: int
) -> None:
    """Look for the cheapest place of a batch and its kin."""
    best = _worth(p, s, m)
    if best <= 0.0:
        return
    ready = p.ready[c]
    _lump(p, m, c, 1)
    for q in range(2, m.kin[0] + 1):
        p.ready[c] = max(p.ready[c], p.ready[m.kin[q]])
    if opens:
        find_new(p, s, c, m, best, only_type)
    windows = windows_of(p, c)
    if m.place[SLOT] == NOWHERE:
        for window in range(windows):
            if windows > 1:
                set_window(p, s, c, window)
            cents = ask_routes(p, s, c, m, asked, False, only_type, best)
            if cents < best:
                best = cents
                m.place[WINDOW] = window
    _lump(p, m, c, -1)
    p.ready[c] = ready


@inner
def _send_all(p: Plain, s: Slots, u: Undo, m: Memory) -> bool:
    """Send a batch and its kin by road, where the limits have room for all."""
    for q in range(1, m.kin[0] + 1):
        d = m.kin[q]
        if road_fee(p, s, d) < 0.0:
            for x in range(1, q):
                send(p, s, u, m.kin[x], NO_WAY)
            return False
        send(p, s, u, d, cell_of(p, ROADS, d))
        if windows_of(p, d) > 1:
            choose_window(p, s, u, d, m.place[WINDOW])
    return True


@inner
def put_together(
    p: Plain,
    s: Slots,
    u: Undo,
    c: int,
    m: Memory,
    asked: int,
    opens: bool,
    only_type: int,
) -> bool:
    """Put a batch and its kin (see ``gather``) at one place.

    False where that is not the cheapest, or fails after all.
    """
    _find(p, s, c, m, asked, opens, only_type)
    if m.place[SLOT] == NOWHERE:
        return False
    if not _send_all(p, s, u, m):
        m.place[SLOT] = NOWHERE
        return False
    if not put_kin(p, s, u, m):
        for q in range(1, m.kin[0] + 1):
            send(p, s, u, m.kin[q], NO_WAY)
        m.place[SLOT] = NOWHERE
        return False
    for q in range(1, m.kin[0] + 1):
        d = m.kin[q]
        m.marked[d] = 0
        if s.absent[d]:
            s.absent[d] = NEWLY_SERVED
    return True
