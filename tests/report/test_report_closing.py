"""The month as a workbook and the page of a closed day, figures by hand."""

import datetime as dt

import openpyxl
import pytest

from routing.report.closing.month import write_month
from routing.report.closing.view import Month
from routing.tables.history.model import LineRow, VillageRow


def village(day, site, delivered, by_noon, time, **more):
    values = {
        "date": dt.date(2026, 3, day), "site": site, "site_name": f"{site}村",
        "township": "东江站", "partner": "zt", "partner_name": "中通",
        "goods_class": "普通", "kind": "delivery", "demanded": 10, "backlog": 0,
        "delivered": delivered, "by_noon": by_noon, "time": time,
    }  # fmt: skip
    return VillageRow(**{**values, **more})


def line(day, trips, bags):
    return LineRow(
        date=dt.date(2026, 3, day),
        line="L1",
        line_name="东江线",
        trips=trips,
        bags=bags,
        pieces=1,
        items=20 * bags,
    )


MONTH = Month(
    month="2026-03",
    villages=[
        village(9, "甲", 10, 10, 36_000),
        village(10, "甲", 5, 0, 54_000),
        village(10, "乙", 0, 0, None),
        village(10, "乙", 4, 4, 30_000, kind="pickup", demanded=4),
    ],
    lines=[line(9, 2, 5), line(10, 1, 4)],
)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("month") / "月报.xlsx"
    write_month(path, MONTH, "zh")
    return openpyxl.load_workbook(path)


def rows(book, sheet):
    return [list(row) for row in book[sheet].iter_rows(min_row=3, values_only=True)]


def test_villages_of_the_month(book):
    first, second, pickups = rows(book, "村级件量")
    # 乙: nothing of 10 on one day. 甲: 15 of 20 on two days, 10 of the 15 by noon;
    # (10 x 10:00 + 5 x 15:00) / 15 = 11:40.
    assert first == ["东江站", "乙村", "派件", 1, 10, 0, 0, 0, None, None]
    assert second == ["东江站", "乙村", "揽收", 1, 4, 4, 1, 4, 1, "08:20"]
    assert pickups[:8] == ["东江站", "甲村", "派件", 2, 20, 15, 0.75, 7.5]
    assert pickups[8] == pytest.approx(10 / 15)
    assert pickups[9] == "11:40"


def test_days_of_the_month_tell_deliveries_and_pickups_apart(book):
    assert rows(book, "每日") == [
        ["2026-03-09", 10, 10, 1, 1, "10:00", 0],
        ["2026-03-10", 20, 5, 0.25, 0, "15:00", 4],
    ]


def test_lines_of_the_month_have_their_bags(book):
    # 9 bags on 3 trips of two days.
    assert rows(book, "班线带货") == [["东江线", 2, 3, 9, 2, 180, 3]]


def test_partners_of_the_month(book):
    assert [row[:5] for row in rows(book, "各家件量")] == [
        ["中通", "派件", 2, 30, 15],
        ["中通", "揽收", 1, 4, 4],
    ]
