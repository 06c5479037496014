"""Noise of A/A runs, computed by hand from the definition."""

from math import exp, log, sqrt

import pytest
from regression_runs import row, run, run_of

from benchmarks.regression.compare import compare
from benchmarks.regression.noise import (
    SPREADS,
    NoNoiseError,
    calibrate,
    dump_calibration,
    read_calibration,
)
from benchmarks.regression.run_file import RunFileError


def test_noise_of_cost_comes_from_the_rows():
    runs = [
        run_of({"a": [100.0], "b": [100.0]}, 1),
        run_of({"a": [110.0], "b": [100.0]}, 2),
    ]
    # Of a one difference, log 1.1, whose square is the variance of a difference; of b
    # none. One seed each: the effect's is (log 1.1² + 0) / 2².
    spread = sqrt(log(1.1) ** 2 / 4)
    found = calibrate(runs)
    assert found.noise["cost"] == pytest.approx(exp(SPREADS * spread) - 1)
    assert found.thresholds["cost"] == found.noise["cost"]


def test_more_seeds_make_less_noise():
    one = [run_of({"a": [100.0]}, 1), run_of({"a": [110.0]}, 2)]
    two = [run_of({"a": [100.0, 110.0]}, 1), run_of({"a": [100.0, 110.0]}, 3)]
    # Two of 100 and two of 110: four of the six pairs differ, mean square 4/6 of
    # log 1.1²; two seeds a run halve the variance.
    assert calibrate(one).noise["cost"] == pytest.approx(exp(SPREADS * log(1.1)) - 1)
    assert calibrate(two).noise["cost"] == pytest.approx(
        exp(SPREADS * log(1.1) * sqrt(4 / 6 / 2)) - 1
    )


def test_time_errs_for_a_whole_run_together():
    costs = {name: [100.0] for name in "abcd"}
    slow = run_of(costs, 2, cpu_seconds=1.2)
    found = calibrate([run_of(costs, 1), slow])
    # All four rows are 20 % slower: the mean does not get better with their number.
    assert found.noise["solve_time"] == pytest.approx(exp(SPREADS * log(1.2)) - 1)
    # Rows of their own would say log 1.2 / sqrt(4).
    assert found.noise["first_plan_time"] == 0


def test_a_threshold_is_never_below_the_default():
    costs = {"a": [100.0]}
    found = calibrate([run_of(costs, 1), run_of(costs, 2)])
    assert found.noise["cost"] == 0
    assert found.thresholds["cost"] == 0.003
    assert found.thresholds["peak_memory"] == 0.2


def test_unserved_noise_is_a_share_of_what_is_asked():
    runs = [run([row("a", 1, left_share=0.0)]), run([row("a", 2, left_share=0.01)])]
    assert calibrate(runs).noise["unserved"] == pytest.approx(SPREADS * 0.01)


@pytest.mark.parametrize(
    "runs",
    [
        [run_of({"a": [1.0]}, 1)],
        [run_of({"a": [1.0]}, 1), run_of({"a": [1.0]}, 1)],
    ],
)
def test_one_run_or_the_same_seeds_twice_tell_no_noise(runs):
    with pytest.raises(NoNoiseError):
        calibrate(runs)


def test_a_calibration_is_read_back_and_fits_its_runs(tmp_path):
    runs = [run_of({"a": [100.0]}, 1), run_of({"a": [101.0]}, 2)]
    found = calibrate(runs)
    path = tmp_path / "noise.json"
    path.write_text(dump_calibration(found), "utf-8")
    again = read_calibration(path)
    assert again == found
    assert compare(*runs, again).calibrated
    path.write_text("{}", "utf-8")
    with pytest.raises(RunFileError, match=r"noise\.json"):
        read_calibration(path)
