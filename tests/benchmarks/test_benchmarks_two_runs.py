"""Two runs a morning: counts change within their bound, the table has the means."""

from __future__ import annotations

import pytest

from benchmarks.record import Setting
from benchmarks.small_days import small_day
from benchmarks.two_runs import FINE, TwoRuns, changed_counts, is_near, main, markdown

SETTING = Setting(
    command="c",
    commit="abc",
    machine={"system": "L", "processor": "x", "cores": 2, "memory_mib": 9},
)


def runs(seed=1, moved=3, near=102_000, free=100_000):
    return TwoRuns(
        seed=seed,
        villages=60,
        moved=moved,
        near=near,
        free=free,
        left_near=0,
        left_free=0,
        faults=0,
    )


@pytest.mark.parametrize("seed", range(1, 6))
def test_counts_change_by_at_most_15_per_cent_and_repeat(seed):
    day, _ = small_day(seed)
    counted = changed_counts(day, seed)
    assert counted == changed_counts(day, seed)
    for before, now in zip(day.consignments, counted.consignments, strict=True):
        # Rounded to whole items: half an item more either way.
        assert abs(now.items - before.items) <= 0.15 * before.items + 0.5
        assert now.grams * before.items >= before.grams * now.items
        assert (now.grams - 1) * before.items < before.grams * now.items


def test_some_counts_do_change():
    day, _ = small_day(2)
    assert changed_counts(day, 2).consignments != day.consignments


def test_the_table_has_the_share_the_ratio_and_both_means():
    """3 of 60 is 5.0 %, 1,020 : 1,000 is 1.0200; the means of 5 and 0 are 2.5 and 1."""
    text = markdown([runs(), runs(2, 0, 100_000)], SETTING, 0.5)
    assert "| 1 | 60 | 3 | 5.0 | 1,020.00 | 1,000.00 | 1.0200 | 0 | 0 |" in text
    assert "2.5 % of the villages moved and the plan was 1.0 % dearer" in text
    assert "within 5 % moved and 2 % dearer" in text


@pytest.mark.parametrize(
    ("rows", "near"),
    [
        ([runs()], True),
        ([runs(moved=4)], False),
        ([runs(near=102_100)], False),
        ([runs(moved=4), runs(moved=2)], True),
    ],
)
def test_the_mean_is_the_mark(rows, near):
    assert is_near(rows) is near
    assert ("NOT within" in markdown(rows, SETTING, None)) is not near


def test_a_small_county_is_measured(capsys):
    words = ["--size", "S", "--seeds", "1", "--iterations", "0", "--workers", "1"]
    assert main(words) in (FINE, 1)
    told = capsys.readouterr().out
    assert "faults=0" in told
    assert "| seed | villages | moved |" in told


def test_a_page_without_a_place_is_named_before_anything_is_planned(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text("nothing", "utf-8")
    assert main(["--write", str(page)]) == 2
    assert "two-runs" in capsys.readouterr().err
