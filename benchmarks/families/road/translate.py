"""A road instance as a county day, and a plan told back as a solution.

The centre is the depot, a client a village whose window is its opening hours, its
demand one bag of a gram per unit; a pair is one bag from village to village. Of
several depots the centre stands for all: the speed profile of a vehicle places it
where the vehicle's own depot is. A tour that delivers first and fetches then has no
road back from one to the other, and one from the depot to what it fetches that is
longer than all others together.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from routing.domain.consignment import Priority
from routing.domain.site import Level
from routing.domain.units import distance_cents
from routing.domain.window import TimeWindow
from routing.optimize.road import ITEM_PENALTY_CENTS

from ..bare import (
    CENT_PER_METRE,
    bare_day,
    bare_parcel,
    bare_site,
    bare_vehicle,
    metres_per_unit,
    travel_matrix,
    travel_of,
)
from ..family import Translation
from .allowed import Allowed
from .fleet import numbers_needed
from .instance import RoadRoute, RoadSolution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from routing.domain.consignment import Consignment
    from routing.domain.site import Site
    from routing.domain.vehicle import Vehicle
    from routing.plan.model import Plan
    from routing.travel.matrix import TravelMatrix

    from .instance import RoadInstance

CENTRE = "D"
LEGS_ALONE = 4

LONGEST = 10**8
"""Seconds of the longest day: matrices hold 32 bits, and tours add up."""


def client_site(node: int) -> str:
    """Return the site of a client, which is also the name of its parcel."""
    return f"C{node}"


def parcel_name(pickup: int) -> str:
    """Return the name of a pair's parcel."""
    return f"R{pickup}"


def vehicle_name(kind: int, number: int) -> str:
    """Return the name of a vehicle of a type."""
    return f"v{kind}-{number}"


def seconds_per_unit(instance: RoadInstance) -> int:
    """Return 1 where times are whole, else the greatest power of ten for the day.

    Drives are rounded up then, so a plan is in time also in double precision.
    """
    if instance.whole:
        return 1
    seconds = 1
    while _latest(instance) * seconds * 10 <= LONGEST:
        seconds *= 10
    return seconds


def translate(instance: RoadInstance) -> Translation:
    """Return the instance as a county day.

    A metre costs a vehicle's price per unit of distance in cents. Where fewer
    vehicles stand first, a fixed price per vehicle says so that no saving of
    distance makes up for.
    """
    longest = float(instance.distances.max())
    metres = 1 if instance.whole else metres_per_unit(longest)
    standing = _whole_way(instance) * metres if instance.fewest_first else 0
    vehicles = tuple(_vehicles(instance, metres, standing))
    sites, allowed = tuple(_sites(instance)), Allowed(instance)
    detour = _whole_way(instance) if instance.backhauls else 0
    items = _items(vehicles, round((longest + detour) * metres))
    return Translation(
        day=bare_day(
            CENTRE,
            sites,
            vehicles,
            _parcels(instance, items),
            allowed.partners,
            agreements=allowed.agreements,
        ),
        travel=travel_of((site.site_id for site in sites), _matrices(instance, metres)),
        cents_per_unit=instance.cost_scale * metres,
        stand_in_cents=standing,
        stand_in_of=frozenset(vehicle.vehicle_id for vehicle in vehicles),
    )


def _latest(instance: RoadInstance) -> float:
    return max(late for _, late in instance.depots)


def _whole_way(instance: RoadInstance) -> int:
    """Return more than a plan with a tour for every client (or pair) drives."""
    depot = len(instance.depots)
    there, back = instance.distances[:depot, depot:], instance.distances[depot:, :depot]
    return math.ceil(float(there.max(axis=0).sum() + back.max(axis=1).sum()))


def _sites(instance: RoadInstance) -> Iterator[Site]:
    unit = seconds_per_unit(instance)
    yield bare_site(CENTRE, Level.CENTRE)
    for node in instance.nodes:
        client = instance.client(node)
        yield bare_site(
            client_site(node),
            Level.VILLAGE,
            hours=(_window(client.early, client.late, unit),),
            service_duration=math.ceil(client.service * unit),
        )


def _window(early: float, late: float, unit: int) -> TimeWindow:
    return TimeWindow(math.ceil(early * unit), math.floor(late * unit))


def _parcels(instance: RoadInstance, items: int) -> Iterator[Consignment]:
    allowed = Allowed(instance)
    if instance.pairs:
        for pickup, delivery in instance.pairs:
            ends = client_site(pickup), client_site(delivery)
            load = instance.client(pickup).demand
            partner = allowed.partner(pickup)
            name = parcel_name(pickup)
            yield bare_parcel(name, ends, load, items=items, partner=partner)
        return
    unit = seconds_per_unit(instance)
    for node in instance.nodes:
        client, name = instance.client(node), client_site(node)
        ready = math.ceil(client.release * unit)
        fetched = client.pickup > 0
        yield bare_parcel(
            name,
            (name, CENTRE) if fetched else (CENTRE, name),
            client.pickup if fetched else client.demand,
            items=items,
            ready_time=0 if fetched else ready,
            partner=allowed.partner(node),
        )


def _items(vehicles: Sequence[Vehicle], longest: int) -> int:
    """Return the items of a parcel: so many that none is cheaper left behind.

    A search weighs what stays by its items. A vehicle for one parcel alone drives
    at most as many legs as ``LEGS_ALONE``.
    """
    dearest = max(
        vehicle.fixed_cents
        + distance_cents(LEGS_ALONE * longest, vehicle.micro_yuan_per_km)
        for vehicle in vehicles
    )
    return 1 + dearest // ITEM_PENALTY_CENTS[Priority.NORMAL]


def _vehicles(instance: RoadInstance, metres: int, standing: int) -> Iterator[Vehicle]:
    unit, allowed = seconds_per_unit(instance), Allowed(instance)
    for number, count in enumerate(numbers_needed(instance)):
        kind = instance.types[number]
        shift = _window(*instance.depots[kind.depot], unit)
        longest, far = kind.max_duration, kind.max_distance
        for each in range(count):
            yield bare_vehicle(
                vehicle_name(number, each),
                (CENTRE, CENTRE),
                kind.capacity,
                shift=shift,
                max_route_duration=(
                    shift.late if longest is None else math.floor(longest * unit)
                ),
                max_drive_duration=shift.late,
                max_tours=kind.most_tours,
                max_m=None if far is None else math.floor(far * metres),
                fixed_cents=kind.fixed * metres + standing,
                micro_yuan_per_km=kind.per_distance * CENT_PER_METRE,
                speed_profile=_profile(kind.depot),
                owner=allowed.owner(kind),
            )


def _profile(depot: int) -> str:
    """Return the speed profile of a depot's vehicles."""
    return f"p{depot}"


def _matrices(instance: RoadInstance, metres: int) -> Iterator[TravelMatrix]:
    unit = seconds_per_unit(instance)
    may = _in_order(instance) if instance.backhauls else None
    for depot in dict.fromkeys(kind.depot for kind in instance.types):
        nodes = [depot, *instance.nodes]
        those = np.ix_(nodes, nodes)
        lengths = instance.distances[those] * metres
        # A search puts aside what no vehicle could fetch alone: dear, not shut.
        lengths[0, _fetched(instance)] += _whole_way(instance) * metres
        seconds = instance.durations[those] * unit
        yield travel_matrix(_profile(depot), lengths, seconds, may)


def _in_order(instance: RoadInstance) -> NDArray[np.bool_]:
    """Return which roads a tour that delivers first may drive, shape (n, n)."""
    fetched = _fetched(instance)
    delivered = ~fetched
    delivered[0] = False
    in_order: NDArray[np.bool_] = ~(fetched[:, None] & delivered[None, :])
    return in_order


def _fetched(instance: RoadInstance) -> NDArray[np.bool_]:
    """Return which of centre and clients are fetched from, shape (n,)."""
    clients = [node in instance.backhauls for node in instance.nodes]
    return np.array([False, *clients])


def solution_of(instance: RoadInstance, plan: Plan) -> RoadSolution:
    """Return what a plan drives, in the family's words."""
    nodes = {client_site(node): node for node in instance.nodes}
    return RoadSolution(
        routes=tuple(
            RoadRoute(
                vehicle_type=int(route.vehicle.removeprefix("v").partition("-")[0]),
                tours=tuple(
                    tuple(nodes[stop.site] for stop in tour.stops)
                    for tour in route.tours
                ),
            )
            for route in plan.routes
        )
    )
