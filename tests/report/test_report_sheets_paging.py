"""Heights in millimetres, and pages that lose no row."""

from __future__ import annotations

import pytest
from sheet_rows import rows_of

from routing.report.html import Html
from routing.report.sheets.layout import (
    Column,
    Picture,
    Raw,
    Row,
    Table,
    Text,
    block_height,
    row_height,
    text_lines,
)
from routing.report.sheets.paging import cut_into_pages

SIZE = 72 / 25.4 * 5
"""Points of a sign that is 5 mm wide."""
MORE = "（接上页）"
BORDERS = 2 * 1.2 + 0.4


def table(rows: list[Row], **changes) -> Table:
    columns = (Column(label="甲", width=40), Column(label="乙", width=60))
    return Table(**{"columns": columns, "rows": tuple(rows), **changes})


def numbered(count: int) -> list[Row]:
    return [Row((f"第{number}行", "")) for number in range(count)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("一二三四五六七八九十", 1),
        ("一二三四五六七八九十一", 2),
        ("一\n二\n三", 3),
        # A closing mark takes the sign before it along.
        ("一二三四五六七八九十，", 2),
        ("一二三四五六七八九十，一二三四五六七八", 2),
        ("一二三四五六七八九十，一二三四五六七八九", 3),
        # A phone of 11 × 0.6 signs stays whole: it does not fit behind four.
        ("张三四五13800001111", 2),
        ("张三四13800001111", 1),
        # A word longer than the line is cut: 10 signs of 4.75 mm on a line.
        ("m" * 21, 3),
    ],
)
def test_lines_of_50_mm(text, lines):
    assert text_lines(text, 50, SIZE) == lines


def test_the_highest_cell_makes_the_row():
    line = 11 * 25.4 / 72 * 1.3
    assert row_height(table([]), Row(("一\n二", ""))) == pytest.approx(
        2 * line + BORDERS
    )
    picture = Picture(Html("<svg></svg>"), 20.0)
    assert row_height(table([]), Row(("", picture))) == pytest.approx(20 + BORDERS)
    assert row_height(table([], row_height=30), Row(("", ""))) == pytest.approx(
        30 + BORDERS
    )


def test_a_row_of_one_cell_goes_across():
    wide = Row(("一" * 24,))
    assert row_height(table([]), wide) == row_height(table([]), Row(("一",)))
    assert row_height(table([]), Row(("一" * 26,))) > row_height(table([]), wide)


def test_every_row_is_there_once_in_order_and_each_page_has_the_header():
    pages = cut_into_pages(
        [table(numbered(50), caption="表")], width=100, height=100, more=MORE
    )

    assert len(pages) > 3
    assert all(rows_of(page)[0] == ["甲", "乙"] for page in pages)
    found = [row[0] for page in pages for row in rows_of(page)[1:]]
    assert found == [f"第{number}行" for number in range(50)]
    captions = [page.split("</h2>")[0] for page in pages]
    assert captions == ["<h2>表", *[f"<h2>表{MORE}"] * (len(pages) - 1)]


def test_pages_are_as_full_as_their_height_allows():
    # A row takes 5.04 + 2.8 mm; header 4.6 + 3.2, space 3: 100 mm hold 11 rows.
    pages = cut_into_pages([table(numbered(22))], width=100, height=100, more=MORE)
    assert [len(rows_of(page)) - 1 for page in pages] == [11, 11]


def test_a_row_keeps_the_next_on_its_page():
    rows = numbered(10)
    rows += [Row(("到站",), keep=True), Row(("出发",), keep=True), *numbered(2)]
    pages = cut_into_pages([table(rows)], width=100, height=100, more=MORE)

    assert [row[0] for row in rows_of(pages[1])[1:]] == [
        "到站",
        "出发",
        "第0行",
        "第1行",
    ]


def test_a_group_says_its_head_again_until_the_next_group():
    rows = [
        Row(("甲组",), keep=True, repeat=True),
        *numbered(14),
        Row(("乙组",), keep=True, repeat=True),
        *numbered(3),
    ]
    pages = cut_into_pages([table(rows)], width=100, height=100, more=MORE)

    heads = [[r[0] for r in rows_of(page) if len(r) == 1] for page in pages]
    assert heads == [["甲组"], ["甲组", "乙组"]]


def test_a_table_begins_on_the_next_page_when_not_one_row_fits():
    text = Text(lines=tuple("一" * 17))
    assert 80 < block_height(text, 100) < 100

    pages = cut_into_pages([text, table(numbered(2))], width=100, height=100, more=MORE)
    assert len(pages) == 2
    assert not rows_of(pages[0])
    assert len(rows_of(pages[1])) == 3


def test_texts_and_pictures_stay_whole():
    raw = Raw(html=Html("<p>图</p>"), height=60)
    box = Text(lines=("一", "二"), kind="box", heading="题")
    pages = cut_into_pages([raw, raw, box, box], width=100, height=70, more=MORE)

    assert len(pages) == 3
    assert pages[2].count("题") == 2


def test_texts_are_escaped_and_numbers_do_not_break_at_their_hyphen():
    pages = cut_into_pages(
        [table([Row(("<b>&", "L0001-001，08:10–08:25"))], caption="<i>")],
        width=100,
        height=100,
        more=MORE,
    )
    assert "&lt;b&gt;&amp;" in pages[0]
    assert "<h2>&lt;i&gt;</h2>" in pages[0]
    assert '<span class="whole">L0001-001</span>' in pages[0]
    assert '<span class="whole">08:10–08:25</span>' in pages[0]


def test_a_sheet_of_nothing_is_one_page():
    assert cut_into_pages([], width=100, height=100, more=MORE) == [""]
