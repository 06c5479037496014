"""Steps of a way: what has begun, and what forbids to go on by a scheduled leg."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routing.domain.late import start_deadline, start_windows
from routing.domain.reason import ReasonCode

from .legs import Given, Leg, Scheduled
from .refusal import Refusal, late, seconds_outside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..ways import Shipment


class Begun(NamedTuple):
    """A way up to a transfer: its legs, when each is ready, whether it is checked.

    ``roads`` counts the legs that are driven.
    """

    legs: tuple[Leg, ...]
    early: tuple[int, ...]
    safe: bool
    roads: int

    def missed(self, leg: Leg) -> int:
        """Return the seconds by which goods come too late for a leg; 0 in time."""
        return max(0, self.early[-1] - leg.ready_by)


class Course(NamedTuple):
    """A whole way that is in time: legs, handling between them, when each is ready."""

    legs: tuple[Leg, ...]
    gaps: tuple[int, ...]
    early: tuple[int, ...]
    roads: int

    def rank(self) -> tuple[int, int, int]:
        """Return what ways are sorted by: fewest legs, fewest roads, soonest."""
        return len(self.legs), self.roads, self.early[-1]


def cut(
    courses: Sequence[Course], most: int | None
) -> tuple[list[Course], list[Course]]:
    """Return the ways that are kept, sorted, and the rest; the straight one stays."""
    ranked = sorted(((c.rank(), c) for c in courses), key=lambda row: row[0])
    if most is None or len(ranked) <= most:
        return [course for _, course in ranked], []
    # Of one leg and one road.
    ranked.sort(key=lambda row: row[0][:2] != (1, 1))
    kept = sorted(ranked[:most], key=lambda row: row[0])
    return [course for _, course in kept], [course for _, course in ranked[most:]]


def ends(legs: Sequence[Leg]) -> tuple[str, ...]:
    """Return where legs end."""
    return tuple(leg.to_site for leg in legs)


def missed_reason(leg: Scheduled, begun: Begun) -> ReasonCode:
    """Return what goods are late for: a cut-off, a trip that has gone, an offer."""
    if isinstance(leg, Given):
        return ReasonCode.TIME_WINDOW
    gone = not begun.legs and begun.early[-1] > leg.depart
    return ReasonCode.BUS_PASSED if gone else ReasonCode.BUS_CUTOFF


def promised(batch: Shipment, leg: Scheduled) -> Refusal | None:
    """Return by how much own windows or deadline fail at a village end (T5c, T8a)."""
    row = batch.outer
    if leg.to_site == batch.lot.destination == row.outer_site:
        time = leg.arrive
    elif leg.from_site == batch.lot.origin == row.outer_site:
        time = leg.depart
    else:
        return None
    deadline, windows = start_deadline(row), start_windows(row)
    over = 0 if deadline is None else max(0, time - deadline)
    outside = seconds_outside(windows, time)
    if isinstance(leg, Given) and time == leg.arrive and windows:
        outside = max(0, time - max(window.late for window in windows))
    worst = max(over, outside)
    return late(worst, ReasonCode.TIME_WINDOW) if worst else None
