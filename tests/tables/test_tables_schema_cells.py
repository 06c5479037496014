"""Cells into values, and the code of everything that cannot be read."""

import datetime as dt
from decimal import Decimal

import pytest

from routing.domain.vehicle import Break, Temperature
from routing.domain.window import TimeWindow
from routing.tables import schema_cells as cells
from routing.tables.build_lines import readable_items
from routing.tables.schema_services import Area, area, no_freight
from routing.tables.schema_vehicle import breaks, compartments

H = 3600
TWO_ROOMS = {Temperature.CHILLED: Decimal("2.5"), Temperature.AMBIENT: Decimal("5.0")}
ONE_ROOM = {Temperature.AMBIENT: Decimal("7.5")}


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (cells.time, "08:30", 8 * H + 1800),
        (cells.time, "25:10", 25 * H + 600),
        (cells.time, "次日01:10", 25 * H + 600),
        (cells.time, "07:30:15", 7 * H + 1815),
        (cells.windows, "14:00-17:00;08:00-11:30",
         (TimeWindow(8 * H, 11 * H + 1800), TimeWindow(14 * H, 17 * H))),
        (cells.windows, "08:00-10:00,09:00~12:00", (TimeWindow(8 * H, 12 * H),)),
        (cells.window, "22:00-次日02:00", TimeWindow(22 * H, 26 * H)),
        (cells.names, "甲村、乙村|丙村; 丁村", ("甲村", "乙村", "丙村", "丁村")),
        (cells.flag, "是", True),
        (cells.flag, "NO", False),
        (cells.flag, "1", True),
        (cells.whole, "12.0", 12),
        (cells.whole, "1,200", 1200),
        (cells.share, "85%", Decimal("0.85")),
        (cells.share, "85", Decimal("0.85")),
        (cells.share, "0.85", Decimal("0.85")),
        (cells.signed, "-18", Decimal(-18)),
        (cells.date, "2026年3月9日", dt.date(2026, 3, 9)),
        (cells.date, "2026/3/9", dt.date(2026, 3, 9)),
        (cells.date, "20260309", dt.date(2026, 3, 9)),
        (breaks, "30@11:00-13:00", (Break(1800, TimeWindow(11 * H, 13 * H)),)),
        (compartments, "冷藏:2.5;ambient:5.0", (TWO_ROOMS,)),
        (compartments, "冷藏:2.5;ambient:5.0 或 常温:7.5", (TWO_ROOMS, ONE_ROOM)),
        (compartments, "常温:7.5|冷藏:2.5,ambient:5.0", (ONE_ROOM, TWO_ROOMS)),
        (area, "甲村、乙村", Area(sites=("甲村", "乙村"))),
        (
            area,
            "120.1 37.1;120.2 37.1;120.2 37.2",
            Area(polygon=((120.1, 37.1), (120.2, 37.1), (120.2, 37.2))),
        ),
    ],
)  # fmt: skip
def test_readable(parse, text, value):
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text", "code"),
    [
        (cells.whole, "abc", "BAD_NUMBER"),
        (cells.whole, "nan", "BAD_NUMBER"),
        (cells.whole, "inf", "BAD_NUMBER"),
        (cells.whole, "12.5", "NOT_WHOLE"),
        (cells.whole, "-3", "NEGATIVE"),
        (cells.whole, "99999999999", "TOO_LARGE"),
        (cells.counting, "0", "ZERO"),
        (cells.positive, "0", "ZERO"),
        (cells.share, "120%", "TOO_LARGE"),
        (cells.time, "8点半", "BAD_TIME"),
        (cells.time, "08:61", "BAD_TIME"),
        (cells.time, "48:00", "BAD_TIME"),
        (cells.windows, "08:00", "BAD_WINDOW"),
        (cells.windows, "17:00-08:00", "WINDOW_BACKWARDS"),
        (cells.flag, "也许", "BAD_FLAG"),
        (cells.date, "2026-02-30", "BAD_DATE"),
        (cells.date, "昨天", "BAD_DATE"),
        (breaks, "180@11:00-13:00", "BREAK_TOO_LONG"),
        (breaks, "午休", "BAD_NUMBER"),
        (compartments, "冷藏2.5", "BAD_COMPARTMENTS"),
        (compartments, "冷藏:2.5 或 ", "BAD_COMPARTMENTS"),
        (compartments, "冷藏:2.5||常温:2", "BAD_COMPARTMENTS"),
        (compartments, "|".join(["冷藏:2"] * 17), "TOO_MANY_BULKHEADS"),
        (compartments, "热:2.5", "BAD_CHOICE"),
        (area, "120.1 37.1;120.2 37.1", "BAD_POLYGON"),
        (no_freight, "07:00@周一", "BAD_WINDOW"),
        (no_freight, "07:00-08:30@周八", "BAD_SERVICE_DAYS"),
    ],
)
def test_unreadable(parse, text, code):
    with pytest.raises(cells.CellError) as error:
        parse(text)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("text", "items"),
    [("30", 30), ("30件", 30), ("约30", 30), ("-5", None), ("3.5", None), ("3+4", None),
     ("", None), ("三十", None), ("99999999999", None)],
)  # fmt: skip
def test_items_that_an_unusable_cell_still_tells(text, items):
    assert readable_items(text) == items


def test_no_freight_period_of_some_days():
    [period] = no_freight("07:00-08:30@周一,周五")
    assert period.window == TimeWindow(7 * H, 8 * H + 1800)
    assert period.days.weekdays == (1, 5)
