"""Make the tables of the Longkou day from the road table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from instances.csvfile import write_folder

from .demand import SEED, demand, pickups
from .fixed import agreements, goods, partners, settings, vehicles
from .positions import reconstruct
from .roads import DEPOT, Network, Roads, choose_network, read_roads, site_id
from .services import service_tables

if TYPE_CHECKING:
    from instances.csvfile import Cell, Table

FOLDER = Path(__file__).parent
SOURCE, DAY = FOLDER / "source", FOLDER / "day"
TRICYCLE_KMH = 15.0
TRICYCLE_HUBS = tuple(site_id(hub) for hub in (55, 65, 68))
"""The outer hubs: one tricycle each, for what comes there by bus or truck."""
CHECKED_HUBS = (65, 68)
"""Hubs with a security check, so that what villages send may board a bus there."""
FILE_SOURCE, DERIVED_SOURCE = "高德(G-VRP-IPD-TW)", "高德公里，三轮15公里/小时"


def build(out: Path) -> None:
    """Write every table of the day into a folder."""
    roads = read_roads(SOURCE)
    network = choose_network(roads)
    villages = [site_id(number) for number in sorted(network.villages)]
    near_hub = min(network.hubs, key=lambda hub: roads.km[DEPOT, hub])
    tables: dict[str, Table] = {
        "sites": _sites(roads, network),
        "partners": partners(),
        "goods": goods(),
        "vehicles": vehicles(site_id(near_hub), TRICYCLE_HUBS),
        "agreements": agreements(),
        "demand": demand(villages),
        "pickups": pickups(villages),
        "settings": settings(),
        "travel": _travel(roads, network),
        **service_tables(roads),
    }
    write_folder(out, tables)


def _travel(roads: Roads, network: Network) -> Table:
    """Return the real rows for all vehicles, and tricycles at no more than 15 km/h."""
    kept = set(network.stations)
    real: list[tuple[Cell, ...]] = []
    slow: list[tuple[Cell, ...]] = []
    for origin, destination, km, minutes in roads.rows:
        if origin in kept and destination in kept:
            pair = site_id(origin), site_id(destination), km
            least = float(km) / TRICYCLE_KMH * 60
            longer = round(max(float(minutes), least), 3)
            real.append((*pair, minutes, FILE_SOURCE, ""))
            slow.append((*pair, longer, DERIVED_SOURCE, "tricycle"))
    return ("from", "to", "km", "min", "source", "profile"), [*real, *slow]


def _sites(roads: Roads, network: Network) -> Table:
    columns = ("site_id", "name", "level", "township", "lon", "lat", "hours",
               "service_min", "sec_per_item", "allowed_classes", "handling_min",
               "docks", "security_check", "position_estimated")  # fmt: skip
    places = reconstruct(roads.km)
    rng = np.random.default_rng(SEED + 2)
    rows: list[tuple[Cell, ...]] = [
        (site_id(DEPOT), "龙口示例共配中心", "centre", "", *places[DEPOT],
         "06:00-20:00", 5, 1, "", "", 3, "是", "是")
    ]  # fmt: skip
    for number, hub in enumerate(network.hubs, start=1):
        rows.append(
            (site_id(hub), f"龙口示例{number}镇站", "hub", "", *places[hub],
             "07:00-18:30", 5, 1, "", 20, "", "是" if hub in CHECKED_HUBS else "", "是")
        )  # fmt: skip
    for village in sorted(network.villages):
        lunch, narrow = rng.random(2) < (0.25, 0.08)
        hours = "08:00-11:30;14:00-18:00" if lunch else "08:00-18:00"
        classes = "tricycle;microvan" if narrow else ""
        minutes = int(rng.integers(3, 8))
        rows.append(
            (site_id(village), f"龙口示例村{village:02d}", "village",
             site_id(network.villages[village]), *places[village], hours, minutes, 2,
             classes, "", "", "", "是")
        )  # fmt: skip
    return columns, rows
