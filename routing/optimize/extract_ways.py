"""From courses to the plan's itineraries, bus loads and handovers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.plan.model import Leg
from routing.plan.service_loads import bus_loads, handovers

from .extract import planned_bag
from .itineraries.boxes import in_boxes_of
from .itineraries.legs import Given, Ride, Road

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.plan.model import BusLoad, Handover, PlannedBag

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
        way = way_of(problem, b, number)
        shipment = in_boxes_of(problem.day, problem.shipments[b], way)
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
        bus_loads=tuple(bus_loads(problem.day, rides)),
        handovers=tuple(handovers(problem.day, given)),
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
