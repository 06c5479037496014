"""Parts of a large plain problem: cut, annealed by themselves, put together."""

import random

import numpy as np
import pytest
from optimize.test_optimize_plain import HORIZON, instance, problem_of, random_instance

import routing.optimize.search as searching
from benchmarks.families.road.instance import Client, VehicleType
from routing.optimize.annealer import Slice
from routing.optimize.budget import Budget
from routing.optimize.plain.model import plain_model
from routing.optimize.plain.regions import Cutter, Regions, anneal_region
from routing.optimize.plain.search import PlainSearch
from routing.optimize.search import Search
from routing.optimize.simulator import Simulator

ROUND = Slice(begin=0.2, end=0.4, iterations=3)


def clustered(count=30):
    """Return clients in two far clusters, one vehicle type."""
    rng = random.Random(1)
    points = [(500, 0)]
    for n in range(count):
        points.append((rng.randint(0, 90) + 900 * (n % 2), rng.randint(0, 90)))
    clients = [Client(demand=1, early=0, late=HORIZON) for _ in range(count)]
    return instance(clients, [VehicleType(number=count, capacity=5)], points)


@pytest.mark.parametrize("parts", [2, 3])
def test_a_cut_shares_out_everything_once(parts):
    _, problem = problem_of(clustered())
    search = PlainSearch(problem, 1)
    draft = search.best_draft()
    regions = Regions(problem, 1, draft)
    # Node 7 is left behind: it must come into one of the parts.
    gone = [(t, tuple(c for c in nodes if c != 7)) for t, nodes in regions.routes]
    regions.routes = [row for row in gone if row[1]]
    cut = regions.cut(parts, ROUND)
    assert len(cut) == parts
    nodes = [c for region in cut for c in region.nodes]
    assert sorted(nodes) == list(range(1, 31))
    assert sum((region.routes for region in cut), ()) != ()
    rows = [row for region in cut for row in region.routes]
    assert sorted(rows) == sorted(regions.routes)
    assert sum(region.vehicles[0] for region in cut) == len(problem.vehicles)
    for region in cut:
        assert {c for _, row in region.routes for c in row} <= set(region.nodes)
        assert region.vehicles[0] >= len(region.routes)


def test_neighbours_come_into_the_same_part():
    _, problem = problem_of(clustered())
    plain = plain_model(problem).plain
    # Two routes in each cluster: odd nodes lie left, even ones right.
    routes = [(0, (1, 3)), (0, (2, 4)), (0, (5, 7)), (0, (6, 8))]
    sides = set()
    for seed in range(8):
        (one, _, _), _ = Cutter(plain=plain, seed=seed).cut(routes, 2)
        sides.add(frozenset(one))
    left, right = frozenset(routes[::2]), frozenset(routes[1::2])
    assert left in sides or right in sides


@pytest.mark.parametrize("seed", range(12))
def test_parts_put_together_cost_what_the_simulator_says(seed):
    _, problem = problem_of(random_instance(seed))
    plain = plain_model(problem).plain
    draft = PlainSearch(problem, seed).best_draft()
    simulator = Simulator(problem)
    left = simulator.load(draft)
    before = simulator.total()
    regions = Regions(problem, seed, draft)
    cut = regions.cut(2, ROUND)
    made = [anneal_region(plain, region, 5) for region in cut]
    joined = regions.join(cut, made)
    assert simulator.load(joined) == sorted(set(left) & set(simulator.left()))
    # The best of each part is at least what it began with.
    assert simulator.total() <= before
    assert [one.moves for one in made] == [300, 300]


def test_a_part_of_a_lost_worker_stays_as_it_was():
    _, problem = problem_of(clustered())
    draft = PlainSearch(problem, 1).best_draft()
    regions = Regions(problem, 1, draft)
    before = sorted(regions.routes)
    cut = regions.cut(2, ROUND)
    joined = regions.join(cut, [None, None])
    assert sorted(regions.routes) == before
    simulator = Simulator(problem)
    simulator.load(joined)
    total = simulator.total()
    simulator.load(draft)
    assert simulator.total() == total


def test_two_workers_repeat_and_beat_the_first_plan(monkeypatch):
    monkeypatch.setattr(searching, "CUT_FROM", 10)
    _, problem = problem_of(clustered(40))
    budget = Budget(iterations=200, workers=2, seed=3)
    first, again = (Search(problem, budget).run() for _ in range(2))
    assert first.draft == again.draft
    assert first.iterations == 200
    assert first.cents < PlainSearch(problem, 3000).best_cents()
    simulator = Simulator(problem)
    assert simulator.load(first.draft) == []
    assert simulator.total() == first.cents
    assert np.count_nonzero([bool(r) for r in first.draft.routes]) >= 8
