"""变更单: each village that changed with its ways, why, items and what it saves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from report_day import make_day, make_travel
from report_plan import make_plan
from sheet_rows import paper_of, rows_of, words_of

from routing.domain.day import Settings
from routing.plan.changes import (
    Carriage,
    ChangeReason,
    Changes,
    DriverChange,
    DriverRow,
    Stage,
    VillageChange,
)
from routing.report.sheets.change_sheet import change_sheet
from routing.report.sheets.frame import SheetContext, plan_number
from routing.report.sheets.write import is_sheet, sheet_pages


def carriage(carrier, start, end, kind="road"):
    return Carriage(kind=kind, carrier=carrier, from_site=start, to_site=end)


VAN = (carriage("鲁F001", "C", "V1"),)
OTHER = (carriage("鲁F009", "C", "H1"), carriage("鲁F001", "H1", "V1"))
SAVED = VillageChange(
    site="V1",
    before=(VAN,),
    after=(OTHER,),
    reason=ChangeReason.CHEAPER,
    items=30,
    saves_cents=2_150,
)
CHANGES = Changes(
    earlier="20260310-7F3A",
    change_cents=2_000,
    villages=3,
    changed=(SAVED,),
    new=("V3",),
    without_goods=("V4",),
    drivers=(
        DriverRow(vehicle="鲁F001", change=DriverChange.HALTS, added=("V1",)),
        DriverRow(vehicle="鲁F009", change=DriverChange.UNCHANGED),
    ),
)


def sheet(changes=CHANGES, lang="zh", day=None):
    context = SheetContext(
        day=day or make_day(),
        travel=make_travel(),
        plan=make_plan(changes=changes, stage=Stage.FINAL),
        version=2,
        printed=dt.datetime(2026, 3, 10, 6, 30),
        approved_by="王审核",
        lang=lang,
    )
    return context, change_sheet(context, changes)


def test_a_village_has_its_ways_why_items_and_what_it_saves():
    context, html = sheet()
    names = {key: site.name for key, site in context.day.sites.items()}
    plate = context.day.vehicles["鲁F001"].plate
    (row,) = [row for row in rows_of(html) if "30" in row]
    assert row[0].startswith(names["V1"])
    assert row[1] == plate
    # A vehicle that nobody knows has its id, and the place where goods change hands.
    assert row[2] == f"鲁F009 → {names['H1']} → {plate}"
    assert row[3:] == ["换走法省 21.50 元", "30", "21.50"]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (ChangeReason.NEW_GOODS, "新来的货，原来没有走法"),
        (ChangeReason.GONE, "原来的车、班次或代投没有了"),
        (ChangeReason.NO_ROOM, "原走法放不下了（装载、时间或班次余量）"),
        (ChangeReason.LEFT, "今天没有安排上，原因见未安排"),
    ],
)
def test_every_reason_is_said_and_nothing_saved_is_a_dash(reason, said):
    after = () if reason is ChangeReason.LEFT else SAVED.after
    row = replace(SAVED, reason=reason, saves_cents=None, after=after)
    (cells,) = [
        cells for cells in rows_of(sheet(replace(CHANGES, changed=(row,)))[1])
        if "30" in cells
    ]  # fmt: skip
    assert cells[3:] == [said, "30", "—"]
    assert (cells[2] == "—") is (not after)


def test_the_head_counts_and_names_who_keeps_his_sheet():
    context, html = sheet()
    words = words_of(html)
    assert f"对照计划 20260310-7F3A，本计划 {context.number}。" in words
    assert "两次都有货的 3 个村：2 个走法不变，1 个变更。" in words
    assert "派车单完全不变、不用换的车：鲁F009。" in words
    assert "新增的村（1）" in words
    assert "没有货了的村（1）" in words
    none = replace(CHANGES, drivers=CHANGES.drivers[:1])
    assert "每辆车的派车单都有变化" in words_of(sheet(none)[1])


def test_what_leaving_has_to_save_is_assumed_unless_somebody_said_it():
    assert "超过 20 元（默认值，假设）才换走法" in words_of(sheet()[1])
    assert "超过 35 元才换走法；" in words_of(
        sheet(replace(CHANGES, change_cents=3_500))[1]
    )
    given = make_day(settings=Settings(extra={"change_yuan": "20"}))
    assert "超过 20 元才换走法；" in words_of(sheet(day=given)[1])


def test_it_is_one_of_the_sheets_of_a_plan_that_changes_another():
    context, html = sheet()
    assert sheet_pages(context)["变更单.html"] == html
    plain = replace(context, plan=replace(context.plan, changes=None))
    assert "变更单.html" not in sheet_pages(plain)
    assert is_sheet("变更单.html")
    # The number says what is to be done, not how it came about.
    assert plan_number(plain.plan) == plan_number(context.plan)


def test_it_speaks_english():
    words = words_of(sheet(lang="en")[1])
    assert "Of 3 villages with goods in both plans 2 go as before, 1 do not." in words
    assert "saves 21.50 yuan" in words


def test_many_changes_flow_over_pages_and_none_is_lost(tmp_path):
    rows = tuple(replace(SAVED, items=1_000 + n) for n in range(60))
    html = sheet(replace(CHANGES, changed=rows))[1]
    papers = paper_of(html, tmp_path)
    assert len(papers) > 1
    assert len(papers) == html.count('<section class="page">')
    assert all(any(str(1_000 + n) in paper for paper in papers) for n in range(60))
