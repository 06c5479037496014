"""Rows whose cells are read together: sites, vehicles, settings, bans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routing.domain.coordinates import Crs, to_wgs84
from routing.domain.site import Level

from ..build_settings import ALIASES, KEYS, WET_WORDS
from ..privacy import holds_phone
from ..schema_cells import CellError, names, plain
from .cells import UNREADABLE, readable
from .names import Kind
from .overrides import anonymous_override
from .referents import vehicle_id, where
from .roles import SETTINGS_KEPT

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..raw import RawRow
    from .places import Turn
    from .referents import Referents

POINT = re.compile(r"(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)")
PLAIN_VALUE = re.compile(r"[\d.,:;/\s\-]+|[A-Z]{3}|[元¥円$€]|人民币|日元")
"""A speed curve or a currency."""
DRY = "晴"
YES, NO = "是", "否"


def _site(referents: Referents, turn: Turn, row: RawRow) -> dict[str, str]:
    """Give a site its code, its level and its place."""
    site_id = referents.site_ids[where(row)]
    code = referents.names.code(Kind.SITE, site_id)
    cells = {"site_id": code, "name": code}
    site = referents.parts.sites.sites.get(site_id)
    if "township" in row.cells:
        cells["township"] = referents.township(row.cells["township"])
    if site is None:
        return cells | _lost(row)
    cells["level"] = site.level.value
    if site.level is Level.HUB and referents.names.has(Kind.TOWNSHIP, site_id):
        # Its villages name it by the code of the township.
        cells["township"] = referents.names.code(Kind.TOWNSHIP, site_id)
    if site.lon is not None and site.lat is not None:
        cells["lon"], cells["lat"] = turn.moved(site.lon, site.lat)
        if site.position_estimated:
            cells["position_estimated"] = YES
    return cells


def _lost(row: RawRow) -> dict[str, str]:
    """Return what keeps a row from being used that no site came of."""
    columns = ("level", "lon", "lat")
    kept = {name: readable("sites", name, row.cells.get(name, "")) for name in columns}
    return {
        name: text if name == "level" else UNREADABLE
        for name, text in kept.items()
        if name in row.cells
    }


def _vehicle(referents: Referents, turn: Turn, row: RawRow) -> dict[str, str]:
    key = vehicle_id(row)
    code = referents.names.code(Kind.VEHICLE, key) if key else ""
    return {"vehicle_id": code, "plate": code}


def _line(referents: Referents, turn: Turn, row: RawRow) -> dict[str, str]:
    line_id = row.cells.get("line_id")
    return {} if line_id is None else {"name": referents.line(line_id)}


def _setting(referents: Referents, turn: Turn, row: RawRow) -> dict[str, str]:
    """Keep what changes a plan or its figures; places are in GPS coordinates."""
    key = ALIASES.get(row.cells.get("key", "").casefold().replace(" ", ""), "")
    if key == "coord_source":
        return {"key": key, "value": Crs.WGS84.value}
    if key not in SETTINGS_KEPT or "value" not in row.cells:
        return {}
    text = row.cells["value"]
    if key == "weather":
        return {"key": key, "value": next((w for w in WET_WORDS if w in text), DRY)}
    if KEYS[key][1] is plain:
        kept = PLAIN_VALUE.fullmatch(text) and not holds_phone(text)
        return {"key": key, "value": text if kept else UNREADABLE}
    try:
        KEYS[key][1](text)
    except CellError:
        text = UNREADABLE
    return {"key": key, "value": text}


def _ban(referents: Referents, turn: Turn, row: RawRow) -> dict[str, str]:
    parts = names(row.cells.get("area", ""))
    points = [POINT.fullmatch(part) for part in parts]
    told = [
        referents.site(part)
        if point is None
        else _point(referents, turn, *point.groups())
        for part, point in zip(parts, points, strict=True)
    ]
    return {"area": ", ".join(told)}


def _point(referents: Referents, turn: Turn, lon: str, lat: str) -> str:
    crs = referents.draft.crs or Crs.WGS84
    x, y = to_wgs84([float(lon)], [float(lat)], crs)
    return " ".join(turn.moved(float(x[0]), float(y[0])))


def _override(referents: Referents, turn: Turn, row: RawRow) -> dict[str, str]:
    return anonymous_override(row.cells, referents)


ROWS: dict[str, Callable[[Referents, Turn, RawRow], dict[str, str]]] = {
    "sites": _site,
    "vehicles": _vehicle,
    "lines": _line,
    "settings": _setting,
    "bans": _ban,
    "overrides": _override,
}
"""By table: how the cells come about that are read with their row."""
