"""Movable bulkheads (R1b): the judge reads the compartments of the tour.

K1 takes a1 and a2 (150,000 cm³) and b1 (100,000) over A to B, and p1 back from B.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.cold_goods import AMBIENT, CHILLED, COLD_VAN, villages
from check.replans import K1, at
from features.four_villages import four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_tour, edit_vehicle

from routing.check.judge import judge

FIRST = {AMBIENT: 100_000, CHILLED: 149_000}
SECOND = {AMBIENT: 100_000, CHILLED: 150_000}
WARM = {AMBIENT: 250_000}


def found(day, plan, rules="", told=None):
    rows = judge(day, four_village_travel(), plan, told)
    return [(v.cause, v.where, v.amount) for v in rows if v.cause.startswith(rules)]


def set_to(plan, bulkhead, tour=(K1, 0)):
    return edit_tour(plan, tour, bulkhead=bulkhead)


def van(day, *settings, **changes):
    first, *others = settings
    return edit_vehicle(
        day, "K1", compartments_cm3=first, bulkheads=tuple(others), **changes
    )


@pytest.mark.parametrize(
    ("bulkhead", "expected"),
    [
        # 150,000 cm³ are chilled, 149,000 fit into the first setting.
        (0, [("R1_CAP_M3", "K1 #1", 1_000)]),
        (1, []),
        # No room that is chilled: 20 and 10 items of a1 and a2.
        (2, [("R1_COMPARTMENT", "K1 #1", 30)]),
    ],
)
def test_room_is_that_of_the_tours_setting(bulkhead, expected):
    day, plan = villages("c1 c2")
    day = van(day, FIRST, SECOND, WARM)
    assert found(day, set_to(plan, bulkhead)) == expected


@pytest.mark.parametrize("bulkhead", [3, 17, -1])
def test_a_setting_that_the_vehicle_does_not_have(bulkhead):
    day = van(four_village_day(), WARM, FIRST, SECOND)
    plan = set_to(four_village_plan(), bulkhead)
    assert found(day, plan) == [("R1_BULKHEAD", "K1 #1", 1)]


def test_a_fixed_bulkhead_has_no_other_setting():
    day, plan = four_village_day(), four_village_plan()
    assert found(day, set_to(plan, 0)) == []
    assert found(day, set_to(plan, 1)) == [("R1_BULKHEAD", "K1 #1", 1)]


@pytest.mark.parametrize(
    ("bulkhead", "expected"),
    [(0, [("R4_INCOMPATIBLE", "K1 #1 冷链 / 普通", 1)]), (1, [])],
)
def test_enemies_share_what_the_setting_lets_them_share(bulkhead, expected):
    # Foam rides among ambient goods where nothing is chilled.
    day, plan = villages("c1", pack_duration=7200, incompatible_with=("普通",))
    day = van(day, {AMBIENT: 300_000}, COLD_VAN)
    assert found(day, set_to(plan, bulkhead), "R4") == expected


@pytest.mark.parametrize(
    ("bulkhead", "expected"),
    [
        # Warm: a hand of 40 s, then from 11:00:00 on the way to B at 13:00:00, there
        # a hand of 180 + 40 s: 7,460 s, of which 60 + 200 s are borne. Kept: the hands
        # alone, 260 s; the halt of others at A opens no chilled compartment.
        (0, [("C1_EXPOSURE", "K1 #1 [b1]", 7_200)]),
        (1, []),
    ],
)
def test_the_setting_decides_what_is_kept(bulkhead, expected):
    day, plan = villages("c3 c4", pack_duration=60, cold_limit_duration=200)
    day = van(day, {AMBIENT: 300_000}, COLD_VAN)
    assert found(day, set_to(plan, bulkhead), "C1") == expected


@pytest.mark.parametrize(("bulkhead", "cents"), [(0, 0), (1, 7_867)])
def test_refrigeration_runs_where_the_setting_is_cold(bulkhead, cents):
    # 9,440 s from loading to return at 30 yuan an hour: 7,866.67 cents.
    day, plan = villages("c3 c4", pack_duration=60, cold_limit_duration=9_999)
    day = van(day, {AMBIENT: 600_000}, COLD_VAN, micro_yuan_per_cold_hour=30_000_000)
    (route, *others) = set_to(plan, bulkhead).routes
    cost = replace(route.cost_cents, cold=cents)
    plan = replace(plan, routes=(replace(route, cost_cents=cost), *others))
    assert found(day, plan) == []
    plan = set_to(plan, 1 - bulkhead)
    assert found(day, plan) == [("P1_COST", "K1 cold", 7_867)]


def test_begun_tours_keep_their_setting():
    day = van(four_village_day(), WARM, {AMBIENT: 300_000})
    told = set_to(four_village_plan(), 1)
    # K1 loads at 10:40.
    begun, free = at("11:00"), at("10:00")
    assert found(day, set_to(begun, 1), told=told) == []
    assert found(day, begun, told=told) == [("W5_BEGUN_BULKHEAD", "K1 #1", 1)]
    assert found(day, free, told=told) == []
