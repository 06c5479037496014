"""Stops with typed times: what serving and driving took, beside what was planned."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from routing.plan.actuals.model import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.plan.actuals.closed import Done
    from routing.plan.model import Plan, Route, Stop, Tour

Place = tuple[str, int, int]
"""Vehicle, tour from 0, stop from 1."""


def visits(day: Day, plan: Plan, done: tuple[Done, ...]) -> tuple[Visit, ...]:
    """Return the stops of which something was typed, in the order of the plan.

    Serving is known where both times of a stop are; the way to a stop where the
    stop before has a time. When the vehicle left there is what was typed, else its
    time with the planned service. A way with a planned rest on it, or with waiting
    at its end, says nothing of speed.
    """
    clock = _Clock(done)
    found: list[Visit] = []
    for route in plan.routes:
        for number, tour in enumerate(route.tours):
            found.extend(_of_tour(day, route, (number, tour), clock))
    return tuple(found)


class _Clock:
    """The times and items typed for each stop."""

    def __init__(self, done: tuple[Done, ...]) -> None:
        self.came: dict[Place, int] = {}
        self.left: dict[Place, int] = {}
        self.items: Counter[Place] = Counter()
        for one in done:
            row = one.row
            if row.carrier_kind != "road" or row.tour is None or row.order is None:
                continue
            place = row.carrier, row.tour, row.order
            self.items[place] += one.items
            if one.typed is None:
                continue
            if one.typed.time is not None:
                came = self.came.get(place, one.typed.time)
                self.came[place] = min(came, one.typed.time)
            if one.typed.left is not None:
                left = self.left.get(place, one.typed.left)
                self.left[place] = max(left, one.typed.left)


def _of_tour(
    day: Day, route: Route, counted: tuple[int, Tour], clock: _Clock
) -> Iterator[Visit]:
    number, tour = counted
    vehicle = day.vehicles.get(route.vehicle)
    before: Stop | None = None
    gone: int | None = None
    for order, stop in enumerate(tour.stops, start=1):
        place = route.vehicle, number, order
        came, left = clock.came.get(place), clock.left.get(place)
        service = left - came if came is not None and left is not None else None
        drive = None
        if before is not None and came is not None and gone is not None:
            drive = came - gone if _plain(route, before, stop) else None
        site = day.sites.get(stop.site)
        if site is not None and (service is not None or drive is not None):
            yield Visit(
                vehicle=route.vehicle,
                profile=vehicle.speed_profile if vehicle is not None else "",
                site=stop.site,
                level=site.level.value,
                items=clock.items[place],
                per_item=site.sec_per_item,
                planned_service=stop.depart - stop.start,
                planned_drive=stop.arrive - before.depart if before else 0,
                done_service=service,
                done_drive=drive if drive is None or drive > 0 else None,
            )
        planned = stop.depart - stop.start
        gone = left if left is not None or came is None else came + planned
        before = stop


def _plain(route: Route, before: Stop, stop: Stop) -> bool:
    """Tell whether nothing but driving lies between two stops."""
    rests = any(
        rest.start < stop.arrive and rest.end > before.depart for rest in route.pauses
    )
    return not rests and stop.start == stop.arrive and stop.arrive > before.depart
