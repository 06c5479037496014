"""Tables that are only checked for form: good rows kept, bad ones set aside."""

import datetime as dt

import pytest
from raw_tables import raw_table, tables

from routing.tables.build import build_day

DATE = dt.date(2026, 3, 9)
BASE = tables(
    raw_table(
        "sites",
        "site_id name level township km_to_hub",
        ("C", "县中心", "centre", None, None),
        ("H", "东江站", "hub", "东江镇", 10),
        ("V1", "新民村", "village", "东江镇", 3),
    ),
    raw_table(
        "partners",
        "partner_id name kind",
        ("zt", "中通", "快递"),
        ("yz", "邮政", "邮政"),
        ("ky", "东江客运", "客运"),
    ),
    raw_table("vehicles", "plate vehicle_class", ("A1", "微面")),
    raw_table("settings", "key value", ("装袋", "合并装袋")),
    raw_table("demand", "site partner items"),
)
LINES = raw_table(
    "lines",
    "line_id name operator price_basis price contact",
    ("L1", "城东线", "东江客运", "每件", 0.3, "张三"),
    ("L2", "城西线", "东江客运", "按心情", 0.3, None),
)


def build(*made):
    return build_day(BASE | tables(*made), date=DATE)


def codes(read):
    return [(f.row, f.column, f.code) for f in read.findings]


def test_lines_stops_and_trips():
    read = build(
        LINES,
        raw_table(
            "stop_times",
            "line_id seq site offset_min load_ok unload_ok handover_sites",
            ("L1", 1, "县中心", 0, "是", "否", None),
            ("L1", 2, "新民村", None, "是", "是", "V1、月亮村"),
            ("L1", 3, "东江站", 40, "否", "是", None),
            ("L2", 1, "C", 0, "是", "是", None),
        ),
        raw_table(
            "trips",
            "trip_id line_id departures days cap_bags no_freight",
            (None, "城东线", "07:30、13:00", "每日", 20, "07:00-08:30@周一,周五"),
            (None, "L1", "早班", "工作日", 20, None),
            (None, "L1", "07:30", "周八", None, None),
            (None, "L3", "07:30", None, 3, None),
        ),
    )
    assert codes(read) == [
        (3, "price_basis", "BAD_CHOICE"),
        (3, "handover_sites", "UNKNOWN_SITE"),
        (5, "line_id", "LOST_LINE"),
        (3, "departures", "BAD_TIME"),
        (4, "days", "BAD_SERVICE_DAYS"),
        (4, "cap_bags", "CAPACITY_MISSING"),
        (5, "line_id", "UNKNOWN_LINE"),
    ]
    services = read.day.services
    assert [row["line_id"] for row in services.lines] == ["L1"]
    assert "contact" not in services.lines[0]
    assert [row["seq"] for row in services.stop_times] == ["1", "3"]
    assert services.trips[0]["departures"] == "07:30、13:00"
    assert len(services.trips) == 1


def test_handovers():
    columns = (
        "carrier for_partners from_site to_sites township cutoff_time delivered_by "
        "goods_classes basis price"
    )
    read = build(
        raw_table(
            "handovers",
            columns,
            ("邮政", "*", "H", "*", None, "09:00", "次日18:00", "普通", "每件", 0.8),
            (
                "yz",
                "中通、圆通",
                "H",
                None,
                "东江镇",
                "9点",
                "18:00",
                None,
                "每件",
                0.8,
            ),
            ("yz", "中通", "H", None, None, "09:00", "18:00", "玻璃", "每件", 0.8),
            ("yz", "中通", "H", None, "月亮镇", "09:00", "18:00", None, "每件", -1),
        )
    )
    assert codes(read) == [
        (3, "cutoff_time", "BAD_TIME"),
        (3, "for_partners", "UNKNOWN_PARTNER"),
        (4, "goods_classes", "UNKNOWN_GOODS"),
        (4, "to_sites", "CELL_MISSING"),
        (5, "price", "NEGATIVE"),
        (5, "township", "UNKNOWN_TOWNSHIP"),
    ]
    assert len(read.day.services.handovers) == 1


@pytest.mark.parametrize("payer", ["收件人", "村民", "取件人"])
@pytest.mark.parametrize("stage", ["代投", "村站代办", "保管", "客运代运", "中转"])
def test_the_recipient_never_pays_for_the_last_leg(payer, stage):
    columns = "stage payer payee basis price"
    read = build(
        raw_table(
            "tariffs",
            columns,
            (stage, payer, "yz", "每件", 1),
            ("揽收", "村民", "yz", "每件", 5),
            (stage, "zt", "yz", "每件", 1),
        )
    )
    assert codes(read) == [(2, "payer", "RECIPIENT_FEE")]
    assert [row["payer"] for row in read.day.services.tariffs] == ["村民", "zt"]


def test_boxes_and_bans():
    read = build(
        raw_table(
            "boxes",
            "type site count litres autonomy_min temp",
            ("EPP60", "县中心", 20, 60, "240/360", "冷藏"),
            ("EPP60", "月亮", 1.5, 60, "很久", "冷藏"),
        ),
        raw_table(
            "bans",
            "area vehicle_classes times",
            ("新民村、东江站", "轻货、中货", "07:00-09:00;17:00-19:00"),
            ("120.1 37.1;120.2 37.1;120.2 37.2", "轻货", "07:00-09:00"),
            ("月亮村", "飞船", "早高峰"),
        ),
    )
    assert codes(read) == [
        (3, "count", "NOT_WHOLE"),
        (3, "autonomy_min", "BAD_NUMBER"),
        (3, "site", "UNKNOWN_SITE"),
        (4, "vehicle_classes", "BAD_CHOICE"),
        (4, "times", "BAD_WINDOW"),
        (4, "area", "UNKNOWN_SITE"),
        # No site here has coordinates.
        (3, "area", "BAN_NO_SITE"),
    ]
    assert len(read.day.services.boxes) == 1
    assert list(read.day.boxes) == ["EPP60@C"]
    assert len(read.day.services.bans) == 2


def test_a_line_set_aside_hides_nothing_of_its_stops():
    columns = "line_id seq site offset_min load_ok unload_ok"
    stops = raw_table(
        "stop_times",
        columns,
        ("L2", 1, "C", 0, "是", "是"),
        ("L2", 2, "H", 50, "是", "是"),
        ("L2", 3, "V1", 40, "是", "是"),
        ("L2", 3, "V1", None, "是", "是"),
        ("L2", 4, "H", None, "是", "是"),
    )
    read = build(LINES, stops)
    found = codes(read)
    assert [row[0] for row in found if row[2] == "LOST_LINE"] == [2, 3, 4, 5, 6]
    assert [row for row in found if row[2] not in ("BAD_CHOICE", "LOST_LINE")] == [
        (4, "offset_min", "OFFSET_BACKWARDS"),
        (5, "seq", "DUPLICATE_ID"),
        (6, "offset_min", "OFFSET_MISSING"),
    ]


def test_stops_of_a_line_that_nobody_knows_still_rise():
    columns = "line_id seq site offset_min load_ok unload_ok"
    stops = raw_table(
        "stop_times",
        columns,
        ("L7", 1, "C", 0, "是", "是"),
        ("L7", 2, "H", 50, "是", "是"),
        ("L7", 3, "V1", 40, "是", "是"),
        # Its ends are not known: it may belong to another line.
        ("L8", 2, "H", None, "是", "是"),
    )
    found = codes(build(LINES, stops))
    assert [row for row in found if row[2] not in ("BAD_CHOICE", "UNKNOWN_LINE")] == [
        (4, "offset_min", "OFFSET_BACKWARDS"),
    ]


def test_offsets_rise_and_ends_have_them():
    columns = "line_id seq site offset_min load_ok unload_ok"
    stops = raw_table(
        "stop_times",
        columns,
        ("L1", 3, "V1", 40, "是", "是"),
        ("L1", 1, "C", None, "是", "是"),
        ("L1", 2, "H", 50, "是", "是"),
        ("L1", 2, "H", 60, "是", "是"),
    )
    assert sorted(codes(build(LINES, stops))) == [
        (2, "offset_min", "OFFSET_BACKWARDS"),
        (3, "offset_min", "OFFSET_MISSING"),
        (3, "price_basis", "BAD_CHOICE"),
        (5, "seq", "DUPLICATE_ID"),
    ]
