"""Ways of cold goods are bound to what can be, and stay theirs in another problem."""

from __future__ import annotations

from properties.cold_days import cold_day
from properties.service_days import (
    hub_closes_at_noon,
    night_hours,
    sorted_to_township,
)

from routing.domain.window import TimeWindow, intersect
from routing.optimize.itineraries.legs import Road
from routing.optimize.repair import moved_draft
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways, visit_windows

SEEDS = range(24)


def problem_of(seed, *twists, tight=False):
    day, travel = cold_day(seed, *twists, tight=tight)
    return build_road_problem(day, travel, direct_ways(day).shipments)


def stays_of(problem):
    """Return (lot, site, stay) of every stay that a way of the problem is bound to."""
    return [
        (batch.lot, site, stay)
        for batch, ways in zip(problem.shipments, problem.ways, strict=False)
        for way in ways
        for site, stay in zip(way.transfers, way.stays, strict=False)
        if stay is not None
    ]


def test_goods_come_only_where_somebody_is_there():
    found = 0
    for seed in SEEDS:
        problem = problem_of(seed, (night_hours, hub_closes_at_noon)[seed % 2])
        for lot, site, stay in stays_of(problem):
            hours = visit_windows(problem.day, lot, site)
            bound = (TimeWindow(stay.first, stay.last),)
            assert intersect(hours, bound) is not None
            found += 1
    assert found >= 20


def test_goods_may_be_at_a_transfer_before_they_are_handled_there():
    later = 0
    for seed in SEEDS:
        problem = problem_of(seed, sorted_to_township)
        for way in (way for ways in problem.ways for way in ways if way.comes):
            for n, come in enumerate(way.soonest):
                leg = way.legs[n]
                if not isinstance(leg, Road):
                    assert come <= leg.arrive
                assert come <= way.early[n + 1] - way.gaps[n]
                later += come < way.early[n + 1] - way.gaps[n]
    assert later >= 20


def bags_left(simulator):
    shipments = simulator.problem.shipments
    return {bag.bag_id for k in simulator.left() for bag in shipments[k].bags}


def test_batches_in_another_order_keep_their_ways():
    """Ways over the same places have movements of their own, bound otherwise."""
    changed = 0
    for seed in SEEDS:
        day, travel = cold_day(seed, sorted_to_township)
        batches = direct_ways(day).shipments
        simulator = Simulator(build_road_problem(day, travel, batches))
        simulator.insert_all(range(len(batches)))
        whole = build_road_problem(day, travel, batches[::-1])
        after = Simulator(whole)
        after.load(moved_draft(simulator.problem, simulator.draft(), whole))
        assert bags_left(after) == bags_left(simulator)
        assert after.total() == simulator.total()
        changed += any(k >= len(batches) for k in carried(simulator))
    assert changed >= 10


def carried(simulator):
    """Return the shipments on the road."""
    return {a // 2 for entries in simulator.routes() for a in entries if a >= 0}
