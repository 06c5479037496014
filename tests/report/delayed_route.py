"""A route that runs late: the plan as it would be driven after a delay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.report.activity import bag_items, service_duration

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan, Route

TIMES = ("T1_", "T3_LOADING", "T6_HOURS", "T6_SHIFT", "T7_", "R5_", "D1_CHARGE")
"""Rules on instants; sums and legs of a delayed plan are not brought up to date."""


def delayed(day: Day, plan: Plan, route: Route, place: tuple[int, int], start: int):
    """Return the route with service at ``place`` (tour, stop) beginning at ``start``.

    Everything after it happens in the planned order, no earlier than planned and
    no earlier than what goes before.
    """
    vehicle = day.vehicles[route.vehicle]
    items = bag_items(plan)
    waiting = sorted(route.pauses, key=lambda pause: pause.start)
    done, tours, clock = [], [], 0

    def drive(span: tuple[int, int], new_left: int) -> int:
        """Rests on the way move with the drive."""
        while waiting and waiting[0].end <= span[1]:
            pause, late = waiting.pop(0), new_left - span[0]
            moved = replace(pause, start=pause.start + late, end=pause.end + late)
            done.append(moved)
        return new_left + span[1] - span[0]

    def rest(until: int, clock: int) -> int:
        while waiting and waiting[0].start < until:
            pause = waiting.pop(0)
            begin = max(pause.start, clock)
            clock = begin + pause.end - pause.start
            done.append(replace(pause, start=begin, end=clock))
        return clock

    for number, tour in enumerate(route.tours):
        clock = rest(tour.load_start, clock)
        load_start = max(tour.load_start, clock)
        clock = rest(tour.start, load_start + vehicle.reload_duration)
        clock = max(tour.start, clock)
        left, new_left, stops = tour.start, clock, []
        for index, stop in enumerate(tour.stops):
            clock = arrive = drive((left, stop.arrive), new_left)
            clock = rest(stop.start, clock)
            begin = max(stop.start, clock)
            if (number, index) == place:
                assert begin <= start
                begin = start
            service = service_duration(day.sites[stop.site], stop, items)
            clock = rest(stop.depart, begin + service)
            left, new_left = stop.depart, max(stop.depart, clock)
            stops.append(replace(stop, arrive=arrive, start=begin, depart=new_left))
        clock = drive((left, tour.end), new_left)
        tours.append(
            replace(
                tour,
                load_start=load_start,
                start=stops[0].arrive - (tour.stops[0].arrive - tour.start),
                end=clock,
                stops=tuple(stops),
            )
        )
    rest(10**9, clock)
    return replace(route, tours=tuple(tours), pauses=tuple(done))


def late_causes(day, travel, plan, route, place, start) -> set[str]:
    """Return which rules on instants are broken when a halt begins at ``start``."""
    late = delayed(day, plan, route, place, start)
    routes = tuple(late if other is route else other for other in plan.routes)
    found = judge(day, travel, replace(plan, routes=routes))
    return {row.cause for row in found if row.cause.startswith(TIMES)}
