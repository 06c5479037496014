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


GRAMS_PER_KG, HOUR = 1000, 3600


def grams_co2(day: Day, vehicle: Vehicle, metres: int) -> Fraction:
    """Return the grams of CO2 of so many metres (grams per metre = kg per km)."""
    per_km = KG_PER_KM[vehicle.vehicle_class]
    per_unit = _kg_per_unit(day, vehicle)
    if vehicle.per_100km is not None and per_unit is not None:
        per_km = Fraction(str(vehicle.per_100km)) / 100 * per_unit
    return per_km * metres


def grams_of_cold(day: Day, vehicle: Vehicle, seconds: int) -> Fraction:
    """Return the grams of CO2 of so many seconds of refrigeration.

    None where it is not said what an hour takes, or of which energy.
    """
    per_unit = _kg_per_unit(day, vehicle)
    if vehicle.cold_energy_per_hour is None or per_unit is None:
        return Fraction(0)
    per_hour = Fraction(str(vehicle.cold_energy_per_hour)) * per_unit
    return per_hour * seconds * GRAMS_PER_KG / HOUR


def _kg_per_unit(day: Day, vehicle: Vehicle) -> Fraction | None:
    """Return the kg of CO2 of a unit of a vehicle's energy; None if it is unknown."""
    energy = vehicle.energy.casefold()
    for key, names, usual in ENERGIES:
        if any(name in energy for name in names):
            return _factor(day.settings.extra.get(key), usual)
    return None


def _factor(text: str | None, usual: Fraction) -> Fraction:
    try:
        return usual if text is None else Fraction(text)
    except ValueError:
        return usual
