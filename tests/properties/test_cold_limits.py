"""Limits of cold goods made tighter step by step: what still goes, and for how much."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from properties.cold_days import cold_day
from properties.exposure_again import exposure_again, is_cold
from properties.plan_edits import edit_consignment, edit_site, edit_vehicle

from routing.check.judge import judge
from routing.domain.consignment import Priority
from routing.domain.vehicle import Temperature
from routing.domain.window import TimeWindow
from routing.optimize.budget import Budget
from routing.optimize.repair import STORED
from routing.optimize.road import ITEM_PENALTY_CENTS
from routing.planning.plan_day import plan_day

AMBIENT = Temperature.AMBIENT
FACTORS = (0.0, 0.1, 0.3, 0.5, 0.7, 1.0)
"""Of the limits, the tightest first."""

FEW = (5, 6)
"""Days on which limits bind; on 5 only a last resort is left in the end."""

MANY = range(300, 340)
WHOLE_DAY = TimeWindow(0, 30 * 3600)
NOISE = 0.02
"""Of the items of many days, by which short searches of their own may differ."""


def tightened(day, factor, *, foam=True):
    """Return the day with limits of cold goods times a factor, perhaps without foam."""

    def tighter(goods):
        if goods.temp is AMBIENT or goods.cold_limit_duration is None:
            return goods
        limit = round(goods.cold_limit_duration * factor)
        pack = goods.pack_duration if foam else 0
        return replace(goods, cold_limit_duration=limit, pack_duration=pack)

    return replace(day, goods={key: tighter(row) for key, row in day.goods.items()})


def searched(day, travel, start=None, iterations=5):
    budget = Budget(iterations=iterations, workers=1, seed=1)
    outcome = plan_day(day, travel, budget, start=start)
    assert outcome.violations == []
    return outcome.plan


def left_of(plan):
    left = {}
    for row in plan.unserved:
        key = row.site, row.consignment
        left[key] = left.get(key, 0) + row.items
    return left


def weight_of(plan):
    """Return what stays behind, its items weighed by priority (P3)."""
    return sum(
        row.items * ITEM_PENALTY_CENTS[Priority(row.priority)] for row in plan.unserved
    )


def never_better_when_tighter(seed):
    """Return the plans of a day, the tightest limits first, each begun with the last.

    All but one rule are kept by a plan of the tighter day on the looser one: what goes
    by a last resort may have another way there (W4). What stays behind weighs no more,
    but where a station is full: its room is shared out before the search.
    """
    day, travel = cold_day(seed)
    days = [tightened(day, factor) for factor in FACTORS]
    plans = [searched(days[0], travel)]
    for looser in days[1:]:
        known = plans[-1]
        found = {violation.cause for violation in judge(looser, travel, known)}
        assert found <= {"W4_LAST_RESORT"}
        plans.append(searched(looser, travel, known))
        unserved = plans[-1].unserved
        if not any(row.reason in STORED for row in (*known.unserved, *unserved)):
            assert weight_of(plans[-1]) <= weight_of(known)
        if left_of(plans[-1]) == left_of(known) and not found:
            assert plans[-1].cost_cents <= known.cost_cents
    return plans


@pytest.mark.parametrize("seed", FEW)
def test_tighter_limits_never_make_a_plan_better(seed):
    plans = never_better_when_tighter(seed)
    # Some limit binds: fewer items go, or dearer.
    tightest, loosest = plans[0], plans[-1]
    fewer = tightest.items_planned < loosest.items_planned
    assert fewer or tightest.cost_cents > loosest.cost_cents


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_tighter_limits_never_make_plans_of_many_days_better(seed):
    never_better_when_tighter(seed)


@pytest.mark.slow
def test_searches_of_their_own_find_no_more_for_tighter_limits():
    planned = []
    for factor in FACTORS:
        days = [cold_day(seed) for seed in MANY]
        plans = [
            searched(tightened(day, factor), travel, None, 20) for day, travel in days
        ]
        planned.append(sum(plan.items_planned for plan in plans))
    assert all(less <= more * (1 + NOISE) for less, more in pairwise(planned))
    assert planned[0] < planned[-1]


def roomy(day):
    """Return the day with nothing in the way but cold: hours, room and deadlines."""
    for site in day.sites:
        day = edit_site(day, site, hours=(), storage_items=None, docks=None)
    for row in day.consignments:
        key = row.consignment_id
        day = edit_consignment(day, key, windows=(), deadline=None)
    cars = {
        key: replace(
            car, shift=WHOLE_DAY, max_route_duration=24 * 3600, breaks=(), max_m=None,
            owner=None, cap_g=10**9, cap_items=None, max_drive_duration=24 * 3600,
        )
        for key, car in day.vehicles.items()
    }  # fmt: skip
    offers = {
        key: replace(offer, cap_items=None, cap_bags=None, cap_g=None)
        for key, offer in day.offers.items()
    }
    return replace(day, vehicles=cars, offers=offers, agreements=None)


def left_when_nothing_is_borne(seed, *, compartments):
    """Plan a roomy day whose bare cold goods bear nothing; return what of them stays.

    Without ``compartments`` all vehicles are ambient ones.
    """
    day, travel = cold_day(seed)
    day = tightened(roomy(day), 0, foam=False)
    if not compartments:
        for key in day.vehicles:
            day = edit_vehicle(day, key, compartments_cm3={AMBIENT: 10**7})
    plan = searched(day, travel, iterations=2)
    for bag in plan.bags:
        if is_cold(day, bag):
            assert exposure_again(day, plan, bag) == 0
    rows = {row.consignment_id: row for row in day.consignments}
    return [
        row
        for row in plan.unserved
        if day.goods[rows[row.consignment].goods_class].temp is not AMBIENT
    ]


@pytest.mark.parametrize(
    ("compartments", "reason"), [(True, "COLD_LIMIT"), (False, "NO_TEMP_VEHICLE")]
)
def test_goods_that_bear_nothing_stay_and_it_is_certain(compartments, reason):
    left = [
        row
        for seed in range(8)
        for row in left_when_nothing_is_borne(seed, compartments=compartments)
    ]
    assert len(left) >= 8
    assert {row.reason for row in left} == {reason}
    assert all(row.certified for row in left)
