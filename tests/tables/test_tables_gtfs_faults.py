"""What is wrong with a feed: located, with its way out; the rest is used."""

import datetime as dt

import pytest
from gtfs_feeds import BASE, build_with, feed_files, write_folder, write_zip
from raw_tables import raw_table

from routing.tables.finding import Grade
from routing.tables.grid import ReadError
from routing.tables.gtfs import files as feed_reader
from routing.tables.gtfs.merge import add_feeds
from routing.tables.render import render
from routing.tables.schema import Findings

MONDAY = dt.date(2026, 3, 9)
ALL = ["T1", "T2", "T2-D1", "T3"]
NOT_R1 = ["T3"]

TIMES = "stop_times.txt"
ROWS = {
    "times fall backwards": (
        {"stop_times": [("T1,08:10:00,08:12:30", "T1,07:20:00,07:22:30")]},
        (TIMES, 4, "arrival_time", "GTFS_TIMES_BACKWARDS", "07:20:00"), "T1",
        "24:10:00"),
    "it leaves before it arrives": (
        {"stop_times": [("T1,08:10:00,08:12:30", "T1,08:10:00,08:09:00")]},
        (TIMES, 4, "departure_time", "GTFS_TIMES_BACKWARDS", "08:09:00"), "T1",
        "核对时刻"),
    "midnight written as nought": (
        {"stop_times": [("T2,24:30:00,24:30:00", "T2,00:30:00,00:30:00")]},
        (TIMES, 9, "arrival_time", "GTFS_TIMES_BACKWARDS", "00:30:00"), "T2",
        "过了零点"),
    "a time that is none": (
        {"stop_times": [("T1,08:10:00", "T1,8点10分")]},
        (TIMES, 4, "arrival_time", "GTFS_BAD_TIME", "8点10分"), "T1", "08:30:00"),
    "sixty minutes": (
        {"stop_times": [("T1,08:10:00", "T1,08:60:00")]},
        (TIMES, 4, "arrival_time", "GTFS_BAD_TIME", "08:60:00"), "T1", "08:30:00"),
    "it leaves the day after tomorrow": (
        {"stop_times": [("T3,9:00:00,9:00:00", "T3,48:00:00,48:00:00"),
                        ("T3,9:40:00,9:40:00", "T3,48:40:00,48:40:00")]},
        (TIMES, 10, "departure_time", "GTFS_BAD_TIME", "48:00:00"), "T3",
        "25:10:00"),
    "no time at the first stop": (
        {"stop_times": [("T1,07:30:00,07:30:00", "T1,,")]},
        (TIMES, 2, "departure_time", "GTFS_ENDS_UNTIMED", ""), "T1", "首末站"),
    "no time at the last stop": (
        {"stop_times": [("T1,08:30:00,08:30:00", "T1,,")]},
        # The row that has none is that of the last stop.
        (TIMES, 5, "arrival_time", "GTFS_ENDS_UNTIMED", ""), "T1", "首末站"),
    "a stop that no file knows": (
        {"stop_times": [("T1,08:10:00,08:12:30,P2", "T1,08:10:00,08:12:30,P9")]},
        (TIMES, 4, "stop_id", "GTFS_UNKNOWN_STOP", "P9"), "T1", "stops.txt"),
    "an order that is no number": (
        {"stop_times": [("P2,30,0,0,10\nT1", "P2,第三,0,0,10\nT1")]},
        (TIMES, 4, "stop_sequence", "GTFS_BAD_SEQUENCE", "第三"), "T1", "0、1、2"),
    "an order that stands twice": (
        {"stop_times": [("T1,08:10:00,08:12:30,P2,30", "T1,08:10:00,08:12:30,P2,20")]},
        (TIMES, 4, "stop_sequence", "GTFS_BAD_SEQUENCE", "20"), "T1", "每站不同"),
    "an order that is the same number": (
        {"stop_times": [("T1,08:10:00,08:12:30,P2,30", "T1,08:10:00,08:12:30,P2,020")]},
        (TIMES, 4, "stop_sequence", "GTFS_BAD_SEQUENCE", "020"), "T1", "每站不同"),
    "a trip on demand": (
        {"stop_times": [("shape_dist_traveled",
                         "shape_dist_traveled,start_pickup_drop_off_window"),
                        ("T3,9:00:00,9:00:00,P3,1,,,", "T3,,,P3,1,,,,08:00:00")]},
        (TIMES, 10, "start_pickup_drop_off_window", "GTFS_ON_DEMAND", "08:00:00"),
        "T3", "固定时刻"),
    "a trip without stops": (
        {"trips": [("R2,ALL,T3,\n", "R2,ALL,T3,\nR2,ALL,T4,\n")]},
        ("trips.txt", 5, "trip_id", "GTFS_NO_STOP_TIMES", "T4"), "", "途经站"),
    "a trip of no route": (
        {"trips": [("R2,ALL,T3", "R9,ALL,T3")]},
        ("trips.txt", 4, "route_id", "GTFS_UNKNOWN_ROUTE", "R9"), "T3", "route_id"),
    "a trip that runs on no calendar": (
        {"trips": [("R2,ALL,T3", "R2,NIE,T3")]},
        ("trips.txt", 4, "service_id", "GTFS_UNKNOWN_SERVICE", "NIE"), "T3",
        "calendar.txt"),
    "a period that cannot be read": (
        {"calendar": [("WORK,1,1,1,1,1,0,0,20260101", "WORK,1,1,1,1,1,0,0,一月一日")]},
        ("calendar.txt", 2, "start_date", "GTFS_BAD_CALENDAR", "一月一日"), "T1",
        "20260309"),
    "an exception of no kind": (
        {"calendar_dates": [("WORK,20260501,2", "WORK,20260309,x")]},
        ("calendar_dates.txt", 2, "exception_type", "GTFS_BAD_CALENDAR", "x"), "T1",
        "停开"),
    "an exception of no date": (
        {"calendar_dates": [("WORK,20260501,2", "WORK,五一,2")]},
        ("calendar_dates.txt", 2, "date", "GTFS_BAD_CALENDAR", "五一"), "T1",
        "20260309"),
    "an exception on a day that is none": (
        {"calendar_dates": [("WORK,20260501,2", "WORK,2026-02-30,2")]},
        ("calendar_dates.txt", 2, "date", "GTFS_BAD_CALENDAR", "2026-02-30"), "T1",
        "20260309"),
    "an exception of no kind, on another day": (
        {"calendar_dates": [("WORK,20260501,2", "WORK,20260501,停开")]},
        ("calendar_dates.txt", 2, "exception_type", "GTFS_BAD_CALENDAR", "停开"),
        "T1", "停开"),
    "a weekday of no mark": (
        {"calendar": [("WORK,1,1,1,1,1,0,0", "WORK,1,1,1,1,1,x,0")]},
        ("calendar.txt", 2, "saturday", "GTFS_BAD_CALENDAR", "x"), "T1",
        "1（开）或 0（不开）"),
    "a weekday left open": (
        {"calendar": [("WORK,1,1,1,1,1,0,0", "WORK,1,1,1,1,1,0,")]},
        ("calendar.txt", 2, "sunday", "GTFS_BAD_CALENDAR", ""), "T1",
        "1（开）或 0（不开）"),
    "a trip that stands twice": (
        # The first of them runs; T1 of all trips is not lost.
        {"trips": [("R2,ALL,T3,\n", "R2,ALL,T3,\nR2,ALL,T1,\n")]},
        ("trips.txt", 5, "trip_id", "GTFS_TRIP_TWICE", "T1"), "", "删去多余的一行"),
    "a stop without place": (
        {"stops": [("P3,和平桥,37.0,120.3", "P3,和平桥,,")],
         "trips": [("R2,ALL,T3,\n", "")]},
        ("stops.txt", 5, "stop_lat", "GTFS_NO_COORDINATE", ""), "all", "经纬度"),
    "a stop at nought and nought": (
        {"stops": [("P3,和平桥,37.0,120.3", "P3,和平桥,0,0")],
         "trips": [("R2,ALL,T3,\n", "")]},
        ("stops.txt", 5, "stop_lat", "GTFS_NO_COORDINATE", "0"), "all", "经纬度"),
    "a route of no agency": (
        {"routes": [("R2,B,2路", "R2,Z,2路")]},
        ("routes.txt", 3, "agency_id", "GTFS_NO_OPERATOR", "Z"), "T3", "运营单位"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_cannot_be_used_costs_its_trips(tmp_path, name):
    changes, place, lost, way_out = ROWS[name]
    path = write_zip(tmp_path / "bus.zip", feed_files(**changes))
    day, found, _ = build_with(path, MONDAY)
    aside = [f for f in found if f.grade is Grade.SET_ASIDE]
    assert {(f.sheet, f.row, f.column, f.code, f.value) for f in aside} == {place}
    assert all(f.file == "bus.zip" for f in aside)
    assert way_out in render(aside[0])
    assert "To fix" in render(aside[0], "en")
    if place[0] == TIMES:
        assert f"“{lost}”" in render(aside[0])
    if aside[0].code in ("GTFS_BAD_CALENDAR", "GTFS_TRIP_TWICE"):
        assert len(aside) == 1  # not once for each of its trips, nor for the eve
    left = [] if lost == "all" else [key for key in ALL if key[:2] != lost]
    assert list(day.trips) == left
    if aside[0].code == "GTFS_TRIP_TWICE":
        assert day.trips["T1"].line_id == "R1"


HEADWAYS = {
    "no headway": ("T1,07:00:00,08:00:00,0,1", "headway_secs", "GTFS_BAD_HEADWAY"),
    "text": ("T1,07:00:00,08:00:00,20分,1", "headway_secs", "GTFS_BAD_HEADWAY"),
    "no departure": ("T1,08:00:00,08:00:00,600,1", "end_time", "GTFS_BAD_HEADWAY"),
    "it ends before": ("T1,08:00:00,07:00:00,600,1", "end_time", "GTFS_BAD_HEADWAY"),
    "no start": ("T1,,08:00:00,600,1", "start_time", "GTFS_BAD_TIME"),
}


@pytest.mark.parametrize("name", HEADWAYS)
def test_a_headway_that_cannot_be_used(tmp_path, name):
    row, column, code = HEADWAYS[name]
    text = f"trip_id,start_time,end_time,headway_secs,exact_times\n{row}\n"
    path = write_zip(tmp_path / "bus.zip", feed_files() | {"frequencies.txt": text})
    day, found, _ = build_with(path, MONDAY)
    [finding] = [f for f in found if f.grade is Grade.SET_ASIDE]
    assert (finding.sheet, finding.row) == ("frequencies.txt", 2)
    assert (finding.column, finding.code) == (column, code)
    assert list(day.trips) == ALL[1:]


def test_one_bad_row_of_several_stops_the_whole_trip(tmp_path):
    # 07:00 and 07:20 are sound; but who wrote the second row meant more buses.
    rows = "T1,07:00:00,07:40:00,1200,1\nT1,09:00:00,08:00:00,1200,1\n"
    text = f"trip_id,start_time,end_time,headway_secs,exact_times\n{rows}"
    path = write_zip(tmp_path / "bus.zip", feed_files() | {"frequencies.txt": text})
    day, found, _ = build_with(path, MONDAY)
    [finding] = [f for f in found if f.grade is Grade.SET_ASIDE]
    assert (finding.sheet, finding.row, finding.value) == (
        "frequencies.txt", 3, "08:00:00",
    )  # fmt: skip
    assert list(day.trips) == ALL[1:]


def test_a_headway_of_an_unknown_trip_is_told_and_stops_nothing(tmp_path):
    rows = "T1,07:00:00,07:40:00,1200,1\nT7,07:00:00,08:00:00,1200,1\n"
    text = f"trip_id,start_time,end_time,headway_secs,exact_times\n{rows}"
    path = write_zip(tmp_path / "bus.zip", feed_files() | {"frequencies.txt": text})
    day, found, _ = build_with(path, MONDAY)
    [finding] = [f for f in found if f.grade is Grade.SET_ASIDE]
    assert (finding.sheet, finding.row, finding.column, finding.code) == (
        "frequencies.txt", 3, "trip_id", "GTFS_UNKNOWN_TRIP",
    )  # fmt: skip
    assert "“T7”" in render(finding)
    assert list(day.trips) == ["T1-0700", "T1-0720", *ALL[1:]]


def test_two_unreadable_rows_of_a_service_are_told_each_once(tmp_path):
    changes = {
        "calendar": [("WORK,1,1,1,1,1,0,0,20260101", "WORK,1,1,1,1,1,0,0,元旦")],
        "calendar_dates": [("WORK,20260501,2", "WORK,20260501,9")],
    }
    path = write_zip(tmp_path / "bus.zip", feed_files(**changes))
    day, found, _ = build_with(path, MONDAY)
    assert [
        (f.sheet, f.row, f.column) for f in found if f.grade is Grade.SET_ASIDE
    ] == [
        ("calendar.txt", 2, "start_date"),
        ("calendar_dates.txt", 2, "exception_type"),
    ]
    assert list(day.trips) == ALL[1:]


@pytest.mark.parametrize(
    ("changes", "sheet", "code", "way_out"),
    [
        ({"calendar": None, "calendar_dates": None}, "calendar.txt",
         "GTFS_NO_CALENDAR", "补上其中一个"),
        ({"stop_times": None}, TIMES, "GTFS_FILE_MISSING", "完整的 GTFS"),
        ({"stops": None}, "stops.txt", "GTFS_FILE_MISSING", "完整的 GTFS"),
        ({"trips": [("service_id", "dienst")]}, "trips.txt",
         "GTFS_COLUMN_MISSING", "补上这一列"),
        ({"stop_times": ""}, TIMES, "GTFS_COLUMN_MISSING", "补上这一列"),
    ],
)  # fmt: skip
def test_a_feed_without_a_timetable_is_fatal(tmp_path, changes, sheet, code, way_out):
    files = feed_files(**changes)
    for path in (
        write_zip(tmp_path / "bus.zip", files),
        write_folder(tmp_path / "bus", files),
    ):
        day, found, _ = build_with(path, MONDAY)
        first = found[0]
        assert (first.file, first.sheet, first.code) == (path.name, sheet, code)
        assert first.grade is Grade.FATAL
        assert way_out in render(first)
        assert "To fix" in render(first, "en")
        assert day is None


def unreadable(path):
    day, found, _ = build_with(path, MONDAY)
    assert day is None
    assert (found[0].file, found[0].code) == (path.name, "GTFS_UNREADABLE")
    assert "不要加密码" in render(found[0])
    return found[0].sheet


def test_a_zip_that_cannot_be_opened(tmp_path):
    path = tmp_path / "gtfs.zip"
    path.write_bytes(b"PK but no zip")
    assert feed_reader.is_feed(path)
    assert unreadable(path) == ""


def test_a_zip_that_is_locked(tmp_path):
    path = write_zip(tmp_path / "gtfs.zip", feed_files())
    data = bytearray(path.read_bytes())
    # Bit 0 of the flags, in every entry of the directory and before each file.
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)
    assert unreadable(path) == ""


def test_a_file_of_a_feed_that_is_no_text(tmp_path):
    folder = write_folder(tmp_path / "gtfs", feed_files())
    (folder / "trips.txt").write_bytes(b"route_id,service_id,trip_id\n\x00\x01\x02")
    assert unreadable(folder) == "trips.txt"


def test_a_zip_that_unpacks_without_end(tmp_path, monkeypatch):
    path = write_zip(tmp_path / "gtfs.zip", feed_files())
    monkeypatch.setattr(feed_reader, "MAX_BYTES", 100)
    with pytest.raises(ReadError) as error:
        feed_reader.read_files(path, (TIMES,))
    assert (error.value.code, error.value.sheet) == ("GTFS_UNREADABLE", TIMES)


def freight(*rows):
    return raw_table("gtfs_freight", "route_id cap_bags cutoff_min price_basis", *rows)


@pytest.mark.parametrize(
    ("row", "column", "code", "way_out"),
    [
        (("R1", None, None, "每袋"), "cap_bags", "CAPACITY_MISSING", "至少一项"),
        (("R1", 9, None, "看着给"), "price_basis", "BAD_CHOICE", "每件"),
        (("R1", 9, -5, "每袋"), "cutoff_min", "NEGATIVE", "0"),
        (("R9", 9, None, "每袋"), "route_id", "GTFS_ROUTE_NOT_THERE", "routes.txt"),
        (("R2", 9, None, "每袋"), "route_id", "DUPLICATE_ID", "重复"),
    ],
)
def test_a_row_of_the_freight_table(tmp_path, row, column, code, way_out):
    path = write_zip(tmp_path / "bus.zip", feed_files())
    day, found, _ = build_with(path, MONDAY, freight(("R2", 5, None, "每袋"), row))
    [finding] = [f for f in found if f.grade is Grade.SET_ASIDE]
    assert (finding.file, finding.row) == ("gtfs_freight.csv", 3)
    assert (finding.column, finding.code) == (column, code)
    assert way_out in render(finding)
    assert list(day.trips) == NOT_R1


def test_an_operator_that_no_table_knows_is_told_where_it_is_written(tmp_path):
    table = raw_table(
        "gtfs_freight",
        "route_id operator cap_bags price_basis price",
        ("R1", "东江客云", 9, "每袋", 4),
        ("R2", "东江客运", 5, "每袋", 4),
    )
    path = write_zip(tmp_path / "bus.zip", feed_files())
    day, found, _ = build_with(path, MONDAY, table)
    [finding] = [f for f in found if f.grade is Grade.SET_ASIDE]
    assert (finding.file, finding.sheet, finding.row) == ("gtfs_freight.csv", "", 2)
    assert (finding.column, finding.code) == ("operator", "UNKNOWN_PARTNER")
    assert finding.value == "东江客云"
    assert "东江客运" in render(finding)
    assert list(day.trips) == NOT_R1


@pytest.mark.parametrize("word", ["ky", "KY", "东江客运", "东江"])
def test_an_operator_goes_by_any_of_its_names(tmp_path, word):
    partners = raw_table(
        "partners",
        "partner_id name kind aliases",
        ("zt", "中通", "快递", None),
        ("ky", "东江客运", "客运", "东江、城东公司"),
    )
    table = raw_table(
        "gtfs_freight",
        "route_id operator cap_bags price_basis price",
        ("R1", word, 9, "每袋", 4),
    )
    path = write_zip(tmp_path / "bus.zip", feed_files())
    day, found, _ = build_with(path, MONDAY, partners, table)
    assert [f for f in found if f.grade is Grade.SET_ASIDE] == []
    assert day.lines["R1"].operator == "ky"


def test_a_freight_table_of_headers_only_carries_nothing(tmp_path):
    table = raw_table("gtfs_freight", "route_id cap_bags price_basis price")
    path = write_zip(tmp_path / "bus.zip", feed_files())
    day, found, _ = build_with(path, MONDAY, table)
    [finding] = found
    assert (finding.file, finding.sheet, finding.code) == (
        "bus.zip", "routes.txt", "GTFS_NO_FREIGHT",
    )  # fmt: skip
    assert finding.grade is Grade.WARNING
    assert (day.trips, day.lines) == ({}, {})


def test_a_feed_that_nobody_gave_a_capacity(tmp_path):
    path = write_zip(tmp_path / "bus.zip", feed_files())
    day, found, _ = build_with(path, MONDAY, raw_table("gtfs_freight", "route_id"))
    assert [f.code for f in found if f.grade is Grade.FATAL] == ["COLUMN_MISSING"]
    assert day is None


def test_a_feed_without_a_freight_table_carries_nothing(tmp_path):
    found = Findings()
    path = write_zip(tmp_path / "bus.zip", feed_files())
    made = add_feeds(BASE, [path], MONDAY, found)
    [finding] = found.all
    assert (finding.sheet, finding.code) == ("routes.txt", "GTFS_NO_FREIGHT")
    assert finding.grade is Grade.WARNING
    assert "2 条线路" in render(finding)
    assert made == BASE


def test_a_date_on_which_nothing_runs(tmp_path):
    path = write_zip(tmp_path / "bus.zip", feed_files())
    day, found, _ = build_with(path, dt.date(2028, 1, 1))
    assert [f.code for f in found if f.sheet == "calendar.txt"] == [
        "GTFS_NO_TRIP_TODAY"
    ]
    assert day.trips == {}


def test_what_is_wrong_with_a_line_of_the_feed_is_said_where_it_stands(tmp_path):
    # A price that is none of the feed's, but of the row that speaks for its route.
    table = raw_table(
        "gtfs_freight", "route_id cap_bags price_basis", ("R1", 9, "每袋")
    )
    path = write_zip(tmp_path / "bus.zip", feed_files())
    _, found, _ = build_with(path, MONDAY, table)
    unpriced = next(f for f in found if f.code == "PRICE_UNKNOWN")
    assert (unpriced.file, unpriced.sheet, unpriced.row) == ("bus.zip", "routes.txt", 2)
