"""A feed as read: its routes, stops and trips, with the calls of each trip.

Only what decides when a bus is where is read (GTFS reference, revision of
2026-04-27): agency, routes, stops, trips, stop_times, calendar, calendar_dates and
frequencies. Times are those of the agency's own clock; a feed counts them from
noon minus twelve hours, which is midnight wherever clocks are not changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.tables.grid import ReadError

from .files import CALENDARS, FEED_FILES, NEEDED, FeedRow, FeedTable, read_files
from .place import FeedError
from .service_days import ServiceDays

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from .place import Place

COLUMNS = {
    "stops.txt": ("stop_id",),
    "routes.txt": ("route_id",),
    "trips.txt": ("route_id", "service_id", "trip_id"),
    "stop_times.txt": ("trip_id", "stop_id", "stop_sequence"),
}
TIME = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})")
MINUTES = 60
NOT_HERE = "1"
"""pickup_type or drop_off_type of a stop without boarding or alighting."""
WINDOW = "start_pickup_drop_off_window"
"""Stands with its end in place of times where a trip runs on demand."""
MIN_CALLS = 2


@dataclass(frozen=True, slots=True)
class Call:
    """One row of stop_times; times in seconds, None where they are left blank."""

    row: FeedRow
    stop_id: str
    arrives: int | None
    leaves: int | None
    load_ok: bool
    unload_ok: bool
    dist: str


@dataclass(frozen=True, slots=True)
class FeedTrip:
    """One trip of the feed on a date; ``starts`` are its departures in seconds.

    Without frequencies there is one, that of its first call. ``exact`` False:
    the departures follow from a headway, which is all the agency promises.
    """

    row: FeedRow
    calls: tuple[Call, ...]
    starts: tuple[int, ...]
    exact: bool = True

    @property
    def trip_id(self) -> str:
        """Its id in the feed."""
        return self.row["trip_id"]

    @property
    def route_id(self) -> str:
        """The route that it belongs to."""
        return self.row["route_id"]

    @property
    def duration(self) -> int:
        """Seconds from its first call to its last."""
        return (self.calls[-1].arrives or 0) - (self.calls[0].leaves or 0)


@dataclass(slots=True)
class Feed:
    """What a feed holds, by id."""

    days: ServiceDays
    routes: dict[str, FeedRow] = field(default_factory=dict)
    stops: dict[str, FeedRow] = field(default_factory=dict)
    agencies: dict[str, FeedRow] = field(default_factory=dict)
    trips: tuple[FeedRow, ...] = ()
    calls: dict[str, list[FeedRow]] = field(default_factory=dict)
    frequencies: dict[str, list[FeedRow]] = field(default_factory=dict)
    made: dict[str, FeedTrip] = field(default_factory=dict)
    """Trips that were read and are sound."""


def read_feed(path: Path, place: Place) -> Feed | None:
    """Read a feed; None, with fatal findings, where it has no timetable."""
    try:
        tables = read_files(path, FEED_FILES)
    except ReadError as error:
        place.fatal(error.code, error.sheet)
        return None
    if not _complete(tables, place):
        return None
    empty = [tables.get(name, FeedTable(name)) for name in FEED_FILES]
    files = {table.name: table for table in empty}
    days = ServiceDays(files[CALENDARS[0]], files[CALENDARS[1]])
    for unsure in days.errors:
        place.aside(unsure)
    feed = Feed(
        days=days,
        routes={row["route_id"]: row for row in files["routes.txt"]},
        stops={row["stop_id"]: row for row in files["stops.txt"]},
        agencies={row["agency_id"]: row for row in files["agency.txt"]},
        trips=_once_each(files["trips.txt"], place),
    )
    known = dict.fromkeys(row["trip_id"] for row in feed.trips)
    for row in files["stop_times.txt"]:
        feed.calls.setdefault(row["trip_id"], []).append(row)
    for row in files["frequencies.txt"]:
        feed.frequencies.setdefault(row["trip_id"], []).append(row)
        if row["trip_id"] not in known:
            place.aside(FeedError(row, "trip_id", "GTFS_UNKNOWN_TRIP"))
    return feed


def _once_each(trips: FeedTable, place: Place) -> tuple[FeedRow, ...]:
    """Return the trips; a second one of an id is set aside."""
    found: dict[str, FeedRow] = {}
    for row in trips:
        if row["trip_id"] in found:
            place.aside(FeedError(row, "trip_id", "GTFS_TRIP_TWICE"))
        else:
            found[row["trip_id"]] = row
    return tuple(found.values())


def _complete(tables: dict[str, FeedTable], place: Place) -> bool:
    """Check that the files and columns are there that nothing can do without."""
    complete = True
    for name in NEEDED:
        if name not in tables:
            place.fatal("GTFS_FILE_MISSING", name)
            complete = False
            continue
        for column in COLUMNS[name]:
            if column not in tables[name].columns:
                place.fatal("GTFS_COLUMN_MISSING", name, column=column)
                complete = False
    if not any(name in tables for name in CALENDARS):
        place.fatal("GTFS_NO_CALENDAR", CALENDARS[0])
        complete = False
    return complete


def trips_on(
    feed: Feed, date: dt.date, place: Place, routes: dict[str, None] | None = None
) -> list[FeedTrip]:
    """Return the trips that run on a date, of some routes or of all, in feed order.

    A trip that cannot be used is set aside, with the row that makes it so.
    """
    found = []
    for row in feed.trips:
        try:
            if row["route_id"] not in feed.routes:
                raise FeedError(row, "route_id", "GTFS_UNKNOWN_ROUTE")
            if routes is not None and row["route_id"] not in routes:
                continue
            if not feed.days.is_known(row["service_id"]):
                raise FeedError(row, "service_id", "GTFS_UNKNOWN_SERVICE")
            if feed.days.runs(row["service_id"], date):
                found.append(_made(feed, row))
        except FeedError as error:
            place.aside(error)
    return found


def _made(feed: Feed, row: FeedRow) -> FeedTrip:
    """Return a trip, read once: most run today and on the eve."""
    trip_id = row["trip_id"]
    if trip_id not in feed.made:
        feed.made[trip_id] = _trip(feed, row)
    return feed.made[trip_id]


def _trip(feed: Feed, row: FeedRow) -> FeedTrip:
    calls = _calls(feed, row)
    first = calls[0].leaves
    if first is None:
        raise FeedError(calls[0].row, "departure_time", "GTFS_ENDS_UNTIMED")
    if calls[-1].arrives is None:
        raise FeedError(calls[-1].row, "arrival_time", "GTFS_ENDS_UNTIMED")
    repeats = feed.frequencies.get(row["trip_id"])
    if not repeats:
        return FeedTrip(row, calls, (first,))
    starts = dict.fromkeys(start for repeat in repeats for start in _starts(repeat))
    exact = all(repeat["exact_times"] == "1" for repeat in repeats)
    return FeedTrip(row, calls, tuple(sorted(starts)), exact)


def _starts(row: FeedRow) -> range:
    """Return the departures of a frequency: its end is not one of them."""
    headway = row["headway_secs"]
    if not headway.isdecimal() or int(headway) == 0:
        raise FeedError(row, "headway_secs", "GTFS_BAD_HEADWAY")
    start, end = _time(row, "start_time"), _time(row, "end_time")
    if start is None or end is None:
        raise FeedError(row, "start_time", "GTFS_BAD_TIME")
    if end <= start:
        raise FeedError(row, "end_time", "GTFS_BAD_HEADWAY")
    return range(start, end, int(headway))


def _calls(feed: Feed, trip: FeedRow) -> tuple[Call, ...]:
    rows = feed.calls.get(trip["trip_id"], [])
    for row in rows:
        if not row["stop_sequence"].isdecimal():
            raise FeedError(row, "stop_sequence", "GTFS_BAD_SEQUENCE")
    rows = sorted(rows, key=lambda row: int(row["stop_sequence"]))
    for before, row in pairwise(rows):
        if int(before["stop_sequence"]) == int(row["stop_sequence"]):
            raise FeedError(row, "stop_sequence", "GTFS_BAD_SEQUENCE")
    if len(rows) < MIN_CALLS:
        raise FeedError(trip, "trip_id", "GTFS_NO_STOP_TIMES")
    calls, last = [], 0
    for row in rows:
        call = _call(feed, row)
        arrives, leaves = call.arrives, call.leaves
        if arrives is not None and leaves is not None:
            if arrives < last or leaves < arrives:
                column = "arrival_time" if arrives < last else "departure_time"
                raise FeedError(row, column, "GTFS_TIMES_BACKWARDS")
            last = leaves
        calls.append(call)
    return tuple(calls)


def _call(feed: Feed, row: FeedRow) -> Call:
    if row[WINDOW]:
        raise FeedError(row, WINDOW, "GTFS_ON_DEMAND")
    if row["stop_id"] not in feed.stops:
        raise FeedError(row, "stop_id", "GTFS_UNKNOWN_STOP")
    arrives, leaves = _time(row, "arrival_time"), _time(row, "departure_time")
    return Call(
        row=row,
        stop_id=row["stop_id"],
        arrives=leaves if arrives is None else arrives,
        leaves=arrives if leaves is None else leaves,
        load_ok=row["pickup_type"] != NOT_HERE,
        unload_ok=row["drop_off_type"] != NOT_HERE,
        dist=row["shape_dist_traveled"],
    )


def _time(row: FeedRow, column: str) -> int | None:
    text = row[column]
    try:
        return _seconds(text) if text else None
    except ValueError:
        raise FeedError(row, column, "GTFS_BAD_TIME") from None


@cache
def _seconds(text: str) -> int:
    """Return the seconds of ``8:30:00``; a day has few times, a feed many rows.

    Raises
    ------
    ValueError
        When it is no time.
    """
    found = TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds = (int(part) for part in found.groups())
    if minutes >= MINUTES or seconds >= MINUTES:
        raise ValueError(text)
    return hours * 3600 + minutes * 60 + seconds
