"""Engines beside our own search: PyVRP polishes, or searches alone; what pays."""

import os
import signal
import time

import pytest
from optimize.village_routes import hand_day, problem_of
from properties.generated_days import random_day

from routing.optimize.annealer import Annealer, Slice
from routing.optimize.budget import Budget, Engine
from routing.optimize.engines.guarded import Trouble
from routing.optimize.engines.ortools_parameters import Strategy
from routing.optimize.first import first_draft
from routing.optimize.polish import Polisher
from routing.optimize.portfolio import Portfolio
from routing.optimize.road import build_road_problem
from routing.optimize.search import Search
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways

PATIENCE = 90.0
TIMED = Budget(time_limit=10.0)


def random_problem(seed=1):
    day, travel = random_day(seed, villages=12, vehicles=4)
    return build_road_problem(day, travel, direct_ways(day).shipments)


def annealed(problem):
    annealer = Annealer(problem, 1)
    annealer.start(first_draft(problem, 1))
    annealer.run(Slice(begin=0.0, end=1.0, iterations=2), lambda: None)
    return annealer.best_draft()


def answer_of(polisher):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = polisher.take()
        if answer is not None or polisher.troubles:
            return answer
        time.sleep(0.05)
    raise TimeoutError


def test_what_comes_back_costs_what_the_simulator_says():
    problem = random_problem()
    polisher = Polisher(problem, TIMED)
    draft = first_draft(problem, 1)
    try:
        assert polisher.begin(draft)
        # One at a time.
        assert not polisher.begin(draft)
        cents, polished, met = answer_of(polisher)
        simulator = Simulator(problem)
        simulator.load(draft)
        # Asked again where it paid: the model leaves rules out, so it need not.
        assert polisher.begin(draft) == (cents < simulator.total())
    finally:
        polisher.close()
    simulator.load(polished)
    assert simulator.total() == cents
    assert polisher.troubles == ()
    for vehicle, entries, times, price in met:
        assert simulator.cents_alone(vehicle, entries, times) == price


def test_an_engine_that_is_killed_is_told_and_the_search_goes_on():
    problem = random_problem(2)
    polisher = Polisher(problem, TIMED)
    try:
        assert polisher.begin(annealed(problem))
        os.kill(polisher.process_id, signal.SIGKILL)
        assert answer_of(polisher) is None
    finally:
        polisher.close()
    (trouble,) = polisher.troubles
    assert (trouble.engine, trouble.what) == ("PyVRP", Trouble.CRASHED)


@pytest.mark.parametrize(
    "budget",
    [
        Budget(iterations=20),
        Budget(time_limit=10.0, engine=Engine.ORTOOLS),
        Budget(time_limit=5.0),
    ],
    ids=("no clock is read", "it is not wanted", "too short"),
)
def test_it_is_not_asked_where(budget):
    problem = random_problem(3)
    assert not Polisher(problem, budget).begin(annealed(problem))


def test_alone_with_steps_it_repeats_and_serves_all():
    problem = random_problem(4)
    budget = Budget(iterations=60, engine=Engine.PYVRP)
    first, again = (Search(problem, budget).run() for _ in range(2))
    assert first.draft == again.draft
    assert first.troubles == ()
    simulator = Simulator(problem)
    simulator.load(first.draft)
    assert simulator.total() == first.cents
    # Insertion alone is where it began.
    assert first.cents <= Search(problem, Budget(iterations=0)).run().cents


def test_strategies_take_turns_and_what_does_not_pay_is_dropped():
    problem = problem_of(hand_day())
    portfolio = Portfolio(problem, TIMED, plain=False)
    first, seconds = portfolio.next(10.0)
    # Hours have a price here: guided local search is first; 0.3 of the round.
    assert (first, seconds) == (Strategy.GLS, 3.0)
    second, _ = portfolio.next(10.0)
    assert second is Strategy.ILS
    assert portfolio.next(10.0) is None
    portfolio.learn(first, paid=True)
    portfolio.learn(second, paid=False)
    assert portfolio.next(10.0) == (Strategy.GLS, 3.0)
    assert portfolio.next(10.0) is None
    assert Portfolio(problem, TIMED, plain=False).next(1.0) is None
    assert Portfolio(problem, TIMED, plain=True).next(10.0) is None
