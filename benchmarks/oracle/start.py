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


def same_as(plan: Plan, custodies: Sequence[Custody]) -> Iterator[tuple[Any, int]]:
    """Yield literals with the values that they have in a plan.

    Bags that the model does not know, or whose way it does not know, are left open.
    """
    planned = {bag.id: bag for bag in plan.bags}
    for custody in custodies:
        bag = planned.get(custody.bag.bag.bag_id)
        if bag is None:
            yield custody.served, 0
        elif bag.contents == _contents(custody):
            yield from _way(bag, custody)


def _contents(custody: Custody) -> Mapping[str, int]:
    inside: dict[str, int] = {}
    for row, count in custody.bag.rows:
        inside[row.consignment_id] = inside.get(row.consignment_id, 0) + count
    return inside


def _way(bag: PlannedBag, custody: Custody) -> Iterator[tuple[Any, int]]:
    for way, literal in zip(custody.ways, custody.chosen, strict=True):
        pairs = list(zip(way.legs, bag.legs, strict=False))
        if len(way.legs) == len(bag.legs) and all(_same(*pair) for pair in pairs):
            yield literal, 1
            for leg, planned in pairs:
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
