"""Evaluator and judge are written apart: of any routes they say the same."""

import random
from dataclasses import replace

import numpy as np
import pytest
from road_runs import runs_of

from benchmarks.families.assemble import assemble
from benchmarks.families.bare import euclid
from benchmarks.families.road.evaluate import evaluate
from benchmarks.families.road.instance import (
    Client,
    RoadInstance,
    RoadRoute,
    RoadSolution,
    VehicleType,
)
from benchmarks.families.road.translate import solution_of, translate
from routing.check.judge import judge

SEEDS = range(150)


def instance(rng):
    """Return a small instance with every rule, some of them hardly ever binding."""
    depots = rng.choice([1, 2])
    clients = rng.randint(2, 5)
    nodes = range(depots, depots + clients)
    points = [(rng.randint(0, 40), rng.randint(0, 40)) for _ in range(depots + clients)]
    legs = np.floor(euclid(points) + 0.5).astype(np.int64)
    return RoadInstance(
        name="random",
        depots=tuple((rng.choice([0, 20]), 400) for _ in range(depots)),
        clients=tuple(_client(rng) for _ in nodes),
        types=tuple(
            VehicleType(
                number=clients,
                capacity=rng.randint(6, 14),
                fixed=rng.choice([0, 50]),
                per_distance=rng.randint(1, 3),
                depot=depot,
                allowed=rng.choice([None, frozenset(rng.sample(nodes, clients - 1))]),
                most_tours=rng.choice([1, 2, None]),
                max_duration=rng.choice([None, rng.randint(60, 250)]),
                max_distance=rng.choice([None, rng.randint(40, 200)]),
            )
            for depot in range(depots)
        ),
        distances=legs,
        durations=legs,
    )


def _client(rng):
    early = rng.choice([0, rng.randint(0, 150)])
    return Client(
        demand=rng.randint(0, 6),
        early=early,
        late=early + rng.choice([15, 60, 300]),
        service=rng.randint(0, 10),
        release=rng.choice([0, 0, rng.randint(0, 80)]),
    )


def routes(rng, given):
    """Return each client once, on random tours of random vehicles."""
    nodes = list(given.nodes)
    rng.shuffle(nodes)
    cuts = sorted(rng.sample(range(1, len(nodes)), rng.randint(0, len(nodes) - 1)))
    tours = [
        tuple(nodes[first:last])
        for first, last in zip([0, *cuts], [*cuts, len(nodes)], strict=True)
    ]
    found = []
    while tours:
        mine = [tours.pop() for _ in range(min(len(tours), rng.choice([1, 1, 2])))]
        kind = rng.randrange(len(given.types))
        found.append(RoadRoute(vehicle_type=kind, tours=tuple(mine)))
    found.sort(key=lambda route: route.vehicle_type)
    return RoadSolution(routes=tuple(found))


def paired(rng):
    """Return a small instance of pairs in double precision."""
    count = rng.randint(1, 4)
    points = [(rng.randint(0, 40), rng.randint(0, 40)) for _ in range(1 + 2 * count)]
    legs, clients = euclid(points), []
    for _ in range(count):
        load = rng.randint(1, 6)
        clients += [replace(_client(rng), demand=load, release=0)]
        clients += [replace(_client(rng), demand=-load, release=0)]
    return RoadInstance(
        name="random",
        depots=((0, 400),),
        clients=tuple(clients),
        types=(VehicleType(number=count, capacity=rng.randint(6, 10)),),
        distances=legs,
        durations=legs,
        pairs=tuple((1 + 2 * n, 2 + 2 * n) for n in range(count)),
        fewest_first=True,
    )


def paired_routes(rng, given):
    """Return each pair forwards on one of the routes."""
    number = rng.randint(1, len(given.pairs))
    tours = [[] for _ in range(number)]
    for pickup, delivery in given.pairs:
        tour = rng.choice(tours)
        tour.insert(place := rng.randint(0, len(tour)), pickup)
        tour.insert(rng.randint(place + 1, len(tour)), delivery)
    return RoadSolution(
        routes=tuple(
            RoadRoute(vehicle_type=0, tours=(tuple(tour),)) for tour in tours if tour
        )
    )


def told(seed, kinds=(instance, routes)):
    """Return the verdict on random routes, and the judge's on their plan."""
    rng = random.Random(seed)
    given = kinds[0](rng)
    solution = kinds[1](rng, given)
    translation = translate(given)
    day, travel = translation.day, translation.travel
    plan = assemble(day, travel, runs_of(given, solution))
    assert solution_of(given, plan) == solution
    verdict = evaluate(given, solution)
    return verdict, judge(day, travel, plan), translation.cost_of(plan)


PAIRS = (paired, paired_routes)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_evaluator_allows_the_judge_allows_and_nothing_else(seed):
    verdict, violations, cost = told(seed)
    assert (verdict.faults == ()) == (violations == []), (verdict, violations)
    assert cost == verdict.cost


@pytest.mark.parametrize("seed", SEEDS)
def test_so_it_is_with_pairs_in_double_precision(seed):
    verdict, violations, cost = told(seed, PAIRS)
    assert (verdict.faults == ()) == (violations == []), (verdict, violations)
    # A unit is 10,000 metres, a leg at most half of one off.
    assert cost == pytest.approx(verdict.cost, abs=12 * 0.5 / 10_000)


@pytest.mark.parametrize("kinds", [(instance, routes), PAIRS])
def test_both_verdicts_are_met_often_enough_to_mean_something(kinds):
    clean = sum(told(seed, kinds)[0].faults == () for seed in SEEDS)
    assert len(SEEDS) // 10 < clean < len(SEEDS) * 9 // 10
