"""What keeps a way that the rules allow: full services and hubs, or the road."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.optimize.itineraries.limits import BOX, ROOM
from routing.optimize.itineraries.refusal import Refusal, late
from routing.optimize.trial import lacking, set_leg_times
from routing.optimize.ways import visit_windows

if TYPE_CHECKING:
    from routing.optimize.simulator import Simulator

    from .competition import Competition

OFFER_FULL = "OFFER_FULL"
"""The agreed quantity of an offer is used up."""

BOXES_OUT = "BOXES_OUT"
"""All boxes of the stock are out (C2d)."""

STOP_WORK = "STOP_WORK"
"""A stop is too short for so many bags (T5d)."""

CONNECTION = "CONNECTION"
"""Each vehicle could go, but not so that the goods change between them."""

_ON_TRIP = ("bags", "g", "cm3")


class Obstacles:
    """Asks beside the loaded routes why a way of a batch is not feasible."""

    def __init__(self, simulator: Simulator, competition: Competition) -> None:
        self._simulator, self._competition = simulator, competition

    def of(self, batch: int, place: int) -> Refusal:
        """Return what keeps a way that could not be inserted.

        ``place`` is that of the way among the batch's.
        """
        return self.full(batch, place) or self._road(batch, place)

    def full(self, batch: int, place: int) -> Refusal | None:
        """Return which trip, offer, stop or hub has no room for a way (R2, R3, T5d)."""
        problem = self._simulator.problem
        for number, short in lacking(self._simulator, batch, place):
            if short > 0:
                name, service, *_ = problem.limit_keys[number]
                return _full(str(name), short, on_trip=service in problem.day.trips)
        return None

    def _road(self, batch: int, place: int) -> Refusal:
        way = self._simulator.problem.ways[batch][place]
        movements = set_leg_times(self._simulator, batch, place)
        for r, k in zip(way.roads, movements, strict=True):
            shut = self._shut(k, way.early[r], way.late[r])
            if shut:
                return late(shut, ReasonCode.TIME_WINDOW)
            miss = self._competition.leg_miss(k)
            if miss is not None:
                return Refusal(miss.reason, miss.amount, miss.unit)
        return Refusal(ReasonCode.TIME_WINDOW, note=CONNECTION)

    def _shut(self, k: int, early: int, late: int) -> int:
        """Return the seconds between the hours of a movement's ends and its times."""
        problem = self._simulator.problem
        shipment = problem.shipments[k]
        gaps = [0]
        for end in (shipment.from_site, shipment.to_site):
            windows = visit_windows(problem.day, shipment.lot, end) or ()
            outside = [max(w.early - late, early - w.late, 0) for w in windows]
            gaps.append(min(outside, default=0))
        return max(gaps)


def _full(name: str, short: int, *, on_trip: bool) -> Refusal:
    if name == BOX:
        return Refusal(ReasonCode.COLD_LIMIT, short, "boxes", BOXES_OUT)
    if name == ROOM:
        return Refusal(ReasonCode.HUB_FULL, short, "items")
    if name == "work":
        return Refusal(ReasonCode.BUS_FULL, short, "bags", STOP_WORK)
    if on_trip and name in _ON_TRIP:
        return Refusal(ReasonCode.BUS_FULL, short, name)
    reason = ReasonCode.CAP_KG if name == "g" else ReasonCode.CAP_ITEMS
    return Refusal(reason, short, name, OFFER_FULL)
