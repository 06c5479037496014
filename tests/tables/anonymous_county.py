"""A county and its twin without names, to be held beside each other."""

from functools import cache
from random import Random

from raw_tables import raw_table, tables
from service_tables import MONDAY

from routing.tables.anonymous.places import Turn
from routing.tables.anonymous.referents import Referents
from routing.tables.anonymous.tables import Anonymous
from routing.tables.build import begin_draft, build_day
from routing.tables.build_parts import read_parts

BASE = tables(
    raw_table(
        "sites",
        "site_id name aliases level township lon lat hours",
        ("C0", "平山中心", None, "centre", None, 120.0, 37.0, "05:00-22:00"),
        ("H0", "东江站", "东江", "hub", "东江镇", 120.1, 37.0, "07:00-19:00"),
        ("V7", "新民村", None, "village", "东江镇", 120.2, 37.0, "08:00-18:00"),
        ("V3", "和平-桥村", None, "village", "东江镇", 120.2, 37.1, "08:00-18:00"),
        ("W0", "西河综合站", None, "hub", None, 119.9, 37.0, "07:00-19:00"),
        ("W1", "西河村", None, "village", "W0", 119.8, 37.0, "08:00-18:00"),
    ),
    raw_table("settings", "key value", ("坐标来源", "GPS"), ("装袋", "合并装袋")),
    raw_table(
        "partners",
        "partner_id name kind aliases",
        ("zt", "中通", "快递", "ZTO"),
        ("yz", "邮政", "邮政", None),
        ("ky", "东江客运", "客运", None),
    ),
    raw_table(
        "goods",
        "goods_class temp bus_allowed rule",
        ("普通", "常温", "是", "accept"),
        ("兽药", "常温", "否", "review"),
    ),
    raw_table(
        "vehicles",
        "vehicle_id plate vehicle_class owner status",
        ("K1", "鲁FA1111", "微面", "中通", None),
        ("K2", "鲁FB2222", "轻货", "邮政", None),
        ("K3", "鲁FC3333", "轻货", "邮政", "备用"),
    ),
    raw_table(
        "demand",
        "site partner items goods_class",
        ("V7", "zt", 12, None),
        ("V7", "yz", 8, None),
        ("和平-桥村", "中通", 5, "普通"),
        ("东江站", "zt", 3, None),
        ("西河村", "邮政", 7, None),
        ("西河村", "邮政", 2, "兽药"),
    ),
    raw_table(
        "lines",
        "line_id name operator price_basis price",
        ("D9", "城东线", "东江客运", "每袋", 4),
        ("D95", "城西线", "ky", "每袋", 4),
    ),
    raw_table(
        "stop_times",
        "line_id seq site offset_min load_ok unload_ok",
        ("D9", 1, "C0", 0, "是", "否"),
        ("城东线", 2, "东江站", 20, "是", "是"),
        ("D9", 3, "V7", 35, "是", "是"),
        ("D95", 1, "平山中心", 0, "是", "是"),
        ("D95", 2, "W1", 35, "是", "是"),
    ),
    raw_table(
        "trips",
        "trip_id line_id departures cap_bags cap_kg days",
        (None, "D9", "08:00、13:00", 9, 200, None),
        (None, "城西线", "8:00;15:30", 9, None, None),
        ("夜班", "D95", "20:00", 9, None, "周日"),
    ),
)


def referents_of(given):
    draft = begin_draft(given, date=MONDAY)
    return Referents(draft, read_parts(draft))


@cache
def nobody():
    return referents_of(BASE)


def anonymous(*made):
    """Return the tables without names of the county with some tables exchanged."""
    return both(*made)[1].tables()


def both(*made):
    given = BASE | tables(*made)
    turn = Turn.of(120.0, 37.0, Random(3))
    return given, Anonymous(referents_of(given), turn)


def findings(read):
    return sorted((f.code, f.row, f.column) for f in read.findings)


def same_day(*made):
    """Build a day and its anonymous twin; return both, and what codes stand for."""
    given, maker = both(*made)
    before = build_day(given, date=MONDAY)
    after = build_day(maker.tables(), date=MONDAY)
    names_of = dict(maker.referents.names.pairs())
    return before, after, names_of


def told(day, names_of=None):
    """Return all that an override may change, in the names of the county."""

    def name(code):
        return code if names_of is None else names_of.get(code, code)

    def trip_name(trip):
        return (name(trip.line_id), trip.departure_time, trip.trip_id[-5:-4])

    return {
        "goods": [
            (
                name(c.origin), name(c.destination), name(c.partner),
                name(c.goods_class), c.items, c.grams, c.cm3, c.ready_time, c.must,
                c.blocked, c.windows,
            )
            for c in day.consignments
        ],
        "sites": {name(key): (s.hours, s.dispatchable) for key, s in day.sites.items()},
        "cars": {
            name(key): (v.shift, v.vehicle_class, v.cap_g, v.owner and name(v.owner),
                        name(v.start_site))
            for key, v in day.vehicles.items()
        },
        "out": [(name(o.vehicle.vehicle_id), o.cause) for o in day.vehicles_out],
        "roads": sorted((name(a), name(b)) for a, b in day.closed_roads),
        "locks": [
            (lock.kind, name(lock.vehicle), tuple(map(name, lock.sites)))
            for lock in day.locks
        ],
        "trips": [
            (*trip_name(t), t.cap_bags, t.cap_g, t.cap_cm3, len(t.changes))
            for t in day.trips.values()
        ],
        "trips_out": [trip_name(out.trip) for out in day.trips_out],
    }  # fmt: skip
