"""What was left from the day before counts with the day, whatever form it has."""

import datetime as dt

import pytest
from openpyxl import Workbook

from routing.tables.build import read_day
from routing.tables.write import write_canonical

TABLES = {
    "站点": "编号,名称,类别,所属乡镇\nC,县中心,县级中心,\nH,东江站,乡镇站,东江镇\n"
    "V1,新民村,村级服务点,东江镇\nV2,和平村,村级服务点,东江镇\n",
    "合作单位": "编号,名称,类型\nzt,中通,快递\nyz,邮政,邮政\n",
    "车辆": "车牌,车型\n鲁F1,微面\n",
    "参数": "参数,取值\n日期,2026-03-10\n",
}
LEFT = (
    "站点,合作单位,货类,件数,重量,数据状态,其中滞留,滞留天数,备注\n"
    "V1,zt,普通,4,9,滞留,4,2,新民村：站点关门\nV2,yz,普通,1,,滞留,1,1,\n"
)
FORMS = {
    "none": None,
    "long": "站点,合作单位,件数\n新民村,中通,30\n",
    "wide": "站点,中通(件),邮政\n新民村,30,-\n",
    "wide without the partner": "站点,中通\n新民村,30\n",
}


def read(folder, demand, *more, left=LEFT):
    folder.mkdir(exist_ok=True)
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    if demand:
        (folder / "件量.csv").write_text(demand, "utf-8")
    if left:
        (folder / "明日件量.csv").write_text(left, "utf-8-sig")
    for name, text in more:
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return read_day([folder], dt.date(2026, 3, 10))


def rows(found):
    return {
        (row.outer_site, row.partner): (row.items, row.backlog_items, row.days_waiting)
        for row in found.day.consignments
    }


def without(found, *codes):
    return [row.code for row in found.findings if row.code not in codes]


@pytest.mark.parametrize("form", FORMS)
def test_the_rows_are_added_to_every_form_of_demand(form, tmp_path):
    found = read(tmp_path / "day", FORMS[form])
    own = 30 if FORMS[form] else 0
    assert rows(found) == {("V1", "zt"): (own + 4, 4, 2), ("V2", "yz"): (1, 1, 1)}
    assert "CARRIED_OVER" in [row.code for row in found.findings]
    # 4 items of 9 kg; 30 of the usual weight of 1.5 kg.
    grams = {row.partner: row.grams for row in found.day.consignments}
    assert grams == {"zt": own * 1500 + 9000, "yz": 1500}


@pytest.mark.parametrize("form", FORMS)
def test_the_tables_of_a_plan_hold_them_as_well(form, tmp_path):
    found = read(tmp_path / "day", FORMS[form])
    again = tmp_path / "again"
    again.mkdir()
    write_canonical(found.tables, again)
    other = read_day([again], dt.date(2026, 3, 10))
    assert rows(other) == rows(found)
    assert "站点关门" not in (again / "demand.csv").read_text("utf-8-sig")


def test_a_township_total_is_split_beside_them(tmp_path):
    # 20 for the township: 10 each; V1 has 4 of the day before on top.
    found = read(tmp_path / "day", "站点,合作单位,件数\n东江镇,中通,20\n")
    assert rows(found) == {
        ("V1", "zt"): (14, 4, 2), ("V2", "zt"): (10, 0, 0), ("V2", "yz"): (1, 1, 1),
    }  # fmt: skip


def test_parcels_listed_one_by_one_do_not_take_their_place(tmp_path):
    orders = "运单号,站点,合作单位\nX1,新民村,中通\nX2,新民村,中通\n"
    found = read(tmp_path / "day", FORMS["long"], ("运单明细", orders))
    # Two parcels stand for the 30 of today, and the 4 of the day before stay.
    assert rows(found)["V1", "zt"] == (2 + 4, 4, 2)


def test_pickups_are_added_too(tmp_path):
    found = read(
        tmp_path / "day",
        FORMS["long"],
        ("揽收与回程", "类型,站点,合作单位,件数\n揽收,V1,zt,5\n"),
        ("明日揽收", "类型,站点,合作单位,件数,备注\n农产品,V2,yz,3,x\n"),
        left=None,
    )
    kinds = {(row.kind.value, row.origin, row.items) for row in found.day.consignments}
    assert {("pickup", "V1", 5), ("produce", "V2", 3)} <= kinds
    assert without(found, "CARRIED_OVER") == without(
        read(tmp_path / "plain", FORMS["long"], left=None)
    )


def test_they_may_be_a_sheet_of_the_days_workbook(tmp_path):
    folder = tmp_path / "day"
    read(folder, None, left=None)
    book = Workbook()
    book.active.title = "件量"
    for line in FORMS["wide"].splitlines():
        book.active.append(line.split(","))
    sheet = book.create_sheet("明日件量")
    for line in LEFT.splitlines():
        sheet.append(line.split(","))
    book.save(folder / "当日_2026-03-10.xlsx")
    found = read_day([folder], dt.date(2026, 3, 10))
    assert rows(found) == {("V1", "zt"): (34, 4, 2), ("V2", "yz"): (1, 1, 1)}


def test_two_of_them_are_one_too_many(tmp_path):
    found = read(tmp_path / "day", FORMS["long"], ("明日件量_2", LEFT))
    assert [row.code for row in found.findings if row.grade.value == "fatal"] == [
        "DUPLICATE_TABLE"
    ]


def test_a_bad_row_is_found_in_its_own_file(tmp_path):
    found = read(tmp_path / "day", FORMS["wide"], left=LEFT.replace("V1", "V9"))
    places = {(row.file, row.row) for row in found.findings if row.items}
    assert places == {("明日件量.csv", 2)}
