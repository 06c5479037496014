"""Plans with goods in boxes, and mutations of their days.

``box_plan(day, plan, rng)`` puts cold bags of one place into boxes of a new stock.
``mutate(day, plan, rng)`` returns the mutated day and all that the judge must find
then, as {(cause, place): amount}, or None where the plan offers nothing to mutate in
this way. A place is a bag or a stock. Nothing else must be found.
"""

from __future__ import annotations

from properties.boxed_plans import edit_stock, put_in_boxes, with_stock
from properties.exposure_again import (
    ends_of,
    exposure_again,
    is_cold,
    least_limit,
    least_pack,
    outside_again,
    temp_of,
)
from properties.mutations_cold import _classes, _over
from properties.plan_edits import edit_goods

from routing.domain.box import BoxStock
from routing.domain.vehicle import Temperature

BOX = "周转箱"
DAY = 2 * 86_400


def box_plan(day, plan, rng):
    """Return day and plan with bags in boxes; None without cold goods.

    A box holds the largest of the bags, or half of it: then a bag takes two.
    """
    cold = [bag for bag in plan.bags if bag.legs and is_cold(day, bag)]
    places = sorted({(bag.origin, temp_of(day, bag)) for bag in cold})
    if not places:
        return None
    site, temp = rng.choice(places)
    alike = [b for b in cold if (b.origin, temp_of(day, b)) == (site, temp)]
    chosen = rng.sample(alike, rng.randint(1, len(alike)))
    largest = max(bag.cm3 for bag in chosen)
    stock = BoxStock(
        type=BOX,
        site=site,
        count=DAY,
        cm3=-(-largest // rng.choice([1, 1, 2])),
        autonomy=rng.choice([600, 3600, DAY]),
        temp=temp,
        micro_yuan_per_use=rng.choice([0, 5000, 1_500_000]),
    )
    day = with_stock(day, stock)
    for bag in chosen:
        plan = put_in_boxes(day, plan, bag.id, stock.box_id)
    used = sum(bag.boxes for bag in plan.bags)
    return edit_stock(day, stock.box_id, count=used), plan


def _boxed(plan):
    return [bag for bag in plan.bags if bag.box is not None]


def _stock(day):
    return next(iter(day.boxes.values()))


def lose_boxes(day, plan, rng):
    """Let there be fewer boxes than leave."""
    stock = _stock(day)
    missing = rng.randint(0, stock.count - 1)
    if not missing:
        return None
    day = edit_stock(day, stock.box_id, count=stock.count - missing)
    return day, {("C2_COUNT", stock.box_id): missing}


def change_the_temperature(day, plan, rng):
    """Let the boxes keep another temperature: the goods travel as if they had none."""
    stock = _stock(day)
    others = [temp for temp in Temperature if temp is not stock.temp]
    day = edit_stock(day, stock.box_id, temp=rng.choice(others))
    found = {("C2_BOX", bag.id): 1 for bag in _boxed(plan)}
    return day, found | _over(day, plan)


def move_the_boxes(day, plan, rng):
    """Let the boxes stand at another site."""
    stock = _stock(day)
    site = rng.choice([name for name in day.sites if name != stock.site])
    day = edit_stock(day, stock.box_id, site=site)
    return day, {("C2_BOX", bag.id): 1 for bag in _boxed(plan)}


def come_back_late(day, plan, rng):
    """Let the boxes be ready after some of their goods have left (C2d)."""
    stock = _stock(day)
    left = {bag.id: ends_of(day, plan, bag, bag.legs[0])[0] for bag in _boxed(plan)}
    ready = max(0, rng.choice(sorted(left.values()))) + rng.randint(1, 3600)
    day = edit_stock(day, stock.box_id, usable_from=ready)
    return day, {
        ("C2_READY", bag): ready - instant
        for bag, instant in left.items()
        if instant < ready
    }


def shorten_the_autonomy(day, plan, rng):
    """Let the ice of a bag's boxes last some seconds less than its limit bears."""
    stock, bag = _stock(day), rng.choice(_boxed(plan))
    seconds = rng.randint(1, 60)
    for name in _classes(day, bag):
        day = edit_goods(day, name, cold_limit_duration=0)
    pack = least_pack(day, bag)
    assert least_limit(day, bag) == 0
    # One second of ice less is at most one more outside.
    most = _longest(day, plan, bag, pack + seconds)
    if most is None:
        return None
    day = edit_stock(day, stock.box_id, autonomy=most)
    assert exposure_again(day, plan, bag) == seconds
    found = _over(day, plan)
    assert found["C1_EXPOSURE", bag.id] == seconds
    return day, found


def _longest(day, plan, bag, outside):
    """Return the longest autonomy with so many seconds outside; None where never."""
    box = bag.box

    def at(autonomy):
        return outside_again(edit_stock(day, box, autonomy=autonomy), plan, bag)

    if at(1) < outside:
        return None
    low, high = 1, DAY
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if at(middle) >= outside else (low, middle)
    return low if at(low) == outside else None


def close_the_partners(day, plan, rng):
    """Let the boxes belong to somebody who cooperates with nobody."""
    stock = _stock(day)
    if day.agreements is None or any(
        "*" in (row.partner, row.other) for row in day.agreements
    ):
        return None
    day = edit_stock(day, stock.box_id, owner="nobody")
    return day, {("C2_BOX", bag.id): 1 for bag in _boxed(plan)}


def raise_the_price(day, plan, rng):
    """Let a use cost some whole cents more than the plan says."""
    stock = _stock(day)
    more = rng.randint(1, 300)
    micro = stock.micro_yuan_per_use + more * 10_000
    day = edit_stock(day, stock.box_id, micro_yuan_per_use=micro)
    return day, {("P1_FEE", stock.box_id): more * stock.count}


BOX_MUTATIONS = (
    lose_boxes,
    change_the_temperature,
    move_the_boxes,
    come_back_late,
    shorten_the_autonomy,
    close_the_partners,
    raise_the_price,
)
