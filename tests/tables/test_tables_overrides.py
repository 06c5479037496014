"""Overrides of places, fleet and goods, each by its effect on the day."""

import datetime as dt

import pytest
from raw_tables import raw_table, tables

from routing.domain.day import LockKind
from routing.domain.past import Breakdown
from routing.domain.reason import ReasonCode
from routing.domain.window import TimeWindow
from routing.tables.build import build_day

DATE = dt.date(2026, 3, 9)
H = 3600

BASE = tables(
    raw_table(
        "sites",
        "site_id name level township km_to_hub hours",
        ("C", "县中心", "centre", None, None, None),
        ("H", "东江站", "hub", "东江镇", 10, None),
        ("V1", "新民村", "village", "东江镇", 3, "08:00-12:00;14:00-18:00"),
        ("V2", "三里-桥村", "village", "东江镇", 4, None),
    ),
    raw_table(
        "partners",
        "partner_id name kind ready_time",
        ("zt", "中通", "快递", "07:00"),
        ("yz", "邮政", "邮政", "07:00"),
    ),
    raw_table(
        "goods", "goods_class temp bus_allowed rule", ("兽药", "常温", "否", "审核")
    ),
    raw_table(
        "vehicles",
        "plate vehicle_class shift status",
        ("A1", "微面", "07:00-19:00", None),
        ("A2", "三轮", "07:00-19:00", None),
        ("A3", "轻货", "07:00-19:00", "备用"),
    ),
    raw_table(
        "demand",
        "site partner items goods_class ready_time",
        ("V1", "zt", 12, None, None),
        ("V1", "yz", 8, None, "08:00"),
        ("V2", "yz", 5, None, None),
        ("V2", "zt", 2, "兽药", None),
    ),
)


def build(*rows):
    columns = "kind object parameter from until reason by"
    full = [(*row, *[None] * (5 - len(row)), "试", "调度") for row in rows]
    given = BASE | tables(raw_table("overrides", columns, *full))
    return build_day(given, date=DATE)


def _broken(time, site=None):
    return Breakdown(vehicle="A1", time=time, site=site)


def codes(read):
    return [finding.code for finding in read.findings]


def blocked(day):
    return [(c.destination, c.partner, c.blocked) for c in day.consignments]


def test_base_is_as_the_tables_say():
    read = build()
    assert codes(read) == []
    assert list(read.day.vehicles) == ["A1", "A2"]
    assert [(o.vehicle.vehicle_id, o.cause) for o in read.day.vehicles_out] == [
        ("A3", "RESERVE")
    ]
    assert blocked(read.day)[3] == ("V2", "zt", ReasonCode.NEEDS_REVIEW)


def test_vehicle_out_for_the_day_or_part_of_it():
    day = build(("停用车辆", "A1")).day
    assert list(day.vehicles) == ["A2"]
    assert [o.cause for o in day.vehicles_out] == ["OVERRIDE", "RESERVE"]
    later = build(("vehicle_out", "A1", None, "06:00", "10:00")).day.vehicles["A1"]
    assert later.shift == TimeWindow(10 * H, 19 * H)
    sooner = build(("vehicle_out", "A1", None, "15:00")).day.vehicles["A1"]
    assert sooner.shift == TimeWindow(7 * H, 15 * H)


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        # Out all day, from an instant on, and where it stands by name and by id.
        (("停用车辆", "A1"), Breakdown(vehicle="A1")),
        (("停用车辆", "A1", "新民村", "08:30"), _broken(8 * H + 1800, "V1")),
        (("停用车辆", "A1", "V2", "2026-03-09 08:30"), _broken(8 * H + 1800, "V2")),
        # Between two instants: it is out all day, as the warning says.
        (("停用车辆", "A1", None, "10:00", "12:00"), _broken(10 * H)),
        (("停用车辆", "A1", "月亮", "10:00"), _broken(10 * H)),
        # It comes back, or it had gone home: nothing is lost.
        (("停用车辆", "A1", None, None, "10:00"), None),
        (("停用车辆", "A1", None, "19:30"), None),
    ],
)
def test_vehicles_that_break_down(row, broken):
    read = build(row)
    assert read.day.breakdowns == ((broken,) if broken else ())
    # An unknown place is told, and the vehicle is out all the same.
    assert ("STAND_UNKNOWN" in codes(read)) == ("月亮" in row)
    if broken:
        shift = read.day.vehicles.get("A1", read.day.vehicles_out[0].vehicle).shift
        late = shift.late == broken.time
        assert late or "A1" not in read.day.vehicles


@pytest.mark.parametrize(
    ("start", "end", "out"),
    [
        ("2026-03-09", None, True),
        ("2026-03-01", "2026-03-31", True),
        ("2026-03-10", None, False),
        (None, "2026-03-08", False),
        ("2026-03-09 00:00:00", "2026-03-09", True),
    ],
)
def test_overrides_are_dated(start, end, out):
    day = build(("vehicle_out", "A1", None, start, end)).day
    assert ("A1" not in day.vehicles) == out


@pytest.mark.parametrize(
    ("parameter", "start"),
    [
        ("09:00", None),
        ("120", None),
        ("晚120分钟", None),
        ("2小时", None),
        (None, "09:00"),
    ],
)
def test_driver_late(parameter, start):
    vehicle = build(("晚出车", "A1", parameter, start)).day.vehicles["A1"]
    # 07:00 + 120 min = 09:00
    assert vehicle.shift == TimeWindow(9 * H, 19 * H)


def test_extra_vehicle_from_the_reserve_or_hired():
    day = build(("加车", "A3"), ("加车", "B9", "车型=轻货; cap_kg=800; owner=中通")).day
    assert list(day.vehicles) == ["A1", "A2", "A3", "B9"]
    assert (day.vehicles["B9"].cap_g, day.vehicles["B9"].owner) == (800_000, "zt")
    assert build(("加车", "B9", "三轮")).day.vehicles["B9"].cap_g == 180_000


def test_partner_late_lifts_every_ready_time():
    day = build(("品牌晚到", "邮政", "09:30")).day
    assert [c.ready_time for c in day.consignments] == [
        7 * H,
        9 * H + 1800,
        9 * H + 1800,
        7 * H,
    ]


def test_items_are_added_taken_set_and_made():
    def items(*row):
        return [c.items for c in build(row).day.consignments]

    assert items("items", "V1·中通", "+5") == [17, 8, 5, 2]
    assert items("items", "V1·中通", "-5") == [7, 8, 5, 2]
    assert items("增减件量", "新民村 邮政", "=20") == [12, 20, 5, 2]
    # 30 over 12 and 8: 18 and 12.
    assert items("items", "V1", "=30") == [18, 12, 5, 2]
    assert items("items", "V2·中通·普通", "4") == [12, 8, 5, 2, 4]
    assert items("items", "V2", "=0") == [12, 8]


def test_a_closed_site_holds_its_goods_back():
    day = build(("停业", "新民村")).day
    assert not day.sites["V1"].dispatchable
    assert [reason for _, _, reason in blocked(day)] == [
        ReasonCode.STATION_CLOSED,
        ReasonCode.STATION_CLOSED,
        None,
        ReasonCode.NEEDS_REVIEW,
    ]


def test_a_site_closed_for_hours_loses_them():
    site = build(("停业", "V1", None, "11:00", "15:00")).day.sites["V1"]
    assert site.hours == (TimeWindow(8 * H, 11 * H - 1), TimeWindow(15 * H, 18 * H))
    assert site.dispatchable
    hours = build(("hours", "V1", "10:00-11:00")).day.sites["V1"].hours
    assert hours == (TimeWindow(10 * H, 11 * H),)


def test_roads_close_both_ways_and_names_may_hold_the_sign():
    assert build(("道路中断", "新民村-三里-桥村")).day.closed_roads == (
        ("V1", "V2"),
        ("V2", "V1"),
    )
    assert build(("road_closed", "H→V1", "单向")).day.closed_roads == (("H", "V1"),)


def test_exclude_allow_and_must():
    day = build(
        ("暂不派送", "三里-桥村·邮政"), ("人工放行", "兽药"), ("今日必达", "V1·中通")
    ).day
    assert [reason for _, _, reason in blocked(day)] == [
        None,
        None,
        ReasonCode.DEFERRED_LOW_PRIORITY,
        None,
    ]
    assert [c.must for c in day.consignments] == [True, False, False, False]
    day = build(("exclude", "V1")).day
    assert blocked(day)[0][2] is ReasonCode.STATION_CLOSED


def test_locks_name_a_vehicle_and_sites_in_any_order():
    day = build(("锁定", "A1", "顺序:新民村、V2"), ("lock", "H", "strict A2")).day
    assert [(k.kind, k.vehicle, k.sites) for k in day.locks] == [
        (LockKind.SEQUENCE, "A1", ("V1", "V2")),
        (LockKind.STRICT, "A2", ("H",)),
    ]
    assert (day.locks[0].reason, day.locks[0].by) == ("试", "调度")


def test_conflicting_locks_hold_the_goods_back():
    day = build(("lock", "A1", "V1"), ("lock", "A2", "V1")).day
    assert blocked(day)[0][2] is ReasonCode.LOCK_CONFLICT
    assert blocked(day)[2][2] is None
    read = build(("lock", "A3", "V2"))
    assert "LOCKED_VEHICLE_OUT" in codes(read)
    assert blocked(read.day)[2][2] is ReasonCode.LOCK_CONFLICT
    assert read.day.locks == ()
    assert [(k.vehicle, k.sites) for k in read.day.locks_unkept] == [("A3", ("V2",))]


def test_locks_whose_orders_contradict_hold_the_goods_back():
    day = build(("lock", "A1", "顺序:V1、V2"), ("lock", "A1", "顺序:V2、V1")).day
    assert {row[2] for row in blocked(day)} >= {ReasonCode.LOCK_CONFLICT}
    assert day.locks == ()
    day = build(("lock", "A1", "顺序:V1、V2"), ("lock", "A1", "顺序:H、V1")).day
    assert ReasonCode.LOCK_CONFLICT not in {row[2] for row in blocked(day)}
    assert [lock.sites for lock in day.locks] == [("V1", "V2"), ("H", "V1")]


def test_an_override_without_reason_or_author_is_set_aside():
    columns = "kind object reason by"
    table = raw_table("overrides", columns, ("vehicle_out", "A1", None, None))
    read = build_day(BASE | tables(table), date=DATE)
    assert codes(read) == ["CELL_MISSING", "CELL_MISSING"]
    assert "A1" in read.day.vehicles


def test_bad_overrides_do_not_hide_each_other():
    read = build(
        ("vehicle_out", "A9"),
        ("飞行", "A1"),
        ("hours", "V1", "随时"),
        ("driver_late", "A1", None, "26:00", "08:00"),
        ("lock", "A1", "顺序:月亮村"),
    )
    assert sorted(codes(read)) == [
        "BAD_CHOICE",
        "BAD_WINDOW",
        "UNKNOWN_OBJECT",
        "UNKNOWN_VEHICLE",
        "WINDOW_BACKWARDS",
    ]
    assert sorted(f.row for f in read.findings) == [2, 3, 4, 5, 6]
