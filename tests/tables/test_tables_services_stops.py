"""Stops that cannot be used: what is left of a line is no longer than it is."""

import pytest
from raw_tables import raw_table
from service_tables import LINE, build, codes

from routing.domain.trip import BUS_MAX_DWELL
from routing.optimize.itineraries.limits import most_at_call
from routing.tables.finding import Grade
from routing.tables.render import render

STOP = "line_id seq site offset_min load_ok unload_ok max_dwell_min"
ROWS = {
    1: ("L1", 1, "C", 0, "是", "是", None),
    2: ("L1", 2, "H", 20, "是", "是", 1),
    3: ("L1", 3, "V1", 35, "是", "是", 1.5),
    4: ("L1", 4, "V2", 45, "是", "是", None),
}
"""1 and 1.5 minutes at the stops between."""
TRIPS = raw_table("trips", "line_id departures cap_bags", ("L1", "08:00、13:00", 9))


def with_stops(*rows, columns=STOP):
    return build(LINE, TRIPS, raw_table("stop_times", columns, *rows))


def lost(seq, column="site", text="新明村"):
    """Return the stops, one of them with a cell that cannot be read."""
    index = STOP.split().index(column)
    return [
        (*row[:index], text, *row[index + 1 :]) if row[1] == seq else row
        for row in ROWS.values()
    ]


def dwells(read, trip_id="L1-0800"):
    stops = read.day.trips[trip_id].stops
    return [(stop.site, stop.max_dwell_duration) for stop in stops]


def test_the_ends_of_a_line_have_no_limit():
    read = with_stops(*ROWS.values())
    assert codes(read) == []
    assert dwells(read) == [("C", None), ("H", 60), ("V1", 90), ("V2", None)]


@pytest.mark.parametrize(
    ("seq", "left"),
    [
        (1, [("H", 60), ("V1", 90), ("V2", None)]),
        (2, [("C", None), ("V1", 90), ("V2", None)]),
        (4, [("C", None), ("H", 60), ("V1", 90)]),
    ],
)
def test_a_lost_stop_gives_its_neighbour_no_lay_over(seq, left):
    read = with_stops(*lost(seq))
    assert [(f.row, f.code) for f in read.findings] == [(seq + 1, "UNKNOWN_SITE")]
    assert dwells(read) == left
    assert dwells(read, "L1-1300") == left


def test_a_limit_that_nobody_wrote_is_the_usual_one_there():
    rows = [row[:6] for row in ROWS.values()]
    rows[3] = (*rows[3][:2], "新明村", *rows[3][3:])
    read = with_stops(*rows, columns=STOP.removesuffix(" max_dwell_min"))
    assert dwells(read) == [("C", None), ("H", BUS_MAX_DWELL), ("V1", BUS_MAX_DWELL)]


def test_where_the_order_cannot_be_read_any_end_may_be_between():
    read = with_stops(*lost(4, "seq", "末站"))
    assert dwells(read) == [("C", BUS_MAX_DWELL), ("H", 60), ("V1", 90)]


@pytest.mark.parametrize(
    ("call", "bags"),
    [
        (0, None),  # C: any number
        (1, 2),  # H: 30 + 2 x 15 = 60 s
        (2, 4),  # V1: 30 + 4 x 15 = 90 s
    ],
)
def test_work_at_the_stop_next_to_a_lost_one_is_limited(call, bags):
    read = with_stops(*lost(4))
    trip = read.day.trips["L1-0800"]
    assert most_at_call(trip, call, read.day.settings) == bags


BACKWARDS = [
    ROWS[1],
    ("L1", 2, "H", 40, "是", "是", 1),
    ("L1", 3, "V1", 35, "是", "是", 1.5),
    ROWS[4],
]


def test_no_trip_runs_on_times_that_fall_backwards():
    read = with_stops(*BACKWARDS)
    # Either 40 or 35 is wrong: a plan by the other would send goods to no bus.
    assert read.day.trips == {}
    assert [(f.file, f.row, f.column, f.code) for f in read.findings] == [
        ("stop_times.csv", 4, "offset_min", "OFFSET_BACKWARDS"),
        ("trips.csv", 2, "line_id", "LINE_WITHOUT_STOPS"),
    ]
    assert {f.grade for f in read.findings} == {Grade.SET_ASIDE}
    assert "前一站写错" in render(read.findings[0])
    assert "“L1”" in render(read.findings[1])


def test_every_trip_of_such_a_line_is_told_and_other_lines_run():
    lines = raw_table(
        "lines",
        "line_id name operator price_basis price",
        ("L1", "城东线", "东江客运", "每袋", 4),
        ("L2", "城西线", "东江客运", "每袋", 4),
    )
    trips = raw_table(
        "trips",
        "line_id departures cap_bags",
        ("L1", "08:00", 9),
        ("L2", "09:00", 9),
        ("L1", "13:00、15:00", 9),
    )
    other = [("L2", *row[1:]) for row in ROWS.values()]
    read = build(lines, trips, raw_table("stop_times", STOP, *BACKWARDS, *other))
    assert list(read.day.trips) == ["L2-0900"]
    told = [f.row for f in read.findings if f.code == "LINE_WITHOUT_STOPS"]
    assert told == [2, 4]
