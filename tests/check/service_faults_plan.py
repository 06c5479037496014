"""Faults of the plan itself: an edit, and all the judge says.

The numbers behind each expectation stand in ``service_county_plan``.
"""

from __future__ import annotations

from dataclasses import replace

from check.service_county_plan import load, road
from features.four_villages import hm
from properties.plan_edits import (
    edit_bag,
    edit_stop,
    edit_tour,
    with_item,
)
from properties.service_edits import (
    edit_given,
    edit_leg_of,
    edit_load,
    edit_stage_fee,
)

SHUTTLE, TO_HUB, TO_STOP, TO_VILLAGE, BACK, NIGHT = range(6)
O1, O2 = 0, 1


def extra_leg(plan):
    """x1 makes a fourth leg of nothing."""
    legs = plan.bags[-1].legs
    return edit_bag(plan, "x1", legs=legs * 4)


def also_by(plan, index, *bags):
    """More bags on a trip leg."""
    return edit_load(plan, index, bags=(*plan.bus_loads[index].bags, *bags))


def early(plan):
    """K2 a minute earlier from its loading to V1, where it stands until 09:14:02."""
    plan = edit_tour(plan, (1, 0), load_start=hm("08:49"), start=hm("08:59"))
    plan = edit_stop(plan, (1, 0, 0), arrive=hm("09:09"))
    route = plan.routes[1]
    # 2,102 s × 18 / 3,600 = 10.51.
    cost = replace(route.cost_cents, hours=1051)
    routes = with_item(plan.routes, 1, replace(route, seconds=2_102, cost_cents=cost))
    return replace(plan, routes=routes)


PLAN_FAULTS = {
    # x1 leaves with the bus and with K1: 225,000 cm³ in K1's 200,000.
    "bag stays on board of another": (
        lambda p: edit_tour(p, (0, 0), load=("q1", "w1", "x1")),
        [("M5_LEFT_ON_BOARD", 1), ("R1_CAP_M3", 25_000)],
    ),
    "bag on two trips": (
        lambda p: also_by(p, NIGHT, "x1"),
        # 20 items × 0.50 more by night; a station fee for 20 less, 6.00, as x1 ends
        # at N.
        [("M5_TWICE", 1), ("P1_FEE", 600), ("P1_FEE", 1000)],
    ),
    # w1 boards at H at 08:41, 15 minutes after the cut-off; K1 brings it at 10:13:20,
    # it is handled until 10:33:20: 2 h 7 min 20 s late.
    "boards before it arrives": (
        lambda p: replace(
            edit_leg_of(
                p, "w1", 1, trip="L1-0800", depart=hm("08:41"), arrive=hm("09:00")
            ),
            bus_loads=(
                *p.bus_loads[:TO_VILLAGE],
                load("L1-0800", "H>X", "w1", 300),
                *p.bus_loads[BACK:],
            ),
        ),
        # Passengers: at H (1) 75 s of work for 60, at X 60 for 30: 45 s × 12 = 1.80,
        # and none wait on L1-1300.
        [("T5_CUTOFF", 7_640), ("P1_DELAY", 70)],
    ),
    # K2 has p1 until 09:24:02, at X the bus leaves at 08:55:30, 28 min 32 s before.
    "boards elsewhere before it arrives": (
        lambda p: replace(
            edit_leg_of(
                p,
                "p1",
                1,
                trip="L1-0800",
                from_site="X",
                depart=hm("08:55:30"),
                arrive=hm("09:55"),
            ),
            bus_loads=(
                *p.bus_loads[:TO_VILLAGE],
                load("L1-0800", "X>C", "p1", 300),
                p.bus_loads[TO_VILLAGE],
                *p.bus_loads[BACK + 1 :],
            ),
        ),
        # At X 60 s of work for 30 instead of 45: 15 s × 12 passengers, 0.60 more.
        # Nobody checks goods there.
        [
            ("M5_TWO_PLACES", 1_712),
            ("P1_DELAY", 60),
            ("W3_LOAD", 1),
            ("W3_SECURITY", 1),
        ],
    ),
    "shuttle does not wait": (
        lambda p: edit_load(p, SHUTTLE, hold=0),
        [("T4_LEG_TIMES", 600), ("T5_CUTOFF", 300)],
    ),
    # K2 brings p1 to H at 09:24:02, the bus takes it at X at 13:55:30; there it
    # works 60 s instead of 45: 15 s × 10 passengers, 0.50.
    "gap in custody": (
        lambda p: edit_load(p, BACK, board="X", board_call=2),
        [("M5_GAP", 16_288), ("P1_DELAY", 50), ("W3_LOAD", 1)],
    ),
    # One leg too few, and the first is not the first.
    "leg left out": (
        lambda p: edit_bag(p, "w1", legs=p.bags[7].legs[1:]),
        [("M5_LEGS", 2)],
    ),
    "trip leg that no bag tells of": (
        lambda p: edit_bag(p, "x1", legs=(road("K1", "C>V2", "08:00", "09:00"),)),
        # Without its leg the bag is taken to get off at the stop: no station fee
        # for 20 items.
        [("M5_PLACE", 20), ("P1_FEE", 600)],
    ),
    "bag that no trip lists": (
        lambda p: edit_load(p, NIGHT, bags=("x9",)),
        [("M5_NOT_CARRIED", 8), ("M5_UNKNOWN_BAG", 1), ("P1_FEE", 400)],
    ),
    "four legs": (extra_leg, [("M5_LEGS", 3), ("W6_LEGS", 1)]),
    "boards and alights at one site": (
        lambda p: edit_load(p, BACK, board_call=1, alight_call=3, alight="H"),
        [("W3_ORDER", 1)],
    ),
    "alights before it boards": (
        lambda p: edit_load(p, TO_VILLAGE, board="X", alight="H", alight_call=1),
        [("W3_ORDER", 1)],
    ),
    "call of another stop": (
        lambda p: edit_load(p, BACK, board_call=2),
        [("T5_NO_CALL", 1)],
    ),
    "stop that the trip does not pass": (
        lambda p: edit_load(p, NIGHT, alight="V1"),
        [("T5_NO_CALL", 1)],
    ),
    "trip that nobody knows": (
        lambda p: edit_load(p, NIGHT, trip="L9-0000"),
        [("T5_NO_TRIP", 1)],
    ),
    "cancelled trip": (
        lambda p: edit_load(p, TO_VILLAGE, trip="L1-1400"),
        [("W5_TRIP_OUT", 1)],
    ),
    # 13:41 instead of 14:16: p1's bus leaves H at its first pass and is at C at
    # 14:55 all the same; the stop at X has nothing to do with it. Work at H (1) is
    # 60 s for 60, at H (3) none.
    "first pass instead of the second": (
        lambda p: edit_load(p, BACK, board_call=1),
        [("T4_LEG_TIMES", 35 * 60)],
    ),
    "first pass where none is named": (
        lambda p: edit_load(p, BACK, board_call=None, alight_call=None),
        [("T4_LEG_TIMES", 35 * 60)],
    ),
    "leg leaves a minute late": (
        lambda p: edit_leg_of(p, "n1", 0, depart=hm("23:31")),
        [("T4_LEG_TIMES", 60)],
    ),
    "leg without the walk": (
        lambda p: edit_leg_of(p, "x1", 0, arrive=hm("08:55")),
        [("T4_LEG_TIMES", 300)],
    ),
    "trip leg stands twice": (
        lambda p: replace(
            p,
            bus_loads=(
                *p.bus_loads[:TO_HUB],
                load("L1-0800", "C>H", "h1", 300),
                load("L1-0800", "C>H", "g1", 300),
                *p.bus_loads[TO_STOP:],
            ),
        ),
        [("M5_ROWS", 1)],
    ),
    "trip leg without bags": (
        lambda p: replace(
            p,
            bus_loads=(
                *p.bus_loads,
                replace(
                    p.bus_loads[NIGHT],
                    trip="F1-0930",
                    alight="H",
                    bags=(),
                    fee_cents=0,
                    hold=300,
                ),
            ),
        ),
        # Beside s1's row of the same calls.
        [("M5_ROWS", 1), ("M5_ROWS", 1)],
    ),
    "shuttle waits 11 minutes": (
        lambda p: edit_load(p, SHUTTLE, hold=660),
        [("T4_LEG_TIMES", 720), ("T5_HOLD", 60)],
    ),
    "bus waits": (
        lambda p: edit_load(p, NIGHT, hold=60),
        [("T4_LEG_TIMES", 120), ("T5_HOLD", 60)],
    ),
    "rows of a trip wait differently": (
        lambda p: edit_load(p, TO_STOP, hold=30),
        [("T4_LEG_TIMES", 60), ("T5_HOLD", 60)],
    ),
    # n1 rides with x1 too: 5 bags, 68,000 g, 300,000 cm³ on the first segment.
    "one bag too many": (
        lambda p: also_by(p, TO_STOP, "n1"),
        [
            ("M5_TWICE", 1),
            ("P1_FEE", 300),
            ("R2_SEGMENT", 1),
            ("R2_SEGMENT_KG", 8_000),
            ("R2_SEGMENT_M3", 40_000),
            # X: 60 s of work for a stay of 30: 30 s × 12 passengers, 1.20.
            ("P1_DELAY", 60),
        ],
    ),
    "loose piece called a bag": (
        lambda p: edit_bag(p, "g1", loose=False),
        [("M3_LOOSE", 1)],
    ),
    "fee of a trip leg": (
        lambda p: edit_load(p, TO_HUB, fee_cents=601),
        [("P1_FEE", 1)],
    ),
    "fee of a shuttle": (
        lambda p: edit_load(p, SHUTTLE, fee_cents=1999),
        [("P1_FEE", 1)],
    ),
    "fee of a handover": (
        lambda p: edit_given(p, O1, fee_cents=799),
        [("P1_FEE", 1)],
    ),
    "fee of a stage": (
        lambda p: edit_stage_fee(p, 1, cents=1529),
        [("P1_FEE", 1)],
    ),
    "payer of a stage": (
        lambda p: edit_stage_fee(p, 0, payer="Q"),
        [("P1_STAGE", 1)],
    ),
    "quantity of a stage": (
        lambda p: edit_stage_fee(p, 0, quantity=39),
        [("P1_STAGE", 1)],
    ),
    "stage that is only settled": (
        lambda p: replace(
            p,
            stage_fees=(*p.stage_fees, replace(p.stage_fees[0], tariff="T3", cents=9)),
        ),
        [("P1_FEE", 9)],
    ),
    "stages left out": (
        lambda p: replace(p, stage_fees=()),
        [("P1_FEE", 200), ("P1_FEE", 1530)],
    ),
    "stage stands twice": (
        lambda p: replace(p, stage_fees=(p.stage_fees[0], *p.stage_fees)),
        [("P1_FEE", 200)],
    ),
    "price of delay": (lambda p: replace(p, delay_cents=111), [("P1_DELAY", 1)]),
    "sum of the buses": (
        lambda p: replace(p, stated_cents={**p.cost_parts, "bus": 3_901}),
        [("P1_COST", 1)],
    ),
    "offer that nobody made": (
        lambda p: edit_given(p, O2, offer="O9"),
        [("T8_NO_OFFER", 1)],
    ),
    "handover stands twice": (
        lambda p: replace(p, handovers=(*p.handovers, p.handovers[O2])),
        [("M5_ROWS", 1), ("M5_TWICE", 1)],
    ),
    "last resort called ordinary": (
        lambda p: edit_given(p, O2, last_resort=False),
        [("W4_LABEL", 1)],
    ),
    "promise made earlier": (
        lambda p: edit_leg_of(p, "s1", 1, arrive=hm("15:00")),
        [("T4_LEG_TIMES", 3600)],
    ),
    "handed over to another village": (
        lambda p: edit_leg_of(p, "s1", 1, to_site="V2"),
        # V2 is neither among O1's villages nor where s1 goes.
        [("M5_PLACE", 10), ("T8_NOT_OFFERED", 10)],
    ),
    # K2 leaves a minute before h1 and g1 are ready.
    "transfer too short": (
        lambda p: edit_leg_of(
            edit_leg_of(early(p), "h1", 1, depart=hm("08:59"), arrive=hm("09:09")),
            "g1",
            1,
            depart=hm("08:59"),
            arrive=hm("09:09"),
        ),
        [("T3_READY", 60), ("T3_READY", 60)],
    ),
}
"""Edits of the plan under the same day."""
