"""Write 执行回填.xlsx: the plan, and room beside it for what was different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from routing.plan.workbook.sheet import add_sheet
from routing.plan.workbook.write import CREATOR

from .sheets import fill_sheets, lists_sheet, summary_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from .sheets import FillIn


def write_fill_in(path: Path, fill: FillIn) -> None:
    """Write the workbook; ``read.read_fill_in`` reads back what is typed into it.

    Raises
    ------
    OSError
        When the file cannot be written (open in another program).
    """
    book = Workbook(write_only=True)
    book.properties.creator = CREATOR
    for sheet in (summary_sheet(fill), *fill_sheets(fill), lists_sheet(fill.lang)):
        add_sheet(book, sheet, fill.lang)
    book.worksheets[-1].sheet_state = "hidden"
    book.save(path)
