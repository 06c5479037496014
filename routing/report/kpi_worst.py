"""The worst tenth of the villages: visits, hours and cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routing.domain.consignment import ConsignmentKind
from routing.domain.site import Level

from .figures import hours, mean, rounded, yuan

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan, Route
    from routing.travel.matrix import Travel

    from .kpi_service import Served

TENTH = 10


def worst_tenth_kpis(
    day: Day, travel: Travel, plan: Plan, served: tuple[Served, ...]
) -> dict[str, Any]:
    """Return means over the worst tenth (rounded up) of villages with demand."""
    asked = [
        site
        for site in dict.fromkeys(one.consignment.outer_site for one in served)
        if day.sites[site].level is Level.VILLAGE
    ]
    size = -(-len(asked) // TENTH)
    visits = _visits(plan)
    waits = _waiting(day, served)
    costs = _cost_per_item(day, travel, plan, served)
    fewest = sorted(Fraction(visits[site]) for site in asked)[:size]
    longest = sorted((waits[site] for site in asked if site in waits), reverse=True)
    dearest = sorted((costs[site] for site in asked if site in costs), reverse=True)
    few, long, dear = mean(fewest), mean(longest[:size]), mean(dearest[:size])
    return {
        "worst_tenth_villages": size,
        "worst_tenth_visits": None if few is None else rounded(few, 1),
        "worst_tenth_hours": None if long is None else hours(long),
        "worst_tenth_cost_per_item_yuan": None if dear is None else yuan(dear),
    }


def _visits(plan: Plan) -> Counter[str]:
    return Counter(
        stop.site
        for route in plan.routes
        for tour in route.tours
        for stop in tour.stops
    )


def _waiting(day: Day, served: tuple[Served, ...]) -> dict[str, Fraction]:
    """Return the mean seconds from arrival at the centre to delivery, by village."""
    seconds, items = Counter[str](), Counter[str]()
    for one in served:
        row = one.consignment
        if row.kind is not ConsignmentKind.DELIVERY:
            continue
        arrival = day.partners[row.partner].arrival_time
        since = row.ready_time if arrival is None else arrival
        for clock, count in one.times:
            seconds[row.destination] += max(0, clock - since) * count
            items[row.destination] += count
    return {site: Fraction(seconds[site], items[site]) for site in items}


def _cost_per_item(
    day: Day, travel: Travel, plan: Plan, served: tuple[Served, ...]
) -> dict[str, Fraction]:
    """Return the cents per planned item, by village.

    A route's cost is spread over its halts in proportion to the way there and
    back from the vehicle's base, so that far villages bear what they cause.
    """
    cents: defaultdict[str, Fraction] = defaultdict(Fraction)
    for route in plan.routes:
        weights = _there_and_back(day, travel, route)
        total = sum(weights.values())
        for site, weight in weights.items():
            share = Fraction(weight, total) if total else Fraction(1, len(weights))
            cents[site] += route.cost_cents.total * share
    items = Counter[str]()
    for one in served:
        items[one.consignment.outer_site] += one.planned
    return {site: cents[site] / items[site] for site in cents if items[site]}


def _there_and_back(day: Day, travel: Travel, route: Route) -> dict[str, int]:
    vehicle = day.vehicles[route.vehicle]
    metres = travel.of(vehicle.speed_profile).metres
    base = travel.index[vehicle.start_site]
    weights: Counter[str] = Counter()
    for tour in route.tours:
        for stop in tour.stops:
            site = travel.index[stop.site]
            weights[stop.site] += int(metres[base, site]) + int(metres[site, base])
    return weights
