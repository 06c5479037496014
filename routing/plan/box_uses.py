"""Bags put into reusable boxes, and the boxes that leave in a day (C2a, P1h)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.units import MICRO_PER_CENT, divide_half_up

from .model import BoxUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routing.domain.box import BoxStock
    from routing.domain.day import Day

    from .model import PlannedBag


def in_boxes(bag: PlannedBag, stock: BoxStock | None) -> PlannedBag:
    """Return a bag, whose cm³ are those of its goods, in the boxes of a stock."""
    if stock is None:
        return bag
    boxes = stock.boxes_for((bag.cm3,))
    return replace(bag, box=stock.box_id, boxes=boxes, cm3=boxes * stock.cm3)


def box_uses(day: Day, bags: Iterable[PlannedBag]) -> tuple[BoxUse, ...]:
    """Return what leaves of each stock and its fee, rounded once, in table order.

    Stocks that the day does not have cost nothing; they stand last.
    """
    used: dict[str, int] = dict.fromkeys(day.boxes, 0)
    for bag in bags:
        if bag.box is not None:
            used[bag.box] = used.get(bag.box, 0) + bag.boxes
    return tuple(
        BoxUse(box=box, boxes=boxes, fee_cents=_fee(day.boxes.get(box), boxes))
        for box, boxes in used.items()
        if boxes
    )


def _fee(stock: BoxStock | None, boxes: int) -> int:
    if stock is None:
        return 0
    return divide_half_up(boxes * stock.micro_yuan_per_use, MICRO_PER_CENT)
