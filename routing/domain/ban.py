"""Times in which vehicles of some classes must not move in an area (rule W1b)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .vehicle import Temperature
from .window import TimeWindow, Windows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .vehicle import Vehicle, VehicleClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """One ban: where, for which classes, when, and who is exempt.

    ``sites`` are the ids in its area, ``times`` seconds of the day, ``permits`` the ids
    of vehicles that may drive all the same. ``cold_exempt`` exempts vehicles with a
    compartment that is not ambient, ``green_exempt`` those of the green channel.
    """

    sites: frozenset[str]
    vehicle_classes: tuple[VehicleClass, ...]
    times: Windows
    permits: frozenset[str] = frozenset()
    cold_exempt: bool = False
    green_exempt: bool = False

    def binds(self, vehicle: Vehicle) -> bool:
        """Tell whether a vehicle must keep the ban."""
        if vehicle.vehicle_class not in self.vehicle_classes:
            return False
        if vehicle.vehicle_id in self.permits:
            return False
        if self.green_exempt and vehicle.green_channel:
            return False
        keeps_cold = any(t is not Temperature.AMBIENT for t in vehicle.compartments_cm3)
        return not (self.cold_exempt and keeps_cold)


def banned_times(bans: Iterable[Ban], vehicle: Vehicle, site: str) -> Windows:
    """Return when a vehicle must not arrive at or leave a site, sorted.

    Open intervals: at both ends it may. Times that overlap or touch are one.
    """
    times = sorted(
        time
        for ban in bans
        if site in ban.sites and ban.binds(vehicle)
        for time in ban.times
        if time.early < time.late
    )
    joined: list[TimeWindow] = []
    for time in times:
        if joined and time.early <= joined[-1].late:
            last = joined.pop()
            time = TimeWindow(last.early, max(last.late, time.late))
        joined.append(time)
    return tuple(joined)
