"""Reusable boxes: which, how many, from when, what they keep and what they cost.

Clock and items stand in ``four_villages_plan``; a halt takes 180 s + 2 s an item, a
hand at a base 2 s an item. Bag d1 of P: 12 items, 60,000 cm³ in 100,000 of K2. Its
hand at C begins at 08:09:36, it leaves at 08:10:00, is at D at 08:26:40 and handed
over at 08:30:04: 24 + 1,000 + 204 = 1,228 s after its box was closed.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from check.cold_goods import (
    AMBIENT,
    CHILLED,
    COLD,
    FROZEN,
    county,
    villages,
    violations_of,
    with_class,
)
from check.replans import at
from check.service_county import service_travel
from check.test_check_judge import _spoil
from features.four_villages import four_village_travel, hm
from properties.boxed_plans import edit_stock, put_in_boxes, with_stock
from properties.plan_edits import (
    bag_of,
    edit_bag,
    edit_consignment,
    edit_goods,
    edit_vehicle,
)
from properties.service_edits import edit_offer, edit_trip

from routing.check.judge import judge
from routing.domain.box import BoxStock
from routing.domain.partner import Agreement
from routing.domain.vehicle import VehicleClass
from routing.plan.model import BoxUse

BOX = "EPP@C"
PLENTY = 100_000
"""Seconds of a box that outlasts the day."""


def stock(**changes):
    first = {"type": "EPP", "site": "C", "count": 9, "cm3": 60_000, "temp": CHILLED}
    return BoxStock(**{**first, "autonomy": PLENTY, **changes})


def boxed(keys, bag, *, needs=None, van=False, **changes):
    """Return the four villages with a bag of cold goods in boxes."""
    day, plan = villages(keys, van=van, **(needs or {"cold_limit_duration": 0}))
    row = stock(**changes)
    day = with_stock(day, row)
    return day, put_in_boxes(day, plan, bag, row.box_id)


def shipped(keys, bag, *, needs=None, **changes):
    """Return the county with buses, a bag of cold goods in boxes."""
    day, plan = county(keys, **(needs or {"cold_limit_duration": 0}))
    row = stock(**changes)
    day = with_stock(day, row)
    return day, put_in_boxes(day, plan, bag, row.box_id)


def found(day, plan, rules=""):
    return violations_of(day, four_village_travel(), plan, rules)


def on_trips(day, plan, rules=""):
    return violations_of(day, service_travel(), plan, rules)


def test_a_box_that_lasts_keeps_goods_in_a_warm_tricycle():
    day, plan = boxed("c6", "d1")
    assert found(day, plan) == []
    assert bag_of(plan, "d1").boxes == 1
    # Bare, they have no place in it.
    bare = edit_bag(plan, "d1", box=None, boxes=0)
    assert ("R1_COMPARTMENT", "K2 #1", 12) in found(day, bare)


@pytest.mark.parametrize("short", [1, 7, 204, 205, 1203, 1227])
def test_what_is_outside_after_the_autonomy_counts(short):
    day, plan = boxed("c6", "d1", autonomy=1228)
    assert found(day, plan) == []
    day = edit_stock(day, BOX, autonomy=1228 - short)
    assert found(day, plan) == [("C1_EXPOSURE", "K2 #1 [d1]", short)]


def test_foam_and_the_limit_of_the_class_come_on_top():
    needs = {"cold_limit_duration": 100, "pack_duration": 128}
    assert found(*boxed("c6", "d1", needs=needs, autonomy=1000)) == []
    expected = [("C1_EXPOSURE", "K2 #1 [d1]", 1)]
    assert found(*boxed("c6", "d1", needs=needs, autonomy=999)) == expected


@pytest.mark.parametrize(
    ("autonomy", "over"),
    [
        # b1, 20 items, 5 of 60 l: 10:59:20 closed, at B from 13:00:00, 220 s by hand.
        # Kept on the way: hands alone are outside, 40 s before 11:00 covered.
        (7460, 0),
        (7400, 60),
        (7240, 220),
        # K1 keeps it from 11:00 on; its first hand is over then.
        (40, 220),
        (39, 221),
        (1, 259),
    ],
)
def test_doors_opened_for_others_are_nothing_to_a_box(autonomy, over):
    # a1 is cold too, and handed over at A on the way.
    day, plan = boxed("c1 c3 c4", "b1", van=True, autonomy=autonomy)
    rows = [row for row in found(day, plan, "C1") if row[1].endswith("[b1]")]
    assert rows == ([("C1_EXPOSURE", "K1 #1 [b1]", over)] if over else [])


def test_a_bag_in_boxes_opens_the_door_for_others():
    # a1 in a box in the cold compartment is handed over at A: 60 s for b1, bare.
    needs = {"cold_limit_duration": 260}
    day, plan = boxed("c1 c3 c4", "a1", needs=needs, van=True)
    assert found(day, plan, "C1") == [("C1_EXPOSURE", "K1 #1 [b1]", 60)]
    # In a van without one it rides among the rest, but b1 has no place then.
    bare = edit_vehicle(day, "K1", compartments_cm3={AMBIENT: 10**6})
    assert ("R1_COMPARTMENT", "K1 #1", 20) in found(bare, plan)


@pytest.mark.parametrize(
    ("precooled", "autonomy", "over"),
    [
        # p1: taken on at B from 13:00:00, 200 s; K1 is warm; C at 13:17:20, 20 s.
        (None, 1060, 0),
        (None, 1000, 60),
        # It has waited 40 minutes before the box is closed, 2,400 s.
        ("12:20", 1000, 2460),
    ],
)
def test_at_a_halt_boxes_are_closed_when_service_begins(precooled, autonomy, over):
    day, plan = boxed("c5", "p1", site="B", autonomy=autonomy)
    if precooled:
        day = edit_consignment(day, "c5", precooled_time=hm(precooled))
    expected = [("C1_EXPOSURE", "K1 #1.2 @B [p1]", over)] if over else []
    assert found(day, plan) == expected


@pytest.mark.parametrize(
    ("cm3", "boxes"),
    [(60_001, 1), (60_000, 1), (59_999, 2), (30_000, 2), (29_999, 3), (25_000, 3)],
)
def test_as_many_boxes_as_the_goods_fill(cm3, boxes):
    day, plan = boxed("c6", "d1", cm3=cm3)
    bag = bag_of(plan, "d1")
    assert (bag.boxes, bag.cm3) == (boxes, boxes * cm3)
    over = max(0, boxes * cm3 - 100_000)
    expected = [("R1_CAP_M3", "K2 #1", over)] if over else []
    assert found(day, plan) == expected


@pytest.mark.parametrize(("boxes", "off"), [(0, 3), (1, 2), (2, 1), (4, 1), (9, 6)])
def test_another_number_of_boxes(boxes, off):
    day, plan = boxed("c6", "d1", cm3=25_000)
    rows = found(day, edit_bag(plan, "d1", boxes=boxes))
    assert rows == [("C2_SIZE", "[d1]", off)]


def test_boxes_take_their_volume():
    day, plan = boxed("c6", "d1", cm3=25_000)
    rows = found(day, edit_bag(plan, "d1", cm3=60_000))
    assert rows == [("M3_BAG_CM3", "[d1]", 15_000)]


def test_boxes_without_a_stock():
    day, plan = boxed("c6", "d1")
    plan = edit_bag(plan, "e1", boxes=2)
    assert found(day, plan) == [("C2_SIZE", "[e1]", 2)]


def test_a_bag_may_hold_150_litres_of_goods_whatever_its_boxes_take():
    # 140 l of goods: two boxes of 90 l, 180 l; 151 l are too much for a bag.
    for cm3, over in ((140_000, 0), (151_000, 1000)):
        day, plan = villages("c6", cold_limit_duration=0)
        day = edit_consignment(day, "c6", cm3=cm3)
        day = with_stock(day, stock(cm3=90_000))
        plan = edit_bag(plan, "d1", cm3=cm3)
        plan = put_in_boxes(day, plan, "d1", BOX)
        assert bag_of(plan, "d1").cm3 == 180_000
        expected = [("M3_BAG_LIMIT_M3", "[d1]", over)] if over else []
        assert found(day, plan, "M3") == expected


MAY_NOT = {
    "of another temperature": {"temp": FROZEN},
    "at another site": {"site": "D", "type": "EPP"},
    "of an owner that does not cooperate": {"owner": "R"},
}


@pytest.mark.parametrize("name", MAY_NOT)
def test_boxes_that_a_bag_must_not_use(name):
    day, plan = boxed("c6", "d1")
    day = replace(day, agreements=(Agreement(partner="P", other="Q"),))
    assert found(day, plan) == []
    rows = found(edit_stock(day, BOX, **MAY_NOT[name]), plan, ("C2", "R1"))
    assert ("C2_BOX", "[d1]", 1) in rows
    # Only the wrong temperature keeps nothing.
    assert (("R1_COMPARTMENT", "K2 #1", 12) in rows) == ("temperature" in name)


@pytest.mark.parametrize(
    ("owner", "agreed", "fine"),
    [
        ("P", (), True),
        (None, (), True),
        ("Q", (), False),
        ("Q", (("P", "Q"),), True),
        ("Q", (("Q", "P"),), True),
        ("R", (("P", "Q"),), False),
        ("R", (("R", "*"),), True),
        ("R", None, True),
    ],
)
def test_whose_boxes_may_be_used(owner, agreed, fine):
    day, plan = boxed("c6", "d1", owner=owner)
    rows = None
    if agreed is not None:
        rows = tuple(Agreement(partner=one, other=two) for one, two in agreed)
    rows = found(replace(day, agreements=rows), plan, "C2")
    assert rows == ([] if fine else [("C2_BOX", "[d1]", 1)])


def test_boxes_of_one_partner_serve_a_bag_that_it_shares():
    # b1 holds goods of P and of Q: boxes of R need both, boxes of Q serve both.
    day, plan = boxed("c3 c4", "b1", owner="R")
    pairs = [("P", "Q"), ("R", "P")]
    rows = tuple(Agreement(partner=one, other=two) for one, two in pairs)
    day = replace(day, agreements=rows)
    assert ("C2_BOX", "[b1]", 1) in found(day, plan, "C2")
    assert found(edit_stock(day, BOX, owner="Q"), plan, "C2") == []


def test_a_stock_that_nobody_knows_and_ambient_goods():
    day, plan = boxed("c6", "d1")
    rows = found(replace(day, boxes={}), plan)
    assert ("C2_BOX", "[d1]", 1) in rows
    assert ("R1_COMPARTMENT", "K2 #1", 12) in rows
    warm = edit_goods(day, COLD, temp=AMBIENT)
    assert found(warm, plan) == [("C2_BOX", "[d1]", 1)]


@pytest.mark.parametrize(("count", "over"), [(3, 0), (2, 1), (1, 2)])
def test_no_more_boxes_leave_than_there_are(count, over):
    # d1 takes 2 boxes of 40 l, e1, 40,000 cm³, takes 1.
    day, plan = boxed("c6 c7", "d1", cm3=40_000, count=9)
    plan = put_in_boxes(day, plan, "e1", BOX)
    day = edit_stock(day, BOX, count=count)
    expected = [("C2_COUNT", BOX, over)] if over else []
    assert found(day, plan) == expected


@pytest.mark.parametrize(
    ("ready", "early"), [("08:10:00", 0), ("08:10:01", 1), ("08:30:00", 1200)]
)
def test_goods_leave_when_their_boxes_are_ready(ready, early):
    # K2 departs at 08:10:00.
    day, plan = boxed("c6", "d1", usable_from=hm(ready))
    expected = [("C2_READY", "K2 #1 [d1]", early)] if early else []
    assert found(day, plan) == expected


FEES = {
    # Two boxes at 0.125: 25 cents; at 0.0125: 2.5 cents, half up.
    "as it is": ({"boxes": 2, "fee_cents": 25}, []),
    "another fee": ({"boxes": 2, "fee_cents": 26}, [("P1_FEE", BOX, 1)]),
    "another number": ({"boxes": 3, "fee_cents": 25}, [("P1_BOXES", BOX, 1)]),
}


@pytest.mark.parametrize("name", FEES)
def test_what_boxes_cost(name):
    said, expected = FEES[name]
    day, plan = boxed("c6", "d1", cm3=40_000, micro_yuan_per_use=125_000)
    assert plan.cost_parts["boxes"] == 25
    plan = replace(plan, box_uses=(BoxUse(box=BOX, **said),))
    assert found(day, plan) == expected


def test_the_fee_is_rounded_once_for_a_stock():
    # 2 + 1 boxes × 1.5 cents = 4.5, half up 5; by bag 3 + 1.5 → 3 + 2.
    day, plan = boxed("c6 c7", "d1", cm3=40_000, micro_yuan_per_use=15_000)
    plan = put_in_boxes(day, plan, "e1", BOX)
    assert plan.box_uses == (BoxUse(box=BOX, boxes=3, fee_cents=5),)
    assert found(day, plan) == []


def test_rows_of_uses_too_few_and_too_many():
    day, plan = boxed("c6", "d1", micro_yuan_per_use=1_000_000)
    assert found(day, replace(plan, box_uses=())) == [("P1_FEE", BOX, 100)]
    free = edit_stock(day, BOX, micro_yuan_per_use=0)
    assert found(free, replace(plan, box_uses=())) == [("P1_BOXES", BOX, 1)]
    other = BoxUse(box="X@C", boxes=1, fee_cents=7)
    idle = BoxUse(box="X@C", boxes=1, fee_cents=0)
    twice = (*plan.box_uses, *plan.box_uses)
    for rows, expected in (
        ((*plan.box_uses, other), [("P1_FEE", "X@C", 7)]),
        ((*plan.box_uses, idle), [("P1_BOXES", "X@C", 1)]),
        (twice, [("P1_FEE", BOX, 100)]),
    ):
        assert found(day, replace(plan, box_uses=rows)) == expected


def test_a_trip_takes_boxes_from_the_cut_off_on():
    # x1: 07:45:00 to 09:00:00 = 4,500 s; 100 l in one box, 2 bags of the 4 left.
    day, plan = shipped("c1", "x1", cm3=100_000, autonomy=4500)
    assert on_trips(day, plan) == []
    day = edit_stock(day, BOX, autonomy=4400)
    assert on_trips(day, plan) == [("C1_EXPOSURE", "L1-0800 C>X [x1]", 100)]
    day = edit_stock(day, BOX, autonomy=PLENTY, usable_from=hm("07:46"))
    assert on_trips(day, plan) == [("C2_READY", "L1-0800 C>X [x1]", 60)]


def test_a_box_lasts_over_a_warm_hub():
    # h1: closed 07:45:00, handed over at V1 until 09:13:40 = 5,320 s, all outside.
    day, plan = shipped("c2", "h1", cm3=100_000, autonomy=5320)
    assert on_trips(day, plan) == []
    day = edit_stock(day, BOX, autonomy=5320 - 1021)
    # The last 1,021 s: 220 s at V1, 600 s on the road, 201 s of waiting.
    assert on_trips(day, plan) == [("C1_EXPOSURE", "K2 #1 [h1]", 1021)]


def test_an_offer_that_names_no_class_keeps_nothing_but_the_box_does():
    # l1 with O2: 16:00 to 42:00 = 93,600 s.
    day, plan = shipped("c5", "l1", cm3=25_000, autonomy=93_600)
    rules = ("C1", "C2")
    assert on_trips(day, plan, rules) == []
    day = edit_stock(day, BOX, autonomy=93_590)
    assert on_trips(day, plan, rules) == [("C1_EXPOSURE", "O2 [l1]", 10)]
    named = edit_offer(day, "O2", goods_classes=(COLD,))
    assert on_trips(named, plan, "C1") == []
    late = edit_stock(named, BOX, usable_from=hm("16:00:05"))
    assert on_trips(late, plan, "C2") == [("C2_READY", "O2 [l1]", 5)]


@pytest.mark.parametrize("boxes", [1, 2, 3])
def test_boxes_count_where_bags_are_counted(boxes):
    # n1, 8 items, 40 l, in 1 to 3 boxes; a trip that takes two bags.
    day, plan = shipped("c6", "n1", cm3=-(-40_000 // boxes))
    day = edit_trip(day, "L2-2330", cap_bags=2)
    rows = on_trips(day, plan)
    over = [("R2_SEGMENT", "L2-2330 (1) @C", 1)] if boxes == 3 else []
    assert rows == over


def test_each_box_is_paid_and_takes_work():
    # x1 in 3 boxes of 34 l: C>X costs 9.00 instead of 3.00. Work at X 30 + 3 × 15 =
    # 75 s, 45 over its stay of 30: 45 × 12 passengers = 540 s at 12 an hour, 1.80.
    # At H 60 s as before. On board 3 + 1 + 2 bags, 4 allowed; 102 + 160 l of 260.
    day, plan = shipped("c1", "x1", cm3=34_000)
    load = next(row for row in plan.bus_loads if "x1" in row.bags)
    assert load.fee_cents == 900
    assert on_trips(day, plan) == [
        ("R2_SEGMENT", "L1-0800 (1) @C", 2),
        ("R2_SEGMENT_M3", "L1-0800 (1) @C", 2000),
        ("P1_DELAY", "delay", 120),
    ]
    assert on_trips(day, replace(plan, delay_cents=230), "P1") == []


def test_work_at_a_stop_counts_boxes():
    # x1 in 11 boxes: 30 + 11 × 15 = 195 s at X, at most 180.
    day, plan = shipped("c1", "x1", cm3=9_500, count=20)
    assert bag_of(plan, "x1").boxes == 11
    assert on_trips(day, plan, "T5") == [("T5_DWELL", "L1-0800 (3) @X", 15)]


def test_an_offer_counts_boxes():
    # s1, 50 l, in two boxes; O1 takes one bag.
    day, plan = shipped("c4", "s1", cm3=25_000)
    day = edit_offer(day, "O1", goods_classes=(COLD,))
    assert on_trips(day, plan, "T8") == [("T8_CAP_BAGS", "O1", 1)]


def test_a_drone_carries_one_box():
    for cm3, over in ((60_000, 0), (30_000, 1)):
        day, plan = boxed("c6", "d1", cm3=cm3)
        day = edit_vehicle(day, "K2", vehicle_class=VehicleClass.DRONE)
        expected = [("W7_ONE_BAG", "K2 #1", over)] if over else []
        assert found(day, plan, "W7_ONE") == expected


def test_a_vehicle_counts_boxes_as_bags():
    day, plan = boxed("c6", "d1", cm3=25_000)
    day = edit_vehicle(day, "K2", cap_bags=2)
    assert found(day, plan) == [("R1_CAP_BAGS", "K2 #1", 1)]


def test_foes_in_one_warm_van_stay_foes_in_boxes():
    day, plan = boxed("c1", "a1")
    foe = with_class(day, "c2", "农药", temp=AMBIENT)
    foe = edit_goods(foe, "农药", incompatible_with=(COLD,))
    plan = edit_bag(plan, "a2", goods_class="农药")
    rows = found(foe, plan, "R4")
    assert rows == [("R4_INCOMPATIBLE", f"K1 #1 农药 / {COLD}", 1)]


@pytest.mark.parametrize(("now", "counts"), [("08:50", True), ("11:00", False)])
def test_what_has_left_in_boxes_is_no_violation_later(now, counts):
    # h1 leaves at 07:45 with L1; one box, none there by now, back too late too.
    day, plan = shipped("c2", "h1", cm3=50_000, count=2)
    day = edit_stock(day, BOX, count=1, usable_from=hm("09:00"))
    judged = judge(day, service_travel(), at(now, plan), plan)
    rules = [v.cause for v in judged if v.cause.startswith("C2")]
    assert rules == []
    # In a plan that begins now both count.
    assert [row[0] for row in on_trips(day, plan, "C2")] == ["C2_READY", "C2_COUNT"]


def test_a_re_plan_leaves_a_bag_in_its_boxes():
    day, told = shipped("c2", "h1", cm3=100_000)
    plan = at("08:50", told)
    judged = judge(day, service_travel(), plan, told)
    assert [v.cause for v in judged] == []
    other = with_stock(day, stock(type="X", cm3=100_000))
    moved = replace(
        edit_bag(plan, "h1", box="X@C"),
        box_uses=(BoxUse(box="X@C", boxes=1, fee_cents=0),),
    )
    judged = judge(other, service_travel(), moved, told)
    assert [(v.cause, v.where) for v in judged] == [("M3_SEALED", "[h1]")]


@pytest.mark.parametrize("seed", range(30))
def test_judge_never_raises_on_boxes(seed):
    rng = random.Random(seed)
    day, told = shipped("c1 c2", "x1", cm3=40_000, usable_from=hm("07:50"), count=1)
    for box in ("h1", "s1"):
        told = put_in_boxes(day, told, box, BOX)
    for _ in range(10):
        plan = told
        for _ in range(rng.randint(1, 8)):
            bags, uses = _spoil(plan.bags, rng), _spoil(plan.box_uses, rng)
            plan = replace(plan, bags=bags, box_uses=uses)
        for violation in judge(day, service_travel(), plan):
            assert violation.amount > 0
            assert violation.message
