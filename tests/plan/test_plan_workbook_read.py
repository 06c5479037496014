"""An edited plan.xlsx read back: order of halts, spellings, located findings."""

from dataclasses import replace

import openpyxl
import pytest
from features.line_county import HEADER, ROUTES, TABLES, line_plan, read_line_day

from routing.domain.day import VehicleOut
from routing.plan.workbook.read import read_workbook
from routing.plan.workbook.sheet_found import open_book, workbook_mark
from routing.plan.workbook.write import write_workbook
from routing.planning.hand_plan.edit import HandEditError, plan_of_edit
from routing.planning.output.workbook_content import workbook_content
from routing.tables.render import render

COLUMNS = {"车辆": 1, "趟次": 2, "顺序": 3, "站点": 4, "送/取": 6, "合作单位": 7,
           "货类": 8, "件数": 9}  # fmt: skip
NEW = "皖A10001"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Return the day, its plan and its workbook as written."""
    folder = tmp_path_factory.mktemp("county")
    intake = read_line_day(folder)
    plan = line_plan(intake.day, intake.travel)
    write_workbook(folder / "plan.xlsx", workbook_content(intake.day, plan))
    return intake, plan, folder / "plan.xlsx"


def edited(county, tmp_path, change):
    """Return what is read after ``change(sheet)``."""
    book = openpyxl.load_workbook(county[2])
    change(book["站点明细"])
    path = tmp_path / "改.xlsx"
    book.save(path)
    return read_workbook(open_book(path), county[0].day)


def order(edit, vehicle="K1", number=0):
    own = [tour for tour in edit.tours if tour.vehicle == vehicle]
    return [halt.site for halt in own[number].halts]


def codes(edit):
    return [row.code for row in edit.findings]


def add(sheet, *cells):
    for column, value in zip(COLUMNS.values(), cells, strict=False):
        sheet.cell(sheet.max_row + (column == 1), column, value)


def set_order(sheet, *numbers):
    """Write the numbers of K1's six rows: A, A, B, D, D, D."""
    for row, number in enumerate(numbers, start=HEADER + 1):
        sheet.cell(row, COLUMNS["顺序"]).value = number


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1, 1, 2, 3, 3, 3), ["A", "B", "D"]),
        ((10, 10, 20, 30, 30, 30), ["A", "B", "D"]),
        ((3, 3, 2, 1, 1, 1), ["D", "B", "A"]),
        # Between, with decimals and a minus.
        ((2.5, 2.5, 2, 3, 3, 3), ["B", "A", "D"]),
        ((1, 1, -1, 3, 3, 3), ["B", "A", "D"]),
        # Equal numbers follow the rows.
        ((1, 1, 1, 1, 1, 1), ["A", "B", "D"]),
        ((2, 2, 2, 1, 1, 1), ["D", "A", "B"]),
        # A blank number stands directly after the row above.
        ((5, 5, None, 3, 3, 3), ["D", "A", "B"]),
        ((None, None, None, None, None, None), ["A", "B", "D"]),
        # The halt's other rows say where it is; one row of it apart is a second.
        ((1, 4, 2, 3, 3, 3), ["A", "B", "D", "A"]),
    ],
)
def test_numbers_decide_the_order(county, tmp_path, numbers, expected):
    edit = edited(county, tmp_path, lambda sheet: set_order(sheet, *numbers))
    assert order(edit) == expected
    assert edit.usable


def test_a_new_row_without_number_goes_to_the_end_of_its_tour(county, tmp_path):
    edit = edited(
        county,
        tmp_path,
        lambda sheet: add(sheet, NEW, None, None, "高山村", None, "中通", None, 12),
    )
    assert order(edit) == ["A", "B", "D", "G"]
    assert edit.usable


def test_a_new_row_stands_where_its_number_says(county, tmp_path):
    edit = edited(
        county,
        tmp_path,
        lambda sheet: add(sheet, NEW, 1, 1.5, "G", "送", "ZT", "普通", "12 件"),
    )
    assert order(edit) == ["A", "G", "B", "D"]


def test_rows_of_one_halt_may_be_moved_apart_without_effect(county, tmp_path):
    """One of A's rows between B and D: its number says that it belongs to A."""

    def change(sheet):
        values = [cell.value for cell in sheet[HEADER + 2]]
        for column, cell in enumerate(sheet[HEADER + 3], start=1):
            sheet.cell(HEADER + 2, column, cell.value)
        for column, value in enumerate(values, start=1):
            sheet.cell(HEADER + 3, column, value)

    edit = edited(county, tmp_path, change)
    assert order(edit) == ["A", "B", "D"]
    assert codes(edit) == ["EDIT_SORTED"]


def test_tours_may_leave_gaps(county, tmp_path):
    def change(sheet):
        for row in range(HEADER + 4, HEADER + 7):
            sheet.cell(row, COLUMNS["趟次"], "第7趟")

    edit = edited(county, tmp_path, change)
    assert order(edit) == ["A", "B"]
    assert order(edit, number=1) == ["D"]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("车辆", "皖B77777", "EDIT_UNKNOWN_VEHICLE"),
        ("车辆", None, "EDIT_BLANK"),
        ("站点", "没有这个村", "EDIT_UNKNOWN_SITE"),
        ("站点", None, "EDIT_BLANK"),
        ("站点", "高山村", "EDIT_NO_DEMAND"),
        ("合作单位", "顺丰", "EDIT_UNKNOWN_PARTNER"),
        ("货类", "生鲜", "EDIT_UNKNOWN_GOODS"),
        ("件数", "二十", "EDIT_NOT_WHOLE"),
        ("件数", -3, "EDIT_NOT_WHOLE"),
        ("件数", 2.5, "EDIT_NOT_WHOLE"),
        ("件数", None, "EDIT_BLANK"),
        ("件数", 21, "EDIT_OVER_DEMAND"),
        ("趟次", 0, "EDIT_BAD_TOUR"),
        ("趟次", 1.5, "EDIT_BAD_TOUR"),
        ("顺序", "先", "EDIT_BAD_ORDER"),
        ("送/取", "退回", "EDIT_BAD_DIRECTION"),
        ("送/取", "取", "EDIT_NO_DEMAND"),
    ],
)
def test_a_bad_cell_is_a_finding_with_its_place(county, tmp_path, column, value, code):
    row = HEADER + 1 if column != "站点" or value != "高山村" else HEADER + 2

    def change(sheet):
        sheet.cell(row, COLUMNS[column]).value = value

    edit = edited(county, tmp_path, change)
    assert not edit.usable
    finding = edit.findings[0]
    assert (finding.code, finding.row) == (code, row)
    assert (finding.file, finding.sheet) == ("改.xlsx", "站点明细")
    if code != "EDIT_NO_DEMAND":
        assert finding.column == column
    for lang in ("zh", "en"):
        assert f"[{code}]" in render(finding, lang)
    with pytest.raises(HandEditError, match=code):
        plan_of_edit(county[0].day, county[0].travel, county[1], edit)


def test_columns_that_are_needed_are_named(county, tmp_path):
    def change(sheet):
        for column in ("站点", "件数"):
            sheet.cell(HEADER, COLUMNS[column], "啊")

    edit = edited(county, tmp_path, change)
    assert codes(edit) == ["EDIT_COLUMN_MISSING"]
    assert "站点、件数" in render(edit.findings[0])
    assert "site、items" in render(edit.findings[0], "en")


def test_a_workbook_without_the_sheet_is_told(county, tmp_path):
    book = openpyxl.load_workbook(county[2])
    del book["站点明细"]
    book.save(tmp_path / "a.xlsx")
    edit = read_workbook(open_book(tmp_path / "a.xlsx"), county[0].day)
    assert codes(edit) == ["EDIT_NO_SHEET"]
    assert not edit.usable


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_told(county, tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert codes(read_workbook(open_book(path), county[0].day)) == ["EDIT_UNREADABLE"]
    assert workbook_mark(open_book(path)) == ""


def test_a_name_of_two_sites_needs_the_id(tmp_path):
    sites = TABLES["站点"].replace("下湾村", "上湾村")
    intake = read_line_day(tmp_path, 站点=sites)
    plan = line_plan(intake.day, intake.travel)
    content = workbook_content(intake.day, plan)
    write_workbook(tmp_path / "plan.xlsx", content)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sheet = book["站点明细"]
    assert sheet.cell(HEADER + 1, 4).value == "上湾村(A)"
    assert read_workbook(open_book(tmp_path / "plan.xlsx"), intake.day).usable
    sheet.cell(HEADER + 1, 4, "上湾村")
    sheet.cell(HEADER + 2, 4, "A")
    book.save(tmp_path / "a.xlsx")
    edit = read_workbook(open_book(tmp_path / "a.xlsx"), intake.day)
    assert codes(edit) == ["EDIT_AMBIGUOUS"]
    assert "A、B" in render(edit.findings[0])


def test_a_blank_class_is_read_where_there_is_one_alone(tmp_path):
    goods = "货类,温区,可上客车\n普通,常温,是\n易碎,常温,是\n"
    demand = TABLES["件量"].replace("站点,合作单位,件数", "站点,合作单位,件数,货类")
    demand = demand.replace("A,ZT,20\n", "A,ZT,20,\nA,ZT,3,易碎\n")
    intake = read_line_day(tmp_path, 货物类别=goods, 件量=demand)
    plan = line_plan(intake.day, intake.travel)
    write_workbook(tmp_path / "plan.xlsx", workbook_content(intake.day, plan))
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    for row in range(HEADER + 1, HEADER + 10):
        book["站点明细"].cell(row, COLUMNS["货类"]).value = None
    book.save(tmp_path / "a.xlsx")
    edit = read_workbook(open_book(tmp_path / "a.xlsx"), intake.day)
    assert [(row.code, row.row) for row in edit.findings] == [
        ("EDIT_GOODS_BLANK", HEADER + 1)
    ]
    assert "普通、易碎" in render(edit.findings[0])


def test_a_vehicle_that_is_out_is_told(county, tmp_path):
    day = county[0].day
    gone = VehicleOut(vehicle=day.vehicles["K2"], cause="status")
    vehicles = {key: car for key, car in day.vehicles.items() if key != "K2"}
    day = replace(day, vehicles=vehicles, vehicles_out=(gone,))
    edit = read_workbook(open_book(county[2]), day)
    assert [(row.code, row.row, row.value) for row in edit.findings] == [
        ("EDIT_VEHICLE_OUT", row, "皖A10002") for row in range(HEADER + 7, HEADER + 10)
    ]


def test_the_mark_is_read_from_the_summary(county):
    content = workbook_content(county[0].day, county[1])
    assert workbook_mark(open_book(county[2])) == content.mark
    assert len(content.mark) == 12


def test_as_written_it_says_the_plan(county):
    edit = read_workbook(open_book(county[2]), county[0].day)
    assert edit.findings == ()
    assert {tour.vehicle: len(tour.halts) for tour in edit.tours} == {"K1": 3, "K2": 2}
    rows = [row for tour in edit.tours for halt in tour.halts for row in halt.rows]
    said = [
        (row.site, "取" if row.pick_up else "送", row.partner, row.items)
        for row in rows
    ]
    assert said == ROUTES["K1"][0] + ROUTES["K2"][0]
