"""A sheet of a workbook as it came back: grid, columns, data rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.tables.finding import Finding, Grade
from routing.tables.grid import ReadError
from routing.tables.header_row import SEARCHED_ROWS
from routing.tables.headers import fold_header, is_counter
from routing.tables.reader_xlsx import Workbook
from routing.tables.totals import total_label
from routing.texts.catalogue import LANGUAGES

from .cells import unguarded
from .columns import word
from .layout import STOPS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from routing.tables.grid import Grid

    from .layout import Layout

TABLE = "routes"
"""Limits of the reader are those of this table."""

MIN_COLUMNS = 3
_MARK = re.compile(r"[0-9a-f]{12}")


@dataclass(slots=True)
class FoundSheet:
    """Data rows as text by column; ``errors`` are cells with a formula error."""

    file: str
    layout: Layout = STOPS
    sheet: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    """Column: its header as written."""
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    errors: dict[tuple[int, str], str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def say(
        self,
        code: str,
        *,
        row: int = 0,
        column: str = "",
        value: str = "",
        grade: Grade = Grade.FATAL,
        details: Mapping[str, object] | None = None,
    ) -> None:
        """Note a finding; ``column`` is the canonical name, or a header."""
        if column in self.layout.columns:
            column = self.headers.get(column) or self.layout.header(column, "zh")
        self.findings.append(
            Finding(
                code=code,
                grade=grade,
                file=self.file,
                sheet=self.sheet,
                row=row,
                column=column,
                value=value,
                details={key: str(part) for key, part in (details or {}).items()},
            )
        )


@dataclass(frozen=True, slots=True)
class EditedBook:
    """A workbook as it came back; ``book`` is None where it is none."""

    file: str
    book: Workbook | None


def open_book(path: Path) -> EditedBook:
    """Open an edited workbook.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    data = path.read_bytes()
    try:
        return EditedBook(path.name, Workbook(data, file=path.name))
    except ReadError:
        return EditedBook(path.name, None)


def find_sheet(edited: EditedBook) -> FoundSheet:
    """Lay out the sheet of stops of a workbook."""
    found = FoundSheet(file=edited.file)
    book = edited.book
    if book is None:
        found.say("EDIT_UNREADABLE")
        return found
    try:
        name = _sheet_name(book, STOPS)
        if name is None:
            found.say("EDIT_NO_SHEET")
            return found
        found.sheet = name
        _lay_out(book.grid(name, TABLE), found)
    except ReadError:
        found.say("EDIT_UNREADABLE")
    return found


def find_service_sheet(edited: EditedBook, layout: Layout) -> FoundSheet | None:
    """Lay out the sheet of bus loads or of handovers, None where there is none."""
    book = edited.book
    if book is None:
        return None
    try:
        name = _sheet_name(book, layout)
        if name is None:
            return None
        found = FoundSheet(file=edited.file, layout=layout, sheet=name)
        _lay_out(book.grid(name, TABLE), found)
    except ReadError:
        return None
    return found


def workbook_mark(edited: EditedBook) -> str:
    """Return the mark of the plan that a workbook was written from, if it has one."""
    try:
        return "" if edited.book is None else _mark(edited.book)
    except ReadError:
        return ""


def _sheet_name(book: Workbook, layout: Layout) -> str | None:
    """Return the sheet by its name, or the only one that has its columns."""
    names = [name for name, _ in book.sheets()]
    known = {fold_header(layout.name(lang)) for lang in LANGUAGES}
    for name in names:
        if fold_header(name) in known:
            return name
    required = set(layout.required) | ({"ORDER"} if layout is STOPS else set())
    alike = [name for name in names if required <= set(_header(book, name, layout))]
    return alike[0] if len(alike) == 1 else None


def _header(book: Workbook, name: str, layout: Layout) -> list[str]:
    _, columns = _header_row(book.grid(name, TABLE), layout)
    return list(columns.values())


def _mark(book: Workbook) -> str:
    """Return the plan's mark from the summary, empty where it is gone."""
    summaries = {word("SHEET_SUMMARY", lang) for lang in LANGUAGES}
    labels = {fold_header(word("SUM_MARK", lang)) for lang in LANGUAGES}
    for name, _ in book.sheets():
        if name not in summaries:
            continue
        for _, cells in book.grid(name, TABLE).rows:
            if cells and fold_header(cells[0]) in labels:
                return next((c for c in cells[1:] if _MARK.fullmatch(c)), "")
    return ""


def _header_row(grid: Grid, layout: Layout) -> tuple[int, dict[int, str]]:
    """Return the place of the header among the rows, and its columns by index.

    The row that names most columns wins, the upper one of equals.
    """
    best: tuple[int, dict[int, str]] = (-1, {})
    fewest = min(MIN_COLUMNS, len(layout.required))
    for place, (_, cells) in enumerate(grid.rows[:SEARCHED_ROWS]):
        named: dict[int, str] = {}
        for index, cell in enumerate(cells):
            column = layout.column_of(cell) if cell else None
            if column is not None and column not in named.values():
                named[index] = column
        if len(named) > max(len(best[1]), fewest - 1):
            best = place, named
    return best


def _lay_out(grid: Grid, found: FoundSheet) -> None:
    layout = found.layout
    place, columns = _header_row(grid, layout)
    number, written = grid.rows[place] if columns else (0, [])
    found.headers = {column: written[index] for index, column in columns.items()}
    missing = [name for name in layout.required if name not in found.headers]
    if missing:
        zh, en = (
            "、".join(layout.header(name, lang) for name in missing)
            for lang in ("zh", "en")
        )
        found.say(
            "EDIT_COLUMN_MISSING", row=number, details={"columns": en, "columns_zh": zh}
        )
        return
    _say_columns(grid, found, number, written, columns)
    rows = dict(grid.rows[place + 1 :])
    _fill_merged(grid, rows, columns, layout)
    for row, cells in rows.items():
        values = {
            column: unguarded(cells[index])
            for index, column in columns.items()
            if index < len(cells) and cells[index]
        }
        if _is_data(cells, values, layout):
            found.rows.append((row, values))
        for index, column in columns.items():
            if (row, index) in grid.errors and column in layout.editable:
                found.errors[row, column] = grid.errors[row, index]


def _is_data(cells: list[str], values: dict[str, str], layout: Layout) -> bool:
    """Tell data from hints, totals, repeated headers and rows of remarks."""
    first = next((cell for cell in cells if cell), "")
    # What a total never fills: the site, the boarding, the bags.
    whole = layout.required[1] in values
    if first.startswith("#") or (total_label(cells) and not whole):
        return False
    if all(layout.column_of(value) == column for column, value in values.items()):
        return False
    return any(values.get(column) for column in layout.editable)


def _say_columns(
    grid: Grid,
    found: FoundSheet,
    number: int,
    written: list[str],
    columns: dict[int, str],
) -> None:
    extra = []
    for index, cell in enumerate(written):
        if not cell or index in columns:
            continue
        column = found.layout.column_of(cell)
        if column in found.layout.editable:
            found.say(
                "EDIT_COLUMN_TWICE",
                row=number,
                column=cell,
                grade=Grade.WARNING,
                details={"header": cell},
            )
        elif column not in found.layout.columns and not is_counter(cell):
            extra.append(cell)
    if extra:
        names = "、".join(extra)
        found.say(
            "EDIT_EXTRA_COLUMNS",
            row=number,
            grade=Grade.WARNING,
            details={"columns": names},
        )


def _fill_merged(
    grid: Grid, rows: dict[int, list[str]], columns: dict[int, str], layout: Layout
) -> None:
    """Repeat merged names in each of their rows; items stand once."""
    for merge in grid.merges:
        column = columns.get(merge.left)
        if column is None or column in layout.single or merge.top not in rows:
            continue
        top = rows[merge.top]
        value = top[merge.left] if merge.left < len(top) else ""
        for row in range(merge.top + 1, merge.bottom + 1):
            if row in rows:
                cells = rows[row]
                cells.extend([""] * (merge.left + 1 - len(cells)))
                cells[merge.left] = value
