"""Counting again: orders replace demand, pickups add, every loss is seen."""

from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.conservation import accounted, demanded, differences
from instances.generate import generate
from routing.domain.reason import ReasonCode
from routing.plan.model import Plan, PlannedBag, Unserved
from routing.tables.build import read_day

DEMAND = """site,partner,items,goods_class
V1,P1,12,普通
V1,P1,3,普通
V1,P2,5,普通
V2,P1,7,冷藏
"""
ORDERS = """order_id,site,partner,kg,goods_class
X1,V1,P2,1.5,普通
X2,V1,P2,0.7,普通
X3,V3,P1,2,普通
"""
PICKUPS = """kind,site,partner,goods_class,items
produce,V2,P1,冷藏,4
returns,V1,P2,普通,1
"""


def test_what_was_asked_by_hand(tmp_path):
    for name, text in (("demand", DEMAND), ("orders", ORDERS), ("pickups", PICKUPS)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8-sig")
    assert demanded(tmp_path) == {
        ("V1", "P1", "普通"): 15,  # 12 + 3
        ("V1", "P2", "普通"): 3,  # 2 orders in place of 5 demanded, 1 return
        ("V2", "P1", "冷藏"): 11,  # 7 down, 4 up
        ("V3", "P1", "普通"): 1,  # an order without demand
    }


def test_demand_with_a_column_for_each_partner(tmp_path):
    wide = "site,goods_class,甲快递,示例邮政\nV1,普通,8,\nV2,冷藏,0,5\n"
    partners = "partner_id,name\nP1,示例邮政\nP2,甲快递\n"
    for name, text in (("demand", wide), ("partners", partners), ("pickups", PICKUPS)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8-sig")
    # No table of orders: nothing is replaced. V2: 5 down, 4 up; V1: a return.
    assert demanded(tmp_path) == {
        ("V1", "P2", "普通"): 9,
        ("V2", "P2", "冷藏"): 0,
        ("V2", "P1", "冷藏"): 9,
    }


def left(row):
    return Unserved(
        site=row.outer_site, partner=row.partner, goods_class=row.goods_class,
        kind=row.kind.value, priority=row.priority.value, items=row.items,
        reason=ReasonCode.SEARCH_LIMIT.value, certified=False, amount=0, unit="",
        nearest="", action="", consignment=row.consignment_id,
    )  # fmt: skip


def carried(row):
    return PlannedBag(
        id="B1", lot="L1", origin=row.origin, destination=row.destination,
        contents={row.consignment_id: row.items}, items={row.partner: row.items},
        goods_class=row.goods_class, grams=1, cm3=1, loose=False, legs=(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    generate("S", 1, folder)
    return folder, read_day([folder]).day


def test_every_item_of_a_county_is_carried_or_left(county):
    folder, day = county
    first, *others = day.consignments
    plan = Plan(
        status="partial", date=day.date.isoformat(), seed=1, routes=(),
        bags=(carried(first),), unserved=tuple(left(row) for row in others),
    )  # fmt: skip
    asked = demanded(folder)
    assert sum(asked.values()) == day.items_demanded
    assert differences(asked, accounted(day, plan)) == {}

    lost = replace(plan, bags=())
    key = (first.outer_site, first.partner, first.goods_class)
    assert differences(asked, accounted(day, lost)) == {key: -first.items}

    twice = replace(plan, unserved=tuple(left(row) for row in day.consignments))
    assert differences(asked, accounted(day, twice)) == {key: first.items}


def test_items_at_another_partner_differ_twice():
    asked = Counter({("V1", "P1", "普通"): 5, ("V1", "P2", "普通"): 2})
    found = Counter({("V1", "P1", "普通"): 4, ("V1", "P2", "普通"): 3})
    assert differences(asked, found) == {
        ("V1", "P1", "普通"): -1,
        ("V1", "P2", "普通"): 1,
    }
