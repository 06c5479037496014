"""Goods of the hand-made days made cold: a class, the days and plans with it."""

from __future__ import annotations

from dataclasses import replace

from check.service_county import service_day
from check.service_county_plan import service_plan
from features.four_villages import four_village_day
from features.four_villages_plan import four_village_plan
from properties.plan_edits import bag_of, edit_bag, edit_consignment, edit_vehicle

from routing.check.judge import judge
from routing.domain.goods import GoodsClass
from routing.domain.vehicle import Temperature

COLD = "冷链"
AMBIENT, CHILLED, FROZEN = Temperature
COLD_VAN = {AMBIENT: 300_000, CHILLED: 300_000}


def with_class(day, keys, name=COLD, **needs):
    """Give consignments a chilled class; ``needs`` are in seconds."""
    kind = GoodsClass(**{"goods_class": name, "temp": CHILLED, **needs})
    day = replace(day, goods={**day.goods, name: kind})
    for key in keys.split():
        day = edit_consignment(day, key, goods_class=name)
    return day


def relabelled(plan, day):
    """Name each bag after the class of the first of its contents."""
    kinds = {row.consignment_id: row.goods_class for row in day.consignments}
    for bag in plan.bags:
        first = next(iter(bag.contents))
        if bag_of(plan, bag.id).goods_class != kinds[first]:
            plan = edit_bag(plan, bag.id, goods_class=kinds[first])
    return plan


def villages(keys, *, van=False, **needs):
    """Return the four villages and their plan, some goods cold, K1 as it is told."""
    day = with_class(four_village_day(), keys, **needs)
    if van:
        day = edit_vehicle(day, "K1", compartments_cm3=COLD_VAN)
    return day, relabelled(four_village_plan(), day)


def county(keys, **needs):
    """Return the county with buses and its plan, some goods cold."""
    day = with_class(service_day(), keys, **needs)
    return day, relabelled(service_plan(), day)


def violations_of(day, travel, plan, rules):
    """Return cause, place and amount of what the judge finds of some rules."""
    violations = judge(day, travel, plan)
    return [
        (v.cause, v.where, v.amount) for v in violations if v.cause.startswith(rules)
    ]
