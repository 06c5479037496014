"""The worst tenth of the villages: visits, hours and cost."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routing.domain.consignment import ConsignmentKind
from routing.domain.site import Level
from routing.plan.services import ROAD

from .figures import hours, mean, rounded, yuan
from .village_cost import village_cents

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from .served import Served

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
    """Return how often carriers call at a site: halts, trips and handovers."""
    visits = Counter(
        stop.site
        for route in plan.routes
        for tour in route.tours
        for stop in tour.stops
    )
    called = {
        (site, leg.kind, leg.trip or leg.offer, leg.depart)
        for bag in plan.bags
        for leg in bag.legs
        if leg.kind != ROAD
        for site in (leg.from_site, leg.to_site)
    }
    visits.update(site for site, *_ in sorted(called, key=str))
    return visits


def _waiting(day: Day, served: tuple[Served, ...]) -> dict[str, Fraction]:
    """Return the mean seconds from arrival at the centre to delivery, by village."""
    seconds, items = Counter[str](), Counter[str]()
    for one in served:
        row = one.consignment
        if row.kind is not ConsignmentKind.DELIVERY:
            continue
        arrival = day.partners[row.partner].arrival_time
        since = row.ready_time if arrival is None else arrival
        for met in one.met:
            seconds[row.destination] += max(0, met.time - since) * met.items
            items[row.destination] += met.items
    return {site: Fraction(seconds[site], items[site]) for site in items}


def _cost_per_item(
    day: Day, travel: Travel, plan: Plan, served: tuple[Served, ...]
) -> dict[str, Fraction]:
    """Return the cents per planned item, by village."""
    cents = village_cents(day, travel, plan)
    items = Counter[str]()
    for one in served:
        items[one.consignment.outer_site] += one.planned
    return {site: cents[site] / items[site] for site in cents if items[site]}
