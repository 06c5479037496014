# ruff: noqa: E501  (one line per trigger reads as a table)
"""Every finding of the schema is triggered by a table, graded, and can be told."""

import datetime as dt

import pytest
from raw_tables import raw_table, tables

from routing.tables.build import build_day
from routing.tables.finding import Grade
from routing.tables.render import render
from routing.texts import catalogue

DATE = dt.date(2026, 3, 9)

BASE = tables(
    raw_table(
        "sites",
        "site_id name level township km_to_hub",
        ("C", "县中心", "centre", None, None),
        ("H", "东江站", "hub", "东江镇", 10),
        ("V1", "新民村", "village", "东江镇", 3),
        ("V2", "和平村", "village", "东江镇", 4),
    ),
    raw_table(
        "partners",
        "partner_id name kind",
        ("zt", "中通", "快递"),
        ("yz", "邮政", "邮政"),
    ),
    raw_table("vehicles", "plate vehicle_class", ("A1", "微面"), ("A2", "三轮")),
    raw_table("demand", "site partner items", ("V1", "zt", 12), ("V2", "yz", 8)),
)


def sites(columns, *rows):
    """Add rows to the base's sites; they may have more columns."""
    names = ["site_id", "name", "level", "township", "km_to_hub"]
    extra = [c for c in columns.split() if c not in names]
    old = [[row.cells.get(c) for c in names] + [None] * len(extra)
           for row in BASE["sites"].rows]  # fmt: skip
    new = [
        [dict(zip(columns.split(), row, strict=True)).get(c) for c in names + extra]
        for row in rows
    ]
    return raw_table("sites", " ".join(names + extra), *old, *new)


def boxes(*rows):
    return raw_table("boxes", "type site count litres autonomy_min temp", *rows)


def village(columns, *cells):
    """Add a village of 东江镇, 3 km away, with some columns more."""
    head = "site_id name level township km_to_hub"
    return sites(f"{head} {columns}", ("V3", "三合村", "village", "东江镇", 3, *cells))


def demand(columns, *rows):
    return raw_table("demand", columns, *rows)


def long(*rows):
    return raw_table("demand", "site partner items", *rows)


def override(kind, thing, parameter=None, start=None, end=None):
    return raw_table(
        "overrides",
        "kind object parameter from until reason by",
        (kind, thing, parameter, start, end, "试", "调度"),
    )


def settings(*rows):
    return raw_table("settings", "key value", *rows)


def vehicles(columns, *rows):
    return raw_table("vehicles", f"plate vehicle_class {columns}", *rows)


LINES = raw_table(
    "lines",
    "line_id name operator price_basis price",
    ("L1", "一线", "yz", "每件", 0.3),
)


def stops(*rows):
    columns = "line_id seq site offset_min load_ok unload_ok"
    return raw_table("stop_times", columns, *rows)


def trips(*rows):
    return raw_table("trips", "line_id departures cap_bags", *rows)


def tariffs(columns, *rows):
    return raw_table("tariffs", f"stage payer payee basis price {columns}", *rows)


def located(*rows):
    return raw_table("sites", "site_id name level township lon lat", *rows)


CENTRE = ("C", "县中心", "centre", None, 120.5, 37.6)
GPS = settings(("坐标来源", "GPS"))
GOODS = "goods_class temp bus_allowed"
BAD_GOODS = raw_table("goods", GOODS, ("疫苗", "温", "否"))
COLD_GOODS = raw_table("goods", f"{GOODS} cold_limit_min", ("水果", "冷藏", "否", 60))
BAD_LINE = raw_table("lines", "line_id operator price_basis", ("L1", "yz", "看着给"))
LATE_LOCK = override("lock", "A1", "已装车")

W, S, F = Grade.WARNING, Grade.SET_ASIDE, Grade.FATAL
TRIGGERS = {
    "AGREEMENTS_EMPTY": (W, raw_table("agreements", "partner with")),
    "AGREEMENT_EXPIRED": (
        W, raw_table("agreements", "partner with until", ("zt", "yz", "2025-12-31"))),
    "AGREEMENT_KIND": (
        W, raw_table("agreements", "partner with kind", ("zt", "yz", "快快"))),
    "AMBIGUOUS_NAME": (
        S,
        sites("site_id name level township km_to_hub",
              ("V3", "新民村", "village", "西江镇", 3)),
        long(("新民村", "zt", 1))),
    "AUTONOMY_SEASONS": (S, boxes(("E", "C", 1, 60, "1/2/3", "冷藏"))),
    "BACKLOG_EXCEEDS": (W, demand("site partner items backlog", ("V1", "zt", 3, 5))),
    "BAD_CHANGE": (S, override("items", "V1", "多一点")),
    "BAD_CHOICE": (S, vehicles("", ("A1", "微面"), ("A3", "飞船"))),
    "BAD_COLD_STORAGE": (S, village("cold_storage", "2.5")),
    "BAD_COMPARTMENTS": (
        S, vehicles("temp_compartments", ("A1", "微面", None), ("A3", "轻货", "冷藏2"))),
    "BAD_DATE": (S, village("last_served", "昨天")),
    "BAD_DELAY": (S, override("driver_late", "A1", "晚些")),
    "BAD_FLAG": (S, village("dispatchable", "也许")),
    "BAD_LOCK": (S, override("lock", "V1", "顺序:V2")),
    "BAD_MARKET_DAYS": (S, village("market_days", "随时")),
    "BAD_NUMBER": (S, long(("V1", "zt", "三十"))),
    "BAD_POLYGON": (
        S, raw_table("bans", "area vehicle_classes times",
                     ("120 37;121 37", "轻货", "07:00-09:00"))),
    "BAD_ROAD": (S, override("road_closed", "V1到月亮")),
    "BAD_SERVICE_DAYS": (S, village("service_days", "有空")),
    "BAD_SETTING": (F, settings(("date", "明天"))),
    "BAD_TIME": (S, demand("site partner items deadline", ("V1", "zt", 3, "中午"))),
    "BAD_VEHICLE_KEY": (S, override("extra_vehicle", "A9", "轻货;color=red")),
    "BAD_WINDOW": (S, village("hours", "全天")),
    "BAGGING_MISSING": (W, LINES),
    "BOX_AMBIENT": (S, boxes(("E", "C", 1, 60, 240, "常温"))),
    "BOX_TWICE": (
        S, boxes(("E", "C", 1, 60, 240, "冷藏"), ("E", "C", 2, 60, 240, "冷藏"))),
    "BAN_NO_SITE": (
        W, raw_table("bans", "area vehicle_classes times",
                     ("120 37;121 37;121 38", "轻货", "07:00-09:00"))),
    "BAN_NO_TIME": (
        W, raw_table("bans", "area vehicle_classes times", ("V1", "轻货", "07:00-07:00"))),
    "BAN_PERMIT_UNKNOWN": (
        W, raw_table("bans", "area vehicle_classes times permits",
                     ("V1", "轻货", "07:00-09:00", "A1、A9"))),
    "BREAK_TOO_LONG": (
        S, vehicles("breaks", ("A1", "微面", None), ("A3", "轻货", "90@11:00-12:00"))),
    "BULKHEAD_EXCEEDS": (
        S, vehicles("cap_m3 temp_compartments", ("A1", "微面", None, None),
                    ("A3", "轻货", 4, "冷藏:2;常温:2 或 冷藏:5"))),
    "CAPACITY_MISSING": (S, LINES, trips(("L1", "07:30", None))),
    "CELL_MISSING": (S, long((None, "zt", 3))),
    "CENTRE_CLOSED": (F, override("site_closed", "C")),
    "CENTRE_MISSING": (
        F, raw_table("sites", "site_id name level", ("V1", "新民村", "village"))),
    "CENTRE_NO_POSITION": (
        F, GPS, located(("C", "县中心", "centre", None, None, None),
                        ("V1", "新民村", "village", "东江镇", 120.5, 37.5))),
    "CENTRE_SEVERAL": (
        F, sites("site_id name level", ("C2", "二中心", "centre"))),
    "CLASS_MISSING": (S, override("extra_vehicle", "A9")),
    "COLD_STORAGE_AMBIENT": (S, village("cold_storage", "冷藏:2;常温:5")),
    "COLUMN_MISSING": (F, raw_table("vehicles", "plate", ("A1",))),
    "COMPARTMENTS_EXCEED": (
        S, vehicles("cap_m3 temp_compartments", ("A1", "微面", None, None),
                    ("A3", "轻货", 4, "冷藏:2;常温:3"))),
    "COORD_FAR": (
        W, GPS, located(CENTRE, ("V1", "新民村", "village", "东江镇", 120.6, 37.6),
                        ("V2", "和平村", "village", "东江镇", 123.6, 37.6))),
    "COORD_HALF": (W, GPS, village("lon", 120.5)),
    "COORD_RANGE": (S, GPS, village("lon lat", 0, 0)),
    "COORD_SWAPPED": (S, GPS, village("lon lat", 37.6, 120.5)),
    "CRS_MISSING": (F, village("lon lat", 120.5, 37.6)),
    "DATES_BACKWARDS": (
        S, raw_table("agreements", "partner with from until",
                     ("zt", "yz", "2026-05-01", "2026-01-01"))),
    "DATE_MISSING": (F,),
    "DEMAND_JOINED": (W, long(("V1", "zt", 3), ("V1", "zt", 4))),
    "DUPLICATE_ID": (S, vehicles("", ("A1", "微面"), ("A1", "轻货"))),
    "DUPLICATE_ORDER": (
        S, raw_table("orders", "order_id site partner",
                     ("1", "V1", "zt"), ("1", "V1", "zt"))),
    "DUPLICATE_SETTING": (S, settings(("装袋", "合并装袋"), ("bagging", "分袋"))),
    "EXCLUDED_AS_DEFERRED": (W, override("exclude", "V1·中通")),
    "FORMULA_ERROR": (
        S, raw_table("demand", "site partner items", ("V1", "zt", 3),
                     errors={(2, "items"): "#REF!"})),
    "GOES_NOWHERE": (S, long(("C", "zt", 3))),
    "GOODS_UNKNOWN_PAIR": (
        W, raw_table("goods", f"{GOODS} incompatible_with", ("农药", "常温", "否", "食品"))),
    "HUB_NOT_TOWNSHIP": (
        W, raw_table("sites", "name level township km_to_hub",
                     ("县中心", "centre", None, None), ("东江镇", "hub", None, 10),
                     ("V1", "village", "东江镇", 3)),
        long(("东江镇", "zt", 3))),
    "INSPECTION_EXPIRED": (
        W, vehicles("inspected_until", ("A1", "微面", None), ("A3", "轻货", "2025-01-01"))),
    "INSURANCE_EXPIRED": (
        W, vehicles("insured_until", ("A1", "微面", None), ("A3", "轻货", "2025-01-01"))),
    "ITEMS_BELOW_ZERO": (W, override("items", "V1·中通", "-20")),
    "ITEMS_UNREADABLE": (W, long(("V1", "zt", "三十"))),
    "KM_FROM_CENTRE": (
        W, sites("site_id name level township km_to_hub",
                 ("V3", "三合村", "village", "西江镇", 9))),
    "LAST_SERVED_MISSING": (W, village("service_days", "每周3次")),
    "LATE_MAX_ALONE": (
        W, raw_table("demand", "site partner items late_max_min", ("V1", "zt", 3, 20))),
    "LATE_NEVER": (
        W, raw_table("demand", "site partner items late_yuan_min", ("V1", "zt", 3, 2))),
    "LEVEL_INFERRED": (
        W, raw_table("sites", "site_id name township km_to_hub",
                     ("C", "县中心", None, None), ("H", "东江站", None, 9),
                     ("V1", "新民村", "H", 3), ("V2", "和平村", "H", 4))),
    "LIMITS_BACKWARDS": (
        S, tariffs("tier_from tier_to", ("分拣", "zt", "yz", "每件", 1, 10, 5))),
    "LOCKED_VEHICLE_OUT": (
        W, vehicles("status", ("A1", "微面", "停用"), ("A2", "三轮", None)),
        override("lock", "A1", "V1")),
    "LOCK_NEEDS_FROM": (W, LATE_LOCK),
    "LOST_GOODS": (
        S, BAD_GOODS, demand("site partner items goods_class", ("V1", "zt", 3, "疫苗"))),
    "LOST_LINE": (S, BAD_LINE, trips(("L1", "07:30", 4))),
    "LOST_PARTNER": (
        S, raw_table("partners", "partner_id name kind ready_time",
                     ("zt", "中通", "快递", "早"), ("yz", "邮政", "邮政", None))),
    "LOST_SITE": (S, village("hours", "全天"), long(("三合村", "zt", 3))),
    "LOST_VEHICLE": (
        S, vehicles("cap_kg", ("A1", "微面", None), ("A3", "轻货", "重")),
        override("vehicle_out", "A3")),
    "MARKET_DAYS_MISSING": (W, village("service_days", "赶集日")),
    "NEGATIVE": (S, long(("V1", "zt", -3))),
    "NOT_WHOLE": (S, long(("V1", "zt", 3.5))),
    "NO_COORDINATE": (S, sites("site_id name level", ("V3", "三合村", "village"))),
    "NO_USABLE_VEHICLE": (F, vehicles("status", ("A1", "微面", "停用"))),
    "OFFSET_BACKWARDS": (
        S, LINES, stops(("L1", 1, "C", 30, "是", "是"), ("L1", 2, "V1", 20, "是", "是"))),
    "OFFSET_MISSING": (
        S, LINES, stops(("L1", 1, "C", 0, "是", "是"), ("L1", 2, "V1", None, "是", "是"))),
    "ORDERS_DIFFER": (W, raw_table("orders", "order_id site partner", ("1", "V1", "zt"))),
    "OVERRIDE_NOT_TODAY": (W, override("vehicle_out", "A1", None, "2026-03-10")),
    "OVERRIDE_NO_MATCH": (W, override("exclude", "V2·中通")),
    "OVERRIDE_OUTSIDE_SHIFT": (
        W, override("vehicle_out", "A1", None, "21:00", "22:00")),
    "OWN_DEPOT_UNKNOWN": (
        W, raw_table("partners", "partner_id name kind own_depot",
                     ("zt", "中通", "快递", "仓库"), ("yz", "邮政", "邮政", None))),
    "PLACE_AMID_TOWNSHIP": (
        W, GPS, located(CENTRE, ("V1", "新民村", "village", "西江镇", 120.6, 37.6),
                        ("V2", "和平村", "village", "西江镇", None, None))),
    "PLACE_ESTIMATED": (
        W, sites("site_id name level township", ("V3", "三合村", "village", "东江镇"))),
    "PRECOOLED_AMBIENT": (
        W, raw_table("pickups", "kind site partner items precooled_at",
                     ("揽收", "V1", "zt", 3, "09:30"))),
    "PRECOOLED_TOO_LATE": (
        S, COLD_GOODS,
        raw_table("pickups", "kind site partner goods_class items window precooled_at",
                  ("揽收", "V1", "zt", "水果", 3, "08:00-09:00", "09:30"))),
    "PRICE_UNKNOWN": (
        W, raw_table("lines", "line_id operator price_basis", ("L1", "yz", "每件"))),
    "RECIPIENT_FEE": (S, tariffs("", ("代投", "收件人", "yz", "每件", 1))),
    "ROAD_CLOSED_ALL_DAY": (W, override("road_closed", "V1-V2", None, "08:00")),
    "SERVED_AT_ORIGIN": (S, village("served_by", "C"), long(("V3", "zt", 3))),
    "SERVED_BY_UNKNOWN": (W, village("served_by", "新名村")),
    "SITE_WITHOUT_PLACE": (
        S, sites("site_id name level", ("V3", "三合村", "village")), long(("V3", "zt", 3))),
    "STAND_UNKNOWN": (W, override("vehicle_out", "A1", "月亮", "10:00", None)),
    "TABLE_EMPTY": (F, raw_table("sites", "site_id name level township")),
    "TABLE_MISSING": (F, "vehicles"),
    "TOO_LARGE": (S, long(("V1", "zt", 123456789))),
    "TOO_MANY_BULKHEADS": (
        S, vehicles("temp_compartments", ("A1", "微面", None),
                    ("A3", "轻货", "|".join(["冷藏:2"] * 17)))),
    "TOWNSHIP_MISSING": (
        W, GPS, located(CENTRE, ("V1", "新民村", "village", None, 120.6, 37.6),
                        ("V2", "和平村", "village", None, 120.6, 37.6))),
    "TOWNSHIP_TOTAL_LESS": (W, long(("东江镇", "zt", 10), ("V1", "zt", 12))),
    "TOWNSHIP_WITHOUT_HUB": (
        W, sites("site_id name level township km_to_hub",
                 ("V3", "三合村", "village", "西江镇", 9))),
    "TOWNSHIP_WITHOUT_VILLAGES": (
        W, sites("site_id name level township km_to_hub",
                 ("H2", "西江站", "hub", "西江镇", 9)),
        long(("西江镇", "zt", 10))),
    "UNKNOWN_GOODS": (
        S, demand("site partner items goods_class", ("V1", "zt", 3, "玻璃"))),
    "UNKNOWN_LINE": (S, LINES, trips(("L2", "07:30", 4))),
    "UNKNOWN_OBJECT": (S, override("exclude", "月亮")),
    "UNKNOWN_PARTNER": (S, long(("V1", "圆通", 3))),
    "UNKNOWN_PARTNER_COLUMN": (S, demand("site zt 圆通", ("V1", 3, 4))),
    "UNKNOWN_SETTING": (W, settings(("色彩", "红"))),
    "UNKNOWN_SITE": (S, long(("月亮", "zt", 3))),
    "UNKNOWN_TOWNSHIP": (
        S, tariffs("township", ("分拣", "zt", "yz", "每件", 1, "月亮镇"))),
    "UNKNOWN_TRIP": (S, override("trip_cancelled", "L9-0730")),
    "UNKNOWN_VEHICLE": (S, override("vehicle_out", "B1")),
    "USUAL_VEHICLE_UNKNOWN": (W, village("usual_vehicle", "B1")),
    "VEHICLE_OUT_ALL_DAY": (W, override("vehicle_out", "A1", None, "10:00", "12:00")),
    "WINDOW_BACKWARDS": (S, village("hours", "18:00-08:00")),
    "ZERO": (S, vehicles("cap_kg", ("A1", "微面", None), ("A3", "轻货", 0))),
}  # fmt: skip


def test_every_code_of_the_catalogue_has_a_trigger():
    assert sorted(TRIGGERS) == sorted(catalogue.family("findings_schema"))


@pytest.mark.parametrize("code", sorted(TRIGGERS))
def test_trigger(code):
    grade, *changes = TRIGGERS[code]
    given = dict(BASE)
    for change in changes:
        if isinstance(change, str):
            del given[change]
        else:
            given[change.name] = change
    read = build_day(given, date=None if code == "DATE_MISSING" else DATE)
    found = [finding for finding in read.findings if finding.code == code]
    assert found, [finding.code for finding in read.findings]
    assert {finding.grade for finding in found} == {grade}
    assert (read.day is None) == any(f.grade is Grade.FATAL for f in read.findings)
    for finding in read.findings:
        assert finding.code in render(finding)
        assert finding.code in render(finding, "en")
        assert "{" not in render(finding)


def test_the_base_itself_has_no_findings():
    assert build_day(BASE, date=DATE).findings == []
