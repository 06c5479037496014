"""How much of a cooling the rounds of a search get."""

import pytest

from routing.optimize.budget import Budget
from routing.optimize.pacing import Pace


@pytest.mark.parametrize(
    ("warm", "begin", "end"),
    [
        (0.0, 0.3, 0.55),
        # Half is over: 0.5 + 0.5 * 0.3 and 0.5 + 0.5 * 0.55.
        (0.5, 0.65, 0.775),
    ],
)
def test_a_warm_search_leaves_the_hot_part_out(warm, begin, end):
    pace = Pace(Budget(time_limit=None, iterations=1000, workers=1), warm)
    bounds = pace.bounds()
    part = pace.slice((bounds[1], bounds[2], bounds[-1]), 0.0)
    assert part.begin == pytest.approx(begin)
    assert part.end == pytest.approx(end)
    assert part.iterations == 250


@pytest.mark.parametrize(
    ("budget", "weight"),
    [
        # 20 of the 100 iterations from which on the full effort is made.
        (Budget(time_limit=None, iterations=20), 0.2),
        (Budget(time_limit=None, iterations=400), 1.0),
        # None at all: a hundredth, as with one, for an effort of 0 is not allowed.
        (Budget(time_limit=None, iterations=0), 0.01),
        (Budget(time_limit=5.0), 1.0),
    ],
)
def test_few_iterations_leave_little_effort_to_what_is_solved_exactly(budget, weight):
    assert Pace(budget).weight == weight
