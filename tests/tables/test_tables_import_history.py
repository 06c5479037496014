"""What imports remember: totals by day, columns by layout."""

import datetime as dt

import pytest

from routing.tables.brand.header import find_columns
from routing.tables.brand.history import (
    Arrival,
    history_text,
    read_history,
    unusual_totals,
    usual_items,
    with_arrival,
)
from routing.tables.brand.records import (
    FOLDER,
    HISTORY_FILE,
    LAYOUTS_FILE,
    Layouts,
    LayoutsError,
    records_folder,
)
from routing.tables.brand.roles import Role
from routing.tables.grid import Grid

TODAY = dt.date(2026, 3, 9)
NAMES = {"P1": "中通", "P2": "圆通"}


def past(partner, *items):
    """Return a history: yesterday's items first."""
    return [
        Arrival(date=TODAY - dt.timedelta(days=n), partner=partner, items=count)
        for n, count in enumerate(items, start=1)
    ]


def test_the_median_of_the_week_before():
    assert usual_items(past("P1", 100, 300, 110), "P1", TODAY) == 110
    assert usual_items(past("P1", 100, 300), "P1", TODAY) is None
    # The eighth day back, and today itself, do not count.
    long = past("P1", *[100] * 7, 900, 900, 900, 900, 900, 900, 900, 900)
    today = Arrival(date=TODAY, partner="P1", items=900)
    assert usual_items([today, *long], "P1", TODAY) == 100


@pytest.mark.parametrize(
    ("items", "codes"),
    [
        (50, []),
        (150, []),
        (49, ["PARTNER_ITEMS_UNUSUAL"]),
        (151, ["PARTNER_ITEMS_UNUSUAL"]),
        (0, ["PARTNER_MISSING_TODAY"]),
    ],
)
def test_half_of_the_median_either_way(items, codes):
    found = unusual_totals(past("P1", 100, 100, 100), {"P1": items}, TODAY, NAMES)
    assert [row.code for row in found] == codes
    assert [row.details["partner"] for row in found] == ["中通"] * len(codes)


def test_the_table_is_read_as_written_and_a_day_replaces_itself(tmp_path):
    first = Arrival(date=TODAY, partner="P1", items=3, content="ab")
    again = Arrival(date=TODAY, partner="P1", items=5, content="cd")
    history = with_arrival(with_arrival(past("P2", 7), first), again)
    text = history_text(history)
    assert text.splitlines()[0] == "日期,合作单位,件数,内容指纹"
    (tmp_path / HISTORY_FILE).write_text(text + "垃圾,x\n", "utf-8-sig")
    assert read_history(tmp_path) == [*past("P2", 7), again]


def test_columns_are_remembered_by_partner_and_layout(tmp_path):
    rows = ((1, ["到“哪”\\里", "几个", "运单号"]), (2, ["a", "1", "2"]))
    grid = Grid(file="a.csv", sheet="", rows=rows)
    chosen = {Role.STATION: "到“哪”\\里", Role.ITEMS: "几个"}
    layouts = Layouts([])
    layouts.remember("P1", find_columns(grid, chosen))
    (tmp_path / LAYOUTS_FILE).write_text(layouts.written(), "utf-8")
    again = Layouts.read(tmp_path)
    assert again.chosen("P1", grid) == {**chosen, Role.WAYBILL: "运单号"}
    assert again.chosen("P2", grid) == {}
    other = Grid(
        file="b.csv", sheet="", rows=((1, ["到“哪”\\里", "几个", "x", "运单号"]),)
    )
    assert again.chosen("P1", other) == {}


def test_broken_settings_are_an_error(tmp_path):
    (tmp_path / LAYOUTS_FILE).write_text("layout = 3", "utf-8")
    with pytest.raises(LayoutsError):
        Layouts.read(tmp_path)


def test_where_records_are_kept(tmp_path):
    plain, dated = tmp_path / "县" / "共配", tmp_path / "另一县" / "2026-03-09"
    plain.mkdir(parents=True)
    dated.mkdir(parents=True)
    assert records_folder(plain) == plain / FOLDER
    assert records_folder(dated) == dated.parent / FOLDER
    (dated / FOLDER).mkdir()
    assert records_folder(dated) == dated / FOLDER
    (plain.parent / FOLDER).mkdir()
    assert records_folder(plain) == plain.parent / FOLDER
