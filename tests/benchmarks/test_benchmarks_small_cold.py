"""Small days with cold goods: what they are, and the planner beside the optimum."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from benchmarks.oracle.answer import Proof
from benchmarks.oracle.freight import freights_of
from benchmarks.small_days import COLD, WHOLE, small_day
from benchmarks.small_days_compare import compare_day
from routing.domain.lot import build_lots
from routing.domain.vehicle import Temperature

SEEDS = (2, 4, 5, 7)
"""Days that the exact model proves within seconds, not chosen by their answers."""

MANY = range(1, 31)


@cache
def cold(seed):
    return small_day(seed, COLD)[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_plan_is_never_below_the_proved_optimum_and_breaks_no_rule(seed):
    row = compare_day(seed, COLD, seconds=30, iterations=60)
    assert row.proof in {Proof.OPTIMAL.value, Proof.FEW_HALTS.value}
    assert (row.violations, row.plan_violations) == ((), ())
    assert row.plan_left == row.left
    assert row.least_cents == row.cents <= row.plan_cents


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cold_day_is_the_same_whole_day_with_other_goods(seed):
    day, travel = small_day(seed, COLD)
    assert day == small_day(seed, COLD)[0]
    other, same = small_day(seed, WHOLE)
    bare = replace(
        day,
        goods=other.goods,
        vehicles=other.vehicles,
        sites=other.sites,
        offers=other.offers,
        consignments=other.consignments,
        settings=other.settings,
        boxes={},
    )
    assert bare == other
    assert np.array_equal(travel.of("light").metres, same.of("light").metres)
    before = [(row.consignment_id, row.items, row.cm3) for row in other.consignments]
    assert [(r.consignment_id, r.items, r.cm3) for r in day.consignments] == before


def test_whole_days_have_nothing_cold():
    for seed in MANY:
        day = small_day(seed, WHOLE)[0]
        assert {goods.temp for goods in day.goods.values()} == {Temperature.AMBIENT}


def test_many_days_have_all_that_the_cold_chain_knows():
    bags = [bag for seed in MANY for bag in freights_of(cold(seed))]
    assert {bag.needs.temp for bag in bags} == set(Temperature)
    assert {bag.needs.foamed for bag in bags} == {True, False}
    assert any(bag.needs.ride is not None for bag in bags)
    assert any(bag.precooled is not None for bag in bags)
    hubs = [cold(seed).sites["H1"] for seed in MANY]
    rooms = [room for hub in hubs for room in hub.cold_storage_cm3.values()]
    assert None in rooms
    assert any(rooms)
    cars = [car for seed in MANY for car in cold(seed).vehicles.values()]
    sets = {frozenset(car.compartments_cm3) for car in cars}
    assert {frozenset({Temperature.AMBIENT}), frozenset(Temperature)} <= sets
    offers = [offer for seed in MANY for offer in cold(seed).offers.values()]
    assert {bool(offer.goods_classes) for offer in offers} == {True, False}


def test_the_days_stay_small():
    lots = [lot for seed in MANY for lot in build_lots(cold(seed))]
    assert max(len(lot.bags) for lot in lots) <= 2
    assert max(len(build_lots(cold(seed))) for seed in MANY) <= 12
