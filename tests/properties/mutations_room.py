"""Mutations of vehicles and sites: room, docks, classes, agreements, locks."""

from __future__ import annotations

from dataclasses import replace

from properties.plan_edits import edit_route, edit_stop, edit_tour
from properties.plan_picks import (
    pick,
    stop_at,
    stops_of,
    tour_at,
    tours_of,
    vehicle_at,
)

from routing.domain.day import LockKind
from routing.domain.partner import may_carry
from routing.domain.site import ROAD_CLASSES
from routing.domain.vehicle import VehicleClass

SELF_DRIVING = (VehicleClass.DRONE, VehicleClass.ROBOT)


def _load_everything(plan, at):
    return edit_tour(plan, at, load=tuple(bag.id for bag in plan.bags))


def _overload(day, plan, rng, room_of, total, cause):
    """Load every bag of the day where that is more than there is room."""
    choices = []
    for at in tours_of(plan):
        room = room_of(vehicle_at(day, plan, at))
        if room is not None and total > room:
            choices.append(at)
    at = pick(rng, choices)
    return None if at is None else (_load_everything(plan, at), cause)


def overload_in_kg(day, travel, plan, rng):
    total = sum(bag.grams for bag in plan.bags)
    return _overload(day, plan, rng, lambda v: v.cap_g, total, "R1_CAP_KG")


def overload_in_items(day, travel, plan, rng):
    total = plan.items_planned
    return _overload(day, plan, rng, lambda v: v.cap_items, total, "R1_CAP_ITEMS")


def overload_in_m3(day, travel, plan, rng):
    temps = sorted({day.goods[bag.goods_class].temp for bag in plan.bags})
    for temp in temps:
        total = sum(
            bag.cm3 for bag in plan.bags if day.goods[bag.goods_class].temp == temp
        )
        found = _overload(
            day,
            plan,
            rng,
            lambda v, temp=temp: v.compartments_cm3.get(temp),
            total,
            "R1_CAP_M3",
        )
        if found:
            return found
    return None


def goods_without_compartment(day, travel, plan, rng):
    temps = {day.goods[bag.goods_class].temp for bag in plan.bags}
    at = pick(
        rng,
        [
            a
            for a in tours_of(plan)
            if vehicle_at(day, plan, a).compartments_cm3
            and temps - set(vehicle_at(day, plan, a).compartments_cm3)
        ],
    )
    return None if at is None else (_load_everything(plan, at), "R1_COMPARTMENT")


def bring_enemies_together(day, travel, plan, rng):
    classes = sorted({bag.goods_class for bag in plan.bags})
    hostile = any(
        two in day.goods[one].incompatible_with
        and day.goods[one].temp == day.goods[two].temp
        for one in classes
        for two in classes
    )
    at = pick(rng, tours_of(plan))
    if at is None or not hostile:
        return None
    return _load_everything(plan, at), "R4_INCOMPATIBLE"


def fill_a_village(day, travel, plan, rng):
    total = plan.items_planned
    choices = []
    for at in stops_of(plan):
        site = day.sites[stop_at(plan, at).site]
        if site.storage_items is not None and total > site.storage_items:
            choices.append(at)
    at = pick(rng, choices)
    if at is None:
        return None
    bags = tuple(bag.id for bag in plan.bags)
    plan = _load_everything(plan, at[:2])
    # Nothing gets off before or after, so that all of it arrives here.
    for s, stop in enumerate(tour_at(plan, at).stops):
        here = bags if s == at[2] else ()
        plan = edit_stop(plan, (*at[:2], s), deliver=here, pick_up=stop.pick_up[:0])
    return edit_tour(plan, at[:2], unload=()), "R3_STORAGE"


def crowd_the_docks(day, travel, plan, rng):
    by_base = {}
    for at in tours_of(plan):
        vehicle = vehicle_at(day, plan, at)
        if vehicle.reload_duration > 0:
            by_base.setdefault(vehicle.start_site, []).append(at)
    choices = [
        ats[: day.sites[base].docks + 1]
        for base, ats in by_base.items()
        if day.sites[base].docks is not None and len(ats) > day.sites[base].docks
    ]
    chosen = pick(rng, choices)
    if chosen is None:
        return None
    begin = tour_at(plan, chosen[0]).load_start
    for at in chosen:
        plan = edit_tour(plan, at, load_start=begin)
    return plan, "R5_DOCKS"


def overload_a_drone(day, travel, plan, rng):
    drone = [
        a
        for a in tours_of(plan)
        if vehicle_at(day, plan, a).vehicle_class is VehicleClass.DRONE
    ]
    at = pick(rng, drone)
    if at is None or len(plan.bags) < 2:
        return None
    return _load_everything(plan, at), "W7_ONE_BAG"


def go_where_the_class_may_not(day, travel, plan, rng):
    choices = [
        (at, site.site_id)
        for at in stops_of(plan)
        for site in day.sites.values()
        if vehicle_at(day, plan, at).vehicle_class
        not in (site.allowed_classes or ROAD_CLASSES)
    ]
    chosen = pick(rng, choices)
    if chosen is None:
        return None
    at, site = chosen
    own = vehicle_at(day, plan, at).vehicle_class in SELF_DRIVING
    return edit_stop(plan, at, site=site), "W7_ACCESS" if own else "W1_ACCESS"


def serve_a_closed_site(day, travel, plan, rng):
    closed = [
        site.site_id
        for site in day.sites.values()
        if not (site.serves_today and site.dispatchable)
    ]
    full = [a for a in stops_of(plan) if stop_at(plan, a).deliver]
    at, site = pick(rng, full), pick(rng, closed)
    if at is None or site is None:
        return None
    return edit_stop(plan, at, site=site), "W5_SITE_CLOSED"


def go_to_an_unknown_site(day, travel, plan, rng):
    at = pick(rng, stops_of(plan))
    if at is None:
        return None
    return edit_stop(plan, at, site="nowhere"), "W1_UNKNOWN_SITE"


def _other_vehicle(day, plan, rng, wrong, cause):
    """Give a route to another vehicle that is wrong for it."""
    choices = [
        (r, vehicle.vehicle_id)
        for r, route in enumerate(plan.routes)
        for vehicle in day.vehicles.values()
        if route.vehicle != vehicle.vehicle_id and wrong(route, vehicle)
    ]
    chosen = pick(rng, choices)
    if chosen is None:
        return None
    return edit_route(plan, chosen[0], vehicle=chosen[1]), cause


def carry_without_agreement(day, travel, plan, rng):
    partners = {bag.id: tuple(bag.items) for bag in plan.bags}

    def wrong(route, vehicle):
        return any(
            not may_carry(day.agreements, vehicle.owner, partner)
            for tour in route.tours
            for bag in tour.load
            for partner in partners[bag]
        )

    return _other_vehicle(day, plan, rng, wrong, "W2_AGREEMENT")


def take_a_vehicle_that_is_out(day, travel, plan, rng):
    route = pick(rng, range(len(plan.routes)))
    if route is None or not day.vehicles_out:
        return None
    name = day.vehicles_out[0].vehicle.vehicle_id
    if name in day.vehicles:
        return None
    return edit_route(plan, route, vehicle=name), "W5_VEHICLE_OUT"


def take_an_unknown_vehicle(day, travel, plan, rng):
    route = pick(rng, range(len(plan.routes)))
    if route is None:
        return None
    return edit_route(plan, route, vehicle="no such vehicle"), "W1_UNKNOWN_VEHICLE"


def break_a_lock(day, travel, plan, rng):
    """Drive the route of a lock with another vehicle."""
    outer = {row.consignment_id: row.outer_site for row in day.consignments}
    for lock in day.locks:
        held = [
            bag.legs[0]
            for bag in plan.bags
            if outer[next(iter(bag.contents))] in lock.sites
        ]
        other = [name for name in day.vehicles if name != lock.vehicle]
        for r, route in enumerate(plan.routes):
            if other and any(leg.vehicle == route.vehicle for leg in held):
                return edit_route(plan, r, vehicle=rng.choice(other)), "W5_LOCK"
    return None


def turn_a_locked_order(day, travel, plan, rng):
    for lock in day.locks:
        if lock.kind not in (LockKind.SEQUENCE, LockKind.STRICT):
            continue
        held = [
            a
            for a in stops_of(plan)
            if stop_at(plan, a).site in lock.sites
            and plan.routes[a[0]].vehicle == lock.vehicle
        ]
        if len({stop_at(plan, a).site for a in held}) > 1:
            first, last = stop_at(plan, held[0]).site, stop_at(plan, held[-1]).site
            plan = edit_stop(plan, held[0], site=last)
            return edit_stop(plan, held[-1], site=first), "W5_LOCK_ORDER"
    return None


def drive_another_day(day, travel, plan, rng):
    return replace(plan, date="1999-12-31"), "W5_DATE"


ROOM_MUTATIONS = (
    overload_in_kg,
    overload_in_items,
    overload_in_m3,
    goods_without_compartment,
    bring_enemies_together,
    fill_a_village,
    crowd_the_docks,
    overload_a_drone,
    go_where_the_class_may_not,
    serve_a_closed_site,
    go_to_an_unknown_site,
    carry_without_agreement,
    take_a_vehicle_that_is_out,
    take_an_unknown_vehicle,
    break_a_lock,
    turn_a_locked_order,
    drive_another_day,
)
