"""What one tour does to one bag, and which rests fall into a tour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.plan.services import ROAD

if TYPE_CHECKING:
    from routing.plan.model import Leg, Pause, PlannedBag, Route

    from .tour_left import Left


@dataclass(slots=True)
class Ride:
    """A bag on a tour: when it must be ready, leaves, arrives, and where."""

    ready: int
    depart: int
    arrive: int = 0
    site: str = ""


def rides_on(bag: PlannedBag, vehicle: str, number: int) -> list[int]:
    """Return the legs of a bag that are on one tour, in order."""
    return [
        k
        for k, leg in enumerate(bag.legs)
        if leg.kind == ROAD and (leg.vehicle, leg.tour) == (vehicle, number)
    ]


def ride_of(left: Left, bag: PlannedBag, leg: Leg) -> Ride | None:
    """Return the ride of a leg as the tour is driven; None where it is not made."""
    tour, rides = left.tour, list[Ride]()
    if bag.id in tour.load:
        rides.append(Ride(tour.start, tour.start))
    for stop in tour.stops:
        if bag.id in stop.deliver and rides:
            rides[-1].arrive, rides[-1].site = stop.arrive, stop.site
        if bag.id in stop.pick_up:
            rides.append(Ride(stop.start, stop.depart))
    if bag.id in tour.unload and rides:
        rides[-1].arrive, rides[-1].site = tour.end, left.end
    place = rides_on(bag, leg.vehicle or "", leg.tour or 0).index(bag.legs.index(leg))
    return rides[place] if place < len(rides) and rides[place].site else None


def rests_within(route: Route, number: int, *, final: bool, now: int) -> list[Pause]:
    """Return the rests of a route from a tour's loading to the next one's.

    After the last begun tour only those that have begun.
    """
    begin = 0 if number == 0 else route.tours[number].load_start
    later = (
        route.tours[number + 1].load_start if number + 1 < len(route.tours) else None
    )
    end = route.tours[number].end
    return [
        pause
        for pause in route.pauses
        if begin <= pause.start
        and (later is None or pause.start < later)
        and (pause.start < end or not final or pause.start < now)
    ]
