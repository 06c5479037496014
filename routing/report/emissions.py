"""CO2 of road vehicles, by energy and consumption or by class. All assumed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.vehicle import VehicleClass

if TYPE_CHECKING:
    from routing.domain.vehicle import Vehicle

KG_PER_UNIT = {
    "电": Fraction("0.5366"),
    "electric": Fraction("0.5366"),
    "汽油": Fraction("2.30"),
    "petrol": Fraction("2.30"),
    "柴油": Fraction("2.63"),
    "diesel": Fraction("2.63"),
}
"""kg CO2 per kWh (grid, 2022) or per litre. From memory: assumed."""

KG_PER_KM = {
    VehicleClass.TRICYCLE: Fraction("0.032"),
    VehicleClass.MICROVAN: Fraction("0.184"),
    VehicleClass.LIGHT: Fraction("0.342"),
    VehicleClass.MEDIUM: Fraction("0.473"),
    VehicleClass.DRONE: Fraction("0.016"),
    VehicleClass.ROBOT: Fraction("0.054"),
}
"""Where consumption is not given: tricycle 6 kWh, microvan 8 l petrol, light
13 l and medium 18 l diesel, drone 3 kWh, robot 10 kWh per 100 km. Assumed."""


def grams_co2(vehicle: Vehicle, metres: int) -> Fraction:
    """Return the grams of CO2 of so many metres (grams per metre = kg per km)."""
    per_km = KG_PER_KM[vehicle.vehicle_class]
    if vehicle.per_100km is not None:
        for word, per_unit in KG_PER_UNIT.items():
            if word in vehicle.energy.casefold():
                per_km = Fraction(str(vehicle.per_100km)) / 100 * per_unit
                break
    return per_km * metres
