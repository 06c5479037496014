"""Plans of generated days, mutated in every way: each fault is found by its cause."""

from __future__ import annotations

import random
from functools import cache

import pytest
from properties.generated_days import random_day
from properties.mutations import MUTATIONS

from routing.check.causes import UNITS, Cause
from routing.check.judge import judge
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

SEEDS = range(12)
MINIMUM = 25


@cache
def planned(seed):
    day, travel = random_day(seed, villages=8, vehicles=4)
    outcome = plan_day(day, travel, Budget(iterations=1, seed=seed))
    assert outcome.violations == []
    return day, travel, outcome.plan


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mutation_is_found(seed):
    day, travel, plan = planned(seed)
    for name, mutate in MUTATIONS:
        mutated = mutate(day, travel, plan, random.Random(f"{seed} {name}"))
        if mutated is None:
            continue
        found = judge(day, travel, mutated[0])
        assert mutated[1] in {violation.cause for violation in found}, name
        assert all(violation.amount > 0 for violation in found), name
        assert all(UNITS[Cause(v.cause)] == v.unit for v in found), name


def test_many_kinds_apply_to_generated_plans():
    applied = {
        name
        for seed in SEEDS
        for name, mutate in MUTATIONS
        if mutate(*planned(seed), random.Random(f"{seed} {name}")) is not None
    }
    assert len(applied) >= MINIMUM
