"""Sizes of generated counties."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a county is.

    ``items`` are the day's deliveries; ``km2_per_village`` gives the area
    (published: 13 km² a village in a mountain county, 6.4 in a lowland city).
    """

    hubs: int
    villages: int
    items: int
    vehicles: int
    valleys: int
    docks: int
    km2_per_village: float


SIZES = {
    "S": Size(hubs=4, villages=40, items=2_600, vehicles=6, valleys=3, docks=2,
              km2_per_village=13.0),
    "R": Size(hubs=12, villages=150, items=10_000, vehicles=20, valleys=5, docks=6,
              km2_per_village=13.0),
    "L": Size(hubs=14, villages=353, items=23_500, vehicles=48, valleys=6, docks=14,
              km2_per_village=9.0),
    "XL": Size(hubs=46, villages=916, items=61_000, vehicles=124, valleys=9, docks=36,
               km2_per_village=6.4),
}  # fmt: skip
"""R is the reference county, L one county of a prefecture with 2,118 village
points in six, XL a whole prefecture-level city with 46 townships."""
