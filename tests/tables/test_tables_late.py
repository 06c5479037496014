"""Prices of being late in the tables: they reach the consignments, or are located."""

import pytest
from cold_county import EN, ZH, write_book, write_texts

from routing.domain.window import TimeWindow
from routing.tables.build import read_day


def with_columns(tables, table, heads, *rows):
    """Return tables with columns added to one; a row of cells for each of its rows."""
    head, *old = tables[table]
    new = [(*row, *more) for row, more in zip(old, rows, strict=True)]
    return {**tables, table: (f"{head} {heads}", *new)}


def codes(found):
    return [(row.code, row.column, row.row) for row in found.findings]


def test_demand_and_pickups_say_what_a_minute_costs(tmp_path):
    given = with_columns(
        EN, "demand", "deadline late_yuan_min late_max_min", ("10:00", "0.25", "45")
    )
    rows = (("1.5", ""), ("1.5", ""), ("", ""), ("", ""))
    given = with_columns(given, "pickups", "late_yuan_min late_max_min", *rows)
    day = read_day([write_texts(tmp_path, given)]).day
    told = [(row.items, row.late_micro_yuan, row.late_most) for row in day.consignments]
    # Pickups of 6 and 4 items agree in all promises: one consignment.
    assert told == [
        (12, 250_000, 2700),
        (10, 1_500_000, None),
        (5, None, None),
        (3, None, None),
    ]
    assert day.consignments[1].windows == (TimeWindow(8 * 3600, 11 * 3600),)


def test_chinese_headers(tmp_path):
    given = with_columns(
        ZH, "件量", "截止时间 迟到每分钟元 最多迟到分钟", ("10:00", 2, 30)
    )
    day = read_day([write_book(tmp_path, given)]).day
    assert day.consignments[0].late_micro_yuan == 2_000_000
    assert day.consignments[0].late_most == 1800


def test_rows_of_different_prices_are_different_consignments(tmp_path):
    rows = (("1.5", ""), ("1", ""), ("", ""), ("", ""))
    given = with_columns(EN, "pickups", "late_yuan_min late_max_min", *rows)
    day = read_day([write_texts(tmp_path, given)]).day
    assert [row.items for row in day.consignments] == [12, 6, 4, 5, 3]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("", "30"), ("LATE_MAX_ALONE", "late_max_min", 2)),
        (("1", "30"), ("LATE_NEVER", "late_yuan_min", 2)),
    ],
)
def test_what_has_no_effect_is_a_warning(tmp_path, cells, expected):
    given = with_columns(EN, "demand", "late_yuan_min late_max_min", cells)
    found = read_day([write_texts(tmp_path, given)])
    assert expected in codes(found)
    assert found.day.consignments[0].late_micro_yuan is None


@pytest.mark.parametrize("text", ["-1", "便宜"])
def test_a_price_that_cannot_be_read_sets_the_row_aside(tmp_path, text):
    given = with_columns(EN, "demand", "deadline late_yuan_min", ("10:00", text))
    found = read_day([write_texts(tmp_path, given)])
    assert sum(row.items for row in found.day.set_aside) == 12
