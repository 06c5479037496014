"""Whether the rows of an edit ask for goods that the day has, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.transfer import may_transfer

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


class _Limits:
    """How many items rows may ask for."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._there = demanded(day)
        self._all: dict[tuple[str, str], int] = {}
        for row in day.consignments:
            kind = row.partner, row.goods_class
            self._all[kind] = self._all.get(kind, 0) + row.items

    def of(self, key: Goods) -> int:
        """Return the items that can be handled at a site in one direction."""
        if may_transfer(self._day.sites[key[0]]):
            return self._all.get(key[2:], 0)
        return self._there.get(key, 0)


def check_demand(
    found: FoundSheet, day: Day, names: Names, rows: list[HandRow]
) -> None:
    """Report rows without goods, and rows that together ask for too many.

    Where goods may change carriers, others may pass besides those that begin or
    end there: at most all of their partner and class.
    """
    there = _Limits(day)
    asked: dict[Goods, list[HandRow]] = {}
    for row in rows:
        key = row.site, row.pick_up, row.partner, row.goods_class
        if row.items and not there.of(key):
            found.say("EDIT_NO_DEMAND", row=row.row, details=_words(names, key))
        else:
            asked.setdefault(key, []).append(row)
    for key, own in asked.items():
        written = sum(row.items for row in own)
        if written > there.of(key):
            last = own[-1]
            found.say(
                "EDIT_OVER_DEMAND",
                row=last.row,
                column="ITEMS",
                value=str(last.items),
                details={
                    **_words(names, key),
                    "written": str(written),
                    "demanded": str(there.of(key)),
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
