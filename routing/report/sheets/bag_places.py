"""Where each bag rides: the vehicle, tour and halt that loaders and sorters ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.report.words import vehicle_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Tour

_DIGITS = re.compile(r"(\d+)")

NaturalKey = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BagPlace:
    """A bag on the first vehicle that carries it.

    ``route`` is the vehicle's place in the plan and ``tour`` counts from 0;
    ``stop`` counts the halts of the tour from 1: where the bag is handed over,
    or taken on board when it is not ``loaded`` at the base. ``load_order`` says
    which station is loaded first (1: the last halt), 0 for what is not loaded;
    ``closing`` is the start of loading, when the bag must be closed.
    ``number`` of ``count`` bags that this halt has of its kind.
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

    What is loaded at a base comes first: by base, then chute (figures by their
    value, no chute last), site and vehicle; a base without any chute goes by
    vehicle, tour and order of loading. Bags taken on board on the way follow in
    the order of the halts.
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
    bags = {bag.id: bag for bag in plan.bags}
    for number, route in enumerate(plan.routes):
        for index, tour in enumerate(route.tours):
            for bag, stop, order in _halts(tour):
                known = bags.get(bag)
                if known is None or not _first_ride(known, route.vehicle, index):
                    continue
                loaded = order > 0
                halt = tour.stops[stop - 1]
                alike = [
                    other
                    for other in (halt.deliver if loaded else halt.pick_up)
                    if not loaded or other in tour.load
                ]
                site = day.sites.get(known.destination)
                yield BagPlace(
                    bag=known,
                    vehicle=route.vehicle,
                    label=vehicle_name(day, route.vehicle),
                    route=number,
                    tour=index,
                    stop=stop,
                    loaded=loaded,
                    load_order=order,
                    closing=tour.load_start,
                    number=alike.index(bag) + 1,
                    count=len(alike),
                    chute=site.chute if site is not None and loaded else "",
                )


def _halts(tour: Tour) -> Iterator[tuple[str, int, int]]:
    """Yield bag, halt and order of loading of what is loaded or taken on board."""
    loaded = frozenset(tour.load)
    calls = [
        number
        for number, stop in enumerate(tour.stops, start=1)
        if any(bag in loaded for bag in stop.deliver)
    ]
    orders = {stop: order for order, stop in enumerate(reversed(calls), start=1)}
    for number, stop in enumerate(tour.stops, start=1):
        for bag in stop.deliver:
            if bag in loaded:
                yield bag, number, orders[number]
        for bag in stop.pick_up:
            yield bag, number, 0


def _first_ride(bag: PlannedBag, vehicle: str, tour: int) -> bool:
    leg = bag.legs[0]
    return leg.kind == "road" and (leg.vehicle, leg.tour) == (vehicle, tour)
