"""What the day takes from the feed: the stops that its freight routes call at."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.tables.cells import fold
from routing.tables.gtfs.feed import read_feed, trips_on
from routing.tables.gtfs.place import Place
from routing.tables.schema import Findings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from routing.tables.gtfs.files import FeedRow

DATE = dt.date(2017, 11, 15)
"""A Wednesday out of the holidays, inside every calendar of the feed."""
_IN_BRACKETS = re.compile(r"\(.*?\)")


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the feed: its id, its name without remarks, degrees of WGS-84."""

    stop_id: str
    name: str
    lon: float
    lat: float


def read_stops(feed_path: Path, routes: Mapping[str, object]) -> dict[str, Stop]:
    """Return the stops called at on the date by some routes, in order of first call.

    Parameters
    ----------
    feed_path
        Zip of the feed.
    routes
        Ids of the routes that carry goods.

    Raises
    ------
    ValueError
        When a route is not in the feed, does not run, or has a trip that is unsound.
    """
    found = Findings()
    place = Place(feed_path, found)
    feed = read_feed(feed_path, place)
    if feed is None:
        msg = f"{feed_path.name} has no timetable."
        raise ValueError(msg)
    trips = trips_on(feed, DATE, place, dict.fromkeys(routes))
    running = {trip.route_id for trip in trips}
    idle = [route for route in routes if route not in running]
    if idle or found.all:
        msg = f"Routes that do not run: {idle}; findings: {found.all}."
        raise ValueError(msg)
    calls = dict.fromkeys(call.stop_id for trip in trips for call in trip.calls)
    return {stop_id: _stop(feed.stops[stop_id]) for stop_id in calls}


def _stop(row: FeedRow) -> Stop:
    name = _IN_BRACKETS.sub("", fold(row["stop_name"])).strip()
    lon, lat = float(row["stop_lon"]), float(row["stop_lat"])
    return Stop(row["stop_id"], name, lon, lat)
