"""Vehicles of the Yamanashi day: trucks and vans at the centre, small ones at hubs.

Capacities are those of published models, every price is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instances.csvfile import Cell, Table

COLUMNS = (
    "vehicle_id", "plate", "vehicle_class", "owner", "start_site", "end_site", "cap_kg",
    "cap_m3", "fill", "shift", "max_hours", "breaks", "reload_min", "range_km",
    "recharge_min", "fixed_yuan_day", "avoidable", "yuan_per_km", "yuan_per_hour",
    "speed_profile", "energy", "per_100km",
)  # fmt: skip
_KINDS: dict[str, dict[str, Cell]] = {
    "truck": {"vehicle_class": "medium", "cap_kg": 3000, "cap_m3": 16.0,
              "reload_min": 25, "fixed_yuan_day": 160, "yuan_per_km": 1.5,
              "yuan_per_hour": 28, "energy": "diesel", "per_100km": 18},
    "van": {"vehicle_class": "light", "cap_kg": 1000, "cap_m3": 5.5,
            "reload_min": 20, "fixed_yuan_day": 90, "yuan_per_km": 1.0,
            "yuan_per_hour": 26, "energy": "diesel", "per_100km": 13},
    "micro": {"vehicle_class": "microvan", "cap_kg": 500, "cap_m3": 2.5,
              "reload_min": 15, "range_km": 230, "recharge_min": 60,
              "fixed_yuan_day": 60, "yuan_per_km": 0.65, "yuan_per_hour": 24,
              "energy": "electric", "per_100km": 24},
    "trike": {"vehicle_class": "tricycle", "cap_kg": 180, "cap_m3": 1.1,
              "reload_min": 10, "range_km": 60, "recharge_min": 90,
              "fixed_yuan_day": 30, "yuan_per_km": 0.15, "yuan_per_hour": 20,
              "energy": "electric", "per_100km": 6},
}  # fmt: skip
_PROFILES = {"trike": "tricycle"}
_CENTRE = ("truck", *("van",) * 9, *("micro",) * 3)
_OWNERS = ("P1", "P1", "P2", "P2", "P3", "P4", "P5", "P6")
_HUBS = (
    ("韮崎", "micro"), ("韮崎", "trike"), ("须玉", "micro"), ("南阿尔卑斯", "micro"),
    ("南阿尔卑斯", "trike"), ("鳅泽", "micro"), ("敷岛", "trike"), ("石和", "micro"),
    ("盐山", "micro"), ("丰富", "trike"), ("富士河口湖", "micro"),
)  # fmt: skip


def vehicles(hub_ids: Mapping[str, str]) -> Table:
    """Return the fleet; hubs in mountain valleys have microvans.

    Parameters
    ----------
    hub_ids
        Site ids of the hubs by township.
    """
    rows = [_row(number, kind, "") for number, kind in enumerate(_CENTRE, start=1)]
    rows += [
        _row(number, kind, hub_ids[township])
        for number, (township, kind) in enumerate(_HUBS, start=len(_CENTRE) + 1)
    ]
    return COLUMNS, rows


def _row(number: int, kind: str, base: str) -> tuple[Cell, ...]:
    cells: dict[str, Cell] = {
        "vehicle_id": f"YM-{number:02d}",
        "plate": f"示例Y{number:02d}",
        # Hub vehicles are the post's: its agreements let it carry for everybody.
        "owner": "P1" if base else _OWNERS[(number - 1) % len(_OWNERS)],
        "start_site": base,
        "end_site": base,
        "fill": 0.85,
        "shift": "07:00-18:30" if base else "06:00-18:00",
        "max_hours": 9,
        "breaks": "30@11:00-13:30",
        "avoidable": "否" if number % 3 else "是",
        "speed_profile": _PROFILES.get(kind, "van"),
        **_KINDS[kind],
    }
    return tuple(cells.get(name, "") for name in COLUMNS)
