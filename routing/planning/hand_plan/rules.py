"""Red lines: what even a person's plan may not break (formats.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.check.causes import Cause
from routing.check.compartments import compartment_of, rooms_of
from routing.check.words import ride_place, tour_place
from routing.domain.cold import cold_needs
from routing.domain.reason import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.cold import ColdNeeds
    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.plan.model import Leg, Plan
    from routing.plan.violation import Violation

ALWAYS = (Cause.R1_CAP_KG, Cause.W1_BAN)
"""Causes that are red lines wherever they stand: over the payload, banned hours."""

RULES = ("R2_", "T5_", "W3_", "C1_", "C2_", "C3_")
"""Rules of buses (room, time, goods, security check) and of the cold chain: what was
outside, or under way, for longer than its class bears is no food any more."""


def red_lines(violations: Sequence[Violation], day: Day, plan: Plan) -> list[Violation]:
    """Return the violations that no reason excuses.

    Over the payload (核定载质量), on the road in banned hours (W1b), prohibited goods,
    cold goods without a cold compartment, the limits of the cold chain, and every rule
    of buses.
    """
    prohibited = _prohibited(day, plan)
    warm = _warm_places(day, plan)
    return [
        row
        for row in violations
        if row.cause in ALWAYS
        or row.cause.startswith(RULES)
        or (row.cause == Cause.W5_BLOCKED and row.where in prohibited)
        or (row.cause == Cause.R1_COMPARTMENT and row.where in warm)
    ]


def _is_homeless(plan: Plan, car: Vehicle, leg: Leg, needs: ColdNeeds) -> bool:
    """Tell whether a leg's tour has no compartment for goods (R1, R1b, C1b)."""
    tours = [tour for r in plan.routes if r.vehicle == leg.vehicle for tour in r.tours]
    number = leg.tour or 0
    bulkhead = tours[number].bulkhead if number < len(tours) else 0
    return compartment_of(rooms_of(car, bulkhead), needs) is None


def _prohibited(day: Day, plan: Plan) -> set[str]:
    """Return the places of bags with prohibited goods."""
    keys = {
        row.consignment_id
        for row in day.consignments
        if row.blocked is ReasonCode.GOODS_PROHIBITED
    }
    return {f"[{bag.id}]" for bag in plan.bags if not keys.isdisjoint(bag.contents)}


def _warm_places(day: Day, plan: Plan) -> set[str]:
    """Return the places of tours and trips with cold goods and no room for them."""
    kinds = {row.consignment_id: row.goods_class for row in day.consignments}
    places = set()
    for bag in plan.bags:
        classes = [day.goods[kinds[key]] for key in bag.contents if key in kinds]
        stock = day.boxes.get(bag.box or "")
        if stock is not None and classes and stock.temp is not classes[0].temp:
            stock = None
        needs = cold_needs(classes, stock) if classes else None
        if needs is None or not needs.is_cold:
            continue
        for leg in bag.legs:
            car = day.vehicles.get(leg.vehicle or "")
            if car is not None and _is_homeless(plan, car, leg, needs):
                places.add(tour_place(car.vehicle_id, leg.tour or 0))
        # The judge names no other goods there: a hold is ambient (R4b).
        places |= {
            f"{ride_place(load.trip, load.board, load.alight)} [{bag.id}]"
            for load in plan.bus_loads
            if bag.id in load.bags
        }
    return places
