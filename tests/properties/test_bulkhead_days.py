"""Days with movable bulkheads (R1b): no rule broken, and no worse than a fixed one."""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import cache

import pytest
from properties.bulkhead_days import bulkhead_day, fixed
from properties.custody_again import assert_custody
from properties.items_counted import accounted, demanded
from properties.mutations_bulkhead import other_settings, set_otherwise
from properties.plan_edits import edit_tour
from properties.recomputed_cost import cost_again
from properties.running_days import HARMLESS, an_instant, overrides
from properties.service_days import TWISTS

from routing.check.judge import judge
from routing.optimize.budget import Budget
from routing.optimize.road import ITEM_PENALTY_CENTS
from routing.planning.plan_day import plan_day
from routing.planning.replan.replan import Again, GoodsGoneError, carry_on

FEW = range(12)


@cache
def planned(seed, *, moves=True):
    """Return a day of a seed, its travel and what was planned for it."""
    twists = () if seed % 2 else (TWISTS[seed // 2 % len(TWISTS)],)
    day, travel = bulkhead_day(
        seed, *twists, tight=seed % 3 == 0, enemies=seed % 4 == 0
    )
    day = day if moves else fixed(day)
    budget = Budget(iterations=2, workers=1, seed=seed)
    return day, travel, plan_day(day, travel, budget)


def faultless(seed):
    """Plan a day, and prove all that holds for any plan."""
    day, travel, outcome = planned(seed)
    plan = outcome.plan
    assert outcome.violations == []
    assert accounted(day, plan) == demanded(day)
    parts = {name: cents for name, cents in plan.cost_parts.items() if cents}
    assert parts == cost_again(day, travel, plan)
    assert_custody(day, plan)


def objective(day, plan):
    """Return what the search makes small: what is left behind, then cents."""
    left = 0
    if not day.settings.economic_deferral:
        left = sum(
            row.items * ITEM_PENALTY_CENTS[row.priority]
            for row in plan.unserved
            if row.consignment is not None
        )
    return left, plan.cost_cents + plan.penalty_cents


def bulkheads_of(route):
    return [tour.bulkhead for tour in route.tours]


def bulkheads(plan):
    return [bulkhead for route in plan.routes for bulkhead in bulkheads_of(route)]


@pytest.mark.parametrize("seed", FEW)
def test_days_with_movable_bulkheads_are_planned_without_a_fault(seed):
    faultless(seed)


@pytest.mark.slow
def test_many_days_with_movable_bulkheads_are_planned_without_a_fault():
    for seed in range(1000, 1400):
        faultless(seed)


def test_bulkheads_are_moved():
    """The days prove little where every tour drives with the first setting."""
    used = [bulkheads(planned(seed)[2].plan) for seed in FEW]
    assert sum(any(each) for each in used) >= 4
    assert any(len(set(each)) > 1 for each in used)


def test_moving_bulkheads_is_never_worse():
    """Every plan of a fixed bulkhead is one of a movable one.

    But for last resorts: another way that is new bars them (W4b).
    """
    better = 0
    for seed in FEW:
        day, travel, moved = planned(seed)
        still = planned(seed, moves=False)[2].plan
        if still.cost_parts["last_resort"]:
            continue
        better += objective(day, moved.plan) < objective(day, still)
        budget = Budget(iterations=2, workers=1, seed=seed)
        begun = plan_day(day, travel, budget, start=still)
        assert begun.violations == []
        assert objective(day, begun.plan) <= objective(day, still), seed
    assert better >= 4


@pytest.mark.parametrize("seed", FEW)
def test_begun_tours_keep_their_setting(seed):
    day, travel, outcome = planned(seed)
    rng = random.Random(f"replan {seed}")
    now = an_instant(rng, outcome.plan)
    today, kinds = overrides(rng, day, outcome.plan, now)
    budget = Budget(iterations=2, workers=1, seed=seed)
    again = Again(day=day, plan=outcome.plan, now=now)
    try:
        found = carry_on(today, travel, again, budget).outcome
    except GoodsGoneError:
        return
    assert found.violations == [], (seed, kinds)
    begun = {
        route.vehicle: [t.bulkhead for t in route.tours if t.load_start < now]
        for route in outcome.plan.routes
    }
    kept = {route.vehicle: bulkheads_of(route) for route in found.plan.routes}
    if kinds <= set(HARMLESS):
        for name, settings in begun.items():
            assert kept.get(name, [])[: len(settings)] == settings


def test_other_settings_break_what_they_must():
    seen = Counter()
    for seed in FEW:
        day, travel, outcome = planned(seed)
        for at, setting in other_settings(day, outcome.plan):
            plan, expected = set_otherwise(day, outcome.plan, at, setting)
            rows = Counter(
                (row.cause, _place(row), row.amount) for row in judge(day, travel, plan)
            )
            assert rows == expected, (seed, at, setting)
            seen.update({cause for cause, _, _ in rows} or {"nothing"})
    assert seen["R1_COMPARTMENT"] >= 5
    assert seen["R1_CAP_M3"] >= 3
    assert seen["nothing"] >= 3


def _place(row):
    """Return the place of a violation, of an exposure its bag."""
    if row.cause == "C1_EXPOSURE":
        return re.search(r"\[(.+)\]", row.where)[1]
    return row.where


@pytest.mark.parametrize("seed", FEW)
def test_a_setting_that_there_is_not(seed):
    day, travel, outcome = planned(seed)
    plan = outcome.plan
    for at, _ in other_settings(day, plan):
        car = day.vehicles[plan.routes[at[0]].vehicle]
        changed, _ = set_otherwise(day, plan, at, 0)
        beyond = edit_tour(changed, at, bulkhead=1 + len(car.bulkheads))
        # It is judged as if it drove with the first.
        rows = Counter((r.cause, r.where, r.amount) for r in judge(day, travel, beyond))
        first = Counter(
            (r.cause, r.where, r.amount) for r in judge(day, travel, changed)
        )
        named = (
            "R1_BULKHEAD",
            f"{car.vehicle_id} #{at[1] + 1}",
            1,
        )
        assert rows == first + Counter([named])
