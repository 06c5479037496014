"""Suggested figures: medians of typed times, said from five on, never by one slip."""

import pytest
from features.closing_county import read_closing_day

from routing.plan.actuals.model import Visit
from routing.planning.closing.suggestions import suggestions


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    return read_closing_day(tmp_path_factory.mktemp("county")).day


def visit(**more):
    values = {
        "vehicle": "K1", "profile": "van", "site": "A", "level": "village",
        "items": 30, "per_item": 2, "planned_service": 240, "planned_drive": 600,
    }  # fmt: skip
    return Visit(**{**values, **more})


def test_driving_that_takes_longer_is_said_with_its_curve(day):
    # 600 s planned; 660, 690, 720, 750, 900 taken: the median is 1.2 times.
    taken = (690, 900, 660, 750, 720)
    found = suggestions(day, [visit(done_drive=seconds) for seconds in taken])
    drive, curve = found
    assert (drive.code, drive.about, drive.now, drive.better, drive.count) == (
        "DRIVE", "van", "1.00", "1.20", 5,
    )  # fmt: skip
    assert curve.code == "CURVE"
    # 16 km/h for the shortest ways become 16 / 1.2 = 13.3.
    assert curve.now.startswith("1:16;")
    assert curve.better.startswith("1:13.3;")


def test_four_ways_say_nothing_and_neither_do_slips_and_short_ways(day):
    four = [visit(done_drive=900)] * 4
    slip = visit(done_drive=60_000)
    short = visit(planned_drive=100, done_drive=200)
    assert suggestions(day, [*four, slip, short]) == ()
    assert suggestions(day, [*four, visit(done_drive=900)]) != ()


def test_what_is_as_planned_needs_no_word(day):
    # 4 % slower: less than a clock on the wall tells.
    assert suggestions(day, [visit(done_drive=624)] * 9) == ()


def test_serving_is_told_without_the_work_on_the_items(day):
    # 240 s planned for 30 items of 2 s: 3 minutes of stop. Done in the median 420 s:
    # 6 minutes beside the items.
    taken = (400, 420, 440, 300, 700)
    found = suggestions(day, [visit(done_service=seconds) for seconds in taken])
    assert [(one.code, one.about, one.now, one.better, one.count) for one in found] == [
        ("SERVICE_LEVEL", "village", "3", "6", 5),
        ("SERVICE_SITE", "A", "3", "6", 5),
    ]


def test_sites_are_told_alone_only_where_they_were_seen_often(day):
    seen = [visit(site=site, done_service=480) for site in "AABBD"]
    assert [one.code for one in suggestions(day, seen)] == ["SERVICE_LEVEL"]
