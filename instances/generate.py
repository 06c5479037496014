"""Generate a synthetic county day with every table (``gongpei generate``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .county.fleet import TRICYCLE, TRUCK, VAN, routes_table, vehicles_table
from .county.goods import (
    agreements,
    codes_table,
    demand_table,
    draw_demand,
    goods,
    orders_table,
    partners,
    pickups_table,
)
from .county.land import lay_out
from .county.places import make_places
from .county.roads import shortest_roads
from .county.services import service_tables
from .county.sizes import SIZES
from .county.traits import LINES, SEASONS, TERRAINS, Traits
from .csvfile import write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .county.land import Land
    from .csvfile import Table

DATE = "2026-03-11"
"""A Wednesday, the 23rd of the first lunar month: a market day of 逢3、8."""
README = """合成数据：本文件夹由 {command} 生成。
地名、道路、件量、单位、车辆、价格均为虚构，不对应任何真实县域；坐标系 wgs84。
Synthetic data: places, roads, demand, partners, vehicles and prices are invented
and stand for no real county. Made by: {command}.
"""


def generate(size: str, seed: int, out: Path, traits: Traits | None = None) -> None:
    """Write a county day into a folder; equal arguments give equal bytes.

    Parameters
    ----------
    size
        ``S`` 4 hubs and 40 villages, ``R`` 12 and 150, ``L`` 14 and 353, ``XL``
        46 and 916.
    seed
        At least 0.
    out
        Folder, made if need be; tables of the same names are replaced.
    traits
        Terrain, lines and season; the usual ones if None.

    Raises
    ------
    ValueError
        When the size is not known or the seed is negative.
    """
    if size not in SIZES or seed < 0:
        msg = f"Expected a size of {', '.join(SIZES)} and seed >= 0: {size!r}, {seed}."
        raise ValueError(msg)
    spec = SIZES[size]
    traits = traits or Traits()
    season = SEASONS[traits.season]
    rng = np.random.default_rng([seed, list(SIZES).index(size)])
    land = lay_out(spec, TERRAINS[traits.terrain], rng)
    places = make_places(land, spec.docks, rng)
    demand = draw_demand(places, spec.items, season, rng)
    tables: dict[str, Table] = {
        "sites": places.sites,
        "partners": partners(),
        "goods": goods(),
        "vehicles": vehicles_table(places, spec.vehicles),
        "agreements": agreements(),
        "demand": demand_table(places, demand, rng),
        "orders": orders_table(places, demand, rng),
        "pickups": pickups_table(places, season, rng),
        "codes": codes_table(places),
        "routes": routes_table(places, spec.vehicles),
        "settings": _settings(),
        **service_tables(places, land, LINES[traits.lines]),
    }
    write_folder(out, tables)
    command = f"gongpei generate --size {size} --seed {seed}{traits.options}"
    with (out / "travel.csv").open("w", encoding="utf-8", newline="") as file:
        file.writelines(_travel_lines(land, places.ids))
    (out / "README.txt").write_text(README.format(command=command), encoding="utf-8")


def _settings() -> Table:
    return ("key", "value"), [
        ("date", DATE),
        ("coord_source", "wgs84"),
        ("bagging", "shared"),
        ("economic_deferral", "否"),
        ("keep_usual", "否"),
        ("days_per_month", 26),
        ("temperature_c", 12),
        ("weather", "晴"),
        ("data_note", "全部为合成数据"),
    ]


def _travel_lines(land: Land, ids: list[str]) -> Iterator[str]:
    """Yield the travel table: shortest roads by metres, three speed profiles."""
    yield "from,to,km,min,profile\n"
    points = land.sites
    for origin, point in zip(ids, points, strict=True):
        reach = shortest_roads(land.network, point, points)
        speeds = (
            (VAN, reach.van_ms),
            (TRUCK, reach.truck_ms),
            (TRICYCLE, reach.tricycle_ms),
        )
        for profile, times in speeds:
            for end, metres, ms in zip(ids, reach.metres, times, strict=True):
                if end != origin:
                    km, minutes = metres / 1000, ms / 60_000
                    yield f"{origin},{end},{km:.3f},{minutes:.2f},{profile}\n"
