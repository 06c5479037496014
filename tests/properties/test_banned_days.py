"""Days with random bans: plans keep them, the judge counts each move to the second."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from properties.banned_days import inside, moves, with_bans
from properties.cold_days import cold_day
from properties.generated_days import random_day
from properties.items_counted import accounted, demanded
from properties.recomputed_cost import cost_again
from properties.running_days import an_instant, overrides
from properties.service_days import TWISTS, twisted_day

from routing.check.bans import check_bans
from routing.check.case import build_case
from routing.domain.ban import Ban, banned_times
from routing.domain.vehicle import VehicleClass
from routing.domain.window import TimeWindow
from routing.optimize.budget import Budget
from routing.plan.io import dump_plan
from routing.planning.plan_day import plan_day
from routing.planning.replan.replan import Again, GoodsGoneError, carry_on

SEEDS = range(24)


@cache
def planned(seed, *, banned):
    day, travel = random_day(seed, villages=4 + seed % 7, vehicles=1 + seed % 4)
    if banned:
        day = with_bans(day, seed)
    outcome = plan_day(day, travel, Budget(iterations=2, workers=1, seed=seed))
    return day, travel, outcome


def said(day, travel, plan):
    rows = check_bans(build_case(day, travel, plan))
    return Counter((row.where.split()[0], row.amount) for row in rows)


def expected(day, plan):
    found = Counter(
        (car.vehicle_id, inside(day, car, site, time))
        for car, site, time in moves(day, plan)
    )
    return Counter({key: n for key, n in found.items() if key[1]})


@pytest.mark.parametrize("seed", SEEDS)
def test_plans_keep_bans(seed):
    day, travel, outcome = planned(seed, banned=True)
    assert outcome.violations == []
    assert accounted(day, outcome.plan) == demanded(day)
    assert expected(day, outcome.plan) == said(day, travel, outcome.plan) == Counter()


@pytest.mark.parametrize("seed", range(0, 40, 2))
def test_days_with_services_keep_bans(seed):
    day, travel = twisted_day(seed, TWISTS[seed % len(TWISTS)])
    if seed % 4:
        day, travel = cold_day(seed, tight=seed % 3 == 0)
    day = with_bans(day, seed)
    outcome = plan_day(day, travel, Budget(iterations=2, workers=1, seed=seed))
    assert outcome.violations == []
    assert expected(day, outcome.plan) == Counter()
    parts = {name: n for name, n in outcome.plan.cost_parts.items() if n}
    assert parts == cost_again(day, travel, outcome.plan)


@pytest.mark.parametrize("seed", range(0, 40, 3))
def test_days_in_progress_keep_bans(seed):
    day, travel = twisted_day(seed, TWISTS[seed % len(TWISTS)])
    day = with_bans(day, seed)
    budget = Budget(time_limit=None, iterations=2, workers=1, seed=seed)
    rng = random.Random(f"replan {seed}")
    plan = plan_day(day, travel, budget).plan
    now = an_instant(rng, plan)
    today, _ = overrides(rng, day, plan, now)
    again = Again(day=day, plan=plan, now=now)
    try:
        found = carry_on(today, travel, again, budget).outcome
    except GoodsGoneError:
        return
    assert found.violations == []


def test_what_had_begun_before_a_ban_was_known_is_no_violation():
    # W5h: the ban around the halts of a begun tour is new; those of later tours count.
    met = 0
    for seed in SEEDS:
        day, travel, outcome = planned(seed, banned=False)
        plan = outcome.plan
        budget = Budget(time_limit=None, iterations=2, workers=1, seed=seed)
        starts = sorted(t.load_start for r in plan.routes for t in r.tours)
        if not starts:
            continue
        now = starts[-1] + 1
        banned = with_bans(day, seed)
        again = Again(day=day, plan=plan, now=now)
        found = carry_on(banned, travel, again, budget).outcome
        assert found.violations == []
        met += bool(expected(banned, found.plan))
    assert met >= 5


@pytest.mark.parametrize("seed", SEEDS)
def test_the_judge_counts_every_move_to_the_second(seed):
    # What was planned without bans, told under the bans of ten other days.
    day, travel, outcome = planned(seed, banned=False)
    plan = outcome.plan
    for other in range(10):
        banned = with_bans(day, f"{seed} {other}")
        assert said(banned, travel, plan) == expected(banned, plan)


def test_a_ban_around_one_move_is_broken_by_the_nearer_end():
    rng = random.Random(1)
    count = 0
    for seed in SEEDS:
        day, travel, outcome = planned(seed, banned=False)
        for car, site, time in list(moves(day, outcome.plan))[:6]:
            before, behind = rng.randint(1, 3000), rng.randint(1, 3000)
            ban = Ban(
                sites=frozenset({site}),
                vehicle_classes=(car.vehicle_class,),
                times=(TimeWindow(time - before, time + behind),),
                permits=frozenset(day.vehicles) - {car.vehicle_id},
            )
            found = said(replace(day, bans=(ban,)), travel, outcome.plan)
            assert found[car.vehicle_id, min(before, behind)] >= 1
            count += 1
    assert count > 80


def test_bans_are_met():
    """Plans wait for bans, goods stay for them, and exemptions are used."""
    waits = named = exempt = 0
    for seed in SEEDS:
        day, _, outcome = planned(seed, banned=True)
        named += any(row.reason == "BANNED" for row in outcome.plan.unserved)
        for car, site, time in moves(day, outcome.plan):
            ends = {span.late for span in banned_times(day.bans, car, site)}
            waits += time in ends
            lifted = [
                replace(ban, permits=frozenset(), cold_exempt=False, green_exempt=False)
                for ban in day.bans
            ]
            exempt += any(
                span.early < time < span.late
                for span in banned_times(lifted, car, site)
            )
    assert waits >= 15
    assert named >= 2
    assert exempt >= 15


@pytest.mark.parametrize("seed", range(6))
def test_bans_without_effect_change_nothing(seed):
    day, travel, outcome = planned(seed, banned=False)
    places = frozenset(day.sites)
    morning = (TimeWindow(7 * 3600, 12 * 3600),)
    classes = tuple(VehicleClass)
    idle = (
        Ban(sites=places, vehicle_classes=(VehicleClass.MEDIUM,), times=morning),
        Ban(
            sites=places,
            vehicle_classes=classes,
            times=morning,
            permits=frozenset(day.vehicles),
        ),
        Ban(sites=frozenset(), vehicle_classes=classes, times=morning),
        Ban(sites=places, vehicle_classes=classes, times=(TimeWindow(0, 6 * 3600),)),
    )
    again = plan_day(
        replace(day, bans=idle), travel, Budget(iterations=2, workers=1, seed=seed)
    )
    assert dump_plan(again.plan) == dump_plan(outcome.plan)
