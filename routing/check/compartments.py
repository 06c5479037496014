"""Rules R1, R1b and C1b: in which compartment of a vehicle goods ride."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.vehicle import Temperature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..domain.cold import ColdNeeds
    from ..domain.vehicle import Vehicle

    Rooms = Mapping[Temperature, int]


def rooms_of(vehicle: Vehicle, bulkhead: int) -> Rooms:
    """Return the compartments of a tour, in usable cm³, as its bulkhead is set (R1b).

    Where the vehicle cannot be set like that, which is reported apart, it drives with
    the first alternative.
    """
    if 0 < bulkhead <= len(vehicle.bulkheads):
        return vehicle.bulkheads[bulkhead - 1]
    return vehicle.compartments_cm3


def compartment_of(rooms: Rooms, needs: ColdNeeds) -> Temperature | None:
    """Return the compartment that goods ride in; None where there is none (R1, C1b).

    Goods ride in that of their temperature; where there is none, goods in foam or in
    reusable boxes ride in the ambient one (C2b). A vehicle without compartments is
    an ambient one (R1a).
    """
    rooms = rooms or {Temperature.AMBIENT: 0}
    if needs.temp in rooms:
        return needs.temp
    if needs.is_packed and Temperature.AMBIENT in rooms:
        return Temperature.AMBIENT
    return None
