"""Rule R4: incompatible classes are never in one compartment at once."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.day import Day
    from ..plan.violation import Violation
    from .case import Case


def check_apart(case: Case) -> Iterator[Violation]:
    """Report each pair of classes with the legs of a tour that they share."""
    for tour in case.tours():
        legs: dict[tuple[str, str], int] = {}
        for bags in tour.trail.on_board:
            present = sorted(
                {
                    name
                    for bag in bags
                    if bag in case.bags
                    for name in case.bags[bag].classes
                }
            )
            for pair in combinations(present, 2):
                if _hostile(case.day, *pair):
                    legs[pair] = legs.get(pair, 0) + 1
        for (first, second), shared in legs.items():
            where = f"{tour.where} {first} / {second}"
            yield found(Cause.R4_INCOMPATIBLE, where, shared)


def _hostile(day: Day, first: str, second: str) -> bool:
    """Tell whether two classes share a compartment but must not."""
    one, two = day.goods[first], day.goods[second]
    apart = second in one.incompatible_with or first in two.incompatible_with
    return apart and one.temp == two.temp
