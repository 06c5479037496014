"""Who pays: never the recipient for what the service includes; slips are asked."""

import pytest
from raw_tables import raw_table
from service_tables import BASE, MONDAY, build, codes

from routing.domain.tariff import Stage
from routing.tables.build import build_day
from routing.tables.finding import Grade
from routing.tables.render import render
from routing.tables.schema_words import STAGES

TARIFF = "stage payer payee basis price"
MAY_PAY = {Stage.PICKUP, Stage.RETURNS}
WORDS = {stage: word for word, stage in STAGES.items()}
"""The last word for each stage: as people write it."""


def priced(stage, payer, payee="邮政"):
    return build(raw_table("tariffs", TARIFF, (stage, payer, payee, "每件", 1)))


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize(
    "payer",
    [
        "收件人", "收 件 人", "收件人（村民）", "顾客", "村里的顾客", "Consignee",
        "the consignee", "农户", "取件人", "收货方", "老百姓", "BUYER",
    ],
)  # fmt: skip
def test_a_recipient_pays_for_nothing_but_what_people_send(payer, stage):
    read = priced(WORDS[stage], payer)
    if stage in MAY_PAY:
        assert codes(read) == []
        assert [t.payer for t in read.day.tariffs] == [payer]
    else:
        assert codes(read) == [(2, "payer", "RECIPIENT_FEE")]
        assert read.findings[0].grade is Grade.SET_ASIDE
        assert read.day.tariffs == ()


def test_all_stages_are_asked():
    assert set(WORDS) == set(Stage)
    assert {WORDS[stage] for stage in MAY_PAY} == {"揽收", "退件"}


@pytest.mark.parametrize(
    "payer", ["县财政", "乡镇政府", "村委会", "新民村村民委员会", "镇居民委员会"]
)
def test_others_may_pay(payer):
    # Nobody of them is a partner, and none is like one.
    read = priced("代投", payer)
    assert codes(read) == []
    assert [t.payer for t in read.day.tariffs] == [payer]


def test_a_committee_does_not_make_a_recipient_one():
    assert codes(priced("代投", "村民委员会的村民")) == [(2, "payer", "RECIPIENT_FEE")]


def test_a_partner_may_be_called_like_a_recipient():
    partners = raw_table(
        "partners",
        "partner_id name kind",
        ("zt", "中通", "快递"),
        ("yz", "邮政", "邮政"),
        ("ky", "东江客运", "客运"),
        ("nh", "农户合作社", "合作社"),
    )
    tariffs = raw_table("tariffs", TARIFF, ("代投", "农户合作社", "邮政", "每件", 1))
    read = build(partners, tariffs)
    assert codes(read) == []
    assert [t.payer for t in read.day.tariffs] == ["nh"]


@pytest.mark.parametrize(
    ("column", "word", "near"),
    [
        # difflib's ratio, from 0.5: 2 x 3 signs alike of 4 + 4 are 0.75.
        ("payer", "东江客云", "东江客运"),
        # 2 x 1 of 2 + 2 are 0.5.
        ("payer", "中同", "中通"),
        ("payee", "东江客运公司", "东江客运"),
    ],
)
def test_a_slip_in_a_party_is_asked_with_the_near_partner(column, word, near):
    parties = {"payer": "圆通", "payee": "邮政"} | {column: word}
    read = priced("分拣", parties["payer"], parties["payee"])
    assert codes(read) == [(2, column, "PARTY_OUTSIDE")]
    [found] = read.findings
    assert found.grade is Grade.WARNING
    assert (found.value, found.details["suggestion"]) == (word, near)
    assert f"是不是“{near}”" in render(found)
    assert f"Is “{near}” meant?" in render(found, "en")
    # Somebody outside may be meant: the price is kept.
    assert [getattr(t, column) for t in read.day.tariffs] == [word]


def test_without_a_table_of_partners_nobody_is_outside():
    base = {name: table for name, table in BASE.items() if name != "partners"}
    # The demand names zt, of which zs has 2 x 1 of 2 + 2 signs, 0.5.
    tariffs = raw_table("tariffs", TARIFF, ("分拣", "zs", "邮政", "每件", 1))
    read = build_day(base | {"tariffs": tariffs}, date=MONDAY, travel_given=True)
    assert "zt" in read.day.partners
    assert codes(read) == []
