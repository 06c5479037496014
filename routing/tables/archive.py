"""What stands in a workbook's zip archive: looked at before it is opened.

The sizes of an archive are checked first, and each sheet is streamed once:
that bounds memory, proves the sizes stated, counts rows and tells whether the
slower search for errors is needed (the fast reader returns them as empty).
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree as ET

from .cells import is_error
from .grid import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 500_000_000
"""Unpacked bytes of a whole workbook."""

MAX_RATIO = 200
"""Unpacked to packed bytes of a part above ``RATIO_FROM``; sheets reach 10 to 30."""

RATIO_FROM = 50_000_000
CHUNK = 1 << 20
MEGABYTE = 1_000_000

_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>[^<]*<?[^/]")
_SUSPICIOUS = re.compile(rb"<(?:\w+:)?f[\s>/]|\st=[\"']e[\"']")
_CELL = re.compile(r"([A-Z]+)(\d+)")
_BASE = 26


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What one pass over a sheet's bytes tells."""

    rows: int
    area: int
    """Cells of the rectangle up to the last row and column with a value."""
    suspicious: bool
    """Whether it holds formulas or errors."""


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open a workbook's archive and check its sizes.

    Raises
    ------
    ReadError
        When it is broken, no workbook, or unpacks to more than the limits.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise ReadError(code="FILE_CORRUPT") from error
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    dense = any(
        part.file_size > RATIO_FROM
        and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if total > MAX_BYTES or dense:
        raise ReadError(
            code="FILE_TOO_LARGE",
            size=str(total // MEGABYTE),
            limit=str(MAX_BYTES // MEGABYTE),
        )
    if "xl/workbook.xml" not in archive.namelist():
        raise ReadError(code="FILE_NOT_TABLE")
    return archive


def prove(archive: zipfile.ZipFile) -> None:
    """Unpack everything once: a part that is longer than stated fails its sum.

    Raises
    ------
    ReadError
        When a part is broken, encrypted or not as long as the archive says.
    """
    for part in archive.namelist():
        for _ in _chunks(archive, part):
            pass


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the archive that holds each sheet, by the sheet's name."""
    targets = {
        node.get("Id", ""): node.get("Target", "")
        for node in _tree(archive, "xl/_rels/workbook.xml.rels")
    }
    parts = {}
    for node in _tree(archive, "xl/workbook.xml").iter():
        if not node.tag.endswith("}sheet"):
            continue
        link = next((v for k, v in node.attrib.items() if k.endswith("}id")), "")
        target = targets.get(link, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        parts[node.get("name", "")] = posixpath.normpath(path)
    return parts


def scan_sheet(archive: zipfile.ZipFile, part: str, limit: int | None) -> SheetScan:
    """Count rows with a value, up to just above a limit.

    Rows that are only formatted hold no value and do not count.
    """
    rows, bottom, right, suspicious, rest = 0, 0, 0, False, b""
    for chunk in _chunks(archive, part):
        pieces = _ROW_END.split(rest + chunk)
        rest = pieces.pop()
        for piece in pieces:
            suspicious = suspicious or _SUSPICIOUS.search(piece) is not None
            if _VALUE.search(piece) is None:
                continue
            rows += 1
            row, column = _place(_last_reference(piece))
            bottom, right = max(bottom, row), max(right, column + 1)
        if limit is not None and rows > limit:
            break
    return SheetScan(rows, bottom * right, suspicious)


def find_errors(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Return the cells that hold an error, or a formula without a result.

    Keys are row number (from 1) and column (from 0); the value is the error as
    written, or the formula with ``=`` before it.
    """
    try:
        with archive.open(part) as stream:
            return _errors_in(stream)
    except (ET.ParseError, *_BROKEN) as error:
        raise ReadError(code="FILE_CORRUPT") from error


def _errors_in(stream: IO[bytes]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for _, node in ET.iterparse(stream, events=("end",)):
        kind = node.tag.rpartition("}")[2]
        if kind == "c":
            text = _cell_error(node)
            if text:
                found[_place(node.get("r", "A1"))] = text
        elif kind == "row":
            node.clear()
    return found


def _last_reference(row: bytes) -> str:
    """Return the place of the last cell of a row, as written."""
    start = row.rfind(b' r="') + len(b' r="')
    return row[start : row.find(b'"', start)].decode("ascii", "replace")


def _cell_error(node: ET.Element) -> str:
    value, formula, has_text = "", None, False
    for child in node:
        kind = child.tag.rpartition("}")[2]
        if kind == "v":
            value = child.text or ""
        elif kind == "f":
            formula = child.text or ""
        elif kind == "is":
            has_text = True
    if node.get("t") == "e" or (is_error(value) and node.get("t") == "str"):
        return value or "#N/A"
    if formula is not None and not value and not has_text and node.get("t") != "str":
        return f"={formula}"
    return ""


def _place(reference: str) -> tuple[int, int]:
    match = _CELL.fullmatch(reference)
    if match is None:
        return 0, 0
    column = 0
    for letter in match.group(1):
        column = column * _BASE + ord(letter) - ord("A") + 1
    return int(match.group(2)), column - 1


def _tree(archive: zipfile.ZipFile, part: str) -> ET.Element:
    try:
        return ET.fromstring(archive.read(part))
    except (ET.ParseError, *_BROKEN) as error:
        raise ReadError(code="FILE_CORRUPT") from error


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except _BROKEN as error:
        raise ReadError(code="FILE_CORRUPT") from error


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
    KeyError,
)
"""What a damaged or encrypted archive raises; RuntimeError asks for a password,
or names an unknown compression (NotImplementedError)."""
