"""A sheet as read: rows of folded text with their numbers, before any meaning."""

from __future__ import annotations

from dataclasses import dataclass, field

ROW_LIMITS: dict[str, int | None] = {
    "demand": 1_000_000,
    "orders": 1_000_000,
    "pickups": 1_000_000,
    "travel": None,
}
"""Rows with content that a table may have; None: as many as there are."""

ROW_LIMIT = 200_000
"""For every other table: a county has a thousand sites, not two hundred thousand."""

MAX_AREA = 30_000_000
"""Cells of a sheet up to its last row and column: beyond it a cell got lost."""


class ReadError(Exception):
    """A file or sheet that cannot be read: a finding code and its values."""

    def __init__(self, *, code: str, sheet: str = "", **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.details = details


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: row numbers of the sheet, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The cells of one sheet or text file.

    ``rows`` pairs the row number in the file (from 1) with its cells; blank
    rows are gone. ``errors`` holds the cells with a spreadsheet error or a
    formula without a result, by row number and column.
    """

    file: str
    sheet: str
    rows: tuple[tuple[int, list[str]], ...]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    is_text: bool = False


def row_limit(table: str) -> int | None:
    """Return how many rows with content a table may have, None for any number."""
    return ROW_LIMITS.get(table, ROW_LIMIT)
