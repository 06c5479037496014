"""Bans of the day (rule W1b), from their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.ban import Ban
from routing.domain.coordinates import Crs, to_wgs84
from routing.domain.partner import ANY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.site import Site

    from .build_draft import Draft
    from .schema import Row
    from .schema_services import Area, Point


def build_bans(
    draft: Draft, rows: Sequence[Row], sites: Mapping[str, Site]
) -> tuple[Ban, ...]:
    """Build the ban of every usable row; what binds nothing is noted."""
    bans = []
    for row in rows if draft.sites.complete else ():
        permits = _permits(draft, row)
        inside = _sites(draft, row.values["area"], sites)
        if not inside:
            row.warn("BAN_NO_SITE", "area")
        if all(time.early == time.late for time in row.values["times"]):
            row.warn("BAN_NO_TIME", "times")
        bans.append(
            Ban(
                sites=inside,
                vehicle_classes=row.values["vehicle_classes"],
                times=row.values["times"],
                permits=permits,
                cold_exempt=row.values.get("cold_exempt", False),
                green_exempt=row.values.get("green_exempt", False),
            )
        )
        draft.found.take(row)
    return tuple(bans)


def _permits(draft: Draft, row: Row) -> frozenset[str]:
    """Return the vehicles with a permit; one that is not in the table has none."""
    permits: list[str] = []
    for text in row.values.get("permits", ()):
        keys = draft.vehicles.find(text)
        if not keys and draft.vehicles.complete:
            near = draft.vehicles.nearest(text, draft.found)
            row.warn("BAN_PERMIT_UNKNOWN", "permits", word=text, suggestion=near)
        permits += keys
    return frozenset(permits)


def _sites(draft: Draft, area: Area, sites: Mapping[str, Site]) -> frozenset[str]:
    """Return the sites that are named, or lie inside the polygon."""
    if ANY in area.sites:
        return frozenset(sites)
    if area.sites:
        keys = (draft.sites.find(text) for text in area.sites)
        return frozenset(key for found in keys for key in found if key in sites)
    lon, lat = zip(*area.polygon, strict=True)
    xs, ys = to_wgs84(lon, lat, draft.crs or Crs.WGS84)
    corners = list(zip(xs.tolist(), ys.tolist(), strict=True))
    return frozenset(
        key
        for key, site in sites.items()
        if site.lon is not None
        and site.lat is not None
        and _is_inside((site.lon, site.lat), corners)
    )


def _is_inside(point: Point, corners: Sequence[Point]) -> bool:
    """Tell whether a point lies in a polygon: a ray from it crosses an odd number."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
