"""Which batches may travel in reusable boxes (rule C2a)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.partner import may_carry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.box import BoxStock
    from routing.domain.cold import ColdNeeds
    from routing.domain.day import Day

    from ..ways import Shipment
    from .itinerary import Way

LONG = 4 * 3600
"""Goods that foam keeps so long are not put into boxes by a search."""


def boxed_batches(day: Day, batch: Shipment, *, complete: bool) -> Iterator[Shipment]:
    """Yield a batch as it is, and in the boxes of each stock that it may use.

    With ``complete`` in those too that a search would not use.
    """
    packed = batch.outer.seal.box if batch.outer.seal is not None else None
    if packed is None:
        yield batch
    for stock in day.boxes.values():
        if packed is None:
            useful = complete or is_useful(batch.needs(day.goods), stock)
            if useful and may_use(day, batch, stock):
                yield _boxed(batch, stock)
        elif packed == stock.box_id:
            yield _boxed(batch, stock)


def in_boxes_of(day: Day, batch: Shipment, way: Way) -> Shipment:
    """Return a batch in the boxes that a way names, if it names any."""
    return batch if way.box is None else _boxed(batch, day.boxes[way.box])


def may_use(day: Day, batch: Shipment, stock: BoxStock) -> bool:
    """Tell whether goods may be put into boxes of a stock, if there were enough."""
    needs = batch.needs(day.goods)
    return (
        needs.is_cold
        and needs.temp is stock.temp
        and batch.lot.origin == stock.site
        and all(
            may_carry(day.agreements, stock.owner, row.partner) for row in batch.rows
        )
        and not any(bag.loose and bag.cm3 > stock.cm3 for bag in batch.bags)
        and stock.boxes_for(bag.cm3 for bag in batch.bags) <= stock.count
    )


def is_useful(needs: ColdNeeds, stock: BoxStock) -> bool:
    """Tell whether a search puts goods into boxes, beside what foam gives them."""
    return needs.temp is stock.temp and needs.pack < LONG


def _boxed(batch: Shipment, stock: BoxStock) -> Shipment:
    bags = tuple(bag.into(stock) for bag in batch.bags)
    seal = batch.outer.seal
    if seal is not None and seal.closed is not None:
        # They were closed before: what is left of their ice is part of the seal.
        stock = replace(stock, autonomy=1, usable_from=0)
    return replace(batch, bags=bags, box=stock)
