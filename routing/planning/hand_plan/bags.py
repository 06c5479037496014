"""Which bags the rows of an edit mean: kept where they fit, packed anew elsewhere.

A bag whose items a tour still asks for stays whole, first where it was, then
wherever its halt has gone; what is left of the rows is taken from the other
items of the same site, partner and class and packed by the domain's rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.domain.lot import group_lots, pack_lot
from routing.plan.model import PlannedBag

from .tours import seats, tour_loads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.lot import Lot
    from routing.plan.model import Plan
    from routing.plan.workbook.edit import HandTour

    from .tours import Goods, HaltLoad, Need, Seat, TourLoad


@dataclass(frozen=True, slots=True, kw_only=True)
class Astray:
    """Items of a row that cannot go as written, and which handling is missing."""

    tour: TourLoad
    row: int
    items: int
    missing_pick_up: bool
    consignment: Consignment


class Allotment:
    """The tours of an edit with their bags; ``bags`` in the order of their ids."""

    def __init__(self, day: Day, plan: Plan, tours: Sequence[HandTour]) -> None:
        self._day = day
        self._rows = {row.consignment_id: row for row in day.consignments}
        self._free = {key: row.items for key, row in self._rows.items()}
        self._by_end = _by_end(day.consignments)
        # No new bag takes an id that a bag of the plan had.
        self._ids = dict.fromkeys(bag.id for bag in plan.bags)
        self._packed: dict[str, int] = {}
        self.tours = tour_loads(day, tours)
        self.bags: list[PlannedBag] = []
        self.astray: list[Astray] = []
        self._keep(plan)
        if any(halt.open for tour in self.tours for halt in tour.halts):
            self._add(plan)
        self.bags.sort(key=lambda bag: bag.id)

    @property
    def left(self) -> dict[str, int]:
        """Items by consignment that no tour carries."""
        return self._free

    def _keep(self, plan: Plan) -> None:
        """Seat the plan's bags: where they were, then wherever they are asked for."""
        known = [b for b in plan.bags if all(key in self._rows for key in b.contents)]
        moved = [b for b in known if not self._seat(b, _former_places(b))]
        for bag in moved:
            self._seat(bag, None)

    def _add(self, plan: Plan) -> None:
        """Seat bags that the plan left behind, and pack what is still asked for."""
        self._groups = group_lots(self._day)
        self._lot_of = {
            row.consignment_id: key
            for key, rows in self._groups.items()
            for row in rows
        }
        self._lots: dict[str, Lot] = {}
        known = {bag.id for bag in plan.bags}
        left = [
            self._planned(lot, bag.bag_id, dict(bag.contents), bag.grams, bag.cm3)
            for lot in self._asked_lots()
            for bag in lot.bags
            if bag.bag_id not in known
        ]
        # What may not go today goes last.
        for bag in sorted(left, key=self._is_blocked):
            self._seat(bag, None)
        for tour in self.tours:
            self._fill(tour)

    def _asked_lots(self) -> list[Lot]:
        """Return the lots of which open rows may want items."""
        keys = {
            self._lot_of[row.consignment_id]: None
            for tour in self.tours
            for halt in tour.halts
            for need in halt.open
            for row in self._by_end.get((halt.site, *need), ())
        }
        return [self._lot(key) for key in keys]

    def _lot(self, key: str) -> Lot:
        if key not in self._lots:
            self._lots[key] = pack_lot(self._day, key, self._groups[key])
        return self._lots[key]

    def _is_blocked(self, bag: PlannedBag) -> bool:
        return any(self._rows[key].blocked is not None for key in bag.contents)

    def _planned(
        self, lot: Lot, bag_id: str, contents: dict[str, int], grams: int, cm3: int
    ) -> PlannedBag:
        items: dict[str, int] = {}
        for key, count in contents.items():
            partner = self._rows[key].partner
            items[partner] = items.get(partner, 0) + count
        return PlannedBag(
            id=bag_id,
            lot=lot.lot_id,
            origin=lot.origin,
            destination=lot.destination,
            contents=dict(sorted(contents.items())),
            items=dict(sorted(items.items())),
            goods_class=self._rows[next(iter(contents))].goods_class,
            grams=grams,
            cm3=cm3,
            loose=lot.bags[0].loose,
            legs=(),
        )

    def _goods(self, bag: PlannedBag) -> dict[Goods, int]:
        goods: dict[Goods, int] = {}
        for key, count in bag.contents.items():
            row = self._rows[key]
            kind = row.partner, row.goods_class
            goods[kind] = goods.get(kind, 0) + count
        return goods

    def _seat(self, bag: PlannedBag, places: Sequence[tuple[str, int]] | None) -> bool:
        """Seat a whole bag in one of some tours, or (None) in the first that asks."""
        if any(self._free[key] < count for key, count in bag.contents.items()):
            return False
        goods = self._goods(bag)
        for tour in self.tours:
            if places is not None and (tour.vehicle.vehicle_id, tour.number) not in (
                places
            ):
                continue
            for seat in seats(tour, bag.origin, bag.destination):
                if all(seat.need(kind) >= n for kind, n in goods.items()):
                    self._take(seat, bag, goods)
                    return True
        return False

    def _take(self, seat: Seat, bag: PlannedBag, goods: Mapping[Goods, int]) -> None:
        self._ids[bag.id] = None
        for key, count in bag.contents.items():
            self._free[key] -= count
        for kind, count in goods.items():
            seat.take(kind, count)
        self._board(seat, bag)

    def _fill(self, tour: TourLoad) -> None:
        """Pack what the rows of a tour still ask for."""
        wanted: dict[tuple[str, int, int], tuple[Seat, dict[str, int]]] = {}
        for halt in tour.halts:
            for need in halt.open:
                for seat, row in self._sources(tour, halt, need):
                    free = self._free[row.consignment_id]
                    count = min(free, seat.need(need[1:]))
                    if count < 1:
                        continue
                    lot = self._lot_of[row.consignment_id]
                    key = lot, id(seat.board), id(seat.leave)
                    part = wanted.setdefault(key, (seat, {}))[1]
                    part[row.consignment_id] = part.get(row.consignment_id, 0) + count
                    self._reserve(seat, row, count)
                if halt.needs[need]:
                    self._lose(tour, halt, need, halt.needs[need])
        for (lot_id, _, _), (seat, part) in wanted.items():
            for bag in self._pack(self._lot(lot_id), part):
                self._board(seat, bag)

    def _sources(
        self, tour: TourLoad, halt: HaltLoad, need: Need
    ) -> list[tuple[Seat, Consignment]]:
        """Return where goods for a row may come from or go to, the simplest first."""
        pick_up = need[0]
        found: list[tuple[bool, bool, int, Seat, Consignment]] = []
        for index, row in enumerate(self._by_end.get((halt.site, *need), ())):
            for seat in seats(tour, row.origin, row.destination):
                if halt is (seat.board if pick_up else seat.leave):
                    both = seat.board is not None and seat.leave is not None
                    found.append((row.blocked is not None, both, index, seat, row))
        found.sort(key=lambda entry: entry[:3])
        return [entry[3:] for entry in found]

    def _reserve(self, seat: Seat, row: Consignment, count: int) -> None:
        self._free[row.consignment_id] -= count
        seat.take((row.partner, row.goods_class), count)

    def _board(self, seat: Seat, bag: PlannedBag) -> None:
        self.bags.append(bag)
        (seat.tour.load if seat.board is None else seat.board.pick_up).append(bag)
        (seat.tour.unload if seat.leave is None else seat.leave.deliver).append(bag)

    def _lose(self, tour: TourLoad, halt: HaltLoad, need: Need, items: int) -> None:
        """Remember items that this vehicle cannot take on or hand over as written."""
        for row in self._by_end.get((halt.site, *need), ())[:1]:
            lost = Astray(
                tour=tour,
                row=halt.rows[-1],
                items=items,
                missing_pick_up=not need[0],
                consignment=row,
            )
            self.astray.append(lost)

    def _pack(self, lot: Lot, part: dict[str, int]) -> Iterator[PlannedBag]:
        """Pack items of one lot anew, under ids that no bag has."""
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
            grams, cm3 = self._weigh(contents)
            yield self._planned(lot, self._free_id(lot), contents, grams, cm3)

    def _weigh(self, contents: Mapping[str, int]) -> tuple[int, int]:
        """Return grams and cm³; parts of a consignment add up to its total."""
        grams = cm3 = 0
        for key, count in contents.items():
            row, before = self._rows[key], self._packed.get(key, 0)
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
        self._ids[bag_id] = None
        return bag_id


def _former_places(bag: PlannedBag) -> list[tuple[str, int]]:
    return [
        (leg.vehicle, leg.tour)
        for leg in bag.legs
        if leg.vehicle is not None and leg.tour is not None
    ]


def _by_end(
    consignments: Sequence[Consignment],
) -> dict[tuple[str, bool, str, str], list[Consignment]]:
    """Return the consignments by site, direction there, partner and class."""
    found: dict[tuple[str, bool, str, str], list[Consignment]] = {}
    for row in consignments:
        for site, pick_up in ((row.origin, True), (row.destination, False)):
            key = site, pick_up, row.partner, row.goods_class
            found.setdefault(key, []).append(row)
    return found
