"""What sheets consist of: tables and texts, with their height in millimetres.

Heights are reckoned before any browser sees the page: a Chinese sign is as wide
as its font is high, other signs are taken a little too wide, and lines break
only where every browser breaks them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routing.report.html import Html

MM_PER_PT = 25.4 / 72
LEADING = 1.3
HEAD_LINE = 4.8
"""Millimetres of a line of the page's head."""
PADDING = 1.2
BORDER = 0.4
HEAD_SIZE = 10.0
_BODY_SIZE = 11.0
_CAPTION_SIZE = 13.0
_CAPTION_SPACE = 3.0
KEPT_TEXTS = 8_192
"""Texts whose lines are remembered: names and labels come again on every sheet."""
_WIDE_LATIN = "mwMW@%"
ALERT = "‼"
"""A line that begins with it is printed in red."""
_CLOSING = " ，。；：、！？）】》”’～　"
_OPENING = "（【《“‘"


@dataclass(frozen=True, slots=True)
class Picture:
    """A cell that holds a picture (inline SVG) of so many millimetres height."""

    html: Html
    height: float


Cell = str | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: heading, millimetres, size in points of its text.

    ``lead`` sets the first line of a cell in bold and in that size.
    """

    label: str
    width: float
    size: float = _BODY_SIZE
    lead: float = 0.0
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; one cell alone goes across all columns, as a remark.

    ``keep`` holds it on one page with the row that follows; ``repeat`` says it
    again on the next page while rows of its group go on.
    """

    cells: tuple[Cell, ...]
    keep: bool = False
    repeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that may go on over pages; its caption and header row repeat.

    ``row_height`` is the least height of a row in millimetres, for signatures.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    row_height: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Lines that stay together. ``kind`` is a class of the style.

    ``plain``, ``strong`` or ``box`` (in a frame).
    """

    lines: tuple[str, ...]
    kind: str = "plain"
    size: float = _BODY_SIZE
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A piece of HTML of a known height in millimetres that stays together."""

    html: Html
    height: float


Block = Table | Text | Raw


def text_width(text: str) -> float:
    """Return the width of a text in multiples of its font size, rather too wide."""
    width = 0.0
    for sign in text:
        if unicodedata.east_asian_width(sign) in "WFA":
            width += 1.0
        elif sign in _WIDE_LATIN:
            width += 0.95
        elif sign == " ":
            width += 0.5
        else:
            width += 0.75 if sign.isupper() else 0.6
    return width


def text_lines(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes in ``width`` mm at ``size`` points."""
    room = width / (size * MM_PER_PT)
    return sum(_paragraph_lines(paragraph, room) for paragraph in text.split("\n"))


@lru_cache(maxsize=KEPT_TEXTS)
def _paragraph_lines(paragraph: str, room: float) -> int:
    used, count = 0.0, 1
    for piece in _pieces(paragraph):
        wide = text_width(piece)
        if used and used + wide > room:
            used, count = 0.0, count + 1
        if wide <= room:
            used += wide
            continue
        for sign in piece:
            wide = text_width(sign)
            if used + wide > room and used:
                used, count = 0.0, count + 1
            used += wide
    return count


def _pieces(paragraph: str) -> list[str]:
    """Cut a line where it may break: beside Chinese signs and behind spaces.

    Words and figures stay whole (a phone, a plate, a time); a closing mark stays
    with the sign before it, an opening mark with the sign behind.
    """
    pieces: list[str] = []
    for sign in paragraph:
        before = pieces[-1][-1] if pieces else " "
        word = _in_word(before) and _in_word(sign)
        if pieces and (word or before in _OPENING or sign in _CLOSING):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _in_word(sign: str) -> bool:
    return sign != " " and unicodedata.east_asian_width(sign) not in "WF"


def _text_height(text: str, width: float, size: float, lead: float = 0.0) -> float:
    first, _, rest = text.partition("\n")
    if not lead:
        return text_lines(text, width, size) * size * MM_PER_PT * LEADING
    height = text_lines(first, width, lead) * lead * MM_PER_PT * LEADING
    if rest:
        height += _text_height(rest, width, size)
    return height


def cell_height(column: Column, cell: Cell) -> float:
    """Return the millimetres that a cell takes inside its lines and margins."""
    if isinstance(cell, Picture):
        return cell.height
    inner = column.width - 2 * PADDING - BORDER
    return _text_height(cell, inner, column.size, column.lead)


def columns_of(table: Table, row: Row) -> tuple[Column, ...]:
    """Return the columns of a row: one as wide as the table where it goes across."""
    if len(row.cells) == 1 and len(table.columns) > 1:
        width = sum(column.width for column in table.columns)
        return (Column(label="", width=width),)
    return table.columns


def row_height(table: Table, row: Row) -> float:
    """Return the millimetres that a row takes."""
    columns = columns_of(table, row)
    least = table.row_height if columns is table.columns else 0.0
    heights = (
        cell_height(column, cell)
        for column, cell in zip(columns, row.cells, strict=True)
    )
    return max(*heights, least, 0.0) + 2 * PADDING + BORDER


def table_head_height(table: Table, width: float) -> float:
    """Return the millimetres of a table's caption and header row."""
    head = max(
        _text_height(column.label, column.width - 2 * PADDING - BORDER, HEAD_SIZE)
        for column in table.columns
    )
    caption = 0.0
    if table.caption:
        caption = _text_height(table.caption, width, _CAPTION_SIZE) + _CAPTION_SPACE
    return caption + head + 2 * PADDING + 2 * BORDER


def block_height(block: Text | Raw, width: float) -> float:
    """Return the millimetres of a block that stays together, margins included."""
    if isinstance(block, Raw):
        return block.height + 2.0
    framed = block.kind == "box"
    inner = width - (6.0 if framed else 0.5)
    lines = "\n".join(block.lines)
    height = _text_height(lines, inner, block.size) if block.lines else 0.0
    if block.heading:
        height += _text_height(block.heading, inner, block.size + 1)
    return height + (5.0 if framed else 2.2)
