"""Faults of the plan of the four villages: each found by cause and amount.

The numbers behind each expectation stand in ``four_villages_plan``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages import (
    four_village_day,
    hm,
)
from features.four_villages_judged import causes
from features.four_villages_plan import four_village_plan
from properties.plan_edits import (
    edit_bag,
    edit_cost,
    edit_leg,
    edit_pause,
    edit_route,
    edit_stop,
    edit_tour,
    edit_unserved,
    sync_legs,
    without,
)

from routing.plan.model import BusLoad

K1, K2 = 0, 1
A, B = (K1, 0, 0), (K1, 0, 1)
E = (K2, 1, 0)


PLAN_FAULTS = {
    "service before arrival": (
        lambda p: edit_stop(p, A, start=hm("11:09")),
        [("T1_ARRIVAL", 60)],
    ),
    "service before the window": (
        lambda p: edit_stop(p, B, start=hm("12:59")),
        [("T1_WINDOW", 60)],
    ),
    "halt 30 s too short": (
        # Leaves A at 11:13:30 and is at B 30 s sooner, where it waits anyway.
        lambda p: sync_legs(
            edit_stop(edit_stop(p, A, depart=hm("11:13:30")), B, arrive=hm("11:18:30"))
        ),
        [("T2_SERVICE", 30)],
    ),
    "one halt as two": (
        # A second halt at A needs its own 180 s and has none.
        lambda p: edit_tour(
            p,
            (K1, 0),
            stops=(
                p.routes[0].tours[0].stops[0],
                replace(
                    p.routes[0].tours[0].stops[0],
                    arrive=hm("11:14"),
                    start=hm("11:14"),
                    deliver=(),
                ),
                p.routes[0].tours[0].stops[1],
            ),
        ),
        [("T2_HALT", 1), ("T2_SERVICE", 180)],
    ),
    "loading a minute too short": (
        lambda p: edit_tour(p, (K2, 1), load_start=hm("09:17:44")),
        [("T3_LOADING", 60)],
    ),
    "leg leaves 5 s late": (
        lambda p: edit_leg(p, "d1", depart=hm("08:10:05")),
        [("T4_LEG_TIMES", 5)],
    ),
    "route time": (
        lambda p: edit_route(p, K1, seconds=9000),
        [("T6_SECONDS", 440)],
    ),
    "break removed": (
        lambda p: edit_route(p, K1, pauses=()),
        [("T7_BREAK", 1800)],
    ),
    "break 5 min short": (
        lambda p: edit_pause(p, K1, 0, end=hm("11:44")),
        [("T7_BREAK", 300)],
    ),
    "break while serving and driving": (
        # 60 s of serving at A until 11:14, 300 s of driving until 11:19.
        lambda p: edit_pause(p, K1, 0, start=hm("11:13"), end=hm("11:43")),
        [("T7_OVERLAP", 360)],
    ),
    "break elsewhere": (
        lambda p: edit_pause(p, K1, 0, site="A"),
        [("T7_PLACE", 1)],
    ),
    "load in kg": (
        lambda p: edit_tour(p, (K1, 0), load_g=52_007),
        [("R1_LOAD_KG", 7)],
    ),
    "load in m3": (
        lambda p: edit_stop(p, A, load_cm3=90_000),
        [("R1_LOAD_M3", 10_000)],
    ),
    "load in items": (
        lambda p: edit_stop(p, B, load_items=11),
        [("R1_LOAD_ITEMS", 1)],
    ),
    "two vehicles at one dock": (
        # K1 loads 09:20-09:40 while K2 loads until 09:26:44. Route time
        # 47,840 - 33,600 = 14,240 s; × 25.00 / 3,600 = 98.888… → 98.89.
        lambda p: edit_cost(
            edit_route(
                edit_tour(p, (K1, 0), load_start=hm("09:20")), K1, seconds=14_240
            ),
            K1,
            hours=9889,
        ),
        [("R5_DOCKS", 1)],
    ),
    "unknown vehicle": (
        lambda p: edit_route(p, K2, vehicle="K9"),
        [("W1_UNKNOWN_VEHICLE", 1)],
    ),
    "unknown site": (
        # e1 does not reach E, and the penalty of K2 at E is not due.
        lambda p: edit_stop(p, E, site="Z"),
        [("M5_PLACE", 8), ("P3_PENALTY", 500), ("W1_UNKNOWN_SITE", 1)],
    ),
    "another date": (
        lambda p: replace(p, date="2026-03-05"),
        [("W5_DATE", 3)],
    ),
    "bag that nobody knows": (
        lambda p: edit_tour(p, (K2, 0), load=("d1", "zz")),
        [("M5_LEFT_ON_BOARD", 1), ("M5_UNKNOWN_BAG", 1)],
    ),
    "bag dropped from the list": (
        lambda p: replace(p, bags=without(p.bags, 5)),
        [("M5_CONSERVATION", 10), ("M5_UNKNOWN_BAG", 1)],
    ),
    "bag listed twice": (
        lambda p: replace(p, bags=(*p.bags, p.bags[0])),
        [("M5_DUPLICATE_BAG", 1)],
    ),
    "bag copied under a new id": (
        lambda p: replace(p, bags=(*p.bags, replace(p.bags[3], id="d2"))),
        [("M5_CONSERVATION", 12), ("M5_NOT_CARRIED", 12)],
    ),
    "an item out of a bag": (
        lambda p: edit_bag(p, "d1", contents={"c6": 11}),
        [
            ("M3_BAG_CM3", 5000),
            ("M3_BAG_GRAMS", 1000),
            ("M3_BAG_ITEMS", 1),
            ("M5_CONSERVATION", 1),
            ("R1_LOAD_ITEMS", 1),
            ("R1_LOAD_KG", 1000),
            ("R1_LOAD_M3", 5000),
        ],
    ),
    "bag not delivered": (
        lambda p: edit_stop(p, A, deliver=("a1",)),
        [("M5_LEFT_ON_BOARD", 1)],
    ),
    "bag delivered twice": (
        # At B 50 items would need 180 + 2 × 50 = 280 s, 40 more than planned.
        lambda p: edit_stop(p, B, deliver=("b1", "a1")),
        [("M5_NOT_ON_BOARD", 1), ("T2_SERVICE", 40)],
    ),
    "bag on two tours": (
        # 20 items at E need 220 s, 24 more than planned.
        lambda p: edit_stop(
            edit_tour(
                p,
                (K2, 1),
                load=("e1", "d1"),
                load_g=20_000,
                load_cm3=100_000,
                load_items=20,
            ),
            E,
            deliver=("e1", "d1"),
        ),
        [("M5_TWICE", 1), ("T2_SERVICE", 24)],
    ),
    "picked up before it is delivered there": (
        # p1 goes off at B where it comes on: deliveries come first.
        lambda p: edit_stop(edit_tour(p, (K1, 0), unload=()), B, deliver=("b1", "p1")),
        [("M5_LEFT_ON_BOARD", 1), ("M5_NOT_ON_BOARD", 1), ("T2_SERVICE", 20)],
    ),
    "leg on another vehicle": (
        lambda p: edit_leg(p, "a1", vehicle="K2"),
        [("M5_LEGS", 1)],
    ),
    "leg by bus": (
        lambda p: edit_leg(p, "a1", kind="bus"),
        [("M5_LEGS", 1)],
    ),
    "leg by plane": (
        lambda p: edit_leg(p, "a1", kind="plane"),
        [("M5_LEGS", 1), ("W6_LEG_KIND", 1)],
    ),
    "five legs": (
        lambda p: edit_bag(p, "e1", legs=p.bags[4].legs * 5),
        [("M5_LEGS", 4), ("W6_LEGS", 2)],
    ),
    "bus loads": (
        lambda p: replace(
            p,
            bus_loads=(
                BusLoad(trip="L1", bags=(), board="C", alight="A", fee_cents=0),
            ),
        ),
        [("M5_ROWS", 1), ("T5_NO_TRIP", 1)],
    ),
    "bag for another village": (
        lambda p: edit_bag(p, "d1", destination="E"),
        [("M2_PLACE", 1)],
    ),
    "weight of a bag": (
        lambda p: edit_bag(p, "d1", grams=12_500),
        # Its true 12,000 g are what the tour states.
        [("M3_BAG_GRAMS", 500)],
    ),
    "items by partner": (
        lambda p: edit_bag(p, "b1", items={"Q": 16, "P": 4}),
        [("M3_BAG_ITEMS", 2)],
    ),
    "class of a bag": (
        lambda p: edit_bag(p, "b1", goods_class="农药"),
        [("M3_BAG_CLASS", 1)],
    ),
    "bag as loose piece": (
        lambda p: edit_bag(p, "d1", loose=True),
        [("M3_LOOSE", 1)],
    ),
    "unknown consignment": (
        lambda p: edit_bag(p, "d1", contents={"c6": 12, "c99": 2}),
        [("M1_UNKNOWN_CONSIGNMENT", 2)],
    ),
    "unserved row forgotten": (
        lambda p: replace(p, unserved=p.unserved[1:]),
        [("M5_CONSERVATION", 5), ("P3_PENALTY", 1000)],
    ),
    "row set aside forgotten": (
        lambda p: replace(p, unserved=p.unserved[:1]),
        [("M5_CONSERVATION", 3), ("P3_PENALTY", 1500)],
    ),
    "unserved row of another partner": (
        lambda p: edit_unserved(p, 0, partner="P"),
        [("M5_UNSERVED_ROW", 1)],
    ),
    "reason that does not exist": (
        lambda p: edit_unserved(p, 0, reason="BECAUSE"),
        [("M5_REASON", 1)],
    ),
    "halts swapped": (
        # C → B in 1,140 s instead of 800, B → A in -6,840 instead of 300, A → C
        # in 7,400 - 1,800 of break = 5,600 instead of 600. On board after B
        # a1 a2 p1 = 57,000 g, 230,000 cm³, 40 items, after A p1.
        lambda p: edit_tour(
            p, (K1, 0), stops=tuple(reversed(p.routes[0].tours[0].stops))
        ),
        [
            ("D1_SECONDS", 340),
            ("D1_SECONDS", 5000),
            ("D1_SECONDS", 7140),
            ("R1_LOAD_ITEMS", 10),
            ("R1_LOAD_ITEMS", 30),
            ("R1_LOAD_KG", 5000),
            ("R1_LOAD_KG", 32_000),
            ("R1_LOAD_M3", 20_000),
            ("R1_LOAD_M3", 150_000),
            ("T7_PLACE", 1),
            ("W5_LOCK_ORDER", 1),
        ],
    ),
}


@pytest.mark.parametrize("name", PLAN_FAULTS)
def test_fault_of_the_plan(name):
    fault, expected = PLAN_FAULTS[name]
    assert causes(four_village_day(), fault(four_village_plan())) == expected
