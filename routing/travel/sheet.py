"""The travel table as a sheet of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from .columns import TABLE_NAMES, fold, is_header, match_header

if TYPE_CHECKING:
    from pathlib import Path

_HEADER_ROWS = 20


def read_sheet(path: Path) -> tuple[pd.DataFrame, int, str]:
    """Return the known columns as text, the first data row's number, the sheet.

    Raises
    ------
    ValueError
        When the file is no workbook, is locked, or has no such sheet.
    """
    try:
        book = CalamineWorkbook.from_path(str(path))
        names = {fold(name): name for name in reversed(book.sheet_names)}
        name = next((names[key] for key in TABLE_NAMES if key in names), None)
        if name is None:
            msg = "、".join(TABLE_NAMES[:2]) + " ?"
            raise ValueError(msg)
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, PasswordError) as error:
        msg = type(error).__name__
        raise ValueError(msg) from error
    rows = [[_text(cell) for cell in row] for row in cells]
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        if is_header([cell or "" for cell in row]):
            return _frame(rows[number + 1 :], row), number + 2, name
    return pd.DataFrame(), 0, name


def _frame(rows: list[list[str | None]], header: list[str | None]) -> pd.DataFrame:
    found = match_header([cell or "" for cell in header])
    frame = pd.DataFrame(
        {
            name: pd.Categorical([row[position] for row in rows])
            for name, (position, _) in found.items()
        }
    )
    frame.attrs["factors"] = {name: factor for name, (_, factor) in found.items()}
    return frame


def _text(cell: object) -> str | None:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() or None
