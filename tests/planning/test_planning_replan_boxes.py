"""A re-plan leaves bags in their boxes (M3c, P1h) and knows which boxes are left.

Ten items go C → V in ``way_day``: with L1, taken over 07:45:00 and at H 08:30:00, then
with K2, which loads there from 08:40:00 and leaves at 08:50:00.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from check.cold_goods import CHILLED, COLD, with_class
from features.four_villages import hm
from planning.way_day import goods, way_day, way_travel
from properties.boxed_plans import put_in_boxes, with_stock
from properties.plan_edits import bag_of, edit_bag
from test_planning_replan_services import BUDGET, BY_BUS, L1, planned

from routing.check.judge import judge
from routing.domain.box import BoxStock
from routing.domain.cold import cold_needs
from routing.domain.goods import GoodsClass
from routing.plan.model import BoxUse, Leg, PlannedBag
from routing.planning.replan.going import Going, Standing
from routing.planning.replan.later_boxes import later_boxes
from routing.planning.replan.later_goods import later_goods
from routing.planning.replan.later_services import later_trips
from routing.planning.replan.merged_bags import merged_bags
from routing.planning.replan.outside_so_far import outside_so_far
from routing.planning.replan.replan import Again, carry_on

BAG = "L0001-001"
STOCK = BoxStock(
    type="EPP", site="C", count=5, cm3=15_000, autonomy=10_000, temp=CHILLED,
    micro_yuan_per_use=1_000_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def boxed():
    """Return the county with cold goods, and a plan with its bag in boxes."""
    plan = planned(BY_BUS)
    key = BY_BUS.consignments[0].consignment_id
    day = with_stock(with_class(BY_BUS, key, cold_limit_duration=0), STOCK)
    plan = edit_bag(plan, BAG, goods_class=COLD)
    plan = put_in_boxes(day, plan, BAG, "EPP@C")
    assert judge(day, way_travel(), plan) == []
    return day, plan


def carried(day, plan, now, today=None):
    again = Again(day=day, plan=plan, now=hm(now))
    outcome = carry_on(today or day, way_travel(), again, BUDGET).outcome
    assert outcome.violations == []
    return outcome.plan


def test_what_is_under_way_stays_in_its_boxes(boxed):
    day, plan = boxed
    told = bag_of(plan, BAG)
    made = carried(day, plan, "08:45")
    bag = bag_of(made, BAG)
    assert (bag.box, bag.boxes, bag.cm3) == ("EPP@C", told.boxes, told.cm3)
    assert made.box_uses == plan.box_uses
    assert made.bus_loads == plan.bus_loads
    assert made.routes[0].tours[0].load_cm3 == told.cm3
    assert made.cost_cents == plan.cost_cents


def test_boxes_that_have_left_count_though_the_tables_know_fewer(boxed):
    day, plan = boxed
    boxes = bag_of(plan, BAG).boxes
    assert boxes > 1
    fewer = replace(day, boxes={"EPP@C": replace(STOCK, count=1)})
    made = carried(day, plan, "08:45", fewer)
    assert made.box_uses == (BoxUse(box="EPP@C", boxes=boxes, fee_cents=boxes * 100),)


def standing(box, boxes, *legs, name=BAG, site="C", arrived=False):
    bag = PlannedBag(
        id=name, lot="L0001", origin="C", destination="V", contents={"c1": 10},
        items={"P": 10}, goods_class=COLD, grams=10_000, cm3=boxes * 15_000,
        loose=False, legs=legs, box=box, boxes=boxes,
    )  # fmt: skip
    return Standing(
        bag=bag, legs=legs, site=site, ready=0, passed=("C",), arrived=arrived
    )


def going(*rows):
    return Going(
        plan=SimpleNamespace(bags=tuple(row.bag for row in rows), bus_loads=()),
        now=hm("09:00"),
        standing={row.bag.id: row for row in rows},
    )


def cold_day(*, autonomy=10_000, count=5, **needs):
    day = replace(way_day("C>V"), consignments=(goods("C", "V", key="c1"),))
    day = with_class(day, "c1", **needs)
    return with_stock(day, replace(STOCK, autonomy=autonomy, count=count))


def test_a_packed_bag_tells_its_boxes():
    day = cold_day()
    [row] = later_goods(day, going(standing("EPP@C", 3)))
    seal = row.seal
    assert (seal.box, seal.boxes, seal.closed) == ("EPP@C", 3, None)
    # Its goods take what the boxes take.
    assert row.cm3 == 45_000


@pytest.mark.parametrize(
    ("arrived", "count", "left"),
    [
        # 3 boxes still go on, 2 have arrived: those that remain hold the 3.
        (2, 5, 3),
        (2, 9, 7),
        # The tables know fewer than have left: no more than are in use.
        (2, 4, 3),
        (2, 1, 3),
    ],
)
def test_what_is_left_of_a_stock(arrived, count, left):
    day = cold_day(count=count)
    rows = going(
        standing("EPP@C", 3),
        standing("EPP@C", arrived, name="L0002-001", site="V", arrived=True),
        standing(None, 0, name="L0003-001"),
    )
    found = later_boxes(day, rows, later_goods(day, rows))
    assert {box: stock.count for box, stock in found.items()} == {"EPP@C": left}


def test_a_stock_of_which_nothing_is_left_is_not_there():
    day = cold_day(count=2)
    rows = going(standing("EPP@C", 2, site="V", arrived=True))
    assert later_boxes(day, rows, ()) == {}


BUS = Leg(
    kind="bus", from_site="C", to_site="H", depart=hm("08:00"), arrive=hm("08:30"),
    trip="L1-out",
)  # fmt: skip


@pytest.mark.parametrize(
    ("autonomy", "seconds"),
    [
        # Taken over 07:45:00, closed then; at H 08:30:00: 2,700 s outside.
        (2700, 0),
        (2600, 100),
        (1, 2699),
        (None, 2700),
    ],
)
def test_what_was_outside_so_far_is_what_the_ice_did_not_keep(autonomy, seconds):
    day = replace(cold_day(), trips=way_day("C>V", L1=L1).trips)
    row = standing("EPP@C", 3, BUS, site="H")
    if autonomy is None:
        row = replace(row, bag=replace(row.bag, box=None, boxes=0))
    else:
        day = with_stock(day, replace(STOCK, autonomy=autonomy))
    consignments = {c.consignment_id: c for c in day.consignments}
    outside = outside_so_far(day, going(row), row, consignments)
    closed = None if autonomy is None else hm("07:45")
    assert (outside.seconds, outside.since, outside.closed) == (
        seconds,
        hm("08:30"),
        closed,
    )


def test_boxes_on_board_leave_less_room_on_a_trip(boxed):
    day, plan = boxed
    trips = replace(day.trips["L1-out"], cap_bags=10, cap_cm3=200_000)
    day = replace(day, trips={**day.trips, "L1-out": trips})
    bag = bag_of(plan, BAG)
    ridden = Standing(
        bag=bag, legs=bag.legs[:1], site="H", ready=0, passed=("C", "H"), arrived=False
    )
    found = Going(plan=plan, now=hm("07:00"), standing={BAG: ridden})
    later = later_trips(day, found)["L1-out"]
    assert later.cap_bags == 10 - bag.boxes
    assert later.cap_cm3 == 200_000 - bag.boxes * 15_000


def test_new_bags_are_put_in_boxes_by_the_whole_consignment():
    # What the search rounded up is weighed again: 4 of 10 items.
    day = cold_day()
    row = day.consignments[0]
    later = standing("EPP@C", 2).bag
    later = replace(later, id="L0009-001", contents={"c1": 4}, legs=(BUS,))
    rest = SimpleNamespace(bags=(later,))
    [bag] = merged_bags(day, going(), rest)
    goods_cm3 = row.cm3 * 4 // row.items
    assert (bag.box, bag.boxes, bag.cm3) == (
        "EPP@C",
        -(-goods_cm3 // 15_000),
        -(-goods_cm3 // 15_000) * 15_000,
    )


def test_needs_of_a_box():
    needs = cold_needs([GoodsClass(temp=CHILLED)], STOCK)
    assert (needs.box, needs.is_packed) == (10_000, True)
