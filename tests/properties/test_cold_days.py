"""Days with goods that must be kept cold or be quick: no rule broken, nothing lost."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties.cold_days import cold_day
from properties.cold_plans import FEW, planned
from properties.cold_uses import cold_uses
from properties.custody_again import assert_custody
from properties.items_counted import accounted, demanded
from properties.recomputed_cost import cost_again
from properties.service_days import (
    TWISTS,
    half_confirmed,
    shuttles,
    sorted_to_township,
)
from properties.test_generated_days import thorough

from routing.domain.reason import ReasonCode
from routing.optimize.budget import Budget
from routing.plan.io import dump_plan, load_plan
from routing.planning.plan_day import plan_day

MANY = 100


def planned_well(seed, *twists, tight=False, iterations=2):
    """Plan a cold day, and prove all that holds for any plan."""
    day, travel = cold_day(seed, *twists, tight=tight)
    budget = Budget(iterations=iterations, workers=1, seed=seed)
    outcome = plan_day(day, travel, budget)
    plan = outcome.plan
    assert outcome.violations == []
    assert accounted(day, plan) == demanded(day)
    assert plan.items_planned + plan.items_unserved == day.items_demanded
    assert all(row.items > 0 for row in plan.unserved)
    assert {row.reason for row in plan.unserved} <= {code.value for code in ReasonCode}
    parts = {name: cents for name, cents in plan.cost_parts.items() if cents}
    assert parts == cost_again(day, travel, plan)
    assert_custody(day, plan)
    assert load_plan(dump_plan(plan)) == plan
    return day, travel, plan


@pytest.mark.parametrize("tight", [False, True], ids=["loose", "tight"])
def test_cold_days_are_planned_without_a_fault(tight):
    for seed in range(100, 102):
        planned_well(seed, tight=tight)


@pytest.mark.parametrize("twist", TWISTS, ids=lambda twist: twist.__name__)
def test_every_twist_of_a_cold_day_is_planned_without_a_fault(twist):
    seed = TWISTS.index(twist)
    planned_well(seed, twist, tight=bool(seed % 2))


@pytest.mark.parametrize(
    ("seed", "twist", "tight"),
    [
        # Produce waits at a warm village, all day long, for a trip to the centre.
        (3, shuttles, False),
        (11, shuttles, False),
        # Goods would wait in one halt with their vehicle, then at a warm hub.
        (87, half_confirmed, True),
        # Goods come to a full hub before they may be handled there, and wait aboard.
        (362, sorted_to_township, False),
    ],
)
def test_cold_days_that_were_planned_with_a_fault(seed, twist, tight):
    for iterations in (1, 2):
        planned_well(seed, twist, tight=tight, iterations=iterations)


@thorough
@given(
    seed=st.integers(0, 10**6),
    tight=st.booleans(),
    twists=st.sets(st.sampled_from(range(len(TWISTS))), max_size=4),
)
def test_twists_of_cold_days_together_are_planned_without_a_fault(seed, tight, twists):
    planned_well(seed, *(TWISTS[number] for number in sorted(twists)), tight=tight)


@pytest.mark.slow
@pytest.mark.parametrize("tight", [False, True], ids=["loose", "tight"])
def test_many_cold_days_are_planned_without_a_fault(tight):
    for seed in range(1000, 1400):
        planned_well(seed, tight=tight)


@pytest.mark.slow
@pytest.mark.parametrize("twist", TWISTS, ids=lambda twist: twist.__name__)
def test_every_twist_of_many_cold_days_is_planned_without_a_fault(twist):
    rng = random.Random(twist.__name__)
    for seed in range(MANY):
        planned_well(seed, twist, tight=bool(seed % 2))
        planned_well(seed, twist, rng.choice(TWISTS), tight=not seed % 2)


def test_cold_days_are_not_trivial():
    """The days prove little where all goods ride in a compartment, door to door."""
    used = Counter()
    for seed in FEW:
        used += cold_uses(*planned(seed))
    assert used["carried"] >= 120
    # Between nothing and all: some ways are outside, others never.
    assert 25 <= used["exposed"] <= used["carried"] - 25
    assert used["kept ride"] >= 80
    assert used["doors"] >= 8
    assert used["foam in ambient"] >= 15
    assert used["foam on trip"] >= 8
    assert used["given"] >= 4
    assert used["wait in warm hub"] >= 4
    assert used["wait in cold store"] >= 8
    assert used["wait at village"] >= 8
    assert used["COLD_LIMIT"] >= 6
