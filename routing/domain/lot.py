"""Lots and their bags (rules M2 and M3): what the optimiser moves.

A lot holds the consignments that may share bags: one origin, destination, bag
group, ready time and time promise. Its bags are packed in the order of its
consignments; a loose piece is a bag of one item.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from .day import Bagging, Day
from .partner import may_mix
from .units import MAX_BAG_CM3, MAX_BAG_GRAMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .box import BoxStock
    from .consignment import Consignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """A sealed unit (or one loose piece): ``contents`` are (consignment, items).

    In ``boxes`` reusable boxes of the stock ``box`` it takes their volume (C2b).
    """

    bag_id: str
    lot_id: str
    contents: tuple[tuple[str, int], ...]
    grams: int
    cm3: int
    loose: bool = False
    box: str | None = None
    boxes: int = 0

    @property
    def items(self) -> int:
        """Items inside."""
        return sum(items for _, items in self.contents)

    @property
    def pieces(self) -> int:
        """What is lifted and paid by the bag: itself, or each of its boxes (C2b)."""
        return self.boxes or 1

    def into(self, stock: BoxStock) -> Bag:
        """Return it in boxes of a stock (C2a)."""
        boxes = stock.boxes_for((self.cm3,))
        return replace(self, box=stock.box_id, boxes=boxes, cm3=boxes * stock.cm3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """The consignments that may share bags, and the bags that hold them."""

    lot_id: str
    origin: str
    destination: str
    consignments: tuple[Consignment, ...]
    bags: tuple[Bag, ...]


def build_lots(day: Day) -> tuple[Lot, ...]:
    """Group the consignments of a day into lots and pack their bags.

    Blocked consignments make lots of their own kind too, so that what stays
    behind is counted in bags as well.
    """
    return tuple(pack_lot(day, key, rows) for key, rows in group_lots(day).items())


def group_lots(day: Day) -> dict[str, list[Consignment]]:
    """Return the consignments of each lot of a day by its id, not packed yet."""
    groups: list[tuple[tuple[object, ...], list[Consignment]]] = []
    by_key: dict[tuple[object, ...], list[list[Consignment]]] = {}
    for row in day.consignments:
        key = lot_key(day, row)
        for group in by_key.setdefault(key, []):
            if row.seal or all(_same_bag(day, row, other) for other in group):
                group.append(row)
                break
        else:
            group = [row]
            by_key[key].append(group)
            groups.append((key, group))
    first = day.lots_before + 1
    return {
        f"L{number:04d}": group for number, (_, group) in enumerate(groups, start=first)
    }


def lot_key(day: Day, row: Consignment) -> tuple[object, ...]:
    """Return what consignments must agree in to share a lot."""
    if row.seal is not None:
        # What is packed stays together, whatever is known of it since.
        seal = row.seal
        where = row.origin, row.ready_time, seal.since
        return seal.lot_id, seal.loose, *where, row.blocked, seal.box, seal.closed
    goods = day.goods[row.goods_class]
    return (
        row.origin,
        row.destination,
        row.kind,
        goods.temp,
        goods.bus_allowed,
        goods.baggable and _item_grams(row) <= MAX_BAG_GRAMS,
        row.ready_time,
        row.precooled_time,
        row.windows,
        row.deadline,
        row.late_micro_yuan,
        row.late_most,
        row.must,
        row.blocked,
    )


def _same_bag(day: Day, first: Consignment, second: Consignment) -> bool:
    if day.settings.bagging is Bagging.PER_PARTNER and (
        first.partner != second.partner
        or first.goods_class != second.goods_class
        or first.priority != second.priority
    ):
        return False
    if second.goods_class in day.goods[first.goods_class].incompatible_with:
        return False
    if first.goods_class in day.goods[second.goods_class].incompatible_with:
        return False
    return may_mix(day.agreements, first.partner, second.partner)


def _item_grams(row: Consignment) -> Fraction:
    return Fraction(row.grams, row.items)


def pack_lot(day: Day, lot_id: str, rows: Sequence[Consignment]) -> Lot:
    """Pack the bags of consignments that may share them (rule M3)."""
    first = rows[0]
    if first.seal is not None:
        return _sealed_lot(lot_id, rows)
    loose = not day.goods[first.goods_class].baggable or (
        _item_grams(first) > MAX_BAG_GRAMS
    )
    packed = _loose_pieces(rows) if loose else _fewest_bags(day, rows)
    return Lot(
        lot_id=lot_id,
        origin=first.origin,
        destination=first.destination,
        consignments=tuple(rows),
        bags=tuple(
            _bag(f"{lot_id}-{number:03d}", lot_id, contents, rows, loose=loose)
            for number, contents in enumerate(packed, start=1)
        ),
    )


def _sealed_lot(lot_id: str, rows: Sequence[Consignment]) -> Lot:
    """Return the lot of bags that are packed already (rule M3c)."""
    bags: dict[str, list[Consignment]] = {}
    loose: set[str] = set()
    for row in rows:
        if row.seal is not None:
            bags.setdefault(row.seal.bag_id, []).append(row)
            loose.update({row.seal.bag_id} if row.seal.loose else ())
    return Lot(
        lot_id=lot_id,
        origin=rows[0].origin,
        destination=rows[0].destination,
        consignments=tuple(rows),
        bags=tuple(
            Bag(
                bag_id=name,
                lot_id=lot_id,
                contents=tuple((row.consignment_id, row.items) for row in inside),
                grams=sum(row.grams for row in inside),
                cm3=sum(row.cm3 for row in inside),
                loose=name in loose,
            )
            for name, inside in bags.items()
        ),
    )


Spans = list[tuple[int, int, int]]
"""Contents of a bag: (index of the consignment, first item, items)."""


def _loose_pieces(rows: Sequence[Consignment]) -> list[Spans]:
    return [
        [(index, item, 1)]
        for index, row in enumerate(rows)
        for item in range(row.items)
    ]


def _fewest_bags(day: Day, rows: Sequence[Consignment]) -> list[Spans]:
    """Pack in table order, or in order of density where that needs fewer bags."""
    best = _next_fit(day, rows, list(range(len(rows))))
    for rank in (_item_grams, lambda row: Fraction(row.cm3, row.items)):
        order = sorted(range(len(rows)), key=lambda i: (-rank(rows[i]), i))
        packed = _next_fit(day, rows, order)
        if len(packed) < len(best):
            best = packed
    return best


def _next_fit(
    day: Day, rows: Sequence[Consignment], order: Sequence[int]
) -> list[Spans]:
    """Fill one bag after the other up to the first limit that binds (rule M3)."""
    bags: list[Spans] = [[]]
    share, grams, cm3 = Fraction(0), 0, 0
    for index in order:
        row = rows[index]
        item_share = Fraction(1, day.partners[row.partner].items_per_bag)
        taken = 0
        while taken < row.items:
            fits = min(
                row.items - taken,
                int((1 - share) / item_share),
                _fitting(row.grams, row.items, taken, MAX_BAG_GRAMS - grams),
                _fitting(row.cm3, row.items, taken, MAX_BAG_CM3 - cm3),
            )
            if fits < 1 and bags[-1]:
                bags.append([])
                share, grams, cm3 = Fraction(0), 0, 0
                continue
            fits = max(fits, 1)
            bags[-1].append((index, taken, fits))
            share += fits * item_share
            grams += _part(row.grams, row.items, taken, fits)
            cm3 += _part(row.cm3, row.items, taken, fits)
            taken += fits
    return bags


def _part(total: int, items: int, first: int, count: int) -> int:
    """Grams (or cm³) of some items of a row: parts always sum to the total."""
    return total * (first + count) // items - total * first // items


def _fitting(total: int, items: int, first: int, room: int) -> int:
    """Return how many items from ``first`` on are at most ``room`` in whole grams."""
    if total == 0:
        return items - first
    most = room + total * first // items
    return ((most + 1) * items - 1) // total - first


def _bag(
    bag_id: str,
    lot_id: str,
    spans: Spans,
    rows: Sequence[Consignment],
    *,
    loose: bool,
) -> Bag:
    grams = cm3 = 0
    for index, start, count in spans:
        row = rows[index]
        grams += _part(row.grams, row.items, start, count)
        cm3 += _part(row.cm3, row.items, start, count)
    return Bag(
        bag_id=bag_id,
        lot_id=lot_id,
        contents=tuple((rows[i].consignment_id, count) for i, _, count in spans),
        grams=grams,
        cm3=cm3,
        loose=loose,
    )
