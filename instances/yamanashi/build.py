"""Make the tables of the Yamanashi day from its feed; nothing is fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from instances.csvfile import write_folder

from .demand import SEED, demand, pickups
from .fixed import (
    CENTRE_ID,
    agreements,
    goods,
    handovers,
    partners,
    settings,
    tariffs,
)
from .fleet import vehicles
from .freight import FREIGHT, freight
from .network import choose_network
from .timetable import read_stops

if TYPE_CHECKING:
    from instances.csvfile import Cell, Table

    from .network import Network
    from .timetable import Stop

FOLDER = Path(__file__).parent
DAY = FOLDER / "day"
FEED = DAY / "yamanashi-gtfs.zip"
COLUMNS = (
    "site_id", "name", "level", "township", "lon", "lat", "hours", "service_min",
    "sec_per_item", "allowed_classes", "storage_items", "handling_min", "docks",
    "security_check",
)  # fmt: skip
CHECKED_HUBS = ("韮崎", "鳅泽", "石和")
"""Hubs with a security check, so that produce may board a bus there."""
DOCKED_HUBS = {"韮崎": 2, "南阿尔卑斯": 2, "石和": 2}
HUB_ITEMS = 1200
LUNCH, NARROW = 0.2, 0.06
"""Shares of stations closed at noon, and of roads too narrow for vans."""


def build(out: Path) -> None:
    """Write every table of the day into a folder."""
    network = choose_network(read_stops(FEED, FREIGHT))
    villages = [village.site_id for village in network.villages]
    tables: dict[str, Table] = {
        "sites": _sites(network),
        "partners": partners(),
        "goods": goods(),
        "vehicles": vehicles(network.hub_ids),
        "agreements": agreements(),
        "gtfs_freight": freight(),
        "handovers": handovers(network.hub_ids),
        "tariffs": tariffs(network.hub_ids),
        "demand": demand(villages),
        "pickups": pickups(villages),
        "settings": settings(),
    }
    write_folder(out, tables)


def _sites(network: Network) -> Table:
    rows = [
        _row(
            network.centre, site_id=CENTRE_ID, name="示例甲府共配中心", level="centre",
            hours="05:00-21:00", service_min=5, sec_per_item=1, docks=5,
            security_check="是",
        )
    ]  # fmt: skip
    for township, stop in network.hubs.items():
        rows.append(
            _row(
                stop, site_id=network.hub_ids[township], name=f"示例{township}乡镇站",
                level="hub", township=township, hours="06:30-19:00", service_min=5,
                sec_per_item=1, storage_items=HUB_ITEMS, handling_min=15,
                docks=DOCKED_HUBS.get(township, 1),
                security_check="是" if township in CHECKED_HUBS else "否",
            )
        )  # fmt: skip
    rng = np.random.default_rng(SEED + 2)
    for village in network.villages:
        lunch, narrow = (rng.random(2) < (LUNCH, NARROW)).tolist()
        rows.append(
            _row(
                village.stop, site_id=village.site_id, name=village.name,
                level="village", township=network.hub_ids[village.township],
                hours="08:00-12:00;13:30-18:00" if lunch else "08:00-18:00",
                service_min=int(rng.integers(3, 6)), sec_per_item=2,
                allowed_classes="tricycle;microvan" if narrow else "",
            )
        )  # fmt: skip
    return COLUMNS, rows


def _row(stop: Stop, **cells: Cell) -> tuple[Cell, ...]:
    place: dict[str, Cell] = {"lon": stop.lon, "lat": stop.lat, **cells}
    return tuple(place.get(name, "") for name in COLUMNS)
