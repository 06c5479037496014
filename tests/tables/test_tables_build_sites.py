"""Sites: ids, townships, places, hours, days, classes."""

import datetime as dt

import pytest
from raw_tables import raw_table, tables

from routing.domain.reason import ReasonCode
from routing.domain.vehicle import VehicleClass
from routing.domain.window import TimeWindow
from routing.tables.build import build_day

MONDAY = dt.date(2026, 3, 9)
COLUMNS = "site_id name level township"
CENTRE = ("C", "县中心", "centre", None)


def build(columns, *rows, demand=(), settings=(), **options):
    width = len(columns.split())
    head = (*CENTRE, *[None] * (width - 4))
    given = tables(
        raw_table("sites", columns, head, *rows),
        raw_table("vehicles", "plate vehicle_class", ("A1", "微面")),
        raw_table("demand", "site partner items", *demand),
        raw_table("settings", "key value", *settings),
    )
    return build_day(given, date=MONDAY, **options)


def codes(read):
    return [finding.code for finding in read.findings]


def test_names_alike_are_told_apart_by_township():
    read = build_day(
        tables(
            raw_table(
                "sites",
                "name level township km_to_hub",
                ("县中心", "centre", None, None),
                ("东江站", "hub", "东江镇", 10),
                ("西江站", "hub", "西江镇", 10),
                ("新民村", "村", "东江镇", 3),
                ("新民村", "村", "西江镇", 4),
            ),
            raw_table("vehicles", "plate vehicle_class", ("A1", "微面")),
            raw_table(
                "demand",
                "site township partner items",
                ("新民村", "西江镇", "zt", 5),
                ("东江镇新民村", None, "zt", 7),
            ),
        ),
        date=MONDAY,
    )
    assert codes(read) == []
    assert list(read.day.sites)[3:] == ["东江镇新民村", "西江镇新民村"]
    assert [(c.destination, c.items) for c in read.day.consignments] == [
        ("西江镇新民村", 5),
        ("东江镇新民村", 7),
    ]


def test_township_by_hub_id_name_or_beginning_of_its_name():
    read = build(
        f"{COLUMNS} km_to_hub",
        ("H1", "东江镇共配站", "hub", None, 10),
        ("V1", "甲村", "村", "H1", 1),
        ("V2", "乙村", "村", "东江镇共配站", 2),
        ("V3", "丙村", "村", "东江镇", 3),
    )
    assert codes(read) == []
    assert [read.day.sites[v].township for v in ("V1", "V2", "V3")] == ["H1"] * 3
    assert read.day.sites["H1"].township is None
    assert ("sites.township.东江镇", "东江镇共配站", "assumed") in read.day.assumptions


def test_places_without_coordinates_follow_the_township():
    read = build(
        f"{COLUMNS} km_to_hub",
        ("H1", "东江站", "hub", "东江镇", 18),
        ("V1", "甲村", "村", "东江镇", 2),
        ("V2", "乙村", "村", "东江镇", 6),
        ("V3", "丙村", "村", "东江镇", None),
        ("H2", "西江站", "hub", "西江镇", None),
    )
    sites = read.day.sites
    # The median of 2 and 6 km is 4 km; the other hub is 18 km from the centre.
    assert sites["V3"].metres_to_hub == 4000
    assert sites["H2"].metres_to_hub == 18_000
    assert all(sites[v].position_estimated for v in ("V1", "V3", "H2"))
    assert codes(read) == ["PLACE_ESTIMATED", "PLACE_ESTIMATED"]


def test_median_of_the_township_from_coordinates():
    # One degree of latitude is 111,195 m: 0.01 and 0.03 degrees × 1.4 on the road
    # are 1,557 and 4,670 m, their median 3,113 m.
    read = build(
        f"{COLUMNS} lon lat",
        ("H1", "东江站", "hub", "东江镇", 120.0, 37.0),
        ("V1", "甲村", "村", "东江镇", 120.0, 37.01),
        ("V2", "乙村", "村", "东江镇", 120.0, 37.03),
        ("V3", "丙村", "村", "东江镇", None, None),
        settings=[("坐标来源", "GPS")],
        travel_given=True,
    )
    assert read.day.sites["V3"].metres_to_hub == pytest.approx(3113, abs=2)
    assert read.day.sites["V1"].position_estimated is False


def test_coordinates_that_are_an_estimate_are_used_and_marked():
    # V3 has none; its township has no hub: amid the other two, that is 37.02.
    read = build(
        f"{COLUMNS} lon lat position_estimated",
        ("V1", "甲村", "村", "东江镇", 120.0, 37.01, "是"),
        ("V2", "乙村", "村", "东江镇", 120.0, 37.03, "否"),
        ("V3", "丙村", "村", "东江镇", None, None, None),
        settings=[("坐标来源", "GPS")],
        travel_given=True,
    )
    found = [(s.lat, s.position_estimated) for s in read.day.sites.values()]
    assert found == [
        (None, False), (37.01, True), (37.03, False), (pytest.approx(37.02), True)
    ]  # fmt: skip


def test_market_day_and_roads_that_rain_closes_are_known():
    # The day is a Monday.
    read = build(
        f"{COLUMNS} km_to_hub market_days dry_only",
        ("H1", "东江站", "hub", "东江镇", 18, None, None),
        ("V1", "甲村", "村", "东江镇", 2, "周一", None),
        ("V2", "乙村", "村", "东江镇", 6, "周二", "是"),
    )
    found = {s.site_id: (s.market_today, s.dry_only) for s in read.day.sites.values()}
    assert found == {
        "C": (False, False),
        "H1": (False, False),
        "V1": (True, False),
        "V2": (False, True),
    }


def test_no_place_and_no_township_sets_the_site_and_its_demand_aside():
    rows = [("V1", "甲村", "村", None)]
    read = build(COLUMNS, *rows, demand=[("V1", "zt", 9)])
    assert "V1" not in read.day.sites
    [lost] = read.day.set_aside
    assert (lost.items, lost.reason) == (9, ReasonCode.NO_COORDINATE)
    with_travel = build(COLUMNS, *rows, demand=[("V1", "zt", 9)], travel_given=True)
    assert [c.items for c in with_travel.day.consignments] == [9]


def test_swapped_coordinates_are_set_aside_with_their_demand():
    read = build(
        f"{COLUMNS} lon lat",
        ("V1", "甲村", "村", "东江镇", 37.01, 120.0),
        ("V2", "乙村", "村", "东江镇", 120.0, 37.03),
        demand=[("V1", "zt", 9), ("V2", "zt", 1)],
        settings=[("坐标来源", "GPS")],
        travel_given=True,
    )
    assert codes(read)[:1] == ["COORD_SWAPPED"]
    assert [(a.items, a.reason) for a in read.day.set_aside] == [
        (9, ReasonCode.BAD_ROW)
    ]


def test_service_days_block_with_the_right_reason():
    read = build(
        f"{COLUMNS} km_to_hub service_days last_served market_days dispatchable "
        "dry_only",
        ("V1", "甲村", "村", "东江镇", 1, "周二四", None, None, None, None),
        ("V2", "乙村", "村", "东江镇", 1, "每周3次", "2026-03-08", None, None, None),
        ("V3", "丙村", "村", "东江镇", 1, "周二四", None, "周一", None, None),
        ("V4", "丁村", "村", "东江镇", 1, None, None, None, "否", None),
        ("V5", "戊村", "村", "东江镇", 1, None, None, None, None, "是"),
        ("V6", "己村", "村", "东江镇", 1, None, None, None, None, None),
        demand=[(f"V{n}", "zt", 1) for n in range(1, 7)],
        settings=[("天气", "小雨")],
    )
    assert [c.blocked for c in read.day.consignments] == [
        ReasonCode.NOT_SERVICE_DAY,
        ReasonCode.NOT_SERVICE_DAY,
        None,
        ReasonCode.STATION_CLOSED,
        ReasonCode.UNREACHABLE,
        None,
    ]


def test_served_by_sends_goods_elsewhere():
    read = build(
        f"{COLUMNS} km_to_hub served_by",
        ("V1", "甲村", "村", "东江镇", 1, "乙村"),
        ("V2", "乙村", "村", "东江镇", 1, None),
        demand=[("V1", "zt", 4), ("V2", "zt", 5)],
    )
    assert [(c.destination, c.items) for c in read.day.consignments] == [("V2", 9)]
    assert read.day.sites["V1"].served_by == "V2"


def test_every_column_of_a_site_reaches_the_domain():
    columns = (
        f"{COLUMNS} km_to_hub hours service_min sec_per_item handling_min sorts "
        "sort_rate docks security_check chargers storage_items stock_items "
        "allowed_classes usual_vehicle chute population keeper phone"
    )
    read = build(
        columns,
        ("H1", "东江站", "hub", "东江镇", 18, "07:00-11:30;13:00-19:00", 4.5, 3, 25,
         "是", 900, 2, "是", 1, 800, 30, "微面、轻货", "A1", "12", 5000, "李站长",
         "13812345678"),
    )  # fmt: skip
    hub = read.day.sites["H1"]
    assert hub.hours == (TimeWindow(25_200, 41_400), TimeWindow(46_800, 68_400))
    assert (hub.service_duration, hub.sec_per_item, hub.handling_duration) == (
        270,
        3,
        1500,
    )
    assert (hub.sorts, hub.sort_rate, hub.docks, hub.chargers) == (True, 900, 2, 1)
    assert (hub.storage_items, hub.stock_items, hub.population) == (800, 30, 5000)
    assert hub.allowed_classes == (VehicleClass.MICROVAN, VehicleClass.LIGHT)
    assert (hub.usual_vehicle, hub.chute, hub.security_check) == ("A1", "12", True)
    assert hub.contact.name == "李站长"
    assert read.day.sites["C"].security_check


def test_largest_class_allows_the_smaller_ones():
    table = raw_table(
        "sites",
        "name level max_vehicle_class",
        ("县中心", "centre", None),
        ("客运站", "station", "微面"),
    )
    vehicles = raw_table("vehicles", "plate vehicle_class", ("A1", "微面"))
    demand = raw_table("demand", "site partner items")
    given = tables(table, vehicles, demand)
    read = build_day(given, date=MONDAY, travel_given=True)
    assert read.day.sites["客运站"].allowed_classes == (
        VehicleClass.TRICYCLE,
        VehicleClass.MICROVAN,
    )


@pytest.mark.parametrize(
    ("days", "market", "expected"),
    [
        (None, None, 7),
        ("每日", "逢3、8", 7),
        ("周一三五", None, 3),
        ("周一至周五", None, 5),
        # A promise of 3 counts 3, though served every 7 // 3 = 2 days.
        ("每周3次", None, 3),
        ("隔日", None, 3.5),
        # Two tenths of seven days: 7 x 2 / 10.
        ("逢3、8", None, 1.4),
        # Three days, and two tenths of the other four: 3 + 4 x 0.2.
        ("周一三五", "逢3、8", 3.8),
        # The market's Friday is one of the three; its Sunday is a fourth day.
        ("周一三五", "周五日", 4),
        ("赶集日", "逢3、8", 1.4),
        ("赶集日", "周二五", 2),
        # Three kept days, and Sunday on the 4 / 7 of Sundays that are not.
        ("每周3次", "周日", 3.57),
        # Nobody says when the market is.
        ("赶集日", None, None),
    ],
)
def test_services_in_a_usual_week(days, market, expected):
    row = ("V1", "甲村", "村", "H1", 3, days, market)
    columns = f"{COLUMNS} km_to_hub service_days market_days"
    read = build(columns, ("H1", "东江站", "hub", None, 5, None, None), row)
    assert read.day.sites["V1"].services_per_week == expected
    assert read.day.sites["H1"].services_per_week == 7
