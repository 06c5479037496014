"""The sheet 冷链 of plan.xlsx: tightest first, read back by nobody."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from check.cold_goods import COLD, villages
from features.four_villages import four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan

from routing.plan.workbook.read import read_workbook
from routing.plan.workbook.sheet_found import open_book
from routing.plan.workbook.write import write_workbook
from routing.planning.output.cold_lines import cold_lines
from routing.planning.output.workbook_content import workbook_content
from routing.report.kpi import compute_kpis

TRAVEL = four_village_travel()
HEAD = [
    "袋号", "货类", "温区", "包装", "起点", "终点", "依次承运",
    "脱冷分钟", "保冷分钟", "脱冷时限（分钟）", "还剩分钟", "脱冷最久的一段",
]  # fmt: skip


def written(path, day, plan, lang="zh"):
    plan = replace(plan, kpis=compute_kpis(day, TRAVEL, plan))
    cold = cold_lines(day, TRAVEL, plan, lang)
    write_workbook(path, workbook_content(day, plan, cold=cold, lang=lang))
    return openpyxl.load_workbook(path)


def rows_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture
def cold():
    """Return the four villages with a1, a2 and d1 cold; K1 keeps it."""
    return villages("c1 c2 c6", van=True, pack_duration=600, cold_limit_duration=900)


def test_the_tightest_bag_comes_first(tmp_path, cold):
    # d1 is outside for 1,228 s, a1 for 260 and a2 for 220: 4, 20 and 21 min are left.
    book = written(tmp_path / "plan.xlsx", *cold)
    rows = rows_of(book["冷链"])
    assert rows[0][0].startswith("冷藏、冷冻货逐袋的脱冷时间")
    assert rows[2] == HEAD
    assert rows[3] == [
        "d1", COLD, "冷藏", "泡沫箱", "县中心", "南村", "K2 第1趟",
        21, 10, 15, 4, "K2 第1趟：不保冷运输 17 分",
    ]  # fmt: skip
    assert [(row[0], row[10]) for row in rows[4:]] == [("a1", 20), ("a2", 21)]
    assert book.sheetnames.index("冷链") == book.sheetnames.index("集包袋") + 1
    figures = {row[0]: row[1] for row in rows_of(book["汇总"])}
    assert figures["脱冷原因·途中开门"] == 0
    assert figures[f"各货类最长脱冷·{COLD}"] == 20.5


def test_bare_goods_without_a_limit(tmp_path):
    day, plan = villages("c1", van=True)
    (row,) = rows_of(written(tmp_path / "plan.xlsx", day, plan)["冷链"])[3:]
    assert row[3] == "裸装"
    assert row[8:11] == [0, "不限", "不限"]


def test_it_speaks_english(tmp_path, cold):
    book = written(tmp_path / "plan.xlsx", *cold, lang="en")
    row = rows_of(book["Cold"])[3]
    assert row[2:4] == ["chilled", "foam box"]
    assert row[11] == "K2 tour 1: warm ride 17 min"


def test_a_day_without_cold_goods_has_no_such_sheet(tmp_path):
    path = tmp_path / "plan.xlsx"
    book = written(path, four_village_day(), four_village_plan())
    assert "冷链" not in book.sheetnames


def test_what_is_read_back_is_the_same_with_and_without(tmp_path, cold):
    written(tmp_path / "plan.xlsx", *cold)
    write_workbook(tmp_path / "bare.xlsx", workbook_content(*cold))
    edits = [
        read_workbook(open_book(tmp_path / name), cold[0])
        for name in ("plan.xlsx", "bare.xlsx")
    ]
    told = [(edit.tours, edit.trips, edit.offers, edit.findings) for edit in edits]
    assert [[tour.vehicle for tour in said[0]] for said in told] == [
        ["K1", "K2", "K2"]
    ] * 2
    assert told[0][1:] == told[1][1:]
