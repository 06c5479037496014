"""From routes as visits to the plan's routes, bags and clock times."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routing.plan.cold_time import temperatures, with_cold
from routing.plan.model import (
    Leg,
    Pause,
    PauseKind,
    PlannedBag,
    Route,
    Stop,
    Tour,
)
from routing.plan.route_cost import route_cost

from .departures import visits_left

if TYPE_CHECKING:
    from routing.domain.lot import Bag
    from routing.domain.vehicle import Vehicle

    from .road import RoadProblem
    from .route_times import RouteTimes
    from .ways import Shipment

KINDS = (PauseKind.BREAK, PauseKind.PAUSE, PauseKind.CHARGE)


@dataclass(slots=True)
class _Load:
    """What is on board."""

    grams: int = 0
    cm3: int = 0
    items: int = 0

    def put(self, bag: Bag, sign: int) -> None:
        self.grams += sign * bag.grams
        self.cm3 += sign * bag.cm3
        self.items += sign * bag.items


@dataclass(slots=True)
class _Trail:
    """Where each bag was taken on and handed over, while a route is read.

    By bag and where its movement begins: one vehicle may carry a bag twice.
    """

    taken: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    legs: dict[tuple[str, str], tuple[Shipment, Bag, Leg]] = field(default_factory=dict)


def plan_route(
    problem: RoadProblem, vehicle: int, entries: list[int], times: RouteTimes
) -> tuple[Route, list[PlannedBag]]:
    """Return a vehicle's route as the plan states it, and the bags it carries."""
    trail = _Trail()
    visits = visits_left(problem, vehicle, entries, times)
    tours = []
    at = 0
    for number, (load_start, back, _) in enumerate(times.tours):
        end = at
        while end < len(entries) and entries[end] >= 0:
            end += 1
        tours.append(
            _tour(
                problem,
                vehicle,
                entries[at:end],
                (number, load_start, back, end >= len(entries)),
                visits[at:end],
                trail,
            )
        )
        tours[-1] = replace(tours[-1], bulkhead=times.bulkheads[number])
        at = end + 1
    car = problem.vehicles[vehicle]
    metres = sum(tour[2] for tour in times.tours)
    seconds = tours[-1].end - tours[0].load_start
    route = Route(
        vehicle=car.vehicle_id,
        tours=tuple(tours),
        pauses=tuple(
            Pause(
                kind=KINDS[kind], site=problem.site_ids[site], start=start, end=finish
            )
            for kind, site, start, finish in times.pauses
        ),
        metres=metres,
        seconds=seconds,
        cost_cents=route_cost(car, metres, seconds),
    )
    bags = [planned_bag(s, bag, (leg,)) for s, bag, leg in trail.legs.values()]
    return with_cold(car, route, temperatures(problem.day, bags)), bags


def _tour(
    problem: RoadProblem,
    vehicle: int,
    entries: list[int],
    frame: tuple[int, int, int, bool],
    visits: tuple[tuple[int, int, int], ...],
    trail: _Trail,
) -> Tour:
    number, load_start, back, last = frame
    car = problem.vehicles[vehicle]
    home = car.end_site if last else car.start_site
    shipments = [problem.shipments[a // 2] for a in entries]
    load = _Load()
    loaded: list[str] = []
    start = visits[0][0] - _first_leg(problem, vehicle, entries[0])
    for a, shipment in zip(entries, shipments, strict=True):
        if a % 2 == 1 and shipment.from_site == car.start_site:
            for bag in shipment.bags:
                load.put(bag, 1)
                loaded.append(bag.bag_id)
                trail.taken[_movement(shipment, bag)] = (car.start_site, start)
    at_start = _Load(load.grams, load.cm3, load.items)
    stops = _stops(problem, (car, number), entries, visits, load, trail)
    unloaded: list[str] = []
    for a, shipment in zip(entries, shipments, strict=True):
        if a % 2 == 0 and shipment.to_site == home:
            for bag in shipment.bags:
                unloaded.append(bag.bag_id)
                _arrive(trail, shipment, bag, (car.vehicle_id, number, home, back))
    return Tour(
        load_start=load_start,
        start=start,
        end=back,
        load=tuple(loaded),
        unload=tuple(unloaded),
        load_g=at_start.grams,
        load_cm3=at_start.cm3,
        load_items=at_start.items,
        stops=tuple(stops),
    )


def _first_leg(problem: RoadProblem, vehicle: int, entry: int) -> int:
    tables = problem.tables
    return int(
        tables["seconds"][
            tables["v_profile"][vehicle],
            tables["v_start"][vehicle],
            tables["a_site"][entry],
        ]
    )


def _stops(
    problem: RoadProblem,
    frame: tuple[Vehicle, int],
    entries: list[int],
    visits: tuple[tuple[int, int, int], ...],
    load: _Load,
    trail: _Trail,
) -> list[Stop]:
    car, number = frame
    stops = []
    i = 0
    while i < len(entries):
        site = int(problem.tables["a_site"][entries[i]])
        j = i
        while j < len(entries) and int(problem.tables["a_site"][entries[j]]) == site:
            j += 1
        arrive, start, depart = visits[i]
        name = problem.site_ids[site]
        deliver: list[str] = []
        pick_up: list[str] = []
        # Within a halt deliveries come before pickups (T2a).
        for outward in (1, 0):
            for a in entries[i:j]:
                if a % 2 != outward:
                    continue
                shipment = problem.shipments[a // 2]
                for bag in shipment.bags:
                    load.put(bag, -1 if outward else 1)
                    if outward:
                        deliver.append(bag.bag_id)
                        place = (car.vehicle_id, number, name, arrive)
                        _arrive(trail, shipment, bag, place)
                    else:
                        pick_up.append(bag.bag_id)
                        trail.taken[_movement(shipment, bag)] = (name, depart)
        stops.append(
            Stop(
                site=name,
                arrive=arrive,
                start=start,
                depart=depart,
                deliver=tuple(deliver),
                pick_up=tuple(pick_up),
                load_g=load.grams,
                load_cm3=load.cm3,
                load_items=load.items,
            )
        )
        i = j
    return stops


def _arrive(
    trail: _Trail, shipment: Shipment, bag: Bag, place: tuple[str, int, str, int]
) -> None:
    vehicle, tour, site, time = place
    key = _movement(shipment, bag)
    origin, depart = trail.taken[key]
    trail.legs[key] = (
        shipment,
        bag,
        Leg(
            kind="road",
            from_site=origin,
            to_site=site,
            depart=depart,
            arrive=time,
            vehicle=vehicle,
            tour=tour,
        ),
    )


def _movement(shipment: Shipment, bag: Bag) -> tuple[str, str]:
    return bag.bag_id, shipment.from_site


def planned_bag(shipment: Shipment, bag: Bag, legs: tuple[Leg, ...]) -> PlannedBag:
    """Return a bag as the plan states it, on its way."""
    rows = {row.consignment_id: row for row in shipment.lot.consignments}
    items: dict[str, int] = {}
    contents: dict[str, int] = {}
    for consignment, count in bag.contents:
        partner = rows[consignment].partner
        items[partner] = items.get(partner, 0) + count
        contents[consignment] = contents.get(consignment, 0) + count
    return PlannedBag(
        id=bag.bag_id,
        lot=shipment.lot.lot_id,
        origin=shipment.lot.origin,
        destination=shipment.lot.destination,
        contents=dict(sorted(contents.items())),
        items=dict(sorted(items.items())),
        goods_class=rows[bag.contents[0][0]].goods_class,
        grams=bag.grams,
        cm3=bag.cm3,
        loose=bag.loose,
        legs=legs,
        box=bag.box,
        boxes=bag.boxes,
    )
