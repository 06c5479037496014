"""Lots of an earlier run of the day → lots of this run.

Lot ids follow the rows of the tables, so that a new row renames the lots behind it:
lots are told apart by origin, destination and bag group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.day import Bagging
from routing.domain.partner import may_mix

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routing.domain.day import Day
    from routing.domain.lot import Lot
    from routing.plan.model import PlannedBag

Group = tuple[str, str, str, bool, bool]
"""Origin, destination, temperature, bus permission and whether pieces are loose."""


def match_lots(
    day: Day, earlier: Sequence[PlannedBag], lots: Iterable[Lot]
) -> dict[str, str]:
    """Return the earlier lot of each lot, where there is one, by their ids.

    Several lots may have one earlier lot: a brand that is late, say, makes a lot of
    its own. Of several earlier lots the one with most partners in common is meant.
    """
    known: dict[Group, dict[str, set[str]]] = {}
    for bag in earlier:
        if bag.goods_class in day.goods:
            ends = bag.origin, bag.destination
            group = _group(day, ends, bag.goods_class, loose=bag.loose)
            partners = known.setdefault(group, {}).setdefault(bag.lot, set())
            partners.update(bag.items)
    found = {}
    for lot in lots:
        if not lot.bags:
            continue
        first = lot.consignments[0]
        loose = lot.bags[0].loose
        ends = lot.origin, lot.destination
        group = _group(day, ends, first.goods_class, loose=loose)
        owners = {row.partner for row in lot.consignments}
        match = _best(day, known.get(group, {}), owners)
        if match is not None:
            found[lot.lot_id] = match
    return found


def _group(day: Day, ends: tuple[str, str], goods_class: str, *, loose: bool) -> Group:
    goods = day.goods[goods_class]
    return *ends, goods.temp.value, goods.bus_allowed, loose


def _best(day: Day, known: dict[str, set[str]], owners: set[str]) -> str | None:
    """Return the lot with most partners in common, else one that may be mixed."""
    shared = {lot: len(partners & owners) for lot, partners in known.items()}
    most = max(shared.values(), default=0)
    if most:
        return next(lot for lot, count in shared.items() if count == most)
    if day.settings.bagging is Bagging.PER_PARTNER:
        return None
    for lot, partners in known.items():
        pairs = ((a, b) for a in sorted(partners) for b in sorted(owners))
        if all(may_mix(day.agreements, a, b) for a, b in pairs):
            return lot
    return None
