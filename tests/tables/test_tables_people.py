"""People of a brand export: found again wherever they stand, and nowhere else."""

import pytest
from raw_tables import raw_table, tables

from routing.tables.people import UNTOLD, brands, known_words, without_strangers
from routing.tables.privacy import clean_header, mask, shown_name
from routing.tables.read import read_tables

SITES = (
    "站点编号,站点名称,站点类别,所属乡镇\nC,县中心,县级中心,\nV1,高明,村级服务点,镇\n"
)
HEADER = "运单号,收件人,电话,站点,合作单位,重量,货类\n"


def orders(folder, *lines, sites=SITES):
    (folder / "站点.csv").write_text(sites, "utf-8")
    rows = "".join(f"{line}\n" for line in lines)
    (folder / "运单明细.csv").write_text(HEADER + rows, "utf-8")
    return [row.cells for row in read_tables([folder]).tables["orders"].rows]


@pytest.mark.parametrize(
    ("column", "written", "kept"),
    [
        ("site", "高明", "高明"),  # a village, whoever bears its name
        ("site", "阿依古丽", "***"),  # no Chinese family name: only its column tells
        ("site", "高明阿依古丽", "高明***"),
        ("kg", "13912345678", "99999999"),  # as much too large as before
        ("kg", "139 1234 56", "***"),  # a piece of the row's phone
        ("kg", "阿依古丽3斤", "***3斤"),
        ("kg", "3斤", "3斤"),
        ("goods_class", "给阿依古丽", "给***"),
        ("partner", "中通", "中通"),
        ("partner", "中通 阿依古丽", "中通 阿依古丽"),
    ],
)
def test_cells_of_a_row(tmp_path, column, written, kept):
    row = {"site": "高明", "partner": "中通", "kg": "1", "goods_class": "普通"}
    row[column] = written
    line = "YT1234567890123,阿依古丽,13912345678," + ",".join(row.values())
    (found,) = orders(tmp_path, line)
    if written == "中通 阿依古丽":
        # A partner may be a customer too; a name of the sheet is none.
        kept = "中通 ***"
    assert found[column] == kept


def test_a_name_of_another_row_is_hidden_too(tmp_path):
    first, second = orders(
        tmp_path,
        "1,阿依古丽,13912345678,高明,中通,1,普通",
        "2,买买提,13912345679,阿依古丽,中通,1,普通",
    )
    assert (first["site"], second["site"]) == ("高明", "***")


def test_words_of_the_other_tables():
    sites = raw_table(
        "sites", "site_id name level township", ("V1", "高明", "village", "石门镇")
    )
    assert known_words(tables(sites)) == {"v1", "高明", "石门镇", "石门镇高明", "普通"}


def test_brands_are_words_that_are_no_person_or_frequent():
    texts = ["中通", "张伟", "***", "13912345678", "康达", "康达", "康达"]
    assert list(brands(texts)) == ["中通", "康达"]


def test_what_is_kept_names_nobody():
    sites = raw_table("sites", "site_id name level", ("V1", "高明", "village"))
    demand = raw_table(
        "demand", "site partner items", ("高明", "中通", 3), ("张伟", "中通", 4)
    )
    override = raw_table(
        "overrides",
        "kind object reason by",
        ("exclude", "高明·中通", "雨", "李小明"),
        ("exclude", "张伟·中通", "雨", "调度"),
    )
    kept = without_strangers(tables(sites, demand, override), [])
    assert [row.cells["site"] for row in kept["demand"].rows] == ["高明", "***"]
    told = [(r.cells["object"], r.cells["by"]) for r in kept["overrides"].rows]
    assert told == [("高明·中通", "***"), (f"{UNTOLD}·中通", "调度")]


@pytest.mark.parametrize(
    ("header", "clean"),
    [
        ("件数", "件数"),
        ("中通(张伟13912345678)", "中通"),
        ("中通 张伟", "中通 ***"),
        ("安能", "安能"),
        ("13912345678", "***"),
        ("2024-05-01到件", "2024-05-01到件"),
    ],
)
def test_headers(header, clean):
    assert clean_header(header, names=True) == clean


@pytest.mark.parametrize(
    ("name", "known", "shown"),
    [
        ("当日_2026-03-09.xlsx", True, "当日_2026-03-09.xlsx"),
        ("当日_20260309.xlsx", True, "当日_20260309.xlsx"),
        ("张伟13912345678.xlsx", True, "***.xlsx"),
        ("安吉.xlsx", True, "安吉.xlsx"),
        ("张伟.csv", False, "***.csv"),
        ("张伟", False, "***"),
        ("1.站点表", True, "1.站点表"),
    ],
)
def test_names_of_files_and_sheets(name, known, shown):
    assert shown_name(name, known=known) == shown


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("上湾村张伟", "上湾村***"),
        ("张伟家", "***"),
        ("王家", "王家"),
        ("138.0000.0001", "***"),
        ("石门镇前进村", "石门镇前进村"),
    ],
)
def test_names_behind_places_and_at_home(value, masked):
    assert mask(value) == masked
