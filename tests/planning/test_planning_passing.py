"""What ``explain`` tells of a hub: what comes and goes for others, and how much."""

from __future__ import annotations

from dataclasses import replace

from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan
from features.four_villages import hm

from routing.planning.reasons.explain import explain_site
from routing.planning.reasons.explain_words import explanation_lines
from routing.planning.reasons.passing import passing_goods

DAY, PLAN = service_day(), service_plan()


def told(row):
    carrier = row.get("vehicle") or row.get("trip") or row.get("offer")
    return row["time"], carrier, row["bags"], row["items"]


def test_a_hub_tells_by_whom_goods_come_and_go():
    found = passing_goods(DAY, PLAN, "H")

    # g1 1, h1 20, p1 10, s1 10, w1 10; q1 is for the hub itself.
    assert (found["bags"], found["items"]) == (5, 51)
    assert [told(row) for row in found["arriving"]] == [
        (hm("08:40"), "L1-0800", 2, 21),
        (hm("09:24:02"), "K2", 1, 10),
        (hm("10:13:20"), "K1", 1, 10),
        (hm("10:15"), "F1-0930", 1, 10),
    ]
    assert [told(row) for row in found["leaving"]] == [
        (hm("09:00"), "K2", 2, 21),
        (hm("12:00"), "O1", 1, 10),
        (hm("13:41"), "L1-1300", 1, 10),
        (hm("14:16"), "L1-1300", 1, 10),
    ]
    # p1 10 + w1 10 + q1 15 + s1 10, when s1 comes.
    assert (found["most_items"], found["most_time"]) == (45, hm("10:15"))
    assert found["room"] == 45


def test_stock_takes_room_and_no_limit_is_none():
    hub = DAY.sites["H"]
    stocked = replace(DAY, sites={**DAY.sites, "H": replace(hub, stock_items=12)})
    free = replace(DAY, sites={**DAY.sites, "H": replace(hub, storage_items=None)})

    assert passing_goods(stocked, PLAN, "H")["room"] == 45 - 12
    assert passing_goods(free, PLAN, "H")["room"] is None


def test_a_village_handles_its_own_goods_alone():
    assert passing_goods(DAY, PLAN, "V2") is None


def test_the_centre_tells_who_takes_what_out():
    found = passing_goods(DAY, PLAN, "C")

    # p1 comes in at 14:55; everything else goes out: 20+20+1+10+5+8+15+10 = 89.
    assert [told(row) for row in found["arriving"]] == [(hm("14:55"), "L1-1300", 1, 10)]
    assert sum(row["items"] for row in found["leaving"]) == 89


def test_words_of_a_hub_without_goods_of_its_own():
    plan = replace(PLAN, bags=tuple(bag for bag in PLAN.bags if bag.id != "q1"))
    own = tuple(row for row in DAY.consignments if row.consignment_id != "c7")
    day = replace(DAY, consignments=own)
    answer = explain_site(day, service_travel(), plan, "H")
    lines = explanation_lines(answer, day)

    assert answer["consignments"] == []
    assert answer["passing"] == passing_goods(day, plan, "H")
    assert lines[:4] == [
        "镇站（H）：",
        "在这里经手、属于别处的货：5 袋 51 件",
        "  同时在这里的最多 30 件，从 10:15 起（放得下 45 件）",
        "  → 08:40 班车 城北线 08:00 送来 2 袋 21 件",
    ]
    assert "  ← 09:00 K2 第1趟 带走 2 袋 21 件" in lines
    assert lines[-1] == "这里自己没有要送、要取的货。"
    assert not any("没有货" in line for line in lines)
