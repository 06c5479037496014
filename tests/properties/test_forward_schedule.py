"""A route that the search can time so that it keeps every rule is timed so by hand.

The edit of a person is timed by the forward schedule, without the search. For
the same halts in the same order it must find times wherever the search does, and
none that are longer or later.
"""

from __future__ import annotations

import random

import pytest
from properties.banned_days import with_bans
from properties.generated_days import random_day
from properties.timed_routes import compared_routes

ROUTES = 12
SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    "seeds", [range(12), range(12, 24), pytest.param(range(24, 150), marks=SLOW)]
)
def test_what_the_search_can_time_is_timed_and_no_worse(seeds):
    feasible = 0
    for seed in seeds:
        day, travel = random_day(seed, villages=12)
        rng = random.Random(seed)
        for found in compared_routes(day, travel, rng, ROUTES):
            if found.search is None:
                continue
            feasible += 1
            assert found.broken == []
            begin, end = found.forward
            assert end - begin <= found.search[1] - found.search[0]
            assert end <= found.search[1]
    assert feasible > len(seeds)


@pytest.mark.parametrize(
    "seeds", [range(16), range(16, 32), pytest.param(range(32, 150), marks=SLOW)]
)
def test_so_it_is_beside_bans(seeds):
    feasible = 0
    for seed in seeds:
        day, travel = random_day(seed, villages=12)
        day = with_bans(day, seed)
        rng = random.Random(seed)
        for found in compared_routes(day, travel, rng, ROUTES):
            if found.search is None:
                continue
            feasible += 1
            assert found.broken == []
            begin, end = found.forward
            # Who leaves before a ban waits on the way: shorter may be later.
            assert end - begin <= found.search[1] - found.search[0]
    assert feasible > len(seeds)
