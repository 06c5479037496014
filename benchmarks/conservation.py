"""Count items again: the tables of a shipped day against its plan.

Beside the judge, and simpler: what was asked is added up from the CSV files
themselves, so that a fault in reading them would show here.
"""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from routing.domain.day import Day
    from routing.plan.model import Plan

Key = tuple[str, str, str]
"""Site, partner, goods class; a pickup counts at the village that sends it."""

COLUMNS = ("site", "partner", "goods_class")


def demanded(folder: Path) -> Counter[Key]:
    """Return the items asked for in the tables of a generated or a shipped day.

    Orders, one item each, take the place of the demand that they cover. Demand may
    have a column for each partner instead of a row.
    """
    asked: Counter[Key] = Counter()
    for row in _demand_rows(folder):
        asked[_key(row)] += int(row["items"])
    orders: Counter[Key] = Counter()
    if (folder / "orders.csv").exists():
        orders.update(_key(row) for row in _rows(folder / "orders.csv"))
    asked.update({key: items - asked[key] for key, items in orders.items()})
    for row in _rows(folder / "pickups.csv"):
        asked[_key(row)] += int(row["items"])
    return asked


def accounted(day: Day, plan: Plan) -> Counter[Key]:
    """Return the items that a plan carries or lists as left behind."""
    labels = {
        row.consignment_id: (row.outer_site, row.partner, row.goods_class)
        for row in day.consignments
    }
    found: Counter[Key] = Counter()
    for bag in plan.bags:
        for consignment, items in bag.contents.items():
            found[labels[consignment]] += items
    for left in plan.unserved:
        found[left.site, left.partner, left.goods_class] += left.items
    return found


def differences(asked: Counter[Key], found: Counter[Key]) -> dict[Key, int]:
    """Return items found less items asked wherever they are not the same."""
    return {
        key: found[key] - asked[key]
        for key in sorted({*asked, *found})
        if found[key] != asked[key]
    }


def _demand_rows(folder: Path) -> list[dict[str, str]]:
    rows = _rows(folder / "demand.csv")
    if not rows or "partner" in rows[0]:
        return rows
    ids = {row["name"]: row["partner_id"] for row in _rows(folder / "partners.csv")}
    return [
        {**row, "partner": ids[name], "items": items}
        for row in rows
        for name, items in row.items()
        if name in ids and items
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _key(row: dict[str, str]) -> Key:
    site, partner, goods_class = (row[column] for column in COLUMNS)
    return site, partner, goods_class
