"""Codes are found however a spreadsheet writes them."""

import datetime as dt

import pytest

from routing.tables.brand.codes import Code, Codes
from routing.tables.brand.date import moment
from routing.tables.brand.roles import Role
from routing.tables.brand.weight import grams_of, unit_factor


def codes(*pairs, partner="P1", kind=Role.SEGMENT):
    found = Codes()
    for text, place in pairs:
        found.add(Code(partner=partner, kind=kind, code=text, place=place))
    return found


@pytest.mark.parametrize(
    "text", ["310-A1-003", "310 a1 003", "310_A1/003", "310-A1-003 "]
)
def test_case_and_separators_do_not_count(text):
    assert codes(("310-A1-003", "上湾村")).find("P1", Role.SEGMENT, text) == "上湾村"


def test_a_number_is_found_without_its_zeros():
    found = codes(("003", "上湾村"), ("17", "下湾村"))
    assert found.find("P1", Role.SEGMENT, "3") == "上湾村"
    assert found.find("P1", Role.SEGMENT, "0017") == "下湾村"
    assert found.find("P1", Role.SEGMENT, "A3") is None


def test_partner_and_kind_count_and_the_first_line_wins():
    found = codes(("A1", "上湾村"), ("A1", "下湾村"))
    assert found.find("P1", Role.SEGMENT, "A1") == "上湾村"
    assert found.find("P2", Role.SEGMENT, "A1") is None
    assert found.find("P1", Role.BRANCH, "A1") is None
    shared = codes(("A1", "上湾村"), partner="*")
    assert shared.find("P2", Role.SEGMENT, "A1") == "上湾村"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-03-09 05:10:00", (2026, 3, 9, 5, 10)),
        ("2026/3/9 5:10", (2026, 3, 9, 5, 10)),
        ("2026年3月9日", (2026, 3, 9, 23, 59)),
        ("20260309", (2026, 3, 9, 23, 59)),
        ("46090", (2026, 3, 9, 23, 59)),
        ("46090.5", (2026, 3, 9, 23, 59)),
    ],
)
def test_dates_of_exports(text, when):
    assert moment(text) == dt.datetime(*when)


@pytest.mark.parametrize("text", ["", "昨天", "2026-13-01", "7300000000001"])
def test_what_is_no_date(text):
    assert moment(text) is None


@pytest.mark.parametrize(
    ("header", "text", "grams"),
    [
        ("重量", "1.25", 1250),
        ("计费重量(kg)", "0.3", 300),
        ("重量(g)", "850", 850),
        ("重量（斤）", "3", 1500),
        ("重量", "1.2kg", 1200),
        ("重量(g)", "1.2kg", 1200),
        ("重量", "0", None),
        ("重量", "-1", None),
        ("重量", "7300000000001", None),
        ("重量", "约2", None),
    ],
)
def test_weights(header, text, grams):
    assert grams_of(text, unit_factor(header)) == grams
