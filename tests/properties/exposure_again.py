"""How long every bag is outside its temperature, once more, from the plan alone.

Rules C1a to C1d, C2b, C2c, R3d and C3 as the rule book has them, second by second;
shares no code with the judge or the planner.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from routing.domain.site import Level
from routing.domain.vehicle import Temperature

AMBIENT = Temperature.AMBIENT


def rows_of(day, bag):
    return [row for row in day.consignments if row.consignment_id in bag.contents]


def classes_of(day, bag):
    return [day.goods[row.goods_class] for row in rows_of(day, bag)]


def temp_of(day, bag):
    return classes_of(day, bag)[0].temp


def is_cold(day, bag):
    return temp_of(day, bag) is not AMBIENT


def least_pack(day, bag):
    return min(goods.pack_duration for goods in classes_of(day, bag))


def least_limit(day, bag):
    limits = [goods.cold_limit_duration for goods in classes_of(day, bag)]
    return min((limit for limit in limits if limit is not None), default=None)


def stock_of(day, bag):
    """Return the boxes that keep a bag cold; None where it is in none (C2a)."""
    stock = day.boxes.get(bag.box)
    return stock if stock and stock.temp is temp_of(day, bag) else None


def closed_again(day, plan, bag):
    """Return when the boxes of a bag are closed: with its first hand (C2c)."""
    leg = bag.legs[0]
    begin = ends_of(day, plan, bag, leg)[0]
    if leg.kind == "road" and halts_of(plan, bag, leg)[0] is None:
        return begin - _hand(day, bag, leg.from_site, halt=False)
    return begin


def keeps(day, site_id, temp):
    """Tell whether a site keeps a temperature (C1a)."""
    site = day.sites[site_id]
    if site.cold_storage_cm3:
        return temp in site.cold_storage_cm3
    return site.level in (Level.CENTRE, Level.COLDSTORE)


def rooms_at(day, plan, vehicle, number):
    """Return the compartments that a tour drives with (R1b)."""
    route = next(route for route in plan.routes if route.vehicle == vehicle)
    car = day.vehicles[vehicle]
    return (car.compartments_cm3, *car.bulkheads)[route.tours[number].bulkhead]


def room_of(day, rooms, bag):
    """Return the compartment in which a bag rides (C1b); None where it must not."""
    temp = temp_of(day, bag)
    if temp in rooms:
        return temp
    packed = least_pack(day, bag) > 0 or stock_of(day, bag) is not None
    return AMBIENT if is_cold(day, bag) and packed and AMBIENT in rooms else None


def tour_of(plan, leg):
    route = next(route for route in plan.routes if route.vehicle == leg.vehicle)
    return route.tours[leg.tour]


def ends_of(day, plan, bag, leg):
    """Return when a leg begins and ends (C1c), and the halts between."""
    if leg.kind != "road":
        early = day.trips[leg.trip].cutoff_duration if leg.trip else 0
        return leg.depart - early, leg.arrive, ()
    stops = tour_of(plan, leg).stops
    on, off = halts_of(plan, bag, leg)
    begin = tour_of(plan, leg).start if on is None else stops[on].start
    end = tour_of(plan, leg).end if off is None else stops[off].start
    return begin, end, stops[0 if on is None else on + 1 : off]


def halts_of(plan, bag, leg):
    """Return at which halts of its tour a bag is taken on and handed over, if any."""
    halts = [None, None]
    for number, stop in enumerate(tour_of(plan, leg).stops):
        # One tour may carry a bag twice: to a transfer, and on from there.
        if bag.id in stop.pick_up and stop.depart == leg.depart:
            halts[0] = number
        if bag.id in stop.deliver and stop.arrive == leg.arrive:
            halts[1] = number
    return halts


def _hand(day, bag, site_id, *, halt):
    site = day.sites[site_id]
    items = sum(bag.contents.values())
    return site.sec_per_item * items + (site.service_duration if halt else 0)


def _road(day, plan, bag, leg, outside):
    """Add what is outside of a ride by road; return the seconds of doors."""
    begin, end, between = ends_of(day, plan, bag, leg)
    on, off = halts_of(plan, bag, leg)
    hand = _hand(day, bag, leg.from_site, halt=on is not None)
    first = begin - hand if on is None else begin
    outside.update(range(first, first + hand))
    hand = _hand(day, bag, leg.to_site, halt=off is not None)
    outside.update(range(end, end + hand))
    temp = temp_of(day, bag)
    rooms = rooms_at(day, plan, leg.vehicle, leg.tour)
    if room_of(day, rooms, bag) is not temp:
        outside.update(range(begin, end))
        return 0
    bags = {other.id: other for other in plan.bags}
    opened = [
        stop
        for stop in between
        if any(
            room_of(day, rooms, bags[other]) is temp
            for other in (*stop.deliver, *stop.pick_up)
        )
    ]
    return len(opened) * day.settings.door_open_duration


def outside_again(day, plan, bag):
    """Return the seconds that a cold bag is outside in all, foam not yet taken off."""
    outside, doors, temp = set(), 0, temp_of(day, bag)
    cooled = [row.precooled_time for row in rows_of(day, bag)]
    since = min((time for time in cooled if time is not None), default=None)
    for leg in bag.legs:
        begin, end, _ = ends_of(day, plan, bag, leg)
        if since is not None and not keeps(day, leg.from_site, temp):
            outside.update(range(since, begin))
        if leg.kind == "road":
            doors += _road(day, plan, bag, leg, outside)
        elif leg.kind == "bus" or not _is_named(day, bag, leg.offer):
            outside.update(range(begin, end))
        since = end
    stock = stock_of(day, bag)
    if stock is not None:
        kept = closed_again(day, plan, bag) + stock.autonomy
        return sum(second >= kept for second in outside)
    return len(outside) + doors


def _is_named(day, bag, offer):
    named = day.offers[offer].goods_classes
    return all(row.goods_class in named for row in rows_of(day, bag))


def exposure_again(day, plan, bag):
    """Return the exposure of a cold bag in seconds (C1d)."""
    return max(0, outside_again(day, plan, bag) - least_pack(day, bag))


def taken_on(day, plan, bag):
    """Return when a bag is taken on by its first carrier."""
    return ends_of(day, plan, bag, bag.legs[0])[0]


def under_way(day, plan, bag):
    """Return how long a bag is under way (C3)."""
    return ends_of(day, plan, bag, bag.legs[-1])[1] - taken_on(day, plan, bag)


def most_in_cold(day, plan):
    """Return the most cm³ that wait at once in each cold room of transfers (R3d)."""
    stays = {}
    for bag in plan.bags:
        temp = temp_of(day, bag)
        for before, after in pairwise(bag.legs):
            if temp is not AMBIENT and keeps(day, before.to_site, temp):
                stay = before.arrive, after.depart, bag.cm3
                stays.setdefault((before.to_site, temp), []).append(stay)
    return {room: _most(stay) for room, stay in stays.items()}


def _most(stays):
    """Return the most that is there at once, both ends of a stay included."""
    present = Counter()
    for moment in {come for come, _, _ in stays}:
        for come, gone, cm3 in stays:
            present[moment] += cm3 if come <= moment <= gone else 0
    return max(present.values())
