"""Cold goods on trips, at hubs and in other hands; what waits in cold stores.

The clock stands in ``service_county_plan``; somebody at V1, V2 and H works 180 s + 2 s
an item at a halt, a base 2 s an item. The hub H is warm unless said otherwise.

h1, 20 items: L1-0800, cut-off 07:45:00, at H 08:40:00 (3,300 s); waits until K2, whose
base is H, leaves at 09:00:00 (1,200 s; its hand of 40 s from 08:59:20 lies within);
rides until 09:10:00 (600 s); handed over at V1 (180 + 40 s): 5,320 s.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.cold_goods import AMBIENT, CHILLED, COLD, FROZEN, county, violations_of
from check.service_county import GOODS, service_travel
from features.four_villages import hm
from properties.plan_edits import (
    bag_of,
    edit_bag,
    edit_consignment,
    edit_goods,
    edit_site,
    edit_stop,
    edit_tour,
    edit_vehicle,
)
from properties.service_edits import edit_call, edit_offer, edit_trip

from routing.check.case import build_case
from routing.check.exposure import exposure_of

F1_TO_H = "F1-0930 C>H"
L1_TO_H = "L1-0800 C>H"


def found(day, plan, rules=""):
    return violations_of(day, service_travel(), plan, rules)


def outside(day, plan, bag):
    """Return the stretches of a bag: leg, kind, place, seconds."""
    exposure = exposure_of(build_case(day, service_travel(), plan), bag)
    return [(s.leg, str(s.kind), s.where, s.seconds) for s in exposure.stretches]


def test_a_trip_from_the_cut_off_to_the_end_of_the_walk():
    # x1: 07:45:00 to 08:55:00 at the stop, 5 min on foot to V2: 4,500 s.
    foam = {"pack_duration": 3000, "cold_limit_duration": 1500}
    assert found(*county("c1", **foam)) == []
    foam["cold_limit_duration"] -= 1
    expected = [("C1_EXPOSURE", "L1-0800 C>X [x1]", 1)]
    assert found(*county("c1", **foam)) == expected


def test_a_shuttle_that_waits_takes_its_cut_off_along():
    # s1, F1 five minutes late: 09:20:00 to 10:15:00; O1 keeps it, and so does H.
    day, plan = county("c4", pack_duration=1000, cold_limit_duration=2300)
    day = edit_offer(day, "O1", goods_classes=(COLD,))
    day = edit_site(day, "H", cold_storage_cm3={CHILLED: None})
    assert found(day, plan) == []
    assert outside(day, plan, "s1") == [(0, "trip", F1_TO_H, 3300)]
    day = edit_trip(day, "F1-0930", cutoff_duration=960)
    assert found(day, plan, "C1") == [("C1_EXPOSURE", f"{F1_TO_H} [s1]", 60)]


def test_bare_goods_do_not_board():
    day, plan = county("c1", cold_limit_duration=4500)
    assert found(day, plan) == [("R1_COMPARTMENT", "L1-0800 C>X [x1]", 20)]


def test_a_bag_waits_a_minute_too_long_at_a_warm_hub():
    foam = {"pack_duration": 3600, "cold_limit_duration": 1720}
    assert found(*county("c2", **foam)) == []
    foam["cold_limit_duration"] -= 60
    day, plan = county("c2", **foam)
    assert found(day, plan) == [("C1_EXPOSURE", f"{L1_TO_H} [h1]", 60)]
    assert outside(day, plan, "h1") == [
        (0, "trip", L1_TO_H, 3300),
        (1, "wait", "@H", 1200),
        (1, "ride", "K2 #1", 600),
        (1, "hand", "K2 #1.1 @V1", 220),
    ]


@pytest.mark.parametrize(
    ("rooms", "seconds"),
    [
        # 3,300 + 40 + 600 + 220: hands are outside in a cold store, waiting is not.
        ({CHILLED: None}, 4160),
        ({CHILLED: 100_000, FROZEN: 1}, 4160),
        ({FROZEN: None}, 5320),
    ],
)
def test_a_hub_with_a_cold_store(rooms, seconds):
    day, plan = county("c2", pack_duration=3600, cold_limit_duration=seconds - 3601)
    day = edit_site(day, "H", cold_storage_cm3=rooms)
    assert found(day, plan) == [("C1_EXPOSURE", f"{L1_TO_H} [h1]", 1)]


def test_hands_and_nothing_else():
    # w1, 10 items, by K1 with a cold room: 20 s at C, 180 + 20 s at H, kept there until
    # the cut-off of L1-1300 at 13:26:00; at V2 at 14:00:00.
    day, plan = county("c8", pack_duration=1)
    day = edit_vehicle(day, "K1", compartments_cm3={AMBIENT: 200_000, CHILLED: 10**5})
    kept = edit_site(day, "H", cold_storage_cm3={CHILLED: None})
    hands = [(0, "hand", "K1 #1", 20), (0, "hand", "K1 #1.1 @H", 200)]
    trip = (1, "trip", "L1-1300 H>X", 2040)
    assert outside(kept, plan, "w1") == [*hands, trip]
    # In a warm hub 10:13:20 - 13:26:00 is outside, 200 s of it a hand already.
    wait = (1, "wait", "@H", 11_560 - 200)
    assert outside(day, plan, "w1") == [*hands, wait, trip]


def test_goods_wait_from_the_start_of_service_on():
    # K1 with a cold room is at H at 10:13:20 and hands over from 10:15:00 on: until
    # then w1 is kept, from then it waits to 13:26:00, 200 s of it its hand.
    day, plan = county("c8", pack_duration=1)
    day = edit_vehicle(day, "K1", compartments_cm3={CHILLED: 10**6})
    plan = edit_stop(plan, (0, 0, 0), start=hm("10:15"))
    assert outside(day, plan, "w1")[1:3] == [
        (0, "hand", "K1 #1.1 @H", 200),
        (1, "wait", "@H", 11_460 - 200),
    ]


def test_doors_of_every_leg_count():
    # w1 by K1 to H and by K2 to V1, both cold; x1 and h1 leave them on the way at V2.
    day, plan = county("c1 c2 c8", cold_limit_duration=0)
    for name in ("K1", "K2"):
        day = edit_vehicle(day, name, compartments_cm3={CHILLED: 10**6})
    day = edit_site(day, "H", cold_storage_cm3={CHILLED: None})
    (at_hub,) = plan.routes[0].tours[0].stops
    early = replace(at_hub, site="V2", start=hm("10:05"), deliver=("x1",))
    late = replace(early, start=hm("11:05"), deliver=("h1",))
    last = replace(at_hub, site="V1", start=hm("11:10"), deliver=("w1",))
    plan = edit_tour(plan, (0, 0), load=("q1", "w1", "x1"), stops=(early, at_hub))
    plan = edit_tour(
        plan, (1, 0), start=hm("11:00"), load=("w1", "h1"), stops=(late, last)
    )
    assert outside(day, replace(plan, bus_loads=()), "w1") == [
        (0, "hand", "K1 #1", 20),
        (0, "doors", "K1 #1", 60),
        (0, "hand", "K1 #1.2 @H", 200),
        (1, "hand", "K2 #1", 20),
        (1, "doors", "K2 #1", 60),
        (1, "hand", "K2 #1.2 @V1", 200),
    ]


def test_the_worst_leg_is_named_with_the_waiting_that_it_ends():
    day, plan = county("c8", pack_duration=1, cold_limit_duration=0)
    # 20 + 800 + 200 s with K1; 11,360 + 2,040 s until and with L1-1300.
    # 1,020 + 13,400 - 1
    assert found(day, plan) == [("C1_EXPOSURE", "L1-1300 H>X [w1]", 14_419)]


def test_what_is_not_cold_or_not_carried_has_no_exposure():
    day, plan = county("c2", pack_duration=3600)
    case = build_case(day, service_travel(), plan)
    assert exposure_of(case, "x1") is None
    assert exposure_of(case, "nobody") is None
    exposure = exposure_of(case, "h1")
    assert (exposure.outside, exposure.seconds, exposure.over) == (5320, 1720, 0)
    case = build_case(day, service_travel(), replace(plan, bus_loads=(), routes=()))
    assert exposure_of(case, "h1") is None


def test_an_offer_keeps_the_classes_that_it_names():
    # s1: 3,300 s with F1, 10:15:00 - 12:00:00 at H, 12:00:00 - 16:00:00 with O1.
    day, plan = county("c4", pack_duration=9600, cold_limit_duration=0)
    named = edit_offer(day, "O1", goods_classes=(GOODS, COLD))
    assert found(named, plan) == []
    # 14,400 s more, most of all
    assert found(day, plan) == [
        ("T8_NOT_OFFERED", "O1 [s1]", 10),
        ("C1_EXPOSURE", "O1 [s1]", 14_400),
    ]


@pytest.mark.parametrize(
    ("key", "where", "seconds"),
    [
        ("c2", "[h1]", 5100),  # 07:45:00 - 09:10:00
        ("c4", "[s1]", 24_000),  # 09:20:00 - 16:00:00
        ("c9", "[p1]", 20_700),  # 09:10:00 - 14:55:00
    ],
)
def test_under_way_from_the_first_cut_off_to_the_last_arrival(key, where, seconds):
    day, plan = county(key, temp=AMBIENT, max_ride_duration=seconds)
    day = edit_offer(day, "O1", goods_classes=())
    assert found(day, plan) == []
    day = edit_goods(day, COLD, max_ride_duration=seconds - 1)
    assert found(day, plan) == [("C3_RIDE", where, 1)]


def test_produce_boards_a_trip_cold():
    # The cut-off of L1-0800 at C is 07:45:00.
    day, plan = county("c1", pack_duration=9999)
    day = edit_consignment(day, "c1", precooled_time=hm("07:51"))
    assert found(day, plan) == [("C1_PRECOOL", "L1-0800 C>X [x1]", 360)]


WAITING = "c4 c7 c8 c9"
"""At H wait p1 75,000 cm³ 09:24:02 - 14:16, w1 50,000 10:13:20 - 13:41 and s1 50,000
10:15 - 12:00; q1 (c7) has arrived."""


@pytest.mark.parametrize(
    ("rooms", "expected"),
    [
        ({CHILLED: 175_000}, []),
        ({CHILLED: 170_000}, [("R3_COLD_STORE", "@H", 5000)]),
        ({CHILLED: 0}, [("R3_COLD_STORE", "@H", 175_000)]),
        ({CHILLED: None}, []),
        # Nothing is kept there.
        ({FROZEN: 1}, []),
    ],
)
def test_a_cold_store_over_its_volume(rooms, expected):
    day, plan = county(WAITING, pack_duration=9999)
    day = edit_site(day, "H", cold_storage_cm3=rooms)
    assert found(day, plan, "R3") == expected


@pytest.mark.parametrize(("time", "over"), [("13:36", 50_000), ("13:36:01", 0)])
def test_both_ends_of_a_stay_count(time, over):
    # F1, five minutes late, brings s1 at the very second at which w1 leaves: 75,000
    # + 50,000 + 50,000; a second later w1 is gone.
    day, plan = county(WAITING, pack_duration=9999)
    day = edit_site(day, "H", cold_storage_cm3={CHILLED: 125_000})
    day = edit_call(day, "F1-0930", 1, arrival_time=hm(time), departure_time=hm(time))
    expected = [("R3_COLD_STORE", "@H", over)] if over else []
    assert found(day, plan, "R3_COLD") == expected


def test_every_temperature_has_a_store_of_its_own():
    day, plan = county(WAITING, pack_duration=9999)
    frozen = replace(day.goods[COLD], goods_class="冻品", temp=FROZEN)
    day = replace(day, goods={**day.goods, "冻品": frozen})
    day = edit_consignment(day, "c9", goods_class="冻品")
    day = edit_site(day, "H", cold_storage_cm3={CHILLED: 100_000, FROZEN: 74_000})
    assert found(day, plan, "R3") == [("R3_COLD_STORE", "@H", 1000)]


def test_what_ends_its_way_early_is_followed_as_far_as_it_went():
    # s1 is put down at H and stays: 3,300 s with F1, and room in the store for good.
    day, plan = county(WAITING, pack_duration=3000, cold_limit_duration=240)
    plan = edit_bag(plan, "s1", legs=bag_of(plan, "s1").legs[:1])
    plan = replace(plan, handovers=plan.handovers[1:])
    day = edit_site(day, "H", cold_storage_cm3={CHILLED: 174_999})
    rows = found(day, plan, ("C1", "R3_COLD"))
    assert ("C1_EXPOSURE", f"{F1_TO_H} [s1]", 60) in rows
    assert ("R3_COLD_STORE", "@H", 1) in rows
    # It is still there when w1 comes at 12:30, later than O1 would have had it.
    plan = edit_stop(plan, (0, 0, 0), arrive=hm("12:30"), start=hm("12:30"))
    assert ("R3_COLD_STORE", "@H", 1) in found(day, plan, "R3_COLD")
