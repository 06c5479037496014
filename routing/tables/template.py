"""Blank workbooks to fill in: Chinese headers, hints, drop-down lists.

What a column means comes from the catalogue, how it is headed from the reader,
so a template cannot ask for what is not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from routing.texts.catalogue import text

from .build_settings import KEYS
from .headers import HEADERS, TABLES
from .template_columns import BASE_TABLES, DAY_TABLES, REQUIRED, SETTINGS, choices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

BASE_FILE = "基础数据.xlsx"
DAY_FILE = "当日_模板.xlsx"
GUIDE_SHEET = "填表说明"
HINT_ROW = 2
LAST_ROW = 3000
COLUMN_CHARACTERS = 16
GUIDE_CHARACTERS = 96
HINT_HEIGHT = 90
LINE_HEIGHT = 16

_HEADER_FONT = Font(bold=True, color="FFFFFF")
_REQUIRED_FILL = PatternFill("solid", fgColor="B5452A")
_OPTIONAL_FILL = PatternFill("solid", fgColor="4A6A8A")
_HINT_FONT = Font(italic=True, color="666666", size=9)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_AS_TEXT = "@"
"""Cells typed by hand stay as typed: 0731 remains a number plate, 08:00 a time."""


def write_templates(folder: Path) -> tuple[Path, Path]:
    """Write both workbooks into a folder; return their paths.

    Raises
    ------
    FileExistsError
        When one is there already; nothing is written then.
    """
    base, day = folder / BASE_FILE, folder / DAY_FILE
    for path in (base, day):
        if path.exists():
            raise FileExistsError(path.name)
    folder.mkdir(parents=True, exist_ok=True)
    _workbook(BASE_TABLES, "GUIDE_BASE", settings=True).save(base)
    _workbook(DAY_TABLES, "GUIDE_DAY", settings=False).save(day)
    return base, day


def _workbook(tables: Mapping[str, str], guide: str, *, settings: bool) -> Workbook:
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    sheet = book.create_sheet(GUIDE_SHEET)
    sheet.column_dimensions["A"].width = GUIDE_CHARACTERS
    for number, line in enumerate(text("template", guide).splitlines(), start=1):
        sheet.cell(number, 1, line).alignment = _WRAPPED
        # Not every program makes room for wrapped text by itself.
        lines = max(1, -(-_width(line) // GUIDE_CHARACTERS))
        sheet.row_dimensions[number].height = LINE_HEIGHT * lines
    if settings:
        _settings_sheet(book.create_sheet(TABLES["settings"][0]))
    for table, columns in tables.items():
        _table_sheet(book.create_sheet(TABLES[table][0]), table, columns.split())
    return book


def _width(line: str) -> int:
    """Return the columns that a line takes: two for a Chinese character."""
    return sum(1 if character.isascii() else 2 for character in line)


def _table_sheet(sheet: Worksheet, table: str, columns: list[str]) -> None:
    for number, column in enumerate(columns, start=1):
        required = column in REQUIRED[table]
        mark = "#" if number == 1 else ""
        hint = text("template", "REQUIRED") if required else ""
        meaning = text("columns", f"{table}.{column}")
        _header(sheet, number, HEADERS[table][column][0], required=required)
        _hint(sheet, number, f"{mark}{hint}{meaning}")
        if listed := choices(table, column):
            _drop_down(sheet, number, HINT_ROW + 1, LAST_ROW, listed)
    sheet.row_dimensions[HINT_ROW].height = HINT_HEIGHT
    sheet.freeze_panes = f"B{HINT_ROW + 1}"


def _settings_sheet(sheet: Worksheet) -> None:
    for number, column in enumerate(("key", "value"), start=1):
        _header(sheet, number, HEADERS["settings"][column][0], required=False)
    for row, (key, listed) in enumerate(SETTINGS, start=2):
        cell = sheet.cell(row=row, column=1)
        cell.value = KEYS[key][0].split()[0]
        cell.comment = Comment(text("template", f"SETTING_{key.upper()}"), "gongpei")
        if listed:
            _drop_down(sheet, 2, row, row, listed)


def _header(sheet: Worksheet, number: int, title: str, *, required: bool) -> None:
    cell = sheet.cell(1, number, f"{title}*" if required else title)
    cell.font = _HEADER_FONT
    cell.fill = _REQUIRED_FILL if required else _OPTIONAL_FILL
    width = sheet.column_dimensions[get_column_letter(number)]
    width.width = COLUMN_CHARACTERS
    width.number_format = _AS_TEXT


def _hint(sheet: Worksheet, number: int, hint: str) -> None:
    cell = sheet.cell(row=HINT_ROW, column=number)
    cell.value = hint
    cell.font = _HINT_FONT
    cell.alignment = _WRAPPED


def _drop_down(
    sheet: Worksheet, number: int, top: int, bottom: int, listed: tuple[str, ...]
) -> None:
    rule = DataValidation(
        type="list", formula1=f'"{",".join(listed)}"', allow_blank=True
    )
    # Other spellings are understood as well, so the list proposes, it does not bind.
    rule.showErrorMessage = False
    letter = get_column_letter(number)
    rule.add(f"{letter}{top}:{letter}{bottom}")
    sheet.add_data_validation(rule)
