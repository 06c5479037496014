"""Any generated day becomes a plan that keeps every rule and loses no item."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.generated_days import random_day

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


def demanded(day):
    """Count the items of each site, partner and class, as the tables ask."""
    items = Counter()
    for row in day.consignments:
        items[row.outer_site, row.partner, row.goods_class] += row.items
    for row in day.set_aside:
        items[row.site, row.partner, row.goods_class] += row.items
    return items


def accounted(day, plan):
    """Count the items that travel or stay, by the same key."""
    rows = {row.consignment_id: row for row in day.consignments}
    items = Counter()
    for bag in plan.bags:
        for key, count in bag.contents.items():
            row = rows[key]
            items[row.outer_site, row.partner, row.goods_class] += count
    for row in plan.unserved:
        items[row.site, row.partner, row.goods_class] += row.items
    return items


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
