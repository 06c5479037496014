"""A batch sent the cheapest of its ways that avoid a trip or an offer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from routing.optimize.itineraries.legs import Given, Ride
from routing.optimize.last_resort import drives_alone
from routing.optimize.simulator import Simulator
from routing.optimize.trial import by_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.optimize.itineraries.itinerary import Way
    from routing.optimize.road import RoadProblem

Service = tuple[str, str]
"""``bus`` or ``handover``, and the id of the trip or the offer."""

Run = tuple[int, int]
"""Ways of a batch that stand together: the number of the first among all, and how
many."""


class Elsewhere:
    """Sends batches beside the routes that a simulator has loaded.

    ``simulator`` may be loaded anew at any time.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    @cached_property
    def _empty(self) -> Simulator:
        return Simulator(self._simulator.problem)

    def send(self, batch: int, service: Service) -> bool:
        """Send a batch that stays the cheapest way without a service.

        Whatever its penalty; by a last resort only what has no other way alone (W4).
        False where nothing is feasible beside the rest; then nothing has changed.
        """
        problem = self._simulator.problem
        plain = range(problem.plain[batch])
        if self._sent(batch, list(_runs(problem, batch, service, plain))):
            return True
        last = range(len(plain), len(problem.ways[batch]))
        runs = list(_runs(problem, batch, service, last))
        if not runs or self._goes_alone(batch, service):
            return False
        return self._sent(batch, runs)

    def _sent(self, batch: int, runs: Sequence[Run]) -> bool:
        best: tuple[int, Run] | None = None
        for run in runs:
            cents = by_range(self._simulator, batch, *run, keep=len(runs) == 1)
            if cents is not None and (best is None or cents < best[0]):
                best = cents, run
        if best is not None and len(runs) > 1:
            by_range(self._simulator, batch, *best[1], keep=True)
        return best is not None

    def _goes_alone(self, batch: int, service: Service) -> bool:
        """Tell whether any bag of a batch has a plain way without a service alone.

        Of several bags one may have a way that not all have: they are asked singly.
        """
        problem, empty = self._simulator.problem, self._empty
        plain = range(problem.plain[batch])
        runs = list(_runs(problem, batch, service, plain))
        if not runs:
            return False
        if len(problem.shipments[batch].bags) > 1:
            return True
        if any(by_range(empty, batch, *run, keep=False) is not None for run in runs):
            return True
        return drives_alone(empty, batch)


def _runs(
    problem: RoadProblem, batch: int, service: Service, places: range
) -> Iterator[Run]:
    """Yield the unbroken runs of ways that avoid a service."""
    first = int(problem.tables["batches"][batch, 0])
    start = None
    for place in places:
        if _uses(problem.ways[batch][place], service):
            if start is not None:
                yield first + start, place - start
            start = None
        elif start is None:
            start = place
    if start is not None:
        yield first + start, places.stop - start


def _uses(way: Way, service: Service) -> bool:
    kind, key = service
    for leg in way.legs:
        if isinstance(leg, Ride) and (kind, key) == ("bus", leg.trip):
            return True
        if isinstance(leg, Given) and (kind, key) == ("handover", leg.offer):
            return True
    return False
