"""Backhauls: a tour delivers first and fetches then, on both sides."""

import pytest
from road_runs import runs_of

from benchmarks.families.assemble import assemble
from benchmarks.families.recognise import recognise
from benchmarks.families.road.evaluate import evaluate
from benchmarks.families.road.instance import RoadRoute, RoadSolution
from benchmarks.families.road.translate import solution_of
from routing.check.judge import judge
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

# On a line: depot 0, deliveries of 4 at 10 and 30, pickups of 5 at 20 and 8.
TEXT = """NAME: tiny
TYPE: VRPB
DIMENSION: 5
CAPACITY: 8
EDGE_WEIGHT_TYPE: EUC_2D
NODE_COORD_SECTION
1	0	0
2	10	0
3	30	0
4	20	0
5	8	0
DEMAND_SECTION
1	0
2	4
3	4
4	0
5	0
BACKHAUL_SECTION
1	0
2	0
3	0
4	5
5	5
DEPOT_SECTION
1
EOF
"""


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "tiny.vrp"
    path.write_text(TEXT, "utf-8")
    # Each pickup fills a vehicle: 60 with one delivery at 30, 20 with the other.
    sol = "Route #1: 2 3\nRoute #2: 1 4\nCost 80\n"
    path.with_suffix(".sol").write_text(sol, "utf-8")
    family, case = recognise(path)
    assert family == "vrpb"
    return case


def solution(*tours):
    return RoadSolution(
        routes=tuple(RoadRoute(vehicle_type=0, tours=(tour,)) for tour in tours)
    )


def test_published_cost_is_that_of_the_routes(case):
    assert case.best.cost == 80
    assert [client.pickup for client in case.instance.clients] == [0, 0, 5, 5]
    assert evaluate(case.instance, solution((2, 3), (1, 4))).faults == ()


@pytest.mark.parametrize(
    ("tours", "fault"),
    [
        (((1, 3, 2), (4,)), "route 0: client 2 is delivered to after 3 is fetched"),
        (((1, 2, 3), (4,)), "route 1: client 4 is fetched from first"),
        (((1, 2, 3, 4),), "route 0: load 10 of 8"),
    ],
)
def test_each_broken_rule_is_found(case, tours, fault):
    faults = evaluate(case.instance, solution(*tours)).faults
    assert any(found.startswith(fault) for found in faults)


def test_published_solution_as_a_plan_is_clean_and_costs_the_same(case):
    good = solution((2, 3), (1, 4))
    day, travel = case.translation.day, case.translation.travel
    plan = assemble(day, travel, runs_of(case.instance, good))
    assert judge(day, travel, plan) == []
    assert solution_of(case.instance, plan) == good
    assert case.translation.cost_of(plan) == case.judged(plan).cost == 80


@pytest.mark.parametrize("tours", [((1, 3, 2), (4,)), ((1, 2, 3, 4),)])
def test_a_day_allows_no_other_order_and_no_more_load(case, tours):
    day, travel = case.translation.day, case.translation.travel
    plan = assemble(day, travel, runs_of(case.instance, solution(*tours)))
    assert judge(day, travel, plan) != []


def test_a_tour_that_only_fetches_is_dearer_than_any_other_plan(case):
    day, travel = case.translation.day, case.translation.travel
    plan = assemble(day, travel, runs_of(case.instance, solution((1, 2, 3), (4,))))
    # 60 and 16, and there and back to all four: 2 x (10 + 30 + 20 + 8).
    assert case.translation.cost_of(plan) == 60 + 16 + 136


def test_the_best_is_found(case):
    day, travel = case.translation.day, case.translation.travel
    outcome = plan_day(day, travel, Budget(iterations=3))
    assert outcome.violations == []
    assert case.judged(outcome.plan).faults == ()
    assert case.judged(outcome.plan).cost == 80
