"""Routes as all searches exchange them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Routes = list[list[int]]
"""One list of visits per vehicle, -1 between tours (see ``RoadProblem``)."""


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
