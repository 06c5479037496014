"""By when it must be known that a service fails, for its second way to be open."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from routing.plan.promises import begins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Tour


def latest_call(day: Day, plan: Plan, other: Plan, moved: Sequence[PlannedBag]) -> int:
    """Return the latest instant at which one can still change to another plan.

    Nothing has begun then that is otherwise in ``other``: no loading of a tour that
    differs, no first leg of a bag that is moved, by the old way or by the new one.
    """
    names = {bag.id for bag in moved}
    firsts = [
        begins(day, made, bag)
        for made in (plan, other)
        for bag in made.bags
        if bag.id in names
    ]
    return min([*firsts, *_changed_tours(plan, other)])


def _changed_tours(plan: Plan, other: Plan) -> Iterator[int]:
    """Yield when the first tour of each route that differs begins, in either plan."""
    before, after = (
        {r.vehicle: r.tours for r in made.routes} for made in (plan, other)
    )
    for vehicle in dict.fromkeys([*before, *after]):
        mine, then = before.get(vehicle, ()), after.get(vehicle, ())
        same = sum(1 for _ in takewhile(_alike, zip(mine, then, strict=False)))
        yield from (tours[same].load_start for tours in (mine, then) if tours[same:])


def _alike(pair: tuple[Tour, Tour]) -> bool:
    return pair[0] == pair[1]
