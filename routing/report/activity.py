"""What a vehicle does when: loading, driving, serving, waiting and resting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from routing.plan.tour_ends import tour_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.day import Day
    from routing.domain.site import Site
    from routing.plan.model import Pause, Plan, Route, Stop


class Activity(StrEnum):
    """What a stretch of a route is spent on; the kinds of pauses included."""

    LOADING = "loading"
    DRIVING = "driving"
    SERVING = "serving"
    WAITING = "waiting"
    BREAK = "break"
    PAUSE = "pause"
    CHARGE = "charge"


RESTING = (Activity.BREAK, Activity.PAUSE, Activity.CHARGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a route. ``site`` is where it ends, ``tour`` counts from 0."""

    activity: Activity
    start: int
    end: int
    site: str
    tour: int

    @property
    def duration(self) -> int:
        """Length in seconds."""
        return self.end - self.start


def bag_items(plan: Plan) -> dict[str, int]:
    """Return the items of each bag by its id."""
    return {bag.id: sum(bag.items.values()) for bag in plan.bags}


def service_duration(site: Site, stop: Stop, items: Mapping[str, int]) -> int:
    """Return the seconds of a halt by rule T2."""
    handled = sum(items.get(bag, 0) for bag in (*stop.deliver, *stop.pick_up))
    return site.service_duration + site.sec_per_item * handled


def route_stretches(
    day: Day, route: Route, items: Mapping[str, int]
) -> tuple[Stretch, ...]:
    """Return the stretches of a route in order, without gaps.

    They add up to the route's time: what is neither loading, driving nor
    serving is a listed pause, and the rest is waiting.
    """
    stretches: list[Stretch] = []
    before: Stretch | None = None
    for busy in _busy(day, route, items):
        if before is not None:
            stretches.extend(_idle(route.pauses, before, busy))
        if busy.duration:
            stretches.append(busy)
        before = busy
    return tuple(stretches)


def _busy(day: Day, route: Route, items: Mapping[str, int]) -> Iterator[Stretch]:
    vehicle = day.vehicles[route.vehicle]
    for number, tour in enumerate(route.tours):

        def stretch(
            kind: Activity, start: int, end: int, site: str, number: int = number
        ) -> Stretch:
            return Stretch(activity=kind, start=start, end=end, site=site, tour=number)

        loaded = min(tour.load_start + vehicle.reload_duration, tour.start)
        yield stretch(Activity.LOADING, tour.load_start, loaded, vehicle.start_site)
        left = tour.start
        for stop in tour.stops:
            yield stretch(Activity.DRIVING, left, stop.arrive, stop.site)
            served = stop.start + service_duration(day.sites[stop.site], stop, items)
            served = min(served, stop.depart)
            yield stretch(Activity.SERVING, stop.start, served, stop.site)
            left = stop.depart
        home = tour_end(vehicle, route, number)
        yield stretch(Activity.DRIVING, left, tour.end, home)


def _idle(
    pauses: tuple[Pause, ...], before: Stretch, after: Stretch
) -> Iterator[Stretch]:
    """Cut an idle gap into the pauses that stand in it and waiting."""
    # Loading ends at the base where it began; after a drive one stands where it led.
    clock, site, tour = before.end, before.site, before.tour
    for pause in sorted(pauses, key=lambda pause: pause.start):
        start, end = max(pause.start, clock), min(pause.end, after.start)
        if start >= end:
            continue
        if clock < start:
            yield Stretch(
                activity=Activity.WAITING, start=clock, end=start, site=site, tour=tour
            )
        kind = Activity(str(pause.kind))
        yield Stretch(activity=kind, start=start, end=end, site=pause.site, tour=tour)
        clock = end
    if clock < after.start:
        yield Stretch(
            activity=Activity.WAITING,
            start=clock,
            end=after.start,
            site=site,
            tour=tour,
        )
