"""What keeps a way that the rules allow: full services and hubs, or the road."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.optimize.itineraries.limits import Limits
from routing.optimize.itineraries.refusal import Refusal
from routing.optimize.trial import lacking, set_leg_times

if TYPE_CHECKING:
    from routing.optimize.simulator import Simulator

    from .competition import Competition

OFFER_FULL = "OFFER_FULL"
"""The agreed quantity of an offer is used up."""

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
        limits = Limits(problem.day, {})
        takes = limits.takes(problem.shipments[batch], problem.ways[batch][place])
        for (number, _), short in zip(
            takes, lacking(self._simulator, batch, place), strict=True
        ):
            if short > 0:
                name, service, *_ = limits.keys[number]
                return _full(str(name), short, on_trip=service in problem.day.trips)
        return None

    def _road(self, batch: int, place: int) -> Refusal:
        for k in set_leg_times(self._simulator, batch, place):
            miss = self._competition.leg_miss(k)
            if miss is not None:
                return Refusal(miss.reason, miss.amount, miss.unit)
        return Refusal(ReasonCode.TIME_WINDOW, note=CONNECTION)


def _full(name: str, short: int, *, on_trip: bool) -> Refusal:
    if name == "room":
        return Refusal(ReasonCode.HUB_FULL, short, "items")
    if name == "work":
        return Refusal(ReasonCode.BUS_FULL, short, "bags", STOP_WORK)
    if on_trip and name in _ON_TRIP:
        return Refusal(ReasonCode.BUS_FULL, short, name)
    reason = ReasonCode.CAP_KG if name == "g" else ReasonCode.CAP_ITEMS
    return Refusal(reason, short, name, OFFER_FULL)
