"""Stops of a feed as sites: joined by id, name or place, never silently far."""

import datetime as dt

import pytest
from gtfs_feeds import SITES, build_with, feed_files, write_zip
from raw_tables import raw_table, tables

from routing.domain.site import Level

MONDAY = dt.date(2026, 3, 9)
M = 60


@pytest.fixture
def feed(tmp_path):
    return write_zip(tmp_path / "bus.zip", feed_files())


def test_stops_become_sites_by_id_name_or_nearness(feed):
    day, _, _ = build_with(feed, MONDAY)
    sites = [stop.site for stop in day.trips["T1"].stops]
    # P0 is 44 m from the centre: the same place. P2 has the name of V1, 111 m
    # away. P1 is 222 m from H: its own stop, H is reached in 4 minutes on foot.
    assert sites == ["C", "P1", "V1", "P3"]
    centre, cross, village, bridge = day.trips["T1"].stops
    assert (centre.handover_sites, centre.walk_duration) == ((), 0)
    assert (cross.handover_sites, cross.walk_duration) == (("H",), 4 * M)
    assert (village.handover_sites, village.walk_duration) == (("V1",), 2 * M)
    assert (bridge.handover_sites, bridge.walk_duration) == ((), 0)
    stop = day.sites["P3"]
    assert (stop.name, stop.level, stop.lon, stop.lat) == (
        "和平桥",
        Level.STOP,
        120.3,
        37.0,
    )
    assert list(day.sites) == ["C", "H", "V1", "V2", "P1", "P3"]


def test_how_far_stops_are_from_their_sites_is_said(feed):
    _, found, _ = build_with(feed, MONDAY)
    joined = next(f for f in found if f.code == "GTFS_STOPS_JOINED")
    assert (joined.details["count"], joined.details["metres"]) == ("2", "111")
    assert (joined.details["stop"], joined.details["site"]) == ("新民村", "V1")


def test_a_stop_of_the_same_name_far_away_is_another_place(feed):
    far = raw_table(
        "sites",
        "site_id name level township lon lat",
        *(
            (row.cells["site_id"], row.cells["name"], row.cells["level"],
             row.cells.get("township"),
             "120.8" if row.cells["site_id"] == "V1" else row.cells["lon"], "37.0")
            for row in SITES.rows
        ),
    )  # fmt: skip
    day, found, _ = build_with(feed, MONDAY, far)
    assert day.trips["T1"].stops[2].site == "P2"
    # Demand still finds the village: the stop has a name of its own.
    assert day.sites["P2"].name == "新民村·P2"
    assert day.consignments[0].destination == "V1"
    [finding] = [f for f in found if f.code == "GTFS_STOP_FAR"]
    assert (finding.details["stop"], finding.details["site"]) == ("P2", "V1")
    # 0.6 degrees of longitude at 37 degrees north.
    assert 53_000 < int(finding.details["metres"]) < 53_500


def test_an_id_that_a_site_has_is_not_taken_twice(tmp_path):
    files = feed_files(
        stops=[("P3,和平桥", "V2,和平桥")], stop_times=[(",P3,", ",V2,")]
    )
    day, _, _ = build_with(write_zip(tmp_path / "bus.zip", files), MONDAY)
    assert day.trips["T1"].stops[3].site == "gtfs:V2"
    assert day.sites["V2"].name == "和平村"


@pytest.mark.parametrize("crs", ["高德", "百度", "GPS"])
def test_stops_stand_where_the_feed_says_in_any_system(feed, crs):
    settings = raw_table("settings", "key value", ("坐标来源", crs), ("装袋", "合并"))
    day, _, _ = build_with(feed, MONDAY, settings)
    assert day.sites["P3"].lon == pytest.approx(120.3, abs=1e-6)
    assert day.sites["P3"].lat == pytest.approx(37.0, abs=1e-6)


def test_sites_without_coordinates_learn_their_system(feed):
    plain = tables(
        raw_table(
            "sites",
            "site_id name level township km_to_hub",
            ("C", "县客运站", "centre", None, None),
            ("V1", "新民村", "village", "东江镇", 3),
        ),
        raw_table("settings", "key value", ("装袋", "合并装袋")),
    )
    day, found, made = build_with(feed, MONDAY, *plain.values())
    # By name alone they are the same; the rest stand at the feed's coordinates,
    # so that the centre needs one too: said once, with the way out.
    assert [f.code for f in found if f.grade == "fatal"] == ["CENTRE_NO_POSITION"]
    assert day is None
    assert made["settings"].rows[-1].cells == {"key": "coord_source", "value": "wgs84"}


def test_numbers_alone_join_no_site_without_coordinates(tmp_path):
    files = feed_files(
        stops=[("P1,东江路口", "H,东江路口"), ("P3,和平桥", "V2,和平村")],
        stop_times=[(",P1,", ",H,"), (",P3,", ",V2,")],
    )
    bare = raw_table(
        "sites",
        "site_id name level township lon lat km_to_hub",
        ("C", "县中心", "centre", None, 120.0005, 37.0, None),
        ("H", "东江站", "hub", "东江镇", None, None, 12),
        ("V1", "新民村", "village", "东江镇", 120.2, 37.0, None),
        ("V2", "和平村", "village", "东江镇", None, None, 3),
    )
    day, found, _ = build_with(write_zip(tmp_path / "bus.zip", files), MONDAY, bare)
    # H is a stop's id and a site's, which may mean nothing; 和平村 is its name too.
    assert [s.site for s in day.trips["T1"].stops] == ["C", "gtfs:H", "V1", "V2"]
    joined = next(f for f in found if f.code == "GTFS_STOPS_JOINED")
    assert (joined.details["count"], joined.details["unseen"]) == ("3", "1")


def test_levels_that_are_inferred_stay(feed):
    unlevelled = raw_table(
        "sites",
        "site_id name township lon lat",
        ("C", "县中心", None, 120.0005, 37.0),
        ("H", "东江", None, 120.1025, 37.0),
        ("V1", "新民村", "东江", 120.2, 37.0),
    )
    day, found, _ = build_with(feed, MONDAY, unlevelled)
    assert [s.level for s in day.sites.values()] == [
        Level.CENTRE,
        Level.HUB,
        Level.VILLAGE,
        Level.STOP,
        Level.STOP,
    ]
    assert [f.code for f in found].count("LEVEL_INFERRED") == 1
