"""Which files make up a day: the folder's, or those that are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .finding import Finding, Grade
from .gtfs.files import is_feed
from .headers import match_table
from .history.names import HISTORY_FILES
from .privacy import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

READ = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls"})
"""Endings of the files that are read."""

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls"})
"""Endings of those that hold sheets."""

OTHER_SPREADSHEETS = frozenset(
    {".et", ".ett", ".ods", ".xlsb", ".numbers", ".doc", ".docx", ".wps", ".pdf"}
)
"""Endings of files that may hold a table, but cannot be read."""

LOCK_MARK = "~$"
"""Excel and WPS put a file of this beginning beside a workbook that is open."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The files to read, in the order of their names, and what was found.

    ``feeds`` are folders and zips that hold a timetable in GTFS.
    """

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    feeds: tuple[Path, ...] = ()


def find_sources(paths: Sequence[Path]) -> Sources:
    """Return the input files of a day.

    Files of other kinds in a folder are left alone, with a warning where they
    look like a table; subfolders are not searched, except that a GTFS feed may
    lie in a zip, in a subfolder, or open in the folder.
    """
    files: list[Path] = []
    feeds: list[Path] = []
    findings: list[Finding] = []
    for path in paths:
        if path.exists() and is_feed(path):
            feeds.append(path)
        if path.is_dir():
            feeds.extend(_feeds_in(path))
            inside, found = _in_folder(path)
            files.extend(inside)
            findings.extend(found)
        elif not path.exists():
            findings.append(_finding("FILE_MISSING", Grade.FATAL, path))
        elif path in feeds:
            continue
        elif path.suffix.lower() == ".zip":
            findings.append(_finding("ZIP_NO_FEED", Grade.FATAL, path))
        elif path.suffix.lower() not in READ:
            findings.append(_finding("FILE_KIND", Grade.FATAL, path))
        else:
            files.append(path)
    files = list(dict.fromkeys(files))
    if not files and not any(f.grade is Grade.FATAL for f in findings):
        place = paths[0] if paths else None
        findings.append(_finding("NO_TABLES", Grade.FATAL, place))
    return Sources(tuple(files), tuple(findings), tuple(dict.fromkeys(feeds)))


def _feeds_in(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        return []
    return [
        entry for entry in entries if not entry.name.startswith(".") and is_feed(entry)
    ]


def shown_file(path: Path) -> str:
    """Return a file's name as findings may repeat it."""
    known = path.suffix.lower() in WORKBOOKS or match_table(path.stem) is not None
    return shown_name(path.name, known=known)


def _in_folder(folder: Path) -> tuple[list[Path], list[Finding]]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        return [], [_finding("FILE_DENIED", Grade.FATAL, folder)]
    names = {entry.name for entry in entries}
    files, findings = [], []
    for entry in entries:
        if entry.is_dir():
            continue
        if entry.name.startswith(LOCK_MARK):
            findings.extend(_open_elsewhere(entry, names))
        elif entry.name.startswith(".") or entry.name in HISTORY_FILES:
            continue
        elif entry.suffix.lower() in READ:
            files.append(entry)
        elif entry.suffix.lower() == ".zip" and not is_feed(entry):
            findings.append(_finding("ZIP_NO_FEED", Grade.WARNING, entry))
        elif entry.suffix.lower() in OTHER_SPREADSHEETS:
            findings.append(_finding("UNSUPPORTED_FILE", Grade.WARNING, entry))
    return files, findings


def _open_elsewhere(lock: Path, names: Iterable[str]) -> list[Finding]:
    """Say that a workbook is open, if it is there (long names are cut in front)."""
    tail = lock.name.removeprefix(LOCK_MARK)
    for name in sorted(names):
        if not name.startswith(LOCK_MARK) and name.endswith(tail):
            place = lock.with_name(name)
            return [_finding("WORKBOOK_OPEN", Grade.WARNING, place)]
    return []


def _finding(code: str, grade: Grade, path: Path | None) -> Finding:
    return Finding(code=code, grade=grade, file=shown_file(path) if path else "")
