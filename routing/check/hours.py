"""Rule T6: route time, shift, one route for a vehicle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.violation import Violation
    from .case import Case, RouteCase


def check_hours(case: Case) -> Iterator[Violation]:
    """Check first loading, last return and the time between."""
    seen: set[str] = set()
    for route in case.routes:
        name = route.vehicle.vehicle_id
        if name in seen:
            yield found(Cause.T6_TWO_ROUTES, name, len(route.tours))
        seen.add(name)
        yield from _route(route, name)


def _route(route: RouteCase, name: str) -> Iterator[Violation]:
    seconds = route.end - route.begin
    if route.route.seconds != seconds:
        yield found(Cause.T6_SECONDS, name, abs(route.route.seconds - seconds))
    if not route.tours:
        return
    vehicle = route.vehicle
    if seconds > vehicle.max_route_duration:
        yield found(Cause.T6_HOURS, name, seconds - vehicle.max_route_duration)
    for outside in (vehicle.shift.early - route.begin, route.end - vehicle.shift.late):
        if outside > 0:
            yield found(Cause.T6_SHIFT, name, outside)
