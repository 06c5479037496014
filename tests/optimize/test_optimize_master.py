"""The master: hand-made pools with known optima, and small pools by exhaustion."""

import itertools
import random
from types import SimpleNamespace

import numpy as np
import pytest

from routing.optimize.master import MasterLimit, PooledRoute, choose_routes
from routing.optimize.routes import fold_penalties, served_by

LIMIT = MasterLimit(deterministic=5.0)


def problem(types, penalties):
    tables = {"v_type": np.array(types), "s_penalty": np.array(penalties)}
    return SimpleNamespace(tables=tables)


def route(vehicle, cents, *shipments):
    """Return a pooled route that delivers shipments (visit 2k + 1) in order."""
    entries = tuple(2 * k + 1 for k in shipments)
    return PooledRoute(vehicle=vehicle, entries=entries, cents=cents)


def value(routes, pool, types, penalties):
    """Price routes from the pool; fail where it does not hold them."""
    cents = {(types[r.vehicle], r.entries): r.cents for r in pool}
    total = sum(cents[types[v], tuple(r)] for v, r in enumerate(routes) if r)
    served = {e // 2 for r in routes for e in r if e >= 0}
    return total + sum(p for k, p in enumerate(penalties) if k not in served)


def test_combines_routes_of_different_searches():
    # Two searches: {0,1}+{2,3} costs 100+90, {0,2}+{1,3} costs 60+150. Together
    # {0,1} by vehicle 0 at 100 and {2,3} by vehicle 1 at 50 from the second.
    pool = [
        route(0, 100, 0, 1),
        route(1, 90, 2, 3),
        route(0, 60, 0, 2),
        route(1, 150, 1, 3),
        route(1, 50, 3, 2),
    ]
    incumbent = [[1, 3], [5, 7]]
    found = choose_routes(problem([0, 1], [10**9] * 4), pool, incumbent, limit=LIMIT)
    assert found == [[1, 3], [7, 5]]


def test_none_when_the_incumbent_is_best():
    pool = [route(0, 100, 0, 1), route(1, 130, 0, 1), route(1, 99, 0)]
    incumbent = [[1, 3], []]
    assert (
        choose_routes(problem([0, 1], [900] * 2), pool, incumbent, limit=LIMIT) is None
    )


def test_serves_more_whatever_it_costs():
    # Penalties of 10^13 cents: one shipment more is worth any route.
    pool = [route(0, 10, 0), route(0, 10**7, 0, 1)]
    found = choose_routes(problem([0], [10**13] * 2), pool, [[1]], limit=LIMIT)
    assert found == [[1, 3]]


def test_leaves_behind_what_is_dearer_than_its_penalty():
    # Economic deferral: 300 cents of route against a penalty of 200.
    pool = [route(0, 400, 0, 1), route(0, 100, 0)]
    found = choose_routes(problem([0], [500, 200]), pool, [[1, 3]], limit=LIMIT)
    assert found == [[1]]


def test_vehicles_of_one_type_drive_each_others_routes():
    # Both good routes were found for vehicle 1; its twin 0 drives the other.
    pool = [route(1, 10, 0), route(1, 10, 1), route(0, 90, 0), route(1, 90, 1)]
    pool += [route(2, 1, 0)]
    incumbent = [[], [1], []]
    found = choose_routes(
        problem([4, 4, 7], [1000, 1000]), pool, incumbent, limit=LIMIT
    )
    # Vehicle 2, of another type, serves 0 for 1 cent; a twin serves 1 for 10.
    assert found == [[], [3], [1]]


def test_twins_keep_the_routes_they_had():
    pool = [route(0, 9, 0), route(0, 10, 1), route(1, 500, 2, 1), route(0, 5, 2)]
    incumbent = [[], [1]]
    found = choose_routes(problem([0, 0], [100] * 3), pool, incumbent, limit=LIMIT)
    # 9 + 5 + 100 left behind; all were found for vehicle 0, 1 keeps shipment 0.
    assert found == [[5], [1]]


def test_no_more_routes_of_a_type_than_vehicles():
    pool = [route(0, 10, 0), route(0, 10, 1), route(0, 10, 2), route(1, 500, 2)]
    found = choose_routes(
        problem([0, 1], [1000, 1000, 1000]), pool, [[1], []], limit=LIMIT
    )
    # One of vehicle 0's routes, and vehicle 1 with shipment 2.
    assert found is not None
    assert [len(r) for r in found] == [1, 1]
    assert found[1] == [5]
    assert found[0] in ([1], [3])


def test_an_incumbent_outside_the_pool_is_an_error():
    with pytest.raises(KeyError):
        choose_routes(problem([0], [5]), [route(0, 4, 0)], [[1, -1, 1]], limit=LIMIT)


@pytest.mark.parametrize("seed", range(12))
def test_finds_the_optimum_of_small_pools(seed):
    rng = random.Random(seed)
    types = rng.choice([[0, 0, 1], [0, 1, 2], [3, 3, 3]])
    scale = rng.choice([1, 10**6, 10**11])
    penalties = [rng.randint(50, 400) * scale for _ in range(7)]
    pool = []
    for _ in range(18):
        shipments = rng.sample(range(7), rng.randint(1, 4))
        vehicle = rng.randrange(3)
        cents = rng.randint(20, 120) * len(shipments) + 100
        entries = tuple(2 * k + rng.randint(0, 1) for k in shipments)
        pool.append(PooledRoute(vehicle=vehicle, entries=entries, cents=cents))
    start = [[], [], []]
    start[pool[0].vehicle] = list(pool[0].entries)
    found = choose_routes(
        problem(types, penalties), pool, start, limit=LIMIT, seed=seed
    )
    got = value(found or start, pool, types, penalties)
    assert got == _best(pool, types, penalties)
    if found is not None:
        served = [k for r in found for k in served_by(r)]
        assert len(served) == len(set(served))


def _best(pool, types, penalties):
    best = sum(penalties)
    for count in range(1, len(types) + 1):
        for chosen in itertools.combinations(pool, count):
            driven = [types[r.vehicle] for r in chosen]
            served = [k for r in chosen for k in served_by(r.entries)]
            if len(set(served)) < len(served):
                continue
            if any(driven.count(t) > types.count(t) for t in driven):
                continue
            left = sum(p for k, p in enumerate(penalties) if k not in served)
            best = min(best, left + sum(r.cents for r in chosen))
    return best


def test_the_same_choice_twice():
    rng = random.Random(5)
    pool = [
        route(rng.randrange(6), rng.randint(50, 400), *rng.sample(range(40), 5))
        for _ in range(300)
    ]
    start = [[] for _ in range(6)]
    start[pool[0].vehicle] = list(pool[0].entries)
    day = problem(list(range(6)), [10**9] * 40)
    limit = MasterLimit(deterministic=0.5)
    first, second = (
        choose_routes(day, pool, start, limit=limit, seed=3) for _ in range(2)
    )
    assert first is not None
    assert first == second


def test_limits_are_checked():
    with pytest.raises(ValueError, match="Expected a limit"):
        MasterLimit()
    with pytest.raises(ValueError, match="Expected a limit"):
        MasterLimit(seconds=0)


def test_served_by_counts_a_pair_once():
    assert served_by([8, 3, -1, 9]) == [1, 4]


def test_penalties_are_folded_in_order():
    # 6 + 600 + 6,000,000 against a limit of 1,000: the last is scaled down to
    # 6,000,000 * 1000 // 6,000,606 = 999, the second kept at the dearest route.
    assert fold_penalties([6, 600, 6_000_000], 50, 1_000) == [6, 50, 999]
    assert fold_penalties([6, 600], 50, 1_000) == [6, 600]
