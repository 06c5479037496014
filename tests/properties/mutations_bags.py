"""Mutations of what is planned, left and carried, and of what bags say."""

from __future__ import annotations

from dataclasses import replace

from properties.plan_edits import (
    edit_bag,
    edit_leg,
    edit_stop,
    edit_tour,
    edit_unserved,
    without,
)
from properties.plan_picks import (
    deliveries_of,
    pick,
    stop_at,
    stops_of,
    tour_at,
    tours_of,
    vehicle_at,
)


def _some_bag(plan, rng):
    return pick(rng, plan.bags)


def _first_straight(plan, numbers):
    """Return the first of some bags that has one leg, None for none."""
    legs = {bag.id: len(bag.legs) for bag in plan.bags}
    return next((number for number in numbers if legs.get(number) == 1), None)


def drop_a_bag(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    rest = tuple(other for other in plan.bags if other.id != bag.id)
    return replace(plan, bags=rest), "M5_UNKNOWN_BAG"


def list_a_bag_twice(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    return replace(plan, bags=(*plan.bags, bag)), "M5_DUPLICATE_BAG"


def copy_a_bag(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    copy = replace(bag, id=f"{bag.id}-copy")
    return replace(plan, bags=(*plan.bags, copy)), "M5_CONSERVATION"


def lose_an_item(day, travel, plan, rng):
    bag = pick(rng, [b for b in plan.bags if sum(b.contents.values()) > 1])
    if bag is None:
        return None
    key = rng.choice(list(bag.contents))
    contents = {**bag.contents, key: bag.contents[key] - 1}
    return edit_bag(plan, bag.id, contents=contents), "M5_CONSERVATION"


def forget_what_stays(day, travel, plan, rng):
    index = pick(rng, range(len(plan.unserved)))
    if index is None:
        return None
    return replace(plan, unserved=without(plan.unserved, index)), "M5_CONSERVATION"


def leave_more_than_there_is(day, travel, plan, rng):
    index = pick(rng, range(len(plan.unserved)))
    if index is None:
        return None
    items = plan.unserved[index].items + 1
    return edit_unserved(plan, index, items=items), "M5_CONSERVATION"


def invent_a_consignment(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    contents = {**bag.contents, "no such consignment": 1}
    return edit_bag(plan, bag.id, contents=contents), "M1_UNKNOWN_CONSIGNMENT"


def name_another_site(day, travel, plan, rng):
    choices = [i for i, row in enumerate(plan.unserved) if row.consignment]
    index = pick(rng, choices)
    if index is None:
        return None
    return edit_unserved(plan, index, site="nowhere"), "M5_UNSERVED_ROW"


def invent_a_reason(day, travel, plan, rng):
    index = pick(rng, range(len(plan.unserved)))
    if index is None:
        return None
    return edit_unserved(plan, index, reason="BECAUSE"), "M5_REASON"


def forget_a_delivery(day, travel, plan, rng):
    """Keep a bag aboard; one that the tour takes on again would be there twice."""
    again = {
        bag.id
        for bag in plan.bags
        if len({(leg.vehicle, leg.tour) for leg in bag.legs}) < len(bag.legs)
    }
    chosen = pick(rng, [c for c in deliveries_of(plan) if c[1] not in again])
    if chosen is None:
        return None
    at, bag = chosen
    kept = tuple(other for other in stop_at(plan, at).deliver if other != bag)
    return edit_stop(plan, at, deliver=kept), "M5_LEFT_ON_BOARD"


def deliver_what_is_not_there(day, travel, plan, rng):
    chosen = pick(rng, deliveries_of(plan))
    if chosen is None:
        return None
    at, bag = chosen
    twice = (*stop_at(plan, at).deliver, bag)
    return edit_stop(plan, at, deliver=twice), "M5_NOT_ON_BOARD"


def load_a_bag_twice(day, travel, plan, rng):
    at = pick(rng, [a for a in tours_of(plan) if tour_at(plan, a).load])
    if at is None:
        return None
    load = tour_at(plan, at).load
    return edit_tour(plan, at, load=(*load, load[0])), "M5_TWICE"


def carry_a_bag_twice(day, travel, plan, rng):
    """Take a bag for a ride on a second tour from the same base as well.

    One that goes straight: with several legs it would be at two places first.
    """
    choices = [
        (one, two)
        for one in tours_of(plan)
        if _first_straight(plan, tour_at(plan, one).load) is not None
        for two in tours_of(plan)
        if one != two
        and vehicle_at(day, plan, one).start_site
        == vehicle_at(day, plan, two).start_site
    ]
    chosen = pick(rng, choices)
    if chosen is None:
        return None
    tour = tour_at(plan, chosen[1])
    bag = _first_straight(plan, tour_at(plan, chosen[0]).load)
    load, unload = (*tour.load, bag), (*tour.unload, bag)
    return edit_tour(plan, chosen[1], load=load, unload=unload), "M5_TWICE"


def deliver_elsewhere(day, travel, plan, rng):
    """Deliver a bag that goes straight at another stop of its tour."""
    choices = [
        (at, bag, other)
        for at, bag in deliveries_of(plan)
        if _first_straight(plan, (bag,)) is not None
        for other in stops_of(plan)
        if other[:2] == at[:2] and stop_at(plan, other).site != stop_at(plan, at).site
    ]
    chosen = pick(rng, choices)
    if chosen is None:
        return None
    at, bag, other = chosen
    kept = tuple(b for b in stop_at(plan, at).deliver if b != bag)
    plan = edit_stop(plan, at, deliver=kept)
    more = (*stop_at(plan, other).deliver, bag)
    return edit_stop(plan, other, deliver=more), "M5_PLACE"


def take_a_bag_off_its_route(day, travel, plan, rng):
    straight = [
        (at, bag)
        for at, bag in deliveries_of(plan)
        if _first_straight(plan, (bag,)) is not None
    ]
    chosen = pick(rng, straight)
    if chosen is None:
        return None
    at, bag = chosen
    load = tuple(b for b in tour_at(plan, at).load if b != bag)
    kept = tuple(b for b in stop_at(plan, at).deliver if b != bag)
    plan = edit_stop(plan, at, deliver=kept)
    return edit_tour(plan, at[:2], load=load), "M5_NOT_CARRIED"


def write_another_vehicle(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    return edit_leg(plan, bag.id, vehicle="no such vehicle"), "M5_LEGS"


def ride_a_bus(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    return edit_leg(plan, bag.id, kind="bus"), "M5_LEGS"


def go_four_legs(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    return edit_bag(plan, bag.id, legs=(bag.legs[0],) * 4), "W6_LEGS"


def address_a_bag_elsewhere(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    return edit_bag(plan, bag.id, destination="nowhere"), "M2_PLACE"


def mix_destinations(day, travel, plan, rng):
    choices = [
        (one, two)
        for one in plan.bags
        for two in plan.bags
        if one.destination != two.destination
    ]
    chosen = pick(rng, choices)
    if chosen is None:
        return None
    one, two = chosen
    return edit_bag(plan, one.id, contents={**one.contents, **two.contents}), "M2_LOT"


def overfill_a_bag(day, travel, plan, rng):
    bag = pick(rng, [b for b in plan.bags if not b.loose])
    if bag is None:
        return None
    limit = max(partner.items_per_bag for partner in day.partners.values())
    contents = {key: count + limit for key, count in bag.contents.items()}
    return edit_bag(plan, bag.id, contents=contents), "M3_BAG_LIMIT_ITEMS"


def weigh_a_bag_wrong(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    grams = bag.grams + 2 * len(bag.contents)
    return edit_bag(plan, bag.id, grams=grams), "M3_BAG_GRAMS"


def measure_a_bag_wrong(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    cm3 = bag.cm3 + 2 * len(bag.contents)
    return edit_bag(plan, bag.id, cm3=cm3), "M3_BAG_CM3"


def count_a_partner_wrong(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    partner = next(iter(bag.items))
    items = {**bag.items, partner: bag.items[partner] + 1}
    return edit_bag(plan, bag.id, items=items), "M3_BAG_ITEMS"


def call_a_bag_another_class(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    return edit_bag(plan, bag.id, goods_class="no such class"), "M3_BAG_CLASS"


def call_a_bag_loose(day, travel, plan, rng):
    bag = _some_bag(plan, rng)
    if bag is None:
        return None
    return edit_bag(plan, bag.id, loose=not bag.loose), "M3_LOOSE"


def carry_what_must_stay(day, travel, plan, rng):
    blocked = [r.consignment_id for r in day.consignments if r.blocked is not None]
    bag, key = _some_bag(plan, rng), pick(rng, blocked)
    if bag is None or key is None:
        return None
    return edit_bag(plan, bag.id, contents={key: 1}), "W5_BLOCKED"


BAG_MUTATIONS = (
    drop_a_bag,
    list_a_bag_twice,
    copy_a_bag,
    lose_an_item,
    forget_what_stays,
    leave_more_than_there_is,
    invent_a_consignment,
    name_another_site,
    invent_a_reason,
    forget_a_delivery,
    deliver_what_is_not_there,
    load_a_bag_twice,
    carry_a_bag_twice,
    deliver_elsewhere,
    take_a_bag_off_its_route,
    write_another_vehicle,
    ride_a_bus,
    go_four_legs,
    address_a_bag_elsewhere,
    mix_destinations,
    overfill_a_bag,
    weigh_a_bag_wrong,
    measure_a_bag_wrong,
    count_a_partner_wrong,
    call_a_bag_another_class,
    call_a_bag_loose,
    carry_what_must_stay,
)
