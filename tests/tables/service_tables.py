"""A small county with lines, for tests of scheduled services and handovers."""

import datetime as dt

from raw_tables import raw_table, tables

from routing.tables.build import build_day

MONDAY = dt.date(2026, 3, 9)
BASE = tables(
    raw_table(
        "sites",
        "site_id name level township km_to_hub market_days",
        ("C", "县中心", "centre", None, None, None),
        ("H", "东江站", "hub", "东江镇", 10, None),
        ("V1", "新民村", "village", "东江镇", 3, None),
        ("V2", "和平村", "village", "东江镇", 4, "公历逢9"),
        ("W", "西河站", "hub", "西河乡", 12, None),
        ("W1", "西河村", "village", "西河乡", 4, None),
        ("S", "东江路口", "stop", None, None, None),
    ),
    raw_table(
        "partners",
        "partner_id name kind",
        ("zt", "中通", "快递"),
        ("yt", "圆通", "快递"),
        ("yz", "邮政", "邮政"),
        ("ky", "东江客运", "客运"),
    ),
    raw_table("goods", "goods_class temp bus_allowed", ("普通", "常温", "是")),
    raw_table("vehicles", "plate vehicle_class", ("A1", "微面")),
    raw_table("settings", "key value", ("装袋", "合并装袋")),
    raw_table("demand", "site partner items", ("V1", "zt", 5)),
    raw_table("travel", "from to km min", ("C", "H", 10, 15)),
)
LINE = raw_table(
    "lines",
    "line_id name operator price_basis price",
    ("L1", "城东线", "东江客运", "每袋", 4),
)
STOPS = raw_table(
    "stop_times",
    "line_id seq site offset_min load_ok unload_ok",
    ("L1", 1, "C", 0, "是", "否"),
    ("L1", 2, "H", 20, "是", "是"),
    ("L1", 3, "V1", 35, "否", "是"),
)


def build(*made, date=MONDAY):
    """Build the county with some tables added or exchanged."""
    return build_day(BASE | tables(*made), date=date, travel_given=True)


def with_trips(columns, *rows, date=MONDAY):
    """Build it with trips of line L1."""
    trips = raw_table("trips", f"line_id departures {columns}", *rows)
    return build(LINE, STOPS, trips, date=date)


def codes(read):
    """Return what was found: row, column, code."""
    return [(f.row, f.column, f.code) for f in read.findings]


def clock_times(trip):
    """Return (site, arrival, departure) in minutes of a trip's stops."""
    return [(s.site, s.arrival_time / 60, s.departure_time / 60) for s in trip.stops]
