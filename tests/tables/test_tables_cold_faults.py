"""What is wrong about cold is found in its file, sheet, row and column."""

import pytest
from cold_county import BOOK, DATE, EN, ZH, changed, write_book, write_texts
from raw_tables import raw_table, tables

from routing.tables.build import build_day, read_day
from routing.tables.finding import Grade
from routing.tables.render import render

ASIDE, WARNED = Grade.SET_ASIDE, Grade.WARNING
ROOMS, RIDE, LIMIT = "冷库容积(立方米)", "最长在途(小时)", "脱冷时限"
BOXES_ZH = (
    "型号 所在站点 数量 容积 保冷分钟 温区",
    ("EPP60", "县共配中心", 20, 60, 240, "冷藏"),
    ("EPP60", "石门镇站", 20, 60, 240, "冷藏"),
)
BOXES_EN = (
    "type site count litres autonomy_min temp",
    ("EPP60", "C", "20", "60", "240", "chilled"),
    ("EPP60", "H", "20", "60", "240", "chilled"),
)
SHEETS = {
    "sites": "站点", "goods": "货物类别", "pickups": "揽收", "boxes": "保温箱",
    "settings": "参数",
}  # fmt: skip

CASES = {
    # Table, row, column in both languages, cell, code, grade, way out.
    "a volume without its temperature": (
        "sites", 3, ROOMS, "cold_storage", "2.5", "BAD_COLD_STORAGE", ASIDE,
        "冷藏:2.5"),
    "ambient goods in a cold room": (
        "sites", 6, ROOMS, "cold_storage", "冷藏:2;常温:5", "COLD_STORAGE_AMBIENT",
        ASIDE, "存放上限"),
    "a volume in words": (
        "sites", 3, ROOMS, "cold_storage", "冷藏:多", "BAD_NUMBER", ASIDE, "数字"),
    "a negative volume": (
        "sites", 3, ROOMS, "cold_storage", "冷藏:-2", "NEGATIVE", ASIDE, ""),
    "a ride in words": (
        "goods", 3, RIDE, "max_ride_min", "半天", "BAD_NUMBER", ASIDE, "数字"),
    "a negative ride": (
        "goods", 3, RIDE, "max_ride_min", "-30", "NEGATIVE", ASIDE, ""),
    "a ride of no time": ("goods", 3, RIDE, "max_ride_min", "0", "ZERO", ASIDE, "0"),
    "chilled goods without a limit": (
        "goods", 3, LIMIT, "cold_limit_min", None, "CELL_MISSING", ASIDE, "补上"),
    "frozen goods without a limit": (
        "goods", 4, LIMIT, "cold_limit_min", None, "CELL_MISSING", ASIDE, "补上"),
    "a negative limit": (
        "goods", 3, LIMIT, "cold_limit_min", "-5", "NEGATIVE", ASIDE, ""),
    "foam in words": (
        "goods", 4, "包装保冷分钟", "pack_min", "很久", "BAD_NUMBER", ASIDE, "数字"),
    "cold after the last window": (
        "pickups", 4, "预冷完成时间", "precooled_at", "11:01", "PRECOOLED_TOO_LATE",
        ASIDE, "时间窗"),
    "cold at noon": (
        "pickups", 4, "预冷完成时间", "precooled_at", "中午", "BAD_TIME", ASIDE,
        "08:30"),
    "a box that nobody knows how long it keeps cold": (
        "boxes", 3, "保冷分钟", "autonomy_min", None, "CELL_MISSING", ASIDE, "补上"),
    "a box with a stroke for its minutes": (
        "boxes", 3, "保冷分钟", "autonomy_min", "/", "BAD_NUMBER", ASIDE, "数字"),
    "a box that keeps cold for no time": (
        "boxes", 3, "保冷分钟", "autonomy_min", "0", "ZERO", ASIDE, "0"),
    "seconds of a door in words": (
        "settings", 2, "取值", "value", "一会儿", "BAD_NUMBER", ASIDE, "数字"),
    "half a second of a door": (
        "settings", 2, "取值", "value", "0.5", "NOT_WHOLE", ASIDE, ""),
}  # fmt: skip


def both(tmp_path, table, row, zh, en, value):
    """Read the county with one cell changed, as a workbook and as text files."""
    book = changed({**ZH, "保温箱": BOXES_ZH}, SHEETS[table], row, zh, value)
    texts = changed({**EN, "boxes": BOXES_EN}, table, row, en, value or "")
    return (
        (BOOK, SHEETS[table], zh, read_day([write_book(tmp_path / "zh", book)])),
        (f"{table}.csv", "", en, read_day([write_texts(tmp_path / "en", texts)])),
    )


@pytest.mark.parametrize("name", CASES)
def test_found_where_it_is_in_both_languages(tmp_path, name):
    table, row, zh, en, value, code, grade, way_out = CASES[name]
    for file, sheet, column, read in both(tmp_path, table, row, zh, en, value):
        assert read.day is not None
        found = [f for f in read.findings if f.code == code]
        places = [(f.file, f.sheet, f.row, f.column) for f in found]
        assert places == [(file, sheet, row, column)]
        # In hours or minutes: what cannot be used stands as it was written.
        shown = value or ""
        if value == "-30" and sheet:
            shown = "-1800"
        assert [(f.grade, f.value) for f in found] == [(grade, shown)]
        told = render(found[0])
        assert way_out in told
        assert "{" not in told
        assert "{" not in render(found[0], "en")


def test_without_the_fault_there_is_nothing_to_say(tmp_path):
    for _, _, _, read in both(tmp_path, "boxes", 3, "保冷分钟", "autonomy_min", "240"):
        assert {f.code for f in read.findings} <= {"UNIT_CONVERTED"}
        assert len(read.day.services.boxes) == 2


def test_a_box_without_its_minutes_is_not_there(tmp_path):
    for _, _, _, read in both(tmp_path, "boxes", 3, "保冷分钟", "autonomy_min", None):
        assert [row["site"] in ("C", "县共配中心") for row in read.day.services.boxes]
        assert len(read.day.services.boxes) == 1


def test_a_cold_row_set_aside_keeps_its_items(tmp_path):
    given = both(tmp_path, "pickups", 4, "预冷完成时间", "precooled_at", "11:01")
    for _, _, _, read in given:
        [found] = [f for f in read.findings if f.code == "PRECOOLED_TOO_LATE"]
        assert (found.items, found.details["limit"]) == (5, "11:00")
        assert [(row.site, row.items) for row in read.day.set_aside] == [("V1", 5)]
        assert read.day.items_demanded == 12 + 6 + 4 + 5 + 3


def test_cold_at_the_end_of_the_last_window_is_in_time(tmp_path):
    given = both(tmp_path, "pickups", 4, "预冷完成时间", "precooled_at", "11:00")
    for _, _, _, read in given:
        assert "PRECOOLED_TOO_LATE" not in {f.code for f in read.findings}
        assert 11 * 3600 in {row.precooled_time for row in read.day.consignments}


def test_the_last_of_several_windows_counts(tmp_path):
    window = "08:00-09:00;14:00-16:00"
    for cold, late in (("13:00", False), ("16:01", True)):
        given = changed(EN, "pickups", 4, "window", window)
        given = changed(given, "pickups", 4, "precooled_at", cold)
        read = read_day([write_texts(tmp_path / cold.replace(":", ""), given)])
        codes = {f.code for f in read.findings}
        assert ("PRECOOLED_TOO_LATE" in codes) == late


def test_goods_of_a_class_that_is_lost_are_lost_with_it(tmp_path):
    given = both(tmp_path, "goods", 3, LIMIT, "cold_limit_min", None)
    for _, _, _, read in given:
        assert "水果" not in read.day.goods
        # 6 + 4 + 5 + 3 pieces of fruit; that they are cold is no second fault.
        assert sum(row.items for row in read.day.set_aside) == 18
        codes = [f.code for f in read.findings if f.row and f.sheet + f.file]
        assert codes.count("LOST_GOODS") == 4
        assert "PRECOOLED_AMBIENT" not in codes


def test_ambient_goods_are_cold_at_no_time(tmp_path):
    given = both(tmp_path, "pickups", 4, "货类", "goods_class", "普通")
    for file, sheet, _, read in given:
        [found] = [f for f in read.findings if f.code == "PRECOOLED_AMBIENT"]
        column = "预冷完成时间" if sheet else "precooled_at"
        assert (found.file, found.sheet, found.row, found.column, found.value) == (
            file,
            sheet,
            4,
            column,
            "10:15",
        )
        assert (found.grade, found.details["word"]) == (WARNED, "普通")
        [row] = [row for row in read.day.consignments if row.goods_class == "普通"]
        assert (row.items, row.precooled_time, row.ready_time) == (5, None, 0)


def test_compartments_larger_than_the_vehicle_are_set_aside(tmp_path):
    given = {
        **ZH,
        "车辆": (
            "车牌 车型 货厢容积 温区分舱",
            ("皖H12345", "轻货", None, None),
            ("皖H12346", "轻货", 6, "冷藏:2.5;常温:5"),
        ),
    }
    read = read_day([write_book(tmp_path / "zh", given)])
    [found] = [f for f in read.findings if f.code == "COMPARTMENTS_EXCEED"]
    assert (found.file, found.sheet, found.row, found.column, found.value) == (
        BOOK,
        "车辆",
        3,
        "温区分舱",
        "冷藏:2.5;常温:5",
    )
    assert list(read.day.vehicles) == ["皖H12345"]


@pytest.mark.parametrize(
    ("deadline", "cold", "limit"),
    [
        ("10:30", "10:30", None),
        ("10:30", "10:31", "10:30"),
        # The earlier of deadline and window.
        ("12:00", "11:01", "11:00"),
        (None, "11:01", "11:00"),
    ],
)
def test_cold_after_the_deadline_is_too_late(deadline, cold, limit):
    columns = "kind site partner goods_class items window deadline precooled_at"
    row = ("produce", "V1", "zt", "水果", 6, "08:00-11:00", deadline, cold)
    given = {
        name: raw_table(name, head, *([c or None for c in line] for line in lines))
        for name, (head, *lines) in EN.items()
    }
    pickups = raw_table("pickups", columns, row)
    read = build_day(given | tables(pickups), date=DATE)
    found = [f for f in read.findings if f.code == "PRECOOLED_TOO_LATE"]
    assert [(f.row, f.column, f.value, f.details["limit"]) for f in found] == (
        [(2, "precooled_at", cold, limit)] if limit else []
    )
