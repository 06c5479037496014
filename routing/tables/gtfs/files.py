"""The files of a feed, in a folder or a zip, as tables of text."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.tables.cells import fold
from routing.tables.grid import ReadError
from routing.tables.reader_csv import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEEDED = ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
"""Files that every feed has; one of the calendars comes on top."""
CALENDARS = ("calendar.txt", "calendar_dates.txt")
FEED_FILES = (*NEEDED, *CALENDARS, "agency.txt", "frequencies.txt")
"""Files that are read."""
ENOUGH = 2
"""Of those: then a folder or zip is taken for a feed, with the others missing."""
MAX_BYTES = 500_000_000
"""Unpacked size of a file of a feed: above it the zip is a trap."""


@dataclass(frozen=True, slots=True)
class FeedTable:
    """One file of a feed: its columns by name, its rows with their line numbers."""

    name: str
    columns: dict[str, int] = field(default_factory=dict)
    rows: tuple[tuple[int, list[str]], ...] = ()

    def __iter__(self) -> Iterator[FeedRow]:
        return (FeedRow(self, number, cells) for number, cells in self.rows)


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One row of a file of a feed; columns that it has not are empty."""

    table: FeedTable
    number: int
    cells: list[str]

    def __getitem__(self, column: str) -> str:
        index = self.table.columns.get(column, -1)
        return self.cells[index] if 0 <= index < len(self.cells) else ""


def is_feed(path: Path) -> bool:
    """Tell whether a folder or zip looks like a feed."""
    if path.is_dir():
        return sum((path / name).is_file() for name in NEEDED) >= ENOUGH
    if path.suffix.lower() != ".zip":
        return False
    try:
        names = _members(path)
    except (zipfile.BadZipFile, OSError):
        return "gtfs" in path.stem.lower()
    return sum(name in names for name in NEEDED) >= ENOUGH


def read_files(path: Path, names: tuple[str, ...]) -> dict[str, FeedTable]:
    """Return the files of a feed that are there, by name.

    Raises
    ------
    ReadError
        When the zip or one of its files cannot be read.
    """
    try:
        found = {
            name: data for name in names if (data := _bytes_of(path, name)) is not None
        }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise ReadError(code="GTFS_UNREADABLE") from error
    return {name: _table(name, data) for name, data in found.items()}


def _members(path: Path) -> dict[str, str]:
    """Return the files of a zip by their bare names; some zips hold one folder."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(archive.namelist(), key=lambda name: (-name.count("/"), name))
    return {name.rpartition("/")[2].lower(): name for name in names}


def _bytes_of(path: Path, name: str) -> bytes | None:
    if path.is_dir():
        file = path / name
        return file.read_bytes() if file.is_file() else None
    member = _members(path).get(name)
    if member is None:
        return None
    with zipfile.ZipFile(path) as archive:
        if archive.getinfo(member).file_size > MAX_BYTES:
            raise ReadError(code="GTFS_UNREADABLE", sheet=name)
        return archive.read(member)


def _table(name: str, data: bytes) -> FeedTable:
    try:
        lines = csv.reader(io.StringIO(decode(data), newline=""), skipinitialspace=True)
        rows = [
            (lines.line_num, [_text(cell) for cell in line]) for line in lines if line
        ]
    except (ReadError, csv.Error) as error:
        raise ReadError(code="GTFS_UNREADABLE", sheet=name) from error
    if not rows:
        return FeedTable(name)
    header = {cell.lower(): index for index, cell in enumerate(rows[0][1])}
    return FeedTable(name, header, tuple(row for row in rows[1:] if any(row[1])))


def _text(cell: str) -> str:
    """Return a cell as the tables of a day are read, so that both agree."""
    return cell.strip() if cell.isascii() else fold(cell)
