"""Whether a bag is there for a begun carrier (W5e)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .trail import ROAD
from .transfers import ready_at

if TYPE_CHECKING:
    from ..plan.model import Leg
    from .case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Boarding:
    """Where a tour of the earlier plan takes bags on, and when it leaves there.

    A bag may ride on one tour twice, with a transfer between.
    """

    vehicle: str
    tour: int
    site: str
    depart: int


def at_hand(case: Case, bag_id: str, boarding: Boarding, by: int) -> bool | None:
    """Tell whether a bag is there for a tour of the earlier plan, ready by ``by``.

    None where it may be or not: its goods are no longer asked for as packed, or
    come late to where they are packed.
    """
    told = case.past.begun.bags.get(bag_id) if case.past else None
    means = boarding.vehicle, boarding.tour, boarding.site
    legs = [
        (abs(leg.depart - boarding.depart), number)
        for number, leg in enumerate(told.legs if told else ())
        if (leg.vehicle, leg.tour, leg.from_site) == means
    ]
    return leg_at_hand(case, bag_id, min(legs)[1], by) if legs else None


def leg_at_hand(case: Case, bag_id: str, number: int, by: int) -> bool | None:
    """Tell whether a bag is there for a leg of its earlier plan, ready by ``by``."""
    past = case.past
    if past is None or bag_id not in past.begun.asked:
        return None
    legs = past.begun.bags[bag_id].legs
    contents = case.bags.get(bag_id)
    if number == 0:
        late = contents is not None and contents.ready_time > by
        return None if late else True
    rides = case.rides.get(bag_id, ())
    if contents is None or len(rides) < number:
        return False
    before, brings = rides[number - 1], legs[number - 1]
    if before.to_site != legs[number].from_site or not before.is_leg(
        _same_tour(case, brings)
    ):
        return False
    if brings.kind == ROAD and before.arrive <= brings.arrive:
        return True  # As when it was decided.
    ready = ready_at(case, contents, (*rides[:number], before))[number]
    return ready <= by


def _same_tour(case: Case, leg: Leg) -> Leg:
    """Return a leg of the earlier plan with the number of its tour in this one."""
    past = case.past
    if past is None or leg.kind != ROAD or leg.vehicle is None or leg.tour is None:
        return leg
    numbers = past.pairs.get(leg.vehicle, ())
    mine = numbers[leg.tour] if leg.tour < len(numbers) else None
    return replace(leg, tour=mine)
