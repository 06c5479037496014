"""The anytime loop: budgets, first routes, progress and Ctrl-C."""

import pytest
from optimize.village_routes import BY_HAND, hand_day, problem_of
from properties.generated_days import random_day

from routing.optimize.budget import Budget
from routing.optimize.road import build_road_problem
from routing.optimize.search import Search
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways


def random_problem(seed):
    day, travel = random_day(seed, villages=10, vehicles=4)
    return build_road_problem(day, travel, direct_ways(day).shipments)


def cents_of(found):
    """Return what the found routes cost when they are driven anew."""
    simulator = Simulator(found.problem)
    simulator.load(found.draft)
    return simulator.total()


class Heard:
    """Keeps what is reported, and presses Ctrl-C at the ``stop``-th report."""

    def __init__(self, stop=None):
        self.rows = []
        self.stop = stop

    def __call__(self, progress):
        """Take a report."""
        self.rows.append(progress)
        if self.stop is not None and len(self.rows) >= self.stop:
            raise KeyboardInterrupt


def test_iterations_are_kept_to_and_no_clock_is_read():
    heard = Heard()
    found = Search(random_problem(1), Budget(iterations=7), heard).run()
    assert (found.iterations, found.interrupted, found.first_seconds) == (7, False, 0)
    assert cents_of(found) == found.cents
    assert {row.seconds for row in heard.rows} == {0.0}
    fractions = [row.fraction for row in heard.rows]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert heard.rows[-1].iterations == 7


def test_long_budgets_are_spent_in_rounds():
    found = Search(random_problem(1), Budget(iterations=101)).run()
    assert found.iterations == 101
    assert cents_of(found) == found.cents


def test_no_iterations_give_the_first_plan():
    found = Search(problem_of(hand_day()), Budget(iterations=0)).run()
    assert found.iterations == 0
    assert cents_of(found) == found.cents
    assert {e // 2 for r in found.draft.routes for e in r if e >= 0} == set(range(6))


def test_costs_in_progress_are_without_penalties():
    heard = Heard()
    found = Search(problem_of(hand_day()), Budget(iterations=1), heard).run()
    # Before the first plan nothing is told; with it everything is served.
    assert heard.rows[-1].unserved_items == 0
    assert heard.rows[-1].cost_cents == found.cents


def test_routes_to_start_from_are_never_lost():
    problem = random_problem(3)
    good = Search(problem, Budget(iterations=30)).run()
    again = Search(problem, Budget(iterations=0))
    found = again.run(good.draft.routes)
    assert found.cents <= good.cents
    # Half of them, as after a change of the day: the rest is inserted.
    found = Search(problem_of(hand_day()), Budget(iterations=0)).run([BY_HAND[0], []])
    assert {e // 2 for r in found.draft.routes for e in r if e >= 0} == set(range(6))


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_ctrl_c_keeps_the_best_so_far(stop):
    heard = Heard(stop)
    found = Search(random_problem(4), Budget(iterations=50), heard).run()
    assert found.interrupted
    assert len(heard.rows) == stop
    assert cents_of(found) == found.cents
    last = heard.rows[-1]
    left = found.cents - last.cost_cents
    assert left >= 0
    assert (left == 0) == (last.unserved_items == 0)
    assert any(found.draft.routes)


def test_a_time_limit_is_kept():
    found = Search(random_problem(5), Budget(time_limit=1.0)).run()
    assert found.iterations > 0
    assert found.first_seconds > 0
    assert cents_of(found) == found.cents


@pytest.mark.parametrize(
    "limits",
    [
        {"time_limit": None},
        {"iterations": -1},
        {"time_limit": -0.1},
        {"workers": 0},
        {"seed": -1},
    ],
)
def test_budgets_without_sense_are_refused(limits):
    with pytest.raises(ValueError, match="Expected"):
        Budget(**limits)
