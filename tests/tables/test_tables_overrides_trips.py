"""Trips cancelled, late or with less room, with their reasons kept."""

import pytest
from raw_tables import raw_table
from service_tables import LINE, STOPS, build, clock_times, codes

from routing.domain.trip import TripChangeKind
from routing.tables.finding import Grade

TRIPS = raw_table(
    "trips",
    "line_id departures cap_bags cap_kg days",
    ("L1", "07:30、09:00、13:00", 12, 300, None),
    ("L1", "18:00", 12, None, "周日"),
)


LONG_LINE = raw_table(
    "lines",
    "line_id name operator price_basis price",
    ("L1", "城东线（县客运站—石门镇—上湾村）", "东江客运", "每袋", 4),
)


def change(*rows, line=LINE):
    columns = "kind object parameter from until reason by"
    full = [(*row, *[None] * (5 - len(row)), "客车检修", "王调度") for row in rows]
    return build(line, STOPS, TRIPS, raw_table("overrides", columns, *full))


@pytest.mark.parametrize("word", ["取消", "停运", "停开", "trip_cancelled"])
def test_a_cancelled_trip_is_out_with_its_reason(word):
    read = change((word, "L1-0730"))
    assert list(read.day.trips) == ["L1-0900", "L1-1300"]
    [out] = read.day.trips_out
    assert out.trip.trip_id == "L1-0730"
    assert out.change.kind is TripChangeKind.CANCELLED
    assert (out.change.reason, out.change.by) == ("客车检修", "王调度")
    assert out.trip.changes == (out.change,)


@pytest.mark.parametrize("name", ["L1-0730", "l1 07:30", "L1·07:30", "L1_0730"])
def test_a_trip_may_be_written_in_several_ways(name):
    assert [out.trip.trip_id for out in change(("取消", name)).day.trips_out] == [
        "L1-0730"
    ]


@pytest.mark.parametrize(
    "name", ["城东线 07:30", "城东线 7:30 班车", "城东线（县客运站—石门镇—上湾村）0730"]
)
def test_a_trip_may_be_called_as_sheets_call_it(name):
    read = change(("取消", name), line=LONG_LINE)
    assert [out.trip.trip_id for out in read.day.trips_out] == ["L1-0730"]


@pytest.mark.parametrize(
    "name",
    [
        "城东线 07:30",  # as on the sheets
        "城东线 7:30",
        "城东线07:30",
        "城东线·7:30班车",
        "城东线 7:30那班",
        "城东线 07:30 这一班",
        "城东线7:30班次",
        "L1 7:30",
        "l1 7:30班车",
        "L1-0730班车",
    ],
)
@pytest.mark.parametrize("word", ["取消", "晚点", "减载"])
def test_a_trip_goes_by_its_line_and_departure(word, name):
    read = change((word, name, None if word == "取消" else "6"))
    assert codes(read) == []
    changed = [key for key, trip in read.day.trips.items() if trip.changes]
    out = [row.trip.trip_id for row in read.day.trips_out]
    assert changed + out == ["L1-0730"]


@pytest.mark.parametrize(
    "name", ["城东线 07:31", "城西线 07:30", "城东线 19:30", "07:30", "7:30班车"]
)
def test_a_departure_that_no_trip_of_the_line_has(name):
    read = change(("取消", name))
    assert codes(read) == [(2, "object", "UNKNOWN_TRIP")]
    assert len(read.day.trips) == 3


def test_a_late_trip_goes_by_its_timetable_and_by_when_it_leaves():
    late = ("晚点", "城东线 7:30", "90")
    # 07:30 and 90 minutes are 09:00, when another trip leaves: that one is meant.
    read = change(late, ("取消", "城东线 09:00"))
    assert codes(read) == []
    assert list(read.day.trips) == ["L1-0730", "L1-1300"]
    read = change(late, ("减载", "城东线 07:30", "4"))
    assert codes(read) == []
    assert read.day.trips["L1-0730"].cap_bags == 4
    assert read.day.trips["L1-0900"].cap_bags == 12
    # The sheets say 07:50.
    read = change(("晚点", "城东线 7:30", "20"), ("取消", "城东线 07:50"))
    assert codes(read) == []
    assert list(read.day.trips) == ["L1-0900", "L1-1300"]


@pytest.mark.parametrize("name", ["L10 8:00", "L10 08:00", "L10-0800", "l10·8:00班车"])
def test_a_line_is_not_another_whose_id_begins_alike(name):
    # L1 at 08:00 and L10 at 8:00 are the same signs, colons and blanks apart.
    lines, stops, trips = (
        raw_table(table.name, " ".join(columns), *[
            tuple({**row.cells, "line_id": line}.get(c) for c in columns)
            for line in ("L1", "L10") for row in table.rows
        ])
        for table, columns in (
            (LINE, ("line_id", "operator", "price_basis", "price")),
            (STOPS, tuple(STOPS.columns)),
            (raw_table("trips", "line_id departures cap_bags", ("L", "08:00", 9)),
             ("line_id", "departures", "cap_bags")),
        )
    )  # fmt: skip
    off = raw_table("overrides", "kind object reason by", ("取消", name, "检修", "王"))
    read = build(lines, stops, trips, off)
    assert codes(read) == []
    assert list(read.day.trips) == ["L1-0800"]
    assert [out.trip.trip_id for out in read.day.trips_out] == ["L10-0800"]


def test_a_trip_cancelled_by_its_name_twice_is_out_once():
    read = change(("取消", "城东线 7:30班车"), ("取消", "城东线 07:30"))
    assert codes(read) == []
    assert len(read.day.trips_out) == 1


@pytest.mark.parametrize("line", ["L1", "城东线"])
def test_a_line_means_its_trips_within_the_time(line):
    day = change(("取消", line, None, "08:00", "12:00")).day
    assert list(day.trips) == ["L1-0730", "L1-1300"]
    assert change(("取消", line)).day.trips == {}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("20", 20), ("晚20分钟", 20), ("+15", 15), ("1小时", 60), ("07:50", 20)],
)
def test_a_late_trip_is_late_at_every_stop(text, minutes):
    trip = change(("晚点", "L1-0730", text)).day.trips["L1-0730"]
    assert clock_times(trip) == [
        ("C", 450 + minutes, 450 + minutes),
        ("H", 470 + minutes, 470 + minutes),
        ("V1", 485 + minutes, 485 + minutes),
    ]
    [made] = trip.changes
    assert (made.kind, made.text) == (TripChangeKind.DELAYED, text)


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("5", (5, 300_000, None)),
        ("5袋", (5, 300_000, None)),
        ("0", (0, 300_000, None)),
        ("满", (0, 300_000, None)),
        ("满员", (0, 300_000, None)),
        ("已满", (0, 300_000, None)),
        ("Full", (0, 300_000, None)),
        ("80kg", (12, 80_000, None)),
        ("80.5公斤、0.5方", (12, 80_500, 500_000)),
        ("cap_bags=3;cap_kg=40", (3, 40_000, None)),
        ("袋数=3", (3, 300_000, None)),
    ],
)
def test_a_trip_with_less_room(text, room):
    trip = change(("减载", "L1-0900", text)).day.trips["L1-0900"]
    assert (trip.cap_bags, trip.cap_g, trip.cap_cm3) == room
    assert trip.changes[0].kind is TripChangeKind.CAPACITY


def test_a_full_bus_that_counts_kilograms_only_takes_nothing():
    kilos = raw_table("trips", "line_id departures cap_kg", ("L1", "07:30", 300))
    off = raw_table(
        "overrides",
        "kind object parameter reason by",
        ("减载", "L1", "满", "满座", "王"),
    )
    trip = build(LINE, STOPS, kilos, off).day.trips["L1-0730"]
    assert (trip.cap_bags, trip.cap_g, trip.cap_cm3) == (0, 300_000, None)


def test_several_changes_of_one_trip_are_all_kept():
    day = change(("晚点", "L1-0730", "10"), ("减载", "L1-0730", "4")).day
    trip = day.trips["L1-0730"]
    assert [c.kind for c in trip.changes] == [
        TripChangeKind.DELAYED,
        TripChangeKind.CAPACITY,
    ]
    assert (trip.departure_time, trip.cap_bags) == (460 * 60, 4)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (("晚点", "L1-0730", "一会儿"), "parameter", "BAD_TRIP_DELAY"),
        (("晚点", "L1-0730", "07:10"), "parameter", "BAD_TRIP_DELAY"),
        (("晚点", "L1-0730"), "parameter", "BAD_TRIP_DELAY"),
        (("减载", "L1-0730", "少一点"), "parameter", "BAD_TRIP_CAPACITY"),
        (("减载", "L1-0730", "座位=3"), "parameter", "BAD_TRIP_CAPACITY"),
        (("减载", "L1-0730", "1.5袋"), "parameter", "BAD_TRIP_CAPACITY"),
        (("减载", "L1-0730"), "parameter", "BAD_TRIP_CAPACITY"),
        (("减载", "L1-0730", "不满"), "parameter", "BAD_TRIP_CAPACITY"),
        (("减载", "L1-0730", "半满"), "parameter", "BAD_TRIP_CAPACITY"),
        (("取消", "L9-0730"), "object", "UNKNOWN_TRIP"),
        (("取消", "L1-0731"), "object", "UNKNOWN_TRIP"),
    ],
)
def test_a_change_that_cannot_be_read_changes_nothing(row, column, code):
    read = change(row)
    assert codes(read) == [(2, column, code)]
    assert read.findings[0].grade is Grade.SET_ASIDE
    assert not read.day.trips_out
    assert all(not trip.changes for trip in read.day.trips.values())


@pytest.mark.parametrize(
    "row", [("取消", "L1-1800"), ("取消", "L1", None, "20:00", "21:00")]
)
def test_a_trip_that_does_not_run_today_is_only_warned_of(row):
    read = change(row)
    assert codes(read) == [(2, "object", "TRIP_NOT_TODAY")]
    assert read.findings[0].grade is Grade.WARNING
    assert len(read.day.trips) == 3


def test_a_trip_cancelled_twice_is_out_once():
    read = change(("取消", "L1-0730"), ("取消", "L1-0730"))
    assert codes(read) == []
    assert len(read.day.trips_out) == 1
