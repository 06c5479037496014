"""Where each bag rides: the vehicle, tour and halt that loaders and sorters ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.report.words import vehicle_name

from .loads import loads_of
from .words import cargo_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Route

    from .words import Cargo

_DIGITS = re.compile(r"(\d+)")

NaturalKey = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BagPlace:
    """A bag on the first vehicle that carries it.

    ``route`` is the vehicle's place in the plan and ``tour`` counts from 0.
    ``loaded``: it goes out, is loaded as number ``load_order`` of the loading
    list and handed over at ``stop`` (from 1); else it is brought back, is taken
    on board there and ``load_order`` is 0. ``closing`` is the start of loading,
    when the bag must be closed. ``number`` of ``count`` bags of that halt.
    """

    bag: PlannedBag
    vehicle: str
    label: str
    route: int
    tour: int
    stop: int
    loaded: bool
    load_order: int
    closing: int
    number: int
    count: int
    chute: str


def bag_places(day: Day, plan: Plan) -> tuple[BagPlace, ...]:
    """Return the place of every bag whose first leg is by road, in sorting order.

    What goes out comes first: by where it is loaded, then chute (figures by their
    value, no chute last), site and vehicle; a place without any chute goes by
    vehicle, tour and order of loading. Bags to be brought back follow in the
    order of the halts.
    """
    places = list(_places(day, plan))
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


def _places(day: Day, plan: Plan) -> Iterator[BagPlace]:
    cargo = cargo_of(day, plan)
    for number, route in enumerate(plan.routes):
        for bag, halt in (*_outward(day, cargo, route), *_back(cargo, route)):
            if not _first_ride(bag, route.vehicle, halt.tour):
                continue
            site = day.sites.get(bag.destination)
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
                number=halt.bags.index(bag) + 1,
                count=len(halt.bags),
                chute=site.chute if site is not None and halt.load_order else "",
            )


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
