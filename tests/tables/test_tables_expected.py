"""Partners without numbers get what the history lets expect; the others keep theirs."""

import datetime as dt

import pytest

from routing.domain.reason import ReasonCode
from routing.planning.intake import take_in
from routing.tables.build import read_day
from routing.tables.history.expected import with_expected
from routing.tables.history.files import write_history
from routing.tables.history.model import History, VillageRow
from routing.tables.history.names import HISTORY_FILE
from routing.tables.write import write_canonical

DATE = dt.date(2026, 3, 10)
TABLES = {
    "站点": "编号,名称,类别,所属乡镇,距乡镇公里\nC,县中心,县级中心,,\n"
    "H,东江站,乡镇站,东江镇,\nV1,新民村,村级服务点,东江镇,3\n"
    "V2,和平村,村级服务点,东江镇,4\n",
    "合作单位": "编号,名称,类型\nzt,中通,快递\nyz,邮政,邮政\nyd,韵达,快递\n",
    "车辆": "车牌,车型\n鲁F1,微面\n",
    "参数": "参数,取值\n日期,2026-03-10\n",
}
WIDE = "站点,中通(件),邮政,韵达\n新民村,30,,0\n和平村,-,,\n"
LONG = "站点,合作单位,件数,数据状态\n新民村,中通,30,\n和平村,韵达,0,\nV1,邮政,4,滞留\n"


def past(site, partner, items, weeks=1, **more):
    values = {
        "site_name": site, "township": "", "partner_name": partner, "by_noon": 0,
        "goods_class": "普通", "kind": "delivery", "backlog": 0, "delivered": items,
        "time": None,
    }  # fmt: skip
    return VillageRow(
        **{**values, **more},
        date=DATE - dt.timedelta(weeks=weeks),
        site=site,
        partner=partner,
        demanded=items,
    )


HISTORY = History(
    villages=(
        past("V1", "zt", 99), past("V1", "yz", 10), past("V1", "yz", 13, weeks=2),
        past("V2", "yz", 3), past("V2", "yd", 8), past("V9", "yz", 5),
        past("V2", "xx", 7), past("V1", "yz", 6, goods_class="水果"),
    )
)  # fmt: skip


def read(folder, demand):
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    if demand:
        (folder / "件量.csv").write_text(demand, "utf-8")
    return read_day([folder], DATE)


def rows(day):
    return {(row.destination, row.partner): row.items for row in day.consignments}


@pytest.mark.parametrize("demand", [WIDE, LONG])
def test_only_partners_without_any_row_are_expected(demand, tmp_path):
    before = read(tmp_path / "day", demand)
    found = with_expected(before, HISTORY)
    # (10 + 13) / 2 = 11.5: 12; 3 on one of two days: 1.5: 2. 韵达 said 0, 中通 30;
    # nobody knows V9, xx and 水果. What is left of 邮政 from yesterday is no number.
    left = 4 if demand == LONG else 0
    assert rows(found.read.day) == {
        ("V1", "zt"): 30, ("V1", "yz"): 12 + left, ("V2", "yz"): 2,
    }  # fmt: skip
    assert found.items == {"yz": 14}
    assert found.days == (dt.date(2026, 2, 24), dt.date(2026, 3, 3))
    assert [row.code for row in found.read.findings] == [
        row.code for row in before.findings
    ]


def test_a_morning_without_any_demand_is_expected_whole(tmp_path):
    before = read(tmp_path / "day", None)
    assert before.day is None
    found = with_expected(before, HISTORY).read
    # 99 and 8 on one of two days: 49.5 and 4.
    assert rows(found.day) == {
        ("V1", "zt"): 50, ("V1", "yz"): 12, ("V2", "yz"): 2, ("V2", "yd"): 4,
    }  # fmt: skip
    assert "TABLE_MISSING" not in [row.code for row in found.findings]


def test_it_is_an_assumption_that_the_tables_keep(tmp_path):
    found = with_expected(read(tmp_path / "day", WIDE), HISTORY).read
    stated = [row for row in found.day.assumptions if row[0] == "demand.items"]
    assert stated == [
        ("demand.items", "2026-02-24", "assumed:HISTORY_MEAN"),
        ("demand.items", "2026-03-03", "assumed:HISTORY_MEAN"),
    ]
    again = tmp_path / "again"
    again.mkdir()
    write_canonical(found.tables, again)
    assert "预报" in (again / "demand.csv").read_text("utf-8-sig")
    other = read_day([again], DATE)
    assert rows(other.day) == rows(found.day)
    assert other.day.assumptions == found.day.assumptions


def test_nothing_expected_leaves_the_day_as_it_is(tmp_path):
    before = read(tmp_path / "day", WIDE)
    found = with_expected(before, History())
    assert found.read is before
    assert found.items == {}


def test_a_day_is_taken_in_with_its_history(tmp_path):
    read(tmp_path / "day", WIDE)
    path = tmp_path / HISTORY_FILE
    write_history(path, HISTORY)
    plain = take_in([tmp_path / "day"], DATE)
    intake = take_in([tmp_path / "day"], DATE, path)
    assert intake.day.items_demanded == plain.day.items_demanded + 14
    assert intake.travel is not None
    assert all(row.blocked is not ReasonCode.BAD_ROW for row in intake.day.consignments)
