"""A row says what a plan is worth, whatever the search says of it."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.families.family import Verdict
from benchmarks.regression.measure import Curve, empty_row, judged, thinned
from benchmarks.regression.reference import reference_seconds, shortest_walks
from benchmarks.regression.sources import Instance, load_instance
from benchmarks.regression.suite import Task
from routing.optimize.budget import Budget, Progress
from routing.planning.plan_day import plan_day

WORDS = {"kind": "whole", "day": 2, "best_yuan": 250.0}
BUDGET = Budget(time_limit=None, iterations=2)
TASK = Task(
    instance=Instance(name="small", family="small", source="small", words=WORDS),
    budget=BUDGET,
)


@pytest.fixture(scope="module")
def planned():
    material = load_instance("small", WORDS)
    return material, plan_day(material.day, material.travel, BUDGET).plan


def test_a_sound_plan_has_its_cost_and_gap(planned):
    row = judged(empty_row(TASK), *planned)
    assert (row.feasible, row.violations, row.not_conserved) == (True, 0, 0)
    assert (row.cost, row.items_unserved, row.left_share) == (278.0, 0, 0.0)
    # 278 of 250 is 11.2 % more.
    assert row.gap_percent == pytest.approx(11.2)


def test_a_bag_that_is_lost_is_seen_by_judge_and_count(planned):
    material, plan = planned
    row = judged(empty_row(TASK), material, replace(plan, bags=plan.bags[1:]))
    assert not row.feasible
    assert row.violations > 0
    assert row.not_conserved == len(plan.bags[0].contents)


def test_a_cost_that_is_not_what_the_route_costs_is_no_cheaper_plan(planned):
    material, plan = planned
    first = plan.routes[0]
    cheap = replace(first, cost_cents=replace(first.cost_cents, fixed=0))
    row = judged(
        empty_row(TASK), material, replace(plan, routes=(cheap, *plan.routes[1:]))
    )
    assert not row.feasible
    assert row.violations == 1


def test_what_is_left_behind_weighs_its_share_of_all_and_has_no_gap(planned):
    material, _ = planned
    # Vehicles that carry a gram, and nothing else.
    fleet = {key: replace(car, cap_g=1) for key, car in material.day.vehicles.items()}
    day = replace(material.day, vehicles=fleet, lines={}, trips={}, offers={})
    nothing = plan_day(day, material.travel, BUDGET).plan
    row = judged(empty_row(TASK), replace(material, day=day), nothing)
    assert row.items_unserved == material.day.items_demanded
    assert row.left_share == pytest.approx(1.0)
    assert row.gap_percent is None
    assert row.not_conserved == 0


def test_a_family_has_its_evaluators_cost_vehicles_and_faults(planned):
    material, plan = planned
    eight = replace(
        material,
        best=90.0,
        best_vehicles=8,
        evaluate=lambda _: Verdict(cost=99.0, vehicles=8),
    )
    row = judged(empty_row(TASK), eight, plan)
    assert (row.cost, row.vehicles, row.feasible) == (99.0, 8, True)
    # As many vehicles as the best: 9 of 90 is 10 % more.
    assert row.gap_percent == pytest.approx(10)
    more = replace(eight, evaluate=lambda _: Verdict(cost=80.0, vehicles=10))
    # Two of eight vehicles more, however short they drive.
    assert judged(empty_row(TASK), more, plan).gap_percent == pytest.approx(25)
    late = replace(
        eight, evaluate=lambda _: Verdict(cost=99.0, vehicles=8, faults=("late",))
    )
    row = judged(empty_row(TASK), late, plan)
    assert (row.faults, row.feasible) == (("late",), False)


def test_a_curve_keeps_what_is_better_what_is_left_first():
    curve = Curve()
    for iterations, cents, left in [(0, 900, 5), (1, 950, 5), (2, 990, 0), (3, 980, 0)]:
        curve(
            Progress(
                seconds=0.0,
                iterations=iterations,
                cost_cents=cents,
                unserved_items=left,
                fraction=0.0,
            )
        )
    assert [point[1:] for point in curve.points] == [
        (0, 900, 5),
        (2, 990, 0),
        (3, 980, 0),
    ]
    assert curve.first_cpu >= 0


def test_a_long_curve_is_thinned_between_its_ends():
    points = [(float(n), n, 1000 - n, 0) for n in range(100)]
    kept = thinned(points, 4)
    # Steps of 33 of the 99 between first and last.
    assert [point[1] for point in kept] == [0, 33, 66, 99]
    assert thinned(points[:4], 4) == tuple(points[:4])


def test_the_reference_computation_walks_to_the_nearest():
    metres = np.array([[9, 5, 1], [2, 9, 4], [3, 7, 9]])
    # From 0: to 2 (1), to 1 (7). From 1: to 0 (2), to 2 (1).
    assert shortest_walks(metres, 1) == 8
    assert shortest_walks(metres, 2) == 8 + 3
    assert reference_seconds() > 0
