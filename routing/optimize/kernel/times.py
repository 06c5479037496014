"""From when to when a shipment may be on its way, written into the problem.

Where goods change carriers, the hours of a visit are cut by what comes before
and after it; such visits have a window set of their own to cut.
"""

from __future__ import annotations

from .data import (
    A_BASE,
    A_WINDOW,
    I64,
    S_DUE,
    S_READY,
    SHIPMENT_AT,
    SHIPMENT_SIZE,
    WINDOW_AT,
    WINDOW_WIDTH,
    closes,
    opens,
    shp,
    vis,
    windows,
)
from .jit import inner, outer
from .solution import HI, LO, SHIPMENTS, WHERE


@inner
def _cut(p: I64, a: int, early: int, late: int) -> bool:
    """Cut the hours of a visit's site; False when nothing is left."""
    base = vis(p, a, A_BASE)
    own = p[WINDOW_AT] + vis(p, a, A_WINDOW) * p[WINDOW_WIDTH]
    count = 0
    for i in range(windows(p, base)):
        first = max(early, opens(p, base, i))
        last = min(late, closes(p, base, i))
        if first <= last:
            p[own + 1 + 2 * count] = first
            p[own + 2 + 2 * count] = last
            count += 1
    if count == 0:
        # A set is never empty: an instant before all others stands for it.
        p[own + 1] = 0
        p[own + 2] = -1
        p[own] = 1
        return False
    p[own] = count
    return True


@inner
def set_times(p: I64, k: int, early: int, late: int) -> bool:
    """Let shipment ``k`` be loaded from ``early`` and delivered by ``late``.

    False when the hours of its sites leave no time for that.
    """
    if vis(p, 2 * k, A_BASE) < 0:
        return True
    row = p[SHIPMENT_AT] + k * SHIPMENT_SIZE
    if p[row + S_READY] == early and p[row + S_DUE] == late:
        return True
    p[row + S_READY] = early
    p[row + S_DUE] = late
    loaded = _cut(p, 2 * k, early, late)
    return _cut(p, 2 * k + 1, early, late) and loaded


@outer
def restore_times(p: I64, sol: I64) -> None:
    """Make the problem's times those of a solution."""
    for k in range(sol[SHIPMENTS]):
        if sol[sol[WHERE] + k] >= 0 and vis(p, 2 * k, A_BASE) >= 0:
            early = sol[sol[LO] + k]
            late = sol[sol[HI] + k]
            if shp(p, k, S_READY) != early or shp(p, k, S_DUE) != late:
                set_times(p, k, early, late)
