"""What has begun at an instant: it stays as it is (rule W5d)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.day import LockKind
from routing.plan.services import BUS, ROAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.day import Day
    from routing.domain.past import Past
    from routing.plan.model import Leg, Plan, Route

WAITING = (LockKind.LOADED, LockKind.DEPARTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Tours begun by vehicle and legs begun by bag: so many, from the first on."""

    tours: Mapping[str, int]
    legs: Mapping[str, int]


def outages(day: Day, plan: Plan, now: int) -> dict[str, int]:
    """Return since when vehicles are out that work no more today (rule W5f)."""
    found: dict[str, int] = {}
    for row in day.breakdowns:
        time = now if row.time is None else row.time
        if time <= now:
            found[row.vehicle] = min(time, found.get(row.vehicle, time))
    if plan.past is not None:
        # What was lost before stays lost where it was.
        found.update({loss.vehicle: loss.time for loss in plan.past.losses})
    return found


def begun_of(day: Day, plan: Plan, past: Past, out: Mapping[str, int]) -> Begun:
    """Return what has begun of a plan.

    Parameters
    ----------
    past
        Tours that begin to load before its ``now``, or within its ``hold`` after,
        have begun.
    out
        Vehicles that are out, since when: tours that had not left their base by
        then have not begun.
    """
    found = _Closure(day, past, out)
    tours = {route.vehicle: found.first(route) for route in plan.routes}
    legs = {bag.id: found.services(bag.legs) for bag in plan.bags}
    while True:
        more = False
        for bag in plan.bags:
            count = max(
                (
                    number
                    for number, leg in enumerate(bag.legs, start=1)
                    if _is_driven(leg, tours)
                ),
                default=0,
            )
            count = max(count, legs[bag.id])
            for leg in bag.legs[:count]:
                if (
                    leg.kind == ROAD
                    and found.drives(leg)
                    and not _is_driven(leg, tours)
                ):
                    tours[leg.vehicle or ""] = (leg.tour or 0) + 1
                    more = True
            legs[bag.id] = count
        for route in plan.routes:
            whole = found.whole(route, tours[route.vehicle])
            more = more or whole > tours[route.vehicle]
            tours[route.vehicle] = whole
        if not more:
            return Begun(tours=tours, legs=legs)


def _is_driven(leg: Leg, tours: Mapping[str, int]) -> bool:
    """Tell whether a leg is by road, on a tour that has begun."""
    return leg.kind == ROAD and (leg.tour or 0) < tours.get(leg.vehicle or "", 0)


class _Closure:
    """What has begun by the clock and by locks, before what feeds it is asked."""

    def __init__(self, day: Day, past: Past, out: Mapping[str, int]) -> None:
        self._day, self._now, self._out = day, past.now, out
        self._until = past.now + past.hold

    def first(self, route: Route) -> int:
        """Return the number of tours of a route that have begun."""
        count = 0
        shift = self._shift(route.vehicle)
        since = self._out.get(route.vehicle)
        for number, tour in enumerate(route.tours, start=1):
            late = shift > max(self._now, tour.load_start) and tour.end > self._now
            if tour.load_start < self._until and not late:
                count = number
        if since is not None:
            return min(count, sum(tour.start <= since for tour in route.tours))
        return max(count, self._locked(route, count))

    def drives(self, leg: Leg) -> bool:
        """Tell whether the vehicle of a leg still works."""
        return leg.vehicle in self._day.vehicles and leg.vehicle not in self._out

    def _shift(self, vehicle: str) -> int:
        known = self._day.vehicles.get(vehicle)
        return 0 if known is None else known.shift.early

    def _locked(self, route: Route, count: int) -> int:
        """Return how many tours locks say are loaded or under way."""
        for lock in self._day.locks:
            if lock.kind not in WAITING or lock.vehicle != route.vehicle:
                continue
            if not lock.sites:
                count = max(count, min(len(route.tours), count + 1))
            for number, tour in enumerate(route.tours, start=1):
                if any(stop.site in lock.sites for stop in tour.stops):
                    count = max(count, number)
        return count

    def whole(self, route: Route, count: int) -> int:
        """Return all tours of a route that does not end where it starts (T3a)."""
        car = self._day.vehicles.get(route.vehicle)
        other_end = car is not None and car.start_site != car.end_site
        if count and other_end and route.vehicle not in self._out:
            return len(route.tours)
        return count

    def services(self, legs: tuple[Leg, ...]) -> int:
        """Return the legs up to the last one that a trip or an offer has begun."""
        return max(
            (number for number, leg in enumerate(legs, start=1) if self._has_left(leg)),
            default=0,
        )

    def _has_left(self, leg: Leg) -> bool:
        if leg.kind == ROAD:
            return False
        if leg.kind == BUS:
            # From the cut-off on the goods wait at the stop: nothing is changed then.
            trip = self._day.trips.get(leg.trip or "")
            return trip is not None and leg.depart - trip.cutoff_duration < self._until
        return leg.offer in self._day.offers and leg.depart < self._until
