"""The sheets that are read back: their columns, and every spelling of the headers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from routing.tables.headers import fold_header
from routing.texts.catalogue import LANGUAGES

from . import columns
from .columns import word
from .service_words import SHARED, say

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sheet that is read back.

    ``sheet`` is the code of its name, ``columns`` are those known of it,
    ``editable`` those that are read, ``required`` those it cannot do without,
    ``single`` those of which a merged cell stands for one row alone.
    """

    sheet: str
    columns: tuple[str, ...]
    editable: tuple[str, ...]
    required: tuple[str, ...]
    single: tuple[str, ...]

    def name(self, lang: str) -> str:
        """Return the name of the sheet."""
        return (say if self.sheet == "SHEET_OFFERS" else word)(self.sheet, lang)

    def header(self, column: str, lang: str) -> str:
        """Return a column's header."""
        if self in (STOPS, BAGS) or column in SHARED:
            return columns.header(column, lang)
        return say(f"COL_{column}", lang)

    def column_of(self, written: str) -> str | None:
        """Return the column that a header means, None where none does."""
        if self is STOPS:
            return columns.column_of(written)
        return _spellings(self.sheet).get(fold_header(written))


STOPS = Layout(
    sheet="SHEET_STOPS",
    columns=columns.COLUMNS,
    editable=columns.EDITABLE,
    required=columns.REQUIRED,
    single=("ITEMS",),
)
_COUNTS = ("SEALED", "PIECES", "ITEMS", "KG", "BAG_IDS")
_FEES = ("BASIS", "PRICE", "QUANTITY", "FEE")
TRIPS = Layout(
    sheet="SHEET_TRIPS",
    columns=(
        *("TRIP", "LINE", "OPERATOR", "PLATE", "BOARD", "DEPARTS", "LATEST"),
        *("ALIGHT", "COMES", *_COUNTS, "HOLD", *_FEES),
    ),
    editable=("TRIP", "BOARD", "DEPARTS", "ALIGHT", "COMES", "BAG_IDS", "HOLD"),
    required=("TRIP", "BOARD", "ALIGHT", "BAG_IDS"),
    single=("BAG_IDS",),
)
OFFERS = Layout(
    sheet="SHEET_OFFERS",
    columns=(
        *("OFFER", "KIND", "OPERATOR", "FOR", "GIVEN_AT", "LATEST", "ENDS"),
        *("PROMISE", *_COUNTS, *_FEES),
    ),
    editable=("OFFER", "BAG_IDS"),
    required=("OFFER", "BAG_IDS"),
    single=("BAG_IDS",),
)
BAGS = Layout(
    sheet="SHEET_BAGS",
    columns=("BAG", "BOX", "BOXES"),
    editable=("BAG", "BOX"),
    required=("BAG", "BOX"),
    single=(),
)
_BY_SHEET = {layout.sheet: layout for layout in (TRIPS, OFFERS, BAGS)}
_ALSO = {
    "BAG": ("集包袋", "袋", "bag"),
    "BOX": ("箱", "保温箱型号", "box"),
    "TRIP": ("班次编号", "班次号", "trip_id"),
    "OFFER": ("代投编号", "offer_id", "handover"),
    "BAG_IDS": ("集包袋", "袋", "bag ids"),
    "HOLD": ("等货", "等货(分钟)", "hold"),
}


@cache
def _spellings(sheet: str) -> Mapping[str, str]:
    layout = _BY_SHEET[sheet]
    known: dict[str, str] = {}
    for lang in LANGUAGES:
        for column in layout.columns:
            known.setdefault(fold_header(layout.header(column, lang)), column)
    for column, spellings in _ALSO.items():
        if column in layout.columns:
            for spelling in spellings:
                known.setdefault(fold_header(spelling), column)
    return known
