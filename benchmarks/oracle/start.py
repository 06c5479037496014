"""What a plan says in the words of the model: ways, and who drives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .legs import Given, Ride

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.plan.model import Leg as PlanLeg
    from routing.plan.model import Plan, PlannedBag

    from .custody import Custody
    from .legs import Leg

Goes = tuple[int, "PlannedBag | None"]
"""Number of a way, from 1, and the bag that goes it; 0 and None: it stays."""


def same_as(plan: Plan, custodies: Sequence[Custody]) -> Iterator[tuple[Any, int]]:
    """Yield literals with the values that they have in a plan.

    Bags that the model does not know, or whose way it does not know, are left open.
    Those that may change places do so, as ``order_twins`` asks.
    """
    planned = {bag.id: bag for bag in plan.bags}
    twins: dict[tuple[object, ...], list[Custody]] = {}
    for custody in custodies:
        twins.setdefault(custody.bag.twin_key, []).append(custody)
    for alike in twins.values():
        found = [_goes(planned.get(one.bag.name), one) for one in alike]
        known = [goes for goes in found if goes is not None]
        known.sort(key=lambda goes: goes[0], reverse=True)
        for custody, goes in zip(alike, known, strict=False):
            yield from _values(custody, goes)


def _goes(bag: PlannedBag | None, custody: Custody) -> Goes | None:
    """Return the way of a bag in the plan, None if the model does not know it."""
    if bag is None or bag.box != custody.bag.bag.box:
        return 0, None
    if bag.contents != _contents(custody):
        return None
    for number, way in enumerate(custody.ways, start=1):
        pairs = zip(way.legs, bag.legs, strict=False)
        if len(way.legs) == len(bag.legs) and all(_same(*pair) for pair in pairs):
            return number, bag
    return None


def _contents(custody: Custody) -> Mapping[str, int]:
    inside: dict[str, int] = {}
    for row, count in custody.bag.rows:
        inside[row.consignment_id] = inside.get(row.consignment_id, 0) + count
    return inside


def _values(custody: Custody, goes: Goes) -> Iterator[tuple[Any, int]]:
    number, bag = goes
    if bag is None:
        yield custody.served, 0
        return
    yield custody.chosen[number - 1], 1
    for leg, planned in zip(custody.ways[number - 1].legs, bag.legs, strict=True):
        key = leg, planned.vehicle or "", planned.tour or 0
        if key in custody.carried:
            yield custody.carried[key], 1


def _same(leg: Leg, planned: PlanLeg) -> bool:
    ends = (leg.from_site, leg.to_site)
    if ends != (planned.from_site, planned.to_site):
        return False
    if isinstance(leg, Ride):
        times = (leg.depart, leg.arrive)
        return (leg.trip, *times) == (planned.trip, planned.depart, planned.arrive)
    if isinstance(leg, Given):
        return leg.offer == planned.offer
    return planned.vehicle is not None
