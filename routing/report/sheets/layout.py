"""Blocks of a sheet, and how they are cut into pages.

Heights are reckoned in millimetres before any browser sees the page: a Chinese
sign is as wide as its font is high, other signs are taken a little too wide,
and the style lets lines break anywhere, so that a line holds what is reckoned.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from routing.report.html import Html

if TYPE_CHECKING:
    from collections.abc import Sequence

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
TABLE_SPACE = 3.0
_WIDE_LATIN = "mwMW@%"


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

    ``keep`` holds it on one page with the row that follows.
    """

    cells: tuple[Cell, ...]
    keep: bool = False


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

    ``plain``, ``strong``, ``box`` (in a frame) or ``boxes`` (to fill in).
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
        else:
            width += 0.75 if sign.isupper() else 0.6
    return width


def text_lines(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes in ``width`` mm at ``size`` points."""
    room = width / (size * MM_PER_PT)
    count = 0
    for paragraph in text.split("\n"):
        used, count = 0.0, count + 1
        for sign in paragraph:
            wide = text_width(sign)
            if used + wide > room and used:
                used, count = 0.0, count + 1
            used += wide
    return count


def _text_height(text: str, width: float, size: float, lead: float = 0.0) -> float:
    first, _, rest = text.partition("\n")
    if not lead:
        return text_lines(text, width, size) * size * MM_PER_PT * LEADING
    height = text_lines(first, width, lead) * lead * MM_PER_PT * LEADING
    if rest:
        height += _text_height(rest, width, size)
    return height


def _cell_height(column: Column, cell: Cell) -> float:
    if isinstance(cell, Picture):
        return cell.height
    inner = column.width - 2 * PADDING - BORDER
    return _text_height(cell, inner, column.size, column.lead)


def row_height(table: Table, row: Row) -> float:
    """Return the millimetres that a row takes."""
    if len(row.cells) == 1 and len(table.columns) > 1:
        width = sum(column.width for column in table.columns)
        across = Column(label="", width=width)
        return _cell_height(across, row.cells[0]) + 2 * PADDING + BORDER
    heights = (
        _cell_height(column, cell)
        for column, cell in zip(table.columns, row.cells, strict=True)
    )
    return max(*heights, table.row_height, 0.0) + 2 * PADDING + BORDER


def _table_head(table: Table, width: float) -> float:
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
    inner = width - 6.0
    lines = "\n".join(block.lines)
    height = _text_height(lines, inner, block.size) if block.lines else 0.0
    if block.heading:
        height += _text_height(block.heading, inner, block.size + 1)
    return height + 5.0


def cut_into_pages(
    blocks: Sequence[Block], width: float, height: float, more: str
) -> list[Html]:
    """Return the HTML of each page; rows and texts are never cut.

    Parameters
    ----------
    blocks
        In reading order.
    width, height
        Millimetres of a page for the blocks.
    more
        Words behind a table's caption where it goes on from the page before.
    """
    pager = _Pager(width=width, height=height, free=height, pages=[[]])
    for block in blocks:
        if isinstance(block, Table):
            pager.add_table(block, more)
        else:
            pager.add(_block_html(block), block_height(block, width))
    return [Html("\n".join(page)) for page in pager.pages]


@dataclass(slots=True, kw_only=True)
class _Pager:
    """The pages so far; ``free`` millimetres are left on the last."""

    width: float
    height: float
    free: float
    pages: list[list[Html]]

    def add(self, html: Html, height: float) -> None:
        """Put a piece on this page, or on the next where it has no room."""
        if height > self.free and self.pages[-1]:
            self.turn()
        self.pages[-1].append(html)
        self.free -= height

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.free = self.height

    def add_table(self, table: Table, more: str) -> None:
        """Put a table on as many pages as it needs, at least one row on each."""
        head = _table_head(table, self.width) + TABLE_SPACE
        part: list[Row] = []
        used = head
        rest = table
        heights = [row_height(table, row) for row in table.rows]
        for number, row in enumerate(table.rows):
            needed = heights[number]
            with_next = sum(heights[number : number + 2]) if row.keep else needed
            if used + with_next > self.free:
                if part:
                    self.add(_table_html(replace(rest, rows=tuple(part))), used)
                    caption = f"{table.caption}{more}" if table.caption else ""
                    rest = replace(table, caption=caption)
                    self.turn()
                elif self.pages[-1]:
                    self.turn()
                part, used = [], head
            part.append(row)
            used += needed
        self.add(_table_html(replace(rest, rows=tuple(part))), used)


def _block_html(block: Text | Raw) -> Html:
    if isinstance(block, Raw):
        return Html(f'<div class="raw">{block.html}</div>')
    heading = ""
    if block.heading:
        heading = (
            f'<b style="font-size:{block.size + 1:g}pt">{escape(block.heading)}</b>'
        )
    lines = "".join(f"<div>{escape(line)}</div>" for line in block.lines)
    return Html(
        f'<div class="text {block.kind}" style="font-size:{block.size:g}pt">'
        f"{heading}{lines}</div>"
    )


def _table_html(table: Table) -> Html:
    widths = "".join(f'<col style="width:{c.width:g}mm">' for c in table.columns)
    head = "".join(f"<th>{escape(column.label)}</th>" for column in table.columns)
    rows = "\n".join(_row_html(table, row) for row in table.rows)
    caption = f"<h2>{escape(table.caption)}</h2>" if table.caption else ""
    width = sum(column.width for column in table.columns)
    return Html(
        f'{caption}<table style="width:{width:g}mm"><colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"
    )


def _row_html(table: Table, row: Row) -> str:
    if len(row.cells) == 1 and len(table.columns) > 1:
        inside = _cell_html(row.cells[0], 0.0)
        span = len(table.columns)
        return f'<tr class="across"><td colspan="{span}">{inside}</td></tr>'
    height = f"height:{table.row_height:g}mm;" if table.row_height else ""
    cells = "".join(
        f'<td style="{height}font-size:{column.size:g}pt;text-align:{column.align}">'
        f"{_cell_html(cell, column.lead)}</td>"
        for column, cell in zip(table.columns, row.cells, strict=True)
    )
    return f"<tr>{cells}</tr>"


def _cell_html(cell: Cell, lead: float) -> str:
    if isinstance(cell, Picture):
        return str(cell.html)
    first, *rest = cell.split("\n")
    if not lead:
        return "<br>".join(escape(line) for line in (first, *rest))
    lines = "<br>".join(escape(line) for line in rest)
    return f'<b class="lead" style="font-size:{lead:g}pt">{escape(first)}</b>{lines}'
