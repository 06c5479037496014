"""A bag as the oracle sees it: contents, ends, promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.lot import build_lots
from routing.domain.partner import SortDepth

from .boxes import boxed
from .cold import needs_of

if TYPE_CHECKING:
    from routing.domain.box import BoxStock
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.lot import Bag

    from .cold import Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Freight:
    """One bag with its consignments; ``rough``: must pass a site that sorts (T4b).

    ``needs`` is what keeping it cold, or being quick, asks. What may travel in
    boxes (C2a) is a freight by itself for each stock, under another id: of all that
    are one ``name``, one travels at most.
    """

    bag: Bag
    name: str
    rows: tuple[tuple[Consignment, int], ...]
    rough: bool
    needs: Needs
    stock: BoxStock | None = None

    @property
    def first(self) -> Consignment:
        """A consignment that stands for all: one lot shares ends and promises."""
        return self.rows[0][0]

    @property
    def precooled(self) -> int | None:
        """When it was cold at its origin, the first of its goods (C1c)."""
        times = [row.precooled_time for row, _ in self.rows]
        return min((time for time in times if time is not None), default=None)

    @property
    def ready(self) -> int:
        """When it can leave its origin: not before all is cold (C1e)."""
        times = [row.precooled_time or 0 for row, _ in self.rows]
        usable = 0 if self.stock is None else self.stock.usable_from
        return max(self.first.ready_time, usable, *times)

    @property
    def is_delivery(self) -> bool:
        """Whether its village end is the destination."""
        return self.first.kind is ConsignmentKind.DELIVERY

    @property
    def promise(self) -> tuple[str, int | None]:
        """Its village end and the deadline there."""
        return self.first.outer_site, self.first.deadline

    @property
    def partners(self) -> tuple[str, ...]:
        """Owners of the contents, each once."""
        return tuple(dict.fromkeys(row.partner for row, _ in self.rows))

    @property
    def classes(self) -> tuple[str, ...]:
        """Goods classes inside, each once."""
        return tuple(dict.fromkeys(row.goods_class for row, _ in self.rows))

    @property
    def twin_key(self) -> tuple[object, ...]:
        """Bags with the same key may change places in any plan."""
        inside = tuple((row.consignment_id, count) for row, count in self.rows)
        return self.bag.lot_id, inside, self.bag.grams, self.bag.cm3

    def keeps_promise(self, time: int) -> bool:
        """Tell whether something may start at the village end at ``time`` (T1b)."""
        windows, deadline = self.first.windows, self.first.deadline
        inside = not windows or any(w.early <= time <= w.late for w in windows)
        return inside and (deadline is None or time <= deadline)

    @property
    def latest(self) -> int | None:
        """Last instant of its windows and deadline, for arrivals (T1b, T8a)."""
        ends = [max(w.late for w in self.first.windows)] if self.first.windows else []
        if self.first.deadline is not None:
            ends.append(self.first.deadline)
        return min(ends, default=None)


def freights_of(day: Day) -> list[Freight]:
    """Return every bag of the day that is not blocked, in the order of the lots.

    Behind each bag it stands once more for every stock of boxes that it may use.
    """
    known = {row.consignment_id: row for row in day.consignments}
    bags = [
        Freight(
            bag=bag,
            name=bag.bag_id,
            rows=(rows := tuple((known[key], count) for key, count in bag.contents)),
            rough=_is_rough(day, [row for row, _ in rows]),
            needs=needs_of(day.goods[row.goods_class] for row, _ in rows),
        )
        for lot in build_lots(day)
        for bag in lot.bags
        if lot.consignments[0].blocked is None
    ]
    return [form for bag in bags for form in (bag, *boxed(day, bag))]


def _is_rough(day: Day, rows: list[Consignment]) -> bool:
    first = rows[0]
    below = day.sites[first.destination].township is not None
    return (
        below
        and first.kind is ConsignmentKind.DELIVERY
        and not day.sites[first.origin].sorts
        and any(
            day.partners[row.partner].sort_depth is SortDepth.TOWNSHIP for row in rows
        )
    )
