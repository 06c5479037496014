"""Whatever stands in the cells of services: findings, never a crash."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from raw_tables import raw_table
from service_tables import build

from routing.domain.day import Day
from routing.tables.render import render

TABLES = {
    "lines": {
        "line_id": "L1", "name": "城东线", "operator": "ky", "kind": "客运",
        "max_hold_min": "0", "runs_anyway": "否", "price_basis": "每袋", "price": "4",
        "price_min": "3", "price_max": "5", "guarantee_yuan": "0",
    },
    "stop_times": {
        "line_id": "L1", "seq": "3", "site": "V1", "offset_min": "30",
        "arrive_min": "29", "dist": "7", "load_ok": "是", "unload_ok": "是",
        "attended": "是", "max_dwell_min": "3", "handover_sites": "V1",
        "walk_min": "2",
    },
    "trips": {
        "trip_id": "早", "line_id": "L1", "departures": "08:00", "days": "每日",
        "cap_bags": "9", "cap_kg": "80", "cap_m3": "1", "max_piece_kg": "30",
        "cutoff_min": "15", "passengers": "9", "no_freight": "07:00-07:30",
        "market_day_cap": "4", "exact": "是",
    },
    "handovers": {
        "offer_id": "H", "carrier": "yz", "for_partners": "zt", "from_site": "C",
        "to_sites": "V1", "township": "东江镇", "cutoff_time": "09:00",
        "delivered_by": "18:00", "days": "每日", "goods_classes": "普通",
        "cap_items": "5", "cap_bags": "5", "cap_kg": "5", "basis": "每件", "price": "1",
    },
    "tariffs": {
        "stage": "分拣", "payer": "zt", "payee": "yz", "basis": "每件", "price": "1",
        "tier_from": "0", "tier_to": "9", "guarantee_yuan": "0", "goods_class": "普通",
        "from_site": "C", "to_site": "V1", "township": "东江镇",
        "valid_from": "2026-01-01", "valid_to": "2026-12-31",
    },
    "overrides": {
        "kind": "晚点", "object": "早", "parameter": "20", "from": "06:00",
        "until": "20:00", "reason": "雪", "by": "调度",
    },
}  # fmt: skip
WEIRD = (
    None, "", "*", "0", "-1", "0.5", "1000000", "9999999", "NaN", "无", "L1", "L2",
    "早", "C", "H", "V1", "S", "东江镇", "zt", "yz", "中通、邮政", "村民", "收件人",
    "25:10", "00:00", "47:59", "48:00", "08:00;08:00", "08:00-07:00",
    "00:00-47:59@周日", "隔日", "赶集日", "每周3次", "2026-03-09", "2026-03-08",
    "取消", "减载", "每月", "每公斤", "每班", "货运班车", "是", "否", ";", "1、2",
    "兜底", "保管",
)  # fmt: skip
FIELDS = [(table, column) for table, cells in TABLES.items() for column in cells]
FIRST = {
    "stop_times": [
        {"line_id": "L1", "seq": "1", "site": "C", "offset_min": "0",
         "load_ok": "是", "unload_ok": "是"},
        {"line_id": "L1", "seq": "2", "site": "H", "load_ok": "是", "unload_ok": "是"},
    ]
}  # fmt: skip


def day_with(changes):
    """Build the county with one row in every table, some cells of it changed."""
    made = []
    for table, cells in TABLES.items():
        row = cells | {c: text for (t, c), text in changes.items() if t == table}
        rows = [*FIRST.get(table, []), row, row if table != "stop_times" else None]
        columns = " ".join(cells)
        texts = [tuple(r.get(c) or None for c in cells) for r in rows if r is not None]
        made.append(raw_table(table, columns, *texts))
    return build(*made)


@settings(max_examples=250, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(WEIRD), max_size=4))
@example({})
@example({("lines", "price_max"): "0"})
@example({("stop_times", "seq"): "1"})
@example({("stop_times", "handover_sites"): "*"})
def test_nothing_in_a_cell_breaks_the_day(changes):
    read = day_with(changes)
    assert isinstance(read.day, Day)
    for finding in read.findings:
        assert render(finding)
        assert render(finding, "en")
    for trip in read.day.trips.values():
        assert trip.line_id in read.day.lines


def test_the_row_itself_is_sound_and_its_copy_is_told():
    read = day_with({})
    assert [(f.code, f.row) for f in read.findings if "DUP" in f.code] == [
        ("DUPLICATE_ID", 3),
        ("DUPLICATE_TRIP", 3),
        ("DUPLICATE_ID", 3),
    ]
    assert [f.code for f in read.findings if "DUP" not in f.code] == ["TARIFF_TWICE"]
    assert read.day.trips["早"].departure_time == 8 * 3600 + 2400
