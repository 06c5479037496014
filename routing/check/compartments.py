"""Rules R1 and C1b: in which compartment of a vehicle goods ride."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.vehicle import Temperature

if TYPE_CHECKING:
    from ..domain.cold import ColdNeeds
    from ..domain.vehicle import Vehicle


def compartment_of(vehicle: Vehicle, needs: ColdNeeds) -> Temperature | None:
    """Return the compartment that goods ride in; None where there is none (R1, C1b).

    Goods ride in that of their temperature; where there is none, goods in foam boxes
    ride in the ambient one. A vehicle without compartments is an ambient one (R1a).
    """
    rooms = vehicle.compartments_cm3 or {Temperature.AMBIENT: 0}
    if needs.temp in rooms:
        return needs.temp
    if needs.is_foamed and Temperature.AMBIENT in rooms:
        return Temperature.AMBIENT
    return None
