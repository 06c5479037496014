"""Files into RawTables: a folder, workbooks or text files, all findings at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .carried_over import is_carried_over, with_carried_over
from .finding import Finding, Grade
from .grid import ReadError
from .gtfs.files import FEED_FILES
from .headers import OTHER_SHEETS, TABLES, TableName, match_table
from .layout import lay_out
from .people import known_words
from .privacy import ORDER_LIKE, shown_name
from .reader_csv import read_csv
from .reader_xlsx import Workbook
from .sources import WORKBOOKS, find_sources, shown_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .grid import Grid
    from .raw import RawTable


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesRead:
    """Everything read from the files of a day.

    ``tables`` maps canonical names to tables as found; ``travel_files`` are
    the text files of the travel table, which is read by column (a travel sheet
    in a workbook is in ``tables``); ``files`` maps the name of each input file
    to the sha256 of its bytes; ``feeds`` are GTFS feeds, which are read when the
    service date is known. With a fatal finding the tables are incomplete.
    """

    tables: dict[str, RawTable]
    findings: tuple[Finding, ...]
    travel_files: tuple[Path, ...]
    files: dict[str, str]
    feeds: tuple[Path, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    found: dict[str, list[RawTable]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    travel_files: list[Path] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    waiting: list[tuple[Grid, str]] = field(default_factory=list)
    """Sheets of the day, which are read when places and partners are known."""

    def say(
        self,
        code: str,
        grade: Grade,
        file: str,
        sheet: str = "",
        **details: str,
    ) -> None:
        self.findings.append(
            Finding(
                code=code,
                grade=grade,
                file=file,
                sheet=_shown(sheet),
                details=details,
            )
        )


def read_tables(paths: Sequence[Path]) -> TablesRead:
    """Read the tables of a day.

    Parameters
    ----------
    paths
        A folder, or one or more workbooks and text files. In a folder each
        text file and each sheet of a workbook is one table by its name.

    Returns
    -------
    TablesRead
        Never raises for what is in the files: every problem is a finding.
    """
    reading = _Reading()
    sources = find_sources(paths)
    reading.findings.extend(sources.findings)
    for path in sources.files:
        try:
            _read_file(path, reading)
        except ReadError as error:
            reading.say(
                error.code,
                Grade.FATAL,
                shown_file(path),
                error.sheet,
                **error.details,
            )
        except OSError:
            reading.say("FILE_DENIED", Grade.FATAL, shown_file(path))
    _lay_out_waiting(reading)
    for path in sources.feeds:
        reading.files.update(_feed_hashes(path))
    return TablesRead(
        tables=_one_each(reading),
        findings=tuple(reading.findings),
        travel_files=tuple(reading.travel_files),
        files=reading.files,
        feeds=sources.feeds,
    )


def _feed_hashes(path: Path) -> dict[str, str]:
    """Return the hash of a feed's zip, or of every file of its folder."""
    if path.is_file():
        return {path.name: sha256(path)}
    return {
        f"{path.name}/{name}": sha256(path / name)
        for name in FEED_FILES
        if (path / name).is_file()
    }


def sha256(path: Path) -> str:
    """Return the sha256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_file(path: Path, reading: _Reading) -> None:
    digest = sha256(path)
    reading.files[_free_name(path, reading)] = digest
    if path.suffix.lower() in WORKBOOKS:
        _read_workbook(path, reading)
        return
    name, shown = match_table(path.stem), shown_file(path)
    if name is None:
        reading.say("UNKNOWN_FILE", Grade.WARNING, shown)
        return
    _say_guess(name, reading, shown, "")
    if path.stat().st_size == 0:
        reading.say("EMPTY_TABLE", Grade.WARNING, shown, **_table(name.table))
    elif name.table == "travel":
        reading.travel_files.append(path)
    else:
        grid = read_csv(path.read_bytes(), file=shown, table=name.table)
        _take(grid, name.table, reading)


def _read_workbook(path: Path, reading: _Reading) -> None:
    data, shown = path.read_bytes(), shown_file(path)
    if not data:
        raise ReadError(code="FILE_EMPTY")
    book = Workbook(data, file=shown)
    if book.is_old:
        reading.say("OLD_WORKBOOK", Grade.WARNING, shown)
    sheets = book.sheets()
    lone = len([sheet for sheet, _ in sheets if not book.is_blank(sheet)]) == 1
    for sheet, visible in sheets:
        name = match_table(sheet)
        if name is None and lone and not book.is_blank(sheet):
            name = match_table(path.stem)
        if name is None:
            if visible and not _is_no_table(sheet) and not book.is_blank(sheet):
                reading.say("UNKNOWN_SHEET", Grade.WARNING, shown, sheet)
            continue
        _say_guess(name, reading, shown, sheet)
        try:
            grid = book.grid(sheet, name.table)
            _take(replace(grid, sheet=_shown(sheet)), name.table, reading)
        except ReadError as error:
            reading.say(error.code, Grade.FATAL, shown, sheet, **error.details)


def _take(grid: Grid, table: str, reading: _Reading) -> None:
    if not grid.rows:
        place = grid.file, grid.sheet
        reading.say("EMPTY_TABLE", Grade.WARNING, *place, **_table(table))
        return
    if table in ORDER_LIKE:
        reading.waiting.append((grid, table))
    else:
        _lay_out(grid, table, reading, frozenset())


def _lay_out(grid: Grid, table: str, reading: _Reading, known: frozenset[str]) -> None:
    raw, findings = lay_out(grid, table, known)
    reading.findings.extend(findings)
    if raw is not None:
        reading.found.setdefault(table, []).append(raw)


def _lay_out_waiting(reading: _Reading) -> None:
    """Read the tables that brand exports are pasted into, the others being known.

    A village may be called like a person, and then is none.
    """
    others = {name: raw for name, found in reading.found.items() for raw in found}
    known = known_words(others)
    while reading.waiting:
        _lay_out(*reading.waiting.pop(0), reading, known)


def _shown(sheet: str) -> str:
    """Return a sheet's name as findings may repeat it."""
    return shown_name(sheet, known=match_table(sheet) is not None)


def _one_each(reading: _Reading) -> dict[str, RawTable]:
    """Return one table per name; the same table in two places is fatal.

    Adding them up would count a day's items twice when yesterday's workbook
    lies in the folder. A template's empty copy of a table does no harm.
    """
    tables = {}
    for table in TABLES:
        found = reading.found.get(table, [])
        left = [raw for raw in found if is_carried_over(raw) and raw.rows]
        found = [raw for raw in found if raw not in left]
        full = [raw for raw in found if raw.rows] or found[:1]
        if full or left:
            tables[table] = _joined(full[:1], left[:1], reading)
        for first, *others in filter(None, (full, left)):
            place = "·".join(part for part in (first.file, first.sheet) if part)
            for other in others:
                reading.say(
                    "DUPLICATE_TABLE",
                    Grade.FATAL,
                    other.file,
                    other.sheet,
                    first=place,
                    **_table(table),
                )
    return tables


def _joined(own: list[RawTable], left: list[RawTable], reading: _Reading) -> RawTable:
    """Return a day's table with what was left from the day before, and say so."""
    for raw in left:
        file, sheet, rows = raw.file, raw.sheet, str(len(raw.rows))
        reading.say("CARRIED_OVER", Grade.WARNING, file, sheet, rows=rows)
    if own and left:
        return with_carried_over(own[0], left[0])
    return (own or left)[0]


def _say_guess(name: TableName, reading: _Reading, file: str, sheet: str) -> None:
    if name.guessed:
        reading.say(
            "TABLE_NAME_GUESSED", Grade.WARNING, file, sheet, **_table(name.table)
        )


def _table(table: str) -> dict[str, str]:
    return {"table": table, "table_zh": TABLES[table][0]}


def _is_no_table(sheet: str) -> bool:
    return OTHER_SHEETS.fullmatch(sheet.strip().lower()) is not None


def _free_name(path: Path, reading: _Reading) -> str:
    """Return the file's name, with its folder's where another has the same."""
    if path.name not in reading.files:
        return path.name
    return f"{path.parent.name}/{path.name}"
