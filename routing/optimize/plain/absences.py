"""Fewer vehicles by the sum of absences (Christiaens and Vanden Berghe, 2020).

A route is given up, its batches are left behind. A batch counts how often it found no
place; routes are accepted that leave fewer or easier batches behind, whatever they
cost. When none is left, one vehicle is saved.
"""

from __future__ import annotations

from .data import (
    LEFT,
    LEFT_CENTS,
    NEWLY_LEFT,
    NO_PLACE,
    NOW,
    Memory,
    Plain,
    Slots,
)
from .jit import inner
from .route import refresh


@inner
def _easiest_route(s: Slots, m: Memory) -> int:
    """Return the route whose batches have been left behind least often, or -1."""
    easiest = -1
    least = 0
    for r in range(s.ends[0]):
        if s.size[r] == 0:
            continue
        often = 0
        for i in range(s.size[r]):
            often += m.absences[s.nodes[r, i]]
        if easiest < 0 or often < least:
            easiest = r
            least = often
    return easiest


@inner
def give_up_route(p: Plain, s: Slots, m: Memory) -> None:
    """Leave the batches of a route behind; no more vehicles than the rest from now."""
    r = _easiest_route(s, m)
    if r < 0:
        return
    for i in range(s.size[r]):
        c = s.nodes[r, i]
        s.where[c] = -1
        if c > 0 and (p.mate[c] == 0 or p.mate[c] > c):
            s.absent[c] = 1
            s.state[LEFT] += 1
            s.state[LEFT_CENTS] += p.penalty[c]
            s.state[NOW] += p.penalty[c]
    s.state[NOW] -= s.cents[r]
    s.used[s.type[r]] -= 1
    s.size[r] = 0
    refresh(p, s, r)
    for t in range(p.vehicles.shape[0]):
        p.vehicles[t] = s.used[t]
    m.counts[2] += 1


@inner
def absences_of(s: Slots, m: Memory) -> int:
    """Return how often what is left behind was left behind so far."""
    often = 0
    if s.state[LEFT] > 0:
        for c in range(1, s.absent.shape[0]):
            if s.absent[c]:
                often += m.absences[c]
    return often


@inner
def rise_of(s: Slots, m: Memory, before: int, road: float) -> float:
    """Return what a move adds: the cents of the road where absences are the same.

    ``before`` are the absences before the move; below them nothing else counts. What
    the move leaves behind counts once more from now on.
    """
    after = 0
    for c in range(1, s.absent.shape[0]):
        if s.absent[c] == NEWLY_LEFT:
            after += m.absences[c]
            m.absences[c] += 1
    if after < before:
        return -NO_PLACE
    return road if after == before else NO_PLACE
