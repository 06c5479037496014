"""What a plan breaks when the bulkhead of one tour is set otherwise (R1b)."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from properties.exposure_again import (
    classes_of,
    exposure_again,
    is_cold,
    least_limit,
    room_of,
    rooms_at,
    temp_of,
)
from properties.plan_edits import edit_tour
from properties.recomputed_cost import refrigeration


def other_settings(day, plan):
    """Yield the place of each tour, and each other setting of its vehicle."""
    for r, route in enumerate(plan.routes):
        for t, tour in enumerate(route.tours):
            for x in range(1 + len(day.vehicles[route.vehicle].bulkheads)):
                if x != tour.bulkhead:
                    yield (r, t), x


def set_otherwise(day, plan, at, setting):
    """Return the plan with another setting, and all that it breaks then, counted.

    As (cause, place, amount); the place of an exposure is its bag.
    """
    changed = edit_tour(plan, at, bulkhead=setting)
    route = changed.routes[at[0]]
    car = day.vehicles[route.vehicle]
    rooms = rooms_at(day, changed, route.vehicle, at[1])
    where = f"{route.vehicle} #{at[1] + 1}"
    tour = route.tours[at[1]]
    places = [
        where,
        *(f"{where}.{n} @{stop.site}" for n, stop in enumerate(tour.stops, start=1)),
    ]
    legs = _legs(changed, tour)
    found = Counter(_rooms(day, rooms, places, legs))
    found.update(_apart(day, rooms, where, legs))
    found.update(_exposed(day, changed))
    due = refrigeration(day, changed, car, route)
    if due != route.cost_cents.cold:
        off = abs(due - route.cost_cents.cold)
        found["P1_COST", f"{route.vehicle} cold", off] += 1
    return changed, found


def _legs(plan, tour):
    """Return the bags on board on each leg."""
    known = {bag.id: bag for bag in plan.bags}
    aboard = [known[key] for key in tour.load]
    legs = [list(aboard)]
    for stop in tour.stops:
        aboard = [bag for bag in aboard if bag.id not in stop.deliver]
        aboard += [known[key] for key in stop.pick_up]
        legs.append(list(aboard))
    return legs


def _rooms(day, rooms, places, legs):
    for temp, room in rooms.items():
        used = [
            sum(bag.cm3 for bag in leg if room_of(day, rooms, bag) is temp)
            for leg in legs
        ]
        if max(used) > room:
            yield "R1_CAP_M3", places[used.index(max(used))], max(used) - room
    homeless = {
        bag.id: sum(bag.contents.values())
        for leg in legs
        for bag in leg
        if room_of(day, rooms, bag) is None
    }
    if homeless:
        yield "R1_COMPARTMENT", places[0], sum(homeless.values())


def _apart(day, rooms, where, legs):
    pairs = Counter()
    for leg in legs:
        inside = {}
        for bag in leg:
            room = room_of(day, rooms, bag) or temp_of(day, bag)
            inside.setdefault(room, set()).update(
                goods.goods_class for goods in classes_of(day, bag)
            )
        pairs.update(
            {
                pair
                for names in inside.values()
                for pair in combinations(sorted(names), 2)
                if _are_enemies(day, *pair)
            }
        )
    for (one, two), count in pairs.items():
        yield "R4_INCOMPATIBLE", f"{where} {one} / {two}", count


def _are_enemies(day, one, two):
    return (
        two in day.goods[one].incompatible_with
        or one in day.goods[two].incompatible_with
    )


def _exposed(day, plan):
    for bag in plan.bags:
        limit = least_limit(day, bag) if bag.legs and is_cold(day, bag) else None
        over = 0 if limit is None else exposure_again(day, plan, bag) - limit
        if over > 0:
            yield "C1_EXPOSURE", bag.id, over
