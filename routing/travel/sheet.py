"""The travel table as a sheet of a workbook, read with the other sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .columns import ALIASES, match_header

if TYPE_CHECKING:
    from routing.tables.raw import RawRow, RawTable


def sheet_frame(sheet: RawTable) -> tuple[pd.DataFrame, list[int]]:
    """Return the known columns as text and the number of each row."""
    columns = [name for name in ALIASES if name in sheet.columns]
    frame = pd.DataFrame(
        {
            name: pd.Categorical([_cell(row, name) for row in sheet.rows])
            for name in columns
        }
    )
    factors = {}
    for name in columns:
        matched = match_header([sheet.columns[name]])
        factors[name] = matched[name][1] if name in matched else 1.0
    frame.attrs["factors"] = factors
    frame.attrs["headers"] = {name: sheet.columns[name] for name in columns}
    return frame, [row.row for row in sheet.rows]


def _cell(row: RawRow, name: str) -> str | None:
    return row.errors.get(name) or row.cells.get(name)
