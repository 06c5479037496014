"""Reduced costs of routes, checked against prices worked out by hand."""

import pytest

from routing.optimize.prices import reduced_costs


def test_reduced_costs_of_a_relaxed_choice():
    # One vehicle; {0,1} costs 100, {0} 70, {1} 90; left behind 1000 each, cut
    # off at 100. Driving {0,1} costs 100 and leaves nothing. Prices u0 + u1 + w
    # = 100 with u <= 100, w <= 0; {0}: 70 - u0 - w >= 0, {1}: 90 - u1 - w >= 0.
    costs = reduced_costs(
        [100, 70, 90], [(0, 1), (0,), (1,)], [0, 0, 0], {0: 1}, [1000, 1000]
    )
    assert costs[0] == pytest.approx(0)
    # Whatever the prices: 70 + 90 - (u0 + u1 + w) - w = 60 - w, and w = -100
    # at most, for both u are 100 at most.
    assert costs[1] >= -1e-6
    assert costs[2] >= -1e-6
    assert 60 - 1e-6 <= costs[1] + costs[2] <= 160 + 1e-6


def test_a_dear_twin_costs_its_difference():
    costs = reduced_costs([50, 80], [(0,), (0,)], [0, 1], {0: 1, 1: 1}, [900])
    # Both types have a vehicle to spare: 0 drives for 50, 1 is dearer by 30.
    assert costs == [pytest.approx(0), pytest.approx(30)]
