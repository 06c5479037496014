"""What comes of what has begun: tours as they are driven, bags where they get to.

A cancelled trip, a lost vehicle or a site that is shut makes bags miss what was to
take them on, and so on: all is driven again until nothing more is missed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routing.domain.past import Loss
from routing.plan.services import BUS, ROAD
from routing.plan.transfer_time import transfer_durations

from .begun import begun_of, outages
from .rides import rests_within, ride_of, rides_on
from .told import by_id
from .tour_left import Change, ToursLeft

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.day import Day
    from routing.domain.past import Past
    from routing.domain.vehicle import Vehicle
    from routing.plan.model import Leg, Pause, Plan, PlannedBag, Route, Tour
    from routing.travel.matrix import Travel

    from .tour_left import Left


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A bag after all that has begun: its legs so far, and where it then is.

    ``ready`` is when it can be taken on there; ``passed`` are the sites where it
    was, its origin first. ``arrived``: it is where it was to go; ``aboard``: it is
    still in a vehicle that was lost, or came back to its base.
    """

    bag: PlannedBag
    legs: tuple[Leg, ...]
    site: str
    ready: int
    passed: tuple[str, ...]
    arrived: bool
    aboard: bool = False


@dataclass(slots=True, kw_only=True)
class Going:
    """The begun part of a day as it is driven.

    ``tours`` and ``pauses`` by vehicle, vehicles of the earlier plan's routes;
    ``standing`` by bag.
    """

    plan: Plan
    now: int
    hold: int = 0
    losses: dict[str, Loss] = field(default_factory=dict)
    cars: dict[str, Vehicle] = field(default_factory=dict)
    tours: dict[str, tuple[Tour, ...]] = field(default_factory=dict)
    pauses: dict[str, tuple[Pause, ...]] = field(default_factory=dict)
    standing: dict[str, Standing] = field(default_factory=dict)


def going_on(before: Day, day: Day, travel: Travel, plan: Plan, past: Past) -> Going:
    """Drive what has begun of a told plan.

    Parameters
    ----------
    before, day
        As the earlier plan had it, and as it is today.
    plan
        The earlier plan, told with today's consignments and times.
    past
        What begins to load or leaves before its ``now``, or within its ``hold``
        after, has begun.
    """
    now = past.now
    cars = {out.vehicle.vehicle_id: out.vehicle for out in day.vehicles_out}
    cars.update(before.vehicles)
    cars.update(day.vehicles)
    out = outages(day, plan, now)
    begun = begun_of(day, plan, past, out)
    going = Going(plan=plan, now=now, hold=past.hold, cars=cars)
    going.losses = dict(_losses(going, day, out, begun.tours))
    rules = ToursLeft((before, day), travel, by_id(plan), now)
    rounds = _Rounds(going, day, rules, begun.legs)
    rounds.settle(begun.tours)
    return going


def _losses(
    going: Going, day: Day, out: Mapping[str, int], begun: Mapping[str, int]
) -> Iterator[tuple[str, Loss]]:
    """Yield the vehicles that are lost on a begun tour, and where they stand."""
    plan, cars = going.plan, going.cars
    former = () if plan.past is None else plan.past.losses
    known = {loss.vehicle: loss for loss in former}
    stands = {row.vehicle: row.site for row in reversed(day.breakdowns) if row.site}
    for route in plan.routes:
        name = route.vehicle
        if name in known:
            yield name, known[name]
            continue
        count = begun.get(name, 0)
        if name not in out or not count:
            continue
        tour = route.tours[count - 1]
        if tour.end > out[name]:
            done = [stop.site for stop in tour.stops if stop.start <= out[name]]
            site = stands.get(name) or [cars[name].start_site, *done][-1]
            yield name, Loss(vehicle=name, time=out[name], site=site)


class _Rounds:
    """Drives the begun tours until no bag misses anything more."""

    def __init__(
        self, going: Going, day: Day, rules: ToursLeft, legs: Mapping[str, int]
    ) -> None:
        self._going, self._day, self._rules, self._legs = going, day, rules, legs
        self._rows = {row.consignment_id: row for row in day.consignments}
        self._failed: set[tuple[str, int]] = set()
        self._left: dict[tuple[str, int], Left] = {}

    def settle(self, begun: Mapping[str, int]) -> None:
        going = self._going
        while True:
            for route in going.plan.routes:
                self._drive(route, begun.get(route.vehicle, 0))
            failed = set(self._failed)
            for bag in going.plan.bags:
                going.standing[bag.id] = self._stand(bag)
            if failed == self._failed:
                return

    def _drive(self, route: Route, count: int) -> None:
        going, name = self._going, route.vehicle
        car = going.cars.get(name)
        if car is None or not count:
            going.tours[name], going.pauses[name] = (), ()
            return
        former = going.plan.past
        standing = {loss.vehicle for loss in former.losses} if former else set()
        tours, pauses, begin = [], [], 0
        for number, tour in enumerate(route.tours[:count]):
            final = number == count - 1
            loss = going.losses.get(name) if final else None
            change = Change(
                absent=self._absent(name, number, tour),
                begin=begin,
                # Who was lost before has ended where it stands already.
                loss=None if name in standing else loss,
            )
            left = self._rules.left(
                car,
                tour,
                self._end(route, number, car),
                rests_within(route, number, final=final, now=going.now),
                change,
            )
            self._left[name, number] = left
            tours.append(left.tour)
            pauses += left.pauses
            begin = left.tour.end
        going.tours[name], going.pauses[name] = tuple(tours), tuple(pauses)

    def _end(self, route: Route, number: int, car: Vehicle) -> str:
        """Return where a tour ends by the earlier plan."""
        last = number == len(route.tours) - 1
        former = self._going.plan.past
        if last and former is not None:
            for loss in former.losses:
                if loss.vehicle == route.vehicle:
                    return loss.site
        return car.end_site if last else car.start_site

    def _absent(self, vehicle: str, number: int, tour: Tour) -> set[tuple[str, int]]:
        """Return the bags of a tour that are not there, at which time of boarding."""
        bags = by_id(self._going.plan)
        taken = {*tour.load, *(bag for stop in tour.stops for bag in stop.pick_up)}
        return {
            (name, times)
            for name in taken
            if name in bags
            for times, k in enumerate(rides_on(bags[name], vehicle, number))
            if (name, k) in self._failed
        }

    def _stand(self, bag: PlannedBag) -> Standing:
        """Follow a bag along its begun legs, as far as it gets."""
        legs: list[Leg] = []
        site, time = bag.origin, 0
        begun = bag.legs[: self._legs[bag.id]]
        for k, leg in enumerate(begun):
            # Trips and offers stand in the plan at today's times already.
            late = bool(legs) and (
                legs[-1].kind != ROAD or time > bag.legs[k - 1].arrive
            )
            missed = late and self._ready(bag, legs) > self._needed(bag, leg)
            if missed or leg.from_site != site or (bag.id, k) in self._failed:
                made = None
            else:
                made = self._made(bag, leg)
            if made is None:
                # What was to follow waits for it in vain.
                self._failed |= {(bag.id, n) for n in range(k, len(begun))}
                break
            legs.append(made)
            site, time = made.to_site, made.arrive
        arrived = bool(legs) and site == bag.destination
        return Standing(
            bag=bag,
            legs=tuple(legs),
            site=site,
            ready=self._ready(bag, legs),
            passed=(bag.origin, *(leg.to_site for leg in legs)),
            arrived=arrived,
            aboard=bool(legs) and self._is_odd(bag, legs[-1]),
        )

    def _ready(self, bag: PlannedBag, legs: list[Leg]) -> int:
        """Return when a bag is ready after some legs (rules T4a, W6c)."""
        if not legs:
            rows = (self._rows.get(key) for key in bag.contents)
            return max((row.ready_time for row in rows if row), default=0)
        last = legs[-1]
        if self._is_odd(bag, last):
            return last.arrive
        sites = [leg.to_site for leg in legs]
        return last.arrive + transfer_durations(self._day, bag, sites, self._rows)[-1]

    def _is_odd(self, bag: PlannedBag, leg: Leg) -> bool:
        """Tell whether a leg ends where a vehicle was lost, or back at the base."""
        if leg.kind != ROAD:
            return False
        planned = bag.legs[: self._legs[bag.id]]
        return all(leg.to_site != p.to_site or leg.tour != p.tour for p in planned)

    def _needed(self, bag: PlannedBag, leg: Leg) -> int:
        """Return by when a bag must be ready for a leg."""
        if leg.kind == BUS:
            return leg.depart - self._day.trips[leg.trip or ""].cutoff_duration
        if leg.kind != ROAD:
            return leg.depart
        left = self._left.get((leg.vehicle or "", leg.tour or 0))
        ride = None if left is None else ride_of(left, bag, leg)
        return leg.depart if ride is None else ride.ready

    def _made(self, bag: PlannedBag, leg: Leg) -> Leg | None:
        """Return a begun leg as it is made; None where it is not."""
        if leg.kind == BUS:
            return leg if leg.trip in self._day.trips else None
        if leg.kind != ROAD:
            return leg
        left = self._left.get((leg.vehicle or "", leg.tour or 0))
        ride = None if left is None else ride_of(left, bag, leg)
        if ride is None:
            return None
        return replace(leg, depart=ride.depart, arrive=ride.arrive, to_site=ride.site)
