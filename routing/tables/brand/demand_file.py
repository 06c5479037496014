"""The demand that an import writes: one partner's rows put in, the others kept."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.domain.goods import DEFAULT_CLASS

from ..build_demand import holds_items
from ..headers import HEADERS
from ..write import FORMULA_SIGNS, HARMLESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..raw import RawTable
    from .known import Known
    from .match import Amount

FILE = "件量.csv"
COLUMNS = ("site", "partner", "items", "kg", "goods_class")
WEIGHTLESS = frozenset({"-", "--", "—", "/", "无"})
GRAMS = 1000
SHARED = ("kg", "m3")
"""What a wide table holds once for all its partners: left to their usual weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Items with and without a known weight, and the mean of those known."""

    known: int
    missing: int
    grams: int

    @property
    def usable(self) -> bool:
        """Whether at least half of the items have a weight."""
        return self.known > 0 and self.known >= self.missing

    def kg(self, amount: Amount) -> str:
        """Return the kg of a place, items without a weight at the mean."""
        rest = amount.items - amount.weighed
        grams = amount.grams + -(-rest * self.grams // self.known)
        return f"{grams / GRAMS:.3f}".rstrip("0").rstrip(".")


@dataclass(slots=True)
class DemandTable:
    """Rows of demand by column."""

    columns: list[str] = field(default_factory=lambda: list(COLUMNS[:3]))
    rows: list[dict[str, str]] = field(default_factory=list)
    replaced: int = 0
    """Items that the partner had before."""

    def keep(self, table: RawTable, partner: str, known: Known) -> None:
        """Take over the rows of the other partners, whatever form the table has."""
        headers = [
            header
            for header in table.unknown
            if "partner" not in table.columns and holds_items(table, header)
        ]
        for name in table.columns:
            if name not in self.columns and not (headers and name in SHARED):
                self.columns.append(name)
        for row in table.rows:
            if not headers:
                self._keep_row(dict(row.cells), partner, known)
            for header in headers:
                if header in row.cells:
                    # A wide row's weight is of all partners together.
                    cells = {k: row.cells[k] for k in row.cells if k not in SHARED}
                    pair = {"partner": header, "items": row.cells[header]}
                    self._keep_row({**cells, **pair}, partner, known)

    def _keep_row(self, cells: dict[str, str], partner: str, known: Known) -> None:
        if known.partner(cells.get("partner", "")) == partner:
            items = cells.get("items", "")
            self.replaced += int(items) if items.isdecimal() else 0
        elif cells.get("items", "") not in WEIGHTLESS:
            self.rows.append(cells)

    def put(
        self,
        partner: str,
        places: Mapping[tuple[str, str], Amount],
        weights: Weights,
    ) -> None:
        """Add a partner's rows, by place and goods class."""
        ordinary = all(goods == DEFAULT_CLASS for _, goods in places)
        wanted = [
            *(["kg"] if weights.usable else []),
            *([] if ordinary else ["goods_class"]),
        ]
        for name in wanted:
            if name not in self.columns:
                self.columns.append(name)
        for (place, goods), amount in places.items():
            row = {"site": place, "partner": partner, "items": str(amount.items)}
            if weights.usable:
                row["kg"] = weights.kg(amount)
            if goods != DEFAULT_CLASS:
                row["goods_class"] = goods
            self.rows.append(row)

    def text(self) -> str:
        """Return the table as CSV with Chinese headers."""
        stream = io.StringIO()
        table = csv.writer(stream)
        table.writerow(HEADERS["demand"][name][0] for name in self.columns)
        for row in self.rows:
            table.writerow(_harmless(row.get(name, "")) for name in self.columns)
        return stream.getvalue()


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    if text.startswith(FORMULA_SIGNS) and not HARMLESS.fullmatch(text):
        return f"'{text}"
    return text
