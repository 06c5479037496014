"""Findings about a feed, located by its file, table, row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.tables.finding import Finding, Grade
from routing.tables.privacy import mask, shown_name

if TYPE_CHECKING:
    from pathlib import Path

    from routing.tables.schema import Findings

    from .files import FeedRow


class FeedError(Exception):
    """A row of a feed that cannot be used."""

    def __init__(self, row: FeedRow, column: str, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.row = row
        self.column = column


class Place:
    """Where a feed is, and the findings that its rows add to."""

    def __init__(self, path: Path, found: Findings) -> None:
        self.path = path
        self.file = shown_name(path.name, known=True)
        self._found = found

    def fatal(self, code: str, table: str = "", **details: str) -> None:
        """Add what makes the whole feed unusable."""
        self._add(code, Grade.FATAL, table, details)

    def warn(self, code: str, table: str = "", **details: str) -> None:
        """Add a warning about the feed or one of its files."""
        self._add(code, Grade.WARNING, table, details)

    def aside(self, error: FeedError) -> None:
        """Set a row aside."""
        self._found.all.append(
            Finding(
                code=error.code,
                grade=Grade.SET_ASIDE,
                file=self.file,
                sheet=error.row.table.name,
                row=error.row.number,
                column=error.column,
                value=mask(error.row[error.column]),
                details={
                    "trip": mask(error.row["trip_id"]),
                    "word": mask(error.row[error.column]),
                },
            )
        )

    def _add(
        self, code: str, grade: Grade, table: str, details: dict[str, str]
    ) -> None:
        self._found.all.append(
            Finding(
                code=code,
                grade=grade,
                file=self.file,
                sheet=table,
                details={key: mask(text) for key, text in details.items()},
            )
        )
