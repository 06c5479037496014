"""Where sites are: coordinates to WGS-84, doubtful ones found, gaps estimated."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routing.domain.coordinates import Crs, crow_metres, to_wgs84
from routing.domain.site import Level
from routing.domain.units import metres_from_km

from .presets import ASSUMED, preset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .build_draft import Draft
    from .schema import Row

CHINA_LON = (73.0, 136.0)
CHINA_LAT = (3.0, 54.0)
MAX_LAT = 90.0
MAX_LON = 180.0
FAR_METRES = 150_000
HUBS = "\0hubs"
"""Key of the group of all hubs: no township is called that."""
ROAD_DETOUR = 1.4
"""Road metres per crow metre, assumed, for medians of distances to a hub."""


@dataclass(slots=True, kw_only=True)
class SiteDraft:
    """A site while its place is being found."""

    row: Row
    site_id: str
    name: str
    level: Level
    township_text: str = ""
    township: str | None = None
    lon: float | None = None
    lat: float | None = None
    metres_to_hub: int | None = None
    estimated: bool = False
    lost_place: bool = False

    @property
    def is_base(self) -> bool:
        """Whether others are below it."""
        return self.level in (Level.CENTRE, Level.HUB)

    @property
    def placed(self) -> bool:
        """Whether a position or a distance is known."""
        return self.lon is not None or self.metres_to_hub is not None


def check_coordinates(row: Row) -> None:
    """Find coordinates that are swapped, impossible or cut in half."""
    lon, lat = row.values.get("lon"), row.values.get("lat")
    if (lon is None) != (lat is None):
        bad = [column for column in ("lon", "lat") if column in row.raw.cells]
        if row.usable:
            row.warn("COORD_HALF", bad[0])
        return
    if lon is None or lat is None:
        return
    swapped = (
        CHINA_LAT[0] <= lon <= CHINA_LAT[1] and CHINA_LON[0] <= lat <= CHINA_LON[1]
    )
    if swapped:
        row.reject("COORD_SWAPPED", "lon", lon=str(lon), lat=str(lat))
    elif abs(lat) > MAX_LAT or abs(lon) > MAX_LON or (lat == 0 and lon == 0):
        row.reject("COORD_RANGE", "lon", lon=str(lon), lat=str(lat))


def place_sites(draft: Draft, sites: Sequence[SiteDraft]) -> None:
    """Convert coordinates, warn of far sites and estimate what is missing."""
    located = [s for s in sites if {"lon", "lat"} <= s.row.values.keys()]
    if located:
        if draft.crs is None:
            draft.found.fatal("CRS_MISSING", located[0].row.table, "lon")
        lon, lat = to_wgs84(
            [float(s.row.values["lon"]) for s in located],
            [float(s.row.values["lat"]) for s in located],
            draft.crs or Crs.WGS84,
        )
        for site, x, y in zip(located, lon.tolist(), lat.tolist(), strict=True):
            site.lon, site.lat = x, y
            site.estimated = site.row.values.get("position_estimated", False)
        _warn_far(located)
    for site in sites:
        _use_distance(site)
    _estimate(draft, sites)


def _warn_far(located: Sequence[SiteDraft]) -> None:
    lon = np.array([site.lon for site in located], dtype=np.float64)
    lat = np.array([site.lat for site in located], dtype=np.float64)
    away = crow_metres(lon, lat, np.median(lon), np.median(lat))
    for site, metres in zip(located, away.tolist(), strict=True):
        if metres > FAR_METRES:
            site.row.warn("COORD_FAR", "lon", km=f"{metres / 1000:.0f}")


def _use_distance(site: SiteDraft) -> None:
    """Take km_to_hub where there is no coordinate; at a hub it is to the centre."""
    km = site.row.values.get("km_to_hub")
    if km is None or site.lon is not None or site.level is Level.CENTRE:
        return
    if site.township is None and site.level is not Level.HUB:
        if not site.township_text:
            return
        site.row.warn("KM_FROM_CENTRE", "km_to_hub", word=site.township_text)
    site.metres_to_hub = metres_from_km(km)
    site.estimated = True


def _estimate(draft: Draft, sites: Sequence[SiteDraft]) -> None:
    """Give sites without a place the median of their township."""
    by_id = {site.site_id: site for site in sites}
    groups: dict[str, list[SiteDraft]] = {}
    for site in sites:
        groups.setdefault(_group(site), []).append(site)
    known = {
        key: [m for site in group if (m := _to_base(site, by_id)) is not None]
        for key, group in groups.items()
    }
    villages = [m for key, group in known.items() if key != HUBS for m in group]
    for site in sites:
        if site.placed or site.level is Level.CENTRE:
            continue
        key = _group(site)
        if site.township or site.level is Level.HUB:
            _estimate_distance(
                draft, site, known[key] or ([] if key == HUBS else villages)
            )
        else:
            _estimate_position(draft, site, groups[key] if key else [])


def _group(site: SiteDraft) -> str:
    if site.level is Level.HUB:
        return HUBS
    return site.township or site.township_text


def _to_base(site: SiteDraft, by_id: dict[str, SiteDraft]) -> int | None:
    """Return road metres to the hub (of a hub: to the centre) where known."""
    km = site.row.values.get("km_to_hub")
    if km is not None:
        return metres_from_km(km)
    base = by_id.get(site.township or "")
    if site.level is Level.HUB:
        base = next((s for s in by_id.values() if s.level is Level.CENTRE), None)
    if base is None or site.lon is None or base.lon is None:
        return None
    crow = crow_metres(site.lon, site.lat or 0.0, base.lon, base.lat or 0.0)
    return round(float(crow) * ROAD_DETOUR)


def _estimate_distance(draft: Draft, site: SiteDraft, known: Sequence[int]) -> None:
    """Take the median of the known distances, else the preset of the level."""
    site.estimated = True
    if known:
        site.metres_to_hub = round(statistics.median(known))
    else:
        value, source = preset("place", site.level.value, "km_to_hub") or ("8", ASSUMED)
        site.metres_to_hub = metres_from_km(value)
        if not draft.travel_given:
            draft.assumptions.add(f"sites.{site.level.value}.km_to_hub", value, source)
    if not draft.travel_given:
        site.row.warn("PLACE_ESTIMATED", "name", km=f"{site.metres_to_hub / 1000:.1f}")


def _estimate_position(
    draft: Draft, site: SiteDraft, neighbours: Sequence[SiteDraft]
) -> None:
    """Put a site whose township has no hub amid the township's other sites."""
    located = [s for s in neighbours if {"lon", "lat"} <= s.row.values.keys()]
    if located:
        site.lon = statistics.median(s.lon or 0.0 for s in located)
        site.lat = statistics.median(s.lat or 0.0 for s in located)
        site.estimated = True
        site.row.warn("PLACE_AMID_TOWNSHIP", "name")
    elif not draft.travel_given:
        site.lost_place = True
        site.row.reject("NO_COORDINATE", "name")
