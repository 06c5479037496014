"""Whether the rows of an edit ask for goods that the day has, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .columns import word

if TYPE_CHECKING:
    from routing.domain.day import Day

    from .edit import HandRow
    from .names import Names
    from .sheet_found import FoundSheet

Goods = tuple[str, bool, str, str]
"""Site, whether picked up there, partner and class."""


def demanded(day: Day) -> dict[Goods, int]:
    """Return the items by site and direction: each is left here and brought there."""
    items: dict[Goods, int] = {}
    for row in day.consignments:
        for site, pick_up in ((row.origin, True), (row.destination, False)):
            key = site, pick_up, row.partner, row.goods_class
            items[key] = items.get(key, 0) + row.items
    return items


def check_demand(
    found: FoundSheet, day: Day, names: Names, rows: list[HandRow]
) -> None:
    """Report rows without goods, and rows that together ask for too many."""
    there = demanded(day)
    asked: dict[Goods, list[HandRow]] = {}
    for row in rows:
        key = row.site, row.pick_up, row.partner, row.goods_class
        if row.items and key not in there:
            found.say("EDIT_NO_DEMAND", row=row.row, details=_words(names, key))
        else:
            asked.setdefault(key, []).append(row)
    for key, own in asked.items():
        written = sum(row.items for row in own)
        if written > there.get(key, 0):
            last = own[-1]
            found.say(
                "EDIT_OVER_DEMAND",
                row=last.row,
                column="ITEMS",
                value=str(last.items),
                details={
                    **_words(names, key),
                    "written": str(written),
                    "demanded": str(there.get(key, 0)),
                },
            )


def _words(names: Names, key: Goods) -> dict[str, str]:
    site, pick_up, partner, goods = key
    code = "PICK_UP" if pick_up else "DELIVER"
    return {
        "site": names.sites.label(site),
        "partner": names.partners.label(partner),
        "goods": goods,
        "direction": word(code, "en"),
        "direction_zh": word(code, "zh"),
    }
