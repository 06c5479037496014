"""What a vehicle's route costs (rules P1, Q2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.units import distance_cents, duration_cents

from .model import RouteCost

if TYPE_CHECKING:
    from routing.domain.vehicle import Vehicle


def route_cost(
    vehicle: Vehicle, metres: int, seconds: int, cold_seconds: int = 0
) -> RouteCost:
    """Return the cents of a route by part; each part is rounded once.

    ``cold_seconds`` is how long its refrigeration runs (P1f).
    """
    return RouteCost(
        fixed=vehicle.fixed_cents,
        km=distance_cents(metres, vehicle.micro_yuan_per_km),
        hours=duration_cents(seconds, vehicle.micro_yuan_per_hour),
        cold=duration_cents(cold_seconds, vehicle.micro_yuan_per_cold_hour),
    )
