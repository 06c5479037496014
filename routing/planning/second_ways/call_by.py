"""By when it must be known that a service fails, for its second way to be open."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Tour


def latest_call(
    day: Day, plan: Plan, other: Plan, moved: Sequence[PlannedBag]
) -> int:
    """Return the latest instant at which one can still change to another plan.

    Nothing has begun then that is otherwise in ``other``: no loading of a tour that
    differs, no first leg of a bag that is moved, by the old way or by the new one.
    """
    names = {bag.id for bag in moved}
    firsts = [
        _begins(day, made, bag)
        for made in (plan, other)
        for bag in made.bags
        if bag.id in names
    ]
    return min([*firsts, *_changed_tours(plan, other)])


def _begins(day: Day, plan: Plan, bag: PlannedBag) -> int:
    """Return when a bag's first leg begins: its loading, cut-off included."""
    leg = bag.legs[0]
    if leg.trip is not None:
        return leg.depart - day.trips[leg.trip].cutoff_duration
    if leg.vehicle is None:
        return leg.depart
    tours = next(route.tours for route in plan.routes if route.vehicle == leg.vehicle)
    return tours[leg.tour or 0].load_start


def _changed_tours(plan: Plan, other: Plan) -> Iterator[int]:
    """Yield when the first tour of each route that differs begins, in either plan."""
    routes = [{r.vehicle: r.tours for r in made.routes} for made in (plan, other)]
    for vehicle in dict.fromkeys([*routes[0], *routes[1]]):
        pairs: Iterator[tuple[Tour | None, Tour | None]] = zip_longest(
            *(tours.get(vehicle, ()) for tours in routes)
        )
        first = next((pair for pair in pairs if pair[0] != pair[1]), ())
        yield from (tour.load_start for tour in first if tour is not None)
