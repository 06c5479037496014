"""Bags: rounding, limits, loose pieces and what may share a bag."""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages import GOODS, four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_bag, edit_consignment, edit_goods

from routing.check.case import build_case
from routing.check.judge import judge
from routing.check.packing import check_packing
from routing.domain.consignment import Priority
from routing.domain.day import Bagging, Settings
from routing.domain.vehicle import Temperature


def found(day, plan):
    case = build_case(day, four_village_travel(), plan)
    return [(v.cause, v.where, v.amount) for v in check_packing(case)]


@pytest.mark.parametrize(
    ("grams", "off"), [(6665, 1), (6666, None), (6667, None), (6668, 1)]
)
def test_part_of_a_consignment_is_less_than_one_off(grams, off):
    # 8 of 12 items of 10,000 g: 6,666.66… g, so 6,666 or 6,667; else off from 6,667.
    day = edit_consignment(four_village_day(), "c6", grams=10_000, cm3=60_000)
    plan = edit_bag(
        four_village_plan(),
        "d1",
        contents={"c6": 8},
        items={"P": 8},
        grams=grams,
        cm3=40_000,
    )
    expected = [] if off is None else [("M3_BAG_GRAMS", "[d1]", abs(grams - 6667))]
    assert found(day, plan) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"temp": Temperature.CHILLED},
        {"bus_allowed": False},
        {"incompatible_with": (GOODS,)},
    ],
)
def test_classes_that_do_not_share_a_bag(changes):
    # c4, 5 items, becomes another class than c3 in bag b1.
    day = edit_consignment(four_village_day(), "c4", goods_class="农药")
    assert found(day, four_village_plan()) == []
    day = edit_goods(day, "农药", **changes)
    assert found(day, four_village_plan()) == [("M2_LOT", "[b1]", 5)]


def test_per_partner_bags():
    settings = Settings(bagging=Bagging.PER_PARTNER)
    day = replace(four_village_day(), settings=settings)
    assert found(day, four_village_plan()) == [("M2_LOT", "[b1]", 5)]
    # Of one partner, but of another priority.
    day = edit_consignment(day, "c4", partner="Q")
    plan = edit_bag(four_village_plan(), "b1", items={"Q": 20})
    assert found(day, plan) == []
    day = edit_consignment(day, "c4", priority=Priority.HIGH)
    assert found(day, plan) == [("M2_LOT", "[b1]", 5)]


def test_one_lot_has_one_destination():
    plan = edit_bag(four_village_plan(), "d1", lot="a")
    assert found(four_village_day(), plan) == [("M2_LOT", "[d1]", 12)]


def test_piece_over_30_kg_is_loose():
    # One item of 31 kg; a bag of one item may exceed 150 l.
    day = edit_consignment(four_village_day(), "c6", items=1, grams=31_000)
    day = edit_consignment(day, "c6", cm3=200_000)
    plan = edit_bag(
        four_village_plan(),
        "d1",
        contents={"c6": 1},
        items={"P": 1},
        grams=31_000,
        cm3=200_000,
    )
    assert found(day, plan) == [("M3_LOOSE", "[d1]", 1)]
    assert found(day, edit_bag(plan, "d1", loose=True)) == []
    light = edit_consignment(day, "c6", grams=30_000)
    assert found(light, edit_bag(plan, "d1", grams=30_000)) == []


def test_loose_pieces_go_singly():
    day = edit_goods(four_village_day(), "农药", baggable=False)
    day = edit_consignment(day, "c6", goods_class="农药")
    plan = edit_bag(four_village_plan(), "d1", goods_class="农药", loose=True)
    # 12 pieces under one id.
    assert found(day, plan) == [("M3_LOOSE", "[d1]", 1)]


def test_negative_counts_hide_nothing():
    # 17 - 5 = 12 items of c6, but 17 of them travel.
    plan = edit_bag(four_village_plan(), "d1", contents={"c6": 17})
    plan = edit_bag(plan, "e1", contents={"c7": 8, "c6": -5})
    causes = [(v.cause, v.amount) for v in judge_all(plan)]
    assert ("M5_CONSERVATION", 5) in causes
    assert ("M3_BAG_ITEMS", 6) in causes


def test_empty_bag():
    plan = four_village_plan()
    empty = replace(plan.bags[3], id="d0", contents={}, items={}, grams=0, cm3=0)
    plan = replace(plan, bags=(*plan.bags, empty))
    assert found(four_village_day(), plan) == [("M3_BAG_ITEMS", "[d0]", 1)]


def judge_all(plan):
    return judge(four_village_day(), four_village_travel(), plan)
