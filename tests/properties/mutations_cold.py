"""Mutations of days with cold goods, under a plan that keeps every rule.

``mutate(day, plan, rng)`` returns the mutated day and all that the judge must find
then, as {(cause, place): amount}, or None where the plan offers nothing to mutate in
this way. A place is a bag, a site or a tour. Nothing else must be found.
"""

from __future__ import annotations

from dataclasses import replace

from properties.exposure_again import (
    AMBIENT,
    exposure_again,
    is_cold,
    keeps,
    least_limit,
    least_pack,
    most_in_cold,
    outside_again,
    room_of,
    rooms_at,
    taken_on,
    temp_of,
    under_way,
)
from properties.plan_edits import (
    edit_consignment,
    edit_goods,
    edit_site,
    edit_vehicle,
)
from properties.plan_picks import pick

MINUTE = 60


def _cold(day, plan):
    return [bag for bag in plan.bags if bag.legs and is_cold(day, bag)]


def _over(day, plan):
    """Return by how much each cold bag is over its limit."""
    found = {}
    for bag in _cold(day, plan):
        limit = least_limit(day, bag)
        over = 0 if limit is None else exposure_again(day, plan, bag) - limit
        if over > 0:
            found["C1_EXPOSURE", bag.id] = over
    return found


def lower_a_limit(day, plan, rng):
    """Let a class bear a minute less than one of its bags has been outside."""
    exposed = [
        (bag, seconds)
        for bag in _cold(day, plan)
        if (seconds := exposure_again(day, plan, bag)) >= MINUTE
    ]
    if not exposed:
        return None
    bag, seconds = rng.choice(exposed)
    name = rng.choice(sorted(_classes(day, bag)))
    day = edit_goods(day, name, cold_limit_duration=seconds - MINUTE)
    found = _over(day, plan)
    assert found["C1_EXPOSURE", bag.id] == MINUTE
    return day, found


def _classes(day, bag):
    return {row.goods_class for row in _rows(day, bag)}


def _rows(day, bag):
    return [row for row in day.consignments if row.consignment_id in bag.contents]


def cool_sooner(day, plan, rng):
    """Let produce wait at a warm village until it is a minute over its limit."""
    waiting = [
        bag
        for bag in _cold(day, plan)
        if not keeps(day, bag.origin, temp_of(day, bag))
        and all(row.precooled_time is not None for row in _rows(day, bag))
        and least_limit(day, bag) is not None
    ]
    bag = pick(rng, waiting)
    if bag is None:
        return None
    most = least_limit(day, bag) + least_pack(day, bag)
    more = most - outside_again(day, plan, bag) + MINUTE
    sooner = min(row.precooled_time for row in _rows(day, bag)) - more
    if sooner < 0:
        return None
    for row in _rows(day, bag):
        day = edit_consignment(day, row.consignment_id, precooled_time=sooner)
    found = _over(day, plan)
    assert found["C1_EXPOSURE", bag.id] == MINUTE
    return day, found


def switch_a_cold_room_off(day, plan, rng):
    """Let bags wait at a hub that keeps them no longer."""
    rooms = sorted(
        {
            (leg.to_site, temp_of(day, bag))
            for bag in _cold(day, plan)
            for leg in bag.legs[:-1]
            if temp_of(day, bag) in day.sites[leg.to_site].cold_storage_cm3
        }
    )
    rng.shuffle(rooms)
    for site, temp in rooms:
        others = {**day.sites[site].cold_storage_cm3}
        del others[temp]
        changed = edit_site(day, site, cold_storage_cm3=others)
        if found := _over(changed, plan):
            return changed, found
    return None


def leave_doors_open(day, plan, rng):
    """Let doors stand open at every halt until a bag is over its limit."""
    none, second = _doors(day, 0), _doors(day, 1)
    served = [
        (bag, halts)
        for bag in _cold(day, plan)
        if (halts := outside_again(second, plan, bag) - outside_again(none, plan, bag))
        and least_limit(day, bag) is not None
    ]
    chosen = pick(rng, served)
    if chosen is None:
        return None
    bag, halts = chosen
    most = least_limit(day, bag) + least_pack(day, bag)
    day = _doors(day, (most - outside_again(none, plan, bag)) // halts + 1)
    found = _over(day, plan)
    assert 1 <= found["C1_EXPOSURE", bag.id] <= halts
    return day, found


def _doors(day, seconds):
    return replace(day, settings=replace(day.settings, door_open_duration=seconds))


def take_the_foam_away(day, plan, rng):
    """Let a class that rides in compartments of its own travel bare."""
    kept = [
        bag
        for bag in _cold(day, plan)
        if least_pack(day, bag) > 0 and _rides_kept(day, plan, bag)
    ]
    bag = pick(rng, kept)
    if bag is None:
        return None
    name = rng.choice(sorted(_classes(day, bag)))
    alike = [b for b in _cold(day, plan) if name in _classes(day, b)]
    if not all(_rides_kept(day, plan, b) for b in alike):
        return None
    day = edit_goods(day, name, pack_duration=0)
    found = _over(day, plan)
    return (day, found) if found else None


def _rides_kept(day, plan, bag):
    return all(
        leg.kind == "road"
        and room_of(day, rooms_at(day, plan, leg.vehicle, leg.tour), bag)
        is temp_of(day, bag)
        for leg in bag.legs
    )


def fetch_too_soon(day, plan, rng):
    """Let produce be cooled some minutes after it was taken on."""
    cooled = [
        bag
        for bag in _cold(day, plan)
        if any(row.precooled_time is not None for row in _rows(day, bag))
    ]
    bag = pick(rng, cooled)
    if bag is None:
        return None
    late = taken_on(day, plan, bag) + rng.randint(1, 90) * MINUTE
    row = rng.choice([r for r in _rows(day, bag) if r.precooled_time is not None])
    day = edit_consignment(day, row.consignment_id, precooled_time=late)
    found = {
        ("C1_PRECOOL", b.id): late - taken_on(day, plan, b)
        for b in _cold(day, plan)
        if row.consignment_id in b.contents and late > taken_on(day, plan, b)
    }
    return day, found | _over(day, plan)


def shrink_a_cold_room(day, plan, rng):
    """Let a cold room be some cm³ too small for what waits in it at once."""
    most = {
        (site, temp): cm3
        for (site, temp), cm3 in most_in_cold(day, plan).items()
        if temp in day.sites[site].cold_storage_cm3
    }
    if not most:
        return None
    site, temp = rng.choice(sorted(most))
    missing = rng.randint(1, most[site, temp])
    rooms = {
        **day.sites[site].cold_storage_cm3,
        temp: most[site, temp] - missing,
    }
    day = edit_site(day, site, cold_storage_cm3=rooms)
    return day, {("R3_COLD_STORE", site): missing}


def hurry_a_class(day, plan, rng):
    """Let a class be a second quicker than its slowest bag has been."""
    ways = {bag.id: (bag, under_way(day, plan, bag)) for bag in plan.bags if bag.legs}
    if not ways:
        return None
    name = rng.choice(
        sorted({c for bag, _ in ways.values() for c in _classes(day, bag)})
    )
    mine = {
        key: seconds
        for key, (bag, seconds) in ways.items()
        if name in _classes(day, bag)
    }
    slowest = max(mine.values())
    day = edit_goods(day, name, max_ride_duration=slowest - 1)
    return day, {("C3_RIDE", key): 1 for key, way in mine.items() if way == slowest}


def take_a_compartment_out(day, plan, rng):
    """Leave bare goods on a vehicle that has no compartment for them any more."""
    bare = [
        (leg.vehicle, temp_of(day, bag))
        for bag in _cold(day, plan)
        for leg in bag.legs
        if leg.kind == "road" and not least_pack(day, bag)
    ]
    if not bare:
        return None
    vehicle, temp = rng.choice(sorted(bare))
    tours = {}
    for bag in _cold(day, plan):
        for leg in bag.legs:
            if leg.vehicle == vehicle and temp_of(day, bag) is temp:
                if least_pack(day, bag):
                    return None  # It would ride among ambient goods.
                tours.setdefault(leg.tour, {})[bag.id] = sum(bag.contents.values())
    rooms = {**day.vehicles[vehicle].compartments_cm3}
    del rooms[temp]
    day = edit_vehicle(day, vehicle, compartments_cm3=rooms or {AMBIENT: 1})
    found = {
        ("R1_COMPARTMENT", f"{vehicle} #{tour + 1}"): sum(items.values())
        for tour, items in tours.items()
    }
    return day, found | _over(day, plan)


COLD_MUTATIONS = (
    lower_a_limit,
    cool_sooner,
    switch_a_cold_room_off,
    leave_doors_open,
    take_the_foam_away,
    fetch_too_soon,
    shrink_a_cold_room,
    hurry_a_class,
    take_a_compartment_out,
)
