"""Bags that change carriers: what takes each on, and by when it must be there.

A bag must arrive so early that handling at the site, and sorting where it is
sorted there, end before its next carrier takes it (rules T4, T4a, T4b): a trip by
its cut-off, an offer by its own, a vehicle when it leaves its base or, where it
halts for the bag, when service starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.plan.services import BUS
from routing.plan.services import ROAD as ROAD
from routing.plan.transfer_time import transfer_durations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A bag that comes by one leg and goes on by the next.

    ``taken`` is the instant at which the next carrier has it or closes; ``latest``
    the last arrival with which that works.
    """

    bag: PlannedBag
    came: Leg
    goes: Leg
    taken: int
    latest: int


class Changes:
    """All changes of carriers in a plan."""

    def __init__(self, day: Day, plan: Plan) -> None:
        self._day = day
        self._rows = {row.consignment_id: row for row in day.consignments}
        self._halts = dict(_pick_ups(plan))
        cutoffs = [*(out.trip for out in day.trips_out), *day.trips.values()]
        self._cutoffs = {trip.trip_id: trip.cutoff_duration for trip in cutoffs}
        self._by_bag = {
            bag.id: tuple(self._of(bag)) for bag in plan.bags if len(bag.legs) > 1
        }

    def to(self, bag_ids: Iterable[str], site: str, carrier: Carrier) -> list[Change]:
        """Return the bags that ``carrier`` brings to a site and that go on there."""
        return [
            change
            for bag in bag_ids
            for change in self._by_bag.get(bag, ())
            if change.came.to_site == site and carrier_of(change.came) == carrier
        ]

    def by(self, bag_ids: Iterable[str], site: str, carrier: Carrier) -> list[Change]:
        """Return the bags that ``carrier`` takes on at a site after another one."""
        return [
            change
            for bag in bag_ids
            for change in self._by_bag.get(bag, ())
            if change.goes.from_site == site and carrier_of(change.goes) == carrier
        ]

    def _of(self, bag: PlannedBag) -> Iterable[Change]:
        sites = [leg.to_site for leg in bag.legs[:-1]]
        work = transfer_durations(self._day, bag, sites, self._rows)
        for (came, goes), handling in zip(pairwise(bag.legs), work, strict=True):
            taken = self.taken(bag.id, goes)
            yield Change(
                bag=bag, came=came, goes=goes, taken=taken, latest=taken - handling
            )

    def taken(self, bag: str, leg: Leg) -> int:
        """Return by when a bag is ready to be taken along on a leg."""
        if leg.kind == BUS:
            return leg.depart - self._cutoffs.get(leg.trip or "", 0)
        key = (bag, leg.vehicle or "", leg.tour or 0)
        return self._halts.get(key, leg.depart)


Carrier = tuple[str, str, int]
"""Kind, name and, by road, the tour from 0."""


def carrier_of(leg: Leg) -> Carrier:
    """Return who carries a leg."""
    return leg.kind, leg.vehicle or leg.trip or leg.offer or "", leg.tour or 0


def _pick_ups(plan: Plan) -> Iterable[tuple[tuple[str, str, int], int]]:
    """Yield when service starts at the halt where a vehicle takes a bag."""
    for route in plan.routes:
        for number, tour in enumerate(route.tours):
            for stop in tour.stops:
                for bag in stop.pick_up:
                    yield (bag, route.vehicle, number), stop.start
