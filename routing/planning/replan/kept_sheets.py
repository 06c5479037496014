"""Drivers keep the sheet in their hand where they carry what they were to carry.

The search is free in order and minutes. A vehicle whose bags are those of the
earlier plan gets its earlier tours back, unless that breaks a rule or costs more than
a change has to save.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.plan.cold_time import temperatures, with_cold
from routing.plan.route_cost import route_cost
from routing.plan.services import ROAD
from routing.plan.tour_ends import drives

from ..sums import metres_of
from .merged_loads import with_loads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.day import Day
    from routing.domain.vehicle import Temperature
    from routing.plan.model import Leg, Plan, Route
    from routing.travel.matrix import Travel

Carried = frozenset[tuple[str, str, str]]
"""What a vehicle carries: bags, from where to where."""


def with_kept_sheets(
    day: Day, travel: Travel, start: Plan, plan: Plan, change_cents: int
) -> Plan:
    """Return a plan of a residual day in which drivers keep their earlier tours.

    Parameters
    ----------
    day
        The residual day.
    start
        What the earlier plan had for it.
    change_cents
        What another order has to save on a driver's route.
    """
    had, has = _carried(start), _carried(plan)
    temps = temperatures(day, start.bags)
    routes = {route.vehicle: route for route in plan.routes}
    earlier = {}
    for route in start.routes:
        name = route.vehicle
        if name in routes and had.get(name) == has.get(name):
            kept = _priced(day, travel, route, temps)
            dearer = kept.cost_cents.total - routes[name].cost_cents.total
            if kept != routes[name] and dearer <= change_cents:
                earlier[name] = kept
    if not earlier:
        return plan
    known = set(judge(day, travel, plan))

    def holds(other: Plan) -> bool:
        return not set(judge(day, travel, other)) - known

    whole = _with(plan, start, earlier)
    if holds(whole):
        return whole
    for name, route in earlier.items():
        one = _with(plan, start, {name: route})
        if holds(one):
            plan = one
    return plan


def _priced(
    day: Day, travel: Travel, route: Route, temps: Mapping[str, Temperature]
) -> Route:
    """Return a route with the figures of its tours alone."""
    car = day.vehicles[route.vehicle]
    metres = metres_of(travel, car, drives(car, route))
    seconds = route.tours[-1].end - route.tours[0].load_start
    priced = replace(
        route,
        metres=metres,
        seconds=seconds,
        cost_cents=route_cost(car, metres, seconds),
    )
    return with_cold(car, priced, temps)


def _carried(plan: Plan) -> dict[str, Carried]:
    found: dict[str, set[tuple[str, str, str]]] = {}
    for bag, leg in _driven(plan):
        moved = (bag, leg.from_site, leg.to_site)
        found.setdefault(leg.vehicle or "", set()).add(moved)
    return {vehicle: frozenset(moved) for vehicle, moved in found.items()}


def _driven(plan: Plan) -> Iterator[tuple[str, Leg]]:
    for bag in plan.bags:
        for leg in bag.legs:
            if leg.kind == ROAD:
                yield bag.id, leg


def _with(plan: Plan, start: Plan, routes: Mapping[str, Route]) -> Plan:
    """Return the plan with some vehicles' earlier tours."""
    legs = {
        (leg.vehicle, bag, leg.from_site, leg.to_site): leg
        for bag, leg in _driven(start)
        if leg.vehicle in routes
    }
    found = replace(
        plan,
        routes=tuple(routes.get(route.vehicle, route) for route in plan.routes),
        bags=tuple(
            replace(
                bag,
                legs=tuple(
                    legs.get((leg.vehicle, bag.id, leg.from_site, leg.to_site), leg)
                    for leg in bag.legs
                ),
            )
            for bag in plan.bags
        ),
    )
    known = {bag.id: bag for bag in plan.bags}
    return replace(
        found, routes=tuple(with_loads(route, known) for route in found.routes)
    )
