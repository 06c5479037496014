"""Files, columns and rows that an import cannot take as they are."""

import os
import shutil
import zipfile
from pathlib import Path

import pytest
from brand_exports import text, write_county, xlsx
from imports import HEAD, answer, demand, parcels, run
from openpyxl import load_workbook

from routing.terminal.exits import Exit

LOCKED = Path(__file__).parents[1] / "tables" / "data" / "locked.xlsx"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    write_county(tmp_path / "县")


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
