"""Plans of cold days on mutated days: each fault is found, by exactly its amount."""

from __future__ import annotations

import random

import pytest
from properties.cold_plans import FEW, MANY, planned
from properties.exposure_again import exposure_again, is_cold
from properties.mutations_cold import COLD_MUTATIONS

from routing.check.case import build_case
from routing.check.exposure import exposure_of
from routing.check.judge import judge

SEVERAL = 3


def place_of(violation):
    """Return the bag, the site or the tour of a violation."""
    where = violation.where
    if "[" in where:
        return where[where.index("[") + 1 : -1]
    return where.removeprefix("@")


def found_in(day, travel, plan):
    """Return what the judge finds; a bag is listed once for each cause."""
    rows = [((v.cause, place_of(v)), v.amount) for v in judge(day, travel, plan)]
    assert len(dict(rows)) == len(rows)
    return dict(rows)


def mutated_in(mutate, seed):
    """Mutate a day; tell whether the plan of it offered anything to mutate."""
    day, travel, plan = planned(seed)
    rng = random.Random(f"{seed} {mutate.__name__}")
    mutated = mutate(day, plan, rng)
    if mutated is None:
        return False
    changed, expected = mutated
    assert found_in(changed, travel, plan) == expected
    return True


@pytest.mark.parametrize("mutate", COLD_MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_mutation_is_found_by_its_amount_and_nothing_else_is(mutate):
    assert sum(mutated_in(mutate, seed) for seed in FEW) >= SEVERAL


@pytest.mark.slow
@pytest.mark.parametrize("mutate", COLD_MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_mutation_of_many_days_is_found(mutate):
    assert sum(mutated_in(mutate, seed) for seed in MANY) >= 5 * SEVERAL


def exposures_agree(seed):
    """Count the cold bags of a day whose exposure two authors count alike."""
    day, travel, plan = planned(seed)
    case = build_case(day, travel, plan)
    cold = [bag for bag in plan.bags if bag.legs and is_cold(day, bag)]
    for bag in cold:
        assert exposure_of(case, bag.id).seconds == exposure_again(day, plan, bag)
    return len(cold)


def test_the_judge_counts_exposures_as_the_rule_book_does():
    assert sum(exposures_agree(seed) for seed in FEW) >= 60


@pytest.mark.slow
def test_the_judge_counts_exposures_of_many_days_as_the_rule_book_does():
    assert sum(exposures_agree(seed) for seed in MANY) >= 600
