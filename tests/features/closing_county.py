"""The hub county with cold goods, a pickup and goods left behind, and an evening.

Beside the items of ``hub_county`` (92): 8 chilled (0 to 4 °C) of YZ for D, on K1;
12 items of produce of YZ from D, on K1; 6 of ZT for F and 3 returns of ZT from B,
both left behind: 92 + 8 + 12 + 6 + 3 = 121.

``TYPED`` are 14 rows that differ. What they mean, row by row:

===================  =======  =========  ==============================  =========
row                  planned  delivered  missing                         tomorrow
===================  =======  =========  ==============================  =========
B ZT  bus 0800            20         20  (wrong seal, 15 min late)
B YZ  bus 1000            12          9  3 elsewhere, found at E         3 from E
A ZT  T1                  20         18  2 damaged: back                 never
A YZ  K1 → H, T1          15         13  2 short at H: not carried       2
H ZT  K1                   5          4  1 refused: back                 never
D ZT  K1                  10          0  10 station closed: back         10
D YZ  chilled, K1          8          5  3 too warm (9.5 °C): back       never
E YZ  O1                  10         10  (3 more than planned: B's)
F ZT  left behind          6          4  2 not carried                   2
D YZ  produce, K1         12          8  4 not ready: not carried        4 (pickup)
B ZT  returns, left        3          0  3 refused for good: not carried never
===================  =======  =========  ==============================  =========

Delivered 20+9+18+13+4+0+5+10+4+8+0 = 91, back 2+1+10+3 = 16, not carried
2+2+4+3 = 11, elsewhere 3: 91 + 16 + 11 + 3 = 121. Tomorrow 3+2+10+2 = 17 items of
demand and 4 of pickups.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import openpyxl
from features import hub_county

from routing.plan.model import Plan
from routing.plan.workbook.edit import (
    HandEdit,
    HandHalt,
    HandRow,
    HandService,
    HandTour,
    ServiceSheet,
)
from routing.planning.hand_plan.edit import plan_of_edit
from routing.planning.intake import take_in
from routing.report.kpi import compute_kpis

PLACES = {**hub_county.PLACES, "F": 15}
_KM = "\n".join(
    f"{a},{b},{abs(x - y)},{2 * abs(x - y)}"
    for a, x in PLACES.items()
    for b, y in PLACES.items()
    if a != b
)
DEMAND = (
    "站点,合作单位,件数,货类,优先级,滞留天数,其中滞留\n"
    "B,ZT,20,普通,,,\nB,YZ,12,普通,,,\nA,ZT,20,普通,,,\nA,YZ,15,普通,高,2,15\n"
    "H,ZT,5,普通,,,\nD,ZT,10,普通,,,\nE,YZ,10,普通,,,\nF,ZT,6,普通,低,,\n"
    "D,YZ,8,冷鲜,,,\n"
)
TABLES = {
    **hub_county.TABLES,
    "站点": hub_county.TABLES["站点"] + "F,高山村,村级服务点,石门镇站,08:00-18:00,\n",
    "车辆": hub_county.TABLES["车辆"]
    .replace("速度档\n", "速度档,温区分舱\n")
    .replace("8,van\nT1", "8,van,chilled:1;ambient:2\nT1"),
    "货物类别": "货类,温区,最低温度,最高温度,可上客车,脱冷时限\n"
    "普通,常温,,,是,\n冷鲜,冷藏,0,4,否,120\n",
    "件量": DEMAND,
    "揽收与回程": "类型,站点,合作单位,件数,重量\n农产品,D,YZ,12,36\n退件,B,ZT,3,3\n",
    "里程表": f"起点,终点,公里,分钟\n{_KM}\n",
}
STOPS = {
    "K1": [
        ("H", "ZT", 5, "普通", False), ("H", "YZ", 27, "普通", False),
        ("D", "ZT", 10, "普通", False), ("D", "YZ", 8, "冷鲜", False),
        ("D", "YZ", 12, "普通", True),
    ],
    "T1": [("A", "ZT", 20, "普通", False), ("A", "YZ", 15, "普通", False)],
}  # fmt: skip
ROWS = {
    # Carrier, place, site, partner, class, planned: a row of the sheets by its number.
    "S0001": ("皖A10001", "石门镇站", "上湾村", "邮政", "普通", 15),
    "S0002": ("皖A10001", "石门镇站", "下湾村", "邮政", "普通", 12),
    "S0003": ("皖A10001", "石门镇站", "石门镇站", "中通", "普通", 5),
    "S0004": ("皖A10001", "桥头村", "桥头村", "邮政", "冷鲜", 8),
    "S0005": ("皖A10001", "桥头村", "桥头村", "中通", "普通", 10),
    "S0006": ("皖A10009", "上湾村", "上湾村", "邮政", "普通", 15),
    "S0007": ("皖A10009", "上湾村", "上湾村", "中通", "普通", 20),
    "S0008": ("L1-0800", "石门镇站", "上湾村", "中通", "普通", 20),
    "S0009": ("L1-0800", "下湾村", "下湾村", "中通", "普通", 20),
    "S0010": ("L1-1000", "下湾村", "下湾村", "邮政", "普通", 12),
    "S0011": ("邮政 O1", "柳树村", "柳树村", "邮政", "普通", 10),
}
TYPED = {
    "送货": {
        "S0001": {"实际件数": 13, "原因": "少件"},
        "S0002": {"封签": "破损"},
        "S0003": {
            "实际件数": 4, "原因": "拒收退回", "实际时间": "9点50", "离开时间": "0958",
        },
        "S0004": {"实际件数": 5, "原因": "温度超限", "温度℃": "9.5"},
        "S0005": {"实际件数": 0, "原因": "站点关门", "备注": "张大爷 13800001111"},
        "S0006": {"实际时间": "10:40", "离开时间": "10:50", "原因": "晚点"},
        "S0007": {"实际件数": "18件", "原因": "破损"},
        "S0008": {"封签": "AH1024"},
        "S0009": {"封签": "号不符", "实际时间": "08:55"},
        "S0010": {"实际件数": 9, "原因": "错送"},
        "S0011": {"实际件数": 13, "原因": "错送"},
    },
    "揽收": {"L0001": {"实际件数": 8, "原因": "没备好货"}},
    "未安排": {
        "W0001": {"原因": "拒收退回"},
        "W0002": {"后来送到件数": 4, "实际时间": "15:30"},
    },
}  # fmt: skip
BOOKS = {
    # Site, partner, class, kind: demanded, delivered, back, not carried, elsewhere.
    ("A", "YZ", "普通", "delivery"): (15, 13, 0, 2, 0),
    ("A", "ZT", "普通", "delivery"): (20, 18, 2, 0, 0),
    ("B", "YZ", "普通", "delivery"): (12, 9, 0, 0, 3),
    ("B", "ZT", "普通", "delivery"): (20, 20, 0, 0, 0),
    ("B", "ZT", "普通", "returns"): (3, 0, 0, 3, 0),
    ("D", "YZ", "冷鲜", "delivery"): (8, 5, 3, 0, 0),
    ("D", "YZ", "普通", "produce"): (12, 8, 0, 4, 0),
    ("D", "ZT", "普通", "delivery"): (10, 0, 10, 0, 0),
    ("E", "YZ", "普通", "delivery"): (10, 10, 0, 0, 0),
    ("F", "ZT", "普通", "delivery"): (6, 4, 0, 2, 0),
    ("H", "ZT", "普通", "delivery"): (5, 4, 1, 0, 0),
}
SUMS = (121, 91, 16, 11, 3)


def write_tables(folder, tables=TABLES):
    """Write the tables of the day."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def read_closing_day(folder):
    """Write the tables into ``folder/day`` and read them."""
    intake = take_in([write_tables(folder / "day")], dt.date(2026, 3, 9))
    assert intake.day is not None, intake.findings
    return intake


def closing_plan(day, travel):
    """Return the plan of the docstring."""
    plain = [
        row
        for row in day.consignments
        if row.goods_class == "普通" and row.destination != "C"
    ]
    ids = hub_county.bag_ids(replace(day, consignments=tuple(plain)))
    nothing = Plan(
        status="partial", date="2026-03-09", seed=1, routes=(), bags=(), unserved=()
    )
    trips = tuple(
        HandService(row=row, service=trip, calls=calls, bags=(ids[letter],))
        for row, (trip, calls, letter) in enumerate(hub_county.TRIPS, 4)
    )
    offers = (HandService(row=4, service="O1", bags=(ids["e"],)),)
    edit = HandEdit(
        file="plan.xlsx",
        sheet="站点明细",
        tours=tuple(_tour(car, rows) for car, rows in STOPS.items()),
        trips=ServiceSheet(name="班次装载", column="袋号", rows=trips),
        offers=ServiceSheet(name="代投", column="袋号", rows=offers),
    )
    plan = plan_of_edit(day, travel, nothing, edit)
    return replace(plan, kpis=compute_kpis(day, travel, plan))


def _tour(car, rows):
    halts = {}
    for site, partner, items, goods, pick_up in rows:
        halts.setdefault(site, []).append(
            HandRow(
                row=9, vehicle=car, tour=1, site=site, order=Decimal(len(halts)),
                pick_up=pick_up, partner=partner, goods_class=goods, items=items,
            )
        )  # fmt: skip
    return HandTour(
        vehicle=car,
        halts=tuple(
            HandHalt(site=site, rows=tuple(own)) for site, own in halts.items()
        ),
    )


def type_in(path, typed):
    """Type cells into 执行回填.xlsx: by sheet, number of the row and header."""
    book = openpyxl.load_workbook(path)
    for sheet, rows in typed.items():
        page = book[sheet]
        head = next(row for row in page.iter_rows() if row[0].value == "编号")
        columns = {cell.value: cell.column for cell in head}
        numbers = {row[0].value: row[0].row for row in page.iter_rows()}
        for key, cells in rows.items():
            for header, value in cells.items():
                page.cell(numbers[key], columns[header]).value = value
    book.save(path)
    return path
