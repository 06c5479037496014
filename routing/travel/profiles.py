"""Speed profiles: which one a vehicle uses, under one spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.vehicle import AIR_PROFILE, Vehicle, VehicleClass

from .columns import fold

if TYPE_CHECKING:
    from routing.domain.day import Day

    from .options import TravelOptions

_SPELLINGS = {
    "三轮": "tricycle",
    "三轮车": "tricycle",
    "微面": "microvan",
    "轻货": "light",
    "中货": "medium",
    "无人机": "drone",
    "无人车": "robot",
}


def canonical_profile(text: str) -> str:
    """Fold case and width; vehicle classes in Chinese become their code."""
    folded = fold(text)
    return _SPELLINGS.get(folded, folded)


def profile_of(vehicle: Vehicle) -> str:
    """Return the profile whose matrix a vehicle uses.

    Drones fly (rule W7); otherwise its ``speed_profile``, or its class.
    """
    if vehicle.vehicle_class is VehicleClass.DRONE:
        return AIR_PROFILE
    return canonical_profile(vehicle.speed_profile) or vehicle.vehicle_class.value


def profiles_of(day: Day, options: TravelOptions) -> dict[str, float | None]:
    """Return every profile of the day's vehicles with its top speed in km/h.

    In the order of the vehicles, those that are out included (what they could
    have done is part of an explanation). Of several classes in one profile the
    slowest counts; None is no limit.
    """
    vehicles = [*day.vehicles.values(), *(row.vehicle for row in day.vehicles_out)]
    result: dict[str, float | None] = {}
    for vehicle in vehicles:
        name = profile_of(vehicle)
        top = options.class_max_kmh.get(vehicle.vehicle_class)
        known = result.get(name)
        result[name] = min((v for v in (known, top) if v is not None), default=None)
    return result
