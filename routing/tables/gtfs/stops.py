"""Stops of a feed as sites of the day: those that are there already, or new ones.

A stop is a site of the day when it has its id or its name and lies within
``SAME_M`` of it (a site without coordinates: when it has its name), or when it lies
within ``NEAR_M`` of it; a site within ``WALK_M`` can still be handed goods on foot.
Distances are crow metres. What lies farther is a site of its own, never silently
joined.
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from routing.domain.coordinates import (
    Crs,
    crow_metres,
    gcj02_to_bd09,
    to_wgs84,
    wgs84_to_gcj02,
)
from routing.domain.site import Level
from routing.tables.build_lookup import folded
from routing.tables.schema_cells import CellError, names, signed

from .place import FeedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.tables.raw import RawTable

    from .files import FeedRow
    from .place import Place

SAME_M = 500
NEAR_M = 100
WALK_M = 300
WALK_M_PER_MIN = 70
MAX_LAT, MAX_LON = 90.0, 180.0


@dataclass(frozen=True, slots=True)
class Match:
    """The site that a stop is, and the site that is reached from it on foot."""

    site: str
    handover: str = ""
    walk_min: int = 0


@dataclass(slots=True)
class _Known:
    """A site of the day, with WGS-84 degrees where it has coordinates."""

    site_id: str
    names: tuple[str, ...]
    lon: float | None = None
    lat: float | None = None


@dataclass(slots=True)
class Stops:
    """Finds the sites of stops; ``new`` are cells of sites that are none yet."""

    place: Place
    crs: Crs
    known: list[_Known]
    given: tuple[str, ...]
    """Columns of the day's table of sites."""
    new: list[tuple[FeedRow, dict[str, str]]] = field(default_factory=list)
    _found: dict[str, Match] = field(default_factory=dict)
    _taken: dict[str, None] = field(default_factory=dict)
    _joined: list[tuple[str, str, int]] = field(default_factory=list)
    _unseen: int = 0
    """Joined with sites without coordinates, by name alone."""

    @classmethod
    def of(cls, sites: RawTable, crs: Crs | None, place: Place) -> Stops:
        """Start from the sites of the day; without a system of theirs, WGS-84."""
        known = [_known(row.cells) for row in sites.rows]
        located = [site for site in known if site.lon is not None]
        if located:
            lon, lat = to_wgs84(
                [site.lon or 0.0 for site in located],
                [site.lat or 0.0 for site in located],
                crs or Crs.WGS84,
            )
            for site, x, y in zip(located, lon.tolist(), lat.tolist(), strict=True):
                site.lon, site.lat = x, y
        stops = cls(place, crs or Crs.WGS84, known, tuple(sites.columns))
        for site in known:
            stops._taken.update(dict.fromkeys(site.names))
        return stops

    def match(self, stop: FeedRow) -> Match:
        """Return the site of a stop, a new one where none is near.

        Raises
        ------
        FeedError
            When the stop has no place.
        """
        stop_id = stop["stop_id"]
        if stop_id not in self._found:
            self._found[stop_id] = self._match(stop, *_position(stop))
        return self._found[stop_id]

    def report(self) -> None:
        """Say once how many stops are sites of the day, and the farthest one."""
        if self._joined:
            stop, site, metres = max(self._joined, key=lambda join: join[2])
            self.place.warn(
                "GTFS_STOPS_JOINED",
                "stops.txt",
                count=str(len(self._joined)),
                stop=stop,
                site=site,
                metres=str(metres),
                unseen=str(self._unseen),
            )

    def _match(self, stop: FeedRow, lon: float, lat: float) -> Match:
        away = self._distances(lon, lat)
        named = self._named(stop, away)
        if named is not None:
            return self._join(stop, self.known[named], away[named])
        near = min(
            ((m, index) for index, m in enumerate(away) if m is not None),
            default=(WALK_M + 1, -1),
        )
        if near[0] <= NEAR_M:
            return self._join(stop, self.known[near[1]], near[0])
        site_id = self._add(stop, lon, lat)
        if near[0] <= WALK_M:
            return Match(site_id, self.known[near[1]].site_id, _walk(near[0]))
        return Match(site_id)

    def _named(self, stop: FeedRow, away: Sequence[int | None]) -> int | None:
        """Return which site has the id or name of a stop and is not far from it.

        A site without coordinates is taken at its name alone: both may number
        their places from 1.
        """
        for column in ("stop_id", "stop_name"):
            word = folded(stop[column])
            for index, site in enumerate(self.known):
                metres = away[index]
                if not word or word not in site.names:
                    continue
                if metres is None and column == "stop_name":
                    return index
                if metres is not None and metres <= SAME_M:
                    return index
                if metres is not None:
                    self._far(stop, site, metres)
        return None

    def _far(self, stop: FeedRow, site: _Known, metres: int) -> None:
        self.place.warn(
            "GTFS_STOP_FAR",
            "stops.txt",
            stop=stop["stop_id"],
            site=site.site_id,
            metres=str(metres),
        )

    def _distances(self, lon: float, lat: float) -> list[int | None]:
        """Return whole crow metres to every site, None where it has no place."""
        nowhere = float("nan")
        x = np.array([nowhere if s.lon is None else s.lon for s in self.known])
        y = np.array([nowhere if s.lat is None else s.lat for s in self.known])
        metres: list[float] = crow_metres(x, y, lon, lat).tolist()
        return [None if math.isnan(m) else round(m) for m in metres]

    def _join(self, stop: FeedRow, site: _Known, away: int | None) -> Match:
        metres = away or 0
        self._unseen += away is None
        self._joined.append(
            (stop["stop_name"] or stop["stop_id"], site.site_id, metres)
        )
        walk = _walk(metres) if metres > NEAR_M else 0
        return Match(site.site_id, site.site_id if walk else "", walk)

    def _add(self, stop: FeedRow, lon: float, lat: float) -> str:
        """Make a site of a stop, with an id and a name that no other site has."""
        stop_id, name = stop["stop_id"], stop["stop_name"] or stop["stop_id"]
        site_id, feeds = stop_id, 0
        while folded(site_id) in self._taken:
            feeds += 1
            site_id = f"gtfs{feeds if feeds > 1 else ''}:{stop_id}"
        if folded(name) in self._taken:
            name = f"{name}·{site_id}"
        self._taken.update(dict.fromkeys((folded(site_id), folded(name))))
        x, y = _to_crs(lon, lat, self.crs)
        cells = {
            "site_id": site_id,
            "name": name,
            "level": Level.STOP.value,
            "lon": f"{x:.7f}",
            "lat": f"{y:.7f}",
        }
        self.new.append((stop, cells))
        return site_id


def _known(cells: dict[str, str]) -> _Known:
    name = cells.get("name", "")
    site_id = cells.get("site_id", name)
    words = [site_id, name, *names(cells.get("aliases", ""))]
    site = _Known(site_id, tuple(folded(word) for word in words if word))
    with suppress(CellError, KeyError):
        site.lon, site.lat = float(signed(cells["lon"])), float(signed(cells["lat"]))
    return site


def _walk(metres: int) -> int:
    return math.ceil(metres / WALK_M_PER_MIN)


def _position(stop: FeedRow) -> tuple[float, float]:
    """Return the degrees of a stop.

    Raises
    ------
    FeedError
        When it has none, or they are no place on earth (0 and 0 included).
    """
    try:
        lon, lat = float(stop["stop_lon"]), float(stop["stop_lat"])
    except ValueError:
        lon = lat = 0.0
    inside = abs(lon) <= MAX_LON and abs(lat) <= MAX_LAT
    if not inside or (lon == 0 and lat == 0):
        raise FeedError(stop, "stop_lat", "GTFS_NO_COORDINATE")
    return lon, lat


def _to_crs(lon: float, lat: float, crs: Crs) -> tuple[float, float]:
    """Return WGS-84 degrees in the system of the day's tables."""
    x, y = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    if crs in (Crs.GCJ02, Crs.BD09):
        x, y = wgs84_to_gcj02(x, y)
    if crs is Crs.BD09:
        x, y = gcj02_to_bd09(x, y)
    return float(x), float(y)
