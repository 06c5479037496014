"""Rules R2 and R4: what a trip holds between any two neighbouring stops."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents
    from .service_trail import TripLeg

LOOSE_BAGS = 2
"""What a loose piece counts where bags are counted (R2, M4a)."""


def check_segments(case: Case) -> Iterator[Violation]:
    """Check room on every segment, and what must not ride together."""
    for legs in case.by_trip().values():
        loads = _loads(case, legs)
        yield from _room(case, legs[0], loads)
        yield from _apart(case, legs[0], loads)


def bag_count(contents: Contents) -> int:
    """Return what a bag counts in ``cap_bags``: its boxes, where it has any (C2b)."""
    if contents.boxes:
        return contents.boxes
    return LOOSE_BAGS if contents.bag.loose else 1


def _loads(case: Case, legs: tuple[TripLeg, ...]) -> list[list[str]]:
    """Return the bags on board between each stop and the next (R2a)."""
    loads: list[list[str]] = [[] for _ in legs[0].trip.stops[1:]]
    for leg in legs:
        for segment in range(leg.board, leg.alight):
            loads[segment].extend(leg.load.bags)
    return loads


def _room(case: Case, leg: TripLeg, loads: list[list[str]]) -> Iterator[Violation]:
    """Report the fullest segment in each dimension; unknown bags count one."""
    trip = leg.trip
    weighed = [[case.bags[bag] for bag in bags if bag in case.bags] for bags in loads]
    strange = [
        len(bags) - len(known) for bags, known in zip(loads, weighed, strict=True)
    ]
    bags = [
        sum(bag_count(contents) for contents in known) + others
        for known, others in zip(weighed, strange, strict=True)
    ]
    for cause, limit, used in (
        (Cause.R2_SEGMENT, trip.cap_bags, bags),
        (Cause.R2_SEGMENT_KG, trip.cap_g, [sum(c.grams for c in k) for k in weighed]),
        (Cause.R2_SEGMENT_M3, trip.cap_cm3, [sum(c.cm3 for c in k) for k in weighed]),
    ):
        if limit is not None and max(used) > limit:
            where = leg.call_where(used.index(max(used)))
            yield found(cause, where, max(used) - limit)


def _apart(case: Case, leg: TripLeg, loads: list[list[str]]) -> Iterator[Violation]:
    """Report pairs of classes that share the hold, with their segments (R4b)."""
    shared: dict[tuple[str, str], int] = {}
    for bags in loads:
        present = sorted(
            {
                name
                for bag in bags
                if bag in case.bags
                for name in case.bags[bag].classes
            }
        )
        for first, second in combinations(present, 2):
            one, two = case.day.goods[first], case.day.goods[second]
            if second in one.incompatible_with or first in two.incompatible_with:
                shared[first, second] = shared.get((first, second), 0) + 1
    for (first, second), count in shared.items():
        where = f"{leg.trip.trip_id} {first} / {second}"
        yield found(Cause.R4_INCOMPATIBLE, where, count)
