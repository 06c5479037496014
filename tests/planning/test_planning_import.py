"""An import seen from planning: totals beside the day, the sheet from an office."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

from openpyxl import load_workbook

from routing.planning.importing.arrivals import arrival_findings
from routing.planning.importing.session import ImportRequest, parse_columns, run_import
from routing.planning.intake import take_in
from routing.tables.brand.roles import Role
from routing.terminal.console import Console
from routing.terminal.exits import Exit

SITES = """站点编号,站点名称,站点类别,所属乡镇,经度,纬度
C,县共配中心,县级中心,,116.20,30.60
H,石门镇站,乡镇站,石门镇,116.31,30.66
V1,上湾村,村级服务点,石门镇,116.33,30.67
V2,下湾村,村级服务点,石门镇,116.34,30.67
"""
SETTINGS = "参数,取值\n坐标来源,GPS\n日期,2026-03-09\n"
PARTNERS = "单位编号,单位名称,类型\nP1,中通,快递\nP2,圆通,快递\n"


def day(folder):
    folder.mkdir()
    for name, text in (
        ("站点", SITES),
        ("参数", SETTINGS),
        ("合作单位", PARTNERS),
        ("车辆", "车牌,车型\n皖H12345,微面\n"),
    ):
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def imported(folder, file, items, date=None, partner="中通"):
    file.write_text(f"网点,件数\n上湾村,{items}\n", "utf-8")
    request = ImportRequest(
        file=[file], partner=partner, day=folder, date=date, yes=True
    )
    return run_import(Console(lang="zh", quiet=True), request)


def test_columns_of_the_command_line():
    chosen = parse_columns("三段码=末端码， 件数＝数量,")
    assert chosen == {Role.SEGMENT: "末端码", Role.ITEMS: "数量"}


def test_what_was_left_from_the_day_before_stays_in_its_own_file(tmp_path):
    folder = day(tmp_path / "县")
    left = "站点,合作单位,件数,数据状态\nV1,P1,4,滞留\n"
    (folder / "明日件量.csv").write_text(left, "utf-8")
    for items in (60, 50):
        assert imported(folder, tmp_path / "a.csv", items) == Exit.DONE
        # The import replaces its own 60 by 50, and never takes the 4 along.
        assert take_in([folder], None).day.items_demanded == items + 4
    assert (folder / "明日件量.csv").read_text("utf-8") == left
    assert "滞留" not in (folder / "件量.csv").read_text("utf-8-sig")


def test_a_partner_that_is_missing_today_is_a_finding_of_the_day(tmp_path):
    folder = day(tmp_path / "县")
    for number in (4, 5, 6):
        date = dt.date(2026, 3, number)
        for partner in ("中通", "圆通"):
            imported(folder, tmp_path / "a.csv", 100, date, partner)
    (folder / "件量.csv").unlink()
    assert imported(folder, tmp_path / "a.csv", 60) == Exit.DONE
    intake = take_in([folder], None)
    assert intake.day is not None
    (finding,) = arrival_findings([folder], intake.day)
    assert finding.code == "PARTNER_MISSING_TODAY"
    assert finding.details == {"partner": "圆通", "usual": "100"}
    assert imported(folder, tmp_path / "a.csv", 40) == Exit.DONE
    intake = take_in([folder], None)
    codes = [row.code for row in arrival_findings([folder], intake.day)]
    assert codes == ["PARTNER_ITEMS_UNUSUAL", "PARTNER_MISSING_TODAY"]


def test_a_day_without_records_says_nothing(tmp_path):
    folder = day(tmp_path / "县")
    (folder / "件量.csv").write_text("站点,合作单位,件数\n上湾村,中通,3\n", "utf-8")
    assert arrival_findings([folder], take_in([folder], None).day) == ()


def test_the_folder_of_an_import_reads_without_a_word(tmp_path):
    """The files beside the demand are taken for no tables."""
    folder = day(tmp_path / "县")
    file = tmp_path / "a.csv"
    file.write_text("网点,件数\n上湾村,3\n北岭,4\n", "utf-8")
    request = ImportRequest(file=[file], partner="中通", day=folder)
    assert run_import(Console(lang="zh", quiet=True), request) == Exit.FINDING
    assert (folder / "待对照.xlsx").is_file()
    intake = take_in([folder], None)
    assert [(row.code, row.items) for row in intake.findings] == [("UNKNOWN_SITE", 4)]
    assert intake.day.items_demanded == 7


def test_the_sheet_is_read_back_from_an_office_program(tmp_path):
    folder = day(tmp_path / "县")
    file = tmp_path / "a.csv"
    file.write_text("网点,件数\n北岭,4\n003,5\n", "utf-8")
    request = ImportRequest(file=[file], partner="中通", day=folder)
    console = Console(lang="zh", quiet=True)
    assert run_import(console, request) == Exit.FINDING
    path = folder / "待对照.xlsx"
    book = load_workbook(path)
    rows = list(book["待对照"].iter_rows(3))
    assert [row[2].value for row in rows] == ["003", "北岭"]
    for row, place in zip(rows, ("V2", "石门镇"), strict=True):
        row[4].value = place
    book.save(tmp_path / "filled.xlsx")
    saved = resaved(tmp_path / "filled.xlsx", tmp_path / "office")
    shutil.move(saved, path)
    assert run_import(console, request) == Exit.DONE
    assert (folder / "件量.csv").read_text("utf-8-sig").splitlines() == [
        "站点,合作单位,件数",
        "石门镇,中通,4",
        "下湾村,中通,5",
    ]


def test_an_old_workbook_is_read(tmp_path):
    folder = day(tmp_path / "县")
    file = tmp_path / "a.csv"
    file.write_text(
        "运单号,网点\n7300000000001,上湾村\n7300000000002,上湾村\n", "utf-8"
    )
    old = resaved(file, tmp_path / "office", kind="xls")
    request = ImportRequest(file=[old], partner="中通", day=folder)
    assert run_import(Console(lang="zh", quiet=True), request) == Exit.DONE
    assert "上湾村,中通,2" in (folder / "件量.csv").read_text("utf-8-sig")


def resaved(path, folder, kind="xlsx"):
    """Save a table with an office program."""
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(
        ["soffice", home, "--headless", "--infilter=CSV:44,34,76,1,1/2", *convert]
        if path.suffix == ".csv"
        else ["soffice", home, "--headless", *convert],
        check=True,
        capture_output=True,
    )
    return Path(folder / f"{path.stem}.{kind}")
