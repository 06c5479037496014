"""Rules T1 to T3: windows, halts and loading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .causes import Cause
from .sites import (
    after_last,
    bound_rows,
    deadline_over,
    own_after,
    own_off,
    windows_off,
)
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.model import Stop
    from ..plan.violation import Violation
    from .case import Case, RouteCase, TourCase


def check_times(case: Case) -> Iterator[Violation]:
    """Check the instants of every tour against windows and durations."""
    for route in case.routes:
        yield from _tours(route)
        for tour in route.tours:
            yield from _loading(case, tour)
            yield from _halts(case, tour)
            yield from _return(case, tour)


def _tours(route: RouteCase) -> Iterator[Violation]:
    """At most ``max_tours``; a tour is loaded once the vehicle is back."""
    limit = route.vehicle.max_tours
    if limit is not None and len(route.tours) > limit:
        over = len(route.tours) - limit
        yield found(Cause.T3_TOURS, route.vehicle.vehicle_id, over)
    for before, after in zip(route.tours, route.tours[1:], strict=False):
        early = before.tour.end - after.tour.load_start
        if early > 0:
            yield found(Cause.T3_LOADING, after.where, early)


def _loading(case: Case, tour: TourCase) -> Iterator[Violation]:
    plan = tour.tour
    short = plan.load_start + tour.vehicle.reload_duration - plan.start
    if short > 0:
        yield found(Cause.T3_LOADING, tour.where, short)
    yield from _begin(case, tour.begins, plan.load_start, plan.load, tour.where)


def _halts(case: Case, tour: TourCase) -> Iterator[Violation]:
    base = before = tour.begins
    for stop, where in tour.halts():
        if stop.site == base:
            yield found(Cause.T3_BASE, where, 1)
        elif stop.site == before:
            yield found(Cause.T2_HALT, where, 1)
        before = stop.site
        if stop.start < stop.arrive:
            yield found(Cause.T1_ARRIVAL, where, stop.arrive - stop.start)
        short = stop.start + service_duration(case, stop) - stop.depart
        if short > 0:
            yield found(Cause.T2_SERVICE, where, short)
        again = {bag for bag in stop.pick_up if _was_taken(case, bag, stop.start)}
        bags = stop.deliver + tuple(bag for bag in stop.pick_up if bag not in again)
        yield from _begin(case, stop.site, stop.start, bags, where)


def _was_taken(case: Case, bag: str, start: int) -> bool:
    """Tell whether a bag was taken on before: a lost vehicle handed it back (W5f).

    When its sender is there does not matter any more.
    """
    rides = case.rides.get(bag, ())
    return case.past is not None and bool(rides) and rides[0].depart < start


def service_duration(case: Case, stop: Stop) -> int:
    """Return the seconds of a halt (rule T2); 0 at an unknown site."""
    site = case.day.sites.get(stop.site)
    if site is None:
        return 0
    items = case.items(stop.deliver) + case.items(stop.pick_up)
    return site.service_duration + site.sec_per_item * items


def _begin(
    case: Case, site_id: str, time: int, bags: tuple[str, ...], where: str
) -> Iterator[Violation]:
    """Service at ``site_id`` starts at ``time``: hours, own windows, deadlines."""
    site = case.day.sites.get(site_id)
    outside = windows_off(site.hours, time) if site else 0
    rows = tuple(bound_rows(case, site_id, bags))
    outside = max([outside, *(own_off(row, time) for row in rows)])
    late = deadline_over(rows, time)
    if outside:
        yield found(Cause.T1_WINDOW, where, outside)
    if late:
        yield found(Cause.T1_DEADLINE, where, late)


def _return(case: Case, tour: TourCase) -> Iterator[Violation]:
    """Check that what is handed over at the base is there before it closes (T1a)."""
    plan = tour.tour
    if not plan.unload:
        return
    site = case.day.sites.get(tour.ends)
    after = after_last(site.hours, plan.end) if site else 0
    rows = tuple(bound_rows(case, tour.ends, plan.unload))
    after = max([after, *(own_after(row, plan.end) for row in rows)])
    late = deadline_over(rows, plan.end)
    if after:
        yield found(Cause.T1_RETURN, tour.where, after)
    if late:
        yield found(Cause.T1_DEADLINE, tour.where, late)
