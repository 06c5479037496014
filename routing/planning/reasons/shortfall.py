"""From a code of the kernel to a reason with its quantity and its weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.partner import may_carry
from routing.domain.reason import ReasonCode
from routing.optimize.carriers import classes_at
from routing.optimize.kernel import codes
from routing.optimize.vehicle_arrays import TEMPERATURES

from .cold_misses import miss_note

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.optimize.route_times import Failure
    from routing.optimize.ways import Shipment

WHOLE = 1.0
"""Weight of a limit that is missed as a whole: no permission, no compartment."""

NO_WAY = 4.0
"""Weight of what no quantity mends."""

_REASONS = {
    codes.CAP_G: (ReasonCode.CAP_KG, "g"),
    codes.CAP_ITEMS: (ReasonCode.CAP_ITEMS, "items"),
    codes.CAP_BAGS: (ReasonCode.CAP_ITEMS, "bags"),
    codes.CAP_AMBIENT: (ReasonCode.CAP_M3, "cm3"),
    codes.CAP_CHILLED: (ReasonCode.CAP_M3, "cm3"),
    codes.CAP_FROZEN: (ReasonCode.CAP_M3, "cm3"),
    codes.WINDOW: (ReasonCode.TIME_WINDOW, "s"),
    codes.LOADING_CLOSED: (ReasonCode.TIME_WINDOW, "s"),
    codes.BASE_CLOSED: (ReasonCode.TIME_WINDOW, "s"),
    codes.DOCK: (ReasonCode.TIME_WINDOW, "s"),
    codes.SHIFT: (ReasonCode.SHIFT_HOURS, "s"),
    codes.HOURS: (ReasonCode.SHIFT_HOURS, "s"),
    codes.BREAK: (ReasonCode.SHIFT_HOURS, "s"),
    codes.DRIVE: (ReasonCode.SHIFT_HOURS, "s"),
    codes.TOURS: (ReasonCode.SHIFT_HOURS, ""),
    codes.RANGE: (ReasonCode.MAX_KM, "m"),
    codes.MAX_METRES: (ReasonCode.MAX_KM, "m"),
    codes.CHARGER: (ReasonCode.MAX_KM, ""),
    codes.UNREACHABLE: (ReasonCode.UNREACHABLE, ""),
    # Nothing else may be beside it: a compartment of its own is missing.
    codes.APART: (ReasonCode.CAP_M3, ""),
    codes.COLD: (ReasonCode.COLD_LIMIT, "s"),
    # Nothing of it is cold: what goes too long arrives too late (C3).
    codes.RIDE: (ReasonCode.TIME_WINDOW, "s"),
    codes.LOCK: (ReasonCode.LOCK_CONFLICT, ""),
    codes.PAIR: (ReasonCode.UNREACHABLE, ""),
}

_ROOMS = {
    codes.CAP_AMBIENT: TEMPERATURES[0],
    codes.CAP_CHILLED: TEMPERATURES[1],
    codes.CAP_FROZEN: TEMPERATURES[2],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """What a vehicle or way lacks for a shipment; ``weight`` is relative to the limit.

    ``name`` is that of a way which is not straight on a vehicle. ``note`` says more
    than the reason does, of ``leg`` where that is one (see ``cold_misses``).
    """

    reason: ReasonCode
    amount: int
    unit: str
    weight: float
    vehicle: Vehicle | None = None
    name: str = ""
    note: str = ""
    leg: str = ""

    @property
    def by(self) -> str:
        """The way by its name, or the vehicle by its plate."""
        if self.name or self.vehicle is None:
            return self.name
        return self.vehicle.plate or self.vehicle.vehicle_id


def shortfall(
    day: Day, vehicle: Vehicle, shipment: Shipment, failure: Failure
) -> Shortfall:
    """Return what a failure of the kernel means for a vehicle and a shipment."""
    reason, unit = _REASONS[failure.code]
    limit = _limit(vehicle, failure.code)
    if failure.code in _ROOMS and not limit:
        reason, unit, amount = ReasonCode.NO_TEMP_VEHICLE, "", 0
        weight = WHOLE
    elif unit and failure.amount > 0:
        amount = failure.amount
        weight = amount / max(1, limit)
    else:
        unit, amount, weight = "", 0, NO_WAY
    if _oversize(vehicle, shipment, failure.code):
        reason = ReasonCode.OVERSIZE
    note, leg = miss_note(day, vehicle, shipment, failure)
    return Shortfall(
        reason=reason,
        amount=amount,
        unit=unit,
        weight=weight,
        vehicle=vehicle,
        note=note,
        leg=leg,
    )


def _oversize(vehicle: Vehicle, shipment: Shipment, code: int) -> bool:
    """Tell whether one loose piece alone is more than the vehicle takes."""
    bag = shipment.bags[0]
    if not bag.loose or len(shipment.bags) > 1:
        return False
    if code == codes.CAP_G:
        return bag.grams > vehicle.cap_g
    room = _most(vehicle, code) if code in _ROOMS else 0
    return 0 < room < bag.cm3


def _most(vehicle: Vehicle, code: int) -> int:
    """Return the most room of a compartment in any setting of the bulkhead (R1b)."""
    return max(rooms.get(_ROOMS[code], 0) for rooms in vehicle.alternatives)


def _limit(vehicle: Vehicle, code: int) -> int:
    """Return the limit that a shortfall is measured by."""
    if code in _ROOMS:
        return _most(vehicle, code)
    limits = {
        codes.CAP_G: vehicle.cap_g,
        codes.CAP_ITEMS: vehicle.cap_items,
        codes.CAP_BAGS: vehicle.cap_bags,
        codes.RANGE: vehicle.range_m,
        codes.MAX_METRES: vehicle.max_m,
        codes.HOURS: vehicle.max_route_duration,
        codes.DRIVE: vehicle.max_drive_duration,
    }
    return limits.get(code, vehicle.shift.late - vehicle.shift.early) or 0


def refusals(day: Day, vehicle: Vehicle, shipment: Shipment) -> list[ReasonCode]:
    """Return why a vehicle may not carry a shipment, whatever its room."""
    reasons = []
    if not all(
        may_carry(day.agreements, vehicle.owner, row.partner) for row in shipment.rows
    ):
        reasons.append(ReasonCode.NO_AGREEMENT)
    ends = (shipment.from_site, shipment.to_site)
    places = (vehicle.start_site, vehicle.end_site, *ends)
    if not all(
        vehicle.vehicle_class in classes_at(day.sites[place]) for place in places
    ):
        reasons.append(ReasonCode.ACCESS_CLASS)
    outer = shipment.outer.outer_site
    if outer in ends and any(
        lock.vehicle != vehicle.vehicle_id for lock in day.locks if outer in lock.sites
    ):
        reasons.append(ReasonCode.LOCK_CONFLICT)
    return reasons
