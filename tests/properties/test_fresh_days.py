"""Days whose goods lose freshness: planner and judge count alike, searches heed it."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties.cold_days import cold_day
from properties.service_days import TWISTS
from properties.soft_days import soft_day
from properties.test_generated_days import thorough

from routing.domain.freshness import FreshModel
from routing.optimize.budget import Budget
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.plan.io import dump_plan, load_plan
from routing.planning.plan_day import plan_day

LINEAR, ARRHENIUS = FreshModel.LINEAR, FreshModel.ARRHENIUS
YUAN = 1_000_000


def fresh_day(seed, model, weight, *twists, soft=False):
    """Return a cold day where most classes lose freshness."""
    make = soft_day if soft else cold_day
    day, travel = make(seed, *twists, cold=True) if soft else make(seed, *twists)
    rng = random.Random(f"{seed} fresh")
    goods = {
        name: replace(
            one,
            fresh_micro_yuan=rng.choice([0, YUAN // 10, YUAN, 3_333_333]),
            fresh_ea_kj=rng.choice([None, 40.0, 85.0]),
            temp_min_c=rng.choice([None, -2.0]),
            temp_max_c=rng.choice([None, 6.0]),
        )
        for name, one in day.goods.items()
    }
    settings = replace(
        day.settings,
        freshness=model,
        freshness_weight=Fraction(weight),
        temperature_c=rng.choice([25.0, 12.5, 38.0]),
    )
    return replace(day, goods=goods, settings=settings), travel


def planned(day, travel, seed, iterations=2):
    budget = Budget(iterations=iterations, workers=1, seed=seed)
    outcome = plan_day(day, travel, budget)
    assert outcome.violations == []
    plan = outcome.plan
    assert load_plan(dump_plan(plan)) == plan
    return plan


@pytest.mark.parametrize("model", [LINEAR, ARRHENIUS])
@pytest.mark.parametrize("weight", [0, 3])
def test_planner_and_judge_count_alike(model, weight):
    lost = 0
    for seed in range(200, 205):
        day, travel = fresh_day(seed, model, weight)
        lost += planned(day, travel, seed).freshness_cents
    assert lost > 0


@pytest.mark.parametrize("twist", TWISTS, ids=lambda twist: twist.__name__)
def test_every_twist_of_a_fresh_day(twist):
    seed = 700 + TWISTS.index(twist)
    day, travel = fresh_day(seed, ARRHENIUS, 2, twist)
    planned(day, travel, seed)


@thorough
@given(
    seed=st.integers(0, 10**6),
    soft=st.booleans(),
    twists=st.sets(st.sampled_from(range(len(TWISTS))), max_size=3),
)
def test_twists_of_fresh_days_together(seed, soft, twists):
    chosen = [TWISTS[n] for n in sorted(twists)]
    day, travel = fresh_day(seed, ARRHENIUS, 1, *chosen, soft=soft)
    planned(day, travel, seed)


def straight_only(day):
    """Return a day on which goods go straight by road."""
    return replace(day, trips={}, offers={}, lines={})


@pytest.mark.parametrize("model", [LINEAR, ARRHENIUS])
@pytest.mark.parametrize("seed", range(300, 306))
def test_what_the_search_weighs_is_what_straight_goods_lose(model, seed, monkeypatch):
    from routing.planning import plan_day as module

    seen = []
    made = module.assembled_plan

    def assembled(task, found):
        plan = made(task, found)
        simulator = Simulator(found.problem)
        left = simulator.load(found.draft)
        penalties = found.problem.tables["s_penalty"]
        believed = simulator.total() - sum(int(penalties[k]) for k in left)
        seen.append((believed, plan))
        return plan

    monkeypatch.setattr(module, "assembled_plan", assembled)
    day, travel = fresh_day(seed, model, 1)
    planned(straight_only(day), travel, seed)
    believed, plan = seen[0]
    if any(len(bag.legs) > 1 for bag in plan.bags):
        # Over hubs the search takes promises for arrivals.
        assert believed >= plan.cost_cents + plan.penalty_cents
        return
    figures = plan.cost_cents + plan.penalty_cents + plan.freshness_cents
    # Rounded once per route there, once per consignment here; batches of several bags
    # have the hand of the largest.
    assert abs(believed - figures) <= len(plan.bags) + figures // 500


def test_more_weight_loses_less():
    """The same days with freshness weighing nothing, and much."""
    loose = tight = dear = cheap = 0
    for seed in range(400, 406):
        none, travel = fresh_day(seed, LINEAR, 0)
        much, _ = fresh_day(seed, LINEAR, 40)
        one = planned(none, travel, seed, iterations=15)
        two = planned(much, travel, seed, iterations=15)
        if one.items_unserved == two.items_unserved:
            loose += one.freshness_cents
            tight += two.freshness_cents
            cheap += one.cost_cents
            dear += two.cost_cents
    assert tight < loose
    assert dear > cheap


def test_without_weight_nothing_is_priced():
    day, travel = fresh_day(3, ARRHENIUS, 0)
    problem = build_road_problem(day, travel, direct_ways(day).shipments)
    assert problem.tables["has_timed"] == 0
