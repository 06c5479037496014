"""Lines, stop times and trips become dated trips with absolute times."""

import datetime as dt

import pytest
from raw_tables import raw_table
from service_tables import (
    LINE,
    MONDAY,
    build,
    clock_times,
    codes,
    with_trips,
)

from routing.domain.line import LineKind
from routing.domain.price import PriceBasis
from routing.domain.window import TimeWindow

H, M = 3600, 60
DAY = 24 * 60


def ids(read):
    assert read.day is not None
    return list(read.day.trips)


def test_departures_of_one_cell_become_trips():
    read = with_trips("cap_bags", ("L1", "07:30、13:05", 12))
    assert codes(read) == []
    assert ids(read) == ["L1-0730", "L1-1305"]
    assert clock_times(read.day.trips["L1-0730"]) == [
        ("C", 450, 450),
        ("H", 470, 470),
        ("V1", 485, 485),
    ]
    second = read.day.trips["L1-1305"]
    assert second.departure_time == 13 * H + 5 * M
    assert list(second.legs()) == [(0, 1), (0, 2), (1, 2)]


def test_fields_of_a_trip_and_their_defaults():
    columns = "cap_bags cap_kg cap_m3 max_piece_kg cutoff_min passengers plate crew"
    read = with_trips(
        f"{columns} phone confirmed",
        ("L1", "07:30", 12, 300, 1.5, 25, 20, 9.5, "鲁F1", "张三", "139", "否"),
        ("L1", "08:30", None, 80, None, None, None, None, None, None, None, None),
    )
    full, bare = read.day.trips.values()
    assert (full.cap_bags, full.cap_g, full.cap_cm3) == (12, 300_000, 1_500_000)
    assert (full.max_piece_g, full.cutoff_duration) == (25_000, 1200)
    assert (full.passengers, full.plate, full.confirmed) == (9.5, "鲁F1", False)
    assert (full.contact.name, full.contact.phone) == ("张三", "139")
    assert (bare.cap_bags, bare.cap_g, bare.cap_cm3) == (None, 80_000, None)
    assert (bare.max_piece_g, bare.cutoff_duration) == (30_000, 900)
    assert (bare.passengers, bare.confirmed, bare.exact) == (None, None, True)
    # What nobody wrote down stands among the assumptions.
    assert ("trips.cutoff_min", "15", "assumed") in read.day.assumptions
    # The crew is for printed sheets: the tables kept as text have no contacts.
    assert "crew" not in read.day.services.trips[0]


def test_fields_of_a_line():
    lines = raw_table(
        "lines",
        "line_id name operator kind max_hold_min runs_anyway price_basis price "
        "price_min price_max own_cost_trip guarantee_yuan",
        ("L1", "城东线", "ky", None, None, None, "每件", 0.35, 0.3, 0.5, 3.5, 2600),
        ("L2", None, "东江客运", "共富班车", 15, "是", "包月", None, None, None, None,
         None),
    )  # fmt: skip
    read = build(lines)
    bus, shuttle = read.day.lines.values()
    # Where a price is missing, not where the line is named.
    assert codes(read) == [(3, "price", "PRICE_UNKNOWN")]
    assert (bus.operator, bus.kind, bus.own_trip_cents) == ("ky", LineKind.BUS, 350)
    assert (bus.price.basis, bus.price.micro_yuan) == (PriceBasis.PER_ITEM, 350_000)
    assert bus.price.guarantee_cents == 260_000
    assert (bus.price.low_micro_yuan, bus.price.high_micro_yuan) == (300_000, 500_000)
    assert (shuttle.name, shuttle.operator) == ("L2", "ky")
    assert (shuttle.kind, shuttle.max_hold_duration) == (LineKind.SHUTTLE, 900)
    assert shuttle.runs_anyway
    assert not shuttle.price.is_known


def test_fields_of_a_stop():
    stops = raw_table(
        "stop_times",
        "line_id seq site offset_min arrive_min load_ok unload_ok attended "
        "max_dwell_min handover_sites walk_min",
        ("城东线", 10, "县中心", 0, None, "是", "否", None, 9, None, None),
        ("城东线", 20, "S", 25, 20.5, "是", "是", "否", 5, "新民村、V2、V1", 2.5),
        ("城东线", 30, "H", 30, None, "否", "是", "是", None, None, None),
        ("城东线", 40, "V1", 40, None, "否", "是", None, 9, None, None),
    )
    trips = raw_table("trips", "line_id departures cap_bags", ("L1", "08:00", 9))
    trip = build(LINE, stops, trips).day.trips["L1-0800"]
    start, cross, hub, end = trip.stops
    assert (cross.seq, cross.site) == (20, "S")
    assert cross.arrival_time == 8 * H + 20 * M + 30
    assert cross.departure_time == 8 * H + 25 * M
    assert cross.handover_sites == ("V1", "V2")
    assert cross.receive_time == 8 * H + 23 * M
    assert (cross.attended, hub.attended, end.attended) == (False, True, None)
    # Work is not limited at the ends (rule T5); 3 minutes elsewhere by default.
    assert [s.max_dwell_duration for s in trip.stops] == [None, 300, 180, None]
    assert (start.load_ok, start.unload_ok) == (True, False)


@pytest.mark.parametrize(
    ("days", "runs"),
    [
        (None, (True, True)),
        ("每日", (True, True)),
        ("工作日", (True, False)),
        ("周末", (False, True)),
        ("节假日", (False, True)),
        ("12345", (True, False)),
        ("周六、周日", (False, True)),
        ("周一,周日", (True, True)),
        ("2026-03-09", (True, False)),
        ("工作日、2026-03-08", (True, True)),
        ("公历逢9", (True, False)),
    ],
)
def test_trips_run_on_their_days(days, runs):
    sunday = MONDAY - dt.timedelta(days=1)
    found = tuple(
        bool(with_trips("days cap_bags", ("L1", "07:30", days, 9), date=date).day.trips)
        for date in (MONDAY, sunday)
    )
    assert found == runs


def test_trips_of_market_days_run_when_a_stop_has_market():
    stops = raw_table(
        "stop_times",
        "line_id seq site offset_min load_ok unload_ok",
        ("L1", 1, "C", 0, "是", "否"),
        ("L1", 2, "V2", 35, "否", "是"),
    )
    trips = raw_table(
        "trips",
        "line_id departures days cap_bags market_day_cap",
        ("L1", "07:30", "赶集日", 9, None),
        ("L1", "09:30", None, 9, 4),
    )
    tuesday = MONDAY + dt.timedelta(days=1)
    # 和平村 has its market on the 9th.
    market, other = (build(LINE, stops, trips, date=d).day for d in (MONDAY, tuesday))
    assert {k: t.cap_bags for k, t in market.trips.items()} == {
        "L1-0730": 9,
        "L1-0930": 4,
    }
    assert {k: t.cap_bags for k, t in other.trips.items()} == {"L1-0930": 9}


def test_trips_past_midnight_and_those_of_the_day_before():
    read = with_trips(
        "days cap_bags",
        ("L1", "23:50", "周日", 9),
        ("L1", "23:45、25:10", "周一", 9),
        ("L1", "23:20", "周日", 9),
    )
    assert ids(read) == ["L1-2350-D1", "L1-2345", "L1-2510"]
    # Left at 23:50 on Sunday: at H at 00:10 and at V1 at 00:25 of the Monday.
    eve = read.day.trips["L1-2350-D1"]
    assert clock_times(eve) == [("H", 10, 10), ("V1", 25, 25)]
    assert eve.day_before
    late = read.day.trips["L1-2510"]
    assert clock_times(late)[0] == ("C", DAY + 70, DAY + 70)
    assert not late.day_before
    # The 23:20 of Sunday has one stop left after midnight: nothing can ride.
    assert clock_times(read.day.trips["L1-2345"])[2] == ("V1", DAY + 20, DAY + 20)


def test_missing_minutes_are_spread_and_marked():
    def offsets(extra, *cells):
        stops = raw_table(
            "stop_times",
            f"line_id seq site offset_min load_ok unload_ok {extra}",
            *(
                ("L1", seq, site, minutes, "是", "是", *more)
                for seq, (site, minutes, *more) in enumerate(cells, start=1)
            ),
        )
        trips = raw_table("trips", "line_id departures cap_bags", ("L1", "00:00", 9))
        read = build(LINE, stops, trips)
        trip = read.day.trips["L1-0000"]
        marks = [s.interpolated for s in trip.stops]
        return [s.arrival_time for s in trip.stops], marks, read.day.assumptions

    # Evenly, as no site has coordinates: 40 minutes in three parts of 800 s.
    times, marks, said = offsets("", ("C", 0), ("H", None), ("V1", None), ("V2", 40))
    assert times == [0, 800, 1600, 2400]
    assert marks == [False, True, True, False]
    assert ("stop_times.L1.offset_min", "H、V1", "interpolated") in said
    # By the distances written: 1 and 4 of 16 km are 150 and 600 of 2400 s.
    times, *_ = offsets(
        "dist", ("C", 0, 2), ("H", None, 3), ("V1", None, 6), ("V2", 40, 18)
    )
    assert times == [0, 150, 600, 2400]
    # Distances that fall back are no distances.
    times, *_ = offsets("dist", ("C", 0, 9), ("H", None, 3), ("V2", 40, 18))
    assert times == [0, 1200, 2400]


def test_missing_minutes_follow_the_crow_where_sites_have_places():
    sites = raw_table(
        "sites",
        "site_id name level township lon lat",
        ("C", "县中心", "centre", None, 120.0, 37.0),
        ("H", "东江站", "hub", "东江镇", 120.1, 37.0),
        ("V1", "新民村", "village", "东江镇", 120.4, 37.0),
        ("V2", "和平村", "village", "东江镇", 120.2, 37.2),
        ("W1", "西河村", "village", "东江镇", 120.2, 37.2),
        ("S", "东江路口", "stop", None, 120.2, 37.2),
    )
    settings = raw_table("settings", "key value", ("坐标来源", "GPS"), ("装袋", "合并"))
    stops = raw_table(
        "stop_times",
        "line_id seq site offset_min load_ok unload_ok",
        ("L1", 1, "C", 0, "是", "是"),
        ("L1", 2, "H", None, "是", "是"),
        ("L1", 3, "V1", 40, "是", "是"),
    )
    trips = raw_table("trips", "line_id departures cap_bags", ("L1", "00:00", 9))
    day = build(sites, settings, LINE, stops, trips).day
    # A quarter of the way along one parallel: 600 of 2400 s, to the second.
    assert abs(day.trips["L1-0000"].stops[1].arrival_time - 600) <= 1


def test_periods_without_freight_are_those_of_today_and_tonight():
    text = "07:00-08:30@周一,周五;06:00-06:30@周二;12:00-13:00;05:00-05:30@周三"
    read = with_trips("cap_bags no_freight", ("L1", "07:30", 9, text))
    night = 24 * H
    assert read.day.trips["L1-0730"].no_freight == (
        TimeWindow(7 * H, 8 * H + 30 * M),
        TimeWindow(12 * H, 13 * H),
        TimeWindow(night + 6 * H, night + 6 * H + 30 * M),
        TimeWindow(night + 12 * H, night + 13 * H),
    )
    assert list(read.day.trips["L1-0730"].legs()) == []


def test_a_bus_passes_a_stop_twice():
    stops = raw_table(
        "stop_times",
        "line_id seq site offset_min load_ok unload_ok",
        ("L1", 1, "C", 0, "是", "否"),
        ("L1", 2, "H", 20, "是", "是"),
        ("L1", 3, "V1", 30, "是", "是"),
        ("L1", 4, "H", 40, "是", "是"),
    )
    trips = raw_table("trips", "line_id departures cap_bags", ("L1", "08:00", 9))
    trip = build(LINE, stops, trips).day.trips["L1-0800"]
    assert [s.site for s in trip.stops] == ["C", "H", "V1", "H"]
    assert (1, 3) not in list(trip.legs())
    assert (0, 3) in list(trip.legs())


def test_one_id_and_several_departures():
    read = with_trips(
        "trip_id cap_bags", ("L1", "07:30", "早班", 9), ("L1", "9:30;10:30", "加班", 9)
    )
    assert ids(read) == ["早班", "加班-0930", "加班-1030"]


def test_a_price_of_passengers_waiting_is_a_setting():
    settings = raw_table("settings", "key value", ("乘客等候每小时元", 12.5))
    assert build(settings).day.settings.delay_micro_yuan_per_hour == 12_500_000
    assert build().day.settings.delay_micro_yuan_per_hour == 0
