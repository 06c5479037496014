"""What is comparable, what counts as worse, and in which order."""

from dataclasses import replace
from math import exp, log

import pytest
from regression_runs import SIX, row, run, run_of, six

from benchmarks.regression.compare import ThresholdError, compare
from benchmarks.regression.noise import calibrate
from benchmarks.regression.pairs import NotComparableError, paired


def named(found):
    return {metric.name: metric for metric in found.metrics}


def changed(base, **fields):
    return replace(base, rows=tuple(replace(each, **fields) for each in base.rows))


def test_dearer_beyond_the_threshold_and_significant_fails():
    found = compare(run_of(SIX), run_of(six(1.05)))
    cost = named(found)["cost"]
    # Six pairs, each 5 % dearer: p = 1/2^6, the default threshold is 0.3 %.
    assert cost.effect == pytest.approx(0.05)
    assert cost.p == pytest.approx(1 / 64)
    assert (cost.threshold, cost.failed) == (0.003, True)
    assert found.verdict == "regression"
    # One family: its share of the cost is the whole, and no second try to pay for.
    assert [metric.name for metric in found.failed] == ["cost", "cost:county"]


def test_dearer_but_by_chance_is_fine():
    four = {name: [100.0] for name in "abcd"}
    found = compare(run_of(four), run_of({name: [105.0] for name in four}))
    # 1/2^4 = 0.0625 is not below 0.05, however large the effect.
    assert named(found)["cost"].p == pytest.approx(1 / 16)
    assert found.verdict == "ok"


def test_significant_but_within_the_threshold_is_fine():
    found = compare(run_of(SIX), run_of(six(1.002)))
    assert named(found)["cost"].p == pytest.approx(1 / 64)
    assert named(found)["cost"].effect == pytest.approx(0.002)
    assert found.verdict == "ok"


def test_cheaper_is_fine():
    found = compare(run_of(SIX), run_of(six(0.9)))
    assert named(found)["cost"].effect == pytest.approx(-0.1)
    assert found.verdict == "ok"


def test_instances_weigh_alike_however_many_seeds_they_have():
    base = run_of({"a": [100.0, 100.0, 100.0], "b": [100.0]})
    head = run_of({"a": [110.0, 110.0, 110.0], "b": [100.0]})
    # Mean of log 1.1 and log 1, not of three times the one and once the other.
    assert named(compare(base, head))["cost"].effect == pytest.approx(
        exp(log(1.1) / 2) - 1
    )


def test_a_lost_feasibility_always_fails():
    base = run_of(SIX)
    rows = [replace(base.rows[0], feasible=False, violations=1, cost=1.0)]
    found = compare(base, run([*rows, *base.rows[1:]]))
    assert [metric.name for metric in found.failed] == ["feasibility"]
    lost = named(found)["feasibility"]
    assert (lost.base, lost.head, lost.effect) == (6, 5, 1)


def test_another_seed_that_is_infeasible_is_no_loss_but_one_more_is():
    bad = {"feasible": False}
    base = run([row("a", 1, **bad), row("a", 2)])
    assert compare(base, run([row("a", 8), row("a", 9, **bad)])).verdict == "ok"
    worse = run([row("a", 8, **bad), row("a", 9, **bad)])
    assert compare(base, worse).verdict == "regression"


def test_a_process_that_failed_is_a_lost_feasibility_of_any_content():
    base = run_of(SIX)
    crashed = row("a", 1, None, feasible=False, input_hash="", error="exit code 1")
    found = compare(base, run([crashed, *base.rows[1:]]))
    assert [metric.name for metric in found.failed] == ["feasibility"]


def test_items_that_are_not_accounted_for_always_fail():
    base = changed(run_of(SIX), feasible=False, not_conserved=2)
    found = compare(base, base)
    assert [metric.name for metric in found.failed] == ["conservation"]
    assert named(found)["conservation"].head == 12


def test_what_is_left_behind_comes_before_what_it_costs():
    base = run_of(SIX)
    head = changed(run_of(six(0.5)), left_share=0.01, items_unserved=10)
    found = compare(base, head)
    assert [metric.name for metric in found.failed] == ["unserved"]
    assert named(found)["unserved"].effect == pytest.approx(0.01)
    # Half the cost for less work is no cheaper plan: no pair says anything.
    cost = named(found)["cost"]
    assert (cost.effect, cost.p) == (None, None)


def test_where_vehicles_come_first_their_number_decides():
    rows = [row(name, 1, vehicles=10, vehicles_first=True) for name in "abcdef"]
    base = run(rows)
    head = run([replace(each, vehicles=11, cost=50.0) for each in rows])
    # 11 of 10 vehicles is 10 % worse, at half the distance.
    assert named(compare(base, head))["cost"].effect == pytest.approx(0.1)
    same = run([replace(each, cost=50.0) for each in rows])
    assert named(compare(base, same))["cost"].effect == pytest.approx(-0.5)


def test_time_counts_in_units_of_the_reference():
    base = run_of(SIX)
    # Three times the seconds on a machine of a third of the speed.
    slow = changed(base, cpu_seconds=3.0, reference_seconds=0.3)
    assert named(compare(base, slow))["solve_time"].effect == pytest.approx(0)
    worse = changed(base, cpu_seconds=1.5)
    found = compare(base, worse)
    assert named(found)["solve_time"].effect == pytest.approx(0.5)
    assert [metric.name for metric in found.failed] == ["solve_time"]


def test_time_on_another_processor_only_warns():
    base = replace(run_of(SIX), machine={"processor_name": "one"})
    slow = replace(changed(base, cpu_seconds=1.5), machine={"processor_name": "two"})
    time = named(compare(base, slow))["solve_time"]
    assert (time.failed, time.warned) == (False, True)
    worse = replace(slow, machine=base.machine)
    assert named(compare(base, worse))["solve_time"].failed


def test_of_a_search_by_the_clock_the_time_of_a_move_counts():
    base = changed(run_of(SIX), iteration_limit=None, time_limit=1.0, iterations=40)
    half = changed(base, iterations=20)
    found = named(compare(base, half))
    assert found["solve_time"].effect == pytest.approx(1.0)
    # How many moves a clock allows is the machine's doing.
    assert found["moves"].effect is None


def test_more_moves_and_engine_calls_fail_without_any_clock():
    base = changed(run_of(SIX), moves=99, engine_calls=3)
    found = compare(base, changed(base, moves=119, engine_calls=4))
    # (119 + 1) / (99 + 1) and (4 + 1) / (3 + 1).
    assert named(found)["moves"].effect == pytest.approx(0.2)
    assert named(found)["engine_calls"].effect == pytest.approx(0.25)
    assert [metric.name for metric in found.failed] == ["moves", "engine_calls"]


def test_memory_and_first_plans_only_warn():
    base = run_of(SIX)
    found = compare(base, changed(base, peak_mib=300, first_cpu_seconds=0.4))
    assert found.verdict == "ok"
    warned = [metric.name for metric in found.metrics if metric.warned]
    assert warned == ["first_plan_time", "peak_memory"]


def test_a_family_that_gets_worse_does_not_drown_in_others():
    rows = [row(f"x{n}", 1) for n in range(60)]
    rows += [row(f"y{n}", 1, family="bus") for n in range(8)]
    base = run(rows)
    head = run([replace(r, cost=101.0) if r.family == "bus" else r for r in rows])
    found = compare(base, head)
    # In the mean 8/68 of log 1.01: 0.12 %, below 0.3 %; of the eight 1 %, and two
    # families are two tries: p = 2/2^8.
    assert named(found)["cost"].effect == pytest.approx(0.00117, abs=1e-5)
    assert named(found)["cost:bus"].p == pytest.approx(2 / 256)
    assert [metric.name for metric in found.failed] == ["cost:bus"]


def test_rows_are_paired_by_seed_and_else_in_order():
    base = run([row("a", 2, 20.0), row("a", 1, 10.0)])
    again = run([row("a", 1, 11.0), row("a", 2, 22.0)])
    costs = [(pair.base.cost, pair.head.cost) for pair in paired(base, again)]
    assert costs == [(10.0, 11.0), (20.0, 22.0)]
    others = run([row("a", 102, 23.0), row("a", 101, 12.0)])
    costs = [(pair.base.cost, pair.head.cost) for pair in paired(base, others)]
    assert costs == [(10.0, 12.0), (20.0, 23.0)]


@pytest.mark.parametrize(
    ("head", "code", "what"),
    [
        (run(run_of(SIX).rows, suite="other"), "COMPARE_SUITES", "other, tiny"),
        (run(run_of(SIX).rows[1:]), "COMPARE_INSTANCES", "a"),
        (run([*run_of(SIX).rows, row("a", 2)]), "COMPARE_INSTANCES", "a"),
        (changed(run_of(SIX), input_hash="new"), "COMPARE_INPUTS", "a, b, c, d, e, f"),
        (changed(run_of(SIX), workers=2), "COMPARE_LIMITS", "a, b, c, d, e, f"),
        (changed(run_of(SIX), iteration_limit=2), "COMPARE_LIMITS", "a, b, c, d, e, f"),
    ],
)
def test_other_questions_are_not_compared(head, code, what):
    with pytest.raises(NotComparableError) as found:
        compare(run_of(SIX), head)
    assert (found.value.code, found.value.what) == (code, what)


def noisy(first_seed, shift):
    return run_of(
        {name: [100.0 + shift * (-1) ** n] for n, name in enumerate("abcdef")},
        first_seed,
    )


def test_thresholds_are_the_calibrated_ones_and_none_is_below_the_noise():
    calibration = calibrate([noisy(1, 0.0), noisy(2, 1.0), noisy(3, 2.0)])
    base, head = run_of(SIX), run_of(six(1.02))
    limit = calibration.thresholds["cost"]
    found = compare(base, head, calibration)
    assert found.calibrated
    assert named(found)["cost"].threshold == limit > 0.003
    with pytest.raises(ThresholdError) as refused:
        compare(base, head, calibration, {"cost": limit / 2})
    assert (refused.value.metric, refused.value.noise) == ("cost", limit)
    higher = compare(base, head, calibration, {"cost": 0.5})
    assert named(higher)["cost"].threshold == 0.5


def test_a_file_whose_thresholds_were_lowered_by_hand_is_refused():
    calibration = calibrate([noisy(1, 0.0), noisy(2, 1.0)])
    lowered = replace(calibration, thresholds={"cost": 0.0001})
    with pytest.raises(ThresholdError):
        compare(run_of(SIX), run_of(SIX), lowered)


def test_a_calibration_of_other_limits_is_not_used():
    calibration = calibrate([noisy(1, 0.0), noisy(2, 1.0)])
    base = changed(run_of(SIX), iteration_limit=7)
    assert not compare(base, base, calibration).calibrated


def test_the_worst_pairs_come_first_and_cheaper_ones_not_at_all():
    base = run_of(SIX)
    costs = dict(zip("abcdef", (101.0, 130.0, 90.0, 100.0, 110.0, 99.0), strict=True))
    head = run_of({name: [cost] for name, cost in costs.items()})
    worst = compare(base, head).worst(2)
    assert [(p.base.instance, pytest.approx(d)) for p, d in worst] == [
        ("b", 0.3),
        ("e", 0.1),
    ]
