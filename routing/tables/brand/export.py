"""Files of a brand into sheets whose columns are understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..finding import Finding, Grade
from ..grid import ReadError
from ..headers import TABLES, match_table
from ..privacy import hide_mobiles
from ..reader_csv import read_csv
from ..reader_xlsx import Workbook
from ..sources import find_sources
from .header import (
    find_columns,
    first_words,
    missing_choices,
    other_table,
    shown_headers,
)
from .roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from ..grid import Grid
    from .header import Columns


LIMIT_OF = "orders"
"""An export has as many rows as a table of orders may have."""

TEXT = frozenset({".csv", ".tsv"})
OTHER_TABLES = {
    "vehicles": 3,
    "sites": 3,
    "partners": 3,
    "lines": 3,
    "stop_times": 3,
    "trips": 3,
    "tariffs": 3,
    "travel": 3,
    "codes": 3,
}
"""Tables of a day that are handed over by mistake, and the columns that tell them."""

_SHEET_WORDS = re.compile(
    r"sheet|明细|导出|数据|汇总|列表|监控|到件|派件|运单|统计|网点|快件|投递|站点|车辆|表\d",
    re.IGNORECASE,
)
"""Words of a sheet's name that may be repeated: others may be a person's."""

OWN_NAMES = frozenset({"demand", "orders"})
"""Tables whose names exports carry as well."""

COUNTED_TABLES = frozenset({"pickups"})
"""Tables of a day that count items by place, but are no arrivals."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its columns."""

    grid: Grid
    columns: Columns


@dataclass(slots=True)
class Exports:
    """The sheets to be counted, and what was found in the files."""

    sheets: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_exports(
    paths: Sequence[Path], choose: Callable[[Grid], Mapping[Role, str]]
) -> Exports:
    """Read exported files; every problem is a finding.

    Parameters
    ----------
    paths
        Files, or folders of files.
    choose
        Returns the columns that a person named for a sheet, by role.
    """
    exports = Exports()
    sources = find_sources(paths)
    exports.findings.extend(sources.findings)
    for path in sources.files:
        try:
            _read_file(path, choose, exports)
        except ReadError as error:
            _say(exports, error.code, path, error.sheet, **error.details)
        except OSError:
            _say(exports, "FILE_DENIED", path)
    exports.findings = [_place_masked(finding) for finding in exports.findings]
    return exports


def _read_file(
    path: Path, choose: Callable[[Grid], Mapping[Role, str]], exports: Exports
) -> None:
    grids = _grids(path)
    sheets = []
    for grid in grids:
        chosen = choose(grid)
        sheets.append(Sheet(grid, find_columns(grid, chosen)))
        for role in missing_choices(sheets[-1].columns, chosen):
            _say(exports, "IMPORT_COLUMN_MISSING", path, grid.sheet, role=role.value)
    usable = [sheet for sheet in sheets if _is_usable(path, sheet)]
    if not usable:
        _say_unusable(exports, path, sheets)
        return
    taken = _alike(usable)
    exports.sheets.extend(taken)
    for sheet in usable:
        if sheet not in taken:
            exports.findings.append(
                Finding(
                    code="IMPORT_SHEET_LEFT_OUT",
                    grade=Grade.WARNING,
                    file=path.name,
                    sheet=sheet.grid.sheet,
                    details={"taken": taken[0].grid.sheet},
                )
            )


def _grids(path: Path) -> list[Grid]:
    """Return the sheets with content; a text that calls itself .xls is read as text."""
    data = path.read_bytes()
    if not data:
        raise ReadError(code="FILE_EMPTY")
    if path.suffix.lower() in TEXT:
        grids = [read_csv(data, file=path.name, table=LIMIT_OF)]
    else:
        try:
            book = Workbook(data, file=path.name)
        except ReadError as error:
            if error.code != "FILE_IS_TEXT":
                raise
            grid = read_csv(data, file=path.name, table=LIMIT_OF)
            return [_without_names(grid, 1)]
        grids = [
            book.grid(sheet, LIMIT_OF)
            for sheet, visible in book.sheets()
            if visible and not book.is_blank(sheet)
        ]
    grids = [_without_names(grid, n) for n, grid in enumerate(grids, start=1)]
    grids = [grid for grid in grids if grid.rows]
    if not grids:
        raise ReadError(code="IMPORT_EMPTY")
    return grids


def _without_names(grid: Grid, number: int) -> Grid:
    """Return a sheet whose file and sheet may be named in findings."""
    known = not grid.sheet or _SHEET_WORDS.search(grid.sheet)
    sheet = hide_mobiles(grid.sheet) if known else f"第{number}张工作表"
    return replace(grid, file=hide_mobiles(grid.file), sheet=sheet)


def _is_usable(path: Path, sheet: Sheet) -> bool:
    columns = sheet.columns
    if not (columns.tells_place and columns.tells_items):
        return False
    if columns.first_data >= len(sheet.grid.rows):
        return False
    return _named_table(path, sheet) not in COUNTED_TABLES


def _named_table(path: Path, sheet: Sheet) -> str | None:
    """Return the table of a day that a file or sheet is exactly named after."""
    for name in (sheet.grid.sheet, path.stem):
        match = match_table(name) if name else None
        if match is not None and not match.guessed and match.table not in OWN_NAMES:
            return match.table
    return None


def _alike(usable: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets to count: those with waybills go before sums of them."""
    single = [sheet for sheet in usable if Role.WAYBILL in sheet.columns.used]
    first = (single or usable)[0]
    return [
        sheet
        for sheet in usable
        if sheet.columns.fingerprint == first.columns.fingerprint
    ]


def _say_unusable(exports: Exports, path: Path, sheets: Sequence[Sheet]) -> None:
    """Say why a file cannot be counted, by its most promising sheet."""
    sheet = max(sheets, key=lambda one: len(one.columns.used))
    columns = sheet.columns
    headers = columns.headers or first_words(sheet.grid)
    shown = shown_headers(headers, sure=bool(columns.headers))
    table = _named_table(path, sheet) or other_table(headers, OTHER_TABLES)
    place = exports, _code(sheet, table), path, sheet.grid.sheet
    if table:
        _say(*place, table=table, table_zh=TABLES[table][0])
    else:
        _say(*place, headers=shown or "—", count=str(len(headers)))


def _code(sheet: Sheet, table: str) -> str:
    columns = sheet.columns
    if table:
        return "IMPORT_OTHER_TABLE"
    if not columns.row and not columns.used:
        return "IMPORT_NO_HEADER"
    if not columns.tells_place:
        return "IMPORT_NO_PLACE"
    if not columns.tells_items:
        return "IMPORT_NO_ITEMS"
    return "IMPORT_EMPTY"


def _say(
    exports: Exports, code: str, path: Path, sheet: str = "", **details: str
) -> None:
    exports.findings.append(
        Finding(
            code=code, grade=Grade.FATAL, file=path.name, sheet=sheet, details=details
        )
    )


def _place_masked(finding: Finding) -> Finding:
    """Return a finding without a phone in the names of its file and sheet."""
    return replace(
        finding, file=hide_mobiles(finding.file), sheet=hide_mobiles(finding.sheet)
    )
