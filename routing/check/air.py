"""Rule W7: a drone carries one bag at a time, or one box (C2b).

That drones fly crow distance is part of the speed profile (see ``case``); the
sites that they may visit are checked with the classes (see ``access``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.vehicle import VehicleClass
from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.violation import Violation
    from .case import Case


def check_air(case: Case) -> Iterator[Violation]:
    """Report the fullest leg of every drone tour that carries more."""
    for tour in case.tours():
        if tour.vehicle.vehicle_class is not VehicleClass.DRONE:
            continue
        bags = [case.pieces(leg) for leg in tour.trail.on_board]
        if max(bags) > 1:
            where = tour.leg_places[bags.index(max(bags))]
            yield found(Cause.W7_ONE_BAG, where, max(bags) - 1)
