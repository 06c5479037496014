"""Plans of days with services, mutated: each fault is found by its cause."""

from __future__ import annotations

import random
from functools import cache

import pytest
from properties.mutations_figures import FIGURE_MUTATIONS
from properties.mutations_room import ROOM_MUTATIONS
from properties.mutations_services import SERVICE_DAY_MUTATIONS, SERVICE_MUTATIONS
from properties.mutations_transfers import (
    TRANSFER_DAY_MUTATIONS,
    TRANSFER_MUTATIONS,
)
from properties.service_days import (
    cancelled_trip,
    dear_roads,
    passes_twice,
    twisted_day,
)

from routing.check.causes import UNITS, Cause
from routing.check.judge import judge
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

SEEDS = range(1, 13)
OF_PLAN = (*SERVICE_MUTATIONS, *TRANSFER_MUTATIONS)
OF_DAY = (*SERVICE_DAY_MUTATIONS, *TRANSFER_DAY_MUTATIONS)
OF_ROADS = (*ROOM_MUTATIONS, *FIGURE_MUTATIONS)
NOT_JOINED = {"M5_LEGS", "M5_GAP", "M5_PLACE"}
"""Where carriers and legs part it is missed: by its legs, on its way, at a place."""


@cache
def planned(seed):
    twist = passes_twice if seed % 2 else cancelled_trip
    day, travel = twisted_day(seed, dear_roads, twist)
    outcome = plan_day(day, travel, Budget(iterations=1, seed=seed))
    assert outcome.violations == []
    return day, travel, outcome.plan


def assert_found(day, travel, plan, cause):
    found = judge(day, travel, plan)
    alike = NOT_JOINED if cause in NOT_JOINED else {cause}
    assert alike & {violation.cause for violation in found}
    assert all(violation.amount > 0 for violation in found)
    assert all(UNITS[Cause(v.cause)] == v.unit for v in found)


@pytest.mark.parametrize("mutate", OF_PLAN, ids=lambda mutate: mutate.__name__)
def test_mutation_of_the_plan_is_found(mutate):
    done = 0
    for seed in SEEDS:
        day, travel, plan = planned(seed)
        mutated = mutate(day, travel, plan, random.Random(seed))
        if mutated is not None:
            assert_found(day, travel, *mutated)
            done += 1
    assert done


@pytest.mark.parametrize("mutate", OF_DAY, ids=lambda mutate: mutate.__name__)
def test_mutation_of_the_day_is_found(mutate):
    done = 0
    for seed in SEEDS:
        day, travel, plan = planned(seed)
        mutated = mutate(day, plan, random.Random(seed))
        if mutated is not None:
            changed, cause = mutated
            assert_found(changed, travel, plan, cause)
            done += 1
    assert done


@pytest.mark.parametrize("seed", SEEDS)
def test_mutations_of_vehicles_and_sums_are_found_beside_services(seed):
    day, travel, plan = planned(seed)
    done = 0
    for mutate in OF_ROADS:
        rng = random.Random(f"{seed} {mutate.__name__}")
        mutated = mutate(day, travel, plan, rng)
        if mutated is not None:
            assert_found(day, travel, *mutated)
            done += 1
    assert done
