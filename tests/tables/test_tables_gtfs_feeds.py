"""Several feeds, and feeds beside own lines: no bus counts twice, none is lost."""

import datetime as dt

import pytest
from gtfs_feeds import BASE, FREIGHT, feed_files, write_zip
from raw_tables import raw_table, tables

from routing.tables.build import build_day
from routing.tables.finding import Grade
from routing.tables.gtfs.merge import add_feeds
from routing.tables.render import render
from routing.tables.schema import Findings

MONDAY = dt.date(2026, 3, 9)
M = 60
ALL = ["T1", "T2", "T2-D1", "T3"]
OWN_STOPS = raw_table(
    "stop_times",
    "line_id seq site offset_min load_ok unload_ok",
    ("R1", 1, "C", 0, "是", "是"),
    ("R1", 2, "H", 20, "是", "是"),
)
OWN_TRIPS = raw_table("trips", "line_id departures cap_bags", ("R1", "08:00", 6))


def own_line(line_id):
    return raw_table(
        "lines", "line_id operator price_basis price", (line_id, "ky", "每袋", 3)
    )


def build(feeds, *made):
    """Return the day of the county with feeds, and what was set aside or fatal."""
    found = Findings()
    merged = add_feeds(BASE | tables(FREIGHT, *made), feeds, MONDAY, found)
    read = build_day(merged, date=MONDAY)
    told = [f for f in (*found.all, *read.findings) if f.grade is not Grade.WARNING]
    return read.day, told


def place(finding):
    return (finding.file, finding.sheet, finding.row, finding.column, finding.code)


def stop_places(day, trip_id):
    return [(s.site, day.sites[s.site].lat) for s in day.trips[trip_id].stops]


@pytest.mark.parametrize("written", ["R1", "r1"])
def test_a_route_that_is_an_own_line_is_set_aside_with_all_its_trips(tmp_path, written):
    feed = write_zip(tmp_path / "bus.zip", feed_files())
    stops, trips = (
        raw_table(
            table.name,
            " ".join(table.columns),
            *(
                tuple({**row.cells, "line_id": written}.get(c) for c in table.columns)
                for row in table.rows
            ),
        )
        for table in (OWN_STOPS, OWN_TRIPS)
    )
    day, told = build([feed], own_line(written), stops, trips)
    # T1 and T2 are of the feed's R1; only the table's own bus runs on it.
    assert list(day.trips) == [f"{written}-0800", "T3"]
    assert list(day.lines) == [written, "R2"]
    assert [place(f) for f in told] == [
        ("bus.zip", "routes.txt", 2, "route_id", "GTFS_LINE_TWICE")
    ]
    assert told[0].grade is Grade.SET_ASIDE
    assert "“R1”在班线表里已经有了" in render(told[0])


def test_an_own_line_without_trips_bars_the_route_too(tmp_path):
    feed = write_zip(tmp_path / "bus.zip", feed_files())
    day, told = build([feed], own_line("R1"))
    assert list(day.trips) == ["T3"]
    assert [f.code for f in told] == ["GTFS_LINE_TWICE"]


def test_an_own_line_of_another_id_bars_nothing(tmp_path):
    feed = write_zip(tmp_path / "bus.zip", feed_files())
    day, told = build([feed], own_line("R10"))
    assert (list(day.trips), told) == (ALL, [])


def north(files, degrees):
    """Return a feed whose stops lie so much farther north, with other times."""
    stops = files["stops.txt"].replace(",37.0", f",{37 + degrees}.0")
    times = files["stop_times.txt"]
    for hour in ("08", "24"):
        times = times.replace(f"{hour}:30:00,{hour}:30:00,P3", f"{hour}:40:00,,P3")
    return files | {"stops.txt": stops, "stop_times.txt": times}


def test_two_feeds_of_the_same_ids_both_run_each_at_its_own_stops(tmp_path):
    one = write_zip(tmp_path / "a.zip", feed_files())
    two = write_zip(tmp_path / "b.zip", north(feed_files(), 1))
    day, told = build([one, two])
    assert told == []
    assert list(day.trips) == [*ALL, *(f"gtfs2:{key}" for key in ALL)]
    assert list(day.lines) == ["R1", "R2", "gtfs2:R1", "gtfs2:R2"]
    assert {t.line_id for t in day.trips.values()} == set(day.lines)
    # The first feed joins the centre and V1; the second is 1 degree, 111 km, away.
    assert stop_places(day, "T1") == [
        ("C", 37.0),
        ("P1", 37.0),
        ("V1", 37.0),
        ("P3", 37.0),
    ]
    assert stop_places(day, "gtfs2:T1") == [
        ("P0", 38.0),
        ("gtfs:P1", 38.0),
        ("P2", 38.001),
        ("gtfs:P3", 38.0),
    ]
    # 07:30 to 08:30, and to 08:40.
    ends = [day.trips[key].arrival_time for key in ("T1", "gtfs2:T1")]
    assert ends == [510 * M, 520 * M]
    assert day.trips["gtfs2:T1"].cap_bags == 10


def test_the_same_feed_twice_is_two_buses_at_the_same_stops(tmp_path):
    one = write_zip(tmp_path / "a.zip", feed_files())
    two = write_zip(tmp_path / "b.zip", feed_files())
    day, told = build([one, two])
    assert told == []
    assert len(day.trips) == 8
    assert stop_places(day, "gtfs2:T1") == stop_places(day, "T1")


def test_every_feed_of_three_has_its_own_stops(tmp_path):
    feeds = [
        write_zip(tmp_path / f"{n}.zip", north(feed_files(), n)) for n in range(1, 4)
    ]
    day, told = build(feeds)
    assert told == []
    assert len(day.trips) == 3 * len(ALL)
    found = [stop_places(day, key) for key in ("T1", "gtfs2:T1", "gtfs3:T1")]
    assert [[site for site, _ in row] for row in found] == [
        ["P0", "P1", "P2", "P3"],
        ["gtfs:P0", "gtfs:P1", "gtfs:P2", "gtfs:P3"],
        ["gtfs2:P0", "gtfs2:P1", "gtfs2:P2", "gtfs2:P3"],
    ]
    assert [[lat for _, lat in row] for row in found] == [
        [n, n, n + 0.001, n] for n in (38.0, 39.0, 40.0)
    ]
    names = [site.name for site in day.sites.values()]
    assert len(set(names)) == len(names)


def test_one_equal_trip_id_is_enough_to_tell_feeds_apart(tmp_path):
    one = write_zip(tmp_path / "a.zip", feed_files())
    other = feed_files(
        routes=[("R1,", "Q1,"), ("R2,", "Q2,")],
        trips=[("R1,WORK,T1", "Q1,WORK,T8"), ("R1,ALL,T2", "Q1,ALL,T2"),
               ("R2,ALL,T3", "Q2,ALL,T9")],
        stop_times=[("T1,", "T8,"), ("T3,", "T9,")],
    )  # fmt: skip
    two = write_zip(tmp_path / "b.zip", other)
    freight = raw_table(
        "gtfs_freight", "route_id cap_bags price_basis price", ("*", 5, "每袋", 4)
    )
    day, told = build([one, two], freight)
    assert told == []
    # T2 of both runs from the eve as well.
    assert list(day.trips) == [
        *ALL,
        "gtfs2:T8",
        "gtfs2:T2",
        "gtfs2:T2-D1",
        "gtfs2:T9",
    ]


def test_feeds_of_other_ids_keep_them(tmp_path):
    one = write_zip(tmp_path / "a.zip", feed_files(trips=[("R2,ALL,T3,\n", "")]))
    two = write_zip(
        tmp_path / "b.zip",
        feed_files(trips=[("R1,WORK,T1,东江\nR1,ALL,T2,东江\n", "")]),
    )
    freight = raw_table(
        "gtfs_freight", "route_id cap_bags price_basis price", ("R2", 5, "每袋", 4)
    )
    day, told = build([one, two], freight)
    assert told == []
    assert list(day.trips) == ["T3"]
    assert list(day.lines) == ["R2"]


def test_a_trip_id_of_the_own_table_is_not_taken_by_a_feed(tmp_path):
    own = raw_table(
        "trips", "trip_id line_id departures cap_bags", ("T3", "L1", "08:00", 6)
    )
    stops = raw_table(
        "stop_times",
        "line_id seq site offset_min load_ok unload_ok",
        ("L1", 1, "C", 0, "是", "是"),
        ("L1", 2, "H", 20, "是", "是"),
    )
    feed = write_zip(tmp_path / "bus.zip", feed_files())
    day, told = build([feed], own_line("L1"), stops, own)
    assert told == []
    assert list(day.trips) == ["T3", *(f"gtfs1:{key}" for key in ALL)]
    assert [day.trips[key].line_id for key in ("T3", "gtfs1:T3")] == ["L1", "gtfs1:R2"]
