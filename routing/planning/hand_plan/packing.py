"""Bags for what rows ask for: those of the day's lots, and parts packed anew."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from routing.domain.lot import group_lots, pack_lot
from routing.plan.box_uses import in_boxes
from routing.plan.model import PlannedBag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.lot import Lot
    from routing.plan.model import Plan


class Packing:
    """The lots of a day as far as they are asked for, and new bags of them.

    ``boxes`` are the stocks that the sheet of bags names, by bag; what is packed
    anew goes in those that its goods were in before.
    """

    def __init__(
        self, day: Day, plan: Plan, boxes: Mapping[str, str | None] | None = None
    ) -> None:
        self._day = day
        self._said = boxes or {}
        self._before: dict[str, dict[str | None, None]] = {}
        for bag in plan.bags:
            for key in bag.contents:
                self._before.setdefault(key, {})[bag.box] = None
        self.rows = {row.consignment_id: row for row in day.consignments}
        # No new bag takes an id that a bag of the plan had.
        self._ids = dict.fromkeys(bag.id for bag in plan.bags)
        self._lots: dict[str, Lot] = {}
        self._packed: dict[str, int] = {}

    def lot_of(self, consignment: str) -> str:
        """Return the lot of a consignment."""
        return self._lot_of[consignment]

    def use(self, bag: str) -> None:
        """Keep an id from new bags."""
        self._ids[bag] = None

    def whole_bags(self, lot_id: str) -> Iterator[PlannedBag]:
        """Yield the bags of a lot as the day packs them."""
        if lot_id not in self._groups:
            return
        lot = self._lot(lot_id)
        for bag in lot.bags:
            contents: dict[str, int] = {}
            for key, count in bag.contents:
                contents[key] = contents.get(key, 0) + count
            yield self._planned(lot, bag.bag_id, contents, (bag.grams, bag.cm3))

    def parts(self, lot_id: str, part: Mapping[str, int]) -> Iterator[PlannedBag]:
        """Yield items of one lot packed anew, under ids that no bag has."""
        lot = self._lot(lot_id)
        scaled = [
            replace(
                row,
                items=part[row.consignment_id],
                # Up, so that no bag is packed over its limit.
                grams=-(-row.grams * part[row.consignment_id] // row.items),
                cm3=-(-row.cm3 * part[row.consignment_id] // row.items),
            )
            for row in lot.consignments
            if row.consignment_id in part
        ]
        for bag in pack_lot(self._day, lot.lot_id, scaled).bags:
            contents: dict[str, int] = {}
            for key, count in bag.contents:
                contents[key] = contents.get(key, 0) + count
            weight = self._weigh(contents)
            yield self._planned(lot, self._free_id(lot), contents, weight)

    @cached_property
    def _groups(self) -> dict[str, list[Consignment]]:
        return group_lots(self._day)

    @cached_property
    def _lot_of(self) -> dict[str, str]:
        return {
            row.consignment_id: key
            for key, rows in self._groups.items()
            for row in rows
        }

    def _lot(self, key: str) -> Lot:
        if key not in self._lots:
            self._lots[key] = pack_lot(self._day, key, self._groups[key])
        return self._lots[key]

    def _planned(
        self, lot: Lot, bag_id: str, contents: dict[str, int], weight: tuple[int, int]
    ) -> PlannedBag:
        items: dict[str, int] = {}
        for key, count in contents.items():
            partner = self.rows[key].partner
            items[partner] = items.get(partner, 0) + count
        planned = PlannedBag(
            id=bag_id,
            lot=lot.lot_id,
            origin=lot.origin,
            destination=lot.destination,
            contents=dict(sorted(contents.items())),
            items=dict(sorted(items.items())),
            goods_class=self.rows[next(iter(contents))].goods_class,
            grams=weight[0],
            cm3=weight[1],
            loose=lot.bags[0].loose,
            legs=(),
        )
        return in_boxes(planned, self._day.boxes.get(self._box(planned) or ""))

    def _box(self, bag: PlannedBag) -> str | None:
        """Return the stock whose boxes a new bag goes in; None where it is unclear."""
        if bag.id in self._said:
            return self._said[bag.id]
        before = {box for key in bag.contents for box in self._before.get(key, {})}
        return before.pop() if len(before) == 1 else None

    def _weigh(self, contents: Mapping[str, int]) -> tuple[int, int]:
        """Return grams and cm³; parts of a consignment add up to its total."""
        grams = cm3 = 0
        for key, count in contents.items():
            row, before = self.rows[key], self._packed.get(key, 0)
            upto = before + count
            grams += row.grams * upto // row.items - row.grams * before // row.items
            cm3 += row.cm3 * upto // row.items - row.cm3 * before // row.items
            self._packed[key] = upto
        return grams, cm3

    def _free_id(self, lot: Lot) -> str:
        number = len(lot.bags) + 1
        while f"{lot.lot_id}-{number:03d}" in self._ids:
            number += 1
        bag_id = f"{lot.lot_id}-{number:03d}"
        self.use(bag_id)
        return bag_id
