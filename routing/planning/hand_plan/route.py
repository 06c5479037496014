"""An edited route as the plan states it, and its bags with their legs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.halt import Halt, packed
from routing.plan.model import Leg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.lot import Bag
    from routing.plan.forward import ForwardSchedule
    from routing.plan.halt import TourHalts
    from routing.plan.model import PlannedBag, Route, Tour

    from .tours import TourLoad


def hand_route(
    schedule: ForwardSchedule, tours: Sequence[TourLoad]
) -> tuple[Route, list[PlannedBag]]:
    """Return the route of one vehicle and the bags it carries, with their legs."""
    route = schedule.route(tours[0].vehicle, _halts(tours))
    bags = [
        bag
        for tour, times in zip(tours, route.tours, strict=True)
        for bag in _carried(tour, times)
    ]
    return route, bags


def _halts(tours: Sequence[TourLoad]) -> list[TourHalts]:
    """Return the halts; what boards and leaves on the way is one bag."""
    known: dict[str, Bag] = {}

    def bags(planned: Sequence[PlannedBag]) -> tuple[Bag, ...]:
        return tuple(known.setdefault(bag.id, packed(bag)) for bag in planned)

    return [
        tuple(
            Halt(
                site=halt.site,
                deliver=bags(halt.deliver),
                pick_up=bags(halt.pick_up),
            )
            for halt in tour.halts
        )
        for tour in tours
    ]


def _carried(tour: TourLoad, times: Tour) -> Iterator[PlannedBag]:
    """Yield the bags of a tour with the leg that it is for them."""
    boarded = {bag.id: (tour.begins, times.start) for bag in tour.load}
    left = {bag.id: (tour.ends, times.end) for bag in tour.unload}
    bags = {bag.id: bag for bag in tour.load + tour.unload}
    for halt, stop in zip(tour.halts, times.stops, strict=True):
        for bag in halt.pick_up:
            boarded[bag.id] = halt.site, stop.depart
        for bag in halt.deliver:
            left[bag.id] = halt.site, stop.arrive
        bags |= {bag.id: bag for bag in halt.pick_up + halt.deliver}
    for key, bag in bags.items():
        taken, handed = boarded[key], left[key]
        leg = Leg(
            kind="road",
            from_site=taken[0],
            to_site=handed[0],
            depart=taken[1],
            arrive=handed[1],
            vehicle=tour.vehicle.vehicle_id,
            tour=tour.number,
        )
        yield replace(bag, legs=(leg,))
