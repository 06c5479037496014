"""An instance with transfers as a county day, and a plan told back as a solution.

Every node is a site with its window as opening hours; a transfer point is a hub
without handling time, a request one bag of a gram per unit of load from village to
village. Vehicles start and end at sites of their own, where goods never change
hands; where both are the same place it is one site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.domain.site import Level
from routing.domain.window import TimeWindow

from ..bare import (
    HORIZON,
    bare_day,
    bare_parcel,
    bare_site,
    bare_vehicle,
    euclid,
    travel_matrix,
    travel_of,
)
from ..family import Translation
from .evaluate import TransferSolution, TransferStop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from routing.domain.site import Site
    from routing.domain.vehicle import Vehicle
    from routing.plan.model import Plan
    from routing.travel.matrix import TravelMatrix

    from .instance import Node, TransferInstance

METRES = 10_000
"""Metres, and so cents, of a unit of distance."""

MOST_SECONDS = 1000
LEVELS = {
    "p": Level.VILLAGE,
    "d": Level.VILLAGE,
    "o": Level.STOP,
    "e": Level.STOP,
    "t": Level.HUB,
}
GOODS = "pdt"
"""First letters of the nodes where goods change hands."""

CENTRE = "o0"
TWO_TRANSFERS = "more than two transfers of one request"


def vehicle_name(number: int) -> str:
    """Return a vehicle's name, and its speed profile's."""
    return f"v{number}"


def parcel_name(request: int) -> str:
    """Return the name of a request's parcel."""
    return f"r{request}"


def ends_of(instance: TransferInstance, vehicle: int) -> tuple[str, str]:
    """Return where a vehicle starts and ends; one site where both are alike."""
    start, end = f"o{vehicle}", f"e{vehicle}"
    alike = instance.nodes[start] == instance.nodes[end]
    return start, start if alike else end


def seconds_per_unit(instance: TransferInstance) -> int:
    """Return the greatest power of ten of seconds with which the day is not too long.

    Drives are rounded up and windows are whole numbers, so a plan is in time also
    in double precision; each leg may cost a second more than it should.
    """
    latest = max(node.late for node in instance.nodes.values())
    seconds = MOST_SECONDS
    while seconds > 1 and latest * seconds > HORIZON:
        seconds //= 10
    return seconds


def translate(instance: TransferInstance) -> Translation:
    """Return the instance as a county day.

    Every vehicle drives from its start to its end even when it carries nothing. A
    day charges used vehicles alone, so the metres of a vehicle are those *beyond*
    its way without goods (:func:`_beyond`); the sum of these ways is added to the
    cost of every plan.
    """
    unit = seconds_per_unit(instance)
    ends = {end for k in range(instance.vehicles) for end in ends_of(instance, k)}
    nodes = {n: v for n, v in instance.nodes.items() if n[0] in GOODS or n in ends}
    names = list(nodes)
    distances = euclid([(node.x, node.y) for node in nodes.values()])
    day = bare_day(
        CENTRE,
        (_site(name, node, unit) for name, node in nodes.items()),
        _vehicles(instance, unit),
        (
            bare_parcel(
                parcel_name(request),
                (f"p{request}", f"d{request}"),
                instance.nodes[f"p{request}"].load,
            )
            for request in range(instance.requests)
        ),
    )
    empty = sum(
        float(distances[names.index(start), names.index(end)])
        for start, end in (ends_of(instance, k) for k in range(instance.vehicles))
    )
    return Translation(
        day=day,
        travel=travel_of(names, _matrices(instance, names, distances, unit)),
        cents_per_unit=METRES,
        offset=empty,
        not_expressed=(TWO_TRANSFERS,) if instance.transfers > 2 else (),  # noqa: PLR2004
    )


def _site(name: str, node: Node, unit: int) -> Site:
    window = TimeWindow(round(node.early * unit), round(node.late * unit))
    return bare_site(
        name,
        Level.CENTRE if name == CENTRE else LEVELS[name[0]],
        hours=(window,),
        dispatchable=name[0] in GOODS,
    )


def _vehicles(instance: TransferInstance, unit: int) -> Iterator[Vehicle]:
    for number in range(instance.vehicles):
        start, end = instance.nodes[f"o{number}"], instance.nodes[f"e{number}"]
        yield bare_vehicle(
            vehicle_name(number),
            ends_of(instance, number),
            instance.capacity,
            speed_profile=vehicle_name(number),
            shift=TimeWindow(round(start.early * unit), round(end.late * unit)),
        )


def _matrices(
    instance: TransferInstance,
    names: list[str],
    distances: NDArray[np.float64],
    unit: int,
) -> Iterator[TravelMatrix]:
    for number in range(instance.vehicles):
        start = names.index(f"o{number}")
        metres = _beyond(distances, start) * METRES
        others = [name[0] in GOODS or name[1:] == str(number) for name in names]
        may = np.array(others)
        yield travel_matrix(
            vehicle_name(number), metres, distances * unit, may[:, None] & may[None, :]
        )


def _beyond(distances: NDArray[np.float64], start: int) -> NDArray[np.float64]:
    """Return distances such that every way from ``start`` to a place counts 0 less.

    A leg from x to y counts d(x, y) + d(start, x) - d(start, y), never below 0 by
    the triangle inequality; over a route the terms cancel but for the last, so that
    it counts its length less the straight way from its start to its end.
    """
    away = distances[start]
    beyond: NDArray[np.float64] = np.maximum(
        distances + away[:, None] - away[None, :], 0.0
    )
    return beyond


def solution_of(instance: TransferInstance, plan: Plan) -> TransferSolution:
    """Return what a plan drives, in the family's words."""
    requests = {
        bag.id: int(next(iter(bag.contents)).removeprefix("r")) for bag in plan.bags
    }
    routes: list[tuple[TransferStop, ...]] = [()] * instance.vehicles
    for route in plan.routes:
        routes[int(route.vehicle.removeprefix("v"))] = tuple(
            TransferStop(
                node=stop.site,
                deliver=tuple(requests[bag] for bag in stop.deliver),
                pick_up=tuple(requests[bag] for bag in stop.pick_up),
            )
            for tour in route.tours
            for stop in tour.stops
        )
    return TransferSolution(routes=tuple(routes))
