"""``import`` as a clerk meets it: from an export to a planned day."""

import json
import os
import shutil
from pathlib import Path

import pytest
from brand_exports import text, write_county, xlsx
from click.testing import CliRunner
from imports import HEAD, answer, demand, fill, parcels, run, sheet, table

import cli
from instances.generate import generate
from routing.terminal.exits import Exit


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    write_county(tmp_path / "县")


def test_waybills_become_items_and_kg_by_site():
    file = parcels("310-01-001", "310-01-001", "310-01-002")
    done = run(file)
    assert done.exit_code == Exit.DONE, done.stderr
    assert "中通 2026-03-09：共 3 件，3 件分到 2 个站点" in done.stdout
    assert table("县/件量.csv") == [
        {"站点": "上湾村", "合作单位": "中通", "件数": "2", "重量": "3"},
        {"站点": "下湾村", "合作单位": "中通", "件数": "1", "重量": "1.5"},
    ]
    assert table("县/导入记录/历史件量.csv")[0]["件数"] == "3"
    assert not Path("县/待对照.xlsx").exists()


def test_what_matches_nothing_is_asked_for_most_items_first_and_then_known():
    file = parcels(*["310-09-001"] * 2, *["310-09-002"] * 3, "310-01-001")
    found = answer(file)
    assert found["exit"] == Exit.FINDING
    assert (found["items"], found["items_open"], found["codes_open"]) == (6, 5, 2)
    assert "IMPORT_OPEN" in found["codes"]
    assert demand() == {("上湾村", "中通"): 1, ("待对照", "中通"): 5}
    lines = [[cell.value for cell in row] for row in sheet()]
    assert lines[0][:5] == ["合作单位", "编码类型", "编码", "件数", "站点"]
    assert [line[1:5] for line in lines[1:]] == [
        ["三段码", "310-09-002", 3, None],
        ["三段码", "310-09-001", 2, None],
    ]
    # By an alias, and what stays in town.
    fill({"310-09-002": "下湾", "310-09-001": "不送"})
    done = run(file)
    assert done.exit_code == Exit.DONE, done.stderr
    assert "从 待对照.xlsx 记住了 2 个编码" in done.stdout
    assert "4 件分到 2 个站点，2 件不下乡，0 件待对照" in done.stdout
    assert demand() == {("上湾村", "中通"): 1, ("下湾村", "中通"): 3}
    assert not Path("县/待对照.xlsx").exists()
    # Remembered without the workbook, and for this partner only.
    assert run(file).exit_code == Exit.DONE
    assert answer(file, partner="圆通")["items_open"] == 5


def test_a_wrong_site_in_the_sheet_is_said_with_its_row():
    file = parcels("310-09-001")
    run(file)
    fill({"310-09-001": "上弯村"})
    found = answer(file)
    (error,) = found["errors"]
    assert (error["code"], error["row"], error["column"]) == (
        "IMPORT_CODE_SITE",
        3,
        "站点",
    )
    assert "上湾村" in error["message"]
    assert found["items_open"] == 1


def test_codes_of_other_partners_wait_in_the_sheet():
    run(parcels("310-09-001"))
    run(parcels("310-09-005", first=50), partner="圆通")
    rows = {(row[0].value, row[2].value) for row in sheet()[1:]}
    assert rows == {("圆通", "310-09-005"), ("中通", "310-09-001")}
    fill({"310-09-001": "上湾村"})
    done = run(parcels("310-09-005", first=50), partner="圆通")
    assert "中通 也有新填的编码" in done.stdout
    assert [row[0].value for row in sheet()[1:]] == ["圆通"]


def test_suggestions_stand_beside_and_are_never_used():
    rows = [
        ["730000000001", "柳林代理点", "某县石门镇柳林村1号"],
        *[[f"73000000001{n}", "310-09-9", "石门镇沙河村2组"] for n in range(3)],
    ]
    text(Path("到件.csv"), [["运单号", "网点", "收件地址"], *rows], "utf-8")
    found = answer("到件.csv")
    assert found["items_open"] == 4
    lines = {row[2].value: [cell.value for cell in row] for row in sheet()[1:]}
    # 沙河村 and 石门镇 are in all three addresses; a code has no similar name.
    assert lines["310-09-9"][5:7] == [None, "沙河村（3/3）、石门镇（3/3）"]
    assert lines["柳林代理点"][5] == "柳林村"


def test_counts_per_branch_with_titles_totals_and_merged_cells():
    rows = [["韵达 到件统计"], ["网点", "班次", "件数"], ["上湾", "早", 5]]
    rows += [[None, "晚", 2], ["下湾", "早", 4], ["合计", None, 11]]
    xlsx("统计.xlsx", rows, merges=["A1:C1", "A3:A4"])
    found = answer("统计.xlsx", partner="韵达")
    assert (found["exit"], found["items"]) == (Exit.DONE, 11)
    assert demand() == {("上湾村", "韵达"): 7, ("下湾村", "韵达"): 4}


def test_a_township_is_a_total_to_be_split():
    text(Path("镇.csv"), [["乡镇", "件数"], ["石门镇", 30]], "utf-8")
    assert answer("镇.csv")["exit"] == Exit.DONE
    assert demand() == {("石门镇", "中通"): 30}


def test_a_code_that_is_not_known_goes_by_its_branch_and_is_asked_for():
    head = ["运单号", "三段码", "派件网点"]
    rows = [[f"73000000000{n}", "310-09-007", "沙河村"] for n in range(4)]
    text(Path("到件.csv"), [head, *rows], "utf-8")
    found = answer("到件.csv")
    assert found["items_open"] == 0
    assert "IMPORT_BY_LESS" in found["codes"]
    assert demand() == {("沙河村", "中通"): 4}
    assert [sheet()[1][n].value for n in (2, 3, 7)] == ["310-09-007", 4, "沙河村"]


def test_partners_are_put_together_and_an_import_replaces_its_own():
    run(parcels("310-01-001"))
    run(parcels("310-01-002", first=9), partner="圆通")
    done = run(parcels("310-01-001", "310-01-001", "310-01-003"))
    assert demand() == {
        ("下湾村", "圆通"): 1,
        ("上湾村", "中通"): 2,
        ("前岭村", "中通"): 1,
    }
    assert "替换了原来的 1 件" in done.stdout
    assert demand("县/旧件量/件量_第1版.csv") == {("上湾村", "中通"): 1}
    assert len(list(Path("县/旧件量").iterdir())) == 2


def test_a_wide_table_typed_by_hand_keeps_the_others():
    rows = [["村", "中通", "圆通"], ["上湾村", 3, 4], ["下湾村", "-", 6]]
    text(Path("县/件量.csv"), rows, "utf-8")
    run(parcels("310-01-003"))
    assert demand() == {
        ("上湾村", "圆通"): 4,
        ("下湾村", "圆通"): 6,
        ("前岭村", "中通"): 1,
    }


def test_demand_in_a_workbook_is_not_doubled():
    rows = [["站点", "合作单位", "件数"], ["上湾村", "圆通", 5]]
    xlsx("县/当日_2026-03-09.xlsx", rows, sheet="件量")
    found = answer(parcels("310-01-001"))
    assert found["exit"] == Exit.INPUT
    assert found["codes"] == {"IMPORT_DEMAND_ELSEWHERE"}
    assert not Path("县/件量.csv").exists()
    assert answer(parcels("310-01-001"), "-o", "别处")["exit"] == Exit.DONE
    assert demand("别处/件量.csv") == {("上湾村", "中通"): 1}
    assert answer("到件.csv", "-o", "x.xlsx")["codes"] == {"IMPORT_OUT"}


def test_the_same_waybill_counts_once_in_several_files():
    first = parcels("310-01-001", "310-01-002")
    shutil.copy(first, "早班.csv")
    second = parcels("310-01-002", "310-01-003", first=2)
    found = answer("早班.csv", second)
    assert (found["items"], found["duplicates"]) == (3, 1)


def test_weights_that_are_missing_take_the_mean():
    rows = [["730000000001", "310-01-001", "1.0"], ["730000000002", "310-01-001", "2"]]
    rows += [["730000000003", "310-01-001", "x"]]
    text(Path("到件.csv"), [HEAD, *rows], "utf-8")
    assert "IMPORT_WEIGHTS_MISSING" in answer("到件.csv")["codes"]
    assert table("县/件量.csv")[0]["重量"] == "4.5"
    # More than half missing: no weight at all.
    rows[1][2] = ""
    text(Path("到件.csv"), [HEAD, *rows], "utf-8")
    run("到件.csv")
    assert "重量" not in table("县/件量.csv")[0] or not table("县/件量.csv")[0]["重量"]


def test_a_day_that_was_imported_is_planned_and_checked(tmp_path):
    generate("S", 1, tmp_path / "county")
    codes = table("county/codes.csv")
    rows = [
        [f"73000000{n:05d}", codes[n % len(codes)]["code"], "1.5"] for n in range(200)
    ]
    text(Path("到件.csv"), [HEAD, *rows], "gb18030")
    found = answer("到件.csv", day="county", partner="甲快递")
    assert (found["exit"], found["items"]) == (Exit.DONE, 200)
    done = CliRunner().invoke(
        cli.gongpei,
        [
            "plan",
            "county",
            "-o",
            "out",
            "--iterations",
            "20",
            "--workers",
            "1",
            "--json",
        ],
    )
    plan = json.loads(done.stdout)
    assert plan["violations"] == []
    bags = json.loads(Path("out/plan.json").read_text("utf-8"))
    moved = sum(bag["items"].get("P2", 0) for bag in bags["bags"])
    left = sum(r["items"] for r in bags["unserved"] if r["partner"] == "P2")
    returned = sum(
        int(r["items"]) for r in table("county/pickups.csv") if r["partner"] == "P2"
    )
    assert moved + left == 200 + returned
    checked = CliRunner().invoke(cli.gongpei, ["check", "out"])
    assert checked.exit_code == Exit.DONE, checked.output
