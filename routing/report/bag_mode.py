"""The mode of a bag: which kind of way its legs make."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from routing.plan.services import BUS, HANDOVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag


class Mode(StrEnum):
    """Kinds of ways. Each bag counts in one: the last that its way deserves.

    ``HUB``: vehicles alone, with a change between two. A way with a trip is
    ``BUS`` whatever else it has, unless a last resort takes a leg of it.
    """

    VAN = "van"
    HUB = "hub"
    BUS = "bus"
    HANDOVER = "handover"
    LAST_RESORT = "last_resort"


def bag_mode(day: Day, bag: PlannedBag) -> Mode:
    """Return the mode of a bag's way."""
    offers = [day.offers.get(leg.offer) for leg in bag.legs if leg.offer is not None]
    if any(offer is not None and offer.last_resort for offer in offers):
        return Mode.LAST_RESORT
    kinds = {leg.kind for leg in bag.legs}
    if BUS in kinds:
        return Mode.BUS
    if HANDOVER in kinds:
        return Mode.HANDOVER
    return Mode.HUB if len(bag.legs) > 1 else Mode.VAN


def outer_site(day: Day, bag: PlannedBag) -> str:
    """Return the village end of a bag: where it goes to, or comes from."""
    return bag.origin if bag.destination == day.centre else bag.destination


def bags_by_id(plan: Plan) -> Mapping[str, PlannedBag]:
    """Return the bags of a plan by their ids."""
    return {bag.id: bag for bag in plan.bags}
