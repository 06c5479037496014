"""Any generated day becomes a plan that keeps every rule and loses no item."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.generated_days import random_day
from properties.items_counted import accounted, demanded

from routing.domain.reason import ReasonCode
from routing.optimize.budget import Budget
from routing.plan.io import dump_plan, load_plan
from routing.planning.plan_day import plan_day

# One profile for all: the same examples everywhere, however slow the machine.
thorough = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@thorough
@given(
    seed=st.integers(0, 10**6), villages=st.integers(2, 12), vehicles=st.integers(1, 4)
)
def test_generated_days_are_planned_without_a_fault(seed, villages, vehicles):
    day, travel = random_day(seed, villages=villages, vehicles=vehicles)
    outcome = plan_day(day, travel, Budget(iterations=2, workers=1, seed=seed))
    plan = outcome.plan
    assert outcome.violations == []
    assert accounted(day, plan) == demanded(day)
    assert plan.items_planned + plan.items_unserved == day.items_demanded
    assert all(row.items > 0 for row in plan.unserved)
    assert {row.reason for row in plan.unserved} <= {code.value for code in ReasonCode}
    assert load_plan(dump_plan(plan)) == plan
