"""Items of a day and of its plan, by site, partner and class."""

from __future__ import annotations

from collections import Counter


def demanded(day):
    """Count the items of each site, partner and class, as the tables ask."""
    items = Counter()
    for row in day.consignments:
        items[row.outer_site, row.partner, row.goods_class] += row.items
    for row in day.set_aside:
        items[row.site, row.partner, row.goods_class] += row.items
    return items


def accounted(day, plan):
    """Count the items that travel or stay, by the same key."""
    rows = {row.consignment_id: row for row in day.consignments}
    items = Counter()
    for bag in plan.bags:
        for key, count in bag.contents.items():
            row = rows[key]
            items[row.outer_site, row.partner, row.goods_class] += count
    for row in plan.unserved:
        items[row.site, row.partner, row.goods_class] += row.items
    return items
