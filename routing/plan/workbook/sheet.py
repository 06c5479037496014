"""One sheet as data, and how it looks: header, widths, print setup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from .cells import harmless
from .columns import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from .cells import Value

FONT = "微软雅黑"
PAPER_A4 = 9
HEADER_HEIGHT = 24
MARGIN_INCHES = 0.4
SPARE_ROWS = 200
"""Rows below the last for which lists and colours are ready."""

GREY = "808080"
AS_TEXT = "@"
"""What is typed stays as typed: 08:00 a time of day, 0731 a number with its 0."""

_TITLE = Font(name=FONT, bold=True, size=14)
_GUIDE = Font(name=FONT, size=10, color="7A4B00")
_HEADER = Font(name=FONT, bold=True, size=10, color="FFFFFF")
_READ_FILL = PatternFill("solid", fgColor="4A6A8A")
_EDIT_FILL = PatternFill("solid", fgColor="B5452A")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_LINE = Side(style="thin", color=GREY)
_EDGES = Border(bottom=_LINE, right=_LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: header, width in characters, how its cells look."""

    header: str
    width: float = 12
    number_format: str = ""
    wrapped: bool = False
    editable: bool = False
    computed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of the workbook with the lines above its header.

    ``fixed`` columns stay in sight; ``ruled_by`` names the column (from 0) at
    whose changes a line is drawn.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    guide: Sequence[str] = ()
    fixed: int = 0
    ruled_by: int | None = None
    choices: Sequence[tuple[int, str]] = field(default_factory=tuple)
    """Columns (from 0) with the range that they are chosen from."""

    @property
    def top(self) -> int:
        """Rows above the header."""
        return len(self.guide) + bool(self.title)


def add_sheet(book: Workbook, sheet: Sheet, lang: str) -> None:
    """Append a sheet to a write-only workbook."""
    # A write-only page takes the same settings, its type just does not say so.
    page = cast("Worksheet", book.create_sheet(sheet.name))
    header = sheet.top + 1
    frozen = get_column_letter(sheet.fixed + 1)
    page.freeze_panes = f"{frozen}{header + 1}"
    _print_setup(page, header, lang)
    for number, column in enumerate(sheet.columns, start=1):
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        if column.number_format == AS_TEXT:
            dimension.number_format = AS_TEXT
    page.row_dimensions[header].height = HEADER_HEIGHT
    if sheet.title:
        page.append([_cell(page, sheet.title, _TITLE)])
    for line in sheet.guide:
        page.append([_cell(page, line, _GUIDE)])
    page.append([_header(page, column) for column in sheet.columns])
    count = _append_rows(page, sheet)
    last = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A{header}:{last}{header + count}"
    span = header + 1, header + count + SPARE_ROWS
    _formats(page, sheet, *span)
    _choices(page, sheet, *span)


def _cell(page: Worksheet, value: Value, font: Font) -> Cell:
    cell = WriteOnlyCell(page, harmless(value))
    cell.font = font
    return cell


def _header(page: Worksheet, column: Column) -> Cell:
    cell = _cell(page, column.header, _HEADER)
    cell.fill = _EDIT_FILL if column.editable else _READ_FILL
    cell.alignment = _CENTRED
    cell.border = _EDGES
    return cell


def _append_rows(page: Worksheet, sheet: Sheet) -> int:
    """Append the rows; only cells that need it get a style of their own."""
    styled = [bool(c.number_format or c.wrapped) for c in sheet.columns]
    count = 0
    for row in sheet.rows:
        line: list[Value | Cell] = [harmless(value) for value in row]
        for index, value in enumerate(line):
            if styled[index] and isinstance(value, str | int | float):
                line[index] = _styled(page, value, sheet.columns[index])
        page.append(line)
        count += 1
    return count


def _styled(page: Worksheet, value: Value, column: Column) -> Cell:
    cell = WriteOnlyCell(page, value)
    if column.number_format:
        cell.number_format = column.number_format
    if column.wrapped:
        cell.alignment = _WRAPPED
    return cell


def _formats(page: Worksheet, sheet: Sheet, first: int, last: int) -> None:
    """Grey what is computed and rule off groups, wherever rows are moved to."""
    for number, column in enumerate(sheet.columns, start=1):
        if column.computed:
            letter = get_column_letter(number)
            grey = Rule(
                type="expression",
                formula=["TRUE"],
                dxf=DifferentialStyle(font=Font(color=GREY)),
            )
            page.conditional_formatting.add(f"{letter}{first}:{letter}{last}", grey)
    if sheet.ruled_by is not None:
        by = get_column_letter(sheet.ruled_by + 1)
        line = Rule(
            type="expression",
            formula=[f'AND(${by}{first}<>"",${by}{first}<>${by}{first - 1})'],
            dxf=DifferentialStyle(border=Border(top=_LINE)),
        )
        end = get_column_letter(len(sheet.columns))
        page.conditional_formatting.add(f"A{first}:{end}{last}", line)


def _choices(page: Worksheet, sheet: Sheet, first: int, last: int) -> None:
    for index, source in sheet.choices:
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        # Other spellings are understood as well: the list proposes only.
        rule.showErrorMessage = False
        letter = get_column_letter(index + 1)
        rule.add(f"{letter}{first}:{letter}{last}")
        page.data_validations.append(rule)


def _print_setup(page: Worksheet, header: int, lang: str) -> None:
    """A4 across, all columns on one page, headers on every page."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = PAPER_A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{header}:{header}"
    page.print_options.gridLines = True
    for side in ("left", "right", "top"):
        setattr(page.page_margins, side, MARGIN_INCHES)
    page.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"),
        center=_HeaderFooterPart(text=word("PAGE", lang)),
    )
