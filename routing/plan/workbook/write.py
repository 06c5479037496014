"""Write plan.xlsx: what a person reads, and the sheets that may be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from .names import Names
from .sheet import add_sheet
from .sheets_bags import bags_sheet
from .sheets_cold import cold_sheet, empties_sheet
from .sheets_frame import (
    assumptions_sheet,
    choices,
    lists,
    lists_sheet,
    summary_sheet,
)
from .sheets_left import findings_sheet, unserved_sheet, vehicles_sheet
from .sheets_plan import routes_sheet, stops_sheet
from .sheets_services import offers_sheet, trips_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from .content import WorkbookContent
    from .sheet import Sheet

WORKBOOK_FILE = "plan.xlsx"
CREATOR = "gongpei"


def write_workbook(path: Path, content: WorkbookContent) -> None:
    """Write the workbook of a plan.

    The first sheet says what may be edited: the sheets of stops (站点明细), of bus
    loads (班次装载) and of handovers (代投), and the boxes of bags (集包袋), which
    ``read.read_workbook`` reads back.
    Texts that look like formulas are made harmless, contacts are not in it.

    Raises
    ------
    OSError
        When the file cannot be written (open in another program).
    """
    names, lang = Names(content.day), content.lang
    listed = lists(content, names)
    known = choices(listed, lang)
    sheets = [
        summary_sheet(content, names),
        routes_sheet(content, names),
        stops_sheet(content, names, known),
        *_services(content, names, known),
        bags_sheet(content, names, known),
        *([cold_sheet(content, names)] if content.cold else []),
        *([empties_sheet(content, names)] if content.empties else []),
        unserved_sheet(content, names),
        vehicles_sheet(content, names),
        findings_sheet(content),
        assumptions_sheet(content),
        lists_sheet(listed, lang),
    ]
    book = Workbook(write_only=True)
    book.properties.creator = CREATOR
    for sheet in sheets:
        add_sheet(book, sheet, lang)
    book.worksheets[-1].sheet_state = "hidden"
    book.save(path)


def _services(
    content: WorkbookContent, names: Names, known: Mapping[str, str]
) -> Iterator[Sheet]:
    """Yield the sheets of what trips and offers carry, or could carry."""
    if content.plan.bus_loads or content.day.trips:
        yield trips_sheet(content, names, known)
    if content.plan.handovers or content.day.offers:
        yield offers_sheet(content, names, known)
