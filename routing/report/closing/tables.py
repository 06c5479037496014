"""The tables of a closed day as CSV: plan and actuals, suggestions, corrections."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from routing.plan.workbook.cells import harmless

from .suggested import suggestion_cells
from .view import ROW_COLUMNS, row_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .view import Cell, ClosingView, Correction

CORRECTION_COLUMNS = (
    "PLACE_FILE", "SHEET", "SHEET_ROW", "COLUMN", "VALUE", "PROBLEM", "FIX",
    "LOST_ITEMS",
)  # fmt: skip
SUGGESTION_COLUMNS = ("SUBJECT", "ABOUT", "NOW", "BETTER", "COUNT", "TYPE_WHERE")


def rows_text(view: ClosingView) -> str:
    """Return every row of plan and actuals."""
    names = view.names
    rows = (row_cells(view, names, done) for done in view.closed.done)
    return _csv(view, ROW_COLUMNS, ([row[c] for c in ROW_COLUMNS] for row in rows))


def suggestions_text(view: ClosingView) -> str:
    """Return what the tables might say instead, and where to type it."""
    rows = (suggestion_cells(view, one) for one in view.suggestions)
    return _csv(view, SUGGESTION_COLUMNS, rows)


def corrections_text(view: ClosingView) -> str:
    """Return what was set aside, with the reason."""
    return _csv(view, CORRECTION_COLUMNS, map(correction_cells, view.corrections))


def correction_cells(one: Correction) -> list[Cell]:
    """Return a row of what was set aside."""
    return [
        one.place,
        one.sheet,
        one.row or None,
        one.column,
        one.value,
        one.problem,
        one.fix,
        one.items,
    ]


def heads(view: ClosingView, columns: Sequence[str]) -> list[str]:
    """Return the heads of columns."""
    return [view.say(f"COL_{name}") for name in columns]


def _csv(
    view: ClosingView, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> str:
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(heads(view, columns))
    table.writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue()
