"""The table of bans as the day has it: sites, times, who is exempt (rule W1b)."""

import pytest
from raw_tables import raw_table
from service_tables import build

from routing.domain.ban import Ban, banned_times
from routing.domain.coordinates import wgs84_to_gcj02
from routing.domain.vehicle import VehicleClass
from routing.domain.window import TimeWindow

COLUMNS = "area vehicle_classes times permits cold_exempt green_exempt"
CARS = raw_table(
    "vehicles",
    "vehicle_id plate vehicle_class green_channel temp_compartments cap_m3",
    ("A1", "皖A00001", "微面", None, None, None),
    ("A2", "皖A00002", "轻货", "是", None, None),
    ("A3", "皖A00003", "轻货", "否", "冷藏:3;常温:5", 8),
)
MORNING = TimeWindow(7 * 3600, 9 * 3600)


def bans_of(*rows, made=()):
    read = build(CARS, raw_table("bans", COLUMNS, *rows), *made)
    return read.day.bans, [(f.row, f.column, f.code) for f in read.findings]


def test_rows_become_bans():
    bans, found = bans_of(
        ("新民村、W", "轻货、微面", "17:00-19:00;07:00-09:00", None, None, None),
        ("V1", "轻货", "07:00-09:00", "皖A00001、A3", "是", "是"),
    )
    assert found == []
    assert bans == (
        Ban(
            sites=frozenset({"V1", "W"}),
            vehicle_classes=(VehicleClass.LIGHT, VehicleClass.MICROVAN),
            times=(MORNING, TimeWindow(17 * 3600, 19 * 3600)),
        ),
        Ban(
            sites=frozenset({"V1"}),
            vehicle_classes=(VehicleClass.LIGHT,),
            times=(MORNING,),
            permits=frozenset({"A1", "A3"}),
            cold_exempt=True,
            green_exempt=True,
        ),
    )


def test_who_is_bound():
    read = build(
        CARS,
        raw_table(
            "bans",
            COLUMNS,
            ("V1", "轻货、微面", "07:00-09:00", "A1", None, None),
            ("V1", "轻货", "08:30-10:00", None, "是", None),
            ("V1", "轻货", "10:00-11:00", None, None, "是"),
            ("V1", "轻货", "12:00-13:00", None, None, None),
        ),
    )
    day = read.day
    assert [car.green_channel for car in day.vehicles.values()] == [False, True, False]
    told = {
        key: [
            (time.early / 3600, time.late / 3600)
            for time in banned_times(day.bans, car, "V1")
        ]
        for key, car in day.vehicles.items()
    }
    assert told == {
        # A permit for the first, no class of the others.
        "A1": [],
        # Overlapping ones are one; the third does not bind the green channel.
        "A2": [(7, 10), (12, 13)],
        # The second does not bind a cold compartment; the third does.
        "A3": [(7, 9), (10, 11), (12, 13)],
    }
    assert banned_times(day.bans, day.vehicles["A2"], "V2") == ()


def test_times_that_touch_are_one():
    bans, _ = bans_of(
        ("V1", "微面", "07:00-08:00", None, None, None),
        ("V1", "微面", "08:00-09:00", None, None, None),
    )
    car = build(CARS).day.vehicles["A1"]
    assert banned_times(bans, car, "V1") == (MORNING,)


LON, LAT = 118.30, 31.30


@pytest.mark.parametrize(("crs", "moved"), [("GPS", False), ("高德", True)])
def test_sites_inside_a_polygon(crs, moved):
    # An L of three squares of 0.1 degrees: B lies in the corner that is cut out.
    places = {"A": (0.05, 0.05), "B": (0.15, 0.15), "D": (0.15, 0.05), "E": (0.3, 0)}
    corners = ((0, 0), (0.2, 0), (0.2, 0.1), (0.1, 0.1), (0.1, 0.2), (0, 0.2))

    def written(x, y):
        lon, lat = LON + x, LAT + y
        if moved:
            lon, lat = (float(v) for v in wgs84_to_gcj02(lon, lat))
        return f"{lon:.6f}", f"{lat:.6f}"

    sites = raw_table(
        "sites",
        "site_id name level township lon lat",
        ("C", "县中心", "centre", None, *written(-0.1, -0.1)),
        ("H", "东江站", "hub", "东江镇", *written(-0.05, 0)),
        *(
            (key, f"{key}村", "village", "东江镇", *written(*at))
            for key, at in places.items()
        ),
    )
    settings = raw_table(
        "settings", "key value", ("装袋", "合并装袋"), ("坐标来源", crs)
    )
    goods = raw_table("demand", "site partner items", ("A", "zt", 5))
    area = ";".join(" ".join(written(*corner)) for corner in corners)
    rows = ((area, "微面", "07:00-09:00", None, None, None),)
    bans, found = bans_of(*rows, made=(sites, settings, goods))
    assert (bans[0].sites, found) == (frozenset({"A", "D"}), [])


def test_everywhere():
    bans, found = bans_of(("*", "微面", "07:00-09:00", None, None, None))
    assert (len(bans[0].sites), found) == (7, [])


def test_what_has_no_effect_is_told_where_it_stands():
    bans, found = bans_of(
        ("V1", "微面", "07:00-07:00", None, None, None),
        ("120 37;121 37;121 38", "微面", "07:00-09:00", None, None, None),
        ("V1", "微面", "07:00-09:00", "A1、皖A00009", None, None),
        ("V1", "微面", "22:00-06:00", None, None, None),
        ("V1", "微面", "07:00-09:00", None, "也许", None),
    )
    assert found == [
        (5, "times", "WINDOW_BACKWARDS"),
        (6, "cold_exempt", "BAD_FLAG"),
        (2, "times", "BAN_NO_TIME"),
        (3, "area", "BAN_NO_SITE"),
        (4, "permits", "BAN_PERMIT_UNKNOWN"),
    ]
    assert len(bans) == 3
    assert bans[2].permits == {"A1"}
