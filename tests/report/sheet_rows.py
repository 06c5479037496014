"""Sheets as their reader sees them: rows of cells, and paper from a real browser."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pypdfium2
from features.four_villages import four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan

from routing.report.sheets.frame import SheetContext
from routing.report.sheets.pdf import find_renderer, write_pdf

if TYPE_CHECKING:
    from pathlib import Path

PRINTED = dt.datetime(2026, 3, 2, 6, 40, tzinfo=dt.UTC)


def four_context(**changes) -> SheetContext:
    """Return the four villages of 2 March, printed at 06:40, approved by 王主任."""
    values = {
        "day": four_village_day(),
        "travel": four_village_travel(),
        "plan": four_village_plan(),
        "version": 1,
        "printed": PRINTED,
        "approved_by": "王主任",
    }
    return SheetContext(**{**values, **changes})


class _Reader(HTMLParser):
    """Collects the rows of all tables and the words outside of style and script."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.words: list[str] = []
        self._silent = 0
        self._in_cell = False

    def handle_starttag(self, tag, attrs) -> None:
        if tag in ("style", "script"):
            self._silent += 1
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True
        elif tag == "br":
            self._add("\n")

    def handle_endtag(self, tag) -> None:
        if tag in ("style", "script"):
            self._silent -= 1
        elif tag in ("td", "th"):
            self._in_cell = False
        elif tag == "b" and self._in_cell:
            self._add("\n")

    def handle_data(self, data) -> None:
        if not self._silent:
            self._add(data)

    def _add(self, data: str) -> None:
        self.words.append(data)
        if self._in_cell:
            self.rows[-1][-1] += data


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def rows_of(html: str) -> list[list[str]]:
    """Return the rows of all tables, cells stripped, their lines on lines."""
    return [[cell.strip() for cell in row] for row in read(html).rows]


def words_of(html: str) -> str:
    """Return all words of a page, without style and script."""
    return "\n".join(read(html).words)


def paper_of(html: str, folder: Path) -> list[str]:
    """Print a page by the browser; return the words of each paper, without spaces."""
    renderer = find_renderer()
    assert renderer is not None, "Install Chromium: sheets are tested on paper."
    page, pdf = folder / "单据 1.html", folder / "单据 1.pdf"
    page.write_text(html, "utf-8")
    write_pdf(page, pdf, renderer)
    document = pypdfium2.PdfDocument(pdf)
    papers = [
        "".join(sheet.get_textpage().get_text_range().split()) for sheet in document
    ]
    document.close()
    return papers
