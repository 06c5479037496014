"""Where tours end: at the base, at the vehicle's end, or where it was lost (W5f)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle

    from .model import Plan, Route


def tour_end(vehicle: Vehicle, route: Route, number: int) -> str:
    """Return the site where tour ``number`` (from 0) of a vehicle's route ends."""
    stands = route.tours[number].stands
    if stands is not None:
        return stands
    last = number == len(route.tours) - 1
    return vehicle.end_site if last else vehicle.start_site


def drives(vehicle: Vehicle, route: Route) -> Iterator[tuple[str, str]]:
    """Yield the site ids of every leg of a route, empty ones included."""
    for number, tour in enumerate(route.tours):
        end = tour_end(vehicle, route, number)
        yield from pairwise(
            [vehicle.start_site, *(stop.site for stop in tour.stops), end]
        )


def with_driven(day: Day, driven: Collection[str]) -> Day:
    """Return the day with the vehicles that are out by now but have driven today."""
    out = {
        row.vehicle.vehicle_id: row.vehicle
        for row in day.vehicles_out
        if row.vehicle.vehicle_id not in day.vehicles
        and row.vehicle.vehicle_id in driven
    }
    return replace(day, vehicles={**day.vehicles, **out}) if out else day


def day_of(day: Day, plan: Plan) -> Day:
    """Return the day of a plan: of a re-plan, with all vehicles that have driven."""
    if plan.past is None:
        return day
    return with_driven(day, {route.vehicle for route in plan.routes})
