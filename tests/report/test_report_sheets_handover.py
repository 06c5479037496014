"""交接单 of handovers: what a partner is given, by when, for which fee."""

from __future__ import annotations

from dataclasses import replace

import pytest
from service_sheets import PEOPLE, service_context
from sheet_rows import rows_of, words_of

from routing.domain.price import Price, PriceBasis
from routing.plan.services import offer_runs
from routing.report.sheets.handover_sheet import handover_sheet
from routing.report.sheets.service_words import price_words

O1, O2 = 0, 1


def sheet(number: int, **changes) -> str:
    context = service_context(**changes)
    return handover_sheet(context, offer_runs(context.day, context.plan)[number])


def test_head_of_a_handover():
    words = words_of(sheet(O1))
    assert "交接单（代投）快递　2026-03-02" in words
    assert "承运单位 快递　编号 O1　代投" in words
    place = "交接站点 镇站（李站长 13900002222）　最晚 12:00 交齐　承诺 16:00 前送到"
    assert place in words
    assert "委托单位 邮政　共 1 袋，共 10 件 · 12 公斤 · 0.05 方" in words
    assert "费用 8.00 元 = 10 件 × 0.80 元/件" in words
    assert "兜底" not in words


def test_rows_of_a_handover():
    assert rows_of(sheet(O1)) == [
        ["序", "袋号", "内件", "件数", "公斤", "备注", "已交"],
        ["送 镇站 V3（李站长 13900002222）：1 袋，共 10 件"],
        [
            "1",
            "s1",
            "邮政 10 件",
            "10",
            "12",
            "货运班车 共富班车 09:30，10:15 送到",
            "□",
        ],
        [
            "送达后填：应收 1 袋、散件 0　实收 ＿＿＿ 袋、散件 ＿＿＿　时间 ＿＿＿＿　"
            "站点签字 ＿＿＿＿＿＿＿"
        ],
    ]


def test_each_station_counts_and_signs_for_its_own_goods():
    """s1 to V3, and x1 and g1 with it, to V2 and V1."""
    plan = service_context().plan
    (s1,) = (bag for bag in plan.bags if bag.id == "s1")
    given = s1.legs[1]
    bags = tuple(
        replace(bag, legs=(replace(given, to_site=ends[bag.id]),))
        if bag.id in ends
        else bag
        for ends in [{"x1": "V2", "g1": "V1"}]
        for bag in plan.bags
    )
    row = replace(plan.handovers[0], bags=("s1", "x1", "g1"))
    changed = replace(plan, bags=bags, handovers=(row, *plan.handovers[1:]))
    found = [row[0] for row in rows_of(sheet(O1, plan=changed)) if len(row) == 1]
    assert [words.split("：")[0] for words in found[::2]] == [
        f"送 镇站 {place}（李站长 13900002222）" for place in ("V3", "V2", "V1")
    ]
    due = [words.split("　")[0] for words in found[1::2]]
    assert due == [
        "送达后填：应收 1 袋、散件 0",
        "送达后填：应收 1 袋、散件 0",
        "送达后填：应收 0 袋、散件 1",
    ]


def test_a_last_resort_is_called_so():
    words = words_of(sheet(O2))
    assert "交接单（兜底）邮政　2026-03-02" in words
    assert "承运单位 邮政　编号 O2　兜底" in words
    assert "兜底：这些件今天没有别的办法送到，才交给邮政；费用单独核算。" in words
    # Delivered at 42:00.
    assert "承诺 次日18:00 前送到" in words
    assert "费用 9.00 元 = 5 件 × 1.80 元/件" in words


def test_boxes_and_what_to_do():
    words = words_of(sheet(O1))
    assert "应交 1 袋、散件 0　实交 ＿＿＿ 袋、散件 ＿＿＿　封签号 ＿" in words
    assert "承运方接收人签字 ＿" in words
    assert "异常 ＿" in words
    assert (
        "过了截止时间承运方没来取：货看好，不要交给别人，打调度电话 0396-2218899"
        in words
    )


@pytest.mark.parametrize(
    ("basis", "micro", "words"),
    [
        (PriceBasis.PER_BAG, 3_500_000, "费用 8.00 元 = 1 袋 × 3.50 元/袋"),
        # s1 weighs 12 kg.
        (PriceBasis.PER_KG, 666_700, "费用 8.00 元 = 12 公斤 × 0.6667 元/公斤"),
        (PriceBasis.PER_TRIP, 8_000_000, "费用 8.00 元 = 1 趟 × 8.00 元/趟"),
        (PriceBasis.PER_MONTH, 900_000_000, "费用：按月结算，本单不另计"),
        (PriceBasis.PER_ITEM, None, "费用：价格未定（10 件）"),
    ],
)
def test_quantity_and_basis_of_the_fee(basis, micro, words):
    context = service_context()
    offer = replace(
        context.day.offers["O1"], price=Price(basis=basis, micro_yuan=micro)
    )
    day = replace(context.day, offers={**context.day.offers, "O1": offer})
    assert words in words_of(sheet(O1, day=day))


@pytest.mark.parametrize(
    ("micro", "words"),
    [(0, "0.00"), (800_000, "0.80"), (1_250_000, "1.25"), (125_500, "0.1255"),
     (20_000_000, "20.00"), (1, "0.000001")],
)  # fmt: skip
def test_prices_keep_their_decimals(micro, words):
    assert price_words(micro) == words


def test_kilograms_of_a_fee_are_exact():
    context = service_context()
    offer = replace(
        context.day.offers["O1"],
        price=Price(basis=PriceBasis.PER_KG, micro_yuan=1_000_000),
    )
    bags = tuple(
        replace(bag, grams=12_345) if bag.id == "s1" else bag
        for bag in context.plan.bags
    )
    html = sheet(
        O1,
        day=replace(context.day, offers={**context.day.offers, "O1": offer}),
        plan=replace(context.plan, bags=bags),
    )
    assert "12.345 公斤 × 1.00 元/公斤" in words_of(html)


def test_an_offer_that_nobody_confirmed_says_so():
    day = service_context().day
    offer = replace(day.offers["O1"], confirmed=False)
    words = words_of(sheet(O1, day=replace(day, offers={**day.offers, "O1": offer})))
    assert "▲ 承运方还没有确认带货" in words
    assert "▲" not in words_of(sheet(O1))


def test_an_unknown_offer_lists_its_goods():
    plan = service_context().plan
    rows = (replace(plan.handovers[0], offer="O9"),)
    html = sheet(O1, plan=replace(plan, handovers=rows))
    assert "承运单位 O9" in words_of(html)
    assert [row[1] for row in rows_of(html) if row[0] == "1"] == ["s1"]


def test_nobody_is_named_without_contacts():
    words = words_of(sheet(O1, contacts=False))
    assert not [name for name in PEOPLE if name in words]


def test_english():
    words = words_of(sheet(O2, lang="en"))
    assert "Hand-over list (last resort) 邮政, 2026-03-02" in words
    assert "fee 9.00 yuan = 5 item(s) × 1.80 yuan per item" in words
