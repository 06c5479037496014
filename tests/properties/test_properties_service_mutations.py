"""Every kind of mutation of services is found in the county by hand."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass, replace

import pytest
from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan
from properties.mutations_services import SERVICE_DAY_MUTATIONS, SERVICE_MUTATIONS

from routing.check.causes import UNITS, Cause
from routing.check.judge import judge

SEEDS = 8


def _check(day, plan, cause):
    found = judge(day, service_travel(), plan)
    assert cause in {violation.cause for violation in found}
    assert all(violation.amount > 0 for violation in found)
    assert all(UNITS[Cause(v.cause)] == v.unit for v in found)


@pytest.mark.parametrize("mutate", SERVICE_MUTATIONS, ids=lambda m: m.__name__)
def test_mutation_of_the_plan_is_found(mutate):
    done = 0
    for seed in range(SEEDS):
        mutated = mutate(
            service_day(), service_travel(), service_plan(), random.Random(seed)
        )
        if mutated is not None:
            _check(service_day(), *mutated)
            done += 1
    assert done


@pytest.mark.parametrize("mutate", SERVICE_DAY_MUTATIONS, ids=lambda m: m.__name__)
def test_mutation_of_the_day_is_found(mutate):
    for seed in range(SEEDS):
        day, cause = mutate(service_day(), service_plan(), random.Random(seed))
        _check(day, service_plan(), cause)


def _spoil(value, rng):
    """Change one thing somewhere inside a value, keeping its type."""
    if is_dataclass(value):
        name = rng.choice([f.name for f in fields(value)])
        return replace(value, **{name: _spoil(getattr(value, name), rng)})
    if isinstance(value, tuple):
        if not value:
            return value
        index = rng.randrange(len(value))
        spoiled = (*value[:index], _spoil(value[index], rng), *value[index + 1 :])
        return rng.choice((spoiled, spoiled, spoiled, value * 2, value[1:]))
    if isinstance(value, dict):
        return {rng.choice(("c1", "P", "Z")): rng.choice((0, -3, 10**6))}
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return rng.choice((0, 1, -value - 1, value + rng.randint(-4000, 4000)))
    if value is None:
        return rng.choice((0, 2, 9))
    return rng.choice(("C", "H", "X", "K1", "L1-0800", "O1", "O2", "Z", "", "p1"))


@pytest.mark.parametrize("seed", range(30))
def test_judge_never_raises(seed):
    rng = random.Random(seed)
    day, travel = service_day(), service_travel()
    for _ in range(10):
        plan = service_plan()
        for _ in range(rng.randint(1, 10)):
            part = rng.choice(("bus_loads", "handovers", "stage_fees", "bags", ""))
            if part:
                spoiled = _spoil(getattr(plan, part), rng)
                plan = replace(plan, **{part: spoiled})
            else:
                plan = _spoil(plan, rng)
        for violation in judge(day, travel, plan):
            assert violation.cause in set(Cause)
            assert violation.amount > 0
