"""待对照.xlsx: codes that match nothing, most items first, to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from routing.texts.catalogue import text

from ..grid import ReadError
from ..layout import lay_out
from ..reader_csv import read_csv
from ..reader_xlsx import Workbook as Reader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from ..raw import RawTable
    from .suggest import Pending

FILE = "待对照.xlsx"
SHEET = "待对照"
CHOICES_SHEET = "选项"
"""Neither is the name of a table: the reader of a day passes them over."""
FAMILY = "import"
TITLE_ROWS = 1
WIDTHS = (12, 10, 24, 8, 24, 30, 44, 20)
HEADERS = (
    "合作单位",
    "编码类型",
    "编码",
    "件数",
    "站点",
    "名称相近",
    "地址里多写",
    "目前按",
)
"""Read back by the first three and the fifth: headers of the table 编码对照."""

SITE_COLUMN = 5
TITLE_HEIGHT = 96
_LINE = Alignment(vertical="center", shrink_to_fit=True)
_TITLE = Alignment(wrap_text=True, vertical="top")
_HEADER = PatternFill("solid", fgColor="4A6A8A")
_ASKED = PatternFill("solid", fgColor="B5452A")
_EMPTY = PatternFill("solid", fgColor="FFF3D6")
_THIN = Side(style="thin", color="BBBBBB")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_AS_TEXT = "@"


def write_pending(
    path: Path, lines: Sequence[Pending], choices: Sequence[str], lang: str
) -> None:
    """Write the workbook, over an older one: what was filled in is learnt by then.

    Parameters
    ----------
    path
        File to write.
    lines
        Codes to be filled in.
    choices
        Places to choose from.
    lang
        Language of the guide above the table; headers are Chinese.
    """
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    sheet = book.create_sheet(SHEET)
    sheet.append([text(FAMILY, "PENDING_TITLE", lang)])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADERS))
    sheet.cell(1, 1).alignment = _TITLE
    sheet.row_dimensions[1].height = TITLE_HEIGHT
    sheet.append(list(HEADERS))
    for number, width in enumerate(WIDTHS, start=1):
        cell = sheet.cell(TITLE_ROWS + 1, number)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _ASKED if number == SITE_COLUMN else _HEADER
        sheet.column_dimensions[cell.column_letter].width = width
    for line in lines:
        _line(sheet, line, lang)
    _choices(book.create_sheet(CHOICES_SHEET), choices)
    source = f"{CHOICES_SHEET}!$A$2:$A${len(choices) + 1}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True)
    # Ids and aliases are understood as well: the list proposes, it does not bind.
    rule.showErrorMessage = False
    letter = sheet.cell(TITLE_ROWS + 1, SITE_COLUMN).column_letter
    rule.add(f"{letter}{TITLE_ROWS + 2}:{letter}{sheet.max_row}")
    sheet.add_data_validation(rule)
    sheet.freeze_panes = sheet.cell(TITLE_ROWS + 2, 1)
    sheet.print_title_rows = f"{TITLE_ROWS + 1}:{TITLE_ROWS + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.save(path)


def _choices(sheet: Worksheet, choices: Sequence[str]) -> None:
    sheet.append([text(FAMILY, "PENDING_CHOICES", "zh")])
    for place in choices:
        sheet.append([place])
    sheet.column_dimensions["A"].width = max(WIDTHS)


def read_pending(path: Path) -> tuple[RawTable, ...]:
    """Return the tables of codes of a workbook or text file.

    Raises
    ------
    ReadError
        When it cannot be read, or holds no table of codes.
    """
    data = path.read_bytes()
    if path.suffix.lower() in (".csv", ".tsv"):
        grids = [read_csv(data, file=path.name, table="codes")]
    else:
        book = Reader(data, file=path.name)
        grids = [
            book.grid(sheet, "codes")
            for sheet, visible in book.sheets()
            if visible and not book.is_blank(sheet)
        ]
    tables = [lay_out(grid, "codes")[0] for grid in grids]
    found = tuple(
        table
        for table in tables
        if table is not None and {"code", "site"} <= table.columns.keys()
    )
    if not found:
        raise ReadError(code="IMPORT_NO_CODES")
    return found


def _line(sheet: Worksheet, line: Pending, lang: str) -> None:
    code = line.code
    if not code:
        kind = "PENDING_HIDDEN" if line.words else "PENDING_NOTHING"
        code = text(FAMILY, kind, lang, count=line.words)
    inside = line.told or "、".join(
        f"{place}（{count}/{line.addresses}）" for place, count in line.inside
    )
    near = "、".join(line.near)
    number = sheet.max_row + 1
    cells: tuple[str | int, ...] = (
        line.partner, line.kind, code, line.items, "", near, inside, line.now,
    )  # fmt: skip
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(number, column)
        cell.value = value or None
        if isinstance(value, str) and value:
            cell.number_format = _AS_TEXT
            cell.data_type = "s"  # never a formula, whatever the export held
        cell.border = _BOX
        cell.alignment = _LINE
    if line.code:
        sheet.cell(number, SITE_COLUMN).fill = _EMPTY
