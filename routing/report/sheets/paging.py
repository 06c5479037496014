"""How blocks are cut into pages, and their HTML."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from routing.report.html import Html

from .layout import (
    ALERT,
    BORDER,
    Picture,
    Raw,
    Row,
    Table,
    Text,
    block_height,
    row_height,
    table_head_height,
)
from .tall_rows import split_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .layout import Block, Cell

TABLE_SPACE = 3.0
PART_OF_PAGE = 0.3
"""A row taller than a page begins where so much of the page is free."""
NEW_LINE = "\n"
_HYPHENED = re.compile(r"[0-9A-Za-z:]{1,8}[-–][0-9A-Za-z:]{1,8}")


def cut_into_pages(
    blocks: Sequence[Block], width: float, height: float, more: str
) -> list[Html]:
    """Return the HTML of each page; what a page can hold is never cut.

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
        head = table_head_height(table, self.width) + TABLE_SPACE
        part: list[Row] = []
        used = head
        rest = table
        rows = deque(table.rows)
        group: Row | None = None
        while rows:
            row = rows.popleft()
            if used + self._needed(table, row, rows, head) > self.free:
                if part:
                    self.add(_table_html(replace(rest, rows=tuple(part))), used)
                    caption = f"{table.caption}{more}" if table.caption else ""
                    rest = replace(table, caption=caption)
                    self.turn()
                elif self.pages[-1]:
                    self.turn()
                part, used = [], head
                if group is not None and not row.repeat:
                    part, used = [group], head + row_height(table, group)
            if used + row_height(table, row) > self.free:
                row, tail = split_row(table, row, self.free - used, more)
                rows.extendleft([tail] if tail else [])
            if row.repeat:
                group = row
            part.append(row)
            used += row_height(table, row)
        self.add(_table_html(replace(rest, rows=tuple(part))), used)

    def _needed(
        self, table: Table, row: Row, following: Iterable[Row], head: float
    ) -> float:
        """Return the room without which a row begins a page.

        Of a row that no page can hold a part will do; what it is to be kept with
        cannot hold it back either.
        """
        needed = row_height(table, row)
        if head + needed > self.height:
            return self.height * PART_OF_PAGE
        for after in following:
            if not row.keep:
                break
            height = row_height(table, after)
            tall = head + height > self.height
            needed += self.height * PART_OF_PAGE if tall else height
            if head + needed > self.height:
                return row_height(table, row)
            row = after
        return needed


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
    width = sum(column.width for column in table.columns)
    shares = (column.width / width * 100 for column in table.columns)
    widths = "".join(f'<col style="width:{share:.3f}%">' for share in shares)
    head = "".join(
        f"<th>{escape(column.label).replace(NEW_LINE, '<br>')}</th>"
        for column in table.columns
    )
    rows = "\n".join(_row_html(table, row) for row in table.rows)
    caption = f"<h2>{escape(table.caption)}</h2>" if table.caption else ""
    # Half of the outer lines stands outside: they must stay on the paper.
    style = f"width:{width - BORDER:g}mm"
    return Html(
        f'{caption}<table style="{style}"><colgroup>{widths}</colgroup>'
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
    first, *rest = (_unbroken(line) for line in cell.split("\n"))
    if not lead:
        return "<br>".join((first, *rest))
    lines = "<br>".join(rest)
    return f'<b class="lead" style="font-size:{lead:g}pt">{first}</b>{lines}'


def _unbroken(line: str) -> str:
    """Escape a line; bag numbers and times do not break at their hyphen."""
    whole = _HYPHENED.sub(r'<span class="whole">\g<0></span>', escape(line))
    return f'<span class="alert">{whole}</span>' if line.startswith(ALERT) else whole
