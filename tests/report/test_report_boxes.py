"""Boxes on the page, in plan.xlsx, the KPIs and on sheets, the arithmetic by hand.

K2 leaves at 08:10:00 with d1, 12 items, 60 l: two boxes of 30 l, closed at 08:09:36,
24 s before. They keep for 1,024 s, until 08:26:40; then 204 s by hand. K1 has a1, 20
items, 100 l: two boxes of 60 l, and a2, 10 items, in foam.
"""

from __future__ import annotations

import re
from dataclasses import replace

import openpyxl
import pytest
from check.cold_goods import COLD, county, villages
from features.four_villages import four_village_travel, hm
from properties.boxed_plans import put_in_boxes, with_stock
from sheet_rows import four_context, rows_of, words_of

from routing.check.judge import judge
from routing.domain.box import BoxStock
from routing.domain.vehicle import Temperature
from routing.plan.services import offer_runs, trip_runs
from routing.plan.workbook.write import write_workbook
from routing.planning.output.cold_lines import cold_lines
from routing.planning.output.workbook_content import workbook_content
from routing.report.box_view import box_words, empty_boxes
from routing.report.cold_view import cold_bags
from routing.report.kpi import compute_kpis
from routing.report.kpi_files import flat_kpis
from routing.report.page import render_report
from routing.report.place_words import place_words
from routing.report.sheets.bag_tags import render_bag_tags
from routing.report.sheets.handover_sheet import handover_sheet
from routing.report.sheets.loading_list import loading_list
from routing.report.sheets.station_sheet import station_sheets
from routing.report.sheets.trip_sheet import trip_sheet

SMALL = BoxStock(
    type="30升", site="C", count=8, cm3=30_000, autonomy=1024,
    temp=Temperature.CHILLED, micro_yuan_per_use=1_000_000,
)  # fmt: skip
LARGE = replace(SMALL, type="60升", cm3=60_000, autonomy=9000, micro_yuan_per_use=0)
TRAVEL = four_village_travel()


@pytest.fixture(scope="module")
def boxed():
    day, plan = villages("c1 c2 c6", pack_duration=600, cold_limit_duration=3000)
    for stock in (SMALL, LARGE):
        day = with_stock(day, stock)
    plan = put_in_boxes(day, plan, "d1", "30升@C")
    plan = put_in_boxes(day, plan, "a1", "60升@C")
    assert judge(day, TRAVEL, plan) == []
    return day, plan


def context(boxed):
    day, plan = boxed
    return replace(four_context(), day=day, plan=plan)


def section_of(day, plan):
    page = render_report(day, TRAVEL, plan)
    return re.search(r'<section id="cold">.*?</section>', page, re.S)[0]


def test_what_stands_where_in_the_evening(boxed):
    day, plan = boxed
    rows = [(row.site, row.box, row.boxes) for row in empty_boxes(day, plan)]
    # In the order of the sites: A before D.
    assert rows == [("A", "60升@C", 2), ("D", "30升@C", 2)]
    assert box_words(day, plan.bags, "zh") == "60升×2，30升×2"
    # What ends where it belongs needs no way.
    home = replace(day, boxes={**day.boxes, "30升@C": replace(SMALL, site="D")})
    assert [row.site for row in empty_boxes(home, plan)] == ["A"]


def test_how_long_boxes_keep(boxed):
    rows = {row.bag.id: row for row in cold_bags(boxed[0], TRAVEL, boxed[1])}
    # d1: 204 s outside after 08:26:40. a1: 10:59:20 + 9,000 s; nothing outside.
    assert (rows["d1"].kept_until, rows["d1"].exposure.outside) == (hm("08:26:40"), 204)
    until = hm("10:59:20") + 9000
    assert (rows["a1"].kept_until, rows["a1"].exposure.outside) == (until, 0)
    assert rows["a2"].kept_until is None


def test_kpis(boxed):
    day, plan = boxed
    found = compute_kpis(day, TRAVEL, plan)
    assert found["boxes_used"] == 4
    # In the order of the table of boxes.
    assert list(found["boxes_used_by_type"].items()) == [("30升", 2), ("60升", 2)]
    assert found["boxes_to_fetch"] == 4
    assert found["cost_boxes_yuan"] == 2.0
    assert found["cost_yuan"] == 238.58 + 2
    # 2.00 over 80 items.
    assert found["cost_per_item_by_part_yuan"]["boxes"] == 0.03
    names = {code: name for code, name, _ in flat_kpis(found, day)}
    assert names["boxes_used_by_type.30升"] == "各型号保温箱使用·30升"
    assert names["cost_per_item_by_part_yuan.boxes"].endswith("保温箱")


def test_the_page_tells_packing_uses_and_what_must_come_back(boxed):
    section = section_of(*boxed)
    rows = rows_of(section)
    by_bag = {row[0]: row[2] for row in rows if row[0] in ("a1", "a2", "d1")}
    assert by_bag == {"a1": "保温箱 60升×2", "a2": "泡沫箱", "d1": "保温箱 30升×2"}
    assert ["30升", "县中心", "2", "8", "2.00"] in rows
    assert ["60升", "县中心", "2", "8", "0.00"] in rows
    assert "明日应回箱" in words_of(section)
    assert ["东村", "60升", "2", "县中心"] in rows
    assert ["南村", "30升", "2", "县中心"] in rows


def test_a_section_without_boxes_says_nothing_of_them():
    day, plan = villages("c1 c2 c6", pack_duration=600, cold_limit_duration=3000)
    words = words_of(section_of(day, plan))
    assert "应回箱" not in words
    assert "保温箱 " not in words


def test_sheets_of_the_workbook(tmp_path, boxed):
    day, plan = boxed
    plan = replace(plan, kpis=compute_kpis(day, TRAVEL, plan))
    cold = cold_lines(day, TRAVEL, plan)
    write_workbook(tmp_path / "plan.xlsx", workbook_content(day, plan, cold=cold))
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    rows = [[cell.value for cell in row] for row in book["冷链"].iter_rows()]
    assert rows[2][-1] == "箱保冷到"
    told = {row[0]: (row[3], row[-1]) for row in rows[3:]}
    assert told == {
        "d1": ("保温箱 30升×2", "08:26"),
        "a1": ("保温箱 60升×2", "13:29"),
        "a2": ("泡沫箱", None),
    }
    rows = [[cell.value for cell in row] for row in book["回箱"].iter_rows()]
    assert rows[1:] == [
        ["空箱在", "保温箱", "个数", "送回"],
        ["东村", "60升@县中心", 2, "县中心"],
        ["南村", "30升@县中心", 2, "县中心"],
    ]
    figures = {row[0].value: row[1].value for row in book["汇总"].iter_rows()}
    assert figures["保温箱使用"] == 4


def test_loading_lists_count_boxes(boxed):
    html = loading_list(context(boxed), boxed[1].routes[1])
    words = words_of(html)
    # d1 in two boxes; e1 on the second tour is a bag.
    assert "保温箱 2，共 12 件" in words
    assert "1 袋，共 8 件" in words
    cells = [cell for row in rows_of(html) for cell in row]
    assert any("冷藏，保温箱 30升×2" in cell for cell in cells)
    record = [cell for cell in cells if cell.startswith(COLD)]
    assert [cell.split("\n")[-1] for cell in record] == ["保温箱 30升×2"]
    # Of two tours one has boxes to sign for.
    assert words.count("散件 ＿＿＿＿　保温箱 ＿＿＿＿") == 1
    html = loading_list(context(boxed), boxed[1].routes[0])
    assert "2 袋＋保温箱 2，共 50 件" in words_of(html)


def test_a_keeper_is_told_what_to_keep(boxed):
    words = words_of(str(station_sheets(context(boxed))))
    assert "空保温箱擦净留好，明天带回：60升×2。" in words
    assert "空保温箱擦净留好，明天带回：30升×2。" in words
    assert "冷藏 1 袋（保温箱 60升×2），勿脱冷" in words


def test_tags_name_the_boxes(boxed):
    html = render_bag_tags(context(boxed))
    tags = {
        bag: re.search(rf'data-bag="{bag}".*?</article>', html, re.S)[0]
        for bag in ("a2", "d1")
    }
    assert '<b class="boxed">箱×2</b>' in tags["d1"]
    assert "保温箱 30升" in tags["d1"]
    assert "boxed" not in tags["a2"]


def test_hand_over_lists_count_boxes():
    day, plan = county("c1 c5", cold_limit_duration=0)
    day = with_stock(day, replace(LARGE, autonomy=99_999))
    for bag in ("x1", "l1"):
        plan = put_in_boxes(day, plan, bag, "60升@C")
    shown = replace(four_context(), day=day, plan=plan)
    run = next(run for run in trip_runs(day, plan) if run.trip_id == "L1-0800")
    words = words_of(trip_sheet(shown, run))
    # x1 in two boxes, h1 a bag and g1 a loose piece board at C.
    assert "1 袋、散件 1、保温箱 2" in words
    run = next(run for run in offer_runs(day, plan) if run.offer_id == "O2")
    words = words_of(handover_sheet(shown, run))
    assert "保温箱 1，共 5 件" in words
    assert "保温箱 60升×1" in words


def test_a_stock_as_the_place_of_a_violation(boxed):
    assert place_words(boxed[0], "60升@C", "zh") == "保温箱 60升（县中心）"
    assert place_words(boxed[0], "60升@C", "en") == "boxes 60升 (县中心)"
