"""The plan that a solution of the model describes, as plan.json tells it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from routing.domain.reason import ReasonCode
from routing.plan.model import Leg as PlanLeg
from routing.plan.model import Plan, PlannedBag, Unserved
from routing.travel.matrix import Source
from routing.travel.profiles import profile_of

from .boxes import box_uses
from .extract_routes import road_legs, routes_of
from .extract_services import bus_loads_of, delay_cents_of, handovers_of
from .legs import Given, Ride, Road
from .stage_fees import stage_fees

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Route
    from routing.travel.matrix import Travel

    from .custody import Custody
    from .fleet import Shift
    from .freight import Freight
    from .legs import Leg
    from .model import Model
    from .ways import Way

Went = dict[str, tuple["Freight", "Way"]]
"""Bags that travel, by id, with the way they go."""


def extract_plan(
    model: Model,
    custodies: Sequence[Custody],
    shifts: Sequence[Shift],
    solver: Any,  # noqa: ANN401
) -> Plan:
    """Read the plan from a solution; no reason is sought for what stays."""
    day = model.day
    went: Went = {}
    for custody in custodies:
        for way, literal in zip(custody.ways, custody.chosen, strict=True):
            if solver.value(literal):
                went[custody.bag.name] = (custody.bag, way)
    routes = routes_of(model, shifts, went, solver)
    roads = road_legs(routes, day)
    left = tuple(_left(day, went))
    return Plan(
        status="partial" if left else "complete",
        date=day.date.isoformat(),
        seed=1,
        routes=routes,
        bags=tuple(
            _planned(bag, way, roads)
            for _, (bag, way) in sorted(went.items(), key=lambda pair: pair[0])
        ),
        unserved=left,
        bus_loads=tuple(bus_loads_of(day, went)),
        handovers=tuple(handovers_of(day, went)),
        stage_fees=tuple(stage_fees(day, went)),
        delay_cents=delay_cents_of(day, went),
        box_uses=tuple(box_uses(day, went)),
        distance_sources=_sources(day, model.travel, routes),
    )


def _planned(
    bag: Freight, way: Way, roads: dict[tuple[str, str, str], PlanLeg]
) -> PlannedBag:
    contents: dict[str, int] = {}
    items: dict[str, int] = {}
    for row, count in bag.rows:
        contents[row.consignment_id] = contents.get(row.consignment_id, 0) + count
        items[row.partner] = items.get(row.partner, 0) + count
    return PlannedBag(
        id=bag.name,
        lot=bag.bag.lot_id,
        origin=bag.first.origin,
        destination=bag.first.destination,
        contents=contents,
        items=items,
        goods_class=bag.classes[0],
        grams=bag.bag.grams,
        cm3=bag.bag.cm3,
        loose=bag.bag.loose,
        box=bag.bag.box,
        boxes=bag.bag.boxes,
        legs=tuple(_leg(bag.name, leg, roads) for leg in way.legs),
    )


def _leg(bag: str, leg: Leg, roads: dict[tuple[str, str, str], PlanLeg]) -> PlanLeg:
    if isinstance(leg, Road):
        return roads[bag, leg.from_site, leg.to_site]
    return PlanLeg(
        kind="bus" if isinstance(leg, Ride) else "handover",
        from_site=leg.from_site,
        to_site=leg.to_site,
        depart=leg.depart,
        arrive=leg.arrive,
        trip=leg.trip if isinstance(leg, Ride) else None,
        offer=leg.offer if isinstance(leg, Given) else None,
    )


def _left(day: Day, went: Went) -> Iterator[Unserved]:
    planned: dict[str, int] = {}
    for bag, _ in went.values():
        for row, count in bag.rows:
            planned[row.consignment_id] = planned.get(row.consignment_id, 0) + count
    rows = sorted(
        day.consignments, key=lambda r: (r.outer_site, r.partner, r.goods_class)
    )
    for row in rows:
        items = row.items - planned.get(row.consignment_id, 0)
        if items:
            reason = row.blocked or ReasonCode.SEARCH_LIMIT
            yield Unserved(
                site=row.outer_site,
                partner=row.partner,
                goods_class=row.goods_class,
                kind=row.kind.value,
                priority=row.priority.value,
                items=items,
                reason=reason.value,
                certified=False,
                amount=items,
                unit="items",
                nearest="",
                action="",
                consignment=row.consignment_id,
            )


def _sources(day: Day, travel: Travel, routes: Sequence[Route]) -> dict[str, int]:
    """Return the metres driven by where their distance comes from."""
    sums: dict[str, int] = {}
    for route in routes:
        car = day.vehicles[route.vehicle]
        matrix = travel.of(profile_of(car))
        for tour in route.tours:
            sites = [car.start_site, *(stop.site for stop in tour.stops), car.end_site]
            for one, two in pairwise(sites):
                pair = travel.index[one], travel.index[two]
                name = Source(int(matrix.source[pair])).name.lower()
                sums[name] = sums.get(name, 0) + int(matrix.metres[pair])
    return sums
