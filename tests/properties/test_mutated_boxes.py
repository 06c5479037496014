"""Plans with goods in boxes on mutated days: each fault is found, by its amount."""

from __future__ import annotations

import random

import pytest
from properties.cold_plans import FEW, MANY, planned
from properties.exposure_again import exposure_again, is_cold
from properties.mutations_boxes import BOX_MUTATIONS, box_plan
from properties.recomputed_cost import cost_again
from properties.test_mutated_cold import found_in

from routing.check.case import build_case
from routing.check.exposure import exposure_of
from routing.check.judge import judge
from routing.plan.io import dump_plan, load_plan

SEVERAL = 3


def boxed(seed):
    """Return a cold day and its plan with bags in boxes; None where they have no room.

    In two boxes a bag may be more than a trip, a room or a drone takes.
    """
    day, travel, plan = planned(seed)
    made = box_plan(day, plan, random.Random(f"{seed} boxes"))
    if made is None or judge(made[0], travel, made[1]):
        return None
    return made[0], travel, made[1]


def mutated_in(mutate, seed):
    """Mutate a day; tell whether the plan of it offered anything to mutate."""
    made = boxed(seed)
    if made is None:
        return False
    day, travel, plan = made
    mutated = mutate(day, plan, random.Random(f"{seed} {mutate.__name__}"))
    if mutated is None:
        return False
    changed, expected = mutated
    assert found_in(changed, travel, plan) == expected
    return True


@pytest.mark.parametrize("mutate", BOX_MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_mutation_is_found_by_its_amount_and_nothing_else_is(mutate):
    assert sum(mutated_in(mutate, seed) for seed in FEW) >= SEVERAL


@pytest.mark.slow
@pytest.mark.parametrize("mutate", BOX_MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_mutation_of_many_days_is_found(mutate):
    assert sum(mutated_in(mutate, seed) for seed in MANY) >= 4 * SEVERAL


def agreed(seed):
    """Count the bags in boxes of a day that two authors count and price alike."""
    made = boxed(seed)
    if made is None:
        return 0
    day, travel, plan = made
    case = build_case(day, travel, plan)
    for bag in plan.bags:
        if bag.legs and is_cold(day, bag):
            assert exposure_of(case, bag.id).seconds == exposure_again(day, plan, bag)
    parts = {name: cents for name, cents in plan.cost_parts.items() if cents}
    assert parts == cost_again(day, travel, plan)
    assert load_plan(dump_plan(plan)) == plan
    return sum(bag.box is not None for bag in plan.bags)


def test_exposures_and_costs_are_those_of_the_rule_book():
    assert sum(agreed(seed) for seed in FEW) >= 20


@pytest.mark.slow
def test_exposures_and_costs_of_many_days_are_those_of_the_rule_book():
    assert sum(agreed(seed) for seed in MANY) >= 200
