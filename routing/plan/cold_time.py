"""How long a vehicle's refrigeration runs (rule P1f)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.vehicle import Temperature

from .bulkheads import rooms_of
from .route_cost import route_cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle

    from .model import PlannedBag, Route, Tour


def temperatures(day: Day, bags: Iterable[PlannedBag]) -> dict[str, Temperature]:
    """Return the temperature of each bag whose class is known."""
    return {
        bag.id: day.goods[bag.goods_class].temp
        for bag in bags
        if bag.goods_class in day.goods
    }


def cold_duration(
    vehicle: Vehicle, tours: Sequence[Tour], temps: Mapping[str, Temperature]
) -> int:
    """Return the seconds of the tours on which anything rides in a cold compartment.

    From the begin of loading to the return; ``temps`` are the temperatures of bags.
    """
    return sum(
        tour.end - tour.load_start
        for tour in tours
        if any(temps.get(bag) in _cold_rooms(vehicle, tour) for bag in _handled(tour))
    )


def _cold_rooms(vehicle: Vehicle, tour: Tour) -> set[Temperature]:
    """Return the cold compartments that a tour drives with (R1b)."""
    return set(rooms_of(vehicle, tour)) - {Temperature.AMBIENT}


def with_cold(
    vehicle: Vehicle, route: Route, temps: Mapping[str, Temperature]
) -> Route:
    """Return a vehicle's route with the cents of its refrigeration."""
    seconds = cold_duration(vehicle, route.tours, temps)
    cost = route_cost(vehicle, route.metres, route.seconds, seconds)
    return replace(route, cost_cents=replace(route.cost_cents, cold=cost.cold))


def _handled(tour: Tour) -> Iterator[str]:
    """Yield the bags that come aboard."""
    yield from tour.load
    for stop in tour.stops:
        yield from stop.pick_up
