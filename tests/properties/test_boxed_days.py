"""Days with reusable boxes (C2): no rule broken, and what boxes are for."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from properties.cold_days import AMBIENT, CHILLED, cold_day, with_boxes
from properties.custody_again import assert_custody
from properties.exposure_again import exposure_again
from properties.items_counted import accounted, demanded
from properties.recomputed_cost import cost_again
from properties.service_days import TWISTS
from properties.test_bulkhead_days import objective

from routing.domain.lot import build_lots
from routing.optimize.budget import Budget
from routing.optimize.itineraries.boxes import may_use
from routing.optimize.ways import Shipment
from routing.plan.io import dump_plan, load_plan
from routing.planning.plan_day import plan_day

FEW = range(10)
MANY = range(100, 260)


def warm_day(seed):
    """Return a cold day whose vehicles and packing seldom keep anything, with boxes."""
    day, travel = cold_day(seed, TWISTS[seed % len(TWISTS)], tight=seed % 2 == 0)
    rng = random.Random(f"{seed} warm")
    goods = {
        name: replace(row, pack_duration=0)
        if row.temp is not AMBIENT and rng.random() < 0.7
        else row
        for name, row in day.goods.items()
    }
    cars = {
        key: replace(
            car, compartments_cm3={AMBIENT: sum(car.compartments_cm3.values())}
        )
        if rng.random() < 0.7
        else car
        for key, car in day.vehicles.items()
    }
    return with_boxes(rng, replace(day, goods=goods, vehicles=cars)), travel


@cache
def planned(seed):
    """Return a day with boxes, its travel and its plan, in which nothing is wrong."""
    day, travel = warm_day(seed)
    budget = Budget(iterations=2, workers=1, seed=seed)
    outcome = plan_day(day, travel, budget)
    plan = outcome.plan
    assert outcome.violations == []
    assert accounted(day, plan) == demanded(day)
    parts = {name: cents for name, cents in plan.cost_parts.items() if cents}
    assert parts == cost_again(day, travel, plan)
    assert_custody(day, plan)
    assert load_plan(dump_plan(plan)) == plan
    return day, travel, plan


def boxed(plan):
    return [bag for bag in plan.bags if bag.box is not None]


def in_its_boxes(day, plan):
    """Say of every stock and bag what C2a and C2d ask, read from the rule again."""
    used = Counter()
    whole = {bag.bag_id: bag for lot in build_lots(day) for bag in lot.bags}
    for bag in boxed(plan):
        stock = day.boxes[bag.box]
        used[bag.box] += bag.boxes
        assert stock.site == bag.origin
        assert stock.temp is day.goods[bag.goods_class].temp
        if bag.id in whole:
            assert bag.boxes == -(-whole[bag.id].cm3 // stock.cm3)
        assert bag.cm3 == bag.boxes * stock.cm3
        assert bag.legs[0].depart >= stock.usable_from
    assert all(used[key] <= stock.count for key, stock in day.boxes.items())
    assert {use.box: use.boxes for use in plan.box_uses} == dict(used)


def kept_cold(day, plan):
    """Count the bags in boxes; a second count agrees that none is too warm (C2c)."""
    for bag in boxed(plan):
        needs = day.goods[bag.goods_class]
        seconds = exposure_again(day, plan, bag)
        assert seconds <= needs.cold_limit_duration
    return len(boxed(plan))


@pytest.mark.parametrize("seed", FEW)
def test_goods_in_boxes_break_no_rule(seed):
    day, _, plan = planned(seed)
    in_its_boxes(day, plan)
    kept_cold(day, plan)


def test_some_of_these_days_use_boxes():
    plans = [planned(seed)[2] for seed in FEW]
    assert sum(len(boxed(plan)) for plan in plans) >= len(FEW) // 2


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_many_days_with_boxes_break_no_rule(seed):
    day, _, plan = planned(seed)
    in_its_boxes(day, plan)
    kept_cold(day, plan)


@pytest.mark.parametrize("seed", FEW)
def test_from_a_plan_without_boxes_they_make_it_no_worse(seed):
    # Last resorts are another matter: a way in boxes bars them (W4).
    day, travel = warm_day(seed)
    offers = {key: row for key, row in day.offers.items() if not row.last_resort}
    day = replace(day, offers=offers)
    budget = Budget(iterations=2, workers=1, seed=seed)
    bare = plan_day(replace(day, boxes={}), travel, budget).plan
    better = plan_day(day, travel, budget, start=bare).plan
    assert objective(day, better) <= objective(day, bare)


def lone_bag(day):
    """Return a cold batch of a day, as it goes straight, and the boxes it may use."""
    for lot in build_lots(day):
        batch = Shipment(lot=lot, bags=lot.bags)
        stocks = [s for s in day.boxes.values() if may_use(day, batch, s)]
        if stocks:
            return batch, stocks
    return None


def test_only_stocks_of_the_origin_and_temperature_may_be_used():
    seen = 0
    for seed in FEW:
        day, _ = warm_day(seed)
        found = lone_bag(day)
        if found is None:
            continue
        batch, stocks = found
        seen += 1
        assert {stock.site for stock in stocks} == {batch.lot.origin}
        temps = {day.goods[row.goods_class].temp for row in batch.rows}
        assert {stock.temp for stock in stocks} == temps
        warmer = replace(stocks[0], temp=CHILLED)
        frozen = temps != {CHILLED}
        assert may_use(day, batch, warmer) is not frozen
    assert seen
