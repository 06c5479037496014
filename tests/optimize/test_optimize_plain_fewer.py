"""Fewer vehicles in the plain search: when they are tried, and what that finds."""

import random
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.families.road.instance import Client, RoadInstance, VehicleType
from benchmarks.families.road.translate import translate
from routing.optimize.annealer import Slice
from routing.optimize.plain.data import new_slots
from routing.optimize.plain.fewer import finds_no_room, is_dear, spend_first
from routing.optimize.plain.model import plain_model, put_routes
from routing.optimize.plain.search import PlainSearch
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways

HORIZON = 40_000
SEEDS = (1, 2, 3)

# A start behind the begin of the budget leaves vehicles out of it.
ALONE, WHOLE = 1e-9, 0.0


def instance(clients, points, **fields):
    xy = np.array(points, np.float64)
    apart = xy[:, None, :] - xy[None, :, :]
    distances = np.floor(np.hypot(apart[..., 0], apart[..., 1]) + 0.5).astype(np.int64)
    return RoadInstance(
        name="t",
        depots=((0, HORIZON),),
        clients=tuple(clients),
        types=(VehicleType(**fields),),
        distances=distances,
        durations=distances,
    )


def problem_of(given):
    told = translate(given)
    return build_road_problem(told.day, told.travel, direct_ways(told.day).shipments)


def timetabled(seed, vehicles, stops, width):
    """Return clients that so many vehicles can serve.

    Each has a window about when one of them comes by on a walk of random stops.
    """
    rng = random.Random(seed)
    rows = []
    for _ in range(vehicles):
        clock, here = 0, np.array((500, 500))
        for _ in range(stops):
            there = np.array((rng.randint(0, 999), rng.randint(0, 999)))
            clock += int(np.hypot(*(there - here)) + 0.5)
            early = max(0, clock - rng.randint(0, width))
            rows.append((there, Client(demand=1, early=early, late=early + width)))
            here = there
    rng.shuffle(rows)
    return instance(
        [client for _, client in rows],
        [(500, 500), *(place for place, _ in rows)],
        number=vehicles + 4,
        capacity=len(rows),
        fixed=100_000,
    )


def searched(problem, seed, begin, iterations=60):
    search = PlainSearch(problem, seed)
    search.run(Slice(begin=begin, end=1.0, iterations=iterations), lambda: None)
    return search


def vehicles_and_left(search):
    routes = search.best_draft().routes
    left = Simulator(search.problem).load(search.best_draft())
    return sum(map(bool, routes)), len(left)


@pytest.mark.parametrize("day", [3, 16])
def test_a_vehicle_is_saved_that_annealing_alone_keeps(day):
    problem = problem_of(timetabled(day, vehicles=6, stops=8, width=900))
    for seed in SEEDS:
        assert vehicles_and_left(searched(problem, seed, ALONE)) == (4, 0)
        assert vehicles_and_left(searched(problem, seed, WHOLE)) == (3, 0)


def two_clients(**fields):
    """Return a problem of two clients 100 from the base, and a route for each."""
    clients = [Client(demand=4, early=0, late=HORIZON) for _ in range(2)]
    given = instance(clients, [(0, 0), (0, 100), (100, 0)], number=2, **fields)
    plain = plain_model(problem_of(given)).plain
    slots = new_slots(plain)
    put_routes(plain, slots, [(0, [1]), (0, [2])])
    return plain, slots


@pytest.mark.parametrize(
    ("fixed", "capacity", "dear"),
    [
        # Each route drives 200: up to twice that a vehicle is not dear.
        (400, 8, False),
        (401, 8, True),
        # 8 units are two vehicles of 7, however dear they are.
        (401, 7, False),
    ],
)
def test_vehicles_are_dear_by_what_their_metres_cost(fixed, capacity, dear):
    plain, slots = two_clients(fixed=fixed, capacity=capacity)
    assert is_dear(plain, slots) == dear
    assert not finds_no_room(plain, slots)


def test_goods_that_cost_less_than_a_vehicle_are_no_reason():
    plain, slots = two_clients(fixed=401, capacity=8)
    cheap = plain._replace(penalty=np.array([0.0, 401.0, 401.0]))
    assert not is_dear(cheap, slots)
    slots.state[1] = 1
    assert not finds_no_room(cheap, slots)
    assert finds_no_room(plain, slots)


def spent(given_up, part, *, again=True):
    """Return the moves spent when routes are given up after these moves."""
    moves = [0]

    def try_fewer(count):
        moves[0] += count

    def so_far():
        return sum(moves[0] >= when for when in given_up)

    left = spend_first(part, try_fewer, so_far, lambda: None, again=again)
    return moves[0], left


def test_a_tenth_of_the_budget_goes_by_without_a_vehicle_saved():
    part = Slice(begin=0.0, end=1.0, iterations=100)
    moves, left = spent([], part)
    # 10,000 moves in all.
    assert moves == 1000
    assert (left.iterations, left.end) == (90, 1.0)
    assert left.begin == pytest.approx(0.1)


def test_more_is_spent_while_it_pays():
    part = Slice(begin=0.0, end=0.5, iterations=50)
    # Saved at 800 of 10,000: until twice that.
    assert spent([800], part)[0] == 1600
    # And again at 1,500: until a quarter of the budget at most.
    assert spent([800, 1500], part)[0] == 2500


def test_goods_that_have_found_room_end_it():
    part = Slice(begin=0.0, end=1.0, iterations=100)
    assert spent([150], part, again=False)[0] == 200


def test_a_slice_shorter_than_the_share_is_spent_whole():
    part = Slice(begin=0.0, end=0.05, iterations=5)
    moves, left = spent([], part)
    assert moves == 500
    assert left.iterations == 0


def test_where_vehicles_are_too_few_for_annealing_alone_all_goods_find_room():
    given = timetabled(0, vehicles=6, stops=8, width=900)
    kind = replace(given.types[0], number=3, fixed=0)
    problem = problem_of(replace(given, types=(kind,)))
    for seed in SEEDS:
        assert vehicles_and_left(searched(problem, seed, ALONE)) == (3, 1)
        assert vehicles_and_left(searched(problem, seed, WHOLE)) == (3, 0)
