"""What a person is asked about an import, and what is left out by name."""

import os
import shutil
from pathlib import Path

import pytest
from brand_exports import text, write_county
from imports import HEAD, answer, demand, fill, parcels, run

from routing.terminal.exits import Exit


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    write_county(tmp_path / "县")


def test_duplicates_states_and_other_brands_are_left_out_by_name():
    head = ["运单号", "三段码", "快递公司", "运单状态"]
    states = ["派件中", "派件中", "已退回", "已取消", "派件中"]
    brands = ["中通快递", "中通", "中通", "中通", "圆通速递"]
    rows = [[f"73000000000{n}", "310-01-001", brands[n], states[n]] for n in range(5)]
    text(Path("到件.csv"), [head, *rows, rows[0]], "utf-8")
    done = run("到件.csv")
    assert demand() == {("上湾村", "中通"): 2}
    assert "1 行的运单号前面已经有了" in done.stderr
    assert "IMPORT_DUPLICATES" in done.stderr
    assert "已取消 1 件、已退回 1 件 没有计入" in done.stderr
    assert "IMPORT_DONE_LEFT_OUT" in done.stderr
    assert "圆通的 1 件，没有计入" in done.stderr
    assert "IMPORT_OTHER_ROWS" in done.stderr


def test_yesterdays_table_is_asked_about():
    file = parcels("310-01-001", "310-01-002")
    assert answer(file, "--date", "2026-03-08")["exit"] == Exit.DONE
    found = answer(file)
    assert found["exit"] == Exit.FINDING
    (question,) = found["questions"]
    assert question["code"] == "IMPORT_SAME_AS_BEFORE"
    assert "2026-03-08" in question["message"]
    refused = run(file, "--strict")
    assert refused.exit_code == Exit.INPUT
    assert "没有写任何文件" in refused.stderr
    assert answer(file, "--yes")["exit"] == Exit.DONE
    # The same table for the same day is a second try, not a question.
    assert answer(file, "--yes", "--date", "2026-03-08")["exit"] == Exit.DONE


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        ("2026-03-09 05:10:00", False),
        ("2026-03-08 21:40:00", False),
        ("2026-03-08 09:00:00", True),
        ("2026/3/8", True),
        ("20260309", False),
        ("2026-03-11", True),
    ],
)
def test_dates_in_the_file_tell_another_day(when, asked):
    rows = [["运单号", "三段码", "到件时间"], ["730000000001", "310-01-001", when]]
    text(Path("到件.csv"), rows, "utf-8")
    assert ("IMPORT_OTHER_DAY" in answer("到件.csv")["codes"]) is asked


def test_another_brands_table_is_asked_about():
    shutil.move(parcels("310-01-001"), "圆通到件.csv")
    assert "IMPORT_OTHER_BRAND" in answer("圆通到件.csv")["codes"]
    # Right now, but just as many went to another partner.
    assert answer("圆通到件.csv", partner="圆通")["codes"] == {"IMPORT_SAME_AS_BEFORE"}
    text(Path("a.csv"), [HEAD, ["YT7300000000001", "310-01-001", 1]], "utf-8")
    assert "IMPORT_OTHER_BRAND" in answer("a.csv")["codes"]
    text(Path("b.csv"), [[*HEAD, "品牌"], ["73000000000", "A", 1, "韵达"]], "utf-8")
    assert "IMPORT_NOTHING" in answer("b.csv")["codes"]


def test_an_unusual_total_is_asked_about_and_who_is_missing_is_said():
    for day in (4, 5, 6):
        date = f"2026-03-0{day}"
        codes = ["310-01-001"] * (8 + day)
        assert answer(parcels(*codes), "--date", date)["exit"] == Exit.DONE
        run(parcels(*codes[day:], first=500), "--date", date, partner="圆通")
    # The median of 12, 13 and 14 is 13; half of it is 6.5.
    found = answer(parcels(*["310-01-001"] * 7))
    assert (found["exit"], found["still_missing"]) == (Exit.DONE, ["圆通"])
    found = answer(parcels(*["310-01-001"] * 6))
    assert found["codes"] == {"PARTNER_ITEMS_UNUSUAL"}
    assert "-54%" in found["questions"][0]["message"]
    assert answer(parcels(*["310-01-001"] * 19))["exit"] == Exit.DONE
    assert answer(parcels(*["310-01-001"] * 20))["exit"] == Exit.FINDING


def test_a_folder_for_each_day_shares_one_record(tmp_path):
    write_county(tmp_path / "2026-03-08", 参数="参数,取值\n坐标来源,GPS\n")
    write_county(tmp_path / "2026-03-09")
    file = parcels("310-01-001", "310-09-001")
    run(file, day="2026-03-08")
    fill({"310-09-001": "下湾村"}, "2026-03-08/待对照.xlsx")
    run(file, day="2026-03-08")
    assert Path("导入记录/历史件量.csv").is_file()
    found = answer(file, day="2026-03-09")
    assert found["items_open"] == 0
    assert found["codes"] == {"IMPORT_SAME_AS_BEFORE"}
