"""plan.xlsx of a plan with trips, handovers and transfers: ``service_county``."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from check.service_county import service_day
from check.service_county_plan import service_plan

from routing.domain.site import Contact
from routing.plan.workbook.names import Names
from routing.plan.workbook.sheets_frame import summary_sheet
from routing.plan.workbook.write import write_workbook
from routing.planning.output.workbook_content import workbook_content

PHONE = "13800001111"
GUIDE = 2
"""Lines above the headers of what trips and offers carry."""


def book(folder, plan=None, **more):
    day = service_day()
    trips = {
        key: replace(
            trip, plate="豫Q12345", contact=Contact(name="王师傅", phone=PHONE)
        )
        for key, trip in day.trips.items()
    }
    path = folder / "plan.xlsx"
    content = workbook_content(
        replace(day, trips=trips), plan or service_plan(), **more
    )
    write_workbook(path, content)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    found = book(tmp_path_factory.mktemp("book"))
    return {
        page.title: [list(row) for row in page.iter_rows(values_only=True)]
        for page in found
    }


def test_services_have_sheets_behind_the_stops(sheets):
    names = ["汇总", "线路", "站点明细", "班次装载", "代投", "集包袋"]
    assert list(sheets)[:6] == names


def test_a_row_per_boarding_and_alighting_call(sheets):
    head, *rows = sheets["班次装载"][GUIDE:]
    assert head == [
        "班次", "线路", "承运单位", "车牌", "上车站", "发车", "最晚交齐", "下车站",
        "到站", "袋数", "散件", "件数", "公斤", "袋号", "等货分钟", "计费方式",
        "单价(元)", "计费数量", "运费(元)",
    ]  # fmt: skip
    # The shuttle leaves at 09:30 and 5 min; 20 yuan a trip.
    assert rows[0] == [
        "F1-0930", "共富班车", "邮政", "豫Q12345", "县中心", "09:35", "09:20", "镇站",
        "10:15", 1, 0, 10, 12, "s1", 5, "按趟", 20, 1, 20,
    ]  # fmt: skip
    # A bag and a loose piece are two bags at 3 yuan.
    assert rows[1][9:] == [1, 1, 21, 40, "h1、g1", None, "按袋", 3, 2, 6]
    # 23:30 to 24:20, 8 items at 0.50.
    assert rows[5][8] == "次日00:20"
    assert rows[5][15:] == ["按件", 0.5, 8, 4]
    assert sum(row[-1] for row in rows) == 39


def test_a_price_per_trip_is_counted_once(tmp_path):
    # The shuttle carries s1 and, as a second row, x1 to another call.
    plan = service_plan()
    second = replace(plan.bus_loads[0], bags=("x1",), fee_cents=0)
    loads = (plan.bus_loads[0], second)
    found = book(tmp_path, replace(plan, bus_loads=loads))["班次装载"]
    rows = list(found.iter_rows(min_row=GUIDE + 2, values_only=True))
    assert [row[15:] for row in rows] == [("按趟", 20, 1, 20), ("按趟", 20, 0, 0)]


def test_a_row_per_offer_and_last_resorts_are_named(sheets):
    _, *rows = sheets["代投"][GUIDE:]
    assert rows == [
        [
            "O1", "代投", "快递", "邮政", "镇站", "12:00", "V3", "16:00",
            1, 0, 10, 12, "s1", "按件", 0.8, 10, 8,
        ],
        [
            "O2", "兜底", "邮政", "快递", "县中心", "16:00", "V4", "次日18:00",
            1, 0, 5, 5, "l1", "按件", 1.8, 5, 9,
        ],
    ]  # fmt: skip


def test_bags_tell_their_whole_way(sheets):
    head, *rows = sheets["集包袋"]
    way = {row[0]: row[head.index("全程")] for row in rows}
    assert way["w1"] == (
        "K1 第1趟 县中心 10:00→镇站 10:13；班次 L1-1300 镇站 13:41→V2 14:00"
    )
    assert way["s1"] == (
        "班次 F1-0930 县中心 09:35→镇站 10:15；代投 O1 镇站 12:00 前交→V3 16:00 前到"
    )
    assert way["q1"] == "K1 第1趟 县中心 10:00→镇站 10:13"
    # First carrier, its departure, and the arrival at the end of it all.
    (w1,) = (row for row in rows if row[0] == "w1")
    assert w1[9:13] == ["K1", 1, "10:00", "14:00"]


def test_parts_of_the_cost_have_their_words():
    plan = service_plan()
    kpis = {"cost_per_item_by_part_yuan": {"fixed": 1.11, "last_resort": 0.09}}
    content = workbook_content(service_day(), replace(plan, kpis=kpis))
    rows = list(summary_sheet(content, Names(content.day)).rows)
    assert ["单票成本构成·固定", 1.11, "元/件"] in rows
    assert ["单票成本构成·兜底", 0.09, "元/件"] in rows


def test_plans_by_road_alone_have_no_column_for_ways(tmp_path):
    plan = service_plan()
    road = tuple(bag for bag in plan.bags if bag.id == "q1")
    plan = replace(plan, bags=road, bus_loads=(), handovers=())
    found = book(tmp_path, plan)
    # Rows may be added: the day has trips and offers.
    assert found["班次装载"].max_row == GUIDE + 1
    assert found["代投"].max_row == GUIDE + 1
    assert "全程" not in [cell.value for cell in found["集包袋"][1]]


def test_english_and_no_contacts(tmp_path):
    found = book(tmp_path, lang="en")
    assert found.sheetnames[3:5] == ["bus loads", "handovers"]
    cells = [
        str(value)
        for page in found
        for row in page.iter_rows(values_only=True)
        for value in row
    ]
    assert not [value for value in cells if PHONE in value or "王师傅" in value]
    assert "last resort" in cells
    assert "18:00 next day" in cells
