"""Bags in boxes, the boxes that leave, and what boxes count (C2a, C2b, P1h)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from check.service_county import service_day
from check.service_county_plan import service_plan
from properties.plan_edits import bag_of, edit_bag

from routing.domain.box import BoxStock
from routing.domain.price import Price, PriceBasis
from routing.domain.vehicle import Temperature
from routing.plan.box_uses import box_uses, in_boxes
from routing.plan.delay import delay_cents, passenger_seconds
from routing.plan.model import BoxUse
from routing.plan.service_loads import bus_loads
from routing.plan.stage_fees import stage_fees

SMALL = BoxStock(
    type="30升", site="C", count=9, cm3=30_000, autonomy=3600,
    temp=Temperature.CHILLED, micro_yuan_per_use=15_000,
)  # fmt: skip
LARGE = replace(SMALL, type="60升", cm3=60_000, micro_yuan_per_use=0)
STOCKS = {"60升@C": LARGE, "30升@C": SMALL}


def test_a_bag_takes_whole_boxes():
    bag = bag_of(service_plan(), "h1")  # 100,000 cm³
    small = in_boxes(bag, SMALL)
    assert (small.box, small.boxes, small.cm3) == ("30升@C", 4, 120_000)
    large = in_boxes(bag, LARGE)
    assert (large.box, large.boxes, large.cm3) == ("60升@C", 2, 120_000)
    assert in_boxes(bag, None) is bag
    # What measures nothing needs a box all the same.
    assert in_boxes(replace(bag, cm3=0), SMALL).boxes == 1


@pytest.mark.parametrize(
    ("boxes", "loose", "pieces", "slots"),
    [(0, False, 1, 1), (0, True, 1, 2), (1, True, 1, 1), (3, False, 3, 3)],
)
def test_what_a_bag_counts(boxes, loose, pieces, slots):
    bag = replace(bag_of(service_plan(), "h1"), boxes=boxes, loose=loose)
    assert (bag.pieces, bag.slots) == (pieces, slots)


def test_uses_stand_in_table_order_and_are_rounded_once():
    day = replace(service_day(), boxes=STOCKS)
    bags = [
        in_boxes(bag_of(service_plan(), name), stock)
        for name, stock in (("h1", SMALL), ("x1", LARGE), ("s1", SMALL), ("q1", None))
    ]
    # s1, 50 l, takes two more of 30 l: 6 × 1.5 = 9 cents.
    assert box_uses(day, bags) == (
        BoxUse(box="60升@C", boxes=2, fee_cents=0),
        BoxUse(box="30升@C", boxes=6, fee_cents=9),
    )
    # 3 × 1.5 = 4.5 cents, half up.
    few = [replace(bags[0], boxes=3)]
    assert box_uses(day, few) == (BoxUse(box="30升@C", boxes=3, fee_cents=5),)
    assert box_uses(replace(day, boxes={}), few) == (
        BoxUse(box="30升@C", boxes=3, fee_cents=0),
    )
    assert box_uses(day, [bags[3]]) == ()


def test_boxes_are_paid_each_and_take_work():
    day, plan = service_day(), service_plan()
    plan = edit_bag(plan, "x1", box="30升@C", boxes=4)
    rides = {("L1-0800", 0, 2): [bag_of(plan, "x1")]}
    [load] = bus_loads(day, rides)
    assert load.fee_cents == 4 * 300
    # x1 at X: 30 + 4 × 15 = 90 s of a stay of 30: 60 × 12; w1 15 × 10 passengers.
    waited = passenger_seconds(day, plan.bus_loads, plan.bags)
    assert waited["L1-0800"] == Fraction(60 * 12)
    assert waited["L1-1300"] == Fraction(15 * 10)
    # 720 s and 150 s at 12 an hour: 2.40 + 0.50.
    assert delay_cents(day, plan.bus_loads, plan.bags) == 290


def test_a_stage_that_is_paid_by_the_bag_counts_boxes():
    day, plan = service_day(), service_plan()
    by_bag = Price(basis=PriceBasis.PER_BAG, micro_yuan=1_000_000)
    tariff = replace(day.tariffs[0], price=by_bag)
    day = replace(day, tariffs=(tariff,))
    # h1, s1 and p1 change at H; h1 in four boxes is four.
    [fee] = stage_fees(day, plan.bags)
    assert fee.quantity == 3
    [fee] = stage_fees(day, edit_bag(plan, "h1", box="30升@C", boxes=4).bags)
    assert (fee.quantity, fee.cents) == (6, 600)
