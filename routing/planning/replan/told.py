"""The earlier plan told with today's consignments and timetable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.bag_ids import with_bag_ids
from routing.plan.services import BUS, HANDOVER, calls_of

from .same_goods import same_goods

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag, Route


def told_plan(before: Day, after: Day, plan: Plan) -> Plan:
    """Return an earlier plan as if it had been made of today's tables.

    Consignments have today's ids, bus legs and handovers today's times. Bags with
    goods that are asked for no more keep the earlier id of those.
    """
    ids = same_goods(before, after)
    times = _Times(after, plan)
    bags = []
    for bag in plan.bags:
        contents: dict[str, int] = {}
        for key, items in bag.contents.items():
            name = ids.get(key, gone_id(key))
            contents[name] = contents.get(name, 0) + items
        legs = tuple(times.leg(bag.id, leg) for leg in bag.legs)
        bags.append(replace(bag, contents=dict(sorted(contents.items())), legs=legs))
    unserved = tuple(
        replace(row, consignment=ids.get(row.consignment, gone_id(row.consignment)))
        if row.consignment is not None
        else row
        for row in plan.unserved
    )
    return replace(plan, bags=tuple(bags), unserved=unserved)


def gone_id(key: str) -> str:
    """Return an id that no table gives, for goods that are asked for no more."""
    return f"-{key}"


def without_bags(plan: Plan, gone: Collection[str]) -> Plan:
    """Return a plan without some bags; halts and rows left empty stay out."""
    if not gone:
        return plan

    def kept(bags: Sequence[str]) -> tuple[str, ...]:
        return tuple(bag for bag in bags if bag not in gone)

    plan = with_bag_ids(plan, kept)
    return replace(
        plan,
        routes=tuple(_without_empty(route) for route in plan.routes),
        bags=tuple(bag for bag in plan.bags if bag.id not in gone),
        bus_loads=tuple(row for row in plan.bus_loads if row.bags),
        handovers=tuple(row for row in plan.handovers if row.bags),
    )


def _without_empty(route: Route) -> Route:
    """Return a route without halts at which nothing is done."""
    return replace(
        route,
        tours=tuple(
            replace(tour, stops=tuple(s for s in tour.stops if s.deliver or s.pick_up))
            for tour in route.tours
        ),
    )


class _Times:
    """When trips and offers of today's tables carry what a plan gives them."""

    def __init__(self, day: Day, plan: Plan) -> None:
        self._day = day
        self._calls: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
        for load in plan.bus_loads:
            trip = day.trips.get(load.trip)
            calls = calls_of(trip, load) if trip is not None else None
            if calls is not None:
                for bag in load.bags:
                    row = (*calls, load.hold)
                    self._calls.setdefault((bag, load.trip), []).append(row)

    def leg(self, bag: str, leg: Leg) -> Leg:
        """Return a leg at today's times; as it was where they are not known."""
        offer = self._day.offers.get(leg.offer or "") if leg.kind == HANDOVER else None
        if offer is not None:
            return replace(leg, depart=offer.cutoff_time, arrive=offer.delivered_time)
        rows = self._calls.get((bag, leg.trip or "")) if leg.kind == BUS else None
        if not rows:
            return leg
        trip = self._day.trips[leg.trip or ""]
        board, alight, hold = rows.pop(0)
        return replace(
            leg,
            depart=trip.stops[board].departure_time + hold,
            arrive=trip.stops[alight].receive_time + hold,
        )


def by_id(plan: Plan) -> Mapping[str, PlannedBag]:
    """Return the bags of a plan by id."""
    return {bag.id: bag for bag in plan.bags}
