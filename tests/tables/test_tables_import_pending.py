"""待对照.xlsx as a clerk opens it."""

from openpyxl import load_workbook

from routing.tables.brand.pending import read_pending, write_pending
from routing.tables.brand.suggest import Pending


def line(code, items, **more):
    return Pending(partner="中通", kind="网点", code=code, items=items, **more)


def test_what_the_sheet_holds(tmp_path):
    path = tmp_path / "待对照.xlsx"
    lines = [
        line("003", 9, now="石门镇", near=("上湾村", "下湾村")),
        line("=1+1", 5, inside=(("上湾村", 3),), addresses=5),
        line("", 4, words=2),
        line("", 1, words=0),
    ]
    write_pending(path, lines, ["不送", "上湾村"], "zh")
    book = load_workbook(path)
    assert book.sheetnames == ["待对照", "选项"]
    rows = [[cell.value for cell in row] for row in book["待对照"].iter_rows(3)]
    assert rows == [
        ["中通", "网点", "003", 9, None, "上湾村、下湾村", None, "石门镇"],
        ["中通", "网点", "=1+1", 5, None, None, "上湾村（3/5）", None],
        ["中通", "网点", "（另有 2 种写法，件数少，可能是人名，不列出）", 4]
        + [None] * 4,
        ["中通", "网点", "（导出里没有写）", 1] + [None] * 4,
    ]
    # A text, not a formula.
    assert book["待对照"]["C4"].data_type == "s"
    (rule,) = book["待对照"].data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("E3:E6", "选项!$A$2:$A$3")
    (table,) = read_pending(path)
    assert [row.cells["code"] for row in table.rows[:1]] == ["003"]
    assert all("site" not in row.cells for row in table.rows)
