"""Workbooks into grids: values as cached, merged ranges, errors kept apart."""

from __future__ import annotations

import io
import re
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from .archive import find_errors, open_archive, prove, scan_sheet, sheet_parts
from .cells import cell_text, is_error
from .grid import MAX_AREA, Grid, Merge, ReadError, row_limit
from .privacy import mask

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WEB_PAGE = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(!doctype|html|table|\?xml|meta)", re.I)
_SIZE_RECORD = re.compile(rb"\x00\x02\x0e\x00")
"""Number and length of the record that states a sheet's size, before its fields."""

_SIZES = struct.Struct("<IIHHH")
"""First row, last row + 1, first column, last column + 1, unused."""

OLD_ROWS = 65_536
OLD_COLUMNS = 256
SAMPLE = 2_048


class Workbook:
    """An open workbook: the names of its sheets, and each as a grid."""

    def __init__(self, data: bytes, *, file: str) -> None:
        """Open a workbook from its bytes (.xlsx, .xlsm or old .xls).

        Raises
        ------
        ReadError
            When it is locked by a password, broken, too large or no workbook.
        """
        self._file = file
        self._archive: zipfile.ZipFile | None = None
        self._parts: dict[str, str] = {}
        if data.startswith(ZIP_MARK):
            self._archive = open_archive(data)
            prove(self._archive)
            self._parts = sheet_parts(self._archive)
        elif not data.startswith(OLE_MARK):
            raise ReadError(code=_stranger(data))
        elif _ENCRYPTED in data:
            raise ReadError(code="FILE_PASSWORD")
        elif not _has_sane_sizes(data):
            raise ReadError(code="FILE_CORRUPT")
        self.is_old = self._archive is None
        """Whether it is an .xls file, whose errors read as blank cells."""
        self._book = _open(data)

    def sheets(self) -> list[tuple[str, bool]]:
        """Return each sheet's name and whether it is visible, in their order."""
        return [
            (sheet.name, sheet.visible == SheetVisibleEnum.Visible)
            for sheet in self._book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]

    def grid(self, sheet: str, table: str) -> Grid:
        """Read one sheet for a table.

        Raises
        ------
        ReadError
            When it has more rows than the table may have, or is broken.
        """
        errors = self._errors(sheet, table)
        with _reading(sheet):
            source = self._book.get_sheet_by_name(sheet)
            rows, merges = _rows(source), _merges(source)
        _too_many(len(rows) - 1, row_limit(table), sheet)
        for number, cells in rows:
            for column, cell in enumerate(cells):
                if cell.startswith("#") and is_error(cell):
                    errors[number, column] = cell
        return Grid(
            file=self._file,
            sheet=sheet,
            rows=_with_error_rows(rows, errors),
            errors=errors,
            merges=merges,
        )

    def is_blank(self, sheet: str) -> bool:
        """Tell whether a sheet has no cell with a value."""
        if self._archive is not None and sheet in self._parts:
            # Not through the reader, which a cell far away makes run out of memory.
            return scan_sheet(self._archive, self._parts[sheet], 0).rows == 0
        with _reading(sheet):
            return not _rows(self._book.get_sheet_by_name(sheet))

    def _errors(self, sheet: str, table: str) -> dict[tuple[int, int], str]:
        part = self._parts.get(sheet)
        if self._archive is None or part is None:
            return {}
        limit = row_limit(table)
        scan = scan_sheet(self._archive, part, limit and limit + 1)
        _too_many(scan.rows - 1, limit, sheet)
        if scan.area > MAX_AREA:
            raise ReadError(code="SHEET_TOO_WIDE", sheet=sheet)
        if not scan.suspicious:
            return {}
        found = find_errors(self._archive, part)
        return {place: mask(text) for place, text in found.items()}


def _too_many(rows: int, limit: int | None, sheet: str) -> None:
    if limit is not None and rows > limit:
        raise ReadError(code="TOO_MANY_ROWS", sheet=sheet, limit=str(limit))


@contextmanager
def _reading(sheet: str = "") -> Iterator[None]:
    """Turn what the fast reader raises into a finding.

    On some damaged files it panics, with an exception of its own that is no
    ``Exception``: known by its name alone.
    """
    try:
        yield
    except PasswordError as error:
        raise ReadError(code="FILE_PASSWORD", sheet=sheet) from error
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise ReadError(code="FILE_CORRUPT", sheet=sheet) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ReadError(code="FILE_CORRUPT", sheet=sheet) from error


def _open(data: bytes) -> CalamineWorkbook:
    with _reading():
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _has_sane_sizes(data: bytes) -> bool:
    """Tell whether each sheet of an .xls file states a size that such files have.

    The fast reader asks for the memory that a damaged file states, and the
    process dies of it.
    """
    return all(
        max(first_row, last_row) <= OLD_ROWS and max(first, last) <= OLD_COLUMNS
        for first_row, last_row, first, last, _ in (
            _SIZES.unpack_from(data, match.end())
            for match in re.finditer(_SIZE_RECORD, data[: -_SIZES.size])
        )
    )


def _stranger(data: bytes) -> str:
    """Return the code for a file that only calls itself a workbook."""
    head = data[:SAMPLE]
    if _WEB_PAGE.match(head):
        return "FILE_IS_WEB_PAGE"
    if b"\x00" in head:
        return "FILE_NOT_TABLE"
    return "FILE_IS_TEXT"


def _rows(source: CalamineSheet) -> list[tuple[int, list[str]]]:
    """Return the rows with content as the sheet counts them."""
    start = source.start
    if start is None:
        return []
    found = []
    padding = [""] * start[1]
    for number, line in enumerate(_lines(source), start=start[0] + 1):
        cells = padding + [cell_text(value) for value in line]
        if any(cells):
            found.append((number, cells))
    return found


def _lines(source: CalamineSheet) -> list[list[object]]:
    return source.to_python(skip_empty_area=True)  # type: ignore[return-value]


def _with_error_rows(
    rows: list[tuple[int, list[str]]], errors: dict[tuple[int, int], str]
) -> tuple[tuple[int, list[str]], ...]:
    """Add rows that hold nothing but errors, which read as blank."""
    present = {number for number, _ in rows}
    missing = sorted({number for number, _ in errors} - present)
    if not missing:
        return tuple(rows)
    return tuple(sorted(rows + [(number, []) for number in missing]))


def _merges(source: CalamineSheet) -> tuple[Merge, ...]:
    return tuple(
        Merge(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in source.merged_cell_ranges or ()
    )
