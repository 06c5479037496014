"""Text files into grids: encoding, separator and quotes found out."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from .cells import fold, is_error
from .grid import Grid, ReadError, row_limit

SEPARATORS = (",", "\t", ";", "，")
QUOTED = re.compile(r'"[^"]*"')
SAMPLE_LINES = 30
CELL_LIMIT = 100_000
"""Characters of a cell: a quote that is never closed reads on for ever."""

FIRST_NON_ASCII = 0x80
SURE_OF_UTF8 = 30
"""Bytes beyond ASCII that are right in UTF-8: then the file is UTF-8, but damaged.

GB18030 would read it as other characters, without an error."""

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = frozenset(range(0x09)) | frozenset(range(0x0E, 0x1B))


def read_csv(data: bytes, *, file: str, table: str) -> Grid:
    """Read a text table.

    Raises
    ------
    ReadError
        When the bytes are no text in UTF-8, UTF-16 (by its mark) or GB18030,
        a quote is never closed, or there are more rows than the table may have.
    """
    text = decode(data)
    limit = row_limit(table)
    rows: list[tuple[int, list[str]]] = []
    errors: dict[tuple[int, int], str] = {}
    csv.field_size_limit(CELL_LIMIT)
    lines = csv.reader(io.StringIO(text), delimiter=_separator(text), strict=True)
    try:
        for number, line in enumerate(lines, start=1):
            cells = [fold(cell) for cell in line]
            if not any(cells):
                continue
            if limit is not None and len(rows) > limit:
                raise ReadError(code="TOO_MANY_ROWS", limit=str(limit))
            for column, cell in enumerate(cells):
                if cell.startswith("#") and is_error(cell):
                    errors[number, column] = cell
            rows.append((number, cells))
    except csv.Error as error:
        raise ReadError(code="CSV_BROKEN", line=str(lines.line_num)) from error
    return Grid(file=file, sheet="", rows=tuple(rows), errors=errors, is_text=True)


def decode(data: bytes) -> str:
    """Decode by byte-order mark, else UTF-8, else GB18030.

    Raises
    ------
    ReadError
        When none fits, or the file is no text at all.
    """
    if data.startswith(_UTF16_MARKS):
        return _decoded(data, "utf-16")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ReadError(code="NOT_TEXT_BUT_WORKBOOK")
    if _is_binary(data):
        raise ReadError(code="FILE_NOT_TABLE")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if sum(byte >= FIRST_NON_ASCII for byte in data[: error.start]) >= SURE_OF_UTF8:
            position = str(error.start)
            raise ReadError(code="BAD_ENCODING", position=position) from error
        return _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(code="BAD_ENCODING", position=str(error.start)) from error


def _is_binary(data: bytes) -> bool:
    return any(byte in _CONTROLS for byte in data[:8192])


def _separator(text: str) -> str:
    """Return the separator that stands in most of the first lines.

    A header has no lists in its cells, whatever the rows below it have.
    """
    lines = [QUOTED.sub("", line) for line in text.splitlines()[:SAMPLE_LINES]]
    inside: Counter[str] = Counter()
    in_all: Counter[str] = Counter()
    for line in lines:
        for sign in SEPARATORS:
            inside[sign] += sign in line
            in_all[sign] += line.count(sign)
    return max(SEPARATORS, key=lambda sign: (inside[sign], in_all[sign]))
