"""The travel table: headers, encodings, units, bad rows, duplicates."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from travel_days import codes, day_of, table_of, unplaced

from routing.tables.finding import Grade
from routing.tables.raw import RawRow, RawTable
from routing.texts.catalogue import family
from routing.travel.build import build_travel
from routing.travel.file import read_travel_table
from routing.travel.matrix import Source
from routing.travel.table import unmatched


def rows_of(table):
    return [
        (table.sites[o], table.sites[d], table.profiles[p], int(m), int(s))
        for o, d, p, m, s in zip(
            table.origin,
            table.destination,
            table.profile,
            table.metres,
            table.seconds,
            strict=True,
        )
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_reads_chinese_and_english_headers_in_every_encoding(tmp_path, encoding):
    chinese = (
        "起点,终点,里程（公里）,分钟,来源,速度档\n张家村,C,3.0695,8.867,高德,三轮\n"
    )
    english = "to,from,km,min\nC,A,1,2\n"
    # 3.0695 km -> 3,069.5 m, half up 3,070; 8.867 min x 60 = 532.02 s -> 532.
    assert rows_of(table_of(tmp_path, chinese, encoding=encoding)) == [
        ("张家村", "C", "tricycle", 3070, 532)
    ]
    assert rows_of(table_of(tmp_path, english, encoding=encoding)) == [
        ("A", "C", "", 1000, 120)
    ]


def test_units_in_the_header_are_obeyed(tmp_path):
    table = table_of(tmp_path, "起点,终点,里程（米）,时间(秒)\nA,B,1500,95\n")
    assert rows_of(table) == [("A", "B", "", 1500, 95)]


def test_title_hint_blank_and_total_rows_are_no_data(tmp_path):
    text = "某县里程表,,\nfrom;x\nfrom,to,km\n#说明,文字,公里\n,,\nA,B,2\n合计,,2\n"
    table = table_of(tmp_path, text)
    assert rows_of(table) == [("A", "B", "", 2000, -1)]
    assert codes(table) == [("TRAVEL_NO_MINUTES", 6, "1")]


def test_bad_rows_are_set_aside_counted_and_placed(tmp_path):
    text = (
        "from,to,km,min\n"
        "A,B,1,2\n"  # row 2 is good
        "A,,1,2\n"  # 3: no destination
        "A,C,abc,2\n"  # 4: no number
        "A,C,１，２３4,２\n"  # 5: full-width, 1,234 km is a number
        "A,D,,2\n"  # 6: no km
        "A,E,-1,2\n"  # 7: negative
        "A,F,1,-2\n"  # 8: negative
        "A,G,2001,5\n"  # 9: above 2,000 km
        "A,H,1,2881\n"  # 10: above 48 h
        "A,I,nan,2\n"  # 11: no number
        "A,J,inf,2\n"  # 12: no number
        "A,K,#REF!,2\n"  # 13: no number
        " ,L,1,2\n"  # 14: no origin
    )
    table = table_of(tmp_path, text.replace("１，２３4", '"１，２３4"'))
    assert rows_of(table) == [("A", "B", "", 1000, 120), ("A", "C", "", 1234000, 120)]
    assert codes(table) == [
        ("TRAVEL_NO_SITE", 3, "2"),
        ("TRAVEL_BAD_NUMBER", 4, "4"),
        ("TRAVEL_NO_KM", 6, "1"),
        ("TRAVEL_NEGATIVE", 7, "2"),
        ("TRAVEL_IMPLAUSIBLE", 9, "2"),
    ]
    assert {f.grade for f in table.findings} == {Grade.SET_ASIDE}


def test_a_finding_names_the_header_as_written_and_the_first_bad_cell(tmp_path):
    text = "起点,终点,公里,分钟\nA,B,1,2\nA,C,三公里,2\nA,D,1,13812345678x\n"
    (finding,) = table_of(tmp_path, text).findings
    assert (finding.row, finding.column, finding.value) == (
        3,
        "公里、分钟",
        "三公里、2",
    )
    phone = table_of(tmp_path, text.replace("三公里", "3")).findings[0]
    assert "13812345678" not in phone.value


def test_of_duplicates_the_last_row_counts_and_profile_rows_stand_above(tmp_path):
    text = "from,to,km,min,profile\nA,C,9,9,light\nA,C,1,1,\nA,C,2,2,\nC,A,3,3,\n"
    table = table_of(tmp_path, text)
    assert [(f.code, f.details["count"]) for f in table.findings] == [
        ("TRAVEL_DUPLICATE", "1")
    ]
    vehicles = (("V1", "light", ""), ("V2", "microvan", ""))
    travel = build_travel(day_of(unplaced("C", "A"), vehicles), table)
    assert travel.of("light").metres.tolist() == [[0, 3000], [9000, 0]]
    assert travel.of("microvan").metres.tolist() == [[0, 3000], [2000, 0]]


def test_unknown_sites_and_unused_profiles_are_dropped_with_counts(tmp_path):
    text = "from,to,km,profile\nA,C,1,\nA,X,1,\nY,C,1,\nA,C,5,卡车\n"
    table = table_of(tmp_path, text)
    day = day_of(unplaced("C", "A"))
    found = unmatched(table, day, {"light": None})
    assert [(f.code, f.details) for f in found] == [
        ("TRAVEL_UNKNOWN_SITE", {"count": "2", "sites": "2", "examples": "Y、X"}),
        ("TRAVEL_UNKNOWN_PROFILE", {"count": "1", "profiles": "卡车"}),
    ]
    assert build_travel(day, table).of("light").metres[1, 0] == 1000


def test_names_that_one_site_bears_stand_for_its_id(tmp_path):
    table = table_of(tmp_path, "from,to,km,min\n中心,A,1,1\n")
    sites = unplaced("C", "A")
    sites[0] = type(sites[0])(site_id="C", name="中心", level=sites[0].level)
    assert build_travel(day_of(sites), table).of("light").metres[0, 1] == 1000


def test_what_the_source_column_says_is_kept(tmp_path):
    text = "from,to,km,min,source\nC,A,1,1,高德\nA,C,1,1,估算\nC,B,1,1,path\n"
    travel = build_travel(day_of(unplaced("C", "A", "B")), table_of(tmp_path, text))
    source = travel.of("light").source
    assert source[0, 1] == Source.FILE
    assert source[1, 0] == Source.ESTIMATE
    assert source[0, 2] == Source.PATH


def test_takes_a_sheet_that_was_read_with_its_workbook():
    rows = (
        RawRow(row=4, cells={"from": "A", "to": "C", "km": "1500", "min": "3"}),
        RawRow(row=6, cells={"from": "A", "to": "D", "min": "1"}),
        RawRow(row=9, cells={"from": "A", "to": "E"}, errors={"km": "#REF!"}),
    )
    headers = {"from": "起点", "to": "终点", "km": "里程（米）", "min": "分钟"}
    sheet = RawTable(
        name="travel",
        file="基础数据.xlsx",
        sheet="里程表",
        columns=headers,
        unknown=(),
        rows=rows,
    )
    table = read_travel_table([], sheet)
    assert rows_of(table) == [("A", "C", "", 1500, 180)]
    assert [(f.code, f.file, f.sheet, f.row) for f in table.findings] == [
        ("TRAVEL_BAD_NUMBER", "基础数据.xlsx", "里程表", 9),
        ("TRAVEL_NO_KM", "基础数据.xlsx", "里程表", 6),
    ]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"from,to,minutes\nA,B,1\n", "travel.csv", "TRAVEL_COLUMN_MISSING"),
        (b"\xff\xff\xff,\x80\n", "travel.csv", "TRAVEL_UNREADABLE"),
        (None, "absent.csv", "TRAVEL_UNREADABLE"),
        (b"", "travel.csv", "TRAVEL_COLUMN_MISSING"),
        (b"from,to,km\n", "travel.csv", "TRAVEL_EMPTY"),
    ],
)
def test_files_that_cannot_be_used(tmp_path, content, name, code):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    table = read_travel_table([path])
    assert [f.code for f in table.findings] == [code]
    assert len(table) == 0
    texts = family("findings_travel")[code]
    for finding in table.findings:
        for lang in ("zh", "en"):
            assert texts[lang].format(**finding.details)


def test_several_files_continue_each_other(tmp_path):
    for number, row in enumerate(("A,B,1,1", "A,B,2,2")):
        (tmp_path / f"{number}.csv").write_text(f"from,to,km,min\n{row}\n")
    table = read_travel_table([tmp_path / "0.csv", tmp_path / "1.csv"])
    assert [row[3] for row in rows_of(table)] == [1000, 2000]
    assert table.findings[0].code == "TRAVEL_DUPLICATE"


@pytest.mark.slow
def test_two_million_rows_of_two_profiles(tmp_path):
    n = 1000
    origin, destination = np.divmod(np.arange(n * n), n)
    metres = np.abs(origin - destination) * 100 + origin % 7
    lines = [
        f"S{o},S{d},{m / 1000:.3f},{m / 400:.2f}"
        for o, d, m in zip(origin, destination, metres, strict=True)
        if o != d
    ]
    path = tmp_path / "travel.csv"
    with path.open("w") as file:
        file.write("from,to,km,min,profile\n")
        for profile in ("truck", "tricycle"):
            file.writelines(f"{line},{profile}\n" for line in lines)
    sites = [*unplaced("C"), *unplaced(*(f"S{i}" for i in range(n)))]
    day = day_of(sites, (("V1", "light", "truck"), ("V2", "tricycle", "")))
    tracemalloc.start()
    table = read_travel_table([path])
    travel = build_travel(day, table)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1.5 * 2**30
    assert len(table) == 2 * n * (n - 1)
    expected = np.abs(np.arange(n)[:, None] - np.arange(n)[None, :]) * 100
    expected += np.arange(n)[:, None] % 7
    np.fill_diagonal(expected, 0)
    for matrix in travel.matrices.values():
        np.testing.assert_array_equal(matrix.metres[1:, 1:], expected)
