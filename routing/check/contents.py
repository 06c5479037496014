"""What is truly in a bag, recomputed from its contents and the consignments."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..domain.cold import ColdNeeds, cold_needs
from ..domain.vehicle import Temperature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..domain.box import BoxStock
    from ..domain.consignment import Consignment
    from ..domain.day import Day
    from ..domain.goods import GoodsClass
    from ..plan.model import PlannedBag

Exact = tuple[int, int]
"""A quotient, not reduced: no divisors are sought while parts are added."""

NO_NEEDS = ColdNeeds(temp=Temperature.AMBIENT, pack=0, limit=None, ride=None)
"""What a bag needs of which no contents are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A bag as the judge sees it.

    ``rows`` are the known consignments with their items. ``grams`` and ``cm3``
    are the plan's figures where they can be right (parts of a consignment are
    whole numbers, so less than one off per entry), else the judge's own, with
    ``slack`` as the doubt that remains. ``whole`` is False when an entry could
    not be understood. ``items`` are those inside; ``classes`` names each goods
    class once, in the order of the contents; ``needs`` is what keeping them cold asks
    for (C1b). Of a bag in reusable boxes ``stock`` is theirs and ``boxes`` how many
    it takes, ``cm3`` their volume (C2b).
    """

    bag: PlannedBag
    rows: tuple[tuple[Consignment, int], ...]
    grams: int
    cm3: int
    slack: int
    exact_grams: Exact
    exact_cm3: Exact
    whole: bool
    items: int
    classes: tuple[str, ...]
    needs: ColdNeeds
    stock: BoxStock | None = None
    boxes: int = 0

    @property
    def pieces(self) -> int:
        """What the bag counts in fees and work: its boxes, else one (C2b, M4a)."""
        return self.boxes or 1

    @property
    def origin(self) -> str:
        """Site where the bag is packed."""
        return self.rows[0][0].origin if self.rows else self.bag.origin

    @property
    def destination(self) -> str:
        """Site where the bag is opened."""
        return self.rows[0][0].destination if self.rows else self.bag.destination

    @property
    def outer_site(self) -> str:
        """The village end of the bag."""
        return self.rows[0][0].outer_site if self.rows else self.bag.destination

    @property
    def ready_time(self) -> int:
        """When the last of its contents is ready (rule T4)."""
        return max((row.ready_time for row, _ in self.rows), default=0)


def exact_sum(parts: Iterable[Exact]) -> Exact:
    """Return the sum of some quotients."""
    above, below = 0, 1
    for part, of in parts:
        if of == below:
            above += part
        else:
            above, below = above * of + part * below, below * of
    return above, below


def possible(figure: int, exact: Exact, entries: int) -> bool:
    """Tell whether a whole figure can come from adding ``entries`` whole parts."""
    above, below = exact
    return abs(figure * below - above) < max(entries, 1) * below


def nearest(exact: Exact) -> int:
    """Return the whole number nearest to a quotient."""
    return round(Fraction(*exact))


def asked_boxes(box_cm3: int, exact: Exact, entries: int) -> range:
    """Return how many boxes goods of some cm³ may take (C2a): at least one.

    More than one answer where the doubt of ``possible`` reaches over a box.
    """
    above, below = exact
    least = above // below - max(entries, 1) + 1
    most = -(-above // below) + max(entries, 1) - 1
    return range(
        max(1, -(-max(least, 0) // box_cm3)), max(1, -(-max(most, 0) // box_cm3)) + 1
    )


def read_bag(
    bag: PlannedBag, consignments: Mapping[str, Consignment], day: Day
) -> Contents:
    """Recompute items, grams, cm³, boxes and needs of a bag from its contents."""
    rows = tuple(
        (consignments[key], count)
        for key, count in bag.contents.items()
        if key in consignments and count > 0
    )
    grams = exact_sum((row.grams * n, row.items) for row, n in rows)
    cm3 = exact_sum((row.cm3 * n, row.items) for row, n in rows)
    classes = tuple(dict.fromkeys(row.goods_class for row, _ in rows))
    weight = bag.grams if possible(bag.grams, grams, len(rows)) else nearest(grams)
    stock = day.boxes.get(bag.box or "")
    room, boxes, doubt = _room(bag, cm3, len(rows), stock)
    right = weight == bag.grams and room == bag.cm3
    return Contents(
        bag=bag,
        rows=rows,
        grams=weight,
        cm3=room,
        slack=0 if right else len(rows) + 1 + doubt,
        exact_grams=grams,
        exact_cm3=cm3,
        whole=len(rows) == len(bag.contents) and bool(rows),
        items=sum(count for _, count in rows),
        classes=classes,
        needs=_needs(tuple(day.goods[name] for name in classes), stock),
        stock=stock,
        boxes=boxes,
    )


def _room(
    bag: PlannedBag, exact: Exact, entries: int, stock: BoxStock | None
) -> tuple[int, int, int]:
    """Return the cm³ that a bag takes, its boxes, and the doubt in the cm³ (C2b)."""
    if stock is None:
        right = possible(bag.cm3, exact, entries)
        return bag.cm3 if right else nearest(exact), 0, 0
    asked = asked_boxes(stock.cm3, exact, entries)
    own = max(1, -(-nearest(exact) // stock.cm3))
    boxes = bag.boxes if bag.boxes in asked else own
    return boxes * stock.cm3, boxes, (len(asked) - 1) * stock.cm3


def _needs(goods: tuple[GoodsClass, ...], stock: BoxStock | None) -> ColdNeeds:
    """Return what keeping goods cold asks for; other boxes than theirs keep nothing."""
    if not goods:
        return NO_NEEDS
    keeps = stock is not None and stock.temp is goods[0].temp
    return cold_needs(goods, stock if keeps else None)


def read_bags(day: Day, bags: Sequence[PlannedBag]) -> dict[str, Contents]:
    """Return the contents by bag id; of a repeated id the first counts."""
    consignments = {row.consignment_id: row for row in day.consignments}
    read: dict[str, Contents] = {}
    for bag in bags:
        if bag.id not in read:
            read[bag.id] = read_bag(bag, consignments, day)
    return read
