"""Vehicles of a generated county: a mixed fleet of several owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .places import CENTRE_ID

if TYPE_CHECKING:
    from instances.csvfile import Cell, Table

    from .places import Places

VAN, TRUCK, TRICYCLE = "van", "truck", "tricycle"
COLUMNS = (
    "vehicle_id", "plate", "vehicle_class", "owner", "start_site", "end_site", "cap_kg",
    "cap_m3", "fill", "temp_compartments", "shift", "max_hours", "breaks", "max_tours",
    "reload_min", "range_km", "max_km", "recharge_min", "fixed_yuan_day", "avoidable",
    "yuan_per_km", "yuan_per_hour", "speed_profile", "energy", "per_100km", "status",
)  # fmt: skip
_PATTERN = (
    "reefer", "truck", "van", "cool", "van", "cool", "truck", "van", "micro", "trike",
)  # fmt: skip
"""Repeated over the fleet: one tour of all holds about 1.1 times the items of the
day, of which most vehicles can drive two. Microvans with a chilled box bring cold
goods where nothing larger may go."""
_HUB_BASED_EVERY, _HUB_BASED_FIRST = 20, 3
_KINDS: dict[str, dict[str, Cell]] = {
    "truck": {"vehicle_class": "light", "cap_kg": 1500, "cap_m3": 12.0,
              "reload_min": 25, "fixed_yuan_day": 130, "yuan_per_km": 1.2,
              "yuan_per_hour": 28, "energy": "diesel", "per_100km": 15},
    "van": {"vehicle_class": "light", "cap_kg": 1000, "cap_m3": 5.5,
            "reload_min": 20, "fixed_yuan_day": 90, "yuan_per_km": 1.0,
            "yuan_per_hour": 26, "energy": "diesel", "per_100km": 13},
    "reefer": {"vehicle_class": "light", "cap_kg": 1000, "cap_m3": 7.0,
               "temp_compartments": "chilled:3.5;ambient:3.5", "reload_min": 20,
               "fixed_yuan_day": 140, "yuan_per_km": 1.3, "yuan_per_hour": 28,
               "energy": "diesel", "per_100km": 16},
    "micro": {"vehicle_class": "microvan", "cap_kg": 500, "cap_m3": 2.5,
              "reload_min": 15, "range_km": 230, "recharge_min": 60,
              "fixed_yuan_day": 60, "yuan_per_km": 0.65, "yuan_per_hour": 24,
              "energy": "electric", "per_100km": 24},
    "cool": {"vehicle_class": "microvan", "cap_kg": 500, "cap_m3": 2.5,
             "temp_compartments": "chilled:0.8;ambient:1.7", "reload_min": 15,
             "range_km": 230, "recharge_min": 60, "fixed_yuan_day": 65,
             "yuan_per_km": 0.68, "yuan_per_hour": 24, "energy": "electric",
             "per_100km": 25},
    "trike": {"vehicle_class": "tricycle", "cap_kg": 180, "cap_m3": 1.1,
              "reload_min": 10, "range_km": 60, "max_km": 100, "recharge_min": 90,
              "fixed_yuan_day": 30, "yuan_per_km": 0.15, "yuan_per_hour": 20,
              "energy": "electric", "per_100km": 6},
}  # fmt: skip

_PROFILES = {"truck": TRUCK, "reefer": TRUCK, "trike": TRICYCLE}


def vehicles_table(places: Places, count: int) -> Table:
    """Return ``count`` vehicles; prices are assumed, capacities of usual models.

    Every twentieth is at home at the hub nearest to the centre; the last is a
    tricycle, so that the smallest fleet has one too.
    """
    near = min(places.hubs, key=places.metres)
    rows = []
    for number in range(count):
        last = number == count - 1
        kind = "trike" if last else _PATTERN[number % len(_PATTERN)]
        at_hub = _at_hub(number)
        cells: dict[str, Cell] = {
            "vehicle_id": f"K{number + 1:03d}",
            "plate": f"示例K{number + 1:03d}",
            "owner": f"P{1 + number % 6}",
            "start_site": near if at_hub else "",
            "end_site": near if at_hub else "",
            "fill": 0.85,
            "shift": "06:30-18:30" if number % 3 else "06:00-18:00",
            "max_hours": 9 if number % 4 == 1 else 8,
            "breaks": "30@11:00-14:00" if number % 2 else "",
            "avoidable": "是" if number % 3 == 2 else "否",  # noqa: PLR2004
            "speed_profile": _PROFILES.get(kind, VAN),
            "status": "可用",
            **_KINDS[kind],
        }
        rows.append(tuple(cells.get(name, "") for name in COLUMNS))
    return COLUMNS, rows


def _at_hub(number: int) -> bool:
    return number % _HUB_BASED_EVERY == _HUB_BASED_FIRST


def routes_table(places: Places, count: int) -> Table:
    """Return today's practice for the first vehicles: villages valley by valley.

    A vehicle at home at a hub fetches its goods at the centre first.
    """
    order = sorted(
        range(len(places.villages)),
        key=lambda n: (places.valley_of_hub[places.hub_of[n]], places.hub_of[n], n),
    )
    rows: list[tuple[Cell, ...]] = []
    per_route = 8
    for number in range(min(5, count)):
        part = order[number * per_route : (number + 1) * per_route]
        halts = [places.villages[village] for village in part]
        if _at_hub(number):
            halts.insert(0, CENTRE_ID)
        rows += [
            (f"K{number + 1:03d}", 1, seq, site)
            for seq, site in enumerate(halts, start=1)
        ]
    return ("vehicle", "tour", "seq", "site"), rows
