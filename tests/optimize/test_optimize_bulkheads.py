"""Movable bulkheads in the search (R1b), by hand: which setting a tour drives with.

K2 brings c6 (12 items, 60,000 cm³) to D and c7 (40,000 cm³) to E, with a return to
the centre between. Alone to D it loads from 08:00, leaves at 08:10, starts service at
08:26:40 and is back at 08:46:44 after 1,000 s: refrigeration of 2,804 s.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from features.four_villages import GOODS, four_village_travel
from optimize.village_routes import (
    D1,
    E1,
    K2,
    NEXT,
    failure_of,
    hand_day,
    problem_of,
    times_of,
)
from properties.plan_edits import edit_consignment, edit_tour, edit_vehicle

from routing.check.judge import judge
from routing.domain.vehicle import Temperature
from routing.optimize.budget import Budget
from routing.optimize.kernel import codes
from routing.optimize.plain.model import uncovered
from routing.optimize.route_times import RouteTimes
from routing.planning.plan_day import plan_day

AMBIENT, CHILLED, FROZEN = Temperature
SPLIT = {AMBIENT: 30_000, CHILLED: 60_000}
WHOLE = {AMBIENT: 90_000}
TIGHT = {AMBIENT: 39_999, CHILLED: 60_000}


def chilled(day, key="c6", **changes):
    goods = replace(day.goods[GOODS], goods_class="冷藏", temp=CHILLED, **changes)
    day = replace(day, goods={**day.goods, "冷藏": goods})
    return edit_consignment(day, key, goods_class="冷藏")


def van(day, *settings, **changes):
    first, *others = settings
    return edit_vehicle(
        day, "K2", compartments_cm3=first, bulkheads=tuple(others), **changes
    )


@pytest.mark.parametrize(
    ("settings", "chosen"),
    [
        # c6 has room in the first alone, c7 in the second alone.
        ((SPLIT, WHOLE), (0, 1)),
        ((WHOLE, SPLIT), (1, 0)),
        # The first of the table that has room.
        (({AMBIENT: 40_000, CHILLED: 60_000}, WHOLE), (0, 0)),
        ((TIGHT, WHOLE, {AMBIENT: 40_000, CHILLED: 60_000}), (0, 1)),
    ],
)
def test_every_tour_has_a_setting_of_its_own(settings, chosen):
    found = times_of(van(chilled(hand_day()), *settings), K2, [D1, NEXT, E1])
    assert isinstance(found, RouteTimes)
    assert found.bulkheads == chosen


@pytest.mark.parametrize(
    ("settings", "code", "amount"),
    [
        ((SPLIT,), codes.CAP_AMBIENT, 10_000),
        ((WHOLE,), codes.CAP_CHILLED, 60_000),
        # Of two settings what the one lacks that lacks less: all of c6, or 1 of c7.
        ((WHOLE, TIGHT), codes.CAP_AMBIENT, 1),
        ((WHOLE, {CHILLED: 60_000, AMBIENT: 40_000}), None, None),
    ],
)
def test_both_at_once_need_one_setting_for_both(settings, code, amount):
    day = van(chilled(hand_day()), *settings)
    if code is None:
        found = times_of(day, K2, [D1, E1])
        assert isinstance(found, RouteTimes)
        assert found.bulkheads == (1,)
    else:
        assert failure_of(day, K2, [D1, E1]) == (code, amount)


def test_a_tour_without_alternatives_drives_with_the_first():
    found = times_of(hand_day(), K2, [D1, NEXT, E1])
    assert isinstance(found, RouteTimes)
    assert found.bulkheads == (0, 0)


@pytest.mark.parametrize(
    ("limit", "price", "chosen", "cold"),
    [
        # In foam without a cold room: 24 s, 1,000 s of driving, 204 s: 1,228 s, of
        # which 900 are free. Kept: 228 s of hands.
        (328, 30_000_000, 1, 0),
        # 2,804 s at 30 yuan an hour: 2,336.67 cents.
        (327, 30_000_000, 0, 2_337),
        # Without a price the first of the table is as good.
        (328, 0, 0, 0),
    ],
)
def test_the_cheapest_setting_that_keeps_goods_cold(limit, price, chosen, cold):
    day = chilled(hand_day(), pack_duration=900, cold_limit_duration=limit)
    day = van(day, SPLIT, WHOLE, micro_yuan_per_cold_hour=price)
    found = times_of(day, K2, [D1])
    free = times_of(van(day, SPLIT, WHOLE, micro_yuan_per_cold_hour=0), K2, [D1])
    assert isinstance(found, RouteTimes)
    assert found.bulkheads == (chosen,)
    assert found.cents - free.cents == cold


def test_goods_that_no_setting_keeps():
    # Warm 1,228 s, kept 228 s, of which 900 and 900 are free: 328 and 0.
    day = chilled(hand_day(), pack_duration=900, cold_limit_duration=327)
    day = van(day, WHOLE, {AMBIENT: 60_000})
    assert failure_of(day, K2, [D1]) == (codes.COLD, 1)


def test_enemies_need_a_setting_that_parts_them():
    # c6 in foam and c7: 100,000 cm³ in the warm van, 60,000 and 40,000 apart.
    day = chilled(hand_day(), pack_duration=9_999, incompatible_with=(GOODS,))
    warm, parted = {AMBIENT: 100_000}, {AMBIENT: 40_000, CHILLED: 60_000}
    for settings in ((warm,), (warm, SPLIT), (warm, {FROZEN: 100_000})):
        assert failure_of(van(day, *settings), K2, [D1, E1]) == (codes.APART, 0)
    for settings, chosen in (((warm, parted), (1,)), ((parted,), (0,))):
        found = times_of(van(day, *settings), K2, [D1, E1])
        assert isinstance(found, RouteTimes)
        assert found.bulkheads == chosen


def test_the_plain_search_leaves_movable_bulkheads_to_the_other():
    assert "movable bulkheads" in uncovered(problem_of(van(hand_day(), SPLIT, WHOLE)))
    assert "movable bulkheads" not in uncovered(problem_of(hand_day()))


def test_vehicles_of_one_type_have_the_same_settings():
    day = hand_day()
    twin = replace(day.vehicles["K2"], vehicle_id="K3", plate="K3")
    day = replace(day, vehicles={**day.vehicles, "K3": twin})
    types = problem_of(day).tables["v_type"]
    assert types[1] == types[2]
    types = problem_of(van(day, SPLIT, WHOLE)).tables["v_type"]
    assert len(np.unique(types)) == 3


def test_one_vehicle_carries_both_by_moving_its_bulkhead():
    # 5 m³ chilled for D, 7 m³ ambient for E; the vehicle holds 5 and 2.5, or 7.5.
    day = chilled(hand_day())
    rows = tuple(r for r in day.consignments if r.consignment_id in ("c6", "c7"))
    day = replace(day, consignments=rows, vehicles={"K2": day.vehicles["K2"]})
    day = replace(day, settings=replace(day.settings, economic_deferral=False))
    day = replace(day, set_aside=())
    day = edit_consignment(day, "c6", cm3=5_000_000)
    day = edit_consignment(day, "c7", cm3=7_000_000)
    day = edit_vehicle(day, "K2", max_tours=2, range_m=None)
    travel, budget = four_village_travel(), Budget(iterations=2, workers=1, seed=1)

    def left(*settings):
        outcome = plan_day(van(day, *settings), travel, budget)
        assert outcome.violations == []
        rows = [(row.site, row.items) for row in outcome.plan.unserved]
        return rows, outcome.plan

    split, whole = {CHILLED: 5_000_000, AMBIENT: 2_500_000}, {AMBIENT: 7_500_000}
    # 8 items of 875,000 cm³: two in each of two tours.
    assert left(split)[0] == [("E", 4)]
    assert left(whole)[0] == [("D", 12)]
    for settings in ((split, whole), (whole, split)):
        rows, plan = left(*settings)
        assert rows == []
        [route] = plan.routes
        carried = {tour.stops[0].site: settings[tour.bulkhead] for tour in route.tours}
        assert carried == {"D": split, "E": whole}


def test_another_setting_in_the_plan_is_a_violation():
    day = van(chilled(hand_day()), SPLIT, WHOLE)
    travel, budget = four_village_travel(), Budget(iterations=2, workers=1, seed=1)
    day = replace(day, settings=replace(day.settings, economic_deferral=False))
    plan = plan_day(day, travel, budget).plan
    [(at, tour)] = [
        ((r, t), tour)
        for r, route in enumerate(plan.routes)
        for t, tour in enumerate(route.tours)
        if "D" in [stop.site for stop in tour.stops]
    ]
    assert tour.bulkhead == 0
    rows = judge(day, travel, edit_tour(plan, at, bulkhead=1))
    number = f"{plan.routes[at[0]].vehicle} #{at[1] + 1}"
    assert [(v.cause, v.where, v.amount) for v in rows] == [
        ("R1_COMPARTMENT", number, 12)
    ]
