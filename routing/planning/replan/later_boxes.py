"""Boxes that can still be closed today (rules C2d, P1h)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routing.domain.box import BoxStock
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day

    from .going import Going


def later_boxes(
    day: Day, going: Going, goods: Iterable[Consignment]
) -> dict[str, BoxStock]:
    """Return the stocks without the boxes that have gone for good.

    Those of bags that are still to be carried, ``goods``, count as of the residual
    day: their bags stay in them. A stock of which nothing is left is not there.
    """
    sealed = {row.seal.bag_id for row in goods if row.seal is not None}
    gone: dict[str, int] = {}
    used: dict[str, int] = {}
    for bag in (row.bag for row in going.standing.values()):
        if bag.box is not None:
            counted = used if bag.id in sealed else gone
            counted[bag.box] = counted.get(bag.box, 0) + bag.boxes
    found = {}
    for box, stock in day.boxes.items():
        # Today's tables may know fewer than are in use: those there are, no more.
        left = max(stock.count - gone.get(box, 0), used.get(box, 0))
        if left > 0:
            found[box] = replace(stock, count=left)
    return found
