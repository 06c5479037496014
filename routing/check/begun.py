"""What of an earlier plan has begun when another one carries it on (W5d)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..domain.day import LockKind
from .trail import BUS, HANDOVER, ROAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..domain.day import Day
    from ..domain.past import Breakdown, Loss, Past
    from ..domain.vehicle import Vehicle
    from ..plan.model import Leg, Plan, PlannedBag, Route, Tour

GONE = (LockKind.LOADED, LockKind.DEPARTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What of an earlier plan has begun at ``now``.

    ``tours`` counts the begun tours of each vehicle from its first, ``legs`` those
    of each bag. ``fleet`` are the vehicles of the day, out today or not;
    ``broken`` says since when some of them work no more, and where they stand;
    ``asked`` are the bags that today's consignments still ask for as they are.
    ``before`` is the day as the earlier plan had it, None where nobody kept it.
    """

    now: int
    earlier: Plan
    fleet: Mapping[str, Vehicle]
    routes: Mapping[str, Route]
    bags: Mapping[str, PlannedBag]
    tours: Mapping[str, int]
    legs: Mapping[str, int]
    broken: Mapping[str, tuple[int, str | None]]
    asked: frozenset[str]
    before: Day | None = None

    @property
    def lost_before(self) -> dict[str, Loss]:
        """Vehicles that were lost already when the earlier plan was made."""
        past = self.earlier.past
        return {loss.vehicle: loss for loss in past.losses} if past else {}


def read_begun(day: Day, earlier: Plan, past: Past, before: Day | None = None) -> Begun:
    """Find what has begun, and what brings goods to it, again and again (W5d)."""
    now, until = past.now, past.now + past.hold
    fleet = {row.vehicle.vehicle_id: row.vehicle for row in day.vehicles_out}
    fleet.update(day.vehicles)
    routes: dict[str, Route] = {}
    for route in earlier.routes:
        if route.vehicle in fleet:
            routes.setdefault(route.vehicle, route)
    broken = _broken(day, now)
    search = _Search(day, earlier, until)
    for name, route in routes.items():
        search.most[name] = _most(route, broken.get(name))
        search.raise_tours(name, _driven(day, fleet[name], route, past))
    search.close({name: fleet[name] for name in routes}, routes)
    return Begun(
        now=now,
        earlier=earlier,
        fleet=fleet,
        routes=routes,
        bags={bag.id: bag for bag in reversed(earlier.bags)},
        tours=search.tours,
        legs=search.legs,
        broken=broken,
        asked=_asked(day, earlier),
        before=before,
    )


def _asked(day: Day, earlier: Plan) -> frozenset[str]:
    """Return the bags all of whose goods are asked for in full today (M3c)."""
    packed: dict[str, int] = {}
    for bag in earlier.bags:
        for key, items in bag.contents.items():
            packed[key] = packed.get(key, 0) + items
    due = {row.consignment_id: row.items for row in day.consignments}
    return frozenset(
        bag.id
        for bag in earlier.bags
        if all(packed[key] <= due.get(key, 0) for key in bag.contents)
    )


def _broken(day: Day, now: int) -> dict[str, tuple[int, str | None]]:
    """Return since when vehicles are lost: an instant to come loses nothing (W5f)."""

    def since(row: Breakdown) -> int:
        return now if row.time is None else row.time

    rows = sorted((r for r in day.breakdowns if since(r) <= now), key=since)
    return {row.vehicle: (since(row), row.site) for row in reversed(rows)}


def _most(route: Route, broken: tuple[int, str | None] | None) -> int:
    """Return how many tours can have begun: a lost vehicle leaves its base no more."""
    for number, tour in enumerate(route.tours):
        if broken is not None and tour.start > broken[0]:
            return number
    return len(route.tours)


def _driven(day: Day, vehicle: Vehicle, route: Route, past: Past) -> int:
    """Return how many tours have begun by the clock, and by what is locked."""
    until = past.now + past.hold
    clock = [
        number
        for number, tour in enumerate(route.tours, 1)
        if tour.load_start < until and not _is_late(vehicle, tour, past.now)
    ]
    count = least = max(clock, default=0)
    for lock in day.locks:
        if lock.kind not in GONE or lock.vehicle != route.vehicle:
            continue
        held = [
            number
            for number, tour in enumerate(route.tours, 1)
            if any(stop.site in lock.sites for stop in tour.stops)
        ]
        count = max(count, max(held, default=0) if lock.sites else least + 1)
    return count


def _is_late(vehicle: Vehicle, tour: Tour, now: int) -> bool:
    """Tell whether the driver of a tour has not come yet."""
    return vehicle.shift.early > max(now, tour.load_start) and tour.end > now


class _Search:
    """Tours and legs that have begun, closed under what brings goods to them."""

    def __init__(self, day: Day, earlier: Plan, now: int) -> None:
        self.most: dict[str, int] = {}
        self.tours: dict[str, int] = {}
        past = earlier.past
        self.lost = {loss.vehicle for loss in past.losses} if past else set()
        self.bags = earlier.bags
        self.legs: dict[str, int] = {}
        for bag in earlier.bags:
            gone = [n for n, leg in enumerate(bag.legs, 1) if _left(day, leg, now)]
            self.legs[bag.id] = max(gone, default=0)

    def raise_tours(self, vehicle: str, count: int) -> bool:
        """Let so many tours of a vehicle have begun; tell whether that is new."""
        count = min(count, self.most.get(vehicle, 0))
        if count <= self.tours.get(vehicle, 0):
            return False
        self.tours[vehicle] = count
        return True

    def close(self, fleet: Mapping[str, Vehicle], routes: Mapping[str, Route]) -> None:
        for name in (name for name in routes if name in self.lost):
            self.most[name] = len(routes[name].tours)
            self.raise_tours(name, self.most[name])
        found = True
        while found:
            found = False
            for name, vehicle in fleet.items():
                whole = vehicle.start_site != vehicle.end_site
                if whole and self.tours.get(name):
                    found |= self.raise_tours(name, len(routes[name].tours))
            for bag in self.bags:
                found |= self._bring(bag)

    def _bring(self, bag: PlannedBag) -> bool:
        """Let what brings a bag to a begun leg have begun."""
        last = self.legs[bag.id]
        for number, leg in enumerate(bag.legs, 1):
            if leg.kind == ROAD and (leg.tour or 0) < self.tours.get(
                leg.vehicle or "", 0
            ):
                last = max(last, number)
        found = last > self.legs[bag.id]
        self.legs[bag.id] = last
        for leg in bag.legs[:last]:
            if leg.kind == ROAD and leg.vehicle and leg.tour is not None:
                found |= self.raise_tours(leg.vehicle, leg.tour + 1)
        return found


def _left(day: Day, leg: Leg, now: int) -> bool:
    """Tell whether the cut-off of a trip or an offer that runs is over."""
    if leg.kind == BUS:
        trip = day.trips.get(leg.trip or "")
        return trip is not None and leg.depart - trip.cutoff_duration < now
    return leg.kind == HANDOVER and leg.offer in day.offers and leg.depart < now
