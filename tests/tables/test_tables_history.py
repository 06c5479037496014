"""Histories: written, read after a spreadsheet, replaced by day; the forecast."""

import datetime as dt
import random
from dataclasses import replace

import pytest

from routing.tables.history.files import (
    HistoryError,
    read_history,
    with_day,
    write_history,
)
from routing.tables.history.forecast import expected_items, forecast_days
from routing.tables.history.model import History, LineRow, VillageRow
from routing.tables.history.names import HISTORY_FILE, LINES_FILE
from routing.tables.sources import find_sources

MONDAY = dt.date(2026, 3, 9)


def village(date=MONDAY, **more):
    values = {
        "date": date, "site": "V1", "site_name": "新民村", "township": "东江站",
        "partner": "zt", "partner_name": "中通", "goods_class": "普通",
        "kind": "delivery", "demanded": 10, "backlog": 0, "delivered": 9,
        "by_noon": 9, "time": 36_000,
    }  # fmt: skip
    return VillageRow(**{**values, **more})


def line(date=MONDAY, **more):
    values = {
        "date": date, "line": "L1", "line_name": "东江线", "trips": 2, "bags": 3,
        "pieces": 1, "items": 49,
    }  # fmt: skip
    return LineRow(**{**values, **more})


def test_what_is_written_is_read_back(tmp_path):
    path = tmp_path / HISTORY_FILE
    history = with_day(
        History(),
        MONDAY,
        [village(), village(site="V2", delivered=0, by_noon=0, time=None)],
        [line()],
    )
    write_history(path, history)
    assert read_history(path) == history
    assert (tmp_path / LINES_FILE).is_file()
    first = path.read_bytes()
    write_history(path, read_history(path))
    assert path.read_bytes() == first
    assert sorted(p.name for p in tmp_path.iterdir()) == [HISTORY_FILE, LINES_FILE]


def test_nothing_there_is_an_empty_history(tmp_path):
    assert read_history(tmp_path / HISTORY_FILE) == History()


def test_a_day_closed_again_stands_once(tmp_path):
    tuesday = MONDAY + dt.timedelta(days=1)
    history = with_day(History(), tuesday, [village(tuesday)], [line(tuesday)])
    history = with_day(history, MONDAY, [village()], [])
    history = with_day(history, MONDAY, [village(delivered=3)], [line(bags=9)])
    assert [(row.date, row.delivered) for row in history.villages] == [
        (MONDAY, 3), (tuesday, 9),
    ]  # fmt: skip
    assert [(row.date, row.bags) for row in history.lines] == [
        (MONDAY, 9), (tuesday, 3),
    ]  # fmt: skip


def test_a_spreadsheet_may_have_saved_it_in_between(tmp_path):
    path = tmp_path / HISTORY_FILE
    write_history(path, with_day(History(), MONDAY, [village()], []))
    text = path.read_text("utf-8-sig").replace("2026-03-09", "2026/3/9")
    path.write_bytes(text.encode("gb18030"))
    assert read_history(path).villages == (village(),)


def test_a_line_that_cannot_be_read_is_kept(tmp_path):
    path = tmp_path / HISTORY_FILE
    write_history(path, with_day(History(), MONDAY, [village()], []))
    with path.open("a", encoding="utf-8") as stream:
        stream.write("昨天,V1,,,zt,,普通,派件,五件,0,0,0,\r\n")
    history = read_history(path)
    assert history.villages == (village(),)
    write_history(path, with_day(history, MONDAY, [village(delivered=1)], []))
    text = path.read_text("utf-8-sig")
    assert "昨天,V1,,,zt,,普通,派件,五件,0,0,0," in text.splitlines()[-1]
    assert read_history(path).villages == (village(delivered=1),)


def test_another_table_is_no_history(tmp_path):
    path = tmp_path / HISTORY_FILE
    path.write_text("日期,合作单位,件数,内容指纹\n2026-03-09,中通,3,x\n", "utf-8")
    with pytest.raises(HistoryError) as error:
        read_history(path)
    assert "站点编号" in error.value.columns


def test_histories_are_no_tables_of_a_day(tmp_path):
    write_history(tmp_path / HISTORY_FILE, with_day(History(), MONDAY, [], [line()]))
    (tmp_path / "件量.csv").write_text("站点,合作单位,件数\n", "utf-8")
    found = find_sources([tmp_path])
    assert [path.name for path in found.files] == ["件量.csv"]
    assert found.findings == ()


def test_names_that_look_like_formulas_come_back(tmp_path):
    path = tmp_path / HISTORY_FILE
    odd = village(site="=V1", site_name="@村", partner="+zt")
    write_history(path, with_day(History(), MONDAY, [odd], []))
    assert ",=V1," not in path.read_text("utf-8")
    assert read_history(path).villages == (odd,)


def days(*pairs, **more):
    return History(
        villages=tuple(
            village(MONDAY - dt.timedelta(days=back), demanded=items, **more)
            for back, items in pairs
        )
    )


def test_the_same_weekday_of_four_weeks_is_expected():
    # (10 + 12 + 20 + 9) / 4 = 12.75: 13. Five weeks ago and yesterday do not count.
    history = days((7, 10), (14, 12), (21, 20), (28, 9), (35, 99), (1, 99))
    assert expected_items(history, MONDAY) == {("V1", "zt", "普通"): 13}


def test_weeks_that_were_not_closed_are_left_out_and_halves_go_up():
    # (10 + 13) / 2 = 11.5.
    assert expected_items(days((7, 10), (21, 13)), MONDAY) == {("V1", "zt", "普通"): 12}


def test_without_that_weekday_the_latest_seven_days_are_expected():
    # Days 1 to 6 and 8 before: 1 + 2 + 3 + 4 + 5 + 6 + 8 = 29 / 7 = 4.14.
    pairs = [(back, back) for back in (1, 2, 3, 4, 5, 6, 8, 9, 10)]
    history = days(*pairs)
    assert len(forecast_days(history, MONDAY)) == 7
    assert expected_items(history, MONDAY) == {("V1", "zt", "普通"): 4}


def test_a_village_without_a_row_on_a_closed_day_had_nothing():
    history = days((7, 10), (14, 10))
    other = village(MONDAY - dt.timedelta(days=7), site="V2", demanded=3)
    history = replace(history, villages=(*history.villages, other))
    # 3 on one of two days: 1.5, half up.
    assert expected_items(history, MONDAY)["V2", "zt", "普通"] == 2


def test_what_was_left_from_the_day_before_is_no_arrival():
    assert expected_items(days((7, 10), backlog=4), MONDAY) == {("V1", "zt", "普通"): 6}


def test_pickups_and_days_to_come_are_not_expected():
    assert expected_items(days((7, 10), kind="pickup"), MONDAY) == {}
    assert expected_items(days((-7, 10), (0, 10)), MONDAY) == {}
    assert expected_items(History(), MONDAY) == {}


def test_the_order_of_the_rows_says_nothing():
    rng = random.Random(5)
    history = days(*((back, back % 5) for back in range(1, 40)))
    rows = list(history.villages)
    rng.shuffle(rows)
    mixed = replace(history, villages=tuple(rows))
    assert expected_items(mixed, MONDAY) == expected_items(history, MONDAY)
