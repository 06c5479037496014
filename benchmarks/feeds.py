"""Read whole GTFS feeds as a day's timetable: seconds, trips, and gtfs-kit's word.

``python -m benchmarks.feeds FEED --date 2017-11-15`` takes every route for freight.
Trips and times are compared with gtfs-kit where it is installed (dev group).
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from routing.domain.units import DAY_SECONDS
from routing.tables.build import build_day
from routing.tables.gtfs.merge import add_feeds
from routing.tables.raw import RawRow, RawTable
from routing.tables.schema import Findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day

Times = dict[str, list[tuple[int, int]]]
"""Arrivals and departures of each trip's calls, in seconds of the date."""

COUNTY: dict[str, tuple[str, ...]] = {
    "sites": ("name=县中心", "level=centre", "lon={lon}", "lat={lat}"),
    "settings": ("key=coord_source", "value=wgs84"),
    "vehicles": ("plate=A1", "vehicle_class=light"),
    "demand": ("site=县中心", "partner=中通", "items=1"),
    "gtfs_freight": ("route_id=*", "cap_bags=10", "price_basis=per_bag", "price=1"),
}
"""The least that a feed can be added to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A feed read: the day, the seconds it took, and trips set aside."""

    day: Day
    seconds: float
    set_aside: int


def read(path: Path, date: dt.date, centre: tuple[float, float]) -> Reading:
    """Read a feed from its file to dated trips, every route for freight.

    Raises
    ------
    ValueError
        When the feed has no timetable.
    """
    found = Findings()
    start = time.perf_counter()
    tables = add_feeds(_county(centre), [path], date, found)
    built = build_day(tables, date=date)
    seconds = time.perf_counter() - start
    if built.day is None or found.is_fatal:
        msg = f"{path.name} cannot be read as a feed."
        raise ValueError(msg)
    aside = sum(finding.grade == "set_aside" for finding in found.all)
    return Reading(day=built.day, seconds=seconds, set_aside=aside)


def _county(centre: tuple[float, float]) -> Mapping[str, RawTable]:
    places = {"lon": str(centre[0]), "lat": str(centre[1])}
    made = {}
    for name, texts in COUNTY.items():
        pairs = (text.format(**places).partition("=") for text in texts)
        cells = {column: value for column, _, value in pairs}
        made[name] = RawTable(
            name=name,
            file=name,
            sheet="",
            columns={column: column for column in cells},
            unknown=(),
            rows=(RawRow(row=2, cells=cells),),
        )
    return made


def own_times(day: Day) -> Times:
    """Return the times of today's trips, those that began yesterday apart."""
    return {
        key: [(stop.arrival_time, stop.departure_time) for stop in trip.stops]
        for key, trip in day.trips.items()
        if not trip.day_before
    }


def kit_times(path: Path, date: dt.date) -> Times | None:
    """Return the same as gtfs-kit reads it; None where it is not installed."""
    try:
        kit = importlib.import_module("gtfs_kit")
    except ImportError:
        return None
    feed = kit.read_feed(path, dist_units="km")
    ids = set(feed.get_trips(date.strftime("%Y%m%d")).trip_id)
    found: Times = {}
    for row in feed.stop_times.sort_values(["trip_id", "stop_sequence"]).itertuples():
        if row.trip_id in ids:
            times = (_seconds(row.arrival_time), _seconds(row.departure_time))
            found.setdefault(row.trip_id, []).append(times)
    return found


def _seconds(text: str) -> int:
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def compare(ours: Times, theirs: Times) -> tuple[int, int, int]:
    """Return trips with the same times, with others, and those only gtfs-kit has.

    Trips that fall backwards are only in gtfs-kit: here they are set aside.
    """
    same = sum(theirs.get(key) == times for key, times in ours.items())
    return same, len(ours) - same, len(theirs.keys() - ours.keys())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was read, and how it compares; 1 where a time differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("feed", type=Path)
    parser.add_argument("--date", type=dt.date.fromisoformat, required=True)
    parser.add_argument("--centre", type=float, nargs=2, default=(138.5688, 35.6667))
    given = parser.parse_args(arguments)
    reading = read(given.feed, given.date, tuple(given.centre))
    day = reading.day
    late = sum(trip.arrival_time >= DAY_SECONDS for trip in day.trips.values())
    print(
        f"{given.feed.name} {given.date}: {reading.seconds:.2f} s, "
        f"{len(day.lines)} lines, {len(day.trips)} trips ({late} past midnight), "
        f"{len(day.sites)} sites, {reading.set_aside} trips set aside"
    )
    theirs = kit_times(given.feed, given.date)
    if theirs is None:
        print("gtfs-kit is not installed: not compared")
        return 0
    same, other, only = compare(own_times(day), theirs)
    print(f"gtfs-kit: {same} trips alike, {other} not, {only} only there")
    return int(other > 0 or only != reading.set_aside)


if __name__ == "__main__":
    sys.exit(main())
