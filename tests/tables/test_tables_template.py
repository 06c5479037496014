"""The blank workbooks: what they ask for is what the reader takes."""

import datetime as dt

import openpyxl
import pytest

from routing.domain.consignment import Priority
from routing.domain.site import Level
from routing.domain.vehicle import VehicleClass
from routing.tables.build import read_day
from routing.tables.headers import HEADERS, TABLES
from routing.tables.template import BASE_FILE, DAY_FILE, GUIDE_SHEET, write_templates
from routing.tables.template_columns import (
    BASE_TABLES,
    DAY_TABLES,
    REQUIRED,
    choices,
)

DATE = dt.date(2026, 3, 9)
ALL = {**BASE_TABLES, **DAY_TABLES}


def fill(path, rows):
    """Write rows (by Chinese header) from row 3 on, as a clerk would."""
    book = openpyxl.load_workbook(path)
    for sheet_name, lines in rows.items():
        sheet = book[sheet_name]
        titles = {
            str(cell.value).rstrip("*"): cell.column for cell in sheet[1] if cell.value
        }
        for number, line in enumerate(lines, start=3):
            for title, value in line.items():
                sheet.cell(number, titles[title], value)
    book.save(path)


@pytest.fixture
def folder(tmp_path):
    write_templates(tmp_path / "县")
    return tmp_path / "县"


def test_the_smallest_day_filled_in_reads_without_a_finding(folder):
    fill(
        folder / BASE_FILE,
        {
            "站点": [
                {"站点名称": "县共配中心", "站点类别": "县级中心", "经度": 116.2,
                 "纬度": 30.6},
                {"站点名称": "石门镇站", "站点类别": "乡镇站", "经度": 116.31,
                 "纬度": 30.66},
                {"站点名称": "上湾村", "站点类别": "村级服务点", "所属乡镇": "石门镇站",
                 "距乡镇公里": 6.5},
            ],
            "车辆": [{"车牌": "皖H12345", "车型": "微面"}],
        },
    )  # fmt: skip
    book = openpyxl.load_workbook(folder / BASE_FILE)
    book["参数"]["B2"] = "GPS"
    book.save(folder / BASE_FILE)
    fill(
        folder / DAY_FILE,
        {"件量": [{"站点": "上湾村", "合作单位": "中通", "件数": 30, "优先级": "高"}]},
    )
    read = read_day([folder], DATE)
    assert [finding for finding in read.findings if finding.grade != "warning"] == []
    day = read.day
    assert [site.level for site in day.sites.values()] == [
        Level.CENTRE, Level.HUB, Level.VILLAGE,
    ]  # fmt: skip
    assert [row.vehicle_class for row in day.vehicles.values()] == [
        VehicleClass.MICROVAN
    ]
    assert day.items_demanded == 30
    assert day.consignments[0].priority is Priority.HIGH
    assert day.date == DATE


def test_lines_trips_and_handovers_are_filled_in_by_hand(folder):
    fill(
        folder / BASE_FILE,
        {
            "站点": [
                {"站点名称": "县共配中心", "站点类别": "县级中心"},
                {"站点名称": "石门镇站", "站点类别": "乡镇站", "距乡镇公里": 18},
                {"站点名称": "上湾村", "站点类别": "村级服务点", "所属乡镇": "石门镇站",
                 "距乡镇公里": 6.5},
            ],
            "车辆": [{"车牌": "皖H12345", "车型": "微面"}],
            "合作单位": [
                {"单位编号": "客运", "单位名称": "县客运", "类型": "客运",
                 "联系人": "孙经理", "电话": "13812345678"},
                {"单位编号": "邮政", "单位名称": "邮政", "类型": "邮政"},
                {"单位编号": "中通", "单位名称": "中通", "类型": "快递"},
            ],
            "班线": [{"班线编号": "L1", "运营单位": "县客运", "计费方式": "每袋",
                      "单价": 2.5}],
            "途经站时刻": [
                {"班线编号": "L1", "序号": 1, "站点": "县共配中心", "距首站分钟": 0,
                 "可装": "是", "可卸": "否"},
                {"班线编号": "L1", "序号": 2, "站点": "石门镇站", "距首站分钟": 40,
                 "可装": "否", "可卸": "是"},
            ],
            "班次": [{"班线编号": "L1", "发车时间": "08:00、13:30", "载货袋数": 12,
                      "司乘": "王师傅", "电话": "13800001111"}],
            "代投(代派)": [{"承运单位": "邮政", "委托单位": "*", "交接站点": "石门镇站",
                      "投递站点": "上湾村", "截止时间": "12:00", "送达时间": "17:00",
                      "计费方式": "每件", "单价": 0.8}],
        },
    )  # fmt: skip
    fill(
        folder / DAY_FILE,
        {"件量": [{"站点": "上湾村", "合作单位": "中通", "件数": 30}]},
    )
    read = read_day([folder], DATE)
    assert [finding for finding in read.findings if finding.grade != "warning"] == []
    assert list(read.day.trips) == ["L1-0800", "L1-1330"]
    assert read.day.trips["L1-0800"].cap_bags == 12
    assert read.day.trips["L1-0800"].contact.phone == "13800001111"
    assert read.day.partners["客运"].contact.name == "孙经理"
    assert list(read.day.offers) == ["H01"]


def test_a_blank_template_beside_the_filled_day_changes_nothing(folder):
    blank = read_day([folder], DATE)
    codes = {finding.code for finding in blank.findings if finding.row}
    # No hint, header or guide is taken for data.
    assert codes == set()


@pytest.mark.parametrize("name", [BASE_FILE, DAY_FILE])
def test_sheets_headers_hints_and_lists(folder, name):
    book = openpyxl.load_workbook(folder / name)
    tables = BASE_TABLES if name == BASE_FILE else DAY_TABLES
    assert book.sheetnames[0] == GUIDE_SHEET
    for table, columns in tables.items():
        sheet = book[TABLES[table][0]]
        assert str(sheet.cell(2, 1).value).startswith("#")
        listed = {
            str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1
            for rule in sheet.data_validations.dataValidation
        }
        for number, column in enumerate(columns.split(), start=1):
            title = sheet.cell(1, number).value
            assert title.rstrip("*") == HEADERS[table][column][0]
            assert title.endswith("*") == (column in REQUIRED[table])
            assert sheet.cell(2, number).value
            words = choices(table, column)
            letter = openpyxl.utils.get_column_letter(number)
            assert listed.get(letter) == (f'"{",".join(words)}"' if words else None)
        # Excel refuses a longer list.
        assert all(len(formula) <= 257 for formula in listed.values())


def test_every_list_column_and_no_other_has_choices():
    assert choices("sites", "level")[0] == "县级中心"
    assert choices("vehicles", "vehicle_class") == (
        "三轮", "微面", "轻货", "中货", "无人机", "无人车",
    )  # fmt: skip
    assert choices("demand", "priority") == ("高", "中", "低")
    assert choices("pickups", "must") == ("是", "否")
    assert choices("sites", "name") == ()


def test_templates_are_never_written_over_a_file(folder):
    (folder / BASE_FILE).unlink()
    kept = (folder / DAY_FILE).read_bytes()
    with pytest.raises(FileExistsError, match=DAY_FILE):
        write_templates(folder)
    assert (folder / DAY_FILE).read_bytes() == kept
    assert not (folder / BASE_FILE).exists()


def test_nobody_is_asked_for_recipients():
    asked = " ".join(HEADERS[t][c][0] for t, cs in ALL.items() for c in cs.split())
    for word in ("收件人", "寄件人", "运单号", "单号"):
        assert word not in asked
