"""Trips and times as gtfs-kit reads them, on excerpts of two real feeds."""

import datetime as dt
import shutil

import gtfs_kit
import pytest
from gtfs_feeds import BASE, DATA, build_with
from raw_tables import raw_table

from routing.tables.gtfs.feed import read_feed, trips_on
from routing.tables.gtfs.place import Place
from routing.tables.schema import Findings

# Weekdays, weekends, a holiday, a day before the feed and one after it.
DATES = {
    "yamanashi": ["20171115", "20171118", "20171119", "20171123", "20170101",
                  "20260101"],
    "zakroczym": ["20260309", "20260307", "20260308", "20260501", "20260101",
                  "20270101"],
}  # fmt: skip
CASES = [(name, date) for name, dates in DATES.items() for date in dates]
ALL = raw_table("gtfs_freight", "route_id cap_bags price_basis", ("*", 9, "每袋"))


def seconds(text):
    hours, minutes, rest = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + rest


def theirs(name, date):
    """Return arrivals and departures of each trip of a date, by gtfs-kit."""
    feed = gtfs_kit.read_feed(DATA / name, dist_units="km")
    ids = set(feed.get_trips(date).trip_id)
    calls = feed.stop_times.sort_values(["trip_id", "stop_sequence"])
    found = {}
    for row in calls.itertuples():
        if row.trip_id in ids:
            times = (seconds(row.arrival_time), seconds(row.departure_time))
            found.setdefault(row.trip_id, []).append(times)
    return found


def falls_back(calls):
    """Tell whether a trip is at a stop before it was at the one before."""
    flat = [time for call in calls for time in call]
    return flat != sorted(flat)


@pytest.mark.parametrize(("name", "date"), CASES)
def test_trips_and_times_of_a_date(name, date):
    day = dt.datetime.strptime(date, "%Y%m%d").date()
    found = Findings()
    place = Place(DATA / name, found)
    feed = read_feed(DATA / name, place)
    trips = trips_on(feed, day, place)
    ours = {t.trip_id: [(c.arrives, c.leaves) for c in t.calls] for t in trips}
    expected = theirs(name, date)
    sound = {key: calls for key, calls in expected.items() if not falls_back(calls)}
    assert ours == sound
    # gtfs-kit keeps trips that fall backwards; here each is told, with its row.
    assert len(found.all) == len(expected) - len(sound)
    assert {f.code for f in found.all} <= {"GTFS_TIMES_BACKWARDS"}


def test_the_excerpts_hold_what_they_are_for():
    # Trips of each date, and those among them that really fall backwards.
    found = {
        case: (len(calls), sum(map(falls_back, calls.values())))
        for case in CASES
        for calls in [theirs(*case)]
    }
    assert list(found.values()) == [
        *((15, 7), (12, 6), (12, 6), (12, 6), (12, 6), (0, 0)),
        *((18, 0), (0, 0), (0, 0), (5, 0), (5, 0), (0, 0)),
    ]


@pytest.mark.parametrize(("name", "date"), [CASES[0], CASES[6]])
def test_the_day_has_the_same_trips_and_times(name, date, tmp_path):
    archive = shutil.make_archive(str(tmp_path / name), "zip", DATA / name)
    day, _, _ = build_with(
        tmp_path / f"{name}.zip",
        dt.datetime.strptime(date, "%Y%m%d").date(),
        ALL,
        base=BASE,
    )
    assert archive.endswith(f"{name}.zip")
    ours = {
        key: [(stop.arrival_time, stop.departure_time) for stop in trip.stops]
        for key, trip in day.trips.items()
    }
    sound = {
        k: calls for k, calls in theirs(name, date).items() if not falls_back(calls)
    }
    assert ours == sound
    assert sum(map(len, ours.values())) > 150
