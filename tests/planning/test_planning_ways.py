"""Each way of goods, made the cheapest in turn: legs, times and cost by hand.

The day is that of ``way_day``. By road::

    K1  C-V-C  600 + 1,800 + 200 + 1,800 = 4,400 s, 36 km
               60.00 + 36 x 1.00 + 4,400 s x 36 an hour = 44.00       140.00
    K1  C-H-C  600 + 1,200 + 200 + 1,200 = 3,200 s, 24 km
               60.00 + 24.00 + 32.00                                  116.00
    K2  H-V-H  600 + 1,200 + 200 + 1,200 = 3,200 s, 12 km
               10.00 + 12 x 0.50 + 3,200 s x 18 an hour = 16.00        32.00
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from features.four_villages import hm
from planning.way_day import goods, trip, way_day, way_travel
from properties.plan_edits import edit_consignment, edit_site, edit_vehicle
from properties.service_edits import edit_call, edit_line, edit_offer, edit_trip

from routing.domain.line import LineKind
from routing.domain.price import PriceBasis
from routing.domain.site import Level
from routing.domain.tariff import Stage, Tariff
from routing.domain.vehicle import VehicleClass
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

BAG, ITEM, KG = PriceBasis.PER_BAG, PriceBasis.PER_ITEM, PriceBasis.PER_KG
TRIP = PriceBasis.PER_TRIP
L1, L2, L3 = (BAG, 5_000_000), (ITEM, 200_000), (KG, 405_000)
"""5.00, 2.00 and 4.05 for ten items of 1 kg in one bag."""
F1, O1, O3 = (TRIP, 20_000_000), (ITEM, 800_000), (ITEM, 600_000)
EACH_HALF = (ITEM, 500_000)

DIRECT, TO_HUB, FROM_HUB = 14_000, 11_600, 3_200


def planned(day):
    outcome = plan_day(day, way_travel(), Budget(iterations=5, workers=1))
    assert outcome.violations == []
    return outcome.plan


def legs(plan):
    """Return carrier, ends and times of the only bag's legs."""
    [bag] = plan.bags
    return [
        (
            leg.vehicle or leg.trip or leg.offer,
            leg.from_site + leg.to_site,
            leg.depart,
            leg.arrive,
        )
        for leg in bag.legs
    ]


def way(*rows):
    return [(name, ends, hm(depart), hm(there)) for name, ends, depart, there in rows]


def parts(plan):
    return {name: cents for name, cents in plan.cost_parts.items() if cents}


def checked(day):
    """Let a security check stand in the village."""
    return edit_site(day, "V", security_check=True)


def test_van_straight_out_and_back():
    out = planned(way_day("C>V", "K1", "K2"))
    # Ready at 07:30, so it loads from 07:20; 1,800 s later it is there.
    assert legs(out) == way(("K1", "CV", "07:30", "08:00"))
    assert parts(out) == {"fixed": 6_000, "km": 3_600, "hours": 4_400}
    back = planned(way_day("V>C", "K1", "K2"))
    # Open at 08:00, a halt of 200 s.
    assert legs(back) == way(("K1", "VC", "08:03:20", "08:33:20"))
    assert back.cost_cents == DIRECT


def test_one_halt_delivers_and_picks_up():
    day = way_day("C>V", "K1")
    day = replace(day, consignments=(goods("C", "V"), goods("V", "C", key="p1")))
    # 20 items in the halt: 20 s more.
    assert planned(day).cost_cents == DIRECT + 20


# Ready at 07:30, handled from 07:50 to 08:10. The tricycle leaves V after a halt of
# 200 s; handled from 08:23:20 to 08:43:20, the van's halt takes 200 s too.
HAULED = way(("K1", "CH", "07:30", "07:50"), ("K2", "HV", "08:10", "08:30"))
FETCHED = way(
    ("K2", "VH", "08:03:20", "08:23:20"), ("K1", "HC", "08:46:40", "09:06:40")
)


@pytest.mark.parametrize(("ends", "expected"), [("C>V", HAULED), ("V>C", FETCHED)])
def test_line_haul_to_the_hub_and_a_hub_vehicle_on(ends, expected):
    day = edit_vehicle(way_day(ends, "K1", "K2"), "K1", micro_yuan_per_km=2_000_000)
    plan = planned(day)
    # Straight 60.00 + 72.00 + 44.00 = 176.00; over the hub 140.00 + 32.00.
    assert plan.cost_cents == TO_HUB + 2_400 + FROM_HUB
    assert legs(plan) == expected


def test_bus_to_a_stop_that_hands_over_to_the_station():
    out = planned(way_day("C>V", L3=L3))
    # 08:15 - 08:55, five minutes on foot; 10 kg x 0.405 = 4.05.
    assert legs(out) == way(("L3-out", "CV", "08:15", "09:00"))
    assert parts(out) == {"bus": 405}
    assert (out.bus_loads[0].board, out.bus_loads[0].alight) == ("C", "X")
    back = planned(checked(way_day("V>C", L3=L3)))
    assert legs(back) == way(("L3-back", "VC", "13:00", "13:40"))
    assert parts(back) == {"bus": 405}


def test_nothing_unchecked_boards_a_bus():
    day = way_day("V>C", "K1", L3=L3)
    assert legs(planned(day)) == way(("K1", "VC", "08:03:20", "08:33:20"))
    at_stop = edit_site(day, "X", security_check=True)
    assert parts(planned(at_stop)) == {"bus": 405}
    # No check binds on a freight shuttle.
    freight = edit_line(day, "L3", kind=LineKind.SHUTTLE)
    assert parts(planned(freight)) == {"bus": 405}


# Ready at H at 08:50, K2 loads from 08:40. The check is made at H: what comes from
# the village is checked there.
BUS_AND_ON = way(("L1-out", "CH", "08:00", "08:30"), ("K2", "HV", "08:50", "09:10"))
FETCHED_AND_BUS = way(
    ("K2", "VH", "08:03:20", "08:23:20"), ("L1-back", "HC", "14:00", "14:30")
)


@pytest.mark.parametrize(
    ("ends", "expected"), [("C>V", BUS_AND_ON), ("V>C", FETCHED_AND_BUS)]
)
def test_bus_to_the_hub_and_a_hub_vehicle_on(ends, expected):
    plan = planned(way_day(ends, "K2", L1=L1))
    assert legs(plan) == expected
    assert plan.cost_cents == FROM_HUB + 500
    [route] = plan.routes
    assert (route.metres, route.seconds) == (12_000, 3_200)


def test_produce_boards_at_a_hub_only_after_a_check():
    day = edit_site(way_day("V>C", "K1", "K2", L1=L1), "H", security_check=False)
    # Instead of 37.00 the van goes all the way.
    assert planned(day).cost_cents == DIRECT


def test_truck_to_the_township_and_bus_on():
    out = planned(way_day("C>V", "K1", L2=L2))
    expected = way(("K1", "CH", "07:30", "07:50"), ("L2-out", "HV", "10:00", "10:25"))
    assert legs(out) == expected
    assert out.cost_cents == TO_HUB + 200
    back = planned(checked(way_day("V>C", "K1", L2=L2)))
    first, second = legs(back)
    assert [first] == way(("L2-back", "VH", "12:00", "12:20"))
    # Handled until 12:40, a halt of 200 s, and 1,200 s to C.
    assert (second[:2], second[3] - second[2]) == (("K1", "HC"), 1200)
    assert second[2] >= hm("12:43:20")
    assert back.cost_cents == TO_HUB + 200


def test_bus_and_bus():
    out = planned(way_day("C>V", L1=L1, L2=L2))
    assert legs(out) == way(
        ("L1-out", "CH", "08:00", "08:30"), ("L2-out", "HV", "10:00", "10:25")
    )
    assert parts(out) == {"bus": 500 + 200}
    back = planned(checked(way_day("V>C", L1=L1, L2=L2)))
    assert legs(back) == way(
        ("L2-back", "VH", "12:00", "12:20"), ("L1-back", "HC", "14:00", "14:30")
    )
    assert parts(back) == {"bus": 500 + 200}


def test_handover_straight():
    out = planned(way_day("C>V", "K1", O1=O1))
    assert legs(out) == way(("O1", "CV", "10:00", "15:00"))
    assert parts(out) == {"handover": 800}
    back = planned(way_day("V>C", "K1", O3=O3))
    assert legs(back) == way(("O3", "VC", "12:00", "17:00"))
    assert parts(back) == {"handover": 600}


def test_freight_shuttle_and_handover():
    out = planned(way_day("C>V", "K1", F1=F1, O2=EACH_HALF))
    assert legs(out) == way(
        ("F1-out", "CH", "08:30", "09:00"), ("O2", "HV", "10:00", "15:00")
    )
    assert parts(out) == {"bus": 2_000, "handover": 500}
    back = planned(way_day("V>C", "K1", "K2", O4=EACH_HALF))
    assert legs(back) == way(
        ("K2", "VH", "08:03:20", "08:23:20"), ("O4", "HC", "16:00", "19:00")
    )
    assert back.cost_cents == FROM_HUB + 500


@pytest.mark.parametrize(("ends", "name"), [("C>V", "F1-out"), ("V>C", "F1-back")])
def test_freight_shuttle_and_hub_vehicle(ends, name):
    plan = planned(way_day(ends, "K2", F1=F1))
    assert {row[0] for row in legs(plan)} == {name, "K2"}
    assert plan.cost_cents == FROM_HUB + 2_000


def test_three_legs():
    day = way_day("C>V", "K1", L1=L1, L2=L2, O2=EACH_HALF)
    day = edit_site(day, "X", level=Level.STATION, dispatchable=True)
    day = edit_call(day, "L2-out", 1, handover_sites=())
    day = edit_offer(day, "O2", from_site="X", cutoff_time=hm("12:00"))
    plan = planned(day)
    # On foot at X too; handled until 10:45.
    assert legs(plan) == way(
        ("L1-out", "CH", "08:00", "08:30"),
        ("L2-out", "HX", "10:00", "10:25"),
        ("O2", "XV", "12:00", "15:00"),
    )
    assert parts(plan) == {"bus": 500 + 200, "handover": 500}
    # A second before its handling ends it cannot be given on: the van goes.
    early = edit_offer(day, "O2", cutoff_time=hm("10:45") - 1)
    assert planned(early).cost_cents == DIRECT


@pytest.mark.parametrize(("ends", "offer"), [("C>V", "O8"), ("V>C", "O9")])
def test_last_resort_only_where_nothing_else_goes_alone(ends, offer):
    cheap = {offer: (ITEM, 10_000)}
    day = way_day(ends, **cheap)
    # For 0.10 it might go tomorrow, but by a bus or an offer of 1,000.00 today.
    assert planned(day).cost_cents == 100_000
    others = {name: row for name, row in day.offers.items() if name == offer}
    day = replace(day, trips={}, lines={}, offers=others)
    road = planned(day)
    assert road.handovers == ()
    assert road.cost_cents == 100_000 + DIRECT - 6_000
    # The village lets no vehicle of the day in.
    alone = planned(edit_site(day, "V", allowed_classes=(VehicleClass.DRONE,)))
    assert parts(alone) == {"last_resort": 10}
    assert alone.handovers[0].last_resort
    assert legs(alone) == way((offer, ends.replace(">", ""), "16:00", "42:00"))


def test_bags_of_a_lot_go_different_ways():
    day = edit_consignment(way_day("C>V", "K1", L3=L3, O1=O1), "c1", items=100)
    # Five bags of 20 kg, 8.10 each, of which four ride; the fifth is handed over.
    day = edit_consignment(day, "c1", grams=100_000, cm3=500_000)
    plan = planned(edit_trip(day, "L3-out", cap_bags=4))
    assert parts(plan) == {"bus": 4 * 810, "handover": 20 * 80}
    assert Counter(bag.legs[0].kind for bag in plan.bags) == {"bus": 4, "handover": 1}


def test_stages_and_delay_are_part_of_the_choice():
    day = way_day("C>V", L3=L3, L1=L1, L2=L2)
    # X is a call on the way: 30 + 15 s of work, 12 people, 12.00 an hour: 1.80.
    calls = (("C", "08:15"), ("X", "08:55"), ("H", "09:20"))
    late = trip("L3-out", "L3", *calls)
    day = replace(day, trips={**day.trips, "L3-out": replace(late, passengers=12.0)})
    day = edit_call(day, "L3-out", 2, unload_ok=False)
    priced = replace(day.settings, delay_micro_yuan_per_hour=12_000_000)
    day = replace(day, settings=priced)
    assert parts(planned(day)) == {"bus": 405, "delay": 180}
    # At 24.00 an hour it is 3.60: 7.65 are more than 7.00 over the hub.
    dear = replace(priced, delay_micro_yuan_per_hour=24_000_000)
    assert parts(planned(replace(day, settings=dear))) == {"bus": 700}
    # But the hub asks 0.10 an item: 8.00.
    asked = Tariff(
        tariff_id="T1",
        stage=Stage.HUB,
        payer="P",
        payee="Q",
        price=replace(day.lines["L2"].price, micro_yuan=100_000),
    )
    day = replace(day, settings=dear, tariffs=(asked,))
    assert parts(planned(day)) == {"bus": 405, "delay": 360}
