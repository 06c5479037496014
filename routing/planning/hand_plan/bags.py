"""Which bags the rows of an edit mean: kept where they fit, packed anew elsewhere.

A bag goes as the rows of services say, and by road between them. Whole bags are
seated first where they were, then wherever their halts have gone; what is left of
the rows is taken from the other items of the same site, partner and class and
packed by the domain's rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .chain import Gap, chains
from .seating import Seating, apart, fitting, wanting
from .tours import Movement, tour_loads

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag
    from routing.plan.workbook.edit import HandTour

    from .chain import Chain
    from .packing import Packing
    from .seating import Passage
    from .services import ServiceBook
    from .tours import Goods, HaltLoad, Need, Seat, TourLoad

Find = Callable[["PlannedBag", Gap], Iterable["Seat"]]
"""What yields the seats for a part of a bag's way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A bag that travels, and its way."""

    bag: PlannedBag
    chain: Chain


class Allotment:
    """The tours of an edit with their bags; ``carried`` in the order of their ids.

    ``by_road`` are bags that were to take a service, and ``stay`` those that stay
    behind although rows name them.
    """

    def __init__(
        self,
        day: Day,
        plan: Plan,
        tours: Sequence[HandTour],
        book: ServiceBook,
        packing: Packing,
    ) -> None:
        self._book, self._packing = book, packing
        self._rows = packing.rows
        self._free = {key: row.items for key, row in self._rows.items()}
        self.known = tuple(book.bags.values())
        self.by_end = _by_end(day.consignments)
        self.tours = tour_loads(day, tours)
        self._seating = Seating(day, plan, self.tours)
        self._carried: dict[str, Carried] = {}
        self.by_road: list[str] = []
        self._in_parts: dict[str, None] = {}
        self._keep()
        if any(halt.open for tour in self.tours for halt in tour.halts):
            self._split()
            self._add(plan)
        self.stay = [
            key
            for key in book.services
            if not self._goes(key) and key not in self._in_parts
        ]
        self.carried = [self._carried[key] for key in sorted(self._carried)]

    @property
    def left(self) -> dict[str, int]:
        """Items by consignment that nobody carries."""
        return self._free

    def missing(self, bag: PlannedBag) -> Gap:
        """Return the first part of a bag's way that no row drives."""
        services = self._book.services.get(bag.id, ())
        chain = next(chains(bag, services, ()))
        parts = [part for part in chain if isinstance(part, Gap)]
        parts = parts or [Gap(bag.origin, bag.destination)]
        goods = self.goods(bag)
        for part in parts:
            if fitting(self._seating.anywhere(bag, part), goods) is None:
                return part
        return parts[0]

    def goods(self, bag: PlannedBag) -> dict[Goods, int]:
        """Return the items of a bag by partner and class."""
        goods: dict[Goods, int] = {}
        for key, count in bag.contents.items():
            row = self._rows[key]
            kind = row.partner, row.goods_class
            goods[kind] = goods.get(kind, 0) + count
        return goods

    def _goes(self, bag: str) -> bool:
        return bag in self._carried

    def _keep(self) -> None:
        """Seat whole bags: where they were, then wherever they are asked for."""
        left = list(self._book.bags.values())
        for find in (self._seating.at_halts, self._seating.in_tour):
            left = [bag for bag in left if not self._seat_first(bag, find)]
        left = [bag for bag in left if not self._seat_any(bag)]
        for bag in left:
            # Where no row is new, a row that was forgotten does not bind.
            if bag.id in self._book.services and self._book.changed(bag.id) is None:
                ways = chains(bag, (), self._seating.hubs)
                if any(self._seat(bag, way, self._seating.anywhere) for way in ways):
                    self.by_road.append(bag.id)

    def _seat_first(self, bag: PlannedBag, find: Find) -> bool:
        services = self._book.services.get(bag.id, ())
        return self._seat(bag, next(chains(bag, services, ())), find)

    def _seat_any(self, bag: PlannedBag) -> bool:
        services = self._book.services.get(bag.id, ())
        ways = chains(bag, services, self._seating.hubs)
        return any(self._seat(bag, way, self._seating.anywhere) for way in ways)

    def _seat(
        self,
        bag: PlannedBag,
        chain: Chain,
        find: Find,
    ) -> bool:
        """Seat a whole bag on every part of a way, or nowhere."""
        if any(self._free[key] < count for key, count in bag.contents.items()):
            return False
        goods = self.goods(bag)
        passage: Passage = []
        for index, part in enumerate(chain):
            if not isinstance(part, Gap):
                continue
            seat = fitting(apart(find(bag, part), passage), goods)
            if seat is None:
                for _, _, taken in passage:
                    _take(taken, goods, -1)
                return False
            _take(seat, goods, 1)
            passage.append((index, part, seat))
        self._carry(bag, chain, passage)
        return True

    def _carry(self, bag: PlannedBag, chain: Chain, passage: Passage) -> None:
        """Let a bag go whose seats are taken."""
        for key, count in bag.contents.items():
            self._free[key] -= count
        self._packing.use(bag.id)
        self._carried[bag.id] = Carried(bag=bag, chain=chain)
        for index, part, seat in passage:
            seat.carry(Movement(bag, index, part.from_site, part.to_site))

    def _split(self) -> None:
        """Seat what rows still ask for of bags that go by several legs."""
        for bag in list(self._book.bags.values()):
            services = self._book.services.get(bag.id, ())
            if not self._goes(bag.id) and (services or len(bag.legs) > 1):
                left = dict(bag.contents)
                for chain in chains(bag, services, self._seating.hubs):
                    while self._part(bag, chain, left):
                        pass

    def _part(self, bag: PlannedBag, chain: Chain, left: dict[str, int]) -> bool:
        """Seat as much of a bag as goes one way; the bag is packed anew."""
        passage: Passage = []
        for index, part in enumerate(chain):
            if isinstance(part, Gap):
                kinds = {self._kind(key): 1 for key, count in left.items() if count}
                found = apart(self._seating.anywhere(bag, part), passage)
                seat = wanting(found, kinds)
                if seat is None:
                    return False
                passage.append((index, part, seat))
        contents: dict[str, int] = {}
        for key, count in left.items():
            kind = self._kind(key)
            wanted = min((seat.need(kind) for _, _, seat in passage), default=0)
            taken = min(count, self._free[key], wanted)
            if taken > 0:
                contents[key] = taken
                for _, _, seat in passage:
                    seat.take(kind, taken)
        if not contents:
            return False
        for key, count in contents.items():
            left[key] -= count
        self._in_parts[bag.id] = None
        lot = self._packing.lot_of(next(iter(contents)))
        for packed in self._packing.parts(lot, contents):
            self._carry(packed, chain, passage)
        return True

    def _kind(self, consignment: str) -> Goods:
        row = self._rows[consignment]
        return row.partner, row.goods_class

    def _add(self, plan: Plan) -> None:
        """Seat bags that the plan left behind, and pack what is still asked for."""
        known = {bag.id for bag in plan.bags}
        left = [
            bag
            for lot in self._asked_lots()
            for bag in self._packing.whole_bags(lot)
            if bag.id not in known and not self._goes(bag.id)
        ]
        # What may not go today goes last.
        for bag in sorted(left, key=self._is_blocked):
            self._seat_any(bag)
        for tour in self.tours:
            self._fill(tour)

    def _asked_lots(self) -> list[str]:
        """Return the lots of which open rows may want items."""
        keys = {
            self._packing.lot_of(row.consignment_id): None
            for tour in self.tours
            for halt in tour.halts
            for need in halt.open
            for row in self.by_end.get((halt.site, *need), ())
        }
        return list(keys)

    def _is_blocked(self, bag: PlannedBag) -> bool:
        return any(self._rows[key].blocked is not None for key in bag.contents)

    def _fill(self, tour: TourLoad) -> None:
        """Pack what the rows of a tour still ask for."""
        wanted: dict[
            tuple[str, tuple[tuple[int, int], ...]],
            tuple[Chain, Passage, dict[str, int]],
        ] = {}
        for halt in tour.halts:
            for need in halt.open:
                for passage, row in self._sources(tour, halt, need):
                    kind = need[1:]
                    count = min(seat.need(kind) for _, _, seat in passage)
                    count = min(count, self._free[row.consignment_id])
                    if count < 1:
                        continue
                    lot = self._packing.lot_of(row.consignment_id)
                    ends = ((id(s.board), id(s.leave)) for _, _, s in passage)
                    chain: Chain = tuple(gap for _, gap, _ in passage)
                    key = lot, tuple(ends)
                    part = wanted.setdefault(key, (chain, passage, {}))[2]
                    part[row.consignment_id] = part.get(row.consignment_id, 0) + count
                    # Not counted twice: it is free until it is packed.
                    self._free[row.consignment_id] -= count
                    for _, _, seat in passage:
                        seat.take(kind, count)
        for (lot, _), (way, places, part) in wanted.items():
            for consignment, count in part.items():
                self._free[consignment] += count
            for bag in self._packing.parts(lot, part):
                self._carry(bag, way, places)

    def _sources(
        self, tour: TourLoad, halt: HaltLoad, need: Need
    ) -> list[tuple[Passage, Consignment]]:
        """Return where goods for a row may come from or go to, the simplest first."""
        found: list[tuple[tuple[bool, int, bool, int], Passage, Consignment]] = []
        for index, row in enumerate(self.by_end.get((halt.site, *need), ())):
            whole = Gap(row.origin, row.destination)
            for passage in self._seating.passages(tour, halt, need, whole):
                both = any(s.board and s.leave for _, _, s in passage)
                rank = row.blocked is not None, len(passage), both, index
                found.append((rank, passage, row))
        found.sort(key=lambda entry: entry[0])
        return [entry[1:] for entry in found]


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


def _take(seat: Seat, goods: Mapping[Goods, int], sign: int) -> None:
    for kind, count in goods.items():
        seat.take(kind, sign * count)
