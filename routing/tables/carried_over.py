"""What was left from the day before (明日件量, 明日揽收) joined to the day's tables.

Closing a day writes both files; laid beside the next day's tables, in its folder or
as a sheet, their rows count with the others, whatever form the day's demand has.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from .build_demand import bare_partner
from .headers import is_named

if TYPE_CHECKING:
    from .raw import RawRow, RawTable

CARRIED_DEMAND = "明日件量"
CARRIED_PICKUPS = "明日揽收"
_LONG = ("partner", "items")


def is_carried_over(table: RawTable) -> bool:
    """Tell whether a table was written by closing the day before."""
    names = (table.sheet, PurePath(table.file).stem)
    return any(
        is_named(name, wanted)
        for name in names
        for wanted in (CARRIED_DEMAND, CARRIED_PICKUPS)
    )


def with_carried_over(table: RawTable, carried: RawTable) -> RawTable:
    """Return a table with the rows that were left from the day before.

    In a table with a column per partner each such row fills one of these columns,
    a new one where the partner has none.
    """
    wide = table.name == "demand" and not set(_LONG) <= table.columns.keys()
    if not wide:
        columns = {**carried.columns, **table.columns}
        rows = [_placed(row, row.cells, carried) for row in carried.rows]
        return replace(table, columns=columns, rows=(*table.rows, *rows))
    columns = {
        name: header for name, header in carried.columns.items() if name not in _LONG
    }
    headers = {bare_partner(header): header for header in reversed(table.unknown)}
    unknown = list(table.unknown)
    rows = []
    for row in carried.rows:
        partner = row.cells.get("partner", "")
        header = headers.setdefault(bare_partner(partner), partner)
        if header not in unknown:
            unknown.append(header)
        cells = {name: text for name, text in row.cells.items() if name not in _LONG}
        cells[header] = row.cells.get("items", "")
        rows.append(_placed(row, cells, carried))
    return replace(
        table,
        columns={**columns, **table.columns},
        unknown=tuple(unknown),
        rows=(*table.rows, *rows),
    )


def _placed(row: RawRow, cells: dict[str, str], carried: RawTable) -> RawRow:
    return replace(row, cells=cells, place=(carried.file, carried.sheet))
