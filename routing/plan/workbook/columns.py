"""The columns of the sheet of stops: their headers out, every spelling in."""

from __future__ import annotations

from functools import cache

from routing.tables.headers import HEADERS, fold_header
from routing.texts.catalogue import LANGUAGES, text

FAMILY = "workbook"
EDITABLE = (
    "VEHICLE",
    "TOUR",
    "ORDER",
    "SITE",
    "DIRECTION",
    "PARTNER",
    "GOODS_CLASS",
    "ITEMS",
)
"""Columns that are read back."""

COLUMNS = (
    "VEHICLE",
    "TOUR",
    "ORDER",
    "SITE",
    "TOWNSHIP",
    "DIRECTION",
    "PARTNER",
    "GOODS_CLASS",
    "ITEMS",
    "ARRIVE",
    "START",
    "DEPART",
    "KG",
    "BAGS",
    "PLACE",
)
"""Columns of the sheet as written."""

REQUIRED = ("VEHICLE", "SITE", "PARTNER", "ITEMS")

_ALSO: dict[str, tuple[str, ...]] = {
    "VEHICLE": HEADERS["routes"]["vehicle"],
    "TOUR": HEADERS["routes"]["tour"],
    "ORDER": HEADERS["routes"]["seq"],
    "SITE": HEADERS["demand"]["site"],
    "TOWNSHIP": HEADERS["demand"]["township"],
    "DIRECTION": ("方向", "送取", "收送", "direction"),
    "PARTNER": HEADERS["demand"]["partner"],
    "GOODS_CLASS": HEADERS["demand"]["goods_class"],
    "ITEMS": HEADERS["demand"]["items"],
}


def word(code: str, lang: str, **values: object) -> str:
    """Return a word of the workbook."""
    return text(FAMILY, code, lang, **values)


def header(column: str, lang: str) -> str:
    """Return a column's header."""
    return word(f"COL_{column}", lang)


def column_of(written: str) -> str | None:
    """Return the column that a header means, None where none does."""
    return _spellings().get(fold_header(written))


@cache
def _spellings() -> dict[str, str]:
    known: dict[str, str] = {}
    for lang in LANGUAGES:
        for column in COLUMNS:
            known.setdefault(fold_header(header(column, lang)), column)
    for column, spellings in _ALSO.items():
        for spelling in spellings:
            known.setdefault(fold_header(spelling), column)
    return known
