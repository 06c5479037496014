"""Workbooks as county offices fill them in, each with one thing wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .county_day import BASE, DAY, ITEMS, cells, county, fatal, faulty, warned

if TYPE_CHECKING:
    from openpyxl import Workbook

SITES, CARS, DEMAND = "1.站点表", "车辆", "当日件量表"
NUMBER = "只写数字"


def _demand(row: int, column: str) -> tuple[str, str, int, str]:
    return (DAY, DEMAND, row, column)


def _no_class(base: Workbook, _: Workbook) -> None:
    base[CARS].delete_cols(2)


def _empty_demand(_: Workbook, day: Workbook) -> None:
    day.remove(day[DEMAND])
    day.create_sheet(DEMAND)
    day.create_sheet("备查")["A1"] = "见附件"


def _headers_only(base: Workbook, _: Workbook) -> None:
    base[CARS].delete_rows(3, 5)


def _copy_of_sheet(_: Workbook, day: Workbook) -> None:
    day.copy_worksheet(day[DEMAND]).title = "件量"


def _two_villages(base: Workbook, day: Workbook) -> None:
    """Give two townships a village of one name, and leave the township out."""
    base[SITES]["C10"] = "前诸留"
    day[DEMAND]["C7"] = "前诸留"
    day[DEMAND]["B7"] = None


def _merged_number(_: Workbook, day: Workbook) -> None:
    """Merge a number over two villages: it counts once, in the first."""
    day[DEMAND]["D5"] = None
    day[DEMAND].merge_cells("D4:D5")
    day[DEMAND]["G5"], day[DEMAND]["G6"], day[DEMAND]["G8"] = 10, 60, 66
    day[DEMAND]["D6"], day[DEMAND]["D8"] = 12, 13


def _far_cell(_: Workbook, day: Workbook) -> None:
    day[DEMAND]["XFD1048576"] = "x"


def _no_name_column(base: Workbook, _: Workbook) -> None:
    base[CARS]["G3"] = "白"


def _fused_header(_: Workbook, day: Workbook) -> None:
    """Rename the column of villages: nobody knows where things go."""
    day[DEMAND].unmerge_cells("B2:B3")
    day[DEMAND].unmerge_cells("C2:C3")
    day[DEMAND]["B2"], day[DEMAND]["C2"] = "说明一", "说明二"


COUNTY_WORKBOOKS = {
    "text in a number": faulty(
        cells(DEMAND, E4="三十", G4=20, E6=10, G6=35, E8=12, G8=41),
        "BAD_NUMBER", _demand(4, "中通"), "三十", NUMBER, (41, 0)),
    "a number with a remark": faulty(
        cells(DEMAND, E4="30(含大件2)"),
        "BAD_NUMBER", _demand(4, "中通"), "***", NUMBER, (41, 0)),
    "a number with its unit": faulty(
        cells(DEMAND, E4="30件"),
        "BAD_NUMBER", _demand(4, "中通"), "30件", NUMBER, (ITEMS, 30)),
    "a negative number": faulty(
        cells(DEMAND, D7=-1), "NEGATIVE", _demand(7, "顺丰"), "-1", "", (70, 0)),
    "half an item": faulty(
        cells(DEMAND, D7=1.5), "NOT_WHOLE", _demand(7, "顺丰"), "1.5", "", (70, 0)),
    "NaN as text": faulty(
        cells(DEMAND, D7="NaN"),
        "BAD_NUMBER", _demand(7, "顺丰"), "NaN", NUMBER, (70, 0)),
    "a formula that failed": faulty(
        cells(DEMAND, D7="#DIV/0!"),
        "FORMULA_ERROR", _demand(7, "顺丰"), "#DIV/0!", "公式", (70, 0)),
    "a formula that was never computed": faulty(
        cells(DEMAND, D7="=SUM(D4:D5)"),
        "FORMULA_ERROR", _demand(7, "顺丰"), "=SUM(D4:D5)", "公式", (70, 0)),
    "a village of no table": faulty(
        cells(DEMAND, C7="大程家"),
        "UNKNOWN_SITE", _demand(7, "村名"), "大程家", "站点表", (ITEMS, 6)),
    "two villages of one name": faulty(
        county(_two_villages),
        "AMBIGUOUS_NAME", _demand(7, "村名"), "前诸留", "所属乡镇", (ITEMS, 6)),
    "the same site twice": faulty(
        cells(SITES, A3="站点编号", A5="S1", A6="S2", A7="S3", A8="S4",
              A9="S5", A10="S4"),
        "DUPLICATE_ID", (BASE, SITES, 10, "站点编号"), "S4", "", (ITEMS, 6)),
    "hours that end before they begin": faulty(
        cells(SITES, H7="17:30-08:30"),
        "WINDOW_BACKWARDS", (BASE, SITES, 7, "营业时间"), "17:30-08:30", "",
        (ITEMS, 50)),
    "an hour that no clock has": faulty(
        cells(SITES, H7="08:30-17:75"),
        "BAD_TIME", (BASE, SITES, 7, "营业时间"), "08:30-17:75", "08:30", (ITEMS, 50)),
    "longitude and latitude swapped": faulty(
        cells(SITES, E7=37.61, F7=120.40),
        "COORD_SWAPPED", (BASE, SITES, 7, "经度"), "37.61", "", (ITEMS, 50)),
    "a coordinate in degrees and minutes": faulty(
        cells(SITES, E7="120°24′"),
        "BAD_NUMBER", (BASE, SITES, 7, "经度"), "120°24′", NUMBER, (ITEMS, 50)),
    "no level": faulty(
        cells(SITES, D7=None),
        "CELL_MISSING", (BASE, SITES, 7, "站点类别"), "", "补上", (ITEMS, 50)),
    "a payload in words": faulty(
        cells(CARS, C3="七百五"),
        "BAD_NUMBER", (BASE, CARS, 3, "核载(吨)"), "七百五", NUMBER, (ITEMS, 0)),
    "one plate on two vehicles": faulty(
        cells(CARS, A4="鲁F00001"),
        "DUPLICATE_ID", (BASE, CARS, 4, "车牌号"), "鲁F00001", "", (ITEMS, 0)),
    "the column of classes missing": fatal(
        county(_no_class), "COLUMN_MISSING", (BASE, CARS, 0, "vehicle_class"),
        "加上这一列"),
    "the column of villages missing": fatal(
        county(_fused_header), "COLUMN_MISSING", (DAY, DEMAND, 0, "site"),
        "加上这一列"),
    "an empty sheet of demand": fatal(
        county(_empty_demand), "EMPTY_TABLE", (DAY, DEMAND, 0, ""), "补上表头和数据"),
    "vehicles without a row": fatal(
        county(_headers_only), "TABLE_EMPTY", (BASE, CARS, 0, ""), ""),
    "a copy of the sheet": fatal(
        county(_copy_of_sheet), "DUPLICATE_TABLE", (DAY, "件量", 0, ""), "只留一张"),
    "a cell far away": fatal(
        county(_far_cell), "SHEET_TOO_WIDE", (DAY, DEMAND, 0, ""), "Ctrl+End"),
    "coordinates of unknown origin": fatal(
        cells("参数", A2=None, B2=None),
        "CRS_MISSING", (BASE, SITES, 0, "经度"), "坐标来源"),
    "a number merged over two villages": warned(
        county(_merged_number), "MERGED_NUMBER", _demand(4, "顺丰"), "取消合并", 66),
    "a total that is out of date": warned(
        cells(DEMAND, E8=43), "TOTAL_MISMATCH", _demand(8, "中通"), "合计"),
    "a subtotal that is out of date": warned(
        cells(DEMAND, E6=41), "TOTAL_MISMATCH", _demand(6, "中通"), "合计"),
    "a total column that is out of date": warned(
        cells(DEMAND, G7=7), "TOTAL_COLUMN_MISMATCH", _demand(7, "合计"), "合计"),
    "a column without a name": warned(
        county(_no_name_column), "UNNAMED_COLUMN", (BASE, CARS, 2, "G"), "列名"),
}  # fmt: skip
