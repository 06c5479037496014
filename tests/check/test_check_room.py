"""Room on every leg: pickups and deliveries, compartments, tolerance."""

from __future__ import annotations

from features.four_villages import GOODS, four_village_day, four_village_travel
from features.four_villages_judged import causes
from features.four_villages_plan import four_village_plan
from properties.plan_edits import (
    edit_bag,
    edit_consignment,
    edit_goods,
    edit_site,
    edit_stop,
    edit_vehicle,
)

from routing.check.judge import judge
from routing.domain.vehicle import Temperature


def test_pickups_fill_the_way_back():
    # 52,000 g leave C, 20,000 g leave A; produce of 55,000 g leaves B.
    day = edit_consignment(four_village_day(), "c5", grams=55_000, items=40)
    day = edit_consignment(day, "c5", cm3=80_000)
    day = edit_vehicle(day, "K1", cap_g=54_000)
    plan = edit_bag(
        four_village_plan(), "p1", grams=55_000, contents={"c5": 40}, items={"P": 40}
    )
    plan = edit_stop(plan, (0, 0, 1), load_g=55_000, load_items=40)
    found = {v.cause: v for v in judge(day, four_village_travel(), plan)}
    assert found["R1_CAP_KG"].amount == 1000
    assert found["R1_CAP_KG"].where == "K1 #1.2 @B"


def test_each_temperature_has_its_own_room():
    # b1 and p1 stay ambient; a1 and a2 (150,000 cm³) become chilled.
    day = four_village_day()
    day = edit_goods(day, "农药", temp=Temperature.CHILLED)
    plan = four_village_plan()
    for consignment, bag in (("c1", "a1"), ("c2", "a2")):
        day = edit_consignment(day, consignment, goods_class="农药")
        plan = edit_bag(plan, bag, goods_class="农药")
    rooms = {Temperature.AMBIENT: 100_000, Temperature.CHILLED: 150_000}
    assert causes(edit_vehicle(day, "K1", compartments_cm3=rooms), plan) == []
    rooms = {Temperature.AMBIENT: 150_000, Temperature.CHILLED: 100_000}
    day = edit_vehicle(day, "K1", compartments_cm3=rooms)
    assert causes(day, plan) == [("R1_CAP_M3", 50_000)]


def test_vehicle_without_compartments_is_ambient():
    day = edit_vehicle(four_village_day(), "K1", compartments_cm3={})
    assert causes(day, four_village_plan()) == []
    cold = edit_goods(day, GOODS, temp=Temperature.FROZEN)
    found = causes(cold, four_village_plan())
    assert [amount for cause, amount in found if cause == "R1_COMPARTMENT"] == [
        8,
        12,
        60,
    ]


def test_wrong_bag_does_not_accuse_the_loads():
    # The bag lies about its cm³; the loads hold the true figure.
    plan = edit_bag(four_village_plan(), "a1", cm3=1)
    assert causes(four_village_day(), plan) == [("M3_BAG_CM3", 99_999)]


def test_storage_of_the_centre_counts_what_comes_back():
    # 10 items of produce at a centre that has room for 4 more than its stock of 1.
    day = edit_site(four_village_day(), "C", storage_items=5, stock_items=1)
    assert causes(day, four_village_plan()) == [("R3_STORAGE", 6)]


def test_incompatible_classes_in_compartments_of_their_own():
    day = edit_consignment(four_village_day(), "c1", goods_class="农药")
    day = edit_goods(day, "农药", incompatible_with=(GOODS,), temp=Temperature.CHILLED)
    rooms = {Temperature.AMBIENT: 300_000, Temperature.CHILLED: 100_000}
    day = edit_vehicle(day, "K1", compartments_cm3=rooms)
    plan = edit_bag(four_village_plan(), "a1", goods_class="农药")
    assert causes(day, plan) == []
