"""Pairs in the plain search: order, room along the way, windows, both ends at once."""

import random

import numpy as np
import pytest

from benchmarks.families.road.evaluate import evaluate
from benchmarks.families.road.instance import Client, RoadInstance, VehicleType
from benchmarks.families.road.translate import solution_of, translate
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


def instance(clients, points, pairs=(), **fields):
    """Return an instance with the depot at the first point."""
    distances = table(points)
    kind = VehicleType(**{"number": len(clients), "capacity": 10, **fields})
    return RoadInstance(
        name="t",
        depots=((0, HORIZON),),
        clients=tuple(clients),
        types=(kind,),
        distances=distances,
        durations=distances,
        pairs=tuple(pairs),
    )


def client(demand, early=0, late=HORIZON, **fields):
    return Client(demand=demand, early=early, late=late, **fields)


def problem_of(given):
    told = translate(given)
    ways = direct_ways(told.day)
    return build_road_problem(told.day, told.travel, ways.shipments)


def searched(problem, iterations=3, seed=1):
    search = PlainSearch(problem, seed)
    search.run(Slice(begin=0.0, end=1.0, iterations=iterations), lambda: None)
    return search


def best_of(given):
    problem = problem_of(given)
    assert uncovered(problem) == ()
    search = searched(problem)
    return search.best_cents(), sorted(r for r in search.best_draft().routes if r)


def test_a_delivery_follows_its_pickup_where_the_shorter_way_goes_backwards():
    points = [(0, 0), (0, 200), (0, 100)]
    given = instance([client(4), client(-4)], points, [(1, 2)])
    # Passing 100 to fetch at 200, and back past it: 200 + 100 + 100.
    assert best_of(given) == (400, [[0, 1]])


def test_room_is_needed_only_between_pickup_and_delivery():
    points = [(0, 0), (0, 10), (0, 20), (0, 30), (0, 40)]
    clients = [client(6), client(-6), client(6), client(-6)]
    given = instance(clients, points, [(1, 2), (3, 4)], number=1)
    # 6 from 10 to 20, then 6 from 30 to 40: 12 on board of 10 at no time; 2 * 40.
    assert best_of(given) == (80, [[0, 1, 2, 3]])


def test_what_does_not_fit_side_by_side_goes_one_after_the_other():
    points = [(0, 0), (0, 10), (0, 20), (0, 30), (0, 40)]
    clients = [client(6), client(6), client(-6), client(-6)]
    given = instance(clients, points, [(1, 3), (2, 4)], number=1)
    # 10 to 30, back to 20, on to 40, home: 10 + 20 + 10 + 20 + 40.
    assert best_of(given) == (100, [[0, 1, 2, 3]])
    given = instance(clients, points, [(1, 3), (2, 4)], number=1, capacity=12)
    # With room for both all lies on the way: 2 * 40.
    assert best_of(given)[0] == 80


def test_windows_of_both_ends_hold():
    points = [(0, 0), (0, 10), (0, 20), (0, 30), (0, 40)]
    clients = [client(1), client(1, late=20), client(-1), client(-1, late=60)]
    far = [(0, 0), (0, 40), (0, 20), (0, 30), (0, 10)]
    pairs = [(1, 3), (2, 4)]
    # All on the way up: 2 * 40.
    assert best_of(instance(clients, points, pairs, number=1))[0] == 80
    # Now 1 goes from 40 to 30, 2 from 20 by 20 to 10 by 60. Home from 30 past 10 one
    # comes at 40 + 10 + 20 = 70, too late: 20, back to 10, up to 40: 20 + 10 + 30 + 40.
    assert best_of(instance(clients, far, pairs, number=1))[0] == 100


def test_batches_from_and_to_the_base_share_a_tour_with_room_along_the_way():
    points = [(0, 0), (0, 10), (0, 20), (0, 30)]
    clients = [client(6), client(0, pickup=6), client(4)]
    # 10 leave the base for 10 and 30; 6 come aboard at 20 once all is delivered.
    cents, routes = best_of(instance(clients, points, number=1))
    assert (cents, routes) == (60, [[1, 5, 2]])


def random_pairs(seed):
    """Return a random instance of pairs; what binds differs."""
    rng = random.Random(seed)
    count = rng.randint(2, 9)
    points = [(rng.randint(0, 900), rng.randint(0, 900)) for _ in range(2 * count + 1)]
    hours = rng.random() < 0.6
    clients, pairs = [], []
    for k in range(count):
        load = rng.randint(1, 9)
        for sign in (1, -1):
            early = rng.randint(0, 12_000) if hours else 0
            # The delivery may always follow: its window closes late enough.
            late = early + 9_000 if sign > 0 else HORIZON - 2_000
            late = late if hours else HORIZON
            clients.append(client(sign * load, early, late, service=rng.randint(0, 60)))
        pairs.append((2 * k + 1, 2 * k + 2))
    return instance(
        clients,
        points,
        pairs,
        number=rng.choice((count, count, 2)),
        capacity=rng.choice((9, 15)),
        fixed=rng.choice((0, 300)),
        per_distance=rng.choice((1, 2)),
        max_duration=HORIZON if rng.random() < 0.5 else 30_000,
    )


def random_both_ways(seed):
    """Return a random instance of goods from the base and to it."""
    rng = random.Random(seed)
    points = [(rng.randint(0, 900), rng.randint(0, 900)) for _ in range(16)]
    clients = []
    for k in range(15):
        early, load = rng.randint(0, 12_000), rng.randint(1, 9)
        fetched = k > 0 and rng.random() < 0.4
        clients.append(
            client(
                0 if fetched else load,
                early,
                early + 9_000,
                pickup=load if fetched else 0,
                release=0 if fetched else rng.randint(0, 3_000),
            )
        )
    return instance(clients, points, number=rng.choice((2, 15)), capacity=20)


BOTH = [random_pairs(seed) for seed in range(30)] + [
    random_both_ways(seed) for seed in range(10)
]


@pytest.mark.parametrize("given", BOTH)
def test_what_it_finds_costs_what_the_simulator_says(given):
    problem = problem_of(given)
    seed = len(given.clients)
    assert uncovered(problem) == ()
    search = searched(problem, 3, seed)
    simulator = Simulator(problem)
    left = simulator.load(search.best_draft())
    assert simulator.insert_all(left) == left
    assert simulator.total() == search.best_cents()
    assert abs(search.best_seen() - simulator.total()) <= len(problem.vehicles)
    for vehicle, entries, times, cents in search.take_pool():
        assert times == ()
        assert simulator.cents_alone(vehicle, entries) == cents


@pytest.mark.parametrize("seed", range(100, 106))
def test_a_planned_day_of_pairs_keeps_every_rule_of_its_family(seed):
    given = random_pairs(seed)
    told = translate(given)
    outcome = plan_day(told.day, told.travel, Budget(iterations=6, seed=seed))
    assert outcome.violations == []
    assert outcome.plan.unserved == ()
    verdict = evaluate(given, solution_of(given, outcome.plan))
    assert verdict.faults == ()
    assert round(verdict.cost) == round(told.cost_of(outcome.plan))


def test_a_start_with_pairs_is_kept_until_something_is_better():
    problem = problem_of(random_pairs(5))
    good = searched(problem, 5)
    fresh = PlainSearch(problem, 2)
    fresh.start(good.best_draft())
    assert fresh.best_cents() == good.best_cents()


def test_pairs_on_several_tours_are_not_plain():
    points = [(0, 0), (0, 10), (0, 20)]
    given = instance([client(1), client(-1)], points, [(1, 2)], most_tours=2)
    problem = problem_of(given)
    assert uncovered(problem) == ("pairs on several tours",)
    assert not is_plain(problem)
