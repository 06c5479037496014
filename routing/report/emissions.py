"""CO2 of road vehicles, by energy and consumption or by class. All assumed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.vehicle import VehicleClass

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle

ENERGIES = (
    ("co2_grid_kg_per_kwh", ("电", "electric"), Fraction("0.5366")),
    ("co2_petrol_kg_per_l", ("汽油", "petrol"), Fraction("2.30")),
    ("co2_diesel_kg_per_l", ("柴油", "diesel"), Fraction("2.63")),
)
"""Key of the settings, words for the energy, and kg CO2 per kWh (grid, 2022) or
per litre where the settings do not say. From memory: assumed."""

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


def grams_co2(day: Day, vehicle: Vehicle, metres: int) -> Fraction:
    """Return the grams of CO2 of so many metres (grams per metre = kg per km)."""
    per_km = KG_PER_KM[vehicle.vehicle_class]
    if vehicle.per_100km is not None:
        energy = vehicle.energy.casefold()
        for key, names, usual in ENERGIES:
            if any(name in energy for name in names):
                per_unit = _factor(day.settings.extra.get(key), usual)
                per_km = Fraction(str(vehicle.per_100km)) / 100 * per_unit
                break
    return per_km * metres


def _factor(text: str | None, usual: Fraction) -> Fraction:
    try:
        return usual if text is None else Fraction(text)
    except ValueError:
        return usual
