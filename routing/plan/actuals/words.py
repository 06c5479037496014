"""Words of 执行回填 and of closing: reasons, seals, headers, times."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from routing.plan.workbook.layout import Layout
from routing.plan.workbook.service_words import time_cell
from routing.tables.headers import fold_header
from routing.texts.catalogue import LANGUAGES, family, text

from .model import RowKind, Seal
from .reasons import COLLECTION_REASONS, DELIVERY_REASONS, LEFT_REASONS, Why

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import PlannedRow

FAMILY = "closing"
BLANK = "_"


def say(code: str, lang: str, **values: object) -> str:
    """Return a word of the family."""
    return text(FAMILY, code, lang, **values)


def why_word(why: Why, lang: str) -> str:
    """Return a reason in words."""
    return say(f"WHY_{why.name}", lang)


def seal_word(seal: Seal, lang: str) -> str:
    """Return what was found of a seal, in words."""
    return say(f"SEAL_{seal.name}", lang)


def kind_word(kind: str, lang: str) -> str:
    """Return what is brought back, or that it is a delivery."""
    return say(f"KIND_{kind.upper()}", lang)


def clock_cell(time: int | None, lang: str) -> str:
    """Return a time of day; blank for none."""
    return "" if time is None else time_cell(time, lang)


class FillLayout(Layout):
    """A sheet of 执行回填: its words stand in the family of closing."""

    def name(self, lang: str) -> str:
        """Return the name of the sheet."""
        return say(self.sheet, lang)

    def header(self, column: str, lang: str) -> str:
        """Return a column's header."""
        own = f"COL_{self.sheet.removeprefix('SHEET_')}_{column}"
        code = own if own in family(FAMILY) else f"COL_{column}"
        return say(code, lang)

    @property
    def typed(self) -> tuple[str, ...]:
        """Columns that a person types into; the key is read as well."""
        return self.editable[1:]

    def column_of(self, written: str) -> str | None:
        """Return the column that a header means, None where none does."""
        return _spellings(self).get(fold_header(written))


_TYPED = ("ITEMS", "TIME", "LEFT", "SEAL", "TEMP", "WHY", "NOTE")

DELIVERIES = FillLayout(
    sheet="SHEET_DELIVERIES",
    columns=(
        *("KEY", "STEP", "CARRIER", "TOUR", "ORDER", "PLACE", "SITE", "PARTNER"),
        *("GOODS_CLASS", "PLANNED_TIME", "PLANNED_ITEMS", "BAG_IDS", *_TYPED),
    ),
    editable=("KEY", *_TYPED),
    required=("KEY", "SITE", "PARTNER", "PLANNED_ITEMS", "ITEMS"),
    single=("KEY", "PLANNED_ITEMS", *_TYPED),
)
COLLECTIONS = FillLayout(
    sheet="SHEET_COLLECTIONS",
    columns=(
        *("KEY", "CARRIER", "TOUR", "ORDER", "SITE", "KIND", "PARTNER"),
        *("GOODS_CLASS", "PLANNED_TIME", "PLANNED_ITEMS", "BAG_IDS", *_TYPED),
    ),
    editable=("KEY", *_TYPED),
    required=("KEY", "SITE", "PARTNER", "PLANNED_ITEMS", "ITEMS"),
    single=("KEY", "PLANNED_ITEMS", *_TYPED),
)
LEFTOVERS = FillLayout(
    sheet="SHEET_LEFTOVERS",
    columns=(
        *("KEY", "SITE", "KIND", "PARTNER", "GOODS_CLASS", "REASON"),
        *("PLANNED_ITEMS", "ITEMS", "TIME", "WHY", "NOTE"),
    ),
    editable=("KEY", "ITEMS", "TIME", "WHY", "NOTE"),
    required=("KEY", "SITE", "PARTNER", "PLANNED_ITEMS", "ITEMS"),
    single=("KEY", "PLANNED_ITEMS", "ITEMS", "TIME", "WHY", "NOTE"),
)
LAYOUTS: dict[FillLayout, tuple[RowKind, ...]] = {
    DELIVERIES: (RowKind.DELIVER, RowKind.TRANSFER),
    COLLECTIONS: (RowKind.COLLECT,),
    LEFTOVERS: (RowKind.LEFT,),
}
"""The sheets, and the rows that stand in each."""

REASONS: dict[FillLayout, tuple[Why, ...]] = {
    DELIVERIES: DELIVERY_REASONS,
    COLLECTIONS: COLLECTION_REASONS,
    LEFTOVERS: LEFT_REASONS,
}


def layout_of(row: PlannedRow) -> FillLayout:
    """Return the sheet that a row stands in."""
    return next(layout for layout, kinds in LAYOUTS.items() if row.kind in kinds)


def columns_of(layout: FillLayout, *, cold: bool) -> tuple[str, ...]:
    """Return the columns that are written; temperatures for cold goods alone."""
    return tuple(name for name in layout.columns if name != "TEMP" or cold)


@cache
def _spellings(layout: FillLayout) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for lang in LANGUAGES:
        for column in layout.columns:
            known.setdefault(fold_header(layout.header(column, lang)), column)
    return known
