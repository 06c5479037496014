"""The cells of a row into ids and numbers, or findings that say what is wrong."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from routing.domain.goods import DEFAULT_CLASS
from routing.tables.cells import fold, is_number
from routing.texts.catalogue import LANGUAGES

from .columns import word
from .edit import HandRow

if TYPE_CHECKING:
    from routing.domain.day import Day

    from .names import Kind, Names
    from .sheet_found import FoundSheet

_FORMER = re.compile(r"(.+) #(\d+)\.(\d+)")
_COUNT = re.compile(r"(\d{1,7})件?")
_MAX_TOUR = 99

_DELIVER = ("送", "送货", "送件", "派", "派送", "投递", "deliver", "delivery")
_PICK_UP = ("取", "取件", "揽", "揽收", "收", "pickup", "pick-up")


def read_rows(found: FoundSheet, day: Day, names: Names) -> list[HandRow]:
    """Return the rows that were understood; the others become findings."""
    reader = _Reader(found, day, names)
    rows = [reader.row(number, values) for number, values in found.rows]
    return [row for row in rows if row is not None]


class _Reader:
    """Reads row after row; a blank tour follows the vehicle's row above."""

    def __init__(self, found: FoundSheet, day: Day, names: Names) -> None:
        self._found = found
        self._names = names
        self._out = [row.vehicle.vehicle_id for row in day.vehicles_out]
        self._pick_up = _words("PICK_UP", _PICK_UP)
        self._deliver = _words("DELIVER", _DELIVER)
        self._tours: dict[str, int] = {}
        self._classes: dict[tuple[str, str], list[str]] = {}
        for row in day.consignments:
            for site in (row.origin, row.destination):
                classes = self._classes.setdefault((site, row.partner), [])
                if row.goods_class not in classes:
                    classes.append(row.goods_class)

    def row(self, number: int, values: dict[str, str]) -> HandRow | None:
        """Return a row, None with findings where a cell is not understood."""
        before = len(self._found.findings)
        broken = [key for key in self._found.errors if key[0] == number]
        for key in broken:
            value = self._found.errors[key]
            self._found.say("EDIT_ERROR_CELL", row=number, column=key[1], value=value)
        given = (number, values)
        vehicle = self._id(given, "VEHICLE", self._names.vehicles)
        if vehicle in self._out:
            self._say("EDIT_VEHICLE_OUT", given, "VEHICLE")
        site = self._id(given, "SITE", self._names.sites)
        partner = self._id(given, "PARTNER", self._names.partners)
        items = self._items(given)
        tour = self._tour(given, vehicle)
        order = self._order(given)
        pick_up = self._direction(given)
        goods = self._goods(given, site, partner)
        if len(self._found.findings) > before:
            return None
        return HandRow(
            row=number,
            vehicle=vehicle,
            tour=tour,
            order=order,
            site=site,
            pick_up=pick_up,
            partner=partner,
            goods_class=goods,
            items=items,
            former=_former(values.get("PLACE", "")),
        )

    def _say(self, code: str, given: Given, column: str, **details: object) -> None:
        number, values = given
        if (number, column) in self._found.errors:
            return  # Said already.
        value = values.get(column, "")
        self._found.say(code, row=number, column=column, value=value, details=details)

    def _id(self, given: Given, column: str, kind: Kind) -> str:
        """Return the id that a cell means, empty with a finding where unclear."""
        written = given[1].get(column, "")
        if not written:
            self._say("EDIT_BLANK", given, column)
            return ""
        keys = kind.find(written)
        if len(keys) == 1:
            return keys[0]
        if keys:
            self._say("EDIT_AMBIGUOUS", given, column, known="、".join(keys))
            return ""
        near = "、".join(kind.nearest(written)) or "?"
        self._say(_UNKNOWN[column], given, column, near=near)
        return ""

    def _items(self, given: Given) -> int:
        written = re.sub(r"[, ]", "", given[1].get("ITEMS", ""))
        if not written:
            self._say("EDIT_BLANK", given, "ITEMS")
            return 0
        match = _COUNT.fullmatch(written)
        if match is None:
            self._say("EDIT_NOT_WHOLE", given, "ITEMS")
            return 0
        return int(match.group(1))

    def _tour(self, given: Given, vehicle: str) -> int:
        written = given[1].get("TOUR", "").removeprefix("第").removesuffix("趟")
        if not written:
            return self._tours.setdefault(vehicle, 1)
        if not written.isdecimal() or not 1 <= int(written) <= _MAX_TOUR:
            self._say("EDIT_BAD_TOUR", given, "TOUR")
            return 0
        self._tours[vehicle] = int(written)
        return int(written)

    def _order(self, given: Given) -> Decimal | None:
        written = given[1].get("ORDER", "")
        if not written:
            return None
        if not is_number(written):
            self._say("EDIT_BAD_ORDER", given, "ORDER")
            return None
        return Decimal(written.replace(",", ""))

    def _direction(self, given: Given) -> bool:
        written = fold(given[1].get("DIRECTION", "")).lower().replace(" ", "")
        if written in self._pick_up:
            return True
        if written and written not in self._deliver:
            self._say("EDIT_BAD_DIRECTION", given, "DIRECTION")
        return False

    def _goods(self, given: Given, site: str, partner: str) -> str:
        """Return the class; a blank one where there is no choice."""
        if given[1].get("GOODS_CLASS"):
            return self._class(given)
        classes = self._classes.get((site, partner), [])
        if len(classes) > 1:
            self._say(
                "EDIT_GOODS_BLANK", given, "GOODS_CLASS", known="、".join(classes)
            )
        return classes[0] if classes else DEFAULT_CLASS

    def _class(self, given: Given) -> str:
        return self._id(given, "GOODS_CLASS", self._names.goods)


Given = tuple[int, dict[str, str]]

_UNKNOWN = {
    "VEHICLE": "EDIT_UNKNOWN_VEHICLE",
    "SITE": "EDIT_UNKNOWN_SITE",
    "PARTNER": "EDIT_UNKNOWN_PARTNER",
    "GOODS_CLASS": "EDIT_UNKNOWN_GOODS",
}


def _words(code: str, also: tuple[str, ...]) -> frozenset[str]:
    """Return the spellings of a direction, without spaces."""
    shown = (word(code, lang) for lang in LANGUAGES)
    return frozenset(text.replace(" ", "") for text in (*also, *shown))


def _former(written: str) -> tuple[str, int, int] | None:
    match = _FORMER.fullmatch(written)
    if match is None:
        return None
    return match.group(1), int(match.group(2)), int(match.group(3))
