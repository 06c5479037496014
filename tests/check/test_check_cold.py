"""Cold goods on the road: hands, doors, foam boxes, produce, time under way.

Clock and items stand in ``four_villages_plan``; a halt takes 180 s + 2 s an item, a
hand at a base 2 s an item. Bag d1: 12 items, C 08:10:00 → D 08:26:40 with K2. b1: 20
items, C 11:00:00 over A → B 13:00:00 (start of service) with K1. p1: 10 items, B
13:00:00 (start of service) → C 13:17:20 with K1.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.cold_goods import (
    AMBIENT,
    CHILLED,
    COLD_VAN,
    FROZEN,
    villages,
    violations_of,
    with_class,
)
from features.four_villages import four_village_travel, hm
from properties.plan_edits import (
    edit_consignment,
    edit_goods,
    edit_site,
    edit_stop,
    edit_tour,
    edit_vehicle,
)


def found(day, plan, rules=""):
    return violations_of(day, four_village_travel(), plan, rules)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        # Foam in a tricycle: loaded 24 s before 08:10:00, 1,000 s to D, 180 + 24 s to
        # hand over: 1,228 s, 900 s of them free.
        (328, []),
        (327, [("C1_EXPOSURE", "K2 #1 [d1]", 1)]),
        (None, []),
    ],
)
def test_foam_in_a_tricycle(limit, expected):
    day, plan = villages("c6", pack_duration=900, cold_limit_duration=limit)
    assert found(day, plan) == expected


@pytest.mark.parametrize(
    ("rooms", "pack", "homeless"),
    [
        ({AMBIENT: 100_000}, 0, 12),
        ({}, 0, 12),
        ({CHILLED: 100_000}, 0, 0),
        # A frozen room keeps no chilled goods, and has no place for boxes either.
        ({FROZEN: 100_000}, 0, 12),
        ({FROZEN: 100_000}, 900, 12),
        ({}, 900, 0),
    ],
)
def test_in_which_vehicles_cold_goods_may_ride(rooms, pack, homeless):
    day, plan = villages("c6", pack_duration=pack, cold_limit_duration=1228)
    day = edit_vehicle(day, "K2", compartments_cm3=rooms)
    # e1, its goods ambient, rides on the second tour.
    expected = [("R1_COMPARTMENT", "K2 #1", 12)] if homeless else []
    rows = found(day, plan, ("R1_COMPARTMENT", "C1"))
    assert [row for row in rows if row[1] != "K2 #2"] == expected


@pytest.mark.parametrize(
    ("keys", "seconds"),
    [
        # b1 is loaded, 40 s, and handed over, 180 + 40 s; p1, taken on at B where b1
        # is handed over, opens no door of its ride.
        ("c3 c4", 260),
        ("c3 c4 c5", 260),
        # a1, a2 or both are handed over on the way at A: the door once, 60 s.
        ("c3 c4 c1", 320),
        ("c3 c4 c1 c2", 320),
    ],
)
def test_a_kept_ride_counts_hands_and_doors(keys, seconds):
    kept = {"van": True, "cold_limit_duration": seconds}
    assert found(*villages(keys, **kept), "C1") == []
    kept["cold_limit_duration"] -= 1
    assert found(*villages(keys, **kept), "C1") == [("C1_EXPOSURE", "K1 #1 [b1]", 1)]


def test_doors_open_for_what_is_taken_on_as_well():
    day, plan = villages("c3 c4 c5", van=True, cold_limit_duration=260)
    plan = edit_stop(plan, (0, 0, 0), pick_up=("p1",))
    plan = edit_stop(plan, (0, 0, 1), pick_up=())
    assert ("C1_EXPOSURE", "K1 #1 [b1]", 60) in found(day, plan, "C1")


def test_doors_of_a_vehicle_are_as_long_as_is_said():
    day, plan = villages("c1 c3 c4", van=True, cold_limit_duration=260)
    day = replace(day, settings=replace(day.settings, door_open_duration=90))
    assert found(day, plan, "C1") == [("C1_EXPOSURE", "K1 #1 [b1]", 90)]


def test_other_compartments_open_no_door():
    # a1 is frozen and has a room of its own.
    day, plan = villages("c3 c4", van=True, cold_limit_duration=260)
    day = with_class(day, "c1", "冻品", temp=FROZEN, cold_limit_duration=9999)
    rooms = {AMBIENT: 300_000, CHILLED: 300_000, FROZEN: 300_000}
    day = edit_vehicle(day, "K1", compartments_cm3=rooms)
    assert found(day, plan, "C1") == []


def test_foam_boxes_of_a_kept_ride_are_free_too():
    day, plan = villages("c6", pack_duration=28, cold_limit_duration=199)
    rooms = {AMBIENT: 50_000, CHILLED: 60_000}
    day = edit_vehicle(day, "K2", compartments_cm3=rooms)
    # 24 + 204 - 28 = 200
    assert found(day, plan) == [("C1_EXPOSURE", "K2 #1 [d1]", 1)]


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        # 20 items: 40 s, 11:00 to 13:00, 220 s: 7,460 s. Pack 1,800, limit 5,000.
        ((3600, None, 1800, 5000), [("C1_EXPOSURE", "K1 #1 [b1]", 660)]),
        ((1800, 5000, 3600, 6000), [("C1_EXPOSURE", "K1 #1 [b1]", 660)]),
        ((3600, None, 3600, None), []),
        # One of them is bare, and so is the bag.
        ((3600, None, 0, None), [("R1_COMPARTMENT", "K1 #1", 20)]),
    ],
)
def test_the_least_of_what_shares_a_bag(needs, expected):
    pack, limit, other_pack, other_limit = needs
    day, plan = villages("c3", pack_duration=pack, cold_limit_duration=limit)
    other = {"pack_duration": other_pack, "cold_limit_duration": other_limit}
    day = with_class(day, "c4", "鲜奶", **other)
    assert found(day, plan) == expected


PRODUCE = {
    # Taken on at B, 180 + 20 s; back at C, 20 s.
    "kept by the sender": ({}, None, 220),
    # 12:20:00 - 13:00:00 in the warm village: 2,400 s more.
    "cooled and waiting": ({}, "12:20", 2620),
    "cold store in the village": ({CHILLED: None}, "12:20", 220),
    "frozen store in the village": ({FROZEN: None}, "12:20", 2620),
}


@pytest.mark.parametrize("name", PRODUCE)
def test_produce_waits_from_its_cooling_on(name):
    rooms, cooled, seconds = PRODUCE[name]
    day, plan = villages("c5", van=True, cold_limit_duration=seconds)
    time = hm(cooled) if cooled else None
    day = edit_consignment(day, "c5", precooled_time=time)
    day = edit_site(day, "B", cold_storage_cm3=rooms)
    assert found(day, plan) == []
    day = edit_goods(day, "冷链", cold_limit_duration=seconds - 60)
    assert found(day, plan) == [("C1_EXPOSURE", "K1 #1.2 @B [p1]", 60)]


def test_every_instant_counts_once():
    # Foam in a warm van: its hand at B, 13:00:00 - 13:03:20, lies within the ride,
    # and with the ride the way goes on from the waiting: 12:20:00 - 13:17:20, + 20.
    day, plan = villages("c5", pack_duration=1, cold_limit_duration=3458)
    day = edit_consignment(day, "c5", precooled_time=hm("12:20"))
    assert found(day, plan) == [("C1_EXPOSURE", "K1 #1.2 @B [p1]", 1)]


@pytest.mark.parametrize(
    ("cooled", "expected"),
    [
        ("13:00", []),
        ("13:07", [("C1_PRECOOL", "K1 #1.2 @B [p1]", 420)]),
    ],
)
def test_produce_is_cold_when_it_is_taken_on(cooled, expected):
    day, plan = villages("c5", van=True, cold_limit_duration=220)
    day = edit_consignment(day, "c5", precooled_time=hm(cooled))
    assert found(day, plan) == expected


def test_what_is_loaded_at_the_base_is_cold_when_the_tour_leaves():
    # 08:11:30 - 08:10:00; the centre keeps it until then, so nothing is waited for.
    day, plan = villages("c6", pack_duration=900, cold_limit_duration=328)
    day = edit_consignment(day, "c6", precooled_time=hm("08:11:30"))
    assert found(day, plan) == [("C1_PRECOOL", "K2 #1 [d1]", 90)]


@pytest.mark.parametrize(
    ("key", "where", "seconds"),
    [
        # Ambient goods too. From the departure to the start of service.
        ("c6", "[d1]", 1000),
        ("c3 c4", "[b1]", 7200),
        # From the start of service to the return.
        ("c5", "[p1]", 1040),
    ],
)
def test_time_under_way(key, where, seconds):
    warm = {"temp": AMBIENT, "max_ride_duration": seconds}
    assert found(*villages(key, **warm)) == []
    warm["max_ride_duration"] -= 60
    assert found(*villages(key, **warm)) == [("C3_RIDE", where, 60)]


def test_what_is_not_cold_has_no_exposure():
    day, plan = villages("c6", temp=AMBIENT, cold_limit_duration=0)
    assert found(day, plan) == []


def test_a_faulty_custody_is_not_judged_twice():
    day, plan = villages("c6", pack_duration=9, cold_limit_duration=0)
    plan = edit_tour(plan, (1, 1), load=("e1", "d1"))
    assert {cause for cause, _, _ in found(day, plan, ("C", "M5"))} == {
        "M5_LEFT_ON_BOARD"
    }


@pytest.mark.parametrize(
    ("rooms", "expected"),
    [
        # 250,000 cm³ in all, 100,000 of them in boxes (a1): they ride with the rest
        # where there is no cold room, in it where there is one, full or not.
        ({AMBIENT: 250_000}, []),
        ({AMBIENT: 249_999}, [("R1_CAP_M3", "K1 #1", 1)]),
        ({}, []),
        ({AMBIENT: 150_000, CHILLED: 100_000}, []),
        ({AMBIENT: 250_000, CHILLED: 99_000}, [("R1_CAP_M3", "K1 #1", 1000)]),
    ],
)
def test_where_boxes_take_up_room(rooms, expected):
    day, plan = villages("c1", pack_duration=7200)
    day = edit_vehicle(day, "K1", compartments_cm3=rooms)
    assert found(day, plan) == expected


@pytest.mark.parametrize(
    ("rooms", "pack", "expected"),
    [
        # a1 and the goods around it share the first leg, in a warm van only.
        ({AMBIENT: 300_000}, 7200, [("R4_INCOMPATIBLE", "K1 #1 冷链 / 普通", 1)]),
        ({AMBIENT: 300_000, CHILLED: 300_000}, 7200, []),
        ({AMBIENT: 300_000}, 0, []),
    ],
)
def test_enemies_are_apart_where_they_really_ride(rooms, pack, expected):
    day, plan = villages("c1", pack_duration=pack, incompatible_with=("普通",))
    day = edit_vehicle(day, "K1", compartments_cm3=rooms)
    assert found(day, plan, "R4") == expected


def test_boxes_of_two_temperatures_are_enemies_in_a_warm_van():
    day, plan = villages("c1", pack_duration=7200, incompatible_with=("冻品",))
    day = with_class(day, "c2", "冻品", temp=FROZEN, pack_duration=7200)
    assert found(day, plan, "R4") == [("R4_INCOMPATIBLE", "K1 #1 冷链 / 冻品", 1)]


def priced(rooms, keys="c3 c4", **edits):
    """K1's refrigeration at 30 yuan an hour, the plan's cents as ``edits`` say."""
    day, plan = villages(keys, cold_limit_duration=9_999, pack_duration=60)
    day = edit_vehicle(
        day, "K1", compartments_cm3=rooms, micro_yuan_per_cold_hour=30_000_000
    )
    (route, *others) = plan.routes
    cost = replace(route.cost_cents, **edits)
    plan = replace(plan, routes=(replace(route, cost_cents=cost), *others))
    return found(day, plan, "P1")


def test_refrigeration_runs_from_loading_to_return():
    # Loading from 10:40:00, back at 13:17:20: 9,440 s x 3,000 / 3,600 = 7,866.67.
    assert priced(COLD_VAN, cold=7_867) == []
    assert priced(COLD_VAN, cold=0) == [("P1_COST", "K1 cold", 7_867)]
    # Nothing cold is aboard, or it rides in foam boxes among all else.
    assert priced(COLD_VAN, keys="", cold=0) == []
    assert priced({AMBIENT: 600_000}, cold=0) == []
