"""KPIs of the road: kilometres, vehicles, load, hours and emissions."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routing.plan.cold_time import cold_duration, temperatures
from routing.travel.matrix import Source

from .activity import RESTING, Activity, bag_items, route_stretches
from .emissions import grams_co2, grams_of_cold
from .figures import hours, kilograms, km, load_factor, mean, percent
from .road_leg import RoadLeg, plan_legs

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

EMPTY_SHARE = Fraction(5, 100)
"""A leg with at most this load factor runs empty."""


def distance_kpis(day: Day, travel: Travel, plan: Plan) -> dict[str, Any]:
    """Return kilometres, empty and estimated ones apart, load and CO2."""
    legs = list(plan_legs(day, travel, plan))
    metres = sum(leg.metres for leg in legs)
    empty = sum(leg.metres for leg in legs if leg.load_factor <= EMPTY_SHARE)
    carried = sum((leg.metres * leg.load_factor for leg in legs), Fraction(0))
    grams = sum(
        (grams_co2(day, day.vehicles[leg.vehicle], leg.metres) for leg in legs),
        Fraction(0),
    )
    grams += _refrigeration(day, plan)
    return {
        "km": km(metres),
        "km_empty": km(empty),
        "empty_share": percent(empty, metres),
        "km_estimated_share": percent(_from(legs, Source.ESTIMATE), metres),
        "km_path_share": percent(_from(legs, Source.PATH), metres),
        "load_factor_departure": _percent_of_one(mean(_departures(day, plan))),
        "load_factor_mean": percent(carried, metres),
        # Road vehicles run for the parcels alone: both views are the same. What
        # trips consume stands in no table.
        "co2_marginal_kg": kilograms(grams),
        "co2_pro_rata_kg": kilograms(grams),
    }


def _refrigeration(day: Day, plan: Plan) -> Fraction:
    """Return the grams of CO2 of keeping goods cold (P1f)."""
    temps = temperatures(day, plan.bags)
    total = Fraction(0)
    for route in plan.routes:
        car = day.vehicles[route.vehicle]
        seconds = cold_duration(car, route.tours, temps)
        total += grams_of_cold(day, car, seconds)
    return total


def _from(legs: list[RoadLeg], source: Source) -> int:
    return sum(leg.metres for leg in legs if leg.source is source)


def _percent_of_one(share: Fraction | None) -> float | None:
    return None if share is None else percent(share, 1)


def _departures(day: Day, plan: Plan) -> list[Fraction]:
    return [
        load_factor(day.vehicles[route.vehicle], tour, tour)
        for route in plan.routes
        for tour in route.tours
    ]


def fleet_kpis(day: Day, plan: Plan) -> dict[str, Any]:
    """Return vehicles and tours, used and available, and drivers' hours."""
    limits = [vehicle.max_tours for vehicle in day.vehicles.values()]
    known = [limit for limit in limits if limit is not None]
    items = bag_items(plan)
    spent: Counter[Activity] = Counter()
    for route in plan.routes:
        for stretch in route_stretches(day, route, items):
            spent[stretch.activity] += stretch.duration
    return {
        "vehicles_used": len(plan.routes),
        "vehicles_available": len(day.vehicles),
        "vehicles_out": len(day.vehicles_out),
        "tours_used": sum(len(route.tours) for route in plan.routes),
        "tours_available": sum(known) if len(known) == len(limits) else None,
        "hours_total": hours(sum(spent.values())),
        "hours_driving": hours(spent[Activity.DRIVING]),
        "hours_serving": hours(spent[Activity.SERVING]),
        "hours_waiting": hours(spent[Activity.WAITING]),
        "hours_loading": hours(spent[Activity.LOADING]),
        "hours_resting": hours(sum(spent[kind] for kind in RESTING)),
    }
