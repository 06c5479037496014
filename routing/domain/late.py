"""Soft windows (rule T1c): when service may start for goods that may be late.

All of it holds at the village end of a consignment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .units import DAY_SECONDS, MICRO_PER_CENT
from .window import TimeWindow

if TYPE_CHECKING:
    from .consignment import Consignment
    from .window import Windows

LAST = 4 * DAY_SECONDS
"""Later than anything of a day."""

MINUTE = 60


def start_windows(row: Consignment) -> Windows:
    """Return its own windows, each as much longer as it may be late; () for none."""
    if not row.is_soft or not row.windows:
        return row.windows
    joined: list[TimeWindow] = []
    for window in row.windows:
        late = LAST if row.late_most is None else window.late + row.late_most
        if joined and window.early <= joined[-1].late:
            late = max(late, joined[-1].late)
            joined[-1] = TimeWindow(joined[-1].early, late)
        else:
            joined.append(TimeWindow(window.early, late))
    return tuple(joined)


def start_deadline(row: Consignment) -> int | None:
    """Return by when service must start, as late as it may be; None for never."""
    if row.deadline is None or not row.is_soft:
        return row.deadline
    return None if row.late_most is None else row.deadline + row.late_most


def late_seconds(row: Consignment, time: int, *, brought: bool = False) -> int:
    """Return by how many seconds a start is late; 0 for what may not be late.

    What is ``brought`` to its end by an offer, or back to a base, is late after its
    last window only (T1e).
    """
    if not row.is_soft:
        return 0
    begun = [w.late for w in row.windows if brought or w.early <= time]
    ends = [begun[-1]] if begun else []
    ends += [] if row.deadline is None else [row.deadline]
    return max(0, time - min(ends)) if ends else 0


def late_cents(row: Consignment, item_seconds: int) -> int:
    """Return the price of a consignment's lateness in cents, rounded once (P1g).

    ``item_seconds`` sums items × the seconds by which each is late.
    """
    micro = (row.late_micro_yuan or 0) * item_seconds
    per = MINUTE * row.items * MICRO_PER_CENT
    return (2 * micro + per) // (2 * per)
