"""What plots show, from rows made by hand."""

import math

import pytest
from field_rows import row

from benchmarks.field_curves import (
    gap_steps,
    growth,
    median_steps,
    profile,
    references_of,
)
from benchmarks.field_gap import Worth

HUNDRED = Worth(0, 0, 100.0)


def test_a_gap_over_time_ends_with_what_was_judged():
    one = row(
        "gongpei",
        110.0,
        search_seconds=30.0,
        curve=((1.0, 150.0, None), (4.0, 120.0, None)),
    )
    expected = [(1.0, 0.5), (4.0, 0.2), (30.0, 0.1)]
    assert gap_steps(one, HUNDRED) == [
        (second, pytest.approx(gap)) for second, gap in expected
    ]


def test_a_model_that_promised_less_is_not_believed():
    one = row(
        "OR-Tools",
        110.0,
        search_seconds=30.0,
        curve=((1.0, 150.0, None), (4.0, 104.0, None)),
    )
    # Its routes of 104 cost 110 by the rules.
    assert gap_steps(one, HUNDRED)[1:] == [
        (4.0, pytest.approx(0.1)),
        (30.0, pytest.approx(0.1)),
    ]


def test_plans_with_more_vehicles_are_none_yet():
    one = row(
        "gongpei",
        101.0,
        vehicles=10,
        best_vehicles=10,
        search_seconds=30.0,
        curve=((1.0, 90.0, 11), (4.0, 120.0, 10)),
    )
    steps = gap_steps(one, Worth(0, 10, 100.0))
    assert steps == [(4.0, pytest.approx(0.2)), (30.0, pytest.approx(0.01))]


def test_a_run_without_a_whole_plan_has_no_steps():
    assert gap_steps(row("gongpei", None, left=1), HUNDRED) == []


def test_the_median_begins_where_half_of_the_runs_have_a_plan():
    runs = [
        row("gongpei", 102.0, search_seconds=9.0, curve=((1.0, 110.0, None),)),
        row("gongpei", 104.0, search_seconds=9.0, curve=((2.0, 120.0, None),), seed=2),
        row("gongpei", None, seed=3, left=1),
    ]
    # At 1: 10 % and two runs of none, the middle is none. At 2: 10, 20, none: 20.
    # At 9: 2, 4, none: 4.
    assert median_steps(runs, {"A": HUNDRED}) == [
        (2.0, pytest.approx(0.2)),
        (9.0, pytest.approx(0.04)),
    ]


def test_county_days_refer_to_the_best_plan_of_all():
    day = {"group": "county-R", "best": None}
    runs = [row("gongpei", 410.0, **day), row("VROOM", 400.0, **day)]
    assert references_of(runs, "county-R") == {"A": Worth(0, 0, 400.0)}


def test_a_profile_counts_instances_within_a_ratio_of_the_best():
    runs = [
        row("gongpei", 100.0),
        row("PyVRP", 110.0),
        row("gongpei", 303.0, instance="B"),
        row("PyVRP", 300.0, instance="B"),
        row("gongpei", 100.0, instance="C"),
        row("PyVRP", None, instance="C", trouble="did not return within 90 s"),
    ]
    shares = profile(runs)
    # Ours: best on A and C, 1 % above on B. PyVRP: best on B, 10 % above on A, never
    # on C.
    assert shares["gongpei"] == [
        (1.0, pytest.approx(1 / 3)),
        (1.0, pytest.approx(2 / 3)),
        (pytest.approx(1.01), pytest.approx(1.0)),
    ]
    assert shares["PyVRP"] == [
        (1.0, pytest.approx(1 / 3)),
        (pytest.approx(1.1), pytest.approx(2 / 3)),
    ]


def test_more_vehicles_are_infinitely_far_in_a_profile():
    fewest = {"best_vehicles": 10}
    runs = [
        row("gongpei", 90.0, vehicles=11, **fewest),
        row("VROOM", 99.0, vehicles=10, **fewest),
    ]
    shares = profile(runs)
    assert shares == {"gongpei": [], "VROOM": [(1.0, 1.0)]}


def test_growth_is_told_by_size():
    def day(group, villages, cost, near, **fields):
        return row(
            "gongpei",
            cost,
            group=group,
            best=None,
            villages=villages,
            process_seconds=40.0,
            peak_mib=500,
            search_seconds=30.0,
            curve=((1.0, cost * 1.2, None), (near, cost * 1.04, None)),
            **fields,
        )

    runs = [
        day("county-R", 150, 400.0, 6.0),
        day("county-S", 40, 100.0, 2.0),
        day("county-S", 40, 100.0, 4.0, seed=2),
    ]
    (small, large) = growth(runs)["gongpei"]
    # 20 % above at 1 s, 4 % above at 2 and at 4 s.
    assert (small.villages, small.near_seconds) == (40, 3.0)
    assert (large.villages, large.near_seconds) == (150, 6.0)
    assert (small.process_seconds, small.peak_mib) == (40.0, 500)


def test_what_never_comes_near_has_no_seconds():
    runs = [
        row("gongpei", 100.0, group="county-S", best=None),
        row("VROOM", 106.0, group="county-S", best=None),
    ]
    assert growth(runs)["VROOM"][0].near_seconds is None
    assert math.isfinite(growth(runs)["gongpei"][0].near_seconds)


def test_runs_without_an_answer_have_no_part_in_growth():
    day = {"group": "county-S", "best": None}
    runs = [row("VROOM", None, trouble="did not return within 90 s", **day)]
    assert growth(runs) == {"VROOM": []}
