"""Routes as all searches exchange them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

Routes = list[list[int]]
"""One list of visits per vehicle, -1 between tours (see ``RoadProblem``)."""


Times = tuple[tuple[int, int], ...]
"""From when to when each shipment of a route may be on its way."""

SEPARATOR = -1


def without(route: Sequence[int], gone: Set[int]) -> list[int]:
    """Return a route without some shipments; empty tours are dropped."""
    tours: list[list[int]] = [[]]
    for entry in route:
        if entry == SEPARATOR:
            tours.append([])
        elif entry // 2 not in gone:
            tours[-1].append(entry)
    kept: list[int] = []
    for tour in tours:
        if tour:
            kept += [*([SEPARATOR] if kept else []), *tour]
    return kept


def served_by(entries: Iterable[int]) -> list[int]:
    """Return the shipments of a route, each once, in ascending order."""
    return sorted({entry // 2 for entry in entries if entry >= 0})


def fold_penalties(cents: Sequence[int], dearest: int, limit: int) -> list[int]:
    """Return penalties small enough for a solver, in the same order of size.

    Where they exceed ``limit`` together they are scaled down to it, but none
    below ``dearest`` that was above: what can be served still is.

    Parameters
    ----------
    cents
        What leaving each behind weighs, at least 0.
    dearest
        More than serving one of them can ever cost.
    limit
        Bound of the sum where scaling applies, at least 1.
    """
    total = sum(cents)
    if total <= limit:
        return list(cents)
    return [max(min(c, dearest), c * limit // total) for c in cents]
