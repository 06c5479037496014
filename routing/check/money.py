"""Rules P1 to P3 and Q2: cents of every route by part, and penalties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.consignment import Priority
from ..domain.vehicle import Temperature
from .causes import Cause
from .cents import cents
from .compartments import compartment_of
from .words import found

COLD = (Temperature.CHILLED, Temperature.FROZEN)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.violation import Violation
    from .case import Case, RouteCase


def check_money(case: Case) -> Iterator[Violation]:
    """Recompute cost and penalty."""
    for route in case.routes:
        yield from _cost(case, route)
    if len(case.routes) == len(case.plan.routes):
        off = abs(case.plan.penalty_cents - _penalty(case))
        if off:
            yield found(Cause.P3_PENALTY, "penalty_cents", off)
    yield from _sums(case)


def _sums(case: Case) -> Iterator[Violation]:
    """Compare the sums at the top of a plan that was read with its rows."""
    sums = {**case.plan.cost_parts, "total": case.plan.cost_cents}
    # Freshness is no part of the cost: it has its own check.
    sums["freshness"] = case.plan.stated_cents.get("freshness", 0)
    for part, stated in case.plan.stated_cents.items():
        if stated != sums.get(part, 0):
            where = f"cost_cents.{part}"
            yield found(Cause.P1_COST, where, abs(stated - sums.get(part, 0)))


def _cost(case: Case, route: RouteCase) -> Iterator[Violation]:
    vehicle, stated, metres = route.vehicle, route.route.cost_cents, route.metres
    seconds = max(0, route.end - route.begin)
    parts = [
        ("fixed", stated.fixed, vehicle.fixed_cents if route.tours else 0),
        ("hours", stated.hours, cents(seconds * vehicle.micro_yuan_per_hour, 3600)),
        ("cold", stated.cold, _refrigeration(case, route)),
    ]
    if metres is not None:
        driven = cents(metres * vehicle.micro_yuan_per_km, 1000)
        parts.append(("km", stated.km, driven))
    for name, said, due in parts:
        if said != due:
            where = f"{vehicle.vehicle_id} {name}"
            yield found(Cause.P1_COST, where, abs(said - due))


def _refrigeration(case: Case, route: RouteCase) -> int:
    """Price the tours on which anything rides in a cold compartment (P1f)."""
    vehicle = route.vehicle
    seconds = sum(
        tour.tour.end - tour.tour.load_start
        for tour in route.tours
        if any(
            compartment_of(tour.rooms, case.bags[bag].needs) in COLD
            for bags in tour.trail.on_board
            for bag in bags
            if bag in case.bags
        )
    )
    return cents(max(0, seconds) * vehicle.micro_yuan_per_cold_hour, 3600)


def _penalty(case: Case) -> int:
    """Penalties stand beside the cost (P3a)."""
    settings = case.day.settings
    weighed = 0
    if settings.economic_deferral:
        known = {row.consignment_id: row.priority for row in case.day.consignments}
        for row in case.plan.unserved:
            priority = known.get(row.consignment or "", Priority.NORMAL)
            weighed += settings.penalty_cents.get(priority, 0) * row.items
    if settings.keep_usual:
        weighed += settings.unusual_vehicle_cents * _unusual_halts(case)
    return weighed


def _unusual_halts(case: Case) -> int:
    """Halts by another vehicle than the usual one, which works today."""
    return sum(
        _is_unusual(case, stop.site, tour.vehicle.vehicle_id)
        for tour in case.tours()
        for stop in tour.tour.stops
    )


def _is_unusual(case: Case, site_id: str, vehicle: str) -> bool:
    site = case.day.sites.get(site_id)
    usual = site.usual_vehicle if site else None
    return usual is not None and usual in case.fleet and usual != vehicle
