"""Rule D1, kilometres: what is driven, how far in a day, on which roads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.vehicle import VehicleClass
from ..travel.matrix import Source
from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.violation import Violation
    from .case import Case, RouteCase, TourCase


def check_distance(case: Case) -> Iterator[Violation]:
    """Check the metres of every route against matrix and limit."""
    for route in case.routes:
        yield from _route(route)
        for tour in route.tours:
            yield from _roads(case, tour)
    yield from _sources(case)


def _route(route: RouteCase) -> Iterator[Violation]:
    name, metres = route.vehicle.vehicle_id, route.metres
    if metres is None:
        return
    if route.route.metres != metres:
        yield found(Cause.D1_METRES, name, abs(route.route.metres - metres))
    limit = route.vehicle.max_m
    if limit is not None and metres > limit:
        yield found(Cause.D1_MAX_KM, name, metres - limit)


def _roads(case: Case, tour: TourCase) -> Iterator[Violation]:
    """Legs without a way, or along a road that is closed today.

    A closed pair whose figures are those of a detour may be driven.
    """
    flies = tour.vehicle.vehicle_class is VehicleClass.DRONE
    for drive in tour.drives:
        known = drive.from_site in case.day.sites and drive.to_site in case.day.sites
        if not known:
            continue  # Reported as an unknown site.
        if drive.metres is None:
            yield found(Cause.D1_UNREACHABLE, drive.where, 1)
        elif (
            not flies
            and (drive.from_site, drive.to_site) in case.day.closed_roads
            and drive.source is not Source.PATH
        ):
            yield found(Cause.W5_ROAD_CLOSED, drive.where, 1)


def _sources(case: Case) -> Iterator[Violation]:
    """Compare the metres by source of the figure, when all can be known."""
    drives = [drive for tour in case.tours() for drive in tour.drives]
    followed = len(case.routes) == len(case.plan.routes)
    if not followed or any(drive.metres is None for drive in drives):
        return
    balance = dict(case.plan.distance_sources)
    for drive in drives:
        name = drive.source.name.lower()
        balance[name] = balance.get(name, 0) - (drive.metres or 0)
    for name, difference in balance.items():
        if difference:
            yield found(Cause.D1_SOURCES, name, abs(difference))
