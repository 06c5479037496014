"""Cold in the tables: rooms, rides, pre-cooling and doors reach the day."""

import openpyxl
import pytest
from anonymous_county import same_day
from cold_county import ANY_COLD, DATE, EN, ZH, changed, write_book, write_texts
from raw_tables import raw_table, tables

from routing.domain.vehicle import Temperature
from routing.tables.build import build_day, read_day
from routing.tables.headers import match_header
from routing.tables.schema_cells import CellError
from routing.tables.schema_cold import cold_rooms
from routing.tables.subjects import subject_text, value_text
from routing.tables.template import BASE_FILE, DAY_FILE, write_templates
from routing.tables.write import write_canonical

CHILLED, FROZEN = Temperature.CHILLED, Temperature.FROZEN
H = 3600


def read(folder):
    found = read_day([folder])
    assert [row for row in found.findings if row.grade != "warning"] == []
    return found


@pytest.fixture
def day(tmp_path):
    return read(write_book(tmp_path / "zh")).day


def assumed(day):
    return {
        subject: value
        for subject, value, source in day.assumptions
        if subject.endswith((".cold_storage", ".door_open_sec"))
    }


def test_chinese_workbook_and_english_text_files_are_one_day(tmp_path, day):
    assert read(write_texts(tmp_path / "en")).day == day


def test_cold_rooms_of_sites_are_in_whole_cm3(day):
    rooms = {key: site.cold_storage_cm3 for key, site in day.sites.items()}
    assert rooms == {
        "C": {},
        "H": {CHILLED: 2_500_000, FROZEN: None},
        "V1": {},
        "V2": {},
        "K": {},
    }
    assert day.sites["K"].keeps(FROZEN)
    assert not day.sites["V1"].keeps(CHILLED)


def test_a_room_is_never_larger_than_it_is(tmp_path):
    given = changed(EN, "sites", 3, "cold_storage", "chilled:0.9999999")
    site = read(write_texts(tmp_path / "day", given)).day.sites["H"]
    # 999,999.9 cm³.
    assert site.cold_storage_cm3 == {CHILLED: 999_999}


@pytest.mark.parametrize(
    ("text", "rooms"),
    [
        ("chilled", {CHILLED: None}),
        ("冷藏、冷冻", {CHILLED: None, FROZEN: None}),
        ("冷藏:2.5;冷冻:1", {CHILLED: 2.5, FROZEN: 1}),
        ("Frozen: 1, chilled :2", {FROZEN: 1, CHILLED: 2}),
        # Two rooms add up, and any volume stays any volume.
        ("冷藏:2;冷藏:3", {CHILLED: 5}),
        ("冷藏:2;冷藏", {CHILLED: None}),
        ("冷藏;冷藏:2", {CHILLED: None}),
    ],
)
def test_ways_to_write_cold_rooms(text, rooms):
    assert cold_rooms(text) == rooms


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2.5", "BAD_COLD_STORAGE"),
        ("冷藏2.5", "BAD_COLD_STORAGE"),
        ("无", "BAD_COLD_STORAGE"),
        (";", "BAD_COLD_STORAGE"),
        ("ambient:3", "COLD_STORAGE_AMBIENT"),
        ("冷藏:1;常温", "COLD_STORAGE_AMBIENT"),
        ("冷藏:", "BAD_NUMBER"),
        ("冷藏:多", "BAD_NUMBER"),
        ("冷藏:-1", "NEGATIVE"),
        ("冷藏:0", "ZERO"),
    ],
)
def test_cold_rooms_that_cannot_be_read(text, code):
    with pytest.raises(CellError) as error:
        cold_rooms(text)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("table", "header", "column"),
    [
        ("sites", "冷库", "cold_storage"),
        ("sites", "冷藏容积", "cold_storage"),
        ("sites", "冷库容积（m³）", "cold_storage"),
        ("sites", "库容", "storage_items"),
        ("goods", "最长在途", "max_ride_min"),
        ("goods", "在途时限(分钟)", "max_ride_min"),
        ("pickups", "预冷时间", "precooled_at"),
    ],
)
def test_headers_as_people_write_them(table, header, column):
    assert match_header(table, header).column == column


def test_the_longest_ride_of_a_class(day):
    # 4.5 hours in the header's unit, 270 minutes in the column's.
    assert day.goods["水果"].max_ride_duration == 16_200
    assert day.goods["冰品"].max_ride_duration is None
    assert day.goods["冰品"].pack_duration == 10_800


def test_goods_are_ready_when_they_are_cold_and_stay_apart_by_that_time(day):
    fruit = [row for row in day.consignments if row.goods_class == "水果"]
    # 6 and 4 items are cold at 09:30: one consignment.
    assert [(row.items, row.precooled_time, row.ready_time) for row in fruit] == [
        (10, 9 * H + 1800, 9 * H + 1800),
        (5, 10 * H + 900, 10 * H + 900),
        (3, None, 0),
    ]


@pytest.mark.parametrize(
    ("ready", "cold", "expected"), [("10:00", "09:30", 10), ("09:00", "09:30", 9.5)]
)
def test_the_later_of_ready_and_cold_counts(ready, cold, expected):
    [row] = picked_up((6, ready, cold))
    assert (row.ready_time, row.precooled_time) == (expected * H, 9.5 * H)


def picked_up(*rows):
    """Return the consignments of fruit: (items, ready, cold at) each."""
    columns = "kind site partner goods_class items ready_time precooled_at"
    given = {
        name: raw_table(name, head, *([c or None for c in line] for line in lines))
        for name, (head, *lines) in EN.items()
        if name != "pickups"
    }
    lines = [("produce", "V1", "zt", "水果", *row) for row in rows]
    found = build_day(given | tables(raw_table("pickups", columns, *lines)), date=DATE)
    return [row for row in found.day.consignments if row.goods_class == "水果"]


def test_the_same_ready_time_does_not_join_what_was_cold_at_other_times():
    fruit = picked_up(
        (6, "10:30", "09:30"),
        (5, "10:30", "10:15"),
        (4, "10:30", "09:30"),
        (3, "10:30", None),
    )
    assert {row.ready_time for row in fruit} == {10.5 * H}
    assert [(row.items, row.precooled_time) for row in fruit] == [
        (10, 9.5 * H),
        (5, 10.25 * H),
        (3, None),
    ]


def test_seconds_of_an_open_door(tmp_path, day):
    assert day.settings.door_open_duration == 90
    bare = {**EN, "settings": ("key value", ("date", "2026-03-09"))}
    without = read(write_texts(tmp_path / "bare", bare)).day
    assert without.settings.door_open_duration == 60


def test_what_is_assumed_is_told_where_there_are_cold_goods(tmp_path, day):
    rooms = {
        "sites.centre.cold_storage": ANY_COLD,
        "sites.coldstore.cold_storage": ANY_COLD,
    }
    assert assumed(day) == rooms
    given = changed(EN, "sites", 2, "cold_storage", "chilled:40")
    given = {**given, "settings": ("key value", ("date", "2026-03-09"))}
    told = assumed(read(write_texts(tmp_path / "other", given)).day)
    # The centre says what it keeps; of doors nobody says anything.
    del rooms["sites.centre.cold_storage"]
    assert told == {**rooms, "settings.door_open_sec": "60"}


def test_nothing_is_assumed_about_cold_where_all_goods_are_ambient(tmp_path):
    given = changed(EN, "demand", 2, "goods_class", "普通")
    del given["pickups"]
    given["settings"] = ("key value", ("date", "2026-03-09"))
    assert assumed(read(write_texts(tmp_path / "day", given)).day) == {}


def test_assumptions_in_words(day):
    words = [
        (subject_text(subject, "zh"), value_text(value, "zh"))
        for subject, value in assumed(day).items()
    ]
    assert words == [
        ("站点·县级中心·冷库容积", "冷藏、冷冻，不限容积"),
        ("站点·冷库·冷库容积", "冷藏、冷冻，不限容积"),
    ]
    assert subject_text("settings.door_open_sec", "zh") == "参数·每次开门秒数"


def test_canonical_tables_are_read_as_the_same_day(tmp_path, day):
    found = read_day([write_book(tmp_path / "again")])
    (tmp_path / "inputs").mkdir()
    write_canonical(found.tables, tmp_path / "inputs")
    assert read(tmp_path / "inputs").day == day
    sites = (tmp_path / "inputs" / "sites.csv").read_text("utf-8-sig")
    assert "冷藏:2.5;冷冻" in sites


def test_templates_ask_for_what_is_read(tmp_path):
    base, of_day = write_templates(tmp_path)
    book = openpyxl.load_workbook(base)
    for sheet, rows in {
        "站点": ZH["站点"],
        "货物类别": ZH["货物类别"],
        "合作单位": ZH["合作单位"],
        "车辆": ZH["车辆"],
    }.items():
        _fill(book[sheet], rows)
    book.save(tmp_path / BASE_FILE)
    book = openpyxl.load_workbook(of_day)
    _fill(book["件量"], ZH["件量"])
    _fill(book["揽收与回程"], ZH["揽收"])
    book.save(tmp_path / DAY_FILE)
    found = read_day([tmp_path], DATE)
    assert [row for row in found.findings if row.grade != "warning"] == []
    assert found.day.sites["H"].cold_storage_cm3 == {CHILLED: 2_500_000, FROZEN: None}
    # The template's column is in minutes: 4.5 of them.
    assert found.day.goods["水果"].max_ride_duration == 270
    assert {row.precooled_time for row in found.day.consignments} == {
        None, 34_200, 36_900,
    }  # fmt: skip


def _fill(sheet, table):
    head, *rows = table
    titles = {str(c.value).rstrip("*"): c.column for c in sheet[1] if c.value}
    assert str(sheet.cell(2, 1).value).startswith("#")
    for number, row in enumerate(rows, start=3):
        for title, value in zip(head.split(), row, strict=True):
            bare = title.partition("(")[0]
            name = {"最长在途": "最长在途分钟", "揽收时间窗": "时间窗"}.get(bare, bare)
            sheet.cell(number, titles[name], value)


def test_the_twin_without_names_keeps_cold_as_it_is():
    sites = raw_table(
        "sites",
        "site_id name level township lon lat cold_storage",
        ("C0", "平山中心", "centre", None, 120.0, 37.0, "冷藏:30"),
        ("H0", "东江站", "hub", "东江镇", 120.1, 37.0, "冷藏:2.5;冷冻"),
        ("V7", "新民村", "village", "东江镇", 120.2, 37.0, None),
        ("V3", "和平-桥村", "village", "东江镇", 120.2, 37.1, None),
        ("W0", "西河综合站", "hub", None, 119.9, 37.0, None),
        ("W1", "西河村", "village", "W0", 119.8, 37.0, None),
    )
    goods = raw_table(
        "goods",
        "goods_class temp bus_allowed cold_limit_min max_ride_min rule",
        ("兽药", "常温", "否", None, None, "review"),
        ("蜜桃", "冷藏", "否", 60, 270, None),
    )
    pickups = raw_table(
        "pickups",
        "kind site partner goods_class items precooled_at",
        ("农产品", "V7", "zt", "蜜桃", 6, "09:30"),
    )
    settings = raw_table(
        "settings", "key value", ("坐标来源", "GPS"), ("每次开门秒数", 45)
    )
    before, after, _ = same_day(sites, goods, pickups, settings)
    rooms = [row.cold_storage_cm3 for row in after.day.sites.values()]
    assert [row for row in rooms if row] == [
        {CHILLED: 30_000_000},
        {CHILLED: 2_500_000, FROZEN: None},
    ]
    rides = [row.max_ride_duration for row in after.day.goods.values()]
    assert rides.count(16_200) == 1
    assert after.day.settings.door_open_duration == 45
    told = [[row.precooled_time for row in d.day.consignments] for d in (before, after)]
    assert told[0] == told[1]
    assert 34_200 in told[0]
