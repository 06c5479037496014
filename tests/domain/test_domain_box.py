"""Stocks of boxes: how many a bag takes, and what makes no stock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from planning.way_day import goods, way_day

from routing.domain.box import BoxStock
from routing.domain.lot import group_lots, lot_key
from routing.domain.seal import Seal
from routing.domain.vehicle import Temperature

STOCK = BoxStock(
    type="EPP", site="C", count=2, cm3=60_000, autonomy=60, temp=Temperature.FROZEN
)


@pytest.mark.parametrize(
    ("sizes", "boxes"),
    [
        ((60_000,), 1),
        ((60_001,), 2),
        # Each bag by itself: 1 + 2, not 130,000 in 3.
        ((10_000, 120_000), 3),
        # What measures nothing lies in a box all the same.
        ((0,), 1),
        ((), 0),
    ],
)
def test_how_many_boxes_bags_take(sizes, boxes):
    assert STOCK.boxes_for(sizes) == boxes


@pytest.mark.parametrize("name", ["count", "cm3", "autonomy"])
def test_a_stock_has_boxes_that_hold_and_keep(name):
    with pytest.raises(ValueError, match="EPP@C"):
        replace(STOCK, **{name: 0})


def test_packed_bags_of_one_lot_part_by_their_boxes():
    first, second, third = (goods("C", "V", key=key) for key in ("a", "b", "c"))
    seal = Seal(bag_id="L1-001", lot_id="L1")
    boxed = replace(seal, bag_id="L1-002", box="EPP@C", boxes=1)
    later = replace(boxed, bag_id="L1-003", closed=60)
    rows = (
        replace(first, seal=seal),
        replace(second, seal=boxed),
        replace(third, seal=later),
    )
    day = replace(way_day("C>V"), consignments=rows)
    assert len({lot_key(day, row) for row in rows}) == 3
    assert len(group_lots(day)) == 3
