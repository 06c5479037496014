"""plan.xlsx as written: its sheets, what may be edited, nothing that bites."""

import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from features.line_county import HEADER, TABLES, line_plan, read_line_day

from routing.check.judge import judge
from routing.plan.model import BusLoad
from routing.plan.workbook.cells import harmless, unguarded
from routing.plan.workbook.content import UnservedFits, VehicleFit
from routing.plan.workbook.read import read_workbook
from routing.plan.workbook.sheet_found import open_book
from routing.plan.workbook.write import write_workbook
from routing.planning.output.workbook_content import workbook_content

CHINESE = [
    "汇总", "线路", "站点明细", "集包袋", "未安排", "未安排-可行车辆", "校验",
    "参数与假设", "选项",
]  # fmt: skip
WORDS = re.compile(r"[A-Za-z]{4,}")
OPTION = re.compile(r"--[a-z-]+|\b[0-9a-f]{12}\b")
"""Options of the program, and hashes."""
CODES = re.compile(r"[A-Z][A-Z0-9_]{3,}|gongpei|evaluate|plan|xlsx|numba|numpy|ortools")


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    intake = read_line_day(tmp_path_factory.mktemp("county"))
    return intake, line_plan(intake.day, intake.travel)


def write(folder, intake, plan, **more):
    path = folder / "plan.xlsx"
    write_workbook(path, workbook_content(intake.day, plan, **more))
    return path


def rows(path, sheet):
    page = openpyxl.load_workbook(path)[sheet]
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_sheets_are_in_order_and_the_lists_are_hidden(county, tmp_path):
    book = openpyxl.load_workbook(write(tmp_path, *county))
    assert book.sheetnames == CHINESE
    hidden = [page.title for page in book if page.sheet_state != "visible"]
    assert hidden == ["选项"]


def test_a_trip_that_the_tables_do_not_know_stands_with_what_the_plan_says(
    county, tmp_path
):
    intake, plan = county
    ids = [bag.id for bag in plan.bags][:2]
    items = sum(sum(bag.items.values()) for bag in plan.bags[:2])
    grams = sum(bag.grams for bag in plan.bags[:2])
    load = BusLoad(trip="T1", bags=tuple(ids), board="C", alight="A", fee_cents=350)
    path = write(tmp_path, intake, replace(plan, bus_loads=(load,)))
    assert rows(path, "班次装载")[3] == [
        "T1", None, None, None, "县共配中心", "00:00", None, "上湾村", "00:00",
        2, 0, items, grams / 1000, "、".join(ids), None, None, None, None, 3.5,
    ]  # fmt: skip
    names = openpyxl.load_workbook(path).sheetnames
    assert names == [*CHINESE[:3], "班次装载", *CHINESE[3:]]


def test_stops_are_one_row_per_halt_direction_partner_and_class(county, tmp_path):
    found = rows(write(tmp_path, *county), "站点明细")
    assert found[HEADER - 1] == [
        "车辆", "趟次", "顺序", "站点", "乡镇", "送/取", "合作单位", "货类", "件数",
        "到达", "开始交接", "离开", "公斤", "袋数", "原位置",
    ]  # fmt: skip
    assert found[HEADER] == [
        "皖A10001", 1, 1, "上湾村", "石门镇站", "送", "中通", "普通", 20,
        "08:50", "08:50", "08:54", 20, 1, "K1 #1.1",
    ]  # fmt: skip
    # D is reached 09:09:40; 15 + 5 down in one bag, 6 up.
    assert [row[5:9] for row in found[HEADER + 3 : HEADER + 6]] == [
        ["送", "中通", "普通", 15],
        ["送", "邮政", "普通", 5],
        ["取", "邮政", "普通", 6],
    ]
    assert len(found) == HEADER + 9


def test_the_first_sheet_says_what_may_be_edited(county, tmp_path):
    words = "".join(str(row[0]) for row in rows(write(tmp_path, *county), "汇总")[:4])
    assert "“站点明细”表可以改" in words
    assert "gongpei evaluate" in words


def test_headers_stay_in_sight_and_are_repeated_in_print(county, tmp_path):
    for page in openpyxl.load_workbook(write(tmp_path, *county)):
        header = page.auto_filter.ref.split(":")[0].removeprefix("A")
        assert page.freeze_panes.endswith(str(int(header) + 1)), page.title
        assert page.print_title_rows == f"${header}:${header}", page.title
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.paperSize == 9
        assert page.page_setup.fitToWidth == 1


def test_unserved_rows_have_reason_and_vehicles(county, tmp_path):
    intake, plan = county
    fits = UnservedFits(
        site="G", partner="ZT", goods_class="普通", items=12,
        fits=(
            VehicleFit(vehicle="K1", cents=1113),
            VehicleFit(vehicle="K2", cents=None, stopped_by="CAP_KG 超重 10.0 kg"),
        ),
    )  # fmt: skip
    path = write(tmp_path, intake, plan, fits=[fits])
    left = rows(path, "未安排")[1]
    assert left[:2] == ["高山村", "石门镇站"]
    assert left[4:6] == [12, "SEARCH_LIMIT"]
    assert "搜索时间内未找到位置" in left[6]
    assert rows(path, "未安排-可行车辆") == [
        ["站点", "合作单位", "货类", "件数", "皖A10001", "皖A10002", "皖A10003"],
        ["高山村", "中通", "普通", 12, "可行 加11.13元", "CAP_KG 超重 10.0 kg", None],
    ]


def test_violations_stand_in_the_findings(county, tmp_path):
    intake, plan = county
    wrong = replace(plan, penalty_cents=5)
    violations = judge(intake.day, intake.travel, wrong)
    path = write(tmp_path, intake, wrong, violations=violations)
    assert rows(path, "校验")[1][:3] == ["超限/不符", "P3_PENALTY", "惩罚合计"]
    assert ["超限/不符", 1, None] in rows(path, "汇总")


def test_a_name_that_looks_like_a_formula_is_none(tmp_path):
    sites = TABLES["站点"].replace("上湾村", '"=HYPERLINK(""http://x"")"')
    day = TABLES["件量"]
    intake = read_line_day(tmp_path, 站点=sites, 件量=day)
    plan = line_plan(intake.day, intake.travel)
    path = write(tmp_path, intake, plan)
    page = openpyxl.load_workbook(path)["站点明细"]
    cell = page.cell(HEADER + 1, 4)
    assert cell.data_type == "s"
    assert cell.value.startswith("'=")
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in book.read(name)
    assert read_workbook(open_book(path), intake.day).usable, "the name is found again"


@pytest.mark.parametrize("text", ["=1+1", "+86", "@a", "-x", "\t=1"])
def test_texts_like_formulas_get_an_apostrophe(text):
    assert harmless(text) == ("+86" if text == "+86" else f"'{text}")
    assert unguarded(harmless(text)) == text


@pytest.mark.parametrize("value", [12, 1.5, "-3.5", "十二", "", None])
def test_other_values_stay(value):
    assert harmless(value) == value


def test_control_characters_are_left_out():
    assert harmless("a\x07b\x00") == "ab"


def test_chinese_sheets_hold_no_english_words(county, tmp_path):
    path = write(tmp_path, *county)
    for page in openpyxl.load_workbook(path):
        for row in page.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, str):
                    words = WORDS.findall(OPTION.sub("", value))
                    found = [word for word in words if not CODES.fullmatch(word)]
                    assert page.title == "参数与假设" or not found, (page.title, value)


def test_english_workbooks_read_back_the_same(county, tmp_path):
    intake, plan = county
    path = write(tmp_path, intake, plan, lang="en")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["summary", "routes", "stops"]
    assert [cell.value for cell in book["stops"][HEADER]][:3] == [
        "vehicle", "tour", "order",
    ]  # fmt: skip
    assert book["stops"].cell(HEADER + 1, 6).value == "deliver"
    found = read_workbook(open_book(path), intake.day)
    chinese = read_workbook(open_book(write(tmp_path, intake, plan)), intake.day)
    assert found.usable
    assert found.tours == chinese.tours


def test_staff_are_nowhere_in_it(tmp_path):
    sites = TABLES["站点"].replace("可进车型\n", "可进车型,负责人,电话\n", 1)
    sites = sites.replace("18:00,\n", "18:00,,钱二妹,13811113333\n", 1)
    cars = TABLES["车辆"].replace("速度档\n", "速度档,驾驶员,驾驶员电话\n")
    cars = cars.replace("8,van\n", "8,van,孙三虎,13811114444\n", 1)
    intake = read_line_day(tmp_path, 站点=sites, 车辆=cars)
    assert intake.day.vehicles["K1"].contact.name == "孙三虎"
    assert intake.day.sites["A"].contact.phone == "13811113333"
    path = write(tmp_path, intake, line_plan(intake.day, intake.travel))
    with zipfile.ZipFile(path) as book:
        text = "".join(book.read(n).decode("utf-8", "ignore") for n in book.namelist())
    for secret in ("钱二妹", "孙三虎", "13811113333", "13811114444"):
        assert secret not in text
