"""The bags of the whole day: what has begun of their ways, and what comes after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.box_uses import in_boxes
from routing.plan.services import ROAD

from .later_goods import whole_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag, Unserved

    from .going import Going


def merged_bags(day: Day, going: Going, rest: Plan) -> tuple[PlannedBag, ...]:
    """Return every bag that travels, with its whole itinerary, by id."""
    later = {bag.id: bag for bag in rest.bags}
    found = []
    for name, row in going.standing.items():
        onward = later.pop(name, None)
        legs = (*row.legs, *(_legs(going, onward) if onward is not None else ()))
        if legs:
            found.append(replace(row.bag, legs=legs))
    rows = {row.consignment_id: row for row in day.consignments}
    for bag in later.values():
        # Exact shares of the whole consignment, never above what was searched with.
        parts = [(rows[key], items) for key, items in bag.contents.items()]
        goods = replace(
            bag,
            grams=sum(row.grams * items // row.items for row, items in parts),
            cm3=sum(row.cm3 * items // row.items for row, items in parts),
            legs=tuple(_legs(going, bag)),
        )
        found.append(in_boxes(goods, day.boxes.get(bag.box or "")))
    return tuple(sorted(found, key=lambda bag: bag.id))


def _legs(going: Going, bag: PlannedBag) -> Iterator[Leg]:
    """Yield legs of the residual day, tours counted over the whole day."""
    for leg in bag.legs:
        if leg.kind == ROAD:
            begun = len(going.tours.get(leg.vehicle or "", ()))
            yield replace(leg, tour=(leg.tour or 0) + begun)
        else:
            yield leg


def merged_unserved(day: Day, rest: Plan) -> tuple[Unserved, ...]:
    """Return what stays behind, parts of a consignment with one reason together."""
    rows = {row.consignment_id: row for row in day.consignments}
    found: dict[tuple[object, ...], Unserved] = {}
    for row in rest.unserved:
        whole = None if row.consignment is None else whole_id(row.consignment)
        known = rows[whole] if whole is not None else None
        made = replace(row, consignment=whole)
        if known is not None:
            made = replace(made, site=known.outer_site, kind=known.kind.value)
        key = (whole, row.site, row.partner, row.goods_class, row.reason, row.certified)
        if known is None or key not in found:
            found[(*key, len(found)) if known is None else key] = made
            continue
        before = found[key]
        larger = made if made.amount > before.amount else before
        found[key] = replace(larger, items=before.items + made.items)
    return tuple(
        sorted(found.values(), key=lambda row: (row.site, row.partner, row.goods_class))
    )
