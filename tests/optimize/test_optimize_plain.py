"""The plain search: exact against the simulator, against the families' evaluator."""

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
from planning.way_day import way_day, way_travel

from benchmarks.families.road.evaluate import evaluate
from benchmarks.families.road.instance import Client, RoadInstance, VehicleType
from benchmarks.families.road.translate import solution_of, translate
from routing.domain.price import PriceBasis
from routing.optimize.annealer import Slice
from routing.optimize.budget import Budget
from routing.optimize.local_search import is_plain
from routing.optimize.plain.model import uncovered
from routing.optimize.plain.search import PlainSearch
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.planning.plan_day import plan_day

HORIZON = 40_000


def table(points):
    xy = np.array(points, np.float64)
    apart = xy[:, None, :] - xy[None, :, :]
    return np.floor(np.hypot(apart[..., 0], apart[..., 1]) + 0.5).astype(np.int64)


def instance(clients, types, points, depots=((0, HORIZON),)):
    distances = table(points)
    return RoadInstance(
        name="t",
        depots=depots,
        clients=tuple(clients),
        types=tuple(types),
        distances=distances,
        durations=distances,
    )


def problem_of(given):
    told = translate(given)
    ways = direct_ways(told.day)
    return told, build_road_problem(told.day, told.travel, ways.shipments)


def searched(problem, iterations, seed=1):
    search = PlainSearch(problem, seed)
    search.run(Slice(begin=0.0, end=1.0, iterations=iterations), lambda: None)
    return search


def random_instance(seed):
    """Return a random instance; what binds differs."""
    rng = random.Random(seed)
    count = rng.randint(4, 25)
    depots = rng.choice((1, 1, 2))
    points = [(rng.randint(0, 900), rng.randint(0, 900)) for _ in range(count + depots)]
    hours = rng.random() < 0.5
    several = rng.random() < 0.4
    clients = []
    for _ in range(count):
        early = rng.randint(0, 20_000) if hours else 0
        clients.append(
            Client(
                demand=rng.randint(1, 9),
                early=early,
                late=early + 9_000 if hours else HORIZON,
                service=rng.randint(0, 60),
                release=rng.randint(0, 5_000) if several else 0,
            )
        )
    types = [
        VehicleType(
            number=count,
            capacity=rng.choice((10, 20, 30)),
            fixed=rng.choice((0, 300)),
            per_distance=rng.choice((1, 2)),
            depot=rng.randrange(depots),
            most_tours=None if several else 1,
            max_duration=HORIZON if rng.random() < 0.5 else 30_000,
        )
        for _ in range(rng.randint(1, 3))
    ]
    return instance(clients, types, points, ((0, HORIZON),) * depots)


@pytest.mark.parametrize("seed", range(40))
def test_what_it_finds_costs_what_the_simulator_and_the_evaluator_say(seed):
    given = random_instance(seed)
    _, problem = problem_of(given)
    assert uncovered(problem) == ()
    search = searched(problem, 5, seed)
    draft = search.best_draft()
    simulator = Simulator(problem)
    left = simulator.load(draft)
    total = simulator.total()
    # What it leaves has no place for the exact simulation either.
    assert simulator.insert_all(left) == left
    # The search counts in floating point, the simulator in whole cents a route.
    assert total == search.best_cents()
    assert abs(search.best_seen() - total) <= len(problem.vehicles)


@pytest.mark.parametrize("seed", range(8))
def test_a_planned_day_keeps_every_rule_of_its_family(seed):
    given = random_instance(100 + seed)
    told = translate(given)
    outcome = plan_day(told.day, told.travel, Budget(iterations=6, seed=seed))
    assert outcome.violations == []
    assert outcome.plan.unserved == ()
    verdict = evaluate(given, solution_of(given, outcome.plan))
    assert verdict.faults == ()
    assert round(verdict.cost) == round(told.cost_of(outcome.plan))


def test_the_best_of_all_routes_of_four_clients_is_found():
    points = [(0, 0), (10, 0), (20, 0), (0, 30), (0, 40)]
    clients = [Client(demand=1, early=0, late=HORIZON) for _ in range(4)]
    types = [VehicleType(number=4, capacity=2)]
    # Two tours of two clients each: 20 + 20 along one road, 40 + 40 along the other.
    _, problem = problem_of(instance(clients, types, points))
    assert searched(problem, 2).best_cents() == 40 + 80


def test_types_of_a_family_are_mixed_for_the_least_cost():
    points = [(0, 0), (100, 0), (100, 1), (100, 2)]
    clients = [Client(demand=4, early=0, late=HORIZON) for _ in range(3)]
    small = VehicleType(number=3, capacity=4, fixed=50)
    large = VehicleType(number=1, capacity=12, fixed=400)
    _, problem = problem_of(instance(clients, (small, large), points))
    # Three small ones: 3 * (50 + 200) = 750. The large one: 400 + 100 + 2 + 100 = 602.
    assert searched(problem, 3).best_cents() == 602
    dear = VehicleType(number=1, capacity=12, fixed=600)
    _, problem = problem_of(instance(clients, (small, dear), points))
    # Now 602 + 200 is more than 750; a pair does not fit into a small one.
    assert searched(problem, 3).best_cents() == 750


def test_a_tour_leaves_when_the_last_of_its_goods_has_come():
    points = [(0, 0), (0, 100), (0, 110)]
    early = Client(demand=1, early=0, late=150)
    late = Client(demand=1, early=0, late=HORIZON, release=200)
    types = [VehicleType(number=1, capacity=9, most_tours=None)]
    _, problem = problem_of(instance((early, late), types, points))
    # Together they would leave at 200 and miss 150: two tours, 200 + 220.
    assert searched(problem, 2).best_cents() == 420


def test_where_vehicles_are_too_few_the_fewest_goods_are_left():
    points = [(0, 0), *((10 * x, 0) for x in range(1, 8))]
    clients = [Client(demand=1, early=0, late=HORIZON) for _ in range(7)]
    types = [VehicleType(number=2, capacity=3)]
    _, problem = problem_of(instance(clients, types, points))
    search = searched(problem, 3)
    simulator = Simulator(problem)
    assert len(simulator.load(search.best_draft())) == 1
    # The farthest stays: 2 * 60 and 2 * 30, or any other split of six clients.
    routes = itertools.chain.from_iterable(search.best_draft().routes)
    assert max(a // 2 for a in routes) == 5


def test_the_same_seed_repeats_and_another_need_not():
    _, problem = problem_of(random_instance(3))
    first, again = (searched(problem, 4, 7).best_draft() for _ in range(2))
    assert first == again


def test_a_start_is_kept_until_something_is_better():
    _, problem = problem_of(random_instance(5))
    good = searched(problem, 20)
    fresh = PlainSearch(problem, 2)
    fresh.start(good.best_draft())
    assert fresh.best_cents() == good.best_cents()
    fresh.run(Slice(begin=0.9, end=1.0, iterations=3), lambda: None)
    assert fresh.best_cents() <= good.best_cents()


def test_noted_routes_are_feasible_and_priced_exactly():
    _, problem = problem_of(random_instance(8))
    search = searched(problem, 10)
    simulator = Simulator(problem)
    pool = search.take_pool()
    assert pool
    for vehicle, entries, times, cents in pool:
        assert times == ()
        assert simulator.cents_alone(vehicle, entries) == cents
    assert {r for r in map(tuple, search.best_draft().routes) if r} <= {
        entries for _, entries, _, _ in pool
    }


def test_goods_that_may_wait_for_a_better_day_are_not_plain():
    told = translate(random_instance(1))
    settings = replace(told.day.settings, economic_deferral=True)
    day = replace(told.day, settings=settings)
    problem = build_road_problem(day, told.travel, direct_ways(day).shipments)
    assert uncovered(problem) == ("goods that may wait for a better day",)


def test_goods_that_may_go_several_ways_are_not_plain():
    day = way_day("C>V", "K2", L1=(PriceBasis.PER_BAG, 5_000_000))
    problem = build_road_problem(day, way_travel(), direct_ways(day).shipments)
    assert not is_plain(problem)
    assert "several ways" in uncovered(problem)
