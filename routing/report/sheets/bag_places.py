"""Where each bag rides first: the vehicle, trip or partner that takes it along."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.report.words import partner_name, trip_name, vehicle_name

from .itinerary import BUS, ROAD, steps_of
from .loads import loads_of
from .words import cargo_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Route

    from .itinerary import Step, Steps
    from .words import Cargo

_DIGITS = re.compile(r"(\d+)")

NaturalKey = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BagPlace:
    """A bag on the first carrier of its way; ``steps`` are all of them.

    ``kind`` road: ``vehicle`` and ``tour`` (from 0) with its ``stop`` (from 1),
    ``route`` is the vehicle's place in the plan. ``loaded``: it goes out, is
    loaded as number ``load_order`` of the loading list and handed over at that
    stop; else it is brought back, is taken on board there and ``load_order`` is 0.

    ``kind`` bus or handover: ``vehicle`` is the id of the trip or offer, ``route``
    its place behind all vehicles; ``tour``, ``stop`` and ``load_order`` are 0.
    ``loaded`` tells likewise whether it goes out.

    ``closing`` is when the bag must be closed: start of loading, or cut-off.
    ``number`` of ``count`` bags that arrive (go, on the way back) together.
    """

    bag: PlannedBag
    vehicle: str
    label: str
    route: int
    closing: int
    loaded: bool
    chute: str
    steps: Steps
    kind: str = ROAD
    tour: int = 0
    stop: int = 0
    load_order: int = 0
    number: int = 1
    count: int = 1


def bag_places(day: Day, plan: Plan) -> tuple[BagPlace, ...]:
    """Return the place of every bag that goes on its way, in sorting order.

    What goes out comes first: by where it is loaded, then chute (figures by their
    value, no chute last), site and vehicle, trips and partners behind vehicles; a
    place without any chute goes by vehicle, tour and order of loading. Bags to be
    brought back follow in the order of the halts.
    """
    steps = steps_of(day, plan)
    cargo = cargo_of(day, plan)
    places = _counted(
        (*_by_road(day, cargo, plan, steps), *_by_service(day, plan, cargo, steps))
    )
    sites = {site: number for number, site in enumerate(day.sites)}
    chutes = {place.bag.origin for place in places if place.chute}

    def order(place: BagPlace) -> tuple[object, ...]:
        bag = place.bag
        ride = (place.route, place.tour)
        if not place.loaded:
            return (1, 0, *ride, place.stop, bag.id)
        base = sites.get(bag.origin, len(sites))
        if bag.origin not in chutes:
            return (0, base, *ride, place.load_order, bag.id)
        chute = (not place.chute, natural_key(place.chute))
        site = sites.get(bag.destination, len(sites))
        return (0, base, *chute, site, *ride, place.load_order, bag.id)

    return tuple(sorted(places, key=order))


def natural_key(text: str) -> NaturalKey:
    """Return a key that sorts figures inside a text by value: A2 before A10."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _DIGITS.split(text)
        if part
    )


def _counted(places: Iterable[BagPlace]) -> list[BagPlace]:
    """Count bags that come to, or leave, their village end together."""
    together: dict[tuple[object, ...], list[BagPlace]] = {}
    for place in places:
        leg = place.steps[-1 if place.loaded else 0].leg
        ends = (
            (leg.to_site, leg.arrive) if place.loaded else (leg.from_site, leg.depart)
        )
        key = (place.loaded, leg.vehicle, leg.tour, leg.trip, leg.offer, *ends)
        together.setdefault(key, []).append(place)
    return [
        replace(place, number=number, count=len(group))
        for group in together.values()
        for number, place in enumerate(group, start=1)
    ]


def _by_road(
    day: Day, cargo: Cargo, plan: Plan, steps: dict[str, Steps]
) -> Iterator[BagPlace]:
    seen: dict[str, None] = {}
    for number, route in enumerate(plan.routes):
        for bag, halt in (*_outward(day, cargo, route), *_back(cargo, route)):
            if bag.id in seen or not _first_ride(bag, route.vehicle, halt.tour):
                continue
            seen[bag.id] = None
            yield BagPlace(
                bag=bag,
                vehicle=route.vehicle,
                label=vehicle_name(day, route.vehicle),
                route=number,
                tour=halt.tour,
                stop=halt.stop,
                loaded=halt.load_order > 0,
                load_order=halt.load_order,
                closing=halt.closing,
                chute=_chute(day, bag) if halt.load_order else "",
                steps=steps[bag.id],
            )


def _by_service(
    day: Day, plan: Plan, cargo: Cargo, steps: dict[str, Steps]
) -> Iterator[BagPlace]:
    """Yield bags whose way begins on a trip or with a partner, in the plan's order."""
    carriers = dict.fromkeys(
        [*(row.trip for row in plan.bus_loads), *(row.offer for row in plan.handovers)]
    )
    order = {key: len(plan.routes) + n for n, key in enumerate(carriers)}
    for bag in plan.bags:
        if not bag.legs or bag.legs[0].kind == ROAD:
            continue
        first = steps[bag.id][0]
        carrier = first.leg.trip or first.leg.offer or ""
        back = _goes_back(cargo, bag)
        yield BagPlace(
            bag=bag,
            kind=first.leg.kind,
            vehicle=carrier,
            label=_service_label(day, first),
            route=order.get(carrier, len(plan.routes) + len(order)),
            loaded=not back,
            closing=first.closing,
            chute="" if back else _chute(day, bag),
            steps=steps[bag.id],
        )


def _service_label(day: Day, step: Step) -> str:
    if step.leg.kind == BUS:
        return trip_name(day, step.leg.trip or "")
    if step.offer is None:
        return step.leg.offer or ""
    return partner_name(day, step.offer.carrier)


def _chute(day: Day, bag: PlannedBag) -> str:
    site = day.sites.get(bag.destination)
    return "" if site is None else site.chute


@dataclass(frozen=True, slots=True)
class _Halt:
    """A halt (from 1) of a tour with the bags that are tagged for it."""

    tour: int
    stop: int
    closing: int
    bags: tuple[PlannedBag, ...]
    load_order: int = 0


def _outward(
    day: Day, cargo: Cargo, route: Route
) -> Iterator[tuple[PlannedBag, _Halt]]:
    """Yield what is loaded for a later halt, numbered as on the loading list."""
    for load in loads_of(day.vehicles[route.vehicle], route):
        order = 0
        for index, ids in load.bags.items():
            bags = [bag for bag in cargo.of(ids) if not _goes_back(cargo, bag)]
            # The loading list puts loose pieces last.
            bags.sort(key=lambda bag: bag.loose)
            for bag in bags:
                order += 1
                yield (
                    bag,
                    _Halt(load.tour, index + 1, load.start, tuple(bags), order),
                )


def _back(cargo: Cargo, route: Route) -> Iterator[tuple[PlannedBag, _Halt]]:
    """Yield what is taken on board to be brought back."""
    for number, tour in enumerate(route.tours):
        for stop, halt in enumerate(tour.stops, start=1):
            bags = tuple(
                bag for bag in cargo.of(halt.pick_up) if _goes_back(cargo, bag)
            )
            for bag in bags:
                yield bag, _Halt(number, stop, halt.start, bags)


def _goes_back(cargo: Cargo, bag: PlannedBag) -> bool:
    """Tell whether a bag begins at its village (pickups, produce, returns)."""
    return any(
        row.kind is not ConsignmentKind.DELIVERY for row, _ in cargo.consignments(bag)
    )


def _first_ride(bag: PlannedBag, vehicle: str, tour: int) -> bool:
    leg = bag.legs[0]
    return leg.kind == "road" and (leg.vehicle, leg.tour) == (vehicle, tour)
