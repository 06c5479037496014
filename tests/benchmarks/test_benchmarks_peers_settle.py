"""What peers hand in is taken as it is, or refused."""

import pytest
from line_days import TWO_SIDES, TWO_VANS, line_day, line_problem

from benchmarks.peers.settle import NonsenseError, plan_of, settle
from routing.check.judge import judge
from routing.optimize.ways import direct_ways

# Deliveries 1, 3, 5, 7 go to A, B, D, E.


@pytest.mark.parametrize(
    ("routes", "fault"),
    [
        ([[1]], "1 routes for 2 vehicles"),
        ([[1], [99]], "unknown visit 99"),
        ([[1], [-2]], "unknown visit -2"),
        ([[1, 1], []], "visit 1 is made twice"),
        ([[1], [1]], "visit 1 is made twice"),
        ([[0], [1]], "shipment 0 is on two routes"),
    ],
)
def test_nonsense_is_refused(routes, fault):
    with pytest.raises(NonsenseError, match=fault):
        settle(line_problem(TWO_SIDES, TWO_VANS), routes)


def test_a_route_that_does_not_hold_is_emptied_and_inserted_again():
    # Three on a vehicle for two do not hold; E alone does: 40 m to the left, and
    # D on its way; A and B are 40 m to the right.
    settled = settle(line_problem(TWO_SIDES, TWO_VANS), [[1, 3, 5], [7]])
    assert (settled.inserted, settled.left) == (3, 0)
    assert settled.simulator.total() == 80


def test_the_plan_of_routes_is_what_the_judge_confirms():
    day, travel = line_day(TWO_SIDES, {"v1": (2, {})})
    problem = line_problem(TWO_SIDES, {"v1": (2, {})})
    settled = settle(problem, [[3, 1]])
    plan = plan_of(day, direct_ways(day), settled, {"engine": "by hand"}, 1)
    # To B and A, 40 m; D and E stay, the only tour is full.
    assert plan.cost_cents == 40
    assert [row.site for row in plan.unserved] == ["D", "E"]
    assert judge(day, travel, plan) == []
