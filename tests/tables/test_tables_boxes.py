"""Reusable boxes in the tables: stocks of the day, and what is wrong with them."""

import datetime as dt

import openpyxl
import pytest
from anonymous_county import same_day
from cold_county import EN, ZH, write_book, write_texts
from raw_tables import raw_table, tables

from routing.domain.box import BoxStock
from routing.domain.vehicle import Temperature
from routing.tables.build import build_day, read_day
from routing.tables.headers import match_header
from routing.tables.render import render
from routing.tables.schema_cells import CellError
from routing.tables.schema_cold import autonomy
from routing.tables.subjects import subject_text, value_text
from routing.tables.template import BASE_FILE, write_templates
from routing.tables.units import unit_change
from routing.tables.write import write_canonical

CHILLED, FROZEN = Temperature.CHILLED, Temperature.FROZEN
BOXES_ZH = (
    "型号 归属单位 所在站点 数量 容积(升) 保冷时长(小时) 温区 每次费用 "
    "回库时刻 冻冰分钟",
    ("EPP60", None, "县共配中心", 20, 60, "4/6", "冷藏", None, None, None),
    ("EPP60", "中通", "石门镇站", 6, 59.9999, 4, "冷冻", 1.5, dt.time(6, 30), 90),
    ("EPP30", None, "上湾村", 2, 30, 1.5, "冷藏", 0.005, "08:00", None),
)
BOXES_EN = (
    "type owner site count litres autonomy_min temp yuan_per_use "
    "returned_at freeze_min",
    ("EPP60", "", "C", "20", "60", "240/360", "chilled", "", "", ""),
    ("EPP60", "zt", "H", "6", "59.9999", "240", "frozen", "1.5", "06:30", "90"),
    ("EPP30", "", "V1", "2", "30", "90", "chilled", "0.005", "08:00", ""),
)
H = 3600
STOCKS = {
    "EPP60@C": BoxStock(
        type="EPP60", site="C", count=20, cm3=60_000, autonomy=6 * H, temp=CHILLED
    ),
    # 59.9999 l are 59,999.9 cm³, up; back at 06:30, frozen at 08:00.
    "EPP60@H": BoxStock(
        type="EPP60", site="H", owner="zt", count=6, cm3=60_000, autonomy=4 * H,
        temp=FROZEN, micro_yuan_per_use=1_500_000, usable_from=8 * H,
    ),
    "EPP30@V1": BoxStock(
        type="EPP30", site="V1", count=2, cm3=30_000, autonomy=5400, temp=CHILLED,
        micro_yuan_per_use=5000, usable_from=8 * H,
    ),
}  # fmt: skip


def build(*rows, columns="type site count litres autonomy_min temp", date=None):
    """Build the county with some rows of boxes."""
    given = {
        name: raw_table(name, head, *([c or None for c in line] for line in lines))
        for name, (head, *lines) in EN.items()
        if date is None or name != "settings"
    }
    return build_day(given | tables(raw_table("boxes", columns, *rows)), date=date)


@pytest.fixture
def read(tmp_path):
    return read_day([write_book(tmp_path / "zh", {**ZH, "保温箱": BOXES_ZH})])


def test_stocks_as_a_clerk_writes_them_and_in_english(tmp_path, read):
    assert {f.code for f in read.findings} <= {"UNIT_CONVERTED"}
    # In March the second of two values holds, also where both are hours.
    assert dict(read.day.boxes) == STOCKS
    assert list(read.day.boxes) == list(STOCKS)
    english = read_day([write_texts(tmp_path / "en", {**EN, "boxes": BOXES_EN})])
    assert dict(english.day.boxes) == STOCKS


@pytest.mark.parametrize(
    ("date", "minutes", "season"),
    [
        (dt.date(2026, 4, 30), 360, "winter"),
        (dt.date(2026, 5, 1), 240, "summer"),
        (dt.date(2026, 10, 31), 240, "summer"),
        (dt.date(2026, 11, 1), 360, "winter"),
    ],
)
def test_the_season_of_the_service_date(date, minutes, season):
    day = build(("EPP60", "C", 20, 60, "240/360", "冷藏"), date=date).day
    assert day.boxes["EPP60@C"].autonomy == minutes * 60
    told = [row for row in day.assumptions if row[0].startswith("boxes")]
    assert told == [("boxes.any.autonomy_min", season, "assumed")]


def test_one_value_holds_all_year_and_nothing_is_assumed():
    day = build(("EPP60", "C", 20, 60, "240", "冷藏")).day
    assert day.boxes["EPP60@C"].autonomy == 14_400
    assert not [row for row in day.assumptions if row[0].startswith("boxes")]


def test_the_season_in_words():
    assert subject_text("boxes.any.autonomy_min", "zh") == "保温箱·保冷分钟"
    assert value_text("summer", "zh") == "夏季（5—10月）"
    assert value_text("winter", "zh") == "冬季（11—4月）"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("240", (14_400,)),
        ("240/360", (14_400, 21_600)),
        ("240；360", (14_400, 21_600)),
        ("0.5、1.25", (30, 75)),
    ],
)
def test_ways_to_write_the_minutes(text, seconds):
    assert autonomy(text.replace("；", ";")) == seconds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("/", "BAD_NUMBER"),
        ("很久", "BAD_NUMBER"),
        ("240/很久", "BAD_NUMBER"),
        ("-240", "NEGATIVE"),
        ("240/0", "ZERO"),
        # Less than half a second is no time.
        ("0.001", "ZERO"),
        ("200/240/360", "AUTONOMY_SEASONS"),
    ],
)
def test_minutes_that_cannot_be_used(text, code):
    with pytest.raises(CellError) as error:
        autonomy(text)
    assert error.value.code == code


def test_hours_of_two_seasons_become_minutes():
    change = unit_change("autonomy_min", "小时")
    assert change.apply("4/6.5") == "240/390"
    assert change.apply("4 / 6") == "240/360"
    assert change.apply("4/很久") == "4/很久"
    assert change.apply("4") == "240"


FAULTS = {
    "no minutes": (("A", "C", 1, 60, None, "冷藏"), "autonomy_min", "CELL_MISSING", ""),
    "three seasons": (
        ("A", "C", 1, 60, "1/2/3", "冷藏"), "autonomy_min", "AUTONOMY_SEASONS",
        "1/2/3"),
    "no boxes": (("A", "C", 0, 60, 240, "冷藏"), "count", "ZERO", "0"),
    "half a box": (("A", "C", 1.5, 60, 240, "冷藏"), "count", "NOT_WHOLE", "1.5"),
    "fewer than none": (("A", "C", -2, 60, 240, "冷藏"), "count", "NEGATIVE", "-2"),
    "no room": (("A", "C", 1, 0, 240, "冷藏"), "litres", "ZERO", "0"),
    "less than no room": (("A", "C", 1, -6, 240, "冷藏"), "litres", "NEGATIVE", "-6"),
    "a place that is not there": (
        ("A", "月亮", 1, 60, 240, "冷藏"), "site", "UNKNOWN_SITE", "月亮"),
    "a box that keeps nothing": (
        ("A", "C", 1, 60, 240, "常温"), "temp", "BOX_AMBIENT", "常温"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_row_that_cannot_be_used_is_found_where_it_is(name):
    row, column, code, value = FAULTS[name]
    read = build(("EPP60", "C", 20, 60, "240", "冷藏"), row)
    found = [f for f in read.findings if f.code == code]
    assert [(f.row, f.column, f.value) for f in found] == [(3, column, value)]
    assert found[0].grade == "set_aside"
    for lang in ("zh", "en"):
        assert "{" not in render(found[0], lang)
    assert list(read.day.boxes) == ["EPP60@C"]


def test_a_box_of_ambient_temperature_keeps_nothing():
    read = build(("A", "C", 1, 60, 240, "ambient"))
    [found] = [f for f in read.findings if f.code == "BOX_AMBIENT"]
    assert "常温箱不保冷" in render(found)
    assert "写冷藏或冷冻" in render(found)
    assert read.day.boxes == {}


def test_an_owner_that_nobody_knows():
    columns = "type owner site count litres autonomy_min temp"
    read = build(("A", "圆通", "C", 1, 60, 240, "冷藏"), columns=columns)
    found = [f for f in read.findings if f.code == "UNKNOWN_PARTNER"]
    assert [(f.row, f.column, f.value) for f in found] == [(2, "owner", "圆通")]
    assert read.day.boxes == {}


def test_one_type_stands_once_at_a_site():
    read = build(
        ("EPP60", "C", 20, 60, "240", "冷藏"),
        ("EPP60", "H", 5, 60, "240", "冷藏"),
        ("EPP60", "县共配中心", 3, 60, "240", "冷藏"),
    )
    [found] = [f for f in read.findings if f.code == "BOX_TWICE"]
    assert (found.row, found.column, found.details["word"]) == (4, "type", "EPP60@C")
    assert "数量加到前面那一行" in render(found)
    assert {key: stock.count for key, stock in read.day.boxes.items()} == {
        "EPP60@C": 20,
        "EPP60@H": 5,
    }


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("回库时刻", "returned_at"),
        ("回库时间", "returned_at"),
        ("冻冰分钟", "freeze_min"),
        ("冻冰时长(小时)", "freeze_min"),
        ("保冷时长（小时）", "autonomy_min"),
        ("归属", "owner"),
    ],
)
def test_headers_as_people_write_them(header, column):
    assert match_header("boxes", header).column == column


def test_a_day_written_and_read_again_is_the_same(tmp_path, read):
    (tmp_path / "inputs").mkdir()
    write_canonical(read.tables, tmp_path / "inputs")
    again = read_day([tmp_path / "inputs"])
    assert again.day == read.day
    assert dict(again.day.boxes) == STOCKS


def test_the_template_asks_for_boxes(tmp_path):
    base, _ = write_templates(tmp_path)
    book = openpyxl.load_workbook(base)
    titles = [cell.value for cell in book["保温箱"][1] if cell.value]
    assert titles == [
        "型号*", "所在站点*", "数量*", "容积*", "温区*", "保冷分钟*", "归属单位",
        "每次费用", "回库时刻", "冻冰分钟",
    ]  # fmt: skip
    lists = [rule.formula1 for rule in book["保温箱"].data_validations.dataValidation]
    assert lists == ['"冷藏,冷冻"']
    assert (tmp_path / BASE_FILE).exists()


def test_the_twin_without_names_keeps_its_boxes():
    boxes = raw_table(
        "boxes",
        "type owner site count litres autonomy_min temp yuan_per_use returned_at "
        "freeze_min",
        ("EPP60", "zt", "C0", 12, 60, "240/360", "冷藏", 1.5, "06:30", 90),
        ("EPP60", None, "H0", 6, 30, 240, "冷冻", None, None, None),
    )
    before, after, _ = same_day(boxes)
    told = [
        [
            (s.count, s.cm3, s.autonomy, s.temp, s.micro_yuan_per_use, s.usable_from)
            for s in read.day.boxes.values()
        ]
        for read in (before, after)
    ]
    assert told[0] == told[1]
    assert len(told[0]) == 2
    names = {s.type for s in after.day.boxes.values()}
    assert "EPP60" not in names
    assert len(names) == 1
    owners = [s.owner for s in after.day.boxes.values()]
    assert owners[0] in after.day.partners
    assert owners[1] is None
