"""The schema of a table: its columns, and rows parsed with all their findings."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .finding import Finding, Grade
from .headers import HEADERS
from .privacy import mask
from .schema_cells import CellError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .raw import RawRow, RawTable

NO_SUGGESTION = "—"
SUGGESTION_CUTOFF = 0.5
MAX_SUGGESTIONS = 300
"""Different words that get one: a column of the wrong kind would take minutes."""
OWN_WORDS = ("allowed", "column", "column_zh", "known", "limit", "suggestion")
"""Details that never come from the cell itself: the program's or our tables'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: canonical name, parser of its cells, whether it must be there."""

    name: str
    parse: Callable[[str], Any]
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSchema:
    """A table: canonical name and columns."""

    table: str
    columns: tuple[Column, ...]


@dataclass(slots=True, kw_only=True)
class Row:
    """A row with the values that could be read, and what was found in it."""

    table: RawTable
    raw: RawRow
    values: dict[str, Any] = field(default_factory=dict)
    usable: bool = True
    findings: list[Finding] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return the cell of a column as text, empty where there is none."""
        return self.raw.cells.get(column, "")

    def reject(self, code: str, column: str = "", **details: str) -> None:
        """Set the row aside."""
        self.usable = False
        self._add(code, Grade.SET_ASIDE, column, details)

    def warn(self, code: str, column: str = "", **details: str) -> None:
        """Note something about the row, which is used as read."""
        self._add(code, Grade.WARNING, column, details)

    def _add(
        self, code: str, grade: Grade, column: str, details: dict[str, str]
    ) -> None:
        self.findings.append(
            located(code, grade, self.table, details, raw=self.raw, column=column)
        )


def located(
    code: str,
    grade: Grade,
    table: RawTable | None,
    details: Mapping[str, str],
    *,
    raw: RawRow | None = None,
    column: str = "",
) -> Finding:
    """Make a finding at a place of a table, masked; the header stands as written."""
    value = (raw.errors.get(column) or raw.cells.get(column, "")) if raw else ""
    file, sheet = (table.file, table.sheet) if table else ("", "")
    if raw and raw.place:
        file, sheet = raw.place
    return Finding(
        code=code,
        grade=grade,
        file=file,
        sheet=sheet,
        row=raw.row if raw else 0,
        column=table.columns.get(column, column) if table else column,
        value=mask(value),
        details={
            key: text if key in OWN_WORDS else mask(text)
            for key, text in details.items()
        },
    )


class Findings:
    """All findings of a day, in the order of its tables."""

    def __init__(self) -> None:
        self.all: list[Finding] = []
        self._suggestions: dict[tuple[str, str], str] = {}

    def fatal(
        self,
        code: str,
        table: RawTable | None = None,
        column: str = "",
        raw: RawRow | None = None,
        /,
        **details: str,
    ) -> None:
        """Add what stops the run, in a row where there is one to name."""
        self.all.append(
            located(code, Grade.FATAL, table, details, raw=raw, column=column)
        )

    def warn(
        self,
        code: str,
        table: RawTable | None = None,
        column: str = "",
        /,
        **details: str,
    ) -> None:
        """Add a warning about a whole table or the day."""
        self.all.append(located(code, Grade.WARNING, table, details, column=column))

    def aside(
        self, code: str, table: RawTable, column: str, items: int, /, **details: str
    ) -> None:
        """Set a whole column aside, with the items that it asks for."""
        finding = located(code, Grade.SET_ASIDE, table, details, column=column)
        self.all.append(replace(finding, items=items))

    def take(self, row: Row) -> None:
        """Move the findings of a row here."""
        self.all.extend(row.findings)
        row.findings = []

    @property
    def is_fatal(self) -> bool:
        """Whether anything found stops the run."""
        return any(finding.grade is Grade.FATAL for finding in self.all)

    def suggest(self, kind: str, text: str, known: Iterable[str]) -> str:
        """Return the known word most like ``text``, or a dash."""
        key = (kind, text)
        if key not in self._suggestions:
            if len(self._suggestions) >= MAX_SUGGESTIONS:
                return NO_SUGGESTION
            near = difflib.get_close_matches(
                text, list(known), n=1, cutoff=SUGGESTION_CUTOFF
            )
            self._suggestions[key] = near[0] if near else NO_SUGGESTION
        return self._suggestions[key]


def column_names(table: str, column: str) -> dict[str, str]:
    """Return the names of a column for a text: canonical, and as people write it."""
    return {"column": column, "column_zh": HEADERS[table][column][0]}


def parse_table(schema: TableSchema, table: RawTable, found: Findings) -> list[Row]:
    """Parse every row; all bad cells of a row are found, none hides another.

    A required column that is absent is fatal and leaves no rows.
    """
    missing = [
        c.name for c in schema.columns if c.required and c.name not in table.columns
    ]
    for name in missing:
        found.fatal("COLUMN_MISSING", table, name, **column_names(table.name, name))
    if missing:
        return []
    return [_parse_row(schema, table, raw) for raw in table.rows]


def _parse_row(schema: TableSchema, table: RawTable, raw: RawRow) -> Row:
    row = Row(table=table, raw=raw)
    for column in schema.columns:
        if column.name in raw.errors:
            row.reject("FORMULA_ERROR", column.name)
        elif column.name in raw.cells:
            try:
                row.values[column.name] = column.parse(raw.cells[column.name])
            except CellError as error:
                row.reject(error.code, column.name, **error.details)
        elif column.required:
            row.reject("CELL_MISSING", column.name)
    return row
