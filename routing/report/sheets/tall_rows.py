"""Rows taller than the page: what fits, and a row that goes on with the rest."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from .layout import BORDER, PADDING, Picture, Row, cell_height, columns_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .layout import Cell, Column, Table


def split_row(table: Table, row: Row, room: float, more: str) -> tuple[Row, Row | None]:
    """Return the part of a row that fits into ``room`` mm, and a row with the rest.

    Cells are cut between their lines, a line only where it alone is too high. What
    stands before the first cut cell tells whose row it is: the rest says its first
    lines again. A cell that goes on under a bold line of its own begins with
    ``more``. The rest is None where nothing would fit: then the row stays whole.
    """
    inner = room - 2 * PADDING - BORDER
    columns = columns_of(table, row)
    cut = [
        _cut(column, cell, inner)
        for column, cell in zip(columns, row.cells, strict=True)
    ]
    if all(not rest for _, rest in cut) or any(rest and not fits for fits, rest in cut):
        return row, None
    first = next(number for number, (_, rest) in enumerate(cut) if rest)
    going_on: list[Cell] = []
    for number, (column, (fits, rest)) in enumerate(zip(columns, cut, strict=True)):
        again = fits.split("\n")[0] if isinstance(fits, str) else ""
        if rest:
            going_on.append(f"{more}\n{rest}" if column.lead else rest)
        else:
            going_on.append(again if number < first else "")
    part = replace(row, cells=tuple(fits for fits, _ in cut), keep=False, repeat=False)
    return part, replace(row, cells=tuple(going_on), repeat=False)


def _cut(column: Column, cell: Cell, room: float) -> tuple[Cell, str]:
    """Return what of a cell fits, and the rest."""
    if isinstance(cell, Picture) or cell_height(column, cell) <= room:
        return cell, ""
    lines = cell.split("\n")
    count = _most(len(lines), lambda n: cell_height(column, "\n".join(lines[:n])), room)
    if count:
        return "\n".join(lines[:count]), "\n".join(lines[count:])
    signs = _most(len(lines[0]), lambda n: cell_height(column, lines[0][:n]), room)
    return cell[:signs], cell[signs:]


def _most(count: int, height: Callable[[int], float], room: float) -> int:
    """Return how many of ``count`` fit: taking more never takes less room."""
    return bisect_right(range(1, count + 1), room, key=height)
