"""Rules M2 and M3: what may share a bag, and how much a bag holds."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from ..domain.day import Bagging
from .causes import Cause
from .contents import exact_sum, nearest, possible
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.consignment import Consignment
    from ..domain.day import Day
    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents

BAG_GRAMS = 30_000
BAG_CM3 = 150_000


def check_packing(case: Case) -> Iterator[Violation]:
    """Check every bag: its lot, its limits and what it says of itself."""
    lots: dict[str, tuple[str, str]] = {}
    for contents in case.bags.values():
        bag = contents.bag
        where = f"[{bag.id}]"
        nothing = sum(1 - count for count in bag.contents.values() if count < 1)
        if nothing or not bag.contents:
            yield found(Cause.M3_BAG_ITEMS, where, max(1, nothing))
        if not contents.rows:
            continue
        ends = (contents.origin, contents.destination)
        strangers = _strangers(case.day, contents)
        if strangers:
            yield found(Cause.M2_LOT, where, strangers)
        if (bag.origin, bag.destination) != ends:
            yield found(Cause.M2_PLACE, where, 1)
        elif lots.setdefault(bag.lot, ends) != ends:
            yield found(Cause.M2_LOT, where, contents.items)
        yield from _limits(case.day, contents, where)
        yield from _figures(contents, where)
        yield from _labels(case.day, contents, where)


def _strangers(day: Day, contents: Contents) -> int:
    """Items that may not share a bag with an entry before them."""
    items = 0
    for index, (row, count) in enumerate(contents.rows):
        if not all(_may_share(day, row, other) for other, _ in contents.rows[:index]):
            items += count
    return items


def _may_share(day: Day, row: Consignment, other: Consignment) -> bool:
    goods, others = day.goods[row.goods_class], day.goods[other.goods_class]
    same_lot = (
        (row.origin, row.destination, row.ready_time, row.precooled_time)
        == (other.origin, other.destination, other.ready_time, other.precooled_time)
        and (row.late_micro_yuan, row.late_most)
        == (other.late_micro_yuan, other.late_most)
        and (goods.temp, goods.bus_allowed) == (others.temp, others.bus_allowed)
        and other.goods_class not in goods.incompatible_with
        and row.goods_class not in others.incompatible_with
    )
    if day.settings.bagging is Bagging.PER_PARTNER:
        return same_lot and (row.partner, row.goods_class, row.priority) == (
            other.partner,
            other.goods_class,
            other.priority,
        )
    return same_lot and _agreed(day, row.partner, other.partner)


def _agreed(day: Day, first: str, second: str) -> bool:
    if day.agreements is None or first == second:
        return True
    return any(
        row.mixed_bag
        and any(
            row.partner in (one, "*") and row.other in (two, "*")
            for one, two in ((first, second), (second, first))
        )
        for row in day.agreements
    )


def _limits(day: Day, contents: Contents, where: str) -> Iterator[Violation]:
    if contents.bag.loose:
        return
    per_bag = [day.partners[row.partner].items_per_bag for row, _ in contents.rows]
    counts = (count for _, count in contents.rows)
    above, below = exact_sum(zip(counts, per_bag, strict=True))
    if above > below:
        over = ceil(Fraction(above - below, below) * max(per_bag))
        yield found(Cause.M3_BAG_LIMIT_ITEMS, where, over)
    if contents.items == 1:
        # A single piece cannot be divided: by weight it must be loose instead.
        return
    if contents.grams > BAG_GRAMS:
        yield found(Cause.M3_BAG_LIMIT_KG, where, contents.grams - BAG_GRAMS)
    # What boxes take beside the goods is no matter of the bag.
    cm3 = contents.cm3 if contents.stock is None else nearest(contents.exact_cm3)
    if cm3 > BAG_CM3:
        yield found(Cause.M3_BAG_LIMIT_M3, where, cm3 - BAG_CM3)


def _figures(contents: Contents, where: str) -> Iterator[Violation]:
    bag, entries = contents.bag, len(contents.rows)
    if not contents.whole:
        return
    figures = [(Cause.M3_BAG_GRAMS, bag.grams, contents.exact_grams)]
    if contents.stock is None:
        figures.append((Cause.M3_BAG_CM3, bag.cm3, contents.exact_cm3))
    elif bag.cm3 != contents.cm3:
        yield found(Cause.M3_BAG_CM3, where, abs(bag.cm3 - contents.cm3))
    for cause, figure, exact in figures:
        if not possible(figure, exact, entries):
            yield found(cause, where, abs(figure - nearest(exact)))
    listed: dict[str, int] = dict(bag.items)
    for row, count in contents.rows:
        listed[row.partner] = listed.get(row.partner, 0) - count
    off = sum(abs(difference) for difference in listed.values())
    if off:
        yield found(Cause.M3_BAG_ITEMS, where, off)


def _labels(day: Day, contents: Contents, where: str) -> Iterator[Violation]:
    if contents.bag.goods_class not in contents.classes:
        yield found(Cause.M3_BAG_CLASS, where, 1)
    loose = any(
        not day.goods[row.goods_class].baggable or row.grams > BAG_GRAMS * row.items
        for row, _ in contents.rows
    )
    if loose != contents.bag.loose or (loose and contents.items != 1):
        yield found(Cause.M3_LOOSE, where, 1)
