"""What a plan adds up to beside its cost: penalties, metres by source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.consignment import Priority
from routing.plan.tour_ends import drives
from routing.travel.matrix import UNREACHABLE, Source
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.plan.model import Route, Unserved
    from routing.travel.matrix import Travel


def penalty_sum(day: Day, routes: Sequence[Route], unserved: Iterable[Unserved]) -> int:
    """Return the penalties that stand beside the cost, in cents (P3a)."""
    cents = 0
    if day.settings.economic_deferral:
        prices = day.settings.penalty_cents
        for row in unserved:
            priority = Priority(row.priority) if row.priority else Priority.NORMAL
            cents += row.items * prices.get(priority, 0)
    if day.settings.keep_usual:
        for route in routes:
            for tour in route.tours:
                for stop in tour.stops:
                    usual = day.sites[stop.site].usual_vehicle
                    if usual in day.vehicles and usual != route.vehicle:
                        cents += day.settings.unusual_vehicle_cents
    return cents


def source_sums(day: Day, travel: Travel, routes: Sequence[Route]) -> dict[str, int]:
    """Return the metres driven by source of the distance; nothing of no way."""
    driven: dict[str, int] = {}
    for route in routes:
        if route.vehicle not in day.vehicles:
            continue
        car = day.vehicles[route.vehicle]
        matrix = travel.of(profile_of(car))
        for frm, to in drives(car, route):
            row, column = travel.index[frm], travel.index[to]
            metres = int(matrix.metres[row, column])
            if frm != to and metres < UNREACHABLE:
                name = Source(int(matrix.source[row, column])).name.lower()
                driven[name] = driven.get(name, 0) + metres
    return dict(sorted(driven.items()))


def metres_of(travel: Travel, vehicle: Vehicle, legs: Iterable[tuple[str, str]]) -> int:
    """Return the metres of some drives of a vehicle; nothing of no way."""
    matrix = travel.of(profile_of(vehicle))
    found = (
        int(matrix.metres[travel.index[here], travel.index[there]])
        for here, there in legs
    )
    return sum(metres for metres in found if metres < UNREACHABLE)
