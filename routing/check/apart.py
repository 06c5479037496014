"""Rule R4: incompatible classes are never in one compartment at once."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from .causes import Cause
from .compartments import compartment_of
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.day import Day
    from ..domain.vehicle import Temperature
    from ..plan.violation import Violation
    from .case import Case
    from .compartments import Rooms


def check_apart(case: Case) -> Iterator[Violation]:
    """Report each pair of classes with the legs of a tour that they share."""
    for tour in case.tours():
        legs: dict[tuple[str, str], int] = {}
        for bags in tour.trail.on_board:
            rooms = _by_compartment(case, tour.rooms, bags).values()
            shared = {
                pair
                for present in rooms
                for pair in combinations(sorted(present), 2)
                if _hostile(case.day, *pair)
            }
            for pair in sorted(shared):
                legs[pair] = legs.get(pair, 0) + 1
        for (first, second), count in legs.items():
            where = f"{tour.where} {first} / {second}"
            yield found(Cause.R4_INCOMPATIBLE, where, count)


def _by_compartment(
    case: Case, rooms: Rooms, bags: tuple[str, ...]
) -> dict[Temperature, set[str]]:
    """Return the classes on board by the compartment where they ride (C1b).

    What has no compartment is taken to ride with its own temperature: that it has
    none is reported with the room (R1).
    """
    inside: dict[Temperature, set[str]] = {}
    for bag in bags:
        contents = case.bags.get(bag)
        if contents is not None:
            room = compartment_of(rooms, contents.needs) or contents.needs.temp
            inside.setdefault(room, set()).update(contents.classes)
    return inside


def _hostile(day: Day, first: str, second: str) -> bool:
    """Tell whether two classes must not share a compartment."""
    one, two = day.goods[first], day.goods[second]
    return second in one.incompatible_with or first in two.incompatible_with
