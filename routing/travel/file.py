"""Provider ``file``: travel tables of millions of rows, read by column."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from routing.tables.finding import Finding, Grade
from routing.tables.sources import shown_file

from .columns import CHINESE, REQUIRED, fold, match_header
from .encoding import encoding_of
from .matrix import Source
from .profiles import canonical_profile
from .rows import Grading, Place, grade_rows
from .sheet import sheet_frame
from .table import TravelTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from routing.tables.raw import RawTable

_HEADER_LINES = 20
_DELIMITERS = (",", "\t", ";")
_ESTIMATED = ("估", "estimate", "est.")
_BY_PATH = ("推算", "path")


@dataclass(slots=True)
class _Codes:
    """Texts in order of appearance, with their codes."""

    texts: dict[str, int]

    def of(self, column: pd.Series) -> NDArray[np.int32]:
        """Return the codes of a categorical column (-1 where empty)."""
        categories = [str(text).strip() for text in column.cat.categories]
        lookup = np.empty(len(categories) + 1, dtype=np.int32)
        lookup[-1] = -1
        positions = column.cat.codes.to_numpy()
        # Codes follow the rows, not the alphabet: a chunk boundary inside the
        # parser would otherwise decide them.
        order = pd.unique(positions[positions >= 0])
        for position in order:
            text = categories[position]
            lookup[position] = (
                self.texts.setdefault(text, len(self.texts)) if text else -1
            )
        return lookup[positions]


def read_travel_table(
    paths: Sequence[Path], sheet: RawTable | None = None
) -> TravelTable:
    """Read one or more travel tables: text files, and a sheet read before.

    Rows that cannot be used are left out and counted, one finding per kind and
    file with the place of the first. Kilometres become whole metres and
    minutes whole seconds, half up (rule Q1).
    """
    sites, profiles = _Codes({}), _Codes({"": 0})
    parts: list[TravelTable] = []
    findings: list[Finding] = []
    if sheet is not None:
        frame, rows = sheet_frame(sheet)
        place = Place(sheet.file, sheet.sheet, np.array(rows, dtype=np.int64))
        _take(frame, place, parts, (sites, profiles), findings)
    for path in paths:
        try:
            frame, first_row = _read(path)
        except (OSError, ValueError, csv.Error):
            findings.append(_fatal("TRAVEL_UNREADABLE", shown_file(path)))
            continue
        place = Place(
            shown_file(path), "", np.arange(first_row, first_row + len(frame))
        )
        _take(frame, place, parts, (sites, profiles), findings)
    table = _joined(parts, sites, profiles, findings)
    if sheet is not None and not paths:
        table = replace(table, file=sheet.file, sheet=sheet.sheet)
    elif paths:
        files = [*([sheet.file] if sheet else []), *(shown_file(p) for p in paths)]
        table = replace(table, file="、".join(files), sheet="")
    return replace(table, findings=(*table.findings, *_of_the_whole(table, parts)))


def _of_the_whole(table: TravelTable, parts: Sequence[TravelTable]) -> list[Finding]:
    found = _duplicates(table)
    if parts and not len(table):
        found.append(table.warning("TRAVEL_EMPTY"))
    return found


def _take(
    frame: pd.DataFrame,
    place: Place,
    parts: list[TravelTable],
    codes: tuple[_Codes, _Codes],
    findings: list[Finding],
) -> None:
    missing = [CHINESE[name] for name in REQUIRED if name not in frame.columns]
    if missing:
        columns = "、".join(missing)
        findings.append(_fatal("TRAVEL_COLUMN_MISSING", place.file, columns=columns))
        return
    graded = grade_rows(frame, place)
    findings.extend(graded.findings)
    parts.append(_part(graded, *codes))


def _part(graded: Grading, sites: _Codes, profiles: _Codes) -> TravelTable:
    frame = graded.frame
    profile = profiles.of(frame["profile"])
    return TravelTable(
        sites=(),
        profiles=(),
        origin=sites.of(frame["from"]),
        destination=sites.of(frame["to"]),
        profile=np.where(profile < 0, 0, profile).astype(np.int32),
        metres=graded.metres,
        seconds=graded.seconds,
        source=_sources(frame["source"]),
    )


def _sources(column: pd.Series) -> NDArray[np.uint8]:
    """Take the table's own word for it where a row is no measured road."""
    known = []
    for text in column.cat.categories:
        folded = fold(str(text))
        if any(word in folded for word in _ESTIMATED):
            known.append(Source.ESTIMATE)
        elif any(word in folded for word in _BY_PATH):
            known.append(Source.PATH)
        else:
            known.append(Source.FILE)
    lookup = np.array([*known, Source.FILE], dtype=np.uint8)
    return lookup[column.cat.codes.to_numpy()]


def _joined(
    parts: Sequence[TravelTable],
    sites: _Codes,
    profiles: _Codes,
    findings: list[Finding],
) -> TravelTable:
    def column(name: str, kind: type[np.generic]) -> NDArray[np.generic]:
        arrays = [getattr(part, name) for part in parts]
        return np.concatenate([np.empty(0, dtype=kind), *arrays])

    # Profiles written in two spellings become one.
    canonical = _Codes({})
    renumber = np.array(
        [
            canonical.texts.setdefault(canonical_profile(text), len(canonical.texts))
            for text in profiles.texts
        ],
        dtype=np.int32,
    )
    return TravelTable(
        sites=tuple(sites.texts),
        profiles=tuple(canonical.texts),
        origin=column("origin", np.int32).astype(np.int32),
        destination=column("destination", np.int32).astype(np.int32),
        profile=renumber[column("profile", np.int32).astype(np.int32)],
        metres=column("metres", np.int32).astype(np.int32),
        seconds=column("seconds", np.int32).astype(np.int32),
        source=column("source", np.uint8).astype(np.uint8),
        findings=tuple(findings),
    )


def _duplicates(table: TravelTable) -> list[Finding]:
    size = max(len(table.sites), 1)
    key = table.profile.astype(np.int64) * size + table.origin
    key = key * size + table.destination
    repeated = len(key) - len(pd.unique(key))
    if not repeated:
        return []
    return [table.warning("TRAVEL_DUPLICATE", count=repeated)]


def _read(path: Path) -> tuple[pd.DataFrame, int]:
    """Return the known columns as text, and the first data row's number."""
    encoding = encoding_of(path)
    header = _header(path, encoding)
    found = match_header(header.cells)
    if not found:
        return pd.DataFrame(), 0
    names = {position: name for name, (position, _) in found.items()}
    try:
        frame = pd.read_csv(
            path,
            encoding=encoding,
            sep=header.delimiter,
            header=None,
            skiprows=header.line + 1,
            usecols=sorted(names),
            dtype="category",
            keep_default_na=False,
            na_values=[""],
            skip_blank_lines=False,
            skipinitialspace=True,
            # In one piece: categories of pieces are dear to join (2.8 million
            # rows take 1.4 s, in pieces 5.3 s and more memory).
            low_memory=False,
        )
    except pd.errors.EmptyDataError:
        empty = pd.Categorical([], categories=[])
        frame = pd.DataFrame(dict.fromkeys(sorted(names), empty))
    frame.columns = pd.Index([names[position] for position in sorted(names)])
    frame.attrs["factors"] = {name: factor for name, (_, factor) in found.items()}
    frame.attrs["headers"] = {name: header.cells[at] for at, name in names.items()}
    # Rows are counted from 1, and the header is one of them.
    return frame, header.line + 2


@dataclass(frozen=True, slots=True)
class _Header:
    """The header row: its line from 0, the delimiter, its cells as written."""

    line: int = 0
    delimiter: str = ","
    cells: tuple[str, ...] = ()


def _header(path: Path, encoding: str) -> _Header:
    """Find the header among the first lines."""
    with path.open(encoding=encoding, newline="") as file:
        lines = [line for _, line in zip(range(_HEADER_LINES), file, strict=False)]
    for number, line in enumerate(lines):
        for delimiter in _DELIMITERS:
            cells = next(csv.reader([line], delimiter=delimiter), [])
            found = match_header(cells)
            if "from" in found and "to" in found:
                return _Header(number, delimiter, tuple(cells))
    return _Header()


def _fatal(code: str, file: str, **details: str) -> Finding:
    return Finding(code=code, grade=Grade.FATAL, file=file, details=details)
