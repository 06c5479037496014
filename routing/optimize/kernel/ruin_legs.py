"""Ruin of legs: which shipments leave their routes while batches keep their ways."""

from __future__ import annotations

from .data import A_SITE, I64, W_LOCAL, W_ROAD, W_ROADS, vis, way_of
from .jit import inner
from .rng import below, unit
from .ruin import WHOLE_ROUTE, WHOLE_TOUR, mark_strings, mark_tour, mark_visit
from .solution import BATCHES, LENGTH, SEQ, VEHICLES, WAY, WHERE, N

SAME_STOP = 0.2
"""Share of moves of legs to a transfer that empty all routes that halt there."""

OTHER_LEGS = 0.3
"""Share of moves of legs that take legs before and behind along."""


@inner
def _mark_routes_at(p: I64, sol: I64, site: int, marks: I64, removed: I64) -> int:
    """Mark the legs of all routes that halt at a site."""
    count = 0
    for v in range(sol[VEHICLES]):
        at = sol[SEQ] + v * sol[LENGTH]
        n = sol[sol[N] + v]
        halts = False
        for i in range(n):
            if sol[at + i] >= 0 and vis(p, sol[at + i], A_SITE) == site:
                halts = True
        if halts:
            for i in range(n):
                if sol[at + i] >= 0:
                    count = mark_visit(
                        p, sol, sol[at + i] // 2, True, marks, removed, count
                    )
    return count


@inner
def choose_feeders(p: I64, sol: I64, b: int, marks: I64, removed: I64) -> int:
    """Fill ``removed`` with the legs of all routes that halt at a batch's hub.

    Returns their number; their cells in ``marks`` are set.
    """
    w = sol[sol[WAY] + b]
    if w < 0 or way_of(p, w, W_ROADS) <= 1:
        return 0
    r = 1 if way_of(p, w, W_LOCAL) == 0 else 0
    k = way_of(p, w, W_ROAD + r)
    return _mark_routes_at(p, sol, vis(p, 2 * k + 1 - r, A_SITE), marks, removed)


@inner
def choose_legs(
    p: I64, sol: I64, rng: I64, marks: I64, types: I64, removed: I64
) -> int:
    """Fill ``removed`` with the shipments of one ruin of legs; return their number.

    Their cells in ``marks`` are set. The last cell of ``removed`` tells whether
    they fill vehicles site by site (1) or not (0).
    """
    last = removed.shape[0] - 1
    removed[last] = 0
    seed = below(rng, sol[BATCHES])
    w = sol[sol[WAY] + seed]
    if w < 0 or way_of(p, w, W_ROADS) == 0:
        return 0
    roads = way_of(p, w, W_ROADS)
    r = below(rng, roads) if roads > 1 else 0
    k = way_of(p, w, W_ROAD + r)
    v = sol[sol[WHERE] + k]
    draw = unit(rng)
    if r < roads - 1 and draw < SAME_STOP:
        removed[last] = 1
        return _mark_routes_at(p, sol, vis(p, 2 * k + 1, A_SITE), marks, removed)
    if draw < SAME_STOP + WHOLE_TOUR + WHOLE_ROUTE:
        whole = draw >= SAME_STOP + WHOLE_TOUR
        removed[last] = below(rng, 2)
        return mark_tour(p, sol, v, k, True, marks, removed, whole)
    role = -1 if unit(rng) < OTHER_LEGS else roads - 1 - r
    return mark_strings(p, sol, seed, True, role, rng, marks, types, removed)
