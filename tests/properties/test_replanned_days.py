"""Random overrides at random times: nothing begun moves, no item is lost."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from properties.items_counted import demanded
from properties.running_days import HARMLESS, SHUT, an_instant, fewer_items, overrides
from properties.service_days import TWISTS, twisted_day

from routing.domain.day import LockKind
from routing.domain.reason import ReasonCode
from routing.optimize.budget import Budget
from routing.plan.io import dump_plan, load_plan
from routing.planning.plan_day import plan_day
from routing.planning.replan.replan import Again, GoodsGoneError, carry_on

SEEDS = (0, 4, 8, 11, 13, 15, 17, 21, 26, 27, 34, 42)
STEPS = 2
WAITING = (LockKind.LOADED, LockKind.DEPARTED)


def begun_tours(plan, now):
    """Return by vehicle the tours that have begun by the clock."""
    return {
        route.vehicle: [tour for tour in route.tours if tour.load_start < now]
        for route in plan.routes
    }


def assert_begun_stays(before, plan, now, kinds):
    """Compare what had begun with what it was, where nothing could hinder it."""
    routes = {route.vehicle: route for route in plan.routes}
    bags = {bag.id: bag for bag in plan.bags}
    hindered = kinds - set(HARMLESS)
    if not hindered:
        for name, tours in begun_tours(before, now).items():
            if tours:
                assert list(routes[name].tours[: len(tours)]) == tours
        for bag in before.bags:
            if any(leg.depart < now for leg in bag.legs):
                first = bag.legs[0]
                assert bags[bag.id].legs[0] == first
                assert bags[bag.id].items == bag.items
    elif hindered <= set(SHUT):
        # Halts that have started are as they were, whatever closes later.
        for name, tours in begun_tours(before, now).items():
            for number, tour in enumerate(tours):
                told = [stop for stop in tour.stops if stop.start < now]
                now_told = routes[name].tours[number].stops[: len(told)]
                assert [halt(stop) for stop in now_told] == [halt(s) for s in told]


def halt(stop):
    return stop.site, stop.arrive, stop.start, stop.deliver, stop.pick_up


def counted(day, plan):
    """Count the items that arrive or stay, by site, partner and class."""
    rows = {row.consignment_id: row for row in day.consignments}
    items = Counter()
    for bag in plan.bags:
        if bag.arrives:
            for key, count in bag.contents.items():
                row = rows[key]
                items[row.outer_site, row.partner, row.goods_class] += count
    for row in plan.unserved:
        items[row.site, row.partner, row.goods_class] += row.items
    return items


def assert_locks(day, plan, now):
    """Villages held to a vehicle are served by it, or named as a conflict."""
    bags = {bag.id: bag for bag in plan.bags}
    for lock in day.locks:
        if lock.kind in WAITING:
            continue
        others = {
            (route.vehicle, stop.site)
            for route in plan.routes
            for tour in route.tours
            if tour.load_start >= now and route.vehicle != lock.vehicle
            for stop in tour.stops
            if stop.site in lock.sites
            and any(bags[bag].destination == stop.site for bag in stop.deliver)
        }
        begun = {
            (route.vehicle, stop.site)
            for route in plan.routes
            for tour in begun_tours(plan, now).get(route.vehicle, ())
            for stop in tour.stops
        }
        assert others <= begun, lock
        if lock.vehicle not in day.vehicles:
            stays = {row.consignment_id for row in day.consignments if row.blocked}
            found = {
                row.reason
                for row in plan.unserved
                if row.site in lock.sites
                and day.sites[row.site].dispatchable
                and row.consignment not in stays
            }
            assert found <= {ReasonCode.LOCK_CONFLICT.value}, (lock, found)
    out = (row.vehicle for row in day.vehicles_out)
    plates = {car.vehicle_id: car.plate for car in (*out, *day.vehicles.values())}
    for row in plan.unserved:
        if row.reason == ReasonCode.LOCK_CONFLICT:
            held = (*day.locks, *day.locks_unkept)
            named = [lock for lock in held if row.site in lock.sites]
            assert any(plates[lock.vehicle] in row.action for lock in named), row


def replanned_well(seed):
    """Carry a day on twice, and prove all that holds for any re-plan."""
    rng = random.Random(f"replan {seed}")
    day, travel = twisted_day(seed, TWISTS[seed % len(TWISTS)])
    budget = Budget(time_limit=None, iterations=2, workers=1, seed=seed)
    outcome = plan_day(day, travel, budget)
    assert outcome.violations == []
    plan, now = outcome.plan, an_instant(rng, outcome.plan)
    kinds = set()
    for _ in range(STEPS):
        # What was announced before may come true only now.
        today, more = overrides(rng, day, plan, now)
        kinds |= more
        again = Again(day=day, plan=plan, now=now)
        try:
            found = carry_on(today, travel, again, budget).outcome
        except GoodsGoneError:
            # Only an override that takes items away can ask for too few.
            assert fewer_items in more
            return
        assert found.violations == [], (seed, kinds)
        made = found.plan
        assert counted(today, made) == demanded(today)
        assert made.items_planned + made.items_unserved == today.items_demanded
        assert_begun_stays(plan, made, now, kinds)
        assert_locks(today, made, now)
        assert load_plan(dump_plan(made)) == made
        day, plan, now = today, made, now + rng.randint(60, 5400)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_in_progress_is_carried_on_without_a_fault(seed):
    replanned_well(seed)


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_the_same_iterations_carry_on_alike(seed):
    rng = random.Random(f"replan {seed}")
    day, travel = twisted_day(seed, TWISTS[seed % len(TWISTS)])
    budget = Budget(time_limit=None, iterations=2, workers=1, seed=seed)
    plan = plan_day(day, travel, budget).plan
    now = an_instant(rng, plan)
    today, _ = overrides(rng, day, plan, now)
    again = Again(day=day, plan=plan, now=now)
    one, two = (carry_on(today, travel, again, budget) for _ in range(2))
    assert dump_plan(one.outcome.plan) == dump_plan(two.outcome.plan)
