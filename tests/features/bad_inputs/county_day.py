"""A county office's two workbooks, and the same with one thing wrong.

Title rows, a hint row, merged township cells, units in headers, a blank row,
headers in two rows, subtotals and totals: as such workbooks are, and no fault.
71 items: 50 for 前诸留, 15 for 后诸留, 6 for 大陈家.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from .case import FATAL, SET_ASIDE, WARNING, Bad

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

BASE, DAY = "基础数据.xlsx", "当日_2024-05-01.xlsx"
ITEMS = 71
Edit = "Callable[[Workbook, Workbook], None]"


def county(edit: Callable[[Workbook, Workbook], None]) -> Callable[[Path], None]:
    """Make a writer of the two workbooks, changed by ``edit``."""

    def make(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        base, day = _base(), _day()
        edit(base, day)
        base.save(folder / BASE)
        day.save(folder / DAY)

    return make


def cells(sheet: str, **values: object) -> Callable[[Path], None]:
    """Make a writer of the workbooks with some cells of a sheet changed."""

    def edit(base: Workbook, day: Workbook) -> None:
        book = day if sheet in day.sheetnames else base
        for place, value in values.items():
            book[sheet][place] = value

    return county(edit)


def faulty(
    make: Callable[[Path], None],
    code: str,
    place: tuple[str, str, int, str],
    value: str,
    way_out: str,
    sums: tuple[int, int],
) -> Bad:
    """Describe what is set aside; ``sums`` are items demanded, and of them aside."""
    return Bad(
        make=make,
        grade=SET_ASIDE,
        code=code,
        place=place,
        value=value,
        way_out=way_out,
        demanded=sums[0],
        aside=sums[1],
    )


def fatal(
    make: Callable[[Path], None], code: str, place: tuple[str, str, int, str], way: str
) -> Bad:
    """Describe what stops everything."""
    return Bad(make=make, grade=FATAL, code=code, place=place, way_out=way)


def warned(
    make: Callable[[Path], None],
    code: str,
    place: tuple[str, str, int, str],
    way: str,
    items: int = ITEMS,
) -> Bad:
    """Describe what is used as read."""
    return Bad(
        make=make, grade=WARNING, code=code, place=place, way_out=way, demanded=items
    )


def _base() -> Workbook:
    book = Workbook()
    sites = book.active
    sites.title = "1.站点表"
    header = (
        "序号 所属乡镇 *站点名称 站点类别 经度 纬度 距乡镇(公里) 营业时间 负责人 电话"
    )
    _fill(
        sites,
        ["某县客货邮共配站点一览表（2024年）"],
        ["填报单位：", "县商务局"],
        header.split(),
        ["#", "乡镇的名称", "必填", "县级中心/乡镇站/村级服务点"],
        [1, None, "县中心", "县级中心", 120.5, 37.65],
        [2, None, "北马镇站", "乡镇站", 120.42, 37.6, None, "07:00-18:00"],
        [3, "北马镇", "前诸留", "村级服务点", 120.40, 37.61, 3.5, "08:30-17:30"],
        [4, None, "后诸留", "村级服务点", "１２０．３９", "３７．６", 4],
        [5, None, "石良镇站", "乡镇站", 120.55, 37.55],
        [6, "石良镇", "大陈家", "村级服务点", None, None, 2, "8：00－17：00"],
        [],
        ["合计", None, None, None, None, None, 9.5],
    )
    sites.merge_cells("A1:J1")
    sites.merge_cells("B7:B8")
    cars = book.create_sheet("车辆")
    _fill(
        cars,
        ["某县共配车辆台账"],
        ["车牌号", "车型", "核载(吨)", "容积(m³)", "司机", "司机电话"],
        ["鲁F00001", "微面", 0.75, 4.5, "李强", "05350000001"],
        ["鲁F00002", "轻货", "1.5", 8, "赵刚", "013800000002"],
        ["合计", None, 2.25, 12.5],
    )
    settings = book.create_sheet("参数")
    _fill(settings, ["参数", "取值"], ["坐标来源", "高德"])
    book.create_sheet("填写说明")["A1"] = "红色列必填"
    return book


def _day() -> Workbook:
    book = Workbook()
    demand = book.active
    demand.title = "当日件量表"
    _fill(
        demand,
        ["2024年5月1日到件量", None, None, None, None, None, "单位：件"],
        ["序号", "乡镇", "村名", "件量", None, None, "合计", "备注"],
        [None, None, None, "顺丰", "中通", "圆通", None, None],
        [1, "北马镇", "前诸留", 12, 30, 8, 50],
        [2, None, "后诸留", 5, 10.0, None, 15],
        ["小计", None, None, 17, 40, 8, 65],
        [3, "石良镇", "大陈家", 1, 2, 3, 6, "易碎"],
        ["合  计", None, None, 18, 42, 11, 71],
    )
    for merged in ("A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3", "H2:H3", "B4:B5"):
        demand.merge_cells(merged)
    return book


def _fill(sheet: Worksheet, *rows: list[object]) -> None:
    for row in rows:
        sheet.append(row)
