"""Service days, market days and days of trips."""

import datetime as dt

import pytest

from routing.tables.calendar import market_days, run_days, service_days
from routing.tables.schema_cells import CellError

WEEK = [dt.date(2026, 3, day) for day in range(9, 16)]  # Monday to Sunday


def served(rule, **options):
    return "".join("1" if rule.includes(date, **options) else "." for date in WEEK)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每日", "1111111"),
        ("daily", "1111111"),
        ("周一三五", "1.1.1.."),
        ("周一、周三、周五", "1.1.1.."),
        ("星期二四六", ".1.1.1."),
        ("135", "1.1.1.."),
        ("1,3,5", "1.1.1.."),
        ("周一至周五", "11111.."),
        ("周1-3", "111...."),
        ("工作日", "11111.."),
        ("周末", ".....11"),
        ("周日", "......1"),
        ("mon,thu", "1..1..."),
    ],
)
def test_weekdays(text, expected):
    assert served(service_days(text)) == expected


@pytest.mark.parametrize(
    ("text", "interval"), [("每周3次", 2), ("每周二次", 3), ("每周1次", 7), ("隔日", 2)]
)
def test_times_a_week_serve_when_the_interval_has_passed(text, interval):
    rule = service_days(text)
    day = WEEK[0]
    assert not rule.includes(day, day - dt.timedelta(days=interval - 1))
    assert rule.includes(day, day - dt.timedelta(days=interval))
    assert rule.includes(day, None)


def test_lunar_market_days():
    # 2026-02-17 is the first day of the lunar year, so 02-19 is 初三, 02-24 初八.
    rule = market_days("逢3、8")
    first = dt.date(2026, 2, 17)
    days = [n for n in range(29) if rule.includes(first + dt.timedelta(days=n))]
    assert days == [2, 7, 12, 17, 22, 27]
    assert market_days("逢38").last_digits == (3, 8)
    assert market_days("逢三逢八").last_digits == (3, 8)
    assert market_days("农历逢5、10").last_digits == (5, 0)


def test_solar_market_days_and_weekdays():
    # 9 to 15 March: the 13th ends in 3.
    assert served(market_days("公历逢3、8")) == "....1.."
    assert served(market_days("周二周五")) == ".1..1.."
    assert served(service_days("公历逢3、8")) == "....1.."


def test_run_days_join_words():
    assert served(run_days("工作日")) == "11111.."
    assert served(run_days("周末,节假日")) == ".....11"
    assert served(run_days("12345")) == "11111.."
    assert served(run_days("周一、周六")) == "1....1."


@pytest.mark.parametrize("text", ["有空就去", "周八", "每周9次", "逢", "0"])
def test_unreadable_days_are_refused(text):
    with pytest.raises(CellError) as error:
        service_days(text)
    assert error.value.code in ("BAD_SERVICE_DAYS", "BAD_MARKET_DAYS")
