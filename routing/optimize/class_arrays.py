"""Which goods must not share a compartment, as arrays of a road problem (R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.domain.cold import cold_needs

from .vehicle_arrays import COLD_BITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day

    from .ways import Shipment


def class_arrays(day: Day, shipments: Sequence[Shipment]) -> dict[str, object]:
    """Give a number to each set of classes that conflict with something (R4a).

    Goods of two temperatures meet where foam brings them into the ambient compartment
    (C1b): see ``kernel.data.apart``.
    """
    hostile = {
        frozenset((a.goods_class, b))
        for a in day.goods.values()
        for b in a.incompatible_with
        if b in day.goods
    }
    known = {name for pair in hostile for name in pair}
    numbers: dict[tuple[int, tuple[str, ...]], int] = {(0, ()): 0}
    classes = []
    for shipment in shipments:
        rows = shipment.rows
        names = tuple(sorted({row.goods_class for row in rows} & known))
        needs = cold_needs(day.goods[row.goods_class] for row in rows)
        kept = COLD_BITS[needs.temp] if names else 0
        key = (-kept if needs.is_packed else kept), names
        classes.append(numbers.setdefault(key, len(numbers)))
    apart = np.zeros((len(numbers), len(numbers)), np.uint8)
    for (one, first), i in numbers.items():
        for (two, second), j in numbers.items():
            if any(frozenset((a, b)) in hostile for a in first for b in second):
                apart[i, j] = _parted(one, two)
    alike = any(len({day.goods[name].temp for name in pair}) == 1 for pair in hostile)
    return {
        "s_class": np.array(classes, np.int64),
        "apart": apart,
        "has_apart": alike or bool(apart.any()),
    }


def _parted(one: int, two: int) -> int:
    """Return the cell of two sets that conflict, by their bits; foamed ones below 0."""
    if abs(one) == abs(two):
        return 1
    # Bare goods ride in a compartment of their own only.
    return 0 if max(one, two) > 0 else 1 + (abs(one) | abs(two))
