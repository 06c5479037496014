"""How long bags are outside their temperature on their way (C1c), from a plan alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.cold import cold_needs

from .services import HANDOVER, ROAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.cold import ColdNeeds
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.vehicle import Temperature

    from .model import Leg, PlannedBag, Route, Tour

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ridden:
    """A leg of a bag with its instants B and E (C1c).

    By road ``tour`` and the halts, from 0, where it is taken on and handed over;
    None: at the base.
    """

    leg: Leg
    begin: int
    end: int
    tour: Tour | None = None
    on_halt: int | None = None
    off_halt: int | None = None


class Outside:
    """Follows the bags of one plan; contents must be known to the day."""

    def __init__(
        self, day: Day, routes: Sequence[Route], bags: Sequence[PlannedBag]
    ) -> None:
        self._day = day
        self._rows: Mapping[str, Consignment] = {
            row.consignment_id: row for row in day.consignments
        }
        self._tours = {
            (route.vehicle, number): tour
            for route in routes
            for number, tour in enumerate(route.tours)
        }
        self._needs = {bag.id: self.needs(bag) for bag in bags}

    def needs(self, bag: PlannedBag) -> ColdNeeds:
        """Return what keeping a bag cold asks for."""
        goods = [self._day.goods[self._rows[key].goods_class] for key in bag.contents]
        return cold_needs(goods, self._day.boxes.get(bag.box or ""))

    def rides(self, bag: PlannedBag) -> list[Ridden]:
        """Return the legs of a bag in order."""
        return [self._ridden(bag, leg) for leg in bag.legs]

    def _ridden(self, bag: PlannedBag, leg: Leg) -> Ridden:
        if leg.kind == HANDOVER:
            return Ridden(leg, leg.depart, leg.arrive)
        if leg.kind != ROAD:
            cutoff = self._day.trips[leg.trip or ""].cutoff_duration
            return Ridden(leg, leg.depart - cutoff, leg.arrive)
        tour = self._tours[leg.vehicle or "", leg.tour or 0]
        on = next(
            (
                n
                for n, stop in enumerate(tour.stops)
                if bag.id in stop.pick_up and stop.site == leg.from_site
            ),
            None,
        )
        off = next(
            (
                n
                for n, stop in enumerate(tour.stops)
                if bag.id in stop.deliver and stop.site == leg.to_site
            ),
            None,
        )
        begin = tour.start if on is None else tour.stops[on].start
        end = tour.end if off is None else tour.stops[off].start
        return Ridden(leg, begin, end, tour, on, off)

    def seconds(self, bag: PlannedBag, begin: int, end: int) -> int:
        """Return the seconds outside between two instants, foam taken off (P5a).

        Open doors count in full. What boxes keep does not count (C2c).
        """
        needs, rides = self._needs[bag.id], self.rides(bag)
        if not needs.is_cold or not rides:
            return 0
        doors = 0 if needs.box else sum(self._doors(bag, ride) for ride in rides)
        if needs.box:
            first = rides[0]
            hand = 0 if first.tour is None else self._hand(bag, first, taken=True)
            at_base = first.on_halt is None
            begin = max(begin, first.begin - (hand if at_base else 0) + needs.box)
        cut = ((max(a, begin), min(b, end)) for a, b in self._spans(bag, rides))
        spent = _union(sorted((a, b) for a, b in cut if a < b))
        return max(0, spent + doors - needs.pack)

    def _spans(self, bag: PlannedBag, rides: list[Ridden]) -> Iterator[Span]:
        """Yield all that is outside; stretches may overlap."""
        temp, day = self._needs[bag.id].temp, self._day
        cooled = [self._rows[key].precooled_time for key in bag.contents]
        since = min((time for time in cooled if time is not None), default=None)
        for ride in rides:
            if since is not None and not day.sites[ride.leg.from_site].keeps(temp):
                yield since, ride.begin
            if ride.leg.kind == HANDOVER:
                named = day.offers[ride.leg.offer or ""].goods_classes
                inside = {self._rows[key].goods_class for key in bag.contents}
                if not inside <= set(named):
                    yield ride.begin, ride.end
            elif ride.tour is None:
                yield ride.begin, ride.end
            else:
                hand = self._hand(bag, ride, taken=True)
                if ride.on_halt is None:
                    yield ride.begin - hand, ride.begin
                else:
                    yield ride.begin, ride.begin + hand
                if not self._is_kept(bag, ride):
                    yield ride.begin, ride.end
                yield ride.end, ride.end + self._hand(bag, ride, taken=False)
            since = ride.end

    def _is_kept(self, bag: PlannedBag, ride: Ridden) -> bool:
        car = self._day.vehicles[ride.leg.vehicle or ""]
        return self._needs[bag.id].temp in car.compartments_cm3

    def _hand(self, bag: PlannedBag, ride: Ridden, *, taken: bool) -> int:
        """Return the seconds of a hand at one end of a ride by road."""
        leg = ride.leg
        site = self._day.sites[leg.from_site if taken else leg.to_site]
        halt = ride.on_halt if taken else ride.off_halt
        service = 0 if halt is None else site.service_duration
        return service + site.sec_per_item * sum(bag.contents.values())

    def _doors(self, bag: PlannedBag, ride: Ridden) -> int:
        """Return the seconds of doors opened for others on a kept ride."""
        if ride.tour is None or not self._is_kept(bag, ride):
            return 0
        car = self._day.vehicles[ride.leg.vehicle or ""]
        temp = self._needs[bag.id].temp
        first = 0 if ride.on_halt is None else ride.on_halt + 1
        opened = sum(
            any(
                self._rides_in(other, temp, car.compartments_cm3)
                for other in (*stop.deliver, *stop.pick_up)
            )
            for stop in ride.tour.stops[first : ride.off_halt]
        )
        return opened * self._day.settings.door_open_duration

    def _rides_in(
        self, bag: str, temp: Temperature, rooms: Mapping[Temperature, int]
    ) -> bool:
        needs = self._needs.get(bag)
        return needs is not None and needs.temp is temp and temp in rooms


def _union(spans: list[Span]) -> int:
    """Return the seconds that sorted spans cover together."""
    total, reached = 0, 0
    for begin, end in spans:
        total += max(0, end - max(begin, reached))
        reached = max(reached, end)
    return total
