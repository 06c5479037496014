"""The sites table of a generated county, and what the other tables need of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .names import township_names, village_names
from .roads import shortest_roads

if TYPE_CHECKING:
    from instances.csvfile import Cell, Table

    from .land import Land
    from .roads import Reach

ANCHOR = (109.6, 31.2)
"""Longitude and latitude of the centre; the county around it is invented."""
KM_PER_DEGREE = 111.195
LUNCH, OTHER_DAYS = 0.2, 0.02
STORAGE = 0.1
CENTRE_ID = "C01"
TODAY_DAYS = ("周一三五", "周三六", "每周3次", "逢3、8")
"""Service days that name the day's date, a Wednesday, 23rd of a lunar month."""
OTHER_DAY = "周二四六"
NARROW_CLASSES = "tricycle;microvan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Ids of a county in table order, and the roads from its centre.

    ``hub_of`` and ``valley_of`` are per village; ``served`` tells which
    villages have the day among their service days; ``from_centre`` is in the
    order of ``ids``.
    """

    ids: list[str]
    hubs: list[str]
    villages: list[str]
    hub_of: list[int]
    valley_of_hub: list[int]
    served: list[bool]
    from_centre: Reach
    sites: Table

    @property
    def served_villages(self) -> list[str]:
        """Return the villages that have the day among their service days."""
        rows = zip(self.villages, self.served, strict=True)
        return [village for village, today in rows if today]

    def metres(self, site: str) -> int:
        """Return the road metres from the centre to a site."""
        return self.from_centre.metres[self.ids.index(site)]


def make_places(land: Land, docks: int, rng: np.random.Generator) -> Places:
    """Name the places of a county and give each its hours and ways."""
    hubs = [f"H{number:02d}" for number in range(1, len(land.hubs) + 1)]
    villages = [f"V{number:03d}" for number in range(1, len(land.villages) + 1)]
    served = (rng.random(len(villages)) >= OTHER_DAYS).tolist()
    rows = [_centre(land, docks), *_hub_rows(land, hubs, rng)]
    rows += _village_rows(land, hubs, villages, served, rng)
    return Places(
        ids=[CENTRE_ID, *hubs, *villages],
        hubs=hubs,
        villages=villages,
        hub_of=[hub for _, hub in land.villages],
        valley_of_hub=land.valley_of_hub,
        served=served,
        from_centre=shortest_roads(land.network, 0, land.sites),
        sites=(COLUMNS, rows),
    )


COLUMNS = (
    "site_id", "name", "aliases", "level", "township", "lon", "lat", "hours",
    "service_min", "sec_per_item", "service_days", "last_served", "market_days",
    "service_kind", "allowed_classes", "storage_items", "stock_items",
    "handling_min", "sorts", "sort_rate", "docks", "security_check", "chargers",
    "takes_cash", "population",
)  # fmt: skip


def _row(**cells: Cell) -> tuple[Cell, ...]:
    return tuple(cells.get(name, "") for name in COLUMNS)


def _position(land: Land, point: int) -> dict[str, Cell]:
    x, y = land.network.points[point]
    lon, lat = ANCHOR
    east = KM_PER_DEGREE * float(np.cos(np.radians(lat)))
    return {"lon": round(lon + x / east, 6), "lat": round(lat + y / KM_PER_DEGREE, 6)}


def _centre(land: Land, docks: int) -> tuple[Cell, ...]:
    return _row(
        site_id=CENTRE_ID, name="示例县共配中心", level="centre", **_position(land, 0),
        hours="05:30-20:30", service_min=5, sec_per_item=1, handling_min=20,
        sorts="是", sort_rate=1500, docks=docks, security_check="是", chargers=4,
    )  # fmt: skip


def _hub_rows(
    land: Land, hubs: list[str], rng: np.random.Generator
) -> list[tuple[Cell, ...]]:
    names = township_names(rng, len(hubs))
    return [
        _row(
            site_id=hub, name=f"{name}综合服务站", aliases=name, level="hub",
            **_position(land, point), hours="07:00-18:30", service_min=5,
            sec_per_item=1, market_days=("逢3、8", "逢1、6", "逢5、10")[turn % 3],
            storage_items=1500, handling_min=20, sorts="是" if turn % 2 else "否",
            sort_rate=400 if turn % 2 else "",
            security_check="" if turn % 3 else "是", chargers=1 if not turn % 4 else 0,
        )
        for turn, (hub, name, point) in enumerate(
            zip(hubs, names, land.hubs, strict=True)
        )
    ]  # fmt: skip


def _village_rows(
    land: Land,
    hubs: list[str],
    villages: list[str],
    served: list[bool],
    rng: np.random.Generator,
) -> list[tuple[Cell, ...]]:
    names = village_names(rng, len(villages))
    kinds = ("驻村设点", "代收点", "驻村设点", "直投到户")
    narrow = land.terrain.narrow
    rows = []
    for number, (village, (point, hub)) in enumerate(
        zip(villages, land.villages, strict=True)
    ):
        luck = rng.random(4)
        hours = "08:00-11:30;14:00-17:30" if luck[0] < LUNCH else "08:00-18:00"
        days = _days(served=served[number], luck=float(luck[1]), number=number)
        rows.append(
            _row(
                site_id=village, name=names[number], level="village",
                township=hubs[hub], **_position(land, point), hours=hours,
                service_min=int(rng.integers(3, 8)), sec_per_item=2,
                service_days=days,
                last_served="2026-03-08" if days.startswith("每周") else "",
                service_kind=kinds[number % len(kinds)],
                allowed_classes=NARROW_CLASSES if luck[2] < narrow else "",
                storage_items=600 if luck[3] < STORAGE else "",
                stock_items=int(rng.integers(0, 30)) if luck[3] < STORAGE else "",
                takes_cash="是" if not number % 5 else "否",
                population=round(float(rng.lognormal(6.6, 0.5))),
            )
        )  # fmt: skip
    return rows


def _days(*, served: bool, luck: float, number: int) -> str:
    if not served:
        return OTHER_DAY
    return TODAY_DAYS[number % len(TODAY_DAYS)] if luck < OTHER_DAYS * 4 else "每日"
