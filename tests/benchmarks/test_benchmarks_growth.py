"""Growth: the exponent by hand, the moment of 5 %, and one small day for real."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from corpus_days import TOML, loaded, offer, planned

from benchmarks.corpus.best import Book, Found
from benchmarks.corpus.offer import take
from benchmarks.corpus.watch import Watched
from benchmarks.growth import (
    Grown,
    exponent,
    growth_of,
    is_within,
    main,
    near_seconds,
    verdict,
)

BEST = Found(
    cost_cents=100_000, items_unserved=2, left_weight=2, seed=1, engine="plan_day",
    parameters={}, warm=False, commit="x", found_on="2026-03-11",
)  # fmt: skip


def grown(villages, near, **changes):
    seen = Watched(
        name=f"day{villages}", villages=villages, items=1, cost_cents=103_000,
        items_unserved=0, left_weight=0, violations=0, not_conserved=0, iterations=1,
        first_seconds=0.1, seconds=1.0, curve=(),
    )  # fmt: skip
    row = Grown(
        watched=seen, limit=1.0, workers=1, seed=1, best_cents=100_000,
        near_seconds=near, read_seconds=0.5, process_seconds=2.0, peak_mib=300,
    )  # fmt: skip
    return replace(row, **changes)


def test_the_exponent_of_a_power_is_that_power():
    # y = 3 x ** 1.5: 3 x 1, 3 x 8, 3 x 1000.
    assert exponent([(1, 3), (4, 24), (100, 3000)]) == pytest.approx(1.5)


def test_the_exponent_of_least_squares_by_hand():
    # Powers of ten: log x = 0, 1, 2 with mean 1; log y = 0, 1, 3 with mean 4/3.
    # (-1)(-4/3) + 0 (-1/3) + 1 (5/3) = 3; over 1 + 0 + 1 = 2: 3/2.
    assert exponent([(1, 1), (10, 10), (100, 1000)]) == pytest.approx(1.5)
    # log y = 0, 1, 1, mean 2/3: (-1)(-2/3) + 0 + 1 (1/3) = 1; over 2: 1/2.
    assert exponent([(1, 1), (10, 10), (100, 10)]) == pytest.approx(0.5)


def test_one_point_or_no_time_has_no_exponent():
    for points in ([(10, 1)], [(10, 1), (10, 2)], [(10, 0), (20, 1)]):
        with pytest.raises(ValueError, match="Expected two different x"):
            exponent(points)


def test_near_is_the_first_plan_within_five_per_cent_that_leaves_no_more():
    curve = [
        (1.0, 1, 90_000, 3),  # cheap because it leaves an item more than the best
        (2.0, 1, 105_001, 2),  # 1.05 x 100,000 = 105,000
        (3.0, 2, 105_000, 2),
        (4.0, 2, 100_000, 0),
    ]
    assert near_seconds(curve, BEST) == 3.0
    assert near_seconds(curve[:2], BEST) is None
    assert near_seconds(curve[3:], BEST) == 4.0


def test_a_verdict_names_the_exponent_and_its_bound():
    # 10 to 100 villages, 1 to 10 s: 1. 1 to 100 s: 2.
    linear = [grown(10, 1.0), grown(100, 10.0)]
    assert growth_of(linear) == pytest.approx(1)
    assert "power of 1.00 (least squares on logarithms), within 1.3" in verdict(linear)
    assert is_within(linear)
    square = [grown(10, 1.0), grown(100, 100.0)]
    assert "power of 2.00 (least squares on logarithms), NOT within" in verdict(square)
    assert not is_within(square)


def test_a_day_that_is_never_near_too_large_or_not_sound_is_said():
    never = [grown(10, 1.0), grown(100, None)]
    assert verdict(never).startswith("Not every day came within 5 %: no exponent.")
    assert not is_within(never)
    large = [grown(10, 1.0), grown(100, 10.0, peak_mib=5000)]
    assert "Peak memory 5,000 MiB, NOT within 4,096." in verdict(large)
    assert not is_within(large)
    broken = grown(100, 10.0)
    broken = replace(broken, watched=replace(broken.watched, violations=1))
    assert not is_within([grown(10, 1.0), broken])


def test_one_day_in_a_process_of_its_own(tmp_path):
    (tmp_path / "days.toml").write_text(TOML, "utf-8")
    page, out = tmp_path / "page.md", tmp_path / "rows" / "growth.jsonl"
    page.write_text("<!-- growth -->\n<!-- /growth -->\n", "utf-8")
    words = ["--days", "small", "--iterations", "20", "--workers", "1"]
    words += ["--corpus", str(tmp_path), "--out", str(out), "--write", str(page)]
    # Nothing is known of the day yet.
    assert main(words) == 2
    assert not out.exists()
    take(Book(tmp_path), loaded(), offer(planned(20), 20))
    # One day has no exponent: out of bounds.
    assert main(words) == 1
    [line] = out.read_text("utf-8").splitlines()
    row = json.loads(line)
    seen = row["watched"]
    # The same seed and iterations find the same plan as in this process.
    assert seen["cost_cents"] == row["best_cents"] == planned(20).cost_cents
    assert (seen["villages"], seen["items"]) == (40, loaded().day.items_demanded)
    assert (seen["violations"], seen["not_conserved"]) == (0, 0)
    cents = [point[2] for point in seen["curve"] if point[3] == 0]
    assert cents == sorted(cents, reverse=True)
    assert 0 < row["near_seconds"] <= seen["seconds"] < row["process_seconds"]
    assert row["peak_mib"] > 50
    assert row["setting"]["command"].startswith("python -m benchmarks.growth")
    table = page.read_text("utf-8")
    assert "| small | 40 |" in table
    assert "| +0.00 % | 0 |" in table
