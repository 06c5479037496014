"""Where a sheet's table begins: title rows above, headers in one or two rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cells import is_error, is_number
from .headers import match_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .grid import Grid, Merge

SEARCHED_ROWS = 30
"""Rows with content that are searched for the header."""

MIN_HEADERS = 2
"""A title stands alone in its row; headers come at least in pairs."""


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The headers by column, and the place of the first row below them.

    ``written`` is False where a table of settings has no header row.
    """

    headers: list[str]
    row: int
    first_data: int
    """Index into the grid's rows."""
    written: bool = True


def find_header(grid: Grid, table: str) -> HeaderRow | None:
    """Return the header of a grid, None where no row looks like one.

    The row that names most columns of the table wins; of equal ones the
    fuller, then the upper.
    """
    best: tuple[int, int, int] | None = None
    for index, (_, cells) in enumerate(grid.rows[:SEARCHED_ROWS]):
        filled = [cell for cell in cells if cell]
        if len(filled) < MIN_HEADERS:
            continue
        matches = [match_header(table, cell) for cell in filled]
        score = len({match.column for match in matches if match})
        if score and (best is None or (score, len(filled), -index) > best):
            best = (score, len(filled), -index)
    if best is None:
        return _bare_settings(grid) if table == "settings" else None
    return _header_at(grid, table, -best[2])


def _bare_settings(grid: Grid) -> HeaderRow | None:
    """Return the columns of settings without a header: key and value."""
    for index, (number, cells) in enumerate(grid.rows):
        if sum(bool(cell) for cell in cells) >= MIN_HEADERS:
            return HeaderRow(["key", "value"], number, index, written=False)
    return None


def _header_at(grid: Grid, table: str, index: int) -> HeaderRow:
    number, upper = grid.rows[index]
    first_data = index + 1
    headers = list(upper)
    if first_data < len(grid.rows):
        _, lower = grid.rows[first_data]
        if _is_second_header(grid, table, index):
            width = max(len(upper), len(lower))
            upper = upper + [""] * (width - len(upper))
            lower = lower + [""] * (width - len(lower))
            headers = [low or up for up, low in zip(upper, lower, strict=True)]
            first_data += 1
    first_data += _hint_rows(grid.rows[first_data:])
    return HeaderRow(headers, number, first_data)


def _is_second_header(grid: Grid, table: str, index: int) -> bool:
    """Tell whether the row below a header only splits its groups.

    That is: merged header cells reach into it, or (text files, copied sheets)
    it holds words alone, and only below blank or grouping headers.
    """
    number, upper = grid.rows[index]
    below, lower = grid.rows[index + 1]
    words = [cell for cell in lower if cell]
    if not words or any(is_number(cell) or is_error(cell) for cell in words):
        return False
    if words[0].startswith("#"):
        return False
    if any(_spans(merge, number, below) for merge in grid.merges):
        return True
    if table != "demand" or len(words) < MIN_HEADERS:
        return False
    named = [column for column, cell in enumerate(lower) if cell]
    first = named[0]
    blank_left = all(not cell for cell in lower[:first]) and any(upper[:first])
    group = first < len(upper) and bool(upper[first])
    rest = all(column >= len(upper) or not upper[column] for column in named[1:])
    return blank_left and group and rest


def _spans(merge: Merge, upper: int, lower: int) -> bool:
    return merge.top <= upper and merge.bottom == lower


def _hint_rows(rows: Sequence[tuple[int, list[str]]]) -> int:
    """Return 1 where the first row below the header explains the columns."""
    if not rows:
        return 0
    first = next((cell for cell in rows[0][1] if cell), "")
    return int(first.startswith("#") and not is_error(first))
