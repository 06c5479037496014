"""Demand, orders, pickups and township totals: items, promises, conservation."""

import datetime as dt
import random

import pytest
from raw_tables import raw_table, tables

from routing.domain.consignment import ConsignmentKind, Priority
from routing.domain.reason import ReasonCode
from routing.domain.window import TimeWindow
from routing.tables.build import build_day
from routing.tables.schema import MAX_SUGGESTIONS, NO_SUGGESTION

DATE = dt.date(2026, 3, 9)
H = 3600

BASE = tables(
    raw_table(
        "sites",
        "site_id name aliases level township km_to_hub township_share",
        ("C", "县中心", None, "centre", None, None, None),
        ("H", "东江站", None, "hub", "东江镇", 10, None),
        ("V1", "新民村", "新民、小新民", "village", "东江镇", 3, 50),
        ("V2", "和平村", None, "village", "东江镇", 4, 30),
        ("V3", "三合村", None, "village", "东江镇", 4, 20),
        ("K", "冷库", None, "coldstore", "东江镇", 1, None),
    ),
    raw_table(
        "partners",
        "partner_id name aliases kind kg_per_item",
        ("zt", "中通", "ZTO、中通快递", "快递", "2"),
        ("yz", "邮政", None, "邮政", "1"),
        ("hz", "合作社", None, "合作社", "1"),
    ),
    raw_table(
        "goods",
        "goods_class temp bus_allowed cold_limit_min kg_per_unit litres_per_unit rule",
        ("水果", "冷藏", "否", 60, 12, 30, None),
        ("兽药", "常温", "否", None, None, None, "拒收"),
    ),
    raw_table("vehicles", "plate vehicle_class", ("A1", "微面")),
    raw_table("demand", "site partner items"),
)


def build(*made):
    return build_day(BASE | tables(*made), date=DATE)


def lines(read):
    return [(c.destination, c.partner, c.items) for c in read.day.consignments]


def test_wide_and_long_say_the_same():
    wide = raw_table(
        "demand",
        "site 中通快递 yz",
        ("新民村", 12, "-"),
        ("小新民", 1, 2),
        ("V2", None, 5),
    )
    long = raw_table(
        "demand",
        "site partner items",
        ("新民村", "ZTO", 12),
        ("新民", "中通", 1),
        ("V1", "邮政", 2),
        ("和平村", "yz", 5),
    )
    assert lines(build(wide)) == [("V1", "zt", 13), ("V1", "yz", 2), ("V2", "yz", 5)]
    assert lines(build(wide)) == lines(build(long))


def test_promises_of_a_row():
    columns = (
        "site partner items kg m3 goods_class priority ready_time deadline window "
        "backlog days_waiting cod_yuan from_site"
    )
    row = ("V1", "zt", 10, "33.5", "0.2", "水果", "高", "09:00", "16:00",
           "10:00-12:00", 4, 2, "99.5", "K")  # fmt: skip
    [made] = build(raw_table("demand", columns, row)).day.consignments
    assert (made.origin, made.destination) == ("K", "V1")
    assert (made.grams, made.cm3) == (33_500, 200_000)
    assert made.priority is Priority.HIGH
    assert (made.ready_time, made.deadline) == (9 * H, 16 * H)
    assert made.windows == (TimeWindow(10 * H, 12 * H),)
    assert (made.backlog_items, made.days_waiting, made.cod_cents) == (4, 2, 9950)


def test_kilograms_of_a_wide_row_are_shared_out_by_items():
    read = build(raw_table("demand", "site zt yz kg", ("V1", 30, 10, 50)))
    # 50 kg over 30 and 10 items: 37.5 and 12.5 kg.
    assert [c.grams for c in read.day.consignments] == [37_500, 12_500]


def test_units_of_a_goods_class_go_before_the_partner_mean():
    columns = "site partner items goods_class"
    [made] = build(
        raw_table("demand", columns, ("V1", "zt", 3, "水果"))
    ).day.consignments
    assert (made.grams, made.cm3) == (36_000, 90_000)


def test_township_total_is_split_over_villages_without_a_number():
    read = build(
        raw_table(
            "demand", "site partner items", ("东江镇", "zt", 100), ("V1", "zt", 40)
        )
    )
    # 100 - 40 = 60 over the shares 30 and 20 of the other two; the cold store is no
    # village: 60 × 30/50 = 36 and 60 × 20/50 = 24.
    assert lines(read) == [
        ("V1", "zt", 40),
        ("V2", "zt", 36),
        ("V3", "zt", 24),
    ]
    assert [c.estimated_split for c in read.day.consignments] == [False, True, True]


def test_a_hub_id_is_the_hub_and_a_township_column_alone_is_a_total():
    read = build(raw_table("demand", "site partner items", ("H", "zt", 10)))
    assert lines(read) == [("H", "zt", 10)]
    read = build(raw_table("demand", "township partner items", ("东江镇", "zt", 10)))
    assert lines(read) == [("V1", "zt", 5), ("V2", "zt", 3), ("V3", "zt", 2)]


def test_orders_replace_what_they_cover():
    read = build(
        raw_table(
            "demand",
            "site partner items",
            ("V1", "zt", 3),
            ("V1", "yz", 5),
            ("V2", "zt", 7),
        ),
        raw_table(
            "orders",
            "order_id site partner kg window",
            ("1", "V1", "zt", 1, None),
            ("2", "新民村", "中通", 2.5, None),
            ("3", "V1", "zt", 36, None),
            ("4", "V2", "zt", 1, "09:00-10:00"),
            ("4", "V2", "zt", 1, None),
        ),
    )
    assert lines(read) == [
        ("V1", "yz", 5),
        ("V1", "zt", 2),
        # The piece of 36 kg is a consignment of its own.
        ("V1", "zt", 1),
        ("V2", "zt", 1),
    ]
    assert [c.grams for c in read.day.consignments][1:] == [3500, 36_000, 1000]
    assert [f.code for f in read.findings] == ["DUPLICATE_ORDER", "ORDERS_DIFFER"]
    assert read.day.items_demanded == 5 + 3 + 2


def test_pickups_come_back_to_the_centre_or_where_the_row_says():
    read = build(
        raw_table(
            "pickups",
            "kind site partner goods_class items kg window to_site must",
            ("农产品", "V1", None, "水果", 4, None, "09:00-11:00", "冷库", "是"),
            ("退件", "V2", "zt", None, 3, 6, None, None, None),
            ("退件", "C", "zt", None, 2, None, None, None, None),
        )
    )
    first, second = read.day.consignments
    assert (first.kind, first.partner) == (ConsignmentKind.PRODUCE, "hz")
    assert (first.origin, first.destination) == ("V1", "K")
    assert (first.grams, first.ready_time, first.must) == (48_000, 0, True)
    assert first.windows == (TimeWindow(9 * H, 11 * H),)
    assert (second.origin, second.destination, second.grams) == ("V2", "C", 6000)
    assert [(a.items, a.reason) for a in read.day.set_aside] == [
        (2, ReasonCode.BAD_ROW)
    ]


def test_refused_goods_and_pieces_no_vehicle_takes_are_blocked():
    read = build(
        raw_table(
            "demand",
            "site partner items kg goods_class",
            ("V1", "zt", 2, 3, "兽药"),
            ("V1", "zt", 1, 501, None),
            ("V2", "zt", 1, 500, None),
        )
    )
    # A microvan takes 500 kg.
    assert [c.blocked for c in read.day.consignments] == [
        ReasonCode.GOODS_PROHIBITED,
        ReasonCode.OVERSIZE,
        None,
    ]


GOOD = [("V1", "zt", 12), ("V2", "yz", 8), ("新民", "hz", 1), ("H", "zt", 4)]
BAD = [
    ("月亮", "zt", 7), ("V1", "圆通", 5), ("V3", "zt", "30件"), ("V3", "zt", -4),
    (None, "yz", 6), ("V2", None, 9), ("C", "zt", 2), ("V1", "zt", "x"), ("", "", 11),
]  # fmt: skip
READABLE = {"30件": 30, -4: 0, "x": 0}


@pytest.mark.parametrize("seed", range(25))
def test_bad_cells_never_lose_items(seed):
    rng = random.Random(seed)
    rows = [rng.choice(GOOD + BAD) for _ in range(rng.randint(1, 30))]
    read = build(raw_table("demand", "site partner items", *rows))
    readable = sum(READABLE.get(row[2], row[2]) for row in rows)
    planned = sum(c.items for c in read.day.consignments)
    aside = sum(a.items for a in read.day.set_aside)
    assert planned + aside == readable == read.day.items_demanded
    assert planned == sum(row[2] for row in rows if row in GOOD)
    assert sum(f.items for f in read.findings) == aside
    bad_rows = {number for number, row in enumerate(rows, start=2) if row not in GOOD}
    assert {f.row for f in read.findings if f.grade == "set_aside"} == bad_rows


@pytest.mark.parametrize("seed", range(15))
def test_bad_cells_of_wide_rows_never_lose_items(seed):
    rng = random.Random(seed)
    cells = [None, "-", 0, 3, 12, "7件", "x", -2, 1.5]
    rows = [
        (
            rng.choice(["V1", "V2", "月亮", None]),
            rng.choice(cells),
            rng.choice(cells),
            # A column without one number in two is taken for remarks.
            rng.choice([cell for cell in cells if cell != "x"]),
        )
        for _ in range(rng.randint(1, 20))
    ]
    read = build(raw_table("demand", "site zt yz 圆通", *rows))
    readable = sum(
        {3: 3, 12: 12, "7件": 7}.get(cell, 0) for row in rows for cell in row
    )
    assert read.day.items_demanded == readable
    assert sum(f.items for f in read.findings) == sum(
        lost.items for lost in read.day.set_aside
    )
    planned = sum(c.items for c in read.day.consignments)
    assert planned == sum(
        cell
        for row in rows
        if row[0] in ("V1", "V2")
        for cell in row[1:3]
        if cell in (3, 12)
    )


def test_origin_of_wide_rows_is_an_id():
    read = build(raw_table("demand", "site from_site zt yz", ("V1", "冷库", 3, 4)))
    assert [c.origin for c in read.day.consignments] == ["K", "K"]


def test_thousands_of_unknown_names_are_told_but_few_get_a_suggestion():
    # Each is like 和平村: three signs of at most seven, 2 x 3 / (3 + 7) = 0.6.
    rows = [(f"和平村{n}", "zt", 1) for n in range(3000)]
    read = build(raw_table("demand", "site partner items", *rows))
    assert read.day.items_demanded == len(read.findings) == 3000
    # To look for the nearest of all names takes a moment: a column of the wrong
    # kind would take minutes.
    told = [f.details["suggestion"] for f in read.findings]
    rest = 3000 - MAX_SUGGESTIONS
    assert told == ["和平村"] * MAX_SUGGESTIONS + [NO_SUGGESTION] * rest


def test_what_orders_cover_is_never_counted_twice():
    demand = raw_table(
        "demand", "site partner items", ("V1", "zt", "9件"), ("V2", "zt", 6)
    )
    orders = raw_table(
        "orders",
        "order_id site partner kg",
        ("1", "V1", "zt", 1),
        # A bad order still covers its site, partner and class.
        ("2", "V2", "zt", "重"),
    )
    read = build(demand, orders)
    assert lines(read) == [("V1", "zt", 1)]
    assert [(a.table, a.site, a.items) for a in read.day.set_aside] == [
        ("orders", "V2", 1)
    ]


def test_announced_items_are_known_as_such():
    """One row of a consignment that is announced makes all of it a forecast."""
    table = raw_table(
        "demand",
        "site partner items status",
        ("新民村", "中通", 12, "预报"),
        ("新民村", "中通", 3, "已到件"),
        ("和平村", "中通", 5, "已确认"),
        ("三合村", "邮政", 5, None),
    )
    read = build(table)
    found = {c.destination: (c.items, c.forecast) for c in read.day.consignments}
    assert found == {"V1": (15, True), "V2": (5, False), "V3": (5, False)}
