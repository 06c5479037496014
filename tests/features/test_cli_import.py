"""``import`` as a clerk meets it: from an export to a planned day."""

import csv
import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from brand_exports import text, write_county, xlsx
from click.testing import CliRunner
from openpyxl import load_workbook

import cli
from instances.generate import generate
from routing.terminal.exits import Exit

LOCKED = Path(__file__).parents[1] / "tables" / "data" / "locked.xlsx"
HEAD = ["运单号", "三段码", "重量"]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    write_county(tmp_path / "县")


def run(*args, day="县", partner="中通"):
    args = ["import", *map(str, args), "--partner", partner, "--day", day]
    return CliRunner().invoke(cli.gongpei, args)


def answer(*args, **kwargs):
    """Return the object that ``--json`` prints, and its codes."""
    done = run(*args, "--json", **kwargs)
    found = json.loads(done.stdout)
    rows = [*found.get("questions", []), *found["errors"], *found["warnings"]]
    return {**found, "exit": done.exit_code, "codes": {row["code"] for row in rows}}


def parcels(*codes, first=1):
    """Return an export: a waybill of 1.5 kg for each code."""
    rows = [[f"7300000000{n:03d}", c, "1.5"] for n, c in enumerate(codes, start=first)]
    text(Path("到件.csv"), [HEAD, *rows], "gb18030")
    return "到件.csv"


def table(path):
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def demand(path="县/件量.csv"):
    return {(r["站点"], r["合作单位"]): int(r["件数"]) for r in table(path)}


def sheet(path="县/待对照.xlsx"):
    """Return the lines of 待对照.xlsx below its guide."""
    return [row[:8] for row in load_workbook(path)["待对照"].iter_rows(2, None, 1, 8)]


def fill(places, path="县/待对照.xlsx"):
    book = load_workbook(path)
    rows = book["待对照"]
    for row in rows.iter_rows(3):
        if row[2].value in places:
            row[4].value = places[row[2].value]
    book.save(path)


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


def test_columns_are_asked_for_once():
    rows = [["到哪", "几个", "收件人", "联系电话"], ["上湾村", 5, "x", "y"]]
    text(Path("表.csv"), rows, "utf-8")
    found = answer("表.csv")
    assert found["codes"] == {"IMPORT_NO_PLACE"}
    assert "到哪、几个、收件人、联系电话" in found["errors"][0]["message"]
    only_place = answer("表.csv", "--columns", "站点=到哪")
    assert only_place["codes"] == {"IMPORT_NO_ITEMS"}
    assert answer("表.csv", "--columns", "站点=到哪,件数=几个")["items"] == 5
    assert demand() == {("上湾村", "中通"): 5}
    remembered = Path("县/导入记录/导入设置.toml").read_text("utf-8")
    assert '"站点" = "到哪"' in remembered
    assert "收件人" not in remembered
    # The next day's table has the same headers in another order.
    text(Path("表.csv"), [row[::-1] for row in rows], "utf-8")
    assert answer("表.csv")["items"] == 5
    # Another partner was not asked yet.
    assert answer("表.csv", partner="圆通")["codes"] == {"IMPORT_NO_PLACE"}


def test_columns_by_letter_and_one_item_a_row():
    text(
        Path("无头.csv"),
        [["上湾村", "甲"], ["上湾村", "乙"], ["下湾村", "丙"]],
        "utf-8",
    )
    assert answer("无头.csv")["codes"] == {"IMPORT_NO_HEADER"}
    found = answer("无头.csv", "--columns", "站点=A，件数=每行1件")
    assert found["items"] == 3
    assert demand() == {("上湾村", "中通"): 2, ("下湾村", "中通"): 1}


def test_a_column_that_is_not_there_and_a_word_that_is_no_column():
    found = answer(parcels("310-01-001"), "--columns", "三段码=没有这列")
    assert found["codes"] == {"IMPORT_COLUMN_MISSING"}
    done = run(parcels("310-01-001"), "--columns", "路线=三段码")
    assert done.exit_code == Exit.INPUT
    assert "三段码=列名" in done.stderr


def csv_file(*rows):
    return lambda: text(Path("x.csv"), rows, "utf-8")


def raw_file(name, content):
    return lambda: Path(name).write_bytes(content)


def bomb():
    """Write a workbook that unpacks to three hundred megabytes."""
    xlsx("x.xlsx", [HEAD])
    with zipfile.ZipFile("x.xlsx") as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile("x.xlsx", "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
        with target.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)


FLEET = csv_file(["车牌", "车型", "归属单位"], ["皖A", "微面", "中通"])
PLACES = csv_file(["站点名称", "站点类别", "经度", "纬度"], ["A", "村", 1, 2])


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (FLEET, "IMPORT_OTHER_TABLE"),
        (PLACES, "IMPORT_OTHER_TABLE"),
        (raw_file("x.csv", b""), "FILE_EMPTY"),
        (raw_file("x.csv", b"\n\n"), "IMPORT_EMPTY"),
        (csv_file(HEAD), "IMPORT_EMPTY"),
        (raw_file("x.xls", b"<html><table>"), "FILE_IS_WEB_PAGE"),
        (lambda: shutil.copy(LOCKED, "x.xlsx"), "FILE_PASSWORD"),
        (raw_file("x.xlsx", b"PK\x03\x04nothing"), "FILE_CORRUPT"),
        (bomb, "FILE_TOO_LARGE"),
        (raw_file("x.pdf", b"%PDF"), "FILE_KIND"),
    ],
)
def test_a_file_that_is_no_export_is_named_and_nothing_written(make, code):
    make()
    (file,) = Path().glob("x.*")
    before = sorted(Path("县").rglob("*"))
    found = answer(file)
    assert (found["exit"], found["codes"]) == (Exit.INPUT, {code})
    assert found["errors"][0]["file"] == file.name
    assert sorted(Path("县").rglob("*")) == before


def test_the_sheet_with_waybills_is_counted_not_its_summary():
    xlsx("两张.xlsx", [["网点", "件数"], ["上湾", 2]], sheet="网点汇总")
    book = load_workbook("两张.xlsx")
    rows = book.create_sheet("明细")
    for row in [
        HEAD,
        ["730000000001", "310-01-001", 1],
        ["730000000002", "310-01-001", 1],
    ]:
        rows.append(row)
    book.save("两张.xlsx")
    found = answer("两张.xlsx")
    assert found["items"] == 2
    (warning,) = found["warnings"]
    assert (warning["code"], warning["sheet"]) == ("IMPORT_SHEET_LEFT_OUT", "网点汇总")


def test_bad_rows_are_set_aside_by_number_and_stay_in_the_demand():
    rows = [HEAD, ["730000000001", "310-01-001", 1], ["310-01-001", "1.5", ""]]
    rows += [["730000000003", "13800000001", "1"]]
    text(Path("到件.csv"), rows, "utf-8")
    found = answer("到件.csv")
    (error,) = found["errors"]
    assert (error["code"], error["row"]) == ("IMPORT_ROWS_SHIFTED", 3)
    assert (found["items"], found["items_open"]) == (3, 2)
    assert demand() == {("上湾村", "中通"): 1, ("待对照", "中通"): 2}
    text(Path("数.csv"), [["网点", "件数"], ["上湾", "七八件"], ["下湾", 2]], "utf-8")
    found = answer("数.csv")
    assert found["errors"][0]["code"] == "IMPORT_ITEMS_UNREADABLE"
    assert found["errors"][0]["row"] == 2


def test_an_unknown_partner_and_broken_settings():
    found = answer(parcels("310-01-001"), partner="中同")
    assert found["codes"] == {"IMPORT_PARTNER"}
    assert "中通" in found["errors"][0]["message"]
    Path("县/导入记录").mkdir()
    Path("县/导入记录/导入设置.toml").write_text("[[layout", "utf-8")
    found = answer(parcels("310-01-001"))
    assert found["codes"] == {"IMPORT_SETTINGS_BROKEN"}


def test_codes_from_a_named_table_and_what_is_wrong_in_it():
    head = ["合作单位", "编码类型", "编码", "站点"]
    rows = [["*", "三段码", "A9", "上湾村"], ["没有", "三段码", "A8", "上湾村"]]
    rows += [["中通", "街坊", "A7", "上湾村"]]
    text(Path("码.csv"), [head, *rows], "utf-8")
    found = answer(parcels("A9"), "--codes", "码.csv")
    assert {"IMPORT_CODE_PARTNER", "IMPORT_CODE_KIND"} == found["codes"]
    assert demand() == {("上湾村", "中通"): 1}
    text(Path("码.csv"), [["a", "b"], [1, 2]], "utf-8")
    assert answer(parcels("A9"), "--codes", "码.csv")["codes"] == {"IMPORT_NO_CODES"}


def test_an_export_inside_the_day_is_warned_about():
    shutil.move(parcels("310-01-001"), "县/中通.csv")
    assert "IMPORT_FILE_IN_DAY" in answer("县/中通.csv")["codes"]


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
