"""How many vehicles of each type a day has: the file's number where that is a limit.

Fleets without a limit are published as one vehicle per client and type; a search
needs no more than can be of use.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .instance import RoadInstance, VehicleType

RESERVE = 1.2
AT_LEAST = 5
"""Vehicles beyond those that hold all demand: a share of them, and some more."""


def numbers_needed(instance: RoadInstance) -> list[int]:
    """Return the vehicles of each type.

    A number below that of clients is a limit and kept; so is any where pairs,
    windows or several depots may ask for more vehicles than the demand does.
    """
    return [_number(instance, kind) for kind in instance.types]


def _number(instance: RoadInstance, kind: VehicleType) -> int:
    clients = len(instance.clients)
    if kind.number is not None and kind.number < clients:
        return kind.number
    brought = [client.demand for client in instance.clients]
    fetched = [client.pickup for client in instance.clients]
    filled = max(_filled(loads, kind.capacity) for loads in (brought, fetched))
    return min(clients, math.ceil(RESERVE * filled) + AT_LEAST)


def _filled(loads: Sequence[int], capacity: int) -> int:
    """Return the vehicles that first fit decreasing fills with what they can hold."""
    room: list[int] = []
    for load in sorted((load for load in loads if load <= capacity), reverse=True):
        place = next((n for n, free in enumerate(room) if free >= load), None)
        if place is None:
            room.append(capacity - load)
        else:
            room[place] -= load
    return len(room)
