"""A two-echelon instance as a county day, and a plan told back as a solution.

The depot is the centre, a satellite a hub, a customer a village, its demand one bag
of a gram per unit. Trucks drive between depot and satellites only, a city freighter
between its satellite and customers only: each has its own speed profile in which no
other road exists. Driving takes no time; handling at a satellite lasts beyond the
shift of the trucks, so that none takes on to another satellite what one brought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.domain.site import Level
from routing.domain.vehicle import VehicleClass
from routing.domain.window import TimeWindow

from ..bare import (
    CENT_PER_METRE,
    bare_day,
    bare_parcel,
    bare_site,
    bare_vehicle,
    euclid,
    metres_per_unit,
    travel_matrix,
    travel_of,
)
from ..family import Translation
from .evaluate import TwoEchelonSolution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.site import Site
    from routing.domain.vehicle import Vehicle
    from routing.plan.model import Plan
    from routing.travel.matrix import TravelMatrix

    from .instance import Fleet, TwoEchelon

DEPOT = "D"
TRUCK = "truck"
STAND_IN_LEGS = 1
"""Longest legs that a city freighter beyond the least number is priced at: more
would keep a search from trying one more for a while."""

TRUCK_SHIFT = TimeWindow(0, 1800)
HANDLING = 3600

WHOLE_PARCELS = "a customer's demand comes to its satellite by one truck"
TOTAL = "the number of city freighters in all (checked, not planned with)"


def satellite_site(number: int) -> str:
    """Return the site of a satellite."""
    return f"S{number}"


def customer_site(number: int) -> str:
    """Return the site of a customer, which is also the name of its parcel."""
    return f"C{number}"


def freighter(satellite: int, number: int) -> str:
    """Return a city freighter's name."""
    return f"{satellite_site(satellite)}-{number}"


def translate(instance: TwoEchelon) -> Translation:
    """Return the instance as a county day.

    A metre costs a cent; one unit of the family's cost is ``cents_per_unit`` of
    them, a power of ten, so that each leg is at most half a metre off.
    """
    points = [instance.depot, *instance.satellites, *instance.customers]
    distances = euclid(points)
    scale = metres_per_unit(float(distances.max()))
    standing = _stand_in(instance, float(distances.max()) * scale)
    vehicles = tuple(_vehicles(instance, scale, standing or 0))
    parcels = (
        bare_parcel(customer_site(number), (DEPOT, customer_site(number)), demand)
        for number, demand in enumerate(instance.demands)
    )
    sites = tuple(_sites(instance))
    day = bare_day(DEPOT, sites, vehicles, parcels)
    limited = instance.freighters.number < instance.per_satellite * len(
        instance.satellites
    )
    unsaid = [WHOLE_PARCELS]
    if limited and standing is None:
        unsaid.append(TOTAL)
    return Translation(
        day=day,
        travel=travel_of(
            (site.site_id for site in sites),
            _matrices(instance, distances * scale),
        ),
        cents_per_unit=scale,
        stand_in_cents=standing or 0,
        stand_in_of=frozenset(
            vehicle.vehicle_id for vehicle in vehicles if vehicle.start_site != DEPOT
        ),
        not_expressed=tuple(unsaid),
    )


def _stand_in(instance: TwoEchelon, longest: float) -> int | None:
    """Return a price that keeps to the number of city freighters in all, or None.

    A day has no limit over the vehicles of several hubs. Where the number is the
    least that can hold the demand, a price per vehicle says the same.
    """
    fleet = instance.freighters
    least = -(-sum(instance.demands) // fleet.capacity)
    free = instance.per_satellite * len(instance.satellites)
    if fleet.number >= free or fleet.number > least:
        return None
    return STAND_IN_LEGS * round(longest)


def _sites(instance: TwoEchelon) -> Iterator[Site]:
    trucks, both = (VehicleClass.LIGHT,), (VehicleClass.LIGHT, VehicleClass.TRICYCLE)
    yield bare_site(DEPOT, Level.CENTRE, allowed_classes=trucks)
    for number in range(len(instance.satellites)):
        yield bare_site(
            satellite_site(number),
            Level.HUB,
            handling_duration=HANDLING,
            allowed_classes=both,
        )
    for number in range(len(instance.customers)):
        yield bare_site(
            customer_site(number),
            Level.VILLAGE,
            allowed_classes=(VehicleClass.TRICYCLE,),
        )


def _vehicles(instance: TwoEchelon, scale: int, standing: int) -> Iterator[Vehicle]:
    for number in range(instance.trucks.number):
        yield bare_vehicle(
            f"{DEPOT}-{number}",
            (DEPOT, DEPOT),
            instance.trucks.capacity,
            speed_profile=TRUCK,
            shift=TRUCK_SHIFT,
            fixed_cents=round(instance.trucks.fixed * scale),
            micro_yuan_per_km=_per_km(instance.trucks),
        )
    fleet = instance.freighters
    for satellite in range(len(instance.satellites)):
        home = satellite_site(satellite)
        for number in range(min(fleet.number, instance.per_satellite)):
            yield bare_vehicle(
                freighter(satellite, number),
                (home, home),
                fleet.capacity,
                vehicle_class=VehicleClass.TRICYCLE,
                speed_profile=home,
                fixed_cents=round(fleet.fixed * scale) + standing,
                micro_yuan_per_km=_per_km(fleet),
            )


def _per_km(fleet: Fleet) -> int:
    return round(fleet.per_distance * CENT_PER_METRE)


def _matrices(
    instance: TwoEchelon, metres: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
) -> Iterator[TravelMatrix]:
    no_time = np.zeros_like(metres)
    satellites = len(instance.satellites)
    near = np.arange(len(metres)) <= satellites
    yield travel_matrix(TRUCK, metres, no_time, near[:, None] & near[None, :])
    for number in range(satellites):
        mine = ~near
        mine[1 + number] = True
        # Profiles are known by their folded names.
        name = satellite_site(number).casefold()
        yield travel_matrix(name, metres, no_time, mine[:, None] & mine[None, :])


def solution_of(instance: TwoEchelon, plan: Plan) -> TwoEchelonSolution:
    """Return what a plan drives, in the family's words.

    Raises
    ------
    KeyError
        When the plan is of another instance.
    """
    satellites = {satellite_site(n): n for n in range(len(instance.satellites))}
    customers = {customer_site(n): n for n in range(len(instance.customers))}
    grams = {bag.id: bag.grams for bag in plan.bags}
    trucks, tours = [], []
    for route in plan.routes:
        for tour in route.tours:
            if route.vehicle.startswith(DEPOT):
                trucks.append(
                    tuple(
                        (satellites[stop.site], sum(grams[bag] for bag in stop.deliver))
                        for stop in tour.stops
                    )
                )
            else:
                home = route.vehicle.rpartition("-")[0]
                stops = tuple(customers[stop.site] for stop in tour.stops)
                tours.append((satellites[home], stops))
    return TwoEchelonSolution(trucks=tuple(trucks), tours=tuple(tours))
