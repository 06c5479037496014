"""Trials of the alarm: which runs are compared, and what the record says of them."""

import pytest
from regression_runs import SIX, run_of, six

from benchmarks.alarm_record import Trials, trials_markdown
from benchmarks.alarm_trials import same_couples, weak_couples
from benchmarks.record import Setting
from benchmarks.regression.compare import compare
from benchmarks.regression.noise import calibrate


def test_runs_that_follow_each_other_are_compared_first():
    assert same_couples(4, 3) == [(0, 1), (1, 2), (2, 3)]
    # Seven runs have 7 x 6 / 2 = 21 pairs.
    couples = same_couples(7, 20)
    assert len(set(couples)) == 20
    assert couples[6:8] == [(0, 2), (1, 3)]
    with pytest.raises(ValueError, match="6 runs have 15 pairs, expected 20"):
        same_couples(6, 20)


def test_each_weakened_run_is_used_once_before_any_is_used_again():
    assert weak_couples(3, 5) == [(0, 0), (1, 1), (2, 2), (0, 1), (1, 2)]


def trials(false, true):
    """Return twenty trials of each kind with so many alarms of them."""
    base, worse = run_of(SIX), run_of(six(1.05))
    fine, alarm = compare(base, base), compare(base, worse)
    return Trials(
        suite="tiny",
        rows=6,
        runs=21,
        noise=calibrate([base, run_of(six(1.001), 2)]),
        share=0.1,
        chosen_effect=0.06,
        same=(alarm,) * false + (fine,) * (20 - false),
        weak=(alarm,) * true + (fine,) * (20 - true),
    )


@pytest.mark.parametrize(
    ("false", "true", "kept"),
    [(0, 20, True), (0, 19, True), (0, 18, False), (1, 20, False)],
)
def test_no_false_alarm_and_nineteen_of_twenty_true_ones(false, true, kept):
    found = trials(false, true)
    assert (found.false_alarms, found.true_alarms) == (false, true)
    assert found.kept is kept


def test_the_record_shows_every_trial_and_what_follows():
    machine = {"system": "Linux", "processor": "x86_64", "cores": 2, "memory_mib": 1}
    setting = Setting(command="it", commit="abc1234", machine=machine)
    text = trials_markdown(trials(0, 20), setting, None)
    lines = text.splitlines()
    assert lines[2] == (
        "| 1 | +0.00 % | 1.0000 | none | +5.00 % | 0.0156 | cost, cost:county |"
    )
    assert lines[21].startswith("| 20 |")
    assert "Alarms: 0 of 20 A/A, 20 of 20 weakened." in text
    assert "got 10 % of the iterations: +6.00 % where that share was chosen" in text
    assert "21 runs of each kind; noise" in text
