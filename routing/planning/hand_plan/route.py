"""An edited route as the plan states it: stops, loads, legs of its bags, cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.domain.units import distance_cents, duration_cents
from routing.plan.model import Leg, Route, RouteCost, Stop, Tour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.plan.model import PlannedBag

    from .drive import RouteClock, TourClock
    from .tours import TourLoad


@dataclass(slots=True)
class _Load:
    """What is on board."""

    grams: int = 0
    cm3: int = 0
    items: int = 0

    def put(self, bags: Sequence[PlannedBag], sign: int) -> None:
        for bag in bags:
            self.grams += sign * bag.grams
            self.cm3 += sign * bag.cm3
            self.items += sign * sum(bag.items.values())


def hand_route(
    tours: Sequence[TourLoad], clock: RouteClock
) -> tuple[Route, list[PlannedBag]]:
    """Return the route of one vehicle and the bags it carries, with their legs."""
    car = tours[0].vehicle
    metres = sum(tour.metres for tour in clock.tours)
    seconds = clock.end - clock.begin
    route = Route(
        vehicle=car.vehicle_id,
        tours=tuple(
            _tour(tour, times) for tour, times in zip(tours, clock.tours, strict=True)
        ),
        pauses=tuple(clock.pauses),
        metres=metres,
        seconds=seconds,
        cost_cents=RouteCost(
            fixed=car.fixed_cents,
            km=distance_cents(metres, car.micro_yuan_per_km),
            hours=duration_cents(seconds, car.micro_yuan_per_hour),
        ),
    )
    bags = [
        bag
        for tour, times in zip(tours, clock.tours, strict=True)
        for bag in _carried(tour, times)
    ]
    return route, bags


def _tour(tour: TourLoad, times: TourClock) -> Tour:
    load = _Load()
    load.put(tour.load, 1)
    at_start = replace(load)
    stops = []
    for halt, (arrive, start, depart) in zip(tour.halts, times.halts, strict=True):
        load.put(halt.deliver, -1)
        load.put(halt.pick_up, 1)
        stops.append(
            Stop(
                site=halt.site,
                arrive=arrive,
                start=start,
                depart=depart,
                deliver=tuple(bag.id for bag in halt.deliver),
                pick_up=tuple(bag.id for bag in halt.pick_up),
                load_g=load.grams,
                load_cm3=load.cm3,
                load_items=load.items,
            )
        )
    return Tour(
        load_start=times.load_start,
        start=times.start,
        end=times.end,
        load=tuple(bag.id for bag in tour.load),
        unload=tuple(bag.id for bag in tour.unload),
        load_g=at_start.grams,
        load_cm3=at_start.cm3,
        load_items=at_start.items,
        stops=tuple(stops),
    )


def _carried(tour: TourLoad, times: TourClock) -> list[PlannedBag]:
    """Return the bags of a tour with the leg that it is for them."""
    boarded = {bag.id: (tour.begins, times.start) for bag in tour.load}
    left = {bag.id: (tour.ends, times.end) for bag in tour.unload}
    bags = {bag.id: bag for bag in tour.load + tour.unload}
    for halt, (arrive, _, depart) in zip(tour.halts, times.halts, strict=True):
        for bag in halt.pick_up:
            boarded[bag.id] = halt.site, depart
            bags[bag.id] = bag
        for bag in halt.deliver:
            left[bag.id] = halt.site, arrive
            bags[bag.id] = bag
    return [
        replace(bag, legs=(_leg(tour, boarded[key], left[key]),))
        for key, bag in bags.items()
    ]


def _leg(tour: TourLoad, taken: tuple[str, int], handed: tuple[str, int]) -> Leg:
    return Leg(
        kind="road",
        from_site=taken[0],
        to_site=handed[0],
        depart=taken[1],
        arrive=handed[1],
        vehicle=tour.vehicle.vehicle_id,
        tour=tour.number,
    )
