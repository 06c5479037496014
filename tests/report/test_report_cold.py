"""Cold goods on the page, in the KPIs and on sheets, the arithmetic by hand.

K2 leaves at 08:10:00 with d1 (12 items) and is at D after 1,000 s; K1 has a1 (20
items) and a2 (10) for A, 600 s away. A base works 2 s an item, a halt 180 s on top:
d1 24 + 1,000 + 204 = 1,228 s, a1 40 + 600 + 220 = 860 s, a2 20 + 600 + 200 = 820 s.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from check.cold_goods import COLD, county, villages
from check.service_county import service_travel
from features.four_villages import four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_goods, edit_stop
from sheet_rows import four_context, rows_of, words_of

from routing.plan.services import offer_runs, trip_runs
from routing.report.cold_view import cold_bags
from routing.report.cold_words import stretch_words
from routing.report.kpi import compute_kpis
from routing.report.kpi_files import flat_kpis
from routing.report.page import render_report
from routing.report.sheets.handover_sheet import handover_sheet
from routing.report.sheets.loading_list import loading_list
from routing.report.sheets.route_sheet import route_sheet
from routing.report.sheets.station_sheet import station_sheets
from routing.report.sheets.trip_sheet import trip_sheet
from routing.report.svg import render_map_svg

FOAM = {"pack_duration": 600, "cold_limit_duration": 3000}
HEAD = ["交接地点", "袋号", "货类和温度范围", "温度 °C", "读数人签字", "时间"]
REFUSE = "每次交接先测温再签字。温度超标拒收：原车/下一班带回，并马上告诉调度。"
RANGE = f"{COLD}\n0～8 °C（默认）"


def kpis(day, plan):
    found = compute_kpis(day, four_village_travel(), plan)
    return {code: value for code, value in found.items() if code.startswith("cold_")}


def record(html):
    """Return the rows of the temperature records of a sheet, heads left out."""
    rows, inside = [], False
    for row in rows_of(html):
        if row == HEAD:
            inside = True
        elif inside and len(row) == len(HEAD):
            rows.append(row)
        elif row != [REFUSE]:
            inside = False
    return rows


def test_foam_boxes_in_a_warm_vehicle():
    # Limits used: 628, 260 and 220 of 3,000 s; 12 x 628 + 20 x 260 + 10 x 220 = 14,936
    # of 42 x 3,000.
    assert kpis(*villages("c1 c2 c6", **FOAM)) == {
        "cold_items": 42,
        "cold_within_share": 100.0,
        "cold_longest_min": 20.5,
        "cold_longest_min_by_class": {COLD: 20.5},
        "cold_limit_used_share": 11.9,
        "cold_outside_min_by_cause": {
            "wait": 0.0,
            "hand": 11.8,  # 228 + 260 + 220 = 708 s
            "ride": 36.7,  # 2,200 s
            "trip": 0.0,
            "doors": 0.0,
        },
    }


def test_a_bag_over_its_limit_counts_by_items():
    # d1 is 28 s over 600 + 600; 30 of 42 items are within.
    day, plan = villages("c1 c2 c6", **{**FOAM, "cold_limit_duration": 600})
    assert kpis(day, plan)["cold_within_share"] == 71.4
    page = render_report(day, four_village_travel(), plan)
    assert "其中 1 袋超出脱冷时限！" in page


def test_a_day_without_cold_goods():
    day, plan = four_village_day(), four_village_plan()
    found = kpis(day, plan)
    assert found["cold_items"] == 0
    assert found["cold_outside_min_by_cause"] == {}
    assert {found["cold_longest_min"], found["cold_limit_used_share"]} == {None}
    page = render_report(day, four_village_travel(), plan)
    assert 'id="cold"' not in page
    assert "冷货交接" not in page
    assert not record(route_sheet(four_context(), plan.routes[0]))


def test_causes_are_named_in_the_tables_of_kpis():
    day, plan = villages("c6", **FOAM)
    names = {code: name for code, name, _ in flat_kpis(kpis(day, plan), day)}
    assert names["cold_outside_min_by_cause.ride"] == "脱冷原因·不保冷运输"
    assert names[f"cold_longest_min_by_class.{COLD}"] == f"各货类最长脱冷·{COLD}"


def test_the_tightest_bags_come_first_and_name_their_longest_stretch():
    day, plan = villages("c1 c2 c6", van=True, cold_limit_duration=3000)
    rows = cold_bags(day, four_village_travel(), plan)
    told = [
        (row.bag.id, row.outside_min, row.left_min, stretch_words(day, row.worst, "zh"))
        for row in rows
    ]
    # K1 keeps a1 and a2 cold: hands alone, 260 and 220 s.
    assert told == [
        ("d1", 21, 29, "K2 第1趟：不保冷运输 17 分"),
        ("a1", 5, 45, "K1 第1趟第1站 东村：装卸 4 分"),
        ("a2", 4, 46, "K1 第1趟第1站 东村：装卸 4 分"),
    ]


def test_a_bag_whose_way_cannot_be_followed_is_left_out():
    day, plan = villages("c1 c2 c6", **FOAM)
    plan = edit_stop(plan, (1, 0, 0), deliver=())
    rows = cold_bags(day, four_village_travel(), plan)
    assert [row.bag.id for row in rows] == ["a1", "a2"]


def test_the_page_has_a_section_marks_and_a_legend():
    day, plan = villages("c1 c2 c6", **FOAM)
    page = render_report(day, four_village_travel(), plan)
    section = re.search(r'<section id="cold">.*?</section>', page, re.S)[0]
    words = words_of(section)
    assert "冷链 3 袋 42 件；脱冷最久的是 d1（冷链）：21 分。" in words
    assert "全部在脱冷时限之内。" in words
    assert rows_of(section)[1] == [
        "d1", "冷藏", "泡沫箱", "县中心→南村", "K2 第1趟", "21", "10", "50", "39",
        "K2 第1趟：不保冷运输 17 分",
    ]  # fmt: skip
    assert ["合计", "48.5", ""] in rows_of(section)
    assert "按脱冷 60 秒算。" in words
    # C, A and D on the map; beside it and beside the timeline what the sign means.
    assert page.count('"cold":true') == 3
    assert page.count("冷货交接</span>") == 2
    assert len(re.findall("交接 [^<]* · 冷货交接</title>", page)) == 2
    picture = render_map_svg(day, four_village_travel(), plan)
    assert picture.count('stroke="#0a58ca" stroke-width="1.5"') == 4
    assert "冷货交接" in picture


def test_what_is_assumed_is_said_to_be():
    day, plan = villages("c6", **FOAM)
    assumed = (
        ("settings.door_open_sec", "60", ""),
        ("sites.centre.cold_storage", "chilled, frozen, unlimited", ""),
    )
    page = render_report(replace(day, assumptions=assumed), four_village_travel(), plan)
    assert "按脱冷 60 秒算（假设；参数 door_open_sec 可改）。" in page
    assert "县中心没有填冷库容积：按冷藏、冷冻都能存、不限容积算（假设）。" in page


def test_route_sheet_and_loading_list_hold_the_record():
    day, plan = villages("c1 c2 c6", van=True, **FOAM)
    context = four_context(day=day, plan=plan)
    first, second = plan.routes
    html = route_sheet(context, first)
    assert record(html) == [
        ["第 1 趟第 1 站 东村 卸货交站", "a1～a2", RANGE, "", "", ""]
    ]
    assert "冷藏 2 袋（冷藏车厢），勿脱冷" in words_of(html)
    assert "冷藏 1 袋（泡沫箱），勿脱冷" in words_of(route_sheet(context, second))
    html = loading_list(context, first)
    assert record(html) == [["县中心 装车", "a1～a2", RANGE, "", "", ""]]
    assert REFUSE in words_of(html)
    marks = {row[1]: row[4] for row in rows_of(html) if len(row) == 6}
    assert (marks["a1"], marks["b1"]) == ("冷藏，冷藏车厢", "")


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(2, 8, "2～8 °C"), (None, -18, "不高于 -18 °C"), (1.5, None, "不低于 1.5 °C")],
)
def test_a_range_of_the_class_is_printed_as_it_is(low, high, told):
    day, plan = villages("c6", **FOAM)
    day = edit_goods(day, COLD, temp_min_c=low, temp_max_c=high)
    context = four_context(day=day, plan=plan)
    assert record(route_sheet(context, plan.routes[1]))[0][2] == f"{COLD}\n{told}"


def test_trips_handovers_and_stations_hold_the_record():
    day, plan = county("c1 c4", pack_duration=9000, cold_limit_duration=3500)
    context = four_context(day=day, plan=plan, travel=service_travel())
    run = next(run for run in trip_runs(day, plan) if run.trip_id == "L1-0800")
    assert record(trip_sheet(context, run)) == [
        ["县中心 上车", "x1", RANGE, "", "", ""],
        ["路口 下车", "x1", RANGE, "", "", ""],
    ]
    given = [
        row
        for run in offer_runs(day, plan)
        for row in record(handover_sheet(context, run))
    ]
    html = "".join(station_sheets(context).values())
    assert [row[:2] for row in given] == [["镇站 交出", "s1"], ["V3 送到", "s1"]]
    assert [row[1] for row in record(html)].count("x1") == 1
    assert "冷货到站马上放进冰箱、冰柜：x1。" in words_of(html)
