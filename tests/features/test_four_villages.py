"""The four villages: the judge finds nothing, and every fault by cause and amount.

The numbers behind each expectation stand in ``four_villages_plan``.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from features.four_villages import (
    GOODS,
    four_village_day,
    four_village_travel,
    hm,
)
from features.four_villages_judged import causes
from features.four_villages_plan import four_village_plan
from properties.plan_edits import (
    edit_bag,
    edit_consignment,
    edit_goods,
    edit_partner,
    edit_site,
    edit_stop,
    edit_tour,
    edit_vehicle,
)

from routing.check.judge import judge
from routing.domain.day import Lock, LockKind, VehicleOut
from routing.domain.partner import Agreement
from routing.domain.reason import ReasonCode
from routing.domain.vehicle import Temperature, VehicleClass
from routing.domain.window import TimeWindow
from routing.travel.matrix import UNREACHABLE

K1, K2 = 0, 1
E = (K2, 1, 0)


def test_plan_by_hand_keeps_every_rule():
    assert judge(four_village_day(), four_village_travel(), four_village_plan()) == []


def test_totals_by_hand():
    plan, day = four_village_plan(), four_village_day()
    assert plan.cost_cents == 8000 + 1362 + 6556 + 3000 + 840 + 4100 == 23_858
    # 20 + 10 + 15 + 5 + 12 + 8 out and 10 in; 5 deferred and 3 set aside.
    assert plan.items_planned == 80
    assert plan.items_unserved == 8
    assert day.items_demanded == 88


def _lock(kind, vehicle, *sites):
    return lambda d: replace(d, locks=(Lock(kind=kind, vehicle=vehicle, sites=sites),))


DAY_FAULTS = {
    "A closes at 11:05": (
        lambda d: edit_site(d, "A", hours=(TimeWindow(hm("08:00"), hm("11:05")),)),
        [("T1_WINDOW", 300)],
    ),
    "D wanted by 08:20": (
        lambda d: edit_consignment(d, "c6", deadline=hm("08:20")),
        [("T1_DEADLINE", 400)],
    ),
    "own window of a bag": (
        lambda d: edit_consignment(
            d, "c1", windows=(TimeWindow(hm("08:00"), hm("11:00")),)
        ),
        [("T1_WINDOW", 600)],
    ),
    "centre closes at 13:00": (
        lambda d: edit_site(d, "C", hours=(TimeWindow(hm("06:00"), hm("13:00")),)),
        [("T1_RETURN", 1040)],
    ),
    "centre opens at 08:30": (
        lambda d: edit_site(d, "C", hours=(TimeWindow(hm("08:30"), hm("20:00")),)),
        [("T1_WINDOW", 1800)],
    ),
    "ready at 09:30": (
        lambda d: edit_consignment(d, "c7", ready_time=hm("09:30")),
        [("T3_READY", 196)],
    ),
    "produce ready at 13:05": (
        lambda d: edit_consignment(d, "c5", ready_time=hm("13:05")),
        [("T3_READY", 300)],
    ),
    "one tour a day": (
        lambda d: edit_vehicle(d, "K2", max_tours=1),
        [("T3_TOURS", 1)],
    ),
    "shift begins at 11:00": (
        lambda d: edit_vehicle(d, "K1", shift=TimeWindow(hm("11:00"), hm("20:00"))),
        [("T6_SHIFT", 1200)],
    ),
    "shift ends at 13:00": (
        lambda d: edit_vehicle(d, "K1", shift=TimeWindow(hm("06:00"), hm("13:00"))),
        [("T6_SHIFT", 1040)],
    ),
    "two hours a day": (
        lambda d: edit_vehicle(d, "K1", max_route_duration=7200),
        [("T6_HOURS", 2240)],
    ),
    "drives 800 s at most": (
        # 600 + 300 s before the break, 800 s after it.
        lambda d: edit_vehicle(d, "K1", max_drive_duration=800),
        [("T7_DRIVE", 100)],
    ),
    "50 kg": (lambda d: edit_vehicle(d, "K1", cap_g=50_000), [("R1_CAP_KG", 2000)]),
    "0.24 m3": (
        lambda d: edit_vehicle(
            d, "K1", compartments_cm3={Temperature.AMBIENT: 240_000}
        ),
        [("R1_CAP_M3", 10_000)],
    ),
    "45 items": (lambda d: edit_vehicle(d, "K1", cap_items=45), [("R1_CAP_ITEMS", 5)]),
    "2 bags": (lambda d: edit_vehicle(d, "K1", cap_bags=2), [("R1_CAP_BAGS", 1)]),
    "chilled goods": (
        lambda d: edit_goods(d, GOODS, temp=Temperature.CHILLED),
        [("R1_COMPARTMENT", 8), ("R1_COMPARTMENT", 12), ("R1_COMPARTMENT", 60)],
    ),
    "room for 35 at A": (
        # 6 in stock + 30 delivered.
        lambda d: edit_site(d, "A", storage_items=35),
        [("R3_STORAGE", 1)],
    ),
    "no microvans at B": (
        lambda d: edit_site(d, "B", allowed_classes=(VehicleClass.TRICYCLE,)),
        [("W1_ACCESS", 1)],
    ),
    "no tricycles at the centre": (
        # The base counts once a day.
        lambda d: edit_site(d, "C", allowed_classes=(VehicleClass.MICROVAN,)),
        [("W1_ACCESS", 1)],
    ),
    "owner who cooperates with all": (
        lambda d: replace(
            edit_vehicle(d, "K1", owner="R"),
            agreements=(*d.agreements, Agreement(partner="*", other="R")),
        ),
        [],
    ),
    "agreement missing": (
        # Q has 10 items for A and 15 for B on K1.
        lambda d: replace(
            edit_vehicle(d, "K1", owner="R"),
            agreements=(*d.agreements, Agreement(partner="P", other="R")),
        ),
        [("W2_AGREEMENT", 25)],
    ),
    "no agreement to mix": (
        lambda d: replace(
            d, agreements=(Agreement(partner="Q", other="P", mixed_bag=False),)
        ),
        [("M2_LOT", 5)],
    ),
    "D does not serve today": (
        lambda d: edit_site(d, "D", serves_today=False),
        [("W5_SITE_CLOSED", 12)],
    ),
    "A is switched off": (
        lambda d: edit_site(d, "A", dispatchable=False),
        [("W5_SITE_CLOSED", 30)],
    ),
    "c6 must stay": (
        lambda d: edit_consignment(d, "c6", blocked=ReasonCode.NOT_SERVICE_DAY),
        [("W5_BLOCKED", 12)],
    ),
    "K2 is out": (
        lambda d: replace(
            d,
            vehicles={"K1": d.vehicles["K1"]},
            vehicles_out=(VehicleOut(vehicle=d.vehicles["K2"], cause="故障"),),
        ),
        [("W5_VEHICLE_OUT", 1)],
    ),
    "road from A to B closed": (
        lambda d: replace(d, closed_roads=(("A", "B"),)),
        [("W5_ROAD_CLOSED", 1)],
    ),
    "road from B to A closed": (
        lambda d: replace(d, closed_roads=(("B", "A"),)),
        [],
    ),
    "A held to K2": (_lock(LockKind.VEHICLE, "K2", "A"), [("W5_LOCK", 2)]),
    "B before A": (_lock(LockKind.SEQUENCE, "K1", "B", "A"), [("W5_LOCK_ORDER", 1)]),
    "D and E with nothing between": (
        _lock(LockKind.STRICT, "K2", "D", "E"),
        [("W5_LOCK_GAP", 1)],
    ),
    "D before E": (_lock(LockKind.SEQUENCE, "K2", "D", "E"), []),
    "10 items of P in a bag": (
        # a1 20 - 10; b1 15/20 + 5/10 = 1.25, a quarter of 20; d1 12 - 10.
        lambda d: edit_partner(d, "P", items_per_bag=10),
        [
            ("M3_BAG_LIMIT_ITEMS", 2),
            ("M3_BAG_LIMIT_ITEMS", 5),
            ("M3_BAG_LIMIT_ITEMS", 10),
        ],
    ),
    "another ready time in the bag": (
        lambda d: edit_consignment(d, "c4", ready_time=hm("10:55")),
        [("M2_LOT", 5)],
    ),
    "goods that cannot be bagged": (
        lambda d: edit_goods(d, GOODS, baggable=False),
        [("M3_LOOSE", 1)] * 6,
    ),
    "17 km a day": (lambda d: edit_vehicle(d, "K1", max_m=17_000), [("D1_MAX_KM", 30)]),
    "13.999 km of range": (
        lambda d: edit_vehicle(d, "K2", range_m=13_999),
        [("D1_RANGE", 1)],
    ),
    "no charger": (lambda d: edit_site(d, "C", chargers=0), [("D1_CHARGERS", 1)]),
}


@pytest.mark.parametrize("name", DAY_FAULTS)
def test_day_that_the_plan_does_not_fit(name):
    fault, expected = DAY_FAULTS[name]
    assert causes(fault(four_village_day()), four_village_plan()) == expected


def test_incompatible_classes_share_one_leg():
    # c1 becomes pesticide: with the rest on board from C to A, off at A.
    day = edit_consignment(four_village_day(), "c1", goods_class="农药")
    plan = edit_bag(four_village_plan(), "a1", goods_class="农药")
    assert causes(day, plan) == []
    day = edit_goods(day, "农药", incompatible_with=(GOODS,))
    assert causes(day, plan) == [("R4_INCOMPATIBLE", 1)]


def test_heavy_bag():
    # 12 items of 31 kg: over 30 kg in the bag and on the tricycle.
    day = edit_consignment(four_village_day(), "c6", grams=31_000)
    plan = edit_bag(four_village_plan(), "d1", grams=31_000)
    plan = edit_tour(plan, (K2, 0), load_g=31_000)
    assert causes(day, plan) == [("M3_BAG_LIMIT_KG", 1000), ("R1_CAP_KG", 1000)]


def test_large_bag():
    # 160 l in a bag of 150 l, on a tricycle of 100 l.
    day = edit_consignment(four_village_day(), "c7", cm3=160_000)
    plan = edit_bag(four_village_plan(), "e1", cm3=160_000)
    plan = edit_tour(plan, (K2, 1), load_cm3=160_000)
    assert causes(day, plan) == [("M3_BAG_LIMIT_M3", 10_000), ("R1_CAP_M3", 60_000)]


def test_pair_without_a_way():
    travel = four_village_travel()
    seconds = travel.of("microvan").seconds.copy()
    metres = travel.of("microvan").metres.copy()
    seconds[1, 2] = metres[1, 2] = np.int32(UNREACHABLE)
    broken = replace(travel.of("microvan"), seconds=seconds, metres=metres)
    travel = replace(travel, matrices={**travel.matrices, "microvan": broken})
    found = causes(four_village_day(), four_village_plan(), travel)
    assert found == [("D1_UNREACHABLE", 1)]


def test_place_names_vehicle_tour_halt_and_site():
    plan = edit_stop(four_village_plan(), E, start=hm("09:50"))
    (violation,) = judge(four_village_day(), four_village_travel(), plan)
    assert (violation.where, violation.unit) == ("K2 #2.1 @E", "s")
    assert violation.message == "K2 #2.1 @E：未到达就开始交接，早4秒"
