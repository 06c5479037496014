"""Rows taller than a page go on over pages, on paper as reckoned."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.service_county_plan import bus, road, service_plan
from service_sheets import service_context
from sheet_rows import paper_of, rows_of

from routing.report.html import Html
from routing.report.sheets.layout import Column, Picture, Row, Table, row_height
from routing.report.sheets.paging import cut_into_pages
from routing.report.sheets.route_sheet import route_sheet
from routing.report.sheets.tall_rows import split_row

MORE = "（接上页）"
LINE = 11 * 25.4 / 72 * 1.3
BORDERS = 2 * 1.2 + 0.4


def table(*rows: Row, lead: float = 0.0) -> Table:
    columns = (
        Column(label="甲", width=20),
        Column(label="乙", width=60, lead=lead),
        Column(label="丙", width=20),
    )
    return Table(columns=columns, rows=rows)


def lines(first: int, last: int) -> str:
    return "\n".join(f"第{number}行" for number in range(first, last + 1))


def test_what_fits_stays_and_the_rest_says_whose_it_is():
    row = Row(("1\n甲村", lines(1, 9), "签"), keep=True)
    part, rest = split_row(table(row), row, 4.5 * LINE + BORDERS, MORE)

    # Four lines and a half: four. What it is kept with comes behind the rest.
    assert part == Row(("1\n甲村", lines(1, 4), "签"))
    assert rest == Row(("1", lines(5, 9), ""), keep=True)


def test_under_a_bold_line_the_rest_says_that_it_goes_on():
    row = Row(("1", lines(1, 9), ""))
    _, rest = split_row(table(row, lead=11), row, 4.5 * LINE + BORDERS, MORE)
    assert rest.cells[1] == f"{MORE}\n{lines(5, 9)}"


def test_a_line_that_alone_is_too_high_is_cut_between_signs():
    # A page of 60 mm less 2.8 mm has room for 14 signs of 3.88 mm a line.
    row = Row(("1", "村" * 40, ""))
    part, rest = split_row(table(row), row, 2.5 * LINE + BORDERS, MORE)
    assert (part.cells[1], rest.cells[1]) == ("村" * 28, "村" * 12)


@pytest.mark.parametrize(
    "row",
    [
        Row(("1", lines(1, 3), "")),  # fits
        Row(("1", Picture(Html("<svg></svg>"), 90.0), "")),  # cannot be cut
    ],
)
def test_what_cannot_or_need_not_be_cut_stays_whole(row):
    assert split_row(table(row), row, 4.5 * LINE + BORDERS, MORE) == (row, None)


def test_a_tall_row_fills_the_page_it_begins_on_and_loses_nothing():
    tall = Row(("2", lines(1, 40), ""))
    shown = table(Row(("1", "", "")), tall, Row(("3", "", "")))
    assert row_height(shown, tall) > 100

    pages = cut_into_pages([shown], width=100, height=100, more=MORE)
    cells = [row for page in pages for row in rows_of(page)[1:]]
    # 100 mm less 10.8 of the header, 7.84 of row 1 and 2.8: 15 lines of 5.04;
    # then 86.3 mm: 17 lines; then the 8 that are left.
    counts = [row[1].count("第") for row in cells if row[0] == "2"]
    assert counts == [15, 17, 8]
    assert [len(rows_of(page)) - 1 for page in pages] == [2, 1, 2]
    assert "\n".join(row[1] for row in cells if row[0] == "2") == lines(1, 40)


def test_a_row_kept_with_a_tall_one_does_not_stand_alone_on_a_page():
    shown = table(Row(("出发",), keep=True), Row(("1", lines(1, 40), "")))
    pages = cut_into_pages([shown], width=100, height=100, more=MORE)

    assert [row[0] for row in rows_of(pages[0])] == ["甲", "出发", "1"]


def test_a_halt_with_many_onward_trips_prints_as_many_pages_as_it_says(tmp_path):
    # K1 brings w1 to H; 30 bags like it go on by a trip each, two lines a trip.
    context = service_context(approved_by=None)
    plan = service_plan()
    known = next(bag for bag in plan.bags if bag.id == "w1")
    bags = tuple(
        replace(
            known,
            id=f"L{number:04d}-001",
            legs=(
                road("K1", "C>H", "10:00", "10:13:20"),
                bus(f"班次{number:03d}号", "H>X", "13:41", "13:55"),
            ),
        )
        for number in range(1, 31)
    )
    ids = tuple(bag.id for bag in bags)
    (route,) = (route for route in plan.routes if route.vehicle == "K1")
    (tour,) = route.tours
    (halt,) = tour.stops
    tour = replace(tour, load=ids, stops=(replace(halt, deliver=ids),))
    route = replace(route, tours=(tour,))
    context = replace(context, plan=replace(plan, bags=bags, routes=(route,)))

    papers = paper_of(route_sheet(context, route), tmp_path)
    assert len(papers) > 2
    for number, paper in enumerate(papers, start=1):
        assert f"第{number}页/共{len(papers)}页" in paper
    everything = "".join(papers)
    assert [everything.count(f"班次{n:03d}号") for n in range(1, 31)] == [1] * 30
    # Departure and halt begin on the first page.
    assert "班次001号" in papers[0]
