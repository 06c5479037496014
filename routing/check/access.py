"""Rules W1, W2 and W5: who may go where with whose goods, and today's closures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ..domain.site import ROAD_CLASSES
from ..domain.vehicle import VehicleClass
from .causes import Cause
from .trail import BUS
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.day import Day
    from ..plan.violation import Violation
    from .case import Case, RouteCase, TourCase
    from .trail import Ride

AUTONOMOUS = (VehicleClass.DRONE, VehicleClass.ROBOT)


def check_access(case: Case) -> Iterator[Violation]:
    """Check vehicles, sites, agreements and what is closed or blocked today."""
    yield from _date(case)
    yield from _vehicles(case)
    for route in case.routes:
        yield from _visits(case.day, route)
        for tour in route.tours:
            yield from _agreements(case, tour)
            yield from _closed_sites(case, tour)
    yield from _service_agreements(case)
    yield from _service_sites(case)
    yield from _unconfirmed(case)
    yield from _blocked(case)


def _date(case: Case) -> Iterator[Violation]:
    """Compare the date of the plan with the day it is judged by."""
    if case.plan.date == case.day.date.isoformat():
        return
    try:
        days = abs((dt.date.fromisoformat(case.plan.date) - case.day.date).days)
    except ValueError:
        days = 1
    yield found(Cause.W5_DATE, case.plan.date, max(days, 1))


def _vehicles(case: Case) -> Iterator[Violation]:
    out = {row.vehicle.vehicle_id for row in case.day.vehicles_out}
    followed = {route.vehicle.vehicle_id for route in case.routes}
    for route in case.plan.routes:
        if route.vehicle not in followed:
            absent = route.vehicle in out
            cause = Cause.W5_VEHICLE_OUT if absent else Cause.W1_UNKNOWN_VEHICLE
            yield found(cause, route.vehicle, 1)


def _visits(day: Day, route: RouteCase) -> Iterator[Violation]:
    """Every halt, and each base once, allows the class of the vehicle (W1)."""
    visits: dict[str, int] = {}
    for tour in route.tours:
        visits[tour.begins] = visits[tour.ends] = 1
    for tour in route.tours:
        for stop, where in tour.halts():
            if stop.site in day.sites:
                visits[stop.site] = visits.get(stop.site, 0) + 1
            else:
                yield found(Cause.W1_UNKNOWN_SITE, where, 1)
    vehicle_class = route.vehicle.vehicle_class
    autonomous = vehicle_class in AUTONOMOUS
    cause = Cause.W7_ACCESS if autonomous else Cause.W1_ACCESS
    for site_id, count in visits.items():
        allowed = day.sites[site_id].allowed_classes or ROAD_CLASSES
        if vehicle_class not in allowed:
            yield found(cause, f"{route.vehicle.vehicle_id} @{site_id}", count)


def _agreements(case: Case, tour: TourCase) -> Iterator[Violation]:
    """Goods of a partner ride on vehicles of those it cooperates with (W2)."""
    foreign: dict[str, int] = {}
    for bag in dict.fromkeys(b for leg in tour.trail.on_board for b in leg):
        if bag not in case.bags:
            continue
        for row, items in case.bags[bag].rows:
            if not may_carry(case.day, tour.vehicle.owner, row.partner):
                foreign[row.partner] = foreign.get(row.partner, 0) + items
    for partner, items in foreign.items():
        yield found(Cause.W2_AGREEMENT, f"{tour.where} {partner}", items)


def _service_agreements(case: Case) -> Iterator[Violation]:
    """Goods ride on trips and offers of those that their partner cooperates with."""
    foreign: dict[tuple[str, str], int] = {}
    for ride in case.services.rides:
        if ride.bag not in case.bags:
            continue
        for row, items in case.bags[ride.bag].rows:
            if not may_carry(case.day, _owner(case.day, ride), row.partner):
                key = ride.where, row.partner
                foreign[key] = foreign.get(key, 0) + items
    for (where, partner), items in foreign.items():
        yield found(Cause.W2_AGREEMENT, f"{where} {partner}", items)


def _owner(day: Day, ride: Ride) -> str:
    """Return who carries: the operator of the line, or the carrier (W2a)."""
    if ride.kind == BUS:
        return day.lines[day.trips[ride.carrier].line_id].operator
    return day.offers[ride.carrier].carrier


def _service_sites(case: Case) -> Iterator[Violation]:
    """Nothing changes hands where there is no service today (W5a, W5c)."""
    items: dict[tuple[str, str], int] = {}
    for ride in case.services.rides:
        for site_id in (ride.from_site, ride.to_site):
            site = case.day.sites.get(site_id)
            if site and not (site.serves_today and site.dispatchable):
                key = ride.where, site_id
                items[key] = items.get(key, 0) + case.items((ride.bag,))
    for (where, site_id), count in items.items():
        if count:
            yield found(Cause.W5_SITE_CLOSED, f"{where} @{site_id}", count)


def _unconfirmed(case: Case) -> Iterator[Violation]:
    """With only_confirmed, what nobody has confirmed carries nothing (W5k)."""
    if not case.day.settings.only_confirmed:
        return
    bags: dict[str, int] = {}
    for leg in case.services.trip_legs:
        if leg.load.bags and not leg.trip.confirmed:
            bags[leg.where] = bags.get(leg.where, 0) + len(leg.load.bags)
    for given in case.services.given:
        if given.row.bags and not given.offer.confirmed:
            where = given.offer.offer_id
            bags[where] = bags.get(where, 0) + len(given.row.bags)
    for where, count in bags.items():
        yield found(Cause.W5_UNCONFIRMED, where, count)


def may_carry(day: Day, owner: str | None, partner: str) -> bool:
    """Tell whether goods of a partner go with what another one owns (W2)."""
    if day.agreements is None or owner is None or owner == partner:
        return True
    return any(
        (row.partner in (owner, "*") and row.other in (partner, "*"))
        or (row.partner in (partner, "*") and row.other in (owner, "*"))
        for row in day.agreements
    )


def _closed_sites(case: Case, tour: TourCase) -> Iterator[Violation]:
    """Nothing is loaded or handed over where there is no service today (W5a)."""
    plan = tour.tour
    handled = [(tour.begins, plan.load, tour.where)]
    handled += [
        (stop.site, stop.deliver + stop.pick_up, where) for stop, where in tour.halts()
    ]
    handled.append((tour.ends, plan.unload, tour.where))
    for site_id, bags, where in handled:
        site = case.day.sites.get(site_id)
        items = case.items(tuple(b for b in bags if not _is_fetched(case, b, site_id)))
        if site and items and not (site.serves_today and site.dispatchable):
            yield found(Cause.W5_SITE_CLOSED, where, items)


def _is_fetched(case: Case, bag: str, site_id: str) -> bool:
    """Tell whether a bag is on board of a vehicle that was lost there (W6c)."""
    past = case.past
    return past is not None and any(
        ride.to_site == site_id and past.is_stranded(ride)
        for ride in case.rides.get(bag, ())
    )


def _blocked(case: Case) -> Iterator[Violation]:
    for bag_id, contents in case.bags.items():
        items = sum(n for row, n in contents.rows if row.blocked is not None)
        if items:
            yield found(Cause.W5_BLOCKED, f"[{bag_id}]", items)
