"""How the bulkhead of a vehicle is set on each tour (rule R1b)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.domain.cold import rides_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.cold import ColdNeeds
    from routing.domain.vehicle import Temperature, Vehicle

    from .model import Route, Tour


@dataclass(frozen=True, slots=True)
class Packed:
    """What a bag takes: its needs, and cm³."""

    needs: ColdNeeds
    cm3: int


def rooms_of(vehicle: Vehicle, tour: Tour) -> Mapping[Temperature, int]:
    """Return the compartments that a tour drives with, in usable cm³.

    Those of the first alternative where the vehicle does not have the tour's.
    """
    known = vehicle.alternatives
    return known[tour.bulkhead if tour.bulkhead < len(known) else 0]


def with_bulkheads(
    vehicle: Vehicle,
    route: Route,
    bags: Mapping[str, Packed],
    wished: Sequence[int] = (),
) -> Route:
    """Return a route with the alternative of every tour.

    The wished one where all loads have room in it, else the first of the table that
    has; the first where none has, for the judge to say by how much. ``wished`` are by
    tour, ``bags`` by id; others take no room.
    """
    if not vehicle.bulkheads:
        return route
    tours = []
    for number, tour in enumerate(route.tours):
        order = [*wished[number : number + 1], *range(len(vehicle.alternatives))]
        fitting = (
            x
            for x in order
            if x < len(vehicle.alternatives)
            and _fits(vehicle.alternatives[x], tour, bags)
        )
        tours.append(replace(tour, bulkhead=next(fitting, 0)))
    return replace(route, tours=tuple(tours))


def _fits(
    rooms: Mapping[Temperature, int], tour: Tour, bags: Mapping[str, Packed]
) -> bool:
    """Tell whether all loads of a tour have room in some compartments (R1, C1b)."""
    used: dict[Temperature, int] = {}
    for signed in _changes(tour):
        for name, sign in signed:
            bag = bags.get(name)
            if bag is not None:
                where = rides_in(bag.needs, rooms)
                used[where] = used.get(where, 0) + sign * bag.cm3
        if any(cm3 > rooms.get(where, 0) for where, cm3 in used.items()):
            return False
    return True


def _changes(tour: Tour) -> Iterator[list[tuple[str, int]]]:
    """Yield what comes aboard (1) and leaves (-1) before each leg."""
    yield [(bag, 1) for bag in tour.load]
    for stop in tour.stops:
        yield [
            *((bag, -1) for bag in stop.deliver),
            *((bag, 1) for bag in stop.pick_up),
        ]
