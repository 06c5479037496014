"""A batch sent the cheapest of its ways that avoid a trip or an offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.optimize.itineraries.legs import Given, Ride
from routing.optimize.trial import by_range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.optimize.itineraries.itinerary import Way
    from routing.optimize.simulator import Simulator

Service = tuple[str, str]
"""``bus`` or ``handover``, and the id of the trip or the offer."""


def send_elsewhere(simulator: Simulator, batch: int, service: Service) -> bool:
    """Send a batch that stays the cheapest way without a service.

    Whatever its penalty. False where no such way is feasible beside the rest; then
    nothing has changed.
    """
    best: tuple[int, int, int] | None = None
    runs = list(_runs(simulator, batch, service))
    for first, count in runs:
        cents = by_range(simulator, batch, first, count, keep=len(runs) == 1)
        if cents is not None and (best is None or cents < best[0]):
            best = cents, first, count
    if best is None:
        return False
    if len(runs) > 1:
        by_range(simulator, batch, best[1], best[2], keep=True)
    return True


def _runs(
    simulator: Simulator, batch: int, service: Service
) -> Iterator[tuple[int, int]]:
    """Yield the unbroken runs of ways that avoid a service: first and how many."""
    problem = simulator.problem
    first, ways = problem.tables["batches"][batch, :2].tolist()
    start = None
    for place, way in enumerate(problem.ways[batch][:ways]):
        if _uses(way, service):
            if start is not None:
                yield first + start, place - start
            start = None
        elif start is None:
            start = place
    if start is not None:
        yield first + start, ways - start


def _uses(way: Way, service: Service) -> bool:
    kind, key = service
    for leg in way.legs:
        if isinstance(leg, Ride) and (kind, key) == ("bus", leg.trip):
            return True
        if isinstance(leg, Given) and (kind, key) == ("handover", leg.offer):
            return True
    return False
