"""Small edits of frozen plans and days: one field changed, the rest kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag, Stop, Tour


def with_item(values: tuple[Any, ...], index: int, value: Any) -> tuple[Any, ...]:
    """Return a tuple with one entry replaced."""
    return (*values[:index], value, *values[index + 1 :])


def edit_route(plan: Plan, route: int, **changes: Any) -> Plan:
    edited = replace(plan.routes[route], **changes)
    return replace(plan, routes=with_item(plan.routes, route, edited))


def edit_cost(plan: Plan, route: int, **changes: Any) -> Plan:
    cost = replace(plan.routes[route].cost_cents, **changes)
    return edit_route(plan, route, cost_cents=cost)


def edit_tour(plan: Plan, at: tuple[int, int], **changes: Any) -> Plan:
    route, tour = at
    tours = plan.routes[route].tours
    edited = replace(tours[tour], **changes)
    return edit_route(plan, route, tours=with_item(tours, tour, edited))


def edit_stop(plan: Plan, at: tuple[int, int, int], **changes: Any) -> Plan:
    route, tour, stop = at
    stops = plan.routes[route].tours[tour].stops
    edited = replace(stops[stop], **changes)
    return edit_tour(plan, (route, tour), stops=with_item(stops, stop, edited))


def edit_pause(plan: Plan, route: int, pause: int, **changes: Any) -> Plan:
    pauses = plan.routes[route].pauses
    edited = replace(pauses[pause], **changes)
    return edit_route(plan, route, pauses=with_item(pauses, pause, edited))


def edit_bag(plan: Plan, bag_id: str, **changes: Any) -> Plan:
    return replace(
        plan,
        bags=tuple(
            replace(bag, **changes) if bag.id == bag_id else bag for bag in plan.bags
        ),
    )


def edit_leg(plan: Plan, bag_id: str, **changes: Any) -> Plan:
    legs = bag_of(plan, bag_id).legs
    return edit_bag(plan, bag_id, legs=(replace(legs[0], **changes), *legs[1:]))


def edit_unserved(plan: Plan, index: int, **changes: Any) -> Plan:
    edited = replace(plan.unserved[index], **changes)
    return replace(plan, unserved=with_item(plan.unserved, index, edited))


def without(values: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    return (*values[:index], *values[index + 1 :])


def bag_of(plan: Plan, bag_id: str) -> PlannedBag:
    return next(bag for bag in plan.bags if bag.id == bag_id)


def sync_legs(plan: Plan) -> Plan:
    """Make the times of single-leg bags those of the tours that carry them."""
    bags = []
    for bag in plan.bags:
        if len(bag.legs) == 1:
            leg = bag.legs[0]
            for route in plan.routes:
                if route.vehicle == leg.vehicle and leg.tour is not None:
                    leg = _timed(leg, bag.id, route.tours[leg.tour])
            bags.append(replace(bag, legs=(leg,)))
        else:
            bags.append(bag)
    return replace(plan, bags=tuple(bags))


def _timed(leg: Leg, bag_id: str, tour: Tour) -> Leg:
    depart = tour.start if bag_id in tour.load else leg.depart
    arrive = tour.end if bag_id in tour.unload else leg.arrive
    for stop in tour.stops:
        if bag_id in stop.pick_up:
            depart = stop.depart
        if bag_id in stop.deliver:
            arrive = stop.arrive
    return replace(leg, depart=depart, arrive=arrive)


def shifted(stop: Stop, seconds: int) -> Stop:
    return replace(
        stop,
        arrive=stop.arrive + seconds,
        start=stop.start + seconds,
        depart=stop.depart + seconds,
    )


def edit_site(day: Day, site_id: str, **changes: Any) -> Day:
    sites = {**day.sites, site_id: replace(day.sites[site_id], **changes)}
    return replace(day, sites=sites)


def edit_vehicle(day: Day, vehicle_id: str, **changes: Any) -> Day:
    edited = replace(day.vehicles[vehicle_id], **changes)
    return replace(day, vehicles={**day.vehicles, vehicle_id: edited})


def edit_partner(day: Day, partner_id: str, **changes: Any) -> Day:
    edited = replace(day.partners[partner_id], **changes)
    return replace(day, partners={**day.partners, partner_id: edited})


def edit_goods(day: Day, name: str, **changes: Any) -> Day:
    return replace(day, goods={**day.goods, name: replace(day.goods[name], **changes)})


def edit_consignment(day: Day, key: str, **changes: Any) -> Day:
    return replace(
        day,
        consignments=tuple(
            replace(row, **changes) if row.consignment_id == key else row
            for row in day.consignments
        ),
    )
