"""Headers, totals, merged and repeated cells: what is data and what is not."""

import datetime as dt

import pytest
from openpyxl import Workbook

from routing.tables.headers import (
    HEADERS,
    TABLES,
    fold_header,
    match_header,
    match_table,
)
from routing.tables.read import read_tables


def csv_table(folder, name, content):
    (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    read = read_tables([folder])
    return read.tables[name], [finding.code for finding in read.findings]


def xlsx_table(folder, name, rows, merges=()):
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    for merge in merges:
        book.active.merge_cells(merge)
    book.save(folder / "a.xlsx")
    read = read_tables([folder])
    return read.tables[name], [finding.code for finding in read.findings]


def cells(table):
    return [row.cells for row in table.rows]


def test_no_spelling_means_two_columns_of_a_table():
    for table, columns in HEADERS.items():
        for column, spellings in columns.items():
            for spelling in spellings:
                assert match_header(table, spelling).column == column, (table, spelling)


def test_no_name_means_two_tables():
    for table, names in TABLES.items():
        assert names[-1] == table
        for name in names:
            assert match_table(name).table == table


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("1.站点表", "sites"),
        ("附表2：车辆信息表", "vehicles"),
        ("件量_2024-05-01", "demand"),
        ("站点 (2)", "sites"),
        ("Stop_Times", "stop_times"),
        ("填写说明", None),
        ("Sheet1", None),
        ("2024", None),
    ],
)
def test_names_of_sheets_and_files(name, table):
    match = match_table(name)
    assert (match.table if match else None) == table


@pytest.mark.parametrize(
    ("table", "header", "column", "factor"),
    [
        ("vehicles", "载重(kg)", "cap_kg", 1),
        ("vehicles", "核载（吨）", "cap_kg", 1000),
        ("vehicles", "载重kg", "cap_kg", 1),
        ("vehicles", "载重(件)", "cap_items", None),
        ("vehicles", "容积 m³", "cap_m3", 1),
        ("vehicles", "每公里成本(元)", "yuan_per_km", None),
        ("vehicles", "每公里成本（元/公里）", "yuan_per_km", None),
        ("vehicles", "最长工时(小时)", "max_hours", 1),
        ("travel", "里程（公里）", "km", 1),
        ("travel", "里程/km", "km", 1),
        ("travel", "时间(小时)", "min", 60),
        ("sites", "*站点名称", "name", None),
        ("sites", "站点名称（必填）：", "name", None),
        ("sites", "ＬＯＮ", "lon", None),
        ("sites", "占乡镇件量%", "township_share", None),
        ("sites", "颜色", None, None),
        ("demand", "顺丰", None, None),
    ],
)
def test_headers(table, header, column, factor):
    match = match_header(table, header)
    assert (match.column if match else None) == column
    assert (match.unit.factor if match and match.unit else None) == factor


def test_stars_and_notes_are_folded_away():
    assert fold_header("＊ 站点名称\n（必填）：") == "站点名称"


def test_hint_row_and_repeated_header_are_no_data(tmp_path):
    table, codes = csv_table(
        tmp_path,
        "demand",
        "站点,合作单位,件数\n#站点名称,#简称,#整数\n\nA,P,1\n站点,合作单位,件数\nB,P,2\n",
    )
    assert [(row.row, row.cells["site"]) for row in table.rows] == [(4, "A"), (6, "B")]
    assert codes == []


def test_first_row_with_an_error_is_no_hint(tmp_path):
    table, _ = csv_table(tmp_path, "demand", "站点,合作单位,件数\n#REF!,P,1\nA,P,2\n")
    assert table.rows[0].errors == {"site": "#REF!"}
    assert table.rows[0].cells == {"partner": "P", "items": "1"}


def test_formula_errors_and_formulas_without_result(tmp_path):
    rows = [
        ["站点", "顺丰", "中通"],
        ["A", "#DIV/0!", 3],
        ["B", "=SUM(B9:B10)", 4],
        ["C", "####", "#N/A"],
    ]
    table, codes = xlsx_table(tmp_path, "demand", rows)
    assert [row.errors for row in table.rows] == [
        {"顺丰": "#DIV/0!"},
        {"顺丰": "=SUM(B9:B10)"},
        {"顺丰": "####", "中通": "#N/A"},
    ]
    assert cells(table) == [
        {"site": "A", "中通": "3"},
        {"site": "B", "中通": "4"},
        {"site": "C"},
    ]
    assert codes == []


def test_row_of_nothing_but_an_error_is_kept(tmp_path):
    rows = [["站点", "合作单位", "件数"], ["A", "P", 1], [None, None, "#REF!"]]
    table, _ = xlsx_table(tmp_path, "demand", rows)
    assert [(row.row, row.errors) for row in table.rows] == [
        (2, {}),
        (3, {"items": "#REF!"}),
    ]


def test_blank_townships_of_a_grouped_column_are_filled(tmp_path):
    table, _ = csv_table(
        tmp_path,
        "sites",
        "所属乡镇,站点名称,站点类别\n,中心,centre\n,甲站,乡镇站\n甲镇,一村,村级服务点\n"
        ",二村,村级服务点\n乙镇,三村,village\n,四村,village\n,乙站,hub\n,五村,village\n",
    )
    # The hub ends the group: whose the fifth village is, the table does not say.
    assert [row.cells.get("township") for row in table.rows] == (
        [None, None, "甲镇", "甲镇", "乙镇", "乙镇", None, None]
    )


def test_blank_township_of_a_filled_column_is_a_mistake(tmp_path):
    table, _ = csv_table(
        tmp_path,
        "sites",
        "所属乡镇,站点名称,站点类别\n甲镇,一村,village\n甲镇,二村,village\n,三村,village\n",
    )
    assert [row.cells.get("township") for row in table.rows] == ["甲镇", "甲镇", None]


def test_merged_names_fill_down_merged_numbers_do_not(tmp_path):
    rows = [
        ["站点", "合作单位", "件数"],
        ["A", "P", 30],
        [None, "Q", None],
        ["B", "P", 1],
    ]
    table, codes = xlsx_table(tmp_path, "demand", rows, merges=["A2:A3", "C2:C3"])
    assert cells(table) == [
        {"site": "A", "partner": "P", "items": "30"},
        {"site": "A", "partner": "Q"},
        {"site": "B", "partner": "P", "items": "1"},
    ]
    assert codes == ["MERGED_NUMBER"]


def test_merged_number_that_names_a_site_fills_down(tmp_path):
    rows = [["站点编号", "合作单位", "件数"], [7, "P", 30], [None, "Q", 2]]
    table, codes = xlsx_table(tmp_path, "demand", rows, merges=["A2:A3"])
    assert [row.cells["site"] for row in table.rows] == ["7", "7"]
    assert codes == []


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        # 3 + 4 = 7; 1 + 2 = 3; 7 + 3 = 10.
        (["甲小计,,7", "C,P,1", "D,P,2", "乙小计,,3", "总计,,10"], []),
        (["合计,,7", "C,P,1", "D,P,2", "合计,,3"], []),
        (["小计,,7", "C,P,1", "小计,,2"], ["TOTAL_MISMATCH"]),
        (["合计,,7.5"], ["TOTAL_MISMATCH"]),
        (["合计：,,7"], []),
        (["总 计,,"], []),
        (["合计,,七"], []),
    ],
)
def test_total_rows(tmp_path, lines, codes):
    content = "\n".join(["站点,合作单位,件数", "A,P,3", "B,P,4", *lines])
    table, found = csv_table(tmp_path, "demand", content)
    sites = [row.cells["site"] for row in table.rows]
    assert sites == ["A", "B"] + [line[0] for line in lines if line[0] in "CD"]
    assert found == codes


def test_total_above_the_rows(tmp_path):
    content = "站点,合作单位,件数\n合计,,7\nA,P,3\nB,P,4\n"
    table, codes = csv_table(tmp_path, "demand", content)
    assert len(table.rows) == 2
    assert codes == []


def test_totals_by_township_at_the_end(tmp_path):
    content = (
        "乡镇,站点,合作单位,件数\n甲镇,A,P,3\n乙镇,B,P,4\n甲镇,C,P,5\n"
        "甲镇合计,,,8\n乙镇合计,,,5\n"
    )
    _, codes = csv_table(tmp_path, "demand", content)
    # 3 + 5 = 8 for the first township; the second has 4, not 5.
    assert codes == ["TOTAL_MISMATCH"]


def test_times_and_dates_in_every_form(tmp_path):
    rows = [["单位名称", "到件时间", "可装车时间"], ["P", dt.time(5, 30), 0.3125]]
    rows.append(["Q", "５：３０", dt.datetime(1900, 1, 1, 1, 10)])
    rows.append(["R", dt.timedelta(hours=25, minutes=10), dt.time(7, 30, 15)])
    table, _ = xlsx_table(tmp_path, "partners", rows)
    times = [(c["arrival_time"], c["ready_time"]) for c in cells(table)]
    # 0.3125 × 24 h = 7.5 h; day 1 of the serial count, 01:10, is 25:10.
    assert times == [("05:30", "07:30"), ("5:30", "25:10"), ("25:10", "07:30:15")]


def test_numbers_dates_and_truths(tmp_path):
    rows = [["车牌", "车型", "载重", "百公里能耗", "可省", "保险到期", "年检到期"]]
    rows.append(
        ["鲁F00001", "微面", 750.0, 0.1 + 0.2, True, dt.date(2025, 3, 1), 45413]
    )
    table, _ = xlsx_table(tmp_path, "vehicles", rows)
    assert cells(table)[0] == {
        "plate": "鲁F00001",
        "vehicle_class": "微面",
        "cap_kg": "750",
        "per_100km": "0.3",
        "avoidable": "true",
        "insured_until": "2025-03-01",
        "inspected_until": "2024-05-01",
    }


def test_ids_and_phones_keep_their_zeros(tmp_path):
    rows = [["站点编号", "站点名称", "站点类别", "电话"], ["007", "A", "hub", "0535"]]
    table, _ = xlsx_table(tmp_path, "sites", rows)
    assert (cells(table)[0]["site_id"], cells(table)[0]["phone"]) == ("007", "0535")


def test_invisible_characters_and_spaces_are_gone(tmp_path):
    content = "站点,合作单位,件数\n\ufeff\u200b前诸留\u3000 村\u00a0,P,１２\n"
    table, _ = csv_table(tmp_path, "demand", content)
    assert cells(table)[0] == {"site": "前诸留 村", "partner": "P", "items": "12"}


def test_unknown_columns_are_kept_and_named_once(tmp_path):
    content = "站点名称,站点类别,海拔,颜色\nA,hub,12,白\nB,hub,13,\n"
    table, codes = csv_table(tmp_path, "sites", content)
    assert table.unknown == ("海拔", "颜色")
    assert cells(table)[0] == {"name": "A", "level": "hub", "海拔": "12", "颜色": "白"}
    assert codes == ["UNKNOWN_COLUMN", "UNKNOWN_COLUMN"]


def test_better_spelling_wins_and_equal_columns_are_one(tmp_path):
    content = "站点名称,站点编号,合作单位,件数,件数\n甲,S1,P,3,3\n"
    table, codes = csv_table(tmp_path, "demand", content)
    assert cells(table) == [{"site": "S1", "partner": "P", "items": "3"}]
    assert codes == ["COLUMN_TWICE", "COLUMN_TWICE"]


def test_wide_demand_of_a_text_file_with_two_header_rows(tmp_path):
    content = "序号,村名,件量,,备注\n,,顺丰,中通,\n1,A,3,4,急\n2,B,5,6,\n"
    table, codes = csv_table(tmp_path, "demand", content)
    assert table.unknown == ("顺丰", "中通")
    assert cells(table)[0] == {"site": "A", "顺丰": "3", "中通": "4", "note": "急"}
    assert codes == []


def test_partner_with_a_slip_in_a_number_stays_a_partner(tmp_path):
    table, codes = csv_table(tmp_path, "demand", "村名,顺丰,中通\nA,3o,4\nB,5,\nC,1,\n")
    assert table.unknown == ("顺丰", "中通")
    assert cells(table)[0] == {"site": "A", "顺丰": "3o", "中通": "4"}
    assert codes == []


def test_dashes_for_nothing_do_not_hide_a_partner(tmp_path):
    content = "村名,顺丰,中通\nA,-,4\nB,-,无\nC,7,\nD,/,约5\n"
    table, codes = csv_table(tmp_path, "demand", content)
    assert table.unknown == ("顺丰", "中通")
    assert [row.get("顺丰") for row in cells(table)] == ["-", "-", "7", "/"]
    assert cells(table)[3]["中通"] == "约5"
    assert codes == []


def test_words_in_a_column_that_may_be_a_partner_are_not_kept(tmp_path):
    content = "村名,顺丰,甲列\nA,3,放李小明处,\nB,4,门口没有人\nC,5,6\n"
    table, codes = csv_table(tmp_path, "demand", content)
    assert [row["甲列"] for row in cells(table)] == ["***", "***", "6"]
    assert codes == ["UNKNOWN_COLUMN"]


def test_header_without_rows_is_a_table_without_rows(tmp_path):
    table, codes = csv_table(tmp_path, "overrides", "调整类型,对象,原因\n")
    assert table.rows == ()
    assert codes == []
