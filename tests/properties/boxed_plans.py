"""Bags of a plan put into reusable boxes: loads, fees, delay and uses follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from routing.domain.price import PriceBasis
from routing.plan.model import BoxUse

if TYPE_CHECKING:
    from routing.domain.box import BoxStock
    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Route, Tour

MICRO = 10_000


def with_stock(day: Day, stock: BoxStock) -> Day:
    """Return a day that has a stock more."""
    return replace(day, boxes={**day.boxes, stock.box_id: stock})


def edit_stock(day: Day, box: str, **changes: Any) -> Day:
    """Change a stock; under its id, whatever becomes of its type and site."""
    edited = replace(day.boxes[box], **changes)
    return replace(day, boxes={**day.boxes, box: edited})


def put_in_boxes(day: Day, plan: Plan, bag_id: str, box: str) -> Plan:
    """Put a bag that is in none into as many boxes of a stock as it takes (C2a)."""
    stock = day.boxes[box]
    bag = next(bag for bag in plan.bags if bag.id == bag_id)
    boxes = max(1, -(-bag.cm3 // stock.cm3))
    more = boxes * stock.cm3 - bag.cm3
    boxed = replace(bag, box=box, boxes=boxes, cm3=boxes * stock.cm3)
    bags = tuple(boxed if one.id == bag_id else one for one in plan.bags)
    plan = replace(
        plan,
        bags=bags,
        routes=tuple(_heavier(route, bag_id, more) for route in plan.routes),
        box_uses=uses(day, bags),
    )
    return _paid(day, plan, bag_id, boxes - 1)


def uses(day: Day, bags: tuple[PlannedBag, ...]) -> tuple[BoxUse, ...]:
    """Return the boxes that leave by stock, with half up cents."""
    rows = []
    for box, stock in day.boxes.items():
        boxes = sum(bag.boxes for bag in bags if bag.box == box)
        micro = boxes * stock.micro_yuan_per_use
        if boxes:
            fee = (micro + MICRO // 2) // MICRO
            rows.append(BoxUse(box=box, boxes=boxes, fee_cents=fee))
    return tuple(rows)


def _heavier(route: Route, bag: str, more: int) -> Route:
    """Add to the volume of every leg of a route on which a bag is on board."""
    return replace(route, tours=tuple(_larger(tour, bag, more) for tour in route.tours))


def _larger(tour: Tour, bag: str, more: int) -> Tour:
    aboard = bag in tour.load
    volume, stops = tour.load_cm3 + more * aboard, []
    for stop in tour.stops:
        aboard = (aboard or bag in stop.pick_up) and bag not in stop.deliver
        stops.append(replace(stop, load_cm3=stop.load_cm3 + more * aboard))
    return replace(tour, load_cm3=volume, stops=tuple(stops))


def _paid(day: Day, plan: Plan, bag: str, more: int) -> Plan:
    """Charge more pieces of a bag where bags are what is paid for; delay stays."""
    loads = []
    for load in plan.bus_loads:
        price = day.lines[day.trips[load.trip].line_id].price
        extra = _each(price, load.bags, bag) * more
        loads.append(replace(load, fee_cents=load.fee_cents + extra))
    rows = []
    for row in plan.handovers:
        extra = _each(day.offers[row.offer].price, row.bags, bag) * more
        rows.append(replace(row, fee_cents=row.fee_cents + extra))
    return replace(plan, bus_loads=tuple(loads), handovers=tuple(rows))


def _each(price: Any, bags: tuple[str, ...], bag: str) -> int:
    """Return the cents of one bag more; prices of bags are whole cents here."""
    if bag not in bags or price.basis is not PriceBasis.PER_BAG:
        return 0
    return (price.micro_yuan or 0) // MICRO
