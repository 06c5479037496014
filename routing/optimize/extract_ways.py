"""From courses to the plan's itineraries, bus loads and handovers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.domain.price import PriceBasis, Quantity, fee_cents, trip_fee_cents
from routing.plan.model import BusLoad, Handover, Leg

from .extract import planned_bag
from .itineraries.legs import Given, Ride, Road

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.domain.trip import Trip
    from routing.plan.model import PlannedBag

    from .courses import Course
    from .itineraries import legs as movements
    from .itineraries.itinerary import Way
    from .road import RoadProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """All bags that travel with their whole itineraries, and who else carries them."""

    bags: tuple[PlannedBag, ...]
    bus_loads: tuple[BusLoad, ...] = ()
    handovers: tuple[Handover, ...] = ()


def way_of(problem: RoadProblem, batch: int, number: int) -> Way:
    """Return a batch's way by its number among all ways."""
    first = int(problem.tables["batches"][batch, 0])
    return problem.ways[batch][number - first]


def carried_bags(
    problem: RoadProblem,
    courses: Sequence[Course] | None,
    driven: Sequence[PlannedBag],
) -> Carried:
    """Join the legs of bags by road, as driven, to whole itineraries."""
    if courses is None:
        return Carried(bags=tuple(driven))
    roads = {
        (bag.id, bag.legs[0].from_site, bag.legs[0].to_site): bag.legs[0]
        for bag in driven
    }
    bags: list[PlannedBag] = []
    rides: dict[tuple[str, int, int], list[PlannedBag]] = {}
    given: dict[str, list[PlannedBag]] = {}
    for b, (number, _) in enumerate(courses):
        if number < 0:
            continue
        way, shipment = way_of(problem, b, number), problem.shipments[b]
        for bag in shipment.bags:
            planned = planned_bag(
                shipment, bag, tuple(_leg(leg, bag.bag_id, roads) for leg in way.legs)
            )
            bags.append(planned)
            for leg in way.legs:
                if isinstance(leg, Ride):
                    key = (leg.trip, leg.board, leg.alight)
                    rides.setdefault(key, []).append(planned)
                elif isinstance(leg, Given):
                    given.setdefault(leg.offer, []).append(planned)
    return Carried(
        bags=tuple(bags),
        bus_loads=tuple(_bus_loads(problem.day, rides)),
        handovers=tuple(_handovers(problem.day, given)),
    )


def _leg(leg: movements.Leg, bag: str, roads: dict[tuple[str, str, str], Leg]) -> Leg:
    if isinstance(leg, Road):
        return roads[bag, leg.from_site, leg.to_site]
    made = Leg(
        kind="bus",
        from_site=leg.from_site,
        to_site=leg.to_site,
        depart=leg.depart,
        arrive=leg.arrive,
    )
    if isinstance(leg, Ride):
        return replace(made, trip=leg.trip)
    return replace(made, kind="handover", offer=leg.offer)


def _quantity(bags: Sequence[PlannedBag]) -> Quantity:
    return Quantity(
        items=sum(sum(bag.items.values()) for bag in bags),
        bags=len(bags),
        grams=sum(bag.grams for bag in bags),
    )


def _bus_loads(
    day: Day, rides: dict[tuple[str, int, int], list[PlannedBag]]
) -> Iterator[BusLoad]:
    """Yield the loads by trip and call, with their fees (P1d)."""
    for trip in day.trips.values():
        keys = sorted(key for key in rides if key[0] == trip.trip_id)
        line = day.lines[trip.line_id]
        fees = trip_fee_cents(line.price, [_quantity(rides[key]) for key in keys])
        free = line.runs_anyway and line.price.basis is PriceBasis.PER_TRIP
        for key, fee in zip(keys, fees, strict=True):
            _, board, alight = key
            calls = _calls(trip, board, alight)
            yield BusLoad(
                trip=trip.trip_id,
                bags=tuple(sorted(bag.id for bag in rides[key])),
                board=trip.stops[board].site,
                alight=trip.stops[alight].site,
                fee_cents=0 if free else fee,
                board_call=calls[0],
                alight_call=calls[1],
            )


def _calls(trip: Trip, board: int, alight: int) -> tuple[int | None, int | None]:
    """Return the calls where the sites alone would not say which are meant (M5c)."""
    sites = [stop.site for stop in trip.stops]
    first = sites.index(sites[board])
    if first == board and sites.index(sites[alight], first + 1) == alight:
        return None, None
    return board, alight


def _handovers(day: Day, given: dict[str, list[PlannedBag]]) -> Iterator[Handover]:
    for offer in day.offers.values():
        bags = given.get(offer.offer_id)
        if bags:
            yield Handover(
                offer=offer.offer_id,
                bags=tuple(sorted(bag.id for bag in bags)),
                fee_cents=fee_cents(offer.price, _quantity(bags)),
                last_resort=offer.last_resort,
            )
