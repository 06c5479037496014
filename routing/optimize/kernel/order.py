"""In which order what was taken out is put back."""

from __future__ import annotations

from .data import (
    A_SITE,
    A_WINDOW,
    I64,
    S_LOAD,
    S_PENALTY,
    closes,
    metres_of,
    shp,
    vis,
)
from .jit import inner
from .rng import below

LARGE_FIRST = 1
FAR_FIRST = 2
NEAR_FIRST = 3
DEAR_FIRST = 4
LAST_FIRST = 5
BY_SITE = 6
"""Kinds of order; 0 is by lot."""

UNSORTED = 4
DRAWS = 14
"""Of so many draws ``UNSORTED`` give no order, the others each kind as often."""

TURN = 1009
SITE_STEP = 1 << 40


@inner
def shuffle(values: I64, n: int, rng: I64) -> None:
    """Bring the first ``n`` values into an order by lot."""
    for i in range(n - 1, 0, -1):
        j = below(rng, i + 1)
        values[i], values[j] = values[j], values[i]


@inner
def _sort_key(p: I64, k: int, kind: int, turn: int) -> int:
    """Return the key by which shipment ``k`` is sorted for insertion."""
    home = vis(p, 2 * k, A_SITE)
    away = vis(p, 2 * k + 1, A_SITE)
    if kind == LARGE_FIRST:
        return -shp(p, k, S_LOAD)
    if kind == FAR_FIRST:
        return -metres_of(p, 0, home, away)
    if kind == NEAR_FIRST:
        return metres_of(p, 0, home, away)
    if kind == DEAR_FIRST:
        return -shp(p, k, S_PENALTY)
    if kind == BY_SITE:
        # Sites in an order by lot, at each the large ones first.
        return (away + 1) * turn % TURN * SITE_STEP - shp(p, k, S_LOAD)
    return closes(p, vis(p, 2 * k + 1, A_WINDOW), 0)


@inner
def _sort(p: I64, order: I64, count: int, kind: int, turn: int) -> None:
    """Sort the first ``count`` shipments; equal keys keep their order."""
    for i in range(1, count):
        k = order[i]
        key = _sort_key(p, k, kind, turn)
        j = i - 1
        while j >= 0 and _sort_key(p, order[j], kind, turn) > key:
            order[j + 1] = order[j]
            j -= 1
        order[j + 1] = k


@inner
def arrange(p: I64, order: I64, count: int, rng: I64) -> None:
    """Bring the first ``count`` shipments into an order that is drawn."""
    shuffle(order, count, rng)
    draw = below(rng, DRAWS)
    if draw >= UNSORTED:
        _sort(p, order, count, 1 + (draw - UNSORTED) // 2, 0)


@inner
def arrange_legs(p: I64, order: I64, count: int, by_site: bool, rng: I64) -> None:
    """Bring legs into an order that is drawn, or together by where they end."""
    if not by_site:
        arrange(p, order, count, rng)
        return
    shuffle(order, count, rng)
    _sort(p, order, count, BY_SITE, 1 + below(rng, TURN - 1))
