"""Every code of the reading layer, triggered by a real file, with its place."""

import io
import os
import random
import struct
import zipfile

import pytest
from openpyxl import Workbook

from routing.tables import archive
from routing.tables.finding import Grade
from routing.tables.read import read_tables
from routing.tables.render import as_json, render
from routing.texts import catalogue

FAMILY = "findings_read"
CARS = [["车牌", "车型"], ["鲁F00001", "微面"]]
DEMAND = "站点,合作单位,件数\nA,P,3\n"


def save(path, *sheets, merges=()):
    """Write a workbook of (name, rows) sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
    book.save(path)


def text(path, content, encoding="utf-8"):
    path.write_bytes(content.encode(encoding))


def no_table_file(folder):
    return [folder / "没有.xlsx"]


def other_kind(folder):
    text(folder / "站点.json", "{}")
    return [folder / "站点.json"]


def zip_of_photos(folder):
    with zipfile.ZipFile(folder / "照片.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    return [folder / "照片.zip"]


def denied(folder):
    if os.geteuid():
        text(folder / "件量.csv", DEMAND)
        (folder / "件量.csv").chmod(0)
    else:  # the kernel lets not even root read this file
        (folder / "件量.csv").symlink_to("/proc/sys/vm/drop_caches")


def empty_workbook(folder):
    (folder / "基础数据.xlsx").touch()


def password(folder, data):
    # A workbook with the password 123456, made with msoffcrypto-tool.
    (folder / "基础数据.xlsx").write_bytes((data / "locked.xlsx").read_bytes())


def half_a_workbook(folder):
    save(folder / "车.xlsx", ("车辆", CARS))
    whole = (folder / "车.xlsx").read_bytes()
    (folder / "车.xlsx").write_bytes(whole[: len(whole) // 2])


def bomb(folder):
    """Three hundred megabytes of spaces, packed a thousandfold."""
    save(folder / "车.xlsx", ("车辆", CARS))
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(folder / "车.xlsx") as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(folder / "车.xlsx", "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
        with target.open(sheet + ".bin", "w") as stream:
            for _ in range(60):
                stream.write(b" " * 1_000_000)


def not_a_table(folder):
    with zipfile.ZipFile(folder / "车.xlsx", "w") as target:
        target.writestr("readme.txt", "x")


def web_page(folder):
    text(folder / "导出.xls", "<html><table><tr><td>站点</td></tr></table></html>")


def renamed_text(folder):
    text(folder / "件量.xlsx", DEMAND)


def renamed_workbook(folder):
    save(folder / "件量.xlsx", ("件量", [["站点", "件数"], ["A", 1]]))
    (folder / "件量.xlsx").rename(folder / "件量.csv")


def old(folder, data):
    (folder / "车辆.xls").write_bytes((data / "old.xls").read_bytes())


def unsupported(folder):
    text(folder / "件量.csv", DEMAND)
    (folder / "站点.et").touch()


def open_elsewhere(folder):
    save(folder / "基础数据.xlsx", ("车辆", CARS))
    (folder / "~$础数据.xlsx").write_bytes(b"\x05user")


def nothing(folder):
    (folder / "gtfs").mkdir()


def strange_file(folder):
    text(folder / "杂.csv", "a,b\n1,2\n")


def strange_sheet(folder):
    save(folder / "a.xlsx", ("车辆", CARS), ("杂项", CARS), ("说明", CARS))


def guessed(folder):
    text(folder / "某县共配件量.csv", DEMAND)


def blank_sheet(folder):
    save(folder / "a.xlsx", ("车辆", CARS), ("件量", []))


def twice(folder):
    text(folder / "件量.csv", DEMAND)
    save(folder / "当日_2024-04-30.xlsx", ("件量", [["村", "件数"], ["A", 1]]))


def left_over(folder):
    text(folder / "件量.csv", DEMAND)
    text(folder / "明日件量.csv", DEMAND)


def no_header(folder):
    text(folder / "件量.csv", "1,2,3\n4,5,6\n")


def million(folder):
    line = "村,village,镇\n".encode()
    (folder / "站点.csv").write_bytes("名称,类别,乡镇\n".encode() + line * 1_000_000)


def far_cell(folder):
    book = Workbook()
    book.active.title = "件量"
    book.active["A1"], book.active["XFD1048576"] = "站点", "件数"
    book.save(folder / "a.xlsx")


def half_an_encoding(folder):
    (folder / "件量.csv").write_bytes("站点,件数\n".encode("gb18030") + b"\xff\xff\n")


def open_quote(folder):
    text(folder / "件量.csv", '站点,合作单位,件数\nA,"P,3\nB,P,4\n')


def strange_column(folder):
    save(folder / "a.xlsx", ("车辆", [[*CARS[0], "颜色"], [*CARS[1], "白"]]))


def column_without_name(folder):
    save(folder / "a.xlsx", ("车辆", [CARS[0], [*CARS[1], "白"]]))


def same_meaning(folder):
    text(folder / "件量.csv", "站点名称,站点编号,合作单位,件数\nA,S1,P,3\n")


def conflicting(folder):
    text(folder / "件量.csv", "站点,顺丰,顺丰\nA,3,4\n")


def tonnes(folder):
    save(folder / "a.xlsx", ("车辆", [[*CARS[0], "核载（吨）"], [*CARS[1], 1.5]]))


def recipients(folder):
    text(folder / "件量.csv", "站点,合作单位,件数,收件人\nA,P,3,张伟\n")


def comma_inside(folder):
    text(folder / "件量.csv", "站点,合作单位,件数\nA,P,3\nB,甲,乙,4\n")


def merged_number(folder):
    rows = [["站点", "合作单位", "件数"], ["A", "P", 30], ["B", "P"]]
    save(folder / "a.xlsx", ("件量", rows), merges=["C2:C3"])


def wrong_total(folder):
    text(folder / "件量.csv", "站点,合作单位,件数\nA,P,3\nB,P,4\n合计,,8\n")


def wrong_row_total(folder):
    text(folder / "件量.csv", "站点,顺丰,中通,合计\nA,1,2,3\nB,1,2,4\nC,1,2,5\n")


F, W = Grade.FATAL, Grade.WARNING

# Code: how to come to it, grade, and place (file, sheet, row, column).
CASES = {
    "FILE_MISSING": (no_table_file, F, ("没有.xlsx", "", 0, "")),
    "FILE_KIND": (other_kind, F, ("站点.json", "", 0, "")),
    "ZIP_NO_FEED": (zip_of_photos, F, ("照片.zip", "", 0, "")),
    "FILE_DENIED": (denied, F, ("件量.csv", "", 0, "")),
    "FILE_EMPTY": (empty_workbook, F, ("基础数据.xlsx", "", 0, "")),
    "FILE_PASSWORD": (password, F, ("基础数据.xlsx", "", 0, "")),
    "FILE_CORRUPT": (half_a_workbook, F, ("车.xlsx", "", 0, "")),
    "FILE_TOO_LARGE": (bomb, F, ("车.xlsx", "", 0, "")),
    "FILE_NOT_TABLE": (not_a_table, F, ("车.xlsx", "", 0, "")),
    "FILE_IS_WEB_PAGE": (web_page, F, ("导出.xls", "", 0, "")),
    "FILE_IS_TEXT": (renamed_text, F, ("件量.xlsx", "", 0, "")),
    "NOT_TEXT_BUT_WORKBOOK": (renamed_workbook, F, ("件量.csv", "", 0, "")),
    "OLD_WORKBOOK": (old, W, ("车辆.xls", "", 0, "")),
    "UNSUPPORTED_FILE": (unsupported, W, ("站点.et", "", 0, "")),
    "WORKBOOK_OPEN": (open_elsewhere, W, ("基础数据.xlsx", "", 0, "")),
    "NO_TABLES": (nothing, F, ("day", "", 0, "")),
    "UNKNOWN_FILE": (strange_file, W, ("杂.csv", "", 0, "")),
    "UNKNOWN_SHEET": (strange_sheet, W, ("a.xlsx", "杂项", 0, "")),
    "TABLE_NAME_GUESSED": (guessed, W, ("某县共配件量.csv", "", 0, "")),
    "EMPTY_TABLE": (blank_sheet, W, ("a.xlsx", "件量", 0, "")),
    "DUPLICATE_TABLE": (twice, F, ("当日_2024-04-30.xlsx", "件量", 0, "")),
    "CARRIED_OVER": (left_over, W, ("明日件量.csv", "", 0, "")),
    "NO_HEADER": (no_header, F, ("件量.csv", "", 0, "")),
    "TOO_MANY_ROWS": (million, F, ("站点.csv", "", 0, "")),
    "SHEET_TOO_WIDE": (far_cell, F, ("a.xlsx", "件量", 0, "")),
    "BAD_ENCODING": (half_an_encoding, F, ("件量.csv", "", 0, "")),
    "CSV_BROKEN": (open_quote, F, ("件量.csv", "", 0, "")),
    "UNKNOWN_COLUMN": (strange_column, W, ("a.xlsx", "车辆", 1, "颜色")),
    "UNNAMED_COLUMN": (column_without_name, W, ("a.xlsx", "车辆", 1, "C")),
    "COLUMN_TWICE": (same_meaning, W, ("件量.csv", "", 1, "站点名称")),
    "COLUMN_CONFLICT": (conflicting, F, ("件量.csv", "", 1, "顺丰")),
    "UNIT_CONVERTED": (tonnes, W, ("a.xlsx", "车辆", 1, "核载(吨)")),
    "PRIVATE_DROPPED": (recipients, W, ("件量.csv", "", 1, "")),
    "EXTRA_CELLS": (comma_inside, W, ("件量.csv", "", 3, "D")),
    "MERGED_NUMBER": (merged_number, W, ("a.xlsx", "件量", 2, "件数")),
    "TOTAL_MISMATCH": (wrong_total, W, ("件量.csv", "", 4, "件数")),
    "TOTAL_COLUMN_MISMATCH": (wrong_row_total, W, ("件量.csv", "", 3, "合计")),
}


def test_every_code_has_a_case_and_both_languages():
    texts = catalogue.family(FAMILY)
    assert set(CASES) == set(texts)
    for entry in texts.values():
        assert set(entry) == {"zh", "en", "fix_zh", "fix_en"}


@pytest.mark.parametrize("code", CASES)
def test_code_is_found_at_its_place(code, tmp_path, request):
    make, grade, place = CASES[code]
    folder = tmp_path / "day"
    folder.mkdir()
    needs_data = make in (password, old)
    paths = make(folder, *([request.path.parent / "data"] if needs_data else []))
    read = read_tables(paths or [folder])
    (finding,) = read.findings
    assert (finding.code, finding.grade) == (code, grade)
    assert (finding.file, finding.sheet, finding.row, finding.column) == place
    for lang in ("zh", "en"):
        line = render(finding, lang)
        assert line.endswith(f"[{code}]")
        assert line.startswith(finding.file)
        assert "{" not in line
    assert as_json(finding)["message"] in render(finding)


def test_sums_and_ways_out_are_told(tmp_path):
    wrong_total(tmp_path)
    (finding,) = read_tables([tmp_path]).findings
    # 3 + 4 = 7, the sheet says 8.
    assert render(finding) == (
        "件量.csv 第4行“件数”：合计行写的是 8，各行相加是 7；以各行为准。"
        "怎么改：核对是漏了行、多了行，还是合计没有更新。[TOTAL_MISMATCH]"
    )
    assert render(finding, "en") == (
        "件量.csv row 4 “件数”: the total row says 8, the rows sum to 7; the rows are"
        " used. To fix: check whether a row is missing or superfluous, or the total is"
        " out of date. [TOTAL_MISMATCH]"
    )


def test_all_findings_come_at_once(tmp_path):
    for make in (half_a_workbook, wrong_total, web_page, strange_file):
        make(tmp_path)
    codes = {finding.code for finding in read_tables([tmp_path]).findings}
    assert codes == {
        "FILE_CORRUPT",
        "TOTAL_MISMATCH",
        "FILE_IS_WEB_PAGE",
        "UNKNOWN_FILE",
    }


def test_millions_of_workbook_rows_are_not_read_to_the_end(tmp_path):
    save(tmp_path / "a.xlsx", ("站点", [["名称", "类别"], ["村", "village"]]))
    rows = (f"<row><c><v>{n}</v></c><c><v>{n * n}</v></c></row>" for n in range(10**6))
    grow(tmp_path / "a.xlsx", "".join(rows))
    (finding,) = read_tables([tmp_path]).findings
    assert (finding.code, finding.details["limit"]) == ("TOO_MANY_ROWS", "200000")


def test_rows_that_are_only_formatted_do_not_count(tmp_path):
    save(tmp_path / "a.xlsx", ("站点", [["名称", "类别"], ["村", "village"]]))
    grow(tmp_path / "a.xlsx", '<row ht="15"><c s="0"/></row>' * 300_000)
    read = read_tables([tmp_path])
    assert read.findings == ()
    assert len(read.tables["sites"].rows) == 1


def test_archive_that_understates_its_sizes_is_refused(tmp_path):
    save(tmp_path / "a.xlsx", ("车辆", CARS))
    data = bytearray((tmp_path / "a.xlsx").read_bytes())
    name = b"xl/worksheets/sheet1.xml"
    # The size stands 24 bytes into the central directory's entry, its name 46.
    entry = data.rfind(name) - 46
    struct.pack_into("<I", data, entry + 24, 10)
    (tmp_path / "a.xlsx").write_bytes(data)
    (finding,) = read_tables([tmp_path]).findings
    assert finding.code == "FILE_CORRUPT"


def test_total_size_is_limited_however_packed(tmp_path, monkeypatch):
    noise = random.Random(1).randbytes(300_000)
    monkeypatch.setattr(archive, "MAX_BYTES", 200_000)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as target:
        target.writestr("xl/workbook.xml", noise)
    (finding,) = read_tables([tmp_path]).findings
    assert finding.code == "FILE_TOO_LARGE"


def test_damaged_utf8_is_not_read_as_other_characters(tmp_path):
    content = "site,partner,items\n" + "前诸留村,顺丰,3\n" * 5
    (tmp_path / "demand.csv").write_bytes(
        content.encode() + "甲".encode()[:2] + b",P,1"
    )
    (finding,) = read_tables([tmp_path]).findings
    # 19 bytes of header, 5 rows of 4×3 + 1 + 2×3 + 3 = 22 bytes.
    assert (finding.code, finding.details) == ("BAD_ENCODING", {"position": "129"})


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", ["件量.csv", "件量.xlsx", "件量.xls"])
def test_junk_is_a_finding_never_an_error(tmp_path, name, seed):
    junk = random.Random(seed).randbytes(5_000)
    heads = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe")
    (tmp_path / name).write_bytes(heads[seed % 4] + junk)
    findings = read_tables([tmp_path]).findings
    assert [finding.grade for finding in findings] == [Grade.FATAL]


@pytest.mark.parametrize("seed", range(12))
def test_damaged_workbooks_are_findings(tmp_path, seed):
    save(tmp_path / "a.xlsx", ("车辆", CARS))
    data = bytearray((tmp_path / "a.xlsx").read_bytes())
    chance = random.Random(seed)
    for _ in range(30):
        data[chance.randrange(len(data))] = chance.randrange(256)
    (tmp_path / "a.xlsx").write_bytes(data)
    read = read_tables([tmp_path])
    assert read.findings or read.tables


def grow(path, rows):
    """Add rows to the first sheet of a workbook, as raw XML."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    before, end = parts[sheet].split(b"</sheetData>")
    parts[sheet] = before + rows.encode() + b"</sheetData>" + end
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    path.write_bytes(buffer.getvalue())
