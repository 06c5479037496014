"""Canonical CSV: what is read again is the same day."""

import datetime as dt

from raw_tables import raw_table, tables

from routing.tables.build import build_day, read_day
from routing.tables.write import write_canonical

DATE = dt.date(2026, 3, 9)

TABLES = tables(
    raw_table(
        "sites",
        "site_id name level township lon lat km_to_hub max_vehicle_class phone keeper",
        ("C", "县中心", "centre", None, 120.5, 37.6, None, None, None, None),
        ("H", "东江站", "hub", "东江镇", 120.6, 37.7, None, None, None, None),
        ("V1", "新民村", "village", "东江镇", 120.61, 37.71, None, "微面", None, None),
        ("V2", "和平村", "village", "东江镇", None, None, 4, None, None, None),
        ("V2", "重复村", "village", "东江镇", None, None, 4, None, None, None),
    ),
    raw_table("settings", "key value", ("坐标来源", "百度"), ("日期", "2026-03-09")),
    raw_table(
        "partners",
        "partner_id name kind",
        ("zt", "中通", "快递"),
        ("yz", "邮政", "邮政"),
    ),
    raw_table("vehicles", "plate vehicle_class owner", ("鲁F1", "轻货", "zt")),
    raw_table("agreements", "partner with kind", ("邮政", "zt", "邮快")),
    raw_table(
        "demand", "site 中通 邮政", ("V1", 12, "x"), ("东江镇", 30, 4), ("V9", 1, 2)
    ),
    raw_table(
        "orders",
        "order_id site partner kg",
        ("YT8812345678901", "V1", "zt", 2),
        ("YT8812345678902", "V1", "zt", 35),
        ("YT8812345678902", "V2", "zt", 1),
    ),
    raw_table("pickups", "kind site items kg", ("农产品", "V2", 4, 20)),
    raw_table(
        "overrides",
        "kind object parameter reason by",
        ("items", "V2·邮政", "=9", "电话补报", "调度"),
    ),
)


def test_round_trip_gives_the_same_day(tmp_path):
    before = build_day(TABLES)
    assert before.day is not None
    assert before.day.set_aside
    paths = write_canonical(TABLES, tmp_path)
    assert {path.stem for path in paths} == set(TABLES)
    assert read_day([tmp_path]).day == before.day


def test_contacts_and_order_numbers_are_not_written(tmp_path):
    sites = raw_table(
        "sites",
        "name level keeper phone",
        ("县中心", "centre", "王小明", "13812345678"),
    )
    write_canonical(TABLES | tables(sites), tmp_path)
    text = "".join(p.read_text("utf-8-sig") for p in sorted(tmp_path.iterdir()))
    assert "13812345678" not in text
    assert "王小明" not in text
    assert "YT88" not in text
    # The same number twice stays the same number twice.
    orders = (tmp_path / "orders.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in orders] == [
        "order_id",
        "O00001",
        "O00002",
        "O00002",
    ]


def test_files_begin_with_a_byte_order_mark_and_formulas_are_harmless(tmp_path):
    goods = raw_table(
        "goods", "goods_class temp bus_allowed", ('=HYPERLINK("x")', "常温", "是")
    )
    [path] = write_canonical(tables(goods), tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "\"'=HYPERLINK" in path.read_text("utf-8-sig")
