"""The legs of a tour: from where to where, how far, and what is on board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.plan.tour_ends import tour_end
from routing.travel.matrix import Source
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from routing.domain.day import Day
    from routing.plan.model import Plan, Route, Stop, Tour
    from routing.travel.matrix import Travel

from .figures import load_factor


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadLeg:
    """One drive between two halts (or the base), with its load and source."""

    vehicle: str
    tour: int
    from_site: str
    to_site: str
    depart: int
    arrive: int
    metres: int
    source: Source
    load_factor: Fraction

    @property
    def estimated(self) -> bool:
        """Whether the distance is estimated, not measured on roads."""
        return self.source is Source.ESTIMATE


def tour_legs(
    day: Day, travel: Travel, route: Route, number: int
) -> tuple[RoadLeg, ...]:
    """Return the legs of tour ``number`` (from 0) in driving order."""
    vehicle = day.vehicles[route.vehicle]
    matrix = travel.of(profile_of(vehicle))
    tour = route.tours[number]
    home = tour_end(vehicle, route, number)
    # Every halt with the load on leaving it, the base first.
    halts: list[tuple[str, int, Tour | Stop]] = [
        (vehicle.start_site, tour.start, tour),
        *((stop.site, stop.depart, stop) for stop in tour.stops),
    ]
    ends = [*((stop.site, stop.arrive) for stop in tour.stops), (home, tour.end)]
    legs = []
    for (site, depart, load), (to_site, arrive) in zip(halts, ends, strict=True):
        pair = travel.index[site], travel.index[to_site]
        legs.append(
            RoadLeg(
                vehicle=route.vehicle,
                tour=number,
                from_site=site,
                to_site=to_site,
                depart=depart,
                arrive=arrive,
                metres=int(matrix.metres[pair]),
                source=Source(int(matrix.source[pair])),
                load_factor=load_factor(vehicle, tour, load),
            )
        )
    return tuple(legs)


def plan_legs(day: Day, travel: Travel, plan: Plan) -> Iterator[RoadLeg]:
    """Yield every leg of the plan, route by route."""
    for route in plan.routes:
        for number in range(len(route.tours)):
            yield from tour_legs(day, travel, route, number)
