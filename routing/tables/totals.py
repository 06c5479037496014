"""Total rows and columns: left out of the data, compared with what they sum."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from .cells import is_number, plain_decimal
from .column_roles import ColumnRole, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

SUMMED = frozenset(
    {"items", "kg", "m3", "backlog", "cod_yuan", "population", "stock_items", "count"}
)
"""Known columns whose total means something."""

WITHOUT_TOTALS = frozenset({"settings", "travel", "codes", "overrides"})
LABEL_CELLS = 3
"""A total's label is among the first cells with content of its row."""

TOLERANCE = Decimal("0.01")
_LABEL = re.compile(r"(.{0,10}?)(合计|小计|总计|共计|总数|subtotal|total)[:]?", re.I)
_MAY_BE_LABEL = re.compile(r"[计数lL]\s*:?$")
"""Where a label ends: looked at first, as nearly every row has none."""

_SUBTOTAL = ("小计", "subtotal")

Cells = list[str]


def total_label(cells: Sequence[str]) -> str:
    """Return the label of a total row, empty where a row is none."""
    filled = [cell for cell in cells if cell][:LABEL_CELLS]
    for cell in filled:
        if not _MAY_BE_LABEL.search(cell):
            continue
        text = re.sub(r"\s+", "", cell)
        if _LABEL.fullmatch(text):
            return text
    return ""


def number_of(text: str) -> Decimal | None:
    """Return a cell's number, None where it holds none."""
    return Decimal(text.replace(",", "")) if is_number(text) else None


def summed_columns(roles: Sequence[ColumnRole]) -> list[ColumnRole]:
    """Return the columns whose totals are compared."""
    return [
        role
        for role in roles
        if role.role in (Role.UNKNOWN, Role.TOTAL)
        or (role.role is Role.KNOWN and role.name in SUMMED)
    ]


class TotalRows:
    """Compares each total row with the rows it can stand for."""

    def __init__(self, rows: Sequence[tuple[int, Cells, str]], township: int) -> None:
        """Take all rows below the header (number, cells, label where a total).

        ``township`` is the index of the township's column, -1 where there is none.
        """
        self._rows = rows
        self._township = township

    def mismatches(self, column: ColumnRole) -> list[tuple[int, str, str]]:
        """Return row number, total as written and the rows' sum, where they differ."""
        found = []
        for index, (number, cells, label) in enumerate(self._rows):
            written = number_of(cells[column.index]) if label else None
            if written is None:
                continue
            sums = self._sums(index, label, column.index)
            if all(abs(written - total) > TOLERANCE for total in sums):
                found.append((number, plain_decimal(written), plain_decimal(sums[0])))
        return found

    def _sums(self, index: int, label: str, column: int) -> list[Decimal]:
        """Return the sums that a total may mean, the likeliest first."""
        data = [row for row in self._rows if not row[2]]
        above = [row for row in self._rows[:index] if not row[2]]
        block = self._block(index)
        place = re.sub(r"(合计|小计|总计|共计|总数).*", "", label)
        same_place = [row for row in data if self._is_in(row, place)]
        again = any(row[2] == label for row in self._rows[:index])
        near_first = again or _is_subtotal(label)
        choices = [block, above] if near_first else [above, block]
        if not above:
            choices = [data]
        if place and same_place:
            choices.insert(0, same_place)
        return [_total(rows, column) for rows in choices]

    def _block(self, index: int) -> list[tuple[int, Cells, str]]:
        """Return the data rows directly above, down from the total before."""
        block = []
        for row in reversed(self._rows[:index]):
            if row[2]:
                break
            block.append(row)
        return block

    def _is_in(self, row: tuple[int, Cells, str], place: str) -> bool:
        return self._township >= 0 and row[1][self._township] == place


def row_mismatches(
    rows: Sequence[tuple[int, Cells]], roles: Sequence[ColumnRole]
) -> list[tuple[int, str, str, str]]:
    """Return row, header, total as written and sum, where a total column differs.

    The total column of a wide table sums the columns that no table knows: the
    partners'.
    """
    found = []
    parts = [role.index for role in roles if role.role is Role.UNKNOWN]
    totals = [role for role in roles if role.role is Role.TOTAL]
    if not parts:
        return []
    for number, cells in rows:
        sum_of_row = sum((number_of(cells[i]) or Decimal(0) for i in parts), Decimal(0))
        for role in totals:
            written = number_of(cells[role.index])
            if written is not None and abs(written - sum_of_row) > TOLERANCE:
                texts = plain_decimal(written), plain_decimal(sum_of_row)
                found.append((number, role.header, *texts))
    return found


def _is_subtotal(label: str) -> bool:
    return label.lower().rstrip(":").endswith(_SUBTOTAL)


def _total(rows: Sequence[tuple[int, Cells, str]], column: int) -> Decimal:
    return sum(
        (number_of(cells[column]) or Decimal(0) for _, cells, _ in rows), Decimal(0)
    )
