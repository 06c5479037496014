"""A county that keeps goods cold, as a clerk's workbook and as English text files.

Rows and figures are the same in both. The orchard of 上湾村 (V1) has no cold room and
cools its fruit; the hub H keeps 2.5 m³ chilled and any volume frozen; what the
coldstore K and the centre C keep nobody says.
"""

from __future__ import annotations

import csv
import datetime as dt

from openpyxl import Workbook

ANY_COLD = "chilled, frozen, unlimited"
DATE = dt.date(2026, 3, 9)

ZH = {
    "站点": (
        "站点编号 站点名称 站点类别 所属乡镇 距乡镇公里 冷库容积(立方米)",
        ("C", "县共配中心", "县级中心", None, None, None),
        ("H", "石门镇站", "乡镇站", "石门镇", 18, "冷藏：２.５；冷冻"),
        ("V1", "上湾村", "村级服务点", "石门镇", 6.5, None),
        ("V2", "下湾村", "村级服务点", "石门镇", 4, None),
        ("K", "北冷库", "冷库", "石门镇", 1, None),
    ),
    "货物类别": (
        "货类 温区 可上客车 脱冷时限 包装保冷分钟 最长在途(小时)",
        ("普通", "常温", "是", None, None, None),
        ("水果", "冷藏", "否", 60, None, 4.5),
        ("冰品", "冷冻", "是", 20, 180, None),
    ),
    "合作单位": ("单位编号 单位名称 类型", ("zt", "中通", "快递")),
    "车辆": ("车牌 车型", ("皖H12345", "轻货")),
    "件量": ("站点 合作单位 件数 货类", ("下湾村", "中通", 12, "冰品")),
    "揽收": (
        "类型 站点 合作单位 货类 件数 揽收时间窗 预冷完成时间",
        ("农产品", "上湾村", "中通", "水果", 6, "08:00-11:00", dt.time(9, 30)),
        ("农产品", "上湾村", "中通", "水果", 4, "08:00-11:00", "09:30"),
        ("农产品", "上湾村", "中通", "水果", 5, "08:00-11:00", "10:15"),
        ("农产品", "上湾村", "中通", "水果", 3, "08:00-11:00", None),
    ),
    "参数": ("参数 取值", ("每次开门秒数", 90), ("日期", "2026-03-09")),
}
EN = {
    "sites": (
        "site_id name level township km_to_hub cold_storage",
        ("C", "县共配中心", "centre", "", "", ""),
        ("H", "石门镇站", "hub", "石门镇", "18", "chilled:2.5;frozen"),
        ("V1", "上湾村", "village", "石门镇", "6.5", ""),
        ("V2", "下湾村", "village", "石门镇", "4", ""),
        ("K", "北冷库", "coldstore", "石门镇", "1", ""),
    ),
    "goods": (
        "goods_class temp bus_allowed cold_limit_min pack_min max_ride_min",
        ("普通", "ambient", "yes", "", "", ""),
        ("水果", "chilled", "no", "60", "", "270"),
        ("冰品", "frozen", "yes", "20", "180", ""),
    ),
    "partners": ("partner_id name kind", ("zt", "中通", "express")),
    "vehicles": ("plate vehicle_class", ("皖H12345", "light")),
    "demand": ("site partner items goods_class", ("V2", "zt", "12", "冰品")),
    "pickups": (
        "kind site partner goods_class items window precooled_at",
        ("produce", "V1", "zt", "水果", "6", "08:00-11:00", "09:30"),
        ("produce", "V1", "zt", "水果", "4", "08:00-11:00", "09:30"),
        ("produce", "V1", "zt", "水果", "5", "08:00-11:00", "10:15"),
        ("produce", "V1", "zt", "水果", "3", "08:00-11:00", ""),
    ),
    "settings": ("key value", ("door_open_sec", "90"), ("date", "2026-03-09")),
}
BOOK = "当日.xlsx"


def changed(tables, table, row, column, value):
    """Return tables with one cell changed; data rows count from 2, as in a sheet."""
    head, *rows = tables[table]
    place = head.split().index(column)
    cells = list(rows[row - 2])
    cells[place] = value
    rows[row - 2] = tuple(cells)
    return {**tables, table: (head, *rows)}


def write_book(folder, tables=ZH):
    """Write a workbook with a sheet for each table."""
    book = Workbook()
    book.remove(book.active)
    for name, (head, *rows) in tables.items():
        sheet = book.create_sheet(name)
        for cells in (head.split(), *rows):
            sheet.append(cells)
    folder.mkdir(exist_ok=True)
    book.save(folder / BOOK)
    return folder


def write_texts(folder, tables=EN):
    """Write a text file for each table."""
    folder.mkdir(exist_ok=True)
    for name, (head, *rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head.split(), *rows])
    return folder
