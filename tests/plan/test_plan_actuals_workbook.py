"""执行回填.xlsx as written, and read back with everything a person may do to it."""

import openpyxl
import pytest
from features.closing_county import closing_plan, read_closing_day, type_in

from routing.plan.actuals.model import RowKind
from routing.plan.actuals.planned import PlanMismatchError, planned_rows
from routing.plan.actuals.read import has_entries, read_fill_in
from routing.plan.actuals.sheets import FillIn
from routing.plan.actuals.write import write_fill_in
from routing.plan.workbook.sheet_found import open_book, workbook_mark
from routing.tables.finding import Grade
from routing.tables.render import render

MARK = "0123456789ab"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    intake = read_closing_day(tmp_path_factory.mktemp("county"))
    plan = closing_plan(intake.day, intake.travel)
    return intake.day, plan, planned_rows(intake.day, plan)


@pytest.fixture
def path(county, tmp_path):
    return write(county, tmp_path / "执行回填.xlsx")


def write(county, path, lang="zh"):
    day, plan, planned = county
    fill = FillIn(
        day=day,
        planned=planned,
        date=plan.date,
        number="N",
        version=1,
        mark=MARK,
        lang=lang,
    )
    write_fill_in(path, fill)
    return path


def read(county, path):
    day, _, planned = county
    return read_fill_in(open_book(path), day, planned, MARK)


def test_sheets_are_filled_with_the_plan_and_ready_to_type_into(path):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["汇总", "送货", "揽收", "未安排", "选项"]
    assert book["选项"].sheet_state == "hidden"
    page = book["送货"]
    assert page.freeze_panes == "H3"
    rows = list(page.iter_rows(min_row=2, values_only=True))
    assert rows[0][-7:] == (
        "实际件数", "实际时间", "离开时间", "封签", "温度℃", "原因", "备注",
    )  # fmt: skip
    assert rows[1][:11] == (
        "S0001", "中转", "皖A10001", 1, 1, "石门镇站", "上湾村", "邮政", "普通",
        "09:45", 15,
    )  # fmt: skip
    assert all(cell is None for row in rows[1:] for cell in row[12:])
    rules = page.data_validations.dataValidation
    lists = {str(rule.sqref)[0] for rule in rules}
    assert lists == {"P", "R"}
    # A time stays as it is typed.
    assert page.column_dimensions["N"].number_format == "@"
    assert [row[0].value for row in book["未安排"].iter_rows(min_row=3)] == [
        "W0001", "W0002",
    ]  # fmt: skip


def test_nothing_typed_is_nothing_read(county, path):
    found = read(county, path)
    assert (found.typed, found.aside, found.findings) == ({}, (), ())
    assert found.usable
    assert not has_entries(open_book(path))
    assert workbook_mark(open_book(path)) == MARK


def test_an_english_workbook_is_read_as_well(county, tmp_path):
    path = write(county, tmp_path / "en.xlsx", "en")
    book = openpyxl.load_workbook(path)
    page = book["deliveries"]
    head = [cell.value for cell in page[2]]
    page.cell(3, head.index("actual items") + 1).value = 3
    page.cell(3, head.index("reason") + 1).value = "items short"
    book.save(path)
    found = read(county, path)
    assert found.findings == ()
    assert found.typed["S0001"].items == 3


def test_rows_may_be_sorted_hidden_and_columns_moved(county, path):
    type_in(path, {"送货": {"S0010": {"实际件数": 9, "原因": "少件"}}})
    book = openpyxl.load_workbook(path)
    page = book["送货"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    head, data = rows[0], sorted(rows[1:], key=lambda row: str(row[0]), reverse=True)
    order = [*range(12, len(head)), *range(12)]
    for number, row in enumerate([head, *data], start=2):
        for column, at in enumerate(order, start=1):
            page.cell(number, column).value = row[at]
    page.row_dimensions[4].hidden = True
    book.save(path)
    found = read(county, path)
    assert found.findings == ()
    assert {key: row.items for key, row in found.typed.items()} == {"S0010": 9}


CASES = {
    "ACT_BAD_ITEMS": ("送货", "S0003", {"实际件数": "四"}, "实际件数"),
    "ACT_MORE": ("送货", "S0003", {"实际件数": 50}, "实际件数"),
    "ACT_BAD_TIME": ("送货", "S0003", {"实际时间": "上午"}, "实际时间"),
    "ACT_LEFT_BEFORE": (
        "送货", "S0003", {"实际时间": "10:00", "离开时间": "9:50"}, "离开时间",
    ),
    "ACT_BAD_REASON": ("送货", "S0003", {"实际件数": 1, "原因": "关们了"}, "原因"),
    "ACT_REASON_ALONE": ("送货", "S0003", {"原因": "站点关门"}, "原因"),
    "ACT_BAD_TEMP": ("送货", "S0004", {"温度℃": "凉"}, "温度°C"),
    "ACT_BAD_SEAL": ("送货", "S0003", {"封签": "13800001111"}, "封签"),
    "ACT_ROW_CHANGED": ("送货", "S0003", {"收件站点": "下湾村"}, "收件站点"),
    "ACT_ERROR_CELL": ("送货", "S0003", {"实际件数": "#REF!"}, "实际件数"),
    "ACT_KEY_UNKNOWN": ("送货", "S0003", {"编号": "S0999", "实际件数": 1}, "编号"),
    "ACT_KEY_TWICE": ("送货", "S0003", {"编号": "S0004", "实际件数": 1}, "编号"),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_a_row_that_cannot_be_read_is_set_aside_and_the_others_are_not(
    county, path, code
):
    sheet, key, cells, column = CASES[code]
    type_in(path, {sheet: {key: cells, "S0007": {"实际件数": 1, "原因": "少件"}}})
    found = read(county, path)
    first = next(row for row in found.findings if row.code == code)
    assert first.grade is Grade.SET_ASIDE
    assert (first.file, first.sheet, first.column) == (path.name, sheet, column)
    # The second of two rows with one number is the one that is said.
    assert first.row == (6 if "S0004" in (key, cells.get("编号")) else 5)
    assert found.usable
    # What one row says holds, whatever is wrong with another.
    assert found.typed["S0007"].items == 1
    assert key not in found.typed
    if code == "ACT_KEY_TWICE":
        assert found.aside == ("S0004",)
    elif code != "ACT_KEY_UNKNOWN":
        assert found.aside == (key,)
    for lang in ("zh", "en"):
        assert f"[{code}]" in render(first, lang)
    assert "13800001111" not in render(first)


def test_all_findings_come_at_once(county, path):
    rows = {
        "S0001": {"实际件数": "x", "实际时间": "y"},
        "S0002": {"封签": "看不清"},
    }
    type_in(path, {"送货": rows, "未安排": {"W0002": {"后来送到件数": 99}}})
    found = read(county, path)
    assert [row.code for row in found.findings] == [
        "ACT_BAD_ITEMS", "ACT_BAD_TIME", "ACT_BAD_SEAL", "ACT_MORE",
    ]  # fmt: skip
    assert found.aside == ("S0001", "S0002", "W0002")


def test_rows_that_were_deleted_count_as_planned_and_it_is_said(county, path):
    book = openpyxl.load_workbook(path)
    book["送货"].delete_rows(4, 2)
    book.save(path)
    (finding,) = read(county, path).findings
    assert (finding.code, finding.grade) == ("ACT_ROWS_GONE", Grade.WARNING)
    assert finding.details["keys"] == "S0002、S0003"


def test_a_workbook_of_another_plan_or_none_at_all_is_not_used(county, path):
    day, _, planned = county
    other = read_fill_in(open_book(path), day, planned, "ffffffffffff")
    assert other.other == MARK
    assert not other.usable
    path.write_bytes(b"no workbook")
    found = read(county, path)
    assert [row.code for row in found.findings] == ["ACT_UNREADABLE"]
    assert not found.usable


def test_a_sheet_that_is_gone_is_missed(county, path):
    book = openpyxl.load_workbook(path)
    del book["揽收"]
    book.save(path)
    found = read(county, path)
    assert [row.code for row in found.findings] == ["ACT_NO_SHEET"]
    assert not found.usable


def test_a_plan_of_other_tables_has_no_rows(county):
    day, plan, planned = county
    assert {row.kind for row in planned.rows} == set(RowKind)
    with pytest.raises(PlanMismatchError):
        planned_rows(type(day)(**{**_fields(day), "consignments": ()}), plan)


def _fields(day):
    return {name: getattr(day, name) for name in day.__dataclass_fields__}
