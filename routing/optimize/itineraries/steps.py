"""Steps of a way: what has begun, and what forbids to go on by a scheduled leg."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode

from .legs import Given, Leg, Road, Scheduled
from .refusal import Refusal, late, seconds_outside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..ways import Shipment
    from .itinerary import Way


@dataclass(frozen=True, slots=True)
class Begun:
    """A way up to a transfer: its legs, when each is ready, whether it is checked.

    ``tells``: what is out is told, not only left aside.
    """

    legs: tuple[Leg, ...]
    early: tuple[int, ...]
    safe: bool
    tells: bool

    def missed(self, leg: Leg) -> int:
        """Return the seconds by which goods come too late for a leg; 0 in time."""
        return 0 if isinstance(leg, Road) else max(0, self.early[-1] - leg.ready_by)


def rank(way: Way) -> tuple[int, int, int]:
    """Return what ways are sorted by: fewest legs, fewest roads, soonest."""
    return len(way.legs), len(way.roads), way.early[-1]


def cut(ways: Sequence[Way], most: int | None) -> tuple[list[Way], list[Way]]:
    """Return the ways that are kept, sorted, and the rest; the straight one stays."""
    order = sorted(ways, key=lambda w: (len(w.legs) > 1 or not w.roads, *rank(w)))
    if most is None:
        return sorted(order, key=rank), []
    return sorted(order[:most], key=rank), order[most:]


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
    over = 0 if row.deadline is None else max(0, time - row.deadline)
    outside = seconds_outside(row.windows, time)
    if isinstance(leg, Given) and time == leg.arrive and row.windows:
        outside = max(0, time - max(window.late for window in row.windows))
    worst = max(over, outside)
    return late(worst, ReasonCode.TIME_WINDOW) if worst else None
