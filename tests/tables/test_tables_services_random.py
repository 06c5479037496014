"""Random timetables: every trip runs to the minute that its row says."""

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from raw_tables import raw_table
from service_tables import LINE, MONDAY, build, codes

DAY = 86_400
SITES = ("C", "H", "V1", "V2", "W1")
DAYS = {"每日": (True, True), "工作日": (True, False), "周末": (False, True)}
"""Whether a row runs on the Monday, and on the Sunday before."""


@st.composite
def lines(draw):
    """Return (site, minutes or None, load_ok, unload_ok) of each stop."""
    count = draw(st.integers(2, 6))
    minutes = sorted(draw(st.lists(st.integers(0, 600), min_size=count,
                                   max_size=count)))  # fmt: skip
    stops = []
    for number, offset in enumerate(minutes):
        at_end = number in (0, count - 1)
        known = at_end or draw(st.booleans())
        stops.append(
            (
                draw(st.sampled_from(SITES)),
                offset if known else None,
                draw(st.booleans()),
                draw(st.booleans()),
            )
        )
    return stops


times = st.lists(st.integers(0, 30 * 60), min_size=1, max_size=4, unique=True)


def clock(minutes):
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def read(stops, departures, days):
    flags = {True: "是", False: "否"}
    rows = [
        ("L1", seq, site, offset, flags[load], flags[unload])
        for seq, (site, offset, load, unload) in enumerate(stops, start=1)
    ]
    table = raw_table(
        "stop_times", "line_id seq site offset_min load_ok unload_ok", *rows
    )
    trips = raw_table(
        "trips",
        "line_id departures days cap_bags",
        ("L1", "、".join(clock(t) for t in departures), days, 9),
    )
    found = build(LINE, table, trips)
    assert codes(found) == []
    return found.day.trips


@settings(max_examples=60, deadline=None)
@given(lines(), times, st.sampled_from(sorted(DAYS)))
def test_trips_run_to_the_minute(stops, departures, days):
    trips = read(stops, departures, days)
    today, eve = DAYS[days]
    starts = [t.departure_time for t in trips.values() if not t.day_before]
    first = stops[0][1] * 60
    assert starts == [t * 60 + first for t in sorted(departures) if today]
    for trip in trips.values():
        begins = trip.departure_time - first
        if not trip.day_before:
            check_times(trip, stops, begins)
        for board in range(len(trip.stops)):
            for alight in range(len(trip.stops)):
                check_leg(trip, board, alight)
    check_eve(trips, stops, departures if eve else [])


def check_times(trip, stops, begins):
    assert len(trip.stops) == len(stops)
    for stop, (site, offset, load, unload) in zip(trip.stops, stops, strict=True):
        assert (stop.site, stop.load_ok, stop.unload_ok) == (site, load, unload)
        assert stop.interpolated is (offset is None)
        assert stop.arrival_time == stop.departure_time
        if offset is not None:
            assert stop.arrival_time == begins + offset * 60
    for before, after in pairwise(trip.stops):
        assert before.departure_time <= after.arrival_time


def check_leg(trip, board, alight):
    start, end = trip.stops[board], trip.stops[alight]
    allowed = (
        board < alight and start.load_ok and end.unload_ok and start.site != end.site
    )
    assert trip.carries(board, alight) is allowed
    assert ((board, alight) in list(trip.legs())) is allowed


def check_eve(trips, stops, departures):
    """Compare what is left of Sunday's trips with their times less one day."""
    whole = read(stops, departures, "每日") if departures else {}
    expected = []
    for trip in whole.values():
        left = [
            (stop.site, stop.arrival_time - DAY)
            for stop in trip.stops
            if not trip.day_before and stop.arrival_time >= DAY
        ]
        if len(left) > 1:
            expected.append(left)
    found = [
        [(stop.site, stop.arrival_time) for stop in trip.stops]
        for trip in trips.values()
        if trip.day_before
    ]
    assert found == expected


def test_the_dates_are_what_the_days_say():
    assert MONDAY.isoweekday() == 1
    assert (MONDAY - dt.timedelta(days=1)).isoweekday() == 7
