"""GTFS feeds as lines, trips and sites of a day, by hand on a made feed."""

import datetime as dt

import pytest
from gtfs_feeds import (
    BASE,
    FEED,
    build_with,
    feed_files,
    located,
    write_folder,
    write_zip,
)
from raw_tables import raw_table, tables

from routing.domain.partner import PartnerKind
from routing.domain.price import PriceBasis
from routing.domain.trip import BUS_MAX_DWELL
from routing.domain.window import TimeWindow
from routing.tables.build import read_day
from routing.tables.finding import Grade
from routing.tables.render import render
from routing.tables.write import write_canonical

MONDAY = dt.date(2026, 3, 9)
SATURDAY = dt.date(2026, 3, 7)
H, M, DAY = 3600, 60, 86_400

JOINED = ("stops.txt", 0, "", "GTFS_STOPS_JOINED")
ADDED = ("agency.txt", 0, "", "GTFS_OPERATOR_ADDED")


@pytest.fixture
def feed(tmp_path):
    return write_zip(tmp_path / "bus.zip", feed_files())


def test_trips_of_the_date_and_of_its_eve(feed):
    day, found, _ = build_with(feed, MONDAY)
    assert located(found) == [ADDED, JOINED]
    assert list(day.trips) == ["T1", "T2", "T2-D1", "T3"]
    # Left on Sunday at 23:30: two stops remain after midnight.
    eve = day.trips["T2-D1"]
    assert [(s.site, s.arrival_time) for s in eve.stops] == [
        ("V1", 10 * M),
        ("P3", 30 * M),
    ]
    assert eve.day_before
    # It comes from farther: work at V1 is limited as on its way, at the end it is not.
    assert [s.max_dwell_duration for s in eve.stops] == [BUS_MAX_DWELL, None]
    late = day.trips["T2"]
    assert late.departure_time == 23 * H + 30 * M
    assert late.arrival_time == DAY + 30 * M


@pytest.mark.parametrize(
    ("date", "trips"),
    [
        (SATURDAY, ["T2", "T2-D1", "T3"]),
        (dt.date(2026, 5, 1), ["T2", "T2-D1", "T3"]),  # a Friday off
        (dt.date(2026, 5, 2), ["T1", "T2", "T2-D1", "T3"]),  # a Saturday added
        (dt.date(2026, 1, 1), ["T1", "T2", "T3"]),  # the first day of the feed
        (dt.date(2027, 1, 1), ["T2-D1"]),  # the morning after its last
        (dt.date(2028, 1, 1), []),
    ],
)
def test_calendar_and_exceptions(feed, date, trips):
    day, _, _ = build_with(feed, date)
    assert list(day.trips) == trips


def test_times_dwell_interpolation_and_permissions(feed):
    day, _, _ = build_with(feed, MONDAY)
    start, cross, village, end = day.trips["T1"].stops
    assert (start.arrival_time, start.departure_time) == (7 * H + 30 * M,) * 2
    # 2.5 of 10 km on 40 minutes: 10 minutes after 07:30, marked.
    assert (cross.arrival_time, cross.departure_time) == (7 * H + 40 * M,) * 2
    assert [s.interpolated for s in day.trips["T1"].stops] == [False, True, False,
                                                              False]  # fmt: skip
    assert village.arrival_time == 8 * H + 10 * M
    assert village.departure_time == 8 * H + 12 * M + 30
    assert [(s.load_ok, s.unload_ok) for s in (start, cross, end)] == [
        (True, False),
        (True, True),
        (False, True),
    ]
    assert day.trips["T3"].departure_time == 9 * H


def test_capacity_price_and_operator_come_from_the_freight_table(feed):
    day, _, _ = build_with(feed, MONDAY)
    assert list(day.lines) == ["R1", "R2"]
    first, second = day.lines.values()
    assert (first.name, first.operator) == ("1路 县城-东江", "ky")
    assert (first.price.basis, first.price.micro_yuan) == (
        PriceBasis.PER_BAG,
        4_000_000,
    )
    # The other agency was in no table: it is a bus company of the day now.
    assert (second.name, second.operator) == ("2路", "西江公交")
    assert day.partners["西江公交"].kind is PartnerKind.BUS
    assert not day.partners["西江公交"].shares_cost
    trip, other = day.trips["T1"], day.trips["T3"]
    assert (trip.cap_bags, trip.cap_g, trip.cutoff_duration) == (10, None, 1200)
    assert (other.cap_bags, other.cap_g, other.cutoff_duration) == (None, 80_000, 900)


def test_what_the_freight_table_says_of_passengers_and_goods_reaches_the_trips(feed):
    freight = raw_table(
        "gtfs_freight",
        "route_id cap_bags price_basis price max_piece_kg passengers no_freight",
        ("R1", 4, "每件", 0.5, 12.5, 18.5, "07:00-09:00;17:00-18:30@周一"),
        ("R2", 4, "每件", 0.5, None, None, None),
    )
    day, found, _ = build_with(feed, MONDAY, freight)
    assert located(found) == [ADDED, JOINED]
    told = {
        key: (trip.max_piece_g, trip.passengers, trip.no_freight)
        for key, trip in day.trips.items()
    }
    closed = (
        TimeWindow(7 * H, 9 * H),
        TimeWindow(17 * H, 18 * H + 30 * M),  # a Monday
        TimeWindow(DAY + 7 * H, DAY + 9 * H),
    )
    assert told == {
        "T1": (12_500, 18.5, closed),
        "T2": (12_500, 18.5, closed),
        "T2-D1": (12_500, 18.5, closed),
        "T3": (30_000, None, ()),
    }


def test_the_freight_table_says_which_routes_are_confirmed(feed):
    freight = raw_table(
        "gtfs_freight",
        "route_id cap_bags price_basis price confirmed",
        ("R1", 4, "每件", 0.5, "是"),
        ("R2", 4, "每件", 0.5, None),
    )
    day, _, _ = build_with(feed, MONDAY, freight)
    said = {key: trip.confirmed for key, trip in day.trips.items()}
    assert said == {"T1": True, "T2": True, "T2-D1": True, "T3": None}


def test_the_operator_may_be_named(feed):
    freight = raw_table(
        "gtfs_freight",
        "route_id operator cap_bags price_basis price",
        ("R2", "东江客运", 4, "每件", 0.5),
    )
    day, found, _ = build_with(feed, MONDAY, freight)
    assert day.lines["R2"].operator == "ky"
    assert list(day.partners) == ["zt", "ky"]
    # A route that the table does not name carries no goods.
    assert list(day.trips) == ["T3"]
    assert located(found) == [JOINED]


def test_a_lone_agency_need_not_be_named_and_may_have_no_id(tmp_path):
    files = feed_files(
        agency="agency_name,agency_timezone\n东江客运,Asia/Shanghai\n",
        routes="route_id,route_short_name\nR1,1路\nR2,2路\n",
    )
    day, found, _ = build_with(write_zip(tmp_path / "bus.zip", files), MONDAY)
    assert [line.operator for line in day.lines.values()] == ["ky", "ky"]
    assert located(found) == [JOINED]


def test_without_a_table_of_partners_the_agency_is_one(feed):
    base = {name: table for name, table in BASE.items() if name != "partners"}
    day, found, _ = build_with(feed, MONDAY, base=base)
    assert list(day.partners) == ["zt", "东江客运", "西江公交"]
    assert day.lines["R1"].operator == "东江客运"
    assert located(found) == [JOINED]


def test_one_row_may_speak_for_all_routes(feed):
    freight = raw_table(
        "gtfs_freight",
        "route_id cap_bags price_basis price",
        ("*", 4, "每件", 0.5),
        ("R1", 9, "每件", 0.5),
    )
    day, _, _ = build_with(feed, MONDAY, freight)
    assert {trip.cap_bags for trip in day.trips.values() if trip.line_id == "R1"} == {9}
    assert day.trips["T3"].cap_bags == 4


def test_lines_of_the_tables_and_of_the_feed_stand_together(feed):
    own = tables(
        raw_table(
            "lines", "line_id operator price_basis price", ("L1", "ky", "每袋", 3)
        ),
        raw_table(
            "stop_times",
            "line_id seq site offset_min load_ok unload_ok",
            ("L1", 1, "C", 0, "是", "是"),
            ("L1", 2, "H", 20, "是", "是"),
        ),
        raw_table("trips", "line_id departures cap_bags", ("L1", "08:00", 6)),
    )
    day, _, _ = build_with(feed, MONDAY, *own.values())
    assert list(day.trips) == ["L1-0800", "T1", "T2", "T2-D1", "T3"]


FREQUENT = "trip_id,start_time,end_time,headway_secs,exact_times\n"


@pytest.mark.parametrize(("mark", "exact"), [("1", True), ("0", False), ("", False)])
def test_frequencies_are_spelled_out(tmp_path, mark, exact):
    rows = f"T1,07:00:00,08:00:00,1200,{mark}\nT1,22:00:00,24:30:00,4500,{mark}\n"
    files = feed_files() | {"frequencies.txt": FREQUENT + rows}
    day, found, _ = build_with(write_zip(tmp_path / "bus.zip", files), MONDAY)
    often = [trip for trip in day.trips.values() if trip.trip_id.startswith("T1")]
    # From 07:00 each 20 minutes, 08:00 not included; 22:00 and 23:15.
    assert [t.trip_id for t in often] == [
        "T1-0700",
        "T1-0720",
        "T1-0740",
        "T1-2200",
        "T1-2315",
    ]
    assert [t.departure_time for t in often[:3]] == [7 * H, 7 * H + 1200, 7 * H + 2400]
    assert often[1].arrival_time == 8 * H + 20 * M
    assert {t.exact for t in often} == {exact}
    assert ("GTFS_HEADWAY_ONLY" in [f.code for f in found]) is not exact


def test_a_repeated_trip_past_midnight_comes_from_the_eve_too(tmp_path):
    rows = "T2,23:30:00,25:00:00,3600,1\n"
    files = feed_files() | {"frequencies.txt": FREQUENT + rows}
    day, _, _ = build_with(write_zip(tmp_path / "bus.zip", files), MONDAY)
    assert [key for key in day.trips if key.startswith("T2")] == [
        "T2-2330",
        "T2-2430",
        "T2-2330-D1",
        "T2-2430-D1",
    ]
    # Left at 24:30 of Sunday's service: the whole trip is on Monday morning.
    assert day.trips["T2-2430-D1"].departure_time == 30 * M


@pytest.mark.parametrize("written", ["2026-05-01", "2026/5/1", "2026年5月1日"])
def test_dates_that_a_spreadsheet_has_rewritten(tmp_path, written):
    files = feed_files(
        calendar_dates=[("WORK,20260501,2", f"WORK,{written},2")],
        calendar=[("WORK,1,1,1,1,1,0,0,20260101", "WORK,1,1,1,1,1,0,0,2026-01-01")],
    )
    path = write_zip(tmp_path / "bus.zip", files)
    # A Friday off, and the Thursday before it.
    for date, first in ((dt.date(2026, 5, 1), "T2"), (dt.date(2026, 4, 30), "T1")):
        day, found, _ = build_with(path, date)
        assert next(iter(day.trips)) == first
        assert located(found) == [ADDED, JOINED]


@pytest.mark.parametrize(
    ("yes", "no"), [("yes", "no"), ("TRUE", "FALSE"), ("是", "否")]
)
def test_weekdays_may_be_words(tmp_path, yes, no):
    week = ",".join([yes] * 5 + [no] * 2)
    files = feed_files(calendar=[("WORK,1,1,1,1,1,0,0", f"WORK,{week}")])
    path = write_zip(tmp_path / "bus.zip", files)
    for date, runs in ((MONDAY, True), (SATURDAY, False)):
        day, found, _ = build_with(path, date)
        assert ("T1" in day.trips) is runs
        assert located(found) == [ADDED, JOINED]


@pytest.mark.parametrize("lost", ["calendar", "calendar_dates"])
def test_either_calendar_is_enough(tmp_path, lost):
    files = feed_files(**{lost: None})
    date = dt.date(2026, 5, 2)
    day, _, _ = build_with(write_zip(tmp_path / "bus.zip", files), date)
    # Without the weeks only the added Saturday is left; without the dates it is.
    assert ("T1" in day.trips) is (lost == "calendar")


def test_without_weeks_only_the_listed_dates_run(tmp_path):
    path = write_zip(tmp_path / "bus.zip", feed_files(calendar=None))
    day, found, _ = build_with(path, MONDAY)
    assert day.trips == {}
    # No calendar at all knows the service ALL of the other trips.
    assert {f.code for f in found} == {"GTFS_UNKNOWN_SERVICE", "GTFS_NO_TRIP_TODAY",
                                       "GTFS_OPERATOR_ADDED"}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_zip_in_any_encoding_and_with_a_folder_inside(tmp_path, encoding):
    path = write_zip(
        tmp_path / "bus.zip", feed_files(), folder="公交/", encoding=encoding
    )
    day, _, _ = build_with(path, MONDAY)
    assert day.lines["R1"].name == "1路 县城-东江"
    assert len(day.trips) == 4


def write_day(folder, made):
    folder.mkdir(exist_ok=True)
    write_canonical(made, folder)
    freight = "route_id,cap_bags,price_basis,price\nR1,10,每袋,4\nR2,8,每件,0.5\n"
    (folder / "gtfs_freight.csv").write_text(freight, "utf-8")


def test_a_feed_lies_in_the_folder_or_beside_it(tmp_path):
    day = tmp_path / "day"
    write_day(day, BASE)
    zipped = write_zip(tmp_path / "bus.zip", feed_files())
    beside = read_day([day, zipped], MONDAY)
    assert list(beside.day.trips) == ["T1", "T2", "T2-D1", "T3"]
    assert "bus.zip" in beside.files
    inside = tmp_path / "inside"
    write_day(inside, BASE)
    write_folder(inside / "公交", feed_files())
    read = read_day([inside], MONDAY)
    assert read.day.trips == beside.day.trips
    assert read.files["公交/stop_times.txt"] != read.files["公交/stops.txt"]
    opened = tmp_path / "open"
    write_day(opened, BASE)
    for name, text in feed_files().items():
        (opened / name).write_text(text, "utf-8")
    assert read_day([opened], MONDAY).day.trips == beside.day.trips


def test_other_zips_are_told_and_left_alone(tmp_path):
    write_day(tmp_path / "day", BASE)
    write_zip(tmp_path / "day" / "照片.zip", {"a.txt": "x"})
    (tmp_path / "day" / "坏.zip").write_bytes(b"PK no zip")
    read = read_day([tmp_path / "day"], MONDAY)
    assert read.day is not None
    # Either may be a timetable that was packed wrongly: without a word the buses
    # would be missing from the plan.
    assert [(f.file, f.grade, f.code) for f in read.findings] == [
        ("坏.zip", Grade.WARNING, "ZIP_NO_FEED"),
        ("照片.zip", Grade.WARNING, "ZIP_NO_FEED"),
        ("gtfs_freight.csv", Grade.WARNING, "GTFS_FREIGHT_WITHOUT_FEED"),
    ]


@pytest.mark.parametrize("name", ["stops", "routes", "trips", "stop_times"])
def test_a_zip_with_one_file_of_a_feed_is_none(tmp_path, name):
    zipped = write_zip(tmp_path / "bus.zip", {f"{name}.txt": FEED[f"{name}.txt"]})
    write_day(tmp_path / "day", BASE)
    read = read_day([tmp_path / "day", zipped], MONDAY)
    # Named on its own it is meant to be read: the day cannot go without.
    found = next(f for f in read.findings if f.code == "ZIP_NO_FEED")
    assert (found.file, found.grade) == ("bus.zip", Grade.FATAL)
    assert "stop_times.txt" in render(found)
    assert "unpack other tables first" in render(found, "en")
    assert read.day is None


def test_a_feed_in_a_zip_is_no_strange_zip(tmp_path):
    write_day(tmp_path / "day", BASE)
    write_zip(tmp_path / "day" / "bus.zip", feed_files())
    read = read_day([tmp_path / "day"], MONDAY)
    assert "ZIP_NO_FEED" not in [f.code for f in read.findings]
    assert list(read.day.trips) == ["T1", "T2", "T2-D1", "T3"]


def test_written_inputs_are_the_same_day_without_the_feed(feed, tmp_path):
    day, _, made = build_with(feed, MONDAY)
    folder = tmp_path / "inputs"
    folder.mkdir()
    paths = write_canonical(made, folder)
    assert {"lines.csv", "stop_times.csv", "trips.csv"} <= {p.name for p in paths}
    assert "gtfs_freight.csv" not in {p.name for p in paths}
    again = read_day([folder], MONDAY)
    assert again.findings == []
    assert again.day == day
    # They are of this date: on another one the same rows run nothing.
    other = read_day([folder], dt.date(2026, 3, 11))
    assert other.day.trips == {}


def test_a_day_needs_its_date_before_a_feed_is_read(feed):
    _, found, made = build_with(feed, None)
    assert [f.code for f in found] == ["DATE_MISSING"]
    assert "trips" not in made
