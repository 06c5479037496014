"""Whatever is edited in the hub county, nothing is lost and figures are right."""

import random

import openpyxl
import pytest
from features.hub_county import hub_plan, read_hub_day
from features.line_county import written_plan

from routing.check.judge import judge
from routing.plan.workbook.read import read_workbook
from routing.plan.workbook.sheet_found import open_book
from routing.planning.hand_plan.edit import HandEditError, plan_of_edit
from routing.tables.render import render

STOPS, TRIPS, OFFERS = "站点明细", "班次装载", "代投"
TOP = {STOPS: 4, TRIPS: 3, OFFERS: 3}
"""Rows of the headers."""

VEHICLE, ORDER, ITEMS, TRIP, BOARD, ALIGHT, BAGS = 1, 3, 9, 1, 5, 8, 14
REAL = (
    "T1_WINDOW", "T5_CUTOFF", "T3_READY", "T8_CUTOFF", "M5_TWO_PLACES", "T6_HOURS",
    "R1_CAP_KG", "R2_SEGMENT",
)  # fmt: skip
"""What a person's plan may break; the plan's own figures are never wrong."""

UNDERSTOOD = ("EDIT_NO_WAY", "EDIT_NO_GOODS", "EDIT_BAG_NO_WAY", "EDIT_BAG_TWICE",
              "EDIT_OVER_DEMAND", "EDIT_NOT_ON_TRIP", "EDIT_CALL_ORDER")  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    intake = read_hub_day(folder)
    plan = hub_plan(intake.day, intake.travel)
    return intake, written_plan(folder, intake, plan), folder / "out" / "plan.xlsx"


def rows(page):
    return range(TOP[page.title] + 1, page.max_row + 1)


def one_edit(book, deal):
    """Change one thing at random."""
    page = book[deal.choice([STOPS, STOPS, TRIPS, TRIPS, OFFERS])]
    if not rows(page):
        return
    row = deal.choice(rows(page))
    if deal.random() < 0.3:
        page.delete_rows(row)
    elif page.title == STOPS:
        column = deal.choice([VEHICLE, ORDER, ITEMS])
        values = {
            VEHICLE: ["皖A10001", "皖A10009"],
            ORDER: [0.5, 1, 2, 9],
            ITEMS: range(1, 1 + int(page.cell(row, ITEMS).value)),
        }
        page.cell(row, column).value = deal.choice(values[column])
    elif page.title == TRIPS:
        column = deal.choice([TRIP, BOARD, ALIGHT, BAGS])
        other = page.cell(deal.choice(rows(page)), column).value
        if column == TRIP:
            other = deal.choice(["L1-0800", "L1-1000", "L1-1400"])
        page.cell(row, column).value = other


def built(county, path):
    """Return the plan of an edit, or the findings that say why there is none."""
    intake, plan, _ = county
    edit = read_workbook(open_book(path), intake.day)
    try:
        return plan_of_edit(intake.day, intake.travel, plan, edit), ()
    except HandEditError as error:
        return None, error.findings


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_lost_and_figures_are_right(county, tmp_path, seed):
    intake, _, source = county
    deal = random.Random(seed)
    book = openpyxl.load_workbook(source)
    for _ in range(deal.randint(1, 3)):
        one_edit(book, deal)
    book.save(tmp_path / "改.xlsx")
    made, findings = built(county, tmp_path / "改.xlsx")
    assert (made is None) == bool(findings)
    assert {row.code for row in findings} <= set(UNDERSTOOD)
    assert all(row.row and row.sheet and render(row) for row in findings)
    if made is not None:
        assert made.items_planned + made.items_unserved == 92
        found = judge(intake.day, intake.travel, made)
        assert {row.cause for row in found} <= set(REAL)
