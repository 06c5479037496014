"""A plan near an earlier one: what leaving a way has to save, reckoned by hand.

K1 to V and back costs 60.00 a day + 36 km x 1.00 + its time at 36.00 an hour: 600 s
loading, 2 x 1,800 s driving, 180 s + 10 x 2 s at V = 4,400 s, 44.00. In all 140.00.
A bus asks its price per bag, of which there is one.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from planning.way_day import goods, way_day, way_travel

from benchmarks.small_days import Size, small_day
from benchmarks.two_runs import changed_counts
from routing.domain.consignment import Priority
from routing.domain.price import PriceBasis
from routing.optimize.budget import Budget
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.plan.changes import ChangeReason, DriverChange, chain_of
from routing.plan.io import dump_plan, load_plan
from routing.planning.changes.earlier import EarlierWays
from routing.planning.changes.near import Near, plan_near
from routing.planning.changes.transfer import fitting, told_again, transferred
from routing.planning.plan_day import plan_day

BY_ROAD = 14_000
SHORT = Budget(iterations=2, workers=1)
NONE = Budget(iterations=0, workers=1)
SIZE = Size(lots=8, villages=5, vehicles=3)


def bus(yuan):
    return {"L3": (PriceBasis.PER_BAG, yuan * 1_000_000)}


def earlier(day, budget=SHORT):
    outcome = plan_day(day, way_travel(), budget)
    assert outcome.violations == []
    return outcome.plan


def near(day, plan, cents=2000, budget=SHORT, travel=None):
    base = Near(plan=plan, change_cents=cents)
    outcome = plan_near(day, travel or way_travel(), budget, base)
    assert outcome.violations == []
    assert outcome.plan.items_planned + outcome.plan.items_unserved == sum(
        row.items for row in day.consignments
    )
    return outcome.plan


def carriers(plan):
    return {leg.carrier for bag in plan.bags for leg in chain_of(bag)}


@pytest.mark.parametrize(
    ("price", "carrier", "saved"),
    [(155, "L3-out", None), (165, "K1", 2_500), (161, "K1", 2_100)],
)
def test_a_village_leaves_its_bus_only_where_that_saves_enough(price, carrier, saved):
    """By road it saves the bus's price less 140.00: 15.00, 25.00, 21.00."""
    first = earlier(way_day("C>V", "K1", **bus(1)))
    assert carriers(first) == {"L3-out"}

    plan = near(way_day("C>V", "K1", **bus(price)), first)

    assert carriers(plan) == {carrier}
    assert plan.cost_cents == (price * 100 if saved is None else BY_ROAD)
    assert plan.penalty_cents == 0
    changes = plan.changes
    assert (changes.villages, changes.kept) == (1, 1 if saved is None else 0)
    assert [row.saves_cents for row in changes.changed] == ([saved] if saved else [])
    for row in changes.changed:
        assert (row.site, row.reason, row.items) == ("V", ChangeReason.CHEAPER, 10)
        assert [leg.carrier for leg in row.before[0]] == ["L3-out"]
        assert [leg.carrier for leg in row.after[0]] == ["K1"]


@pytest.mark.parametrize(
    ("price", "carrier", "saved"), [(125, "K1", None), (115, "L3-out", 2_500)]
)
def test_a_village_leaves_its_vehicle_only_where_that_saves_enough(
    price, carrier, saved
):
    """By bus it saves 140.00 less its price: 15.00, 25.00."""
    first = earlier(way_day("C>V", "K1"))
    assert carriers(first) == {"K1"}

    plan = near(way_day("C>V", "K1", **bus(price)), first)

    assert carriers(plan) == {carrier}
    assert [row.saves_cents for row in plan.changes.changed] == (
        [saved] if saved else []
    )


def test_a_higher_price_keeps_the_way():
    first = earlier(way_day("C>V", "K1", **bus(1)))
    assert carriers(near(way_day("C>V", "K1", **bus(165)), first, 2_500)) == {"L3-out"}
    assert carriers(near(way_day("C>V", "K1", **bus(165)), first, 2_499)) == {"K1"}


def test_a_trip_that_is_gone_is_named_and_the_goods_go_all_the_same():
    first = earlier(way_day("C>V", "K1", **bus(1)))
    day = way_day("C>V", "K1")
    trips = {key: trip for key, trip in day.trips.items() if key != "L3-out"}

    plan = near(replace(day, trips=trips), first)

    (row,) = plan.changes.changed
    assert (row.reason, row.saves_cents) == (ChangeReason.GONE, None)
    assert [leg.carrier for leg in row.before[0]] == ["L3-out"]
    assert carriers(plan) == {"K1"}


def test_a_vehicle_that_is_gone_takes_back_its_sheet():
    first = earlier(way_day("C>V", "K1"))
    day = way_day("C>V", "K1", **bus(100))
    cars = {key: car for key, car in day.vehicles.items() if key != "K1"}

    plan = near(replace(day, vehicles=cars), first)

    (row,) = plan.changes.changed
    assert row.reason is ChangeReason.GONE
    assert plan.changes.of(DriverChange.GONE) == ("K1",)


def test_what_finds_no_room_goes_another_way_and_no_item_stays_for_it():
    """30 items are two bags, of which the bus takes one."""
    first = earlier(way_day("C>V", "K1", **bus(1)))
    day = way_day("C>V", "K1", **bus(1))
    full = replace(day.trips["L3-out"], cap_bags=1)
    day = replace(
        day,
        trips={**day.trips, "L3-out": full},
        consignments=(goods("C", "V", items=30),),
    )

    plan = near(day, first)

    assert plan.items_unserved == 0
    (row,) = plan.changes.changed
    away = [bag for bag in plan.bags if chain_of(bag)[0].carrier == "K1"]
    assert (row.reason, row.saves_cents) == (ChangeReason.NO_ROOM, None)
    assert row.items == sum(sum(bag.items.values()) for bag in away)


def test_lots_are_known_under_another_number_and_new_villages_stand_apart():
    """A row for H in front renames the lot of V; leaving would save 128 or so."""
    first = earlier(way_day("C>V", "K1", **bus(1)))
    day = way_day("C>V", "K1", **bus(155))
    rows = (goods("C", "H", key="c0"), goods("C", "V", key="c1"))

    plan = near(replace(day, consignments=rows), first, cents=15_000)

    assert {bag.destination: bag.lot for bag in plan.bags}["V"] == "L0002"
    assert plan.changes.changed == ()
    assert plan.changes.new == ("H",)
    back = near(way_day("C>H", "K1"), plan)
    assert back.changes.without_goods == ("V",)
    assert back.changes.villages == 1


def test_goods_of_a_new_kind_by_a_new_carrier_are_a_change_of_their_village():
    first = earlier(way_day("C>V", "K1", **bus(1)))
    day = way_day("C>V", "K1", **bus(1))
    rows = (*day.consignments, goods("V", "C", key="c2"))

    plan = near(replace(day, consignments=rows), first)

    (row,) = plan.changes.changed
    assert (row.site, row.reason, row.items) == ("V", ChangeReason.NEW_GOODS, 10)
    # The vehicle comes to V with the produce: the bag on the bus still keeps its way.
    out = [bag for bag in plan.bags if bag.destination == "V"]
    assert [chain_of(bag)[0].carrier for bag in out] == ["L3-out"]


def test_goods_of_a_new_kind_by_the_known_vehicle_are_no_change():
    first = earlier(way_day("C>V", "K1"))
    day = way_day("C>V", "K1")
    rows = (*day.consignments, goods("V", "C", key="c2"))

    plan = near(replace(day, consignments=rows), first)

    assert plan.changes.changed == ()
    assert carriers(plan) == {"K1"}


def test_a_driver_whose_sheet_tells_the_same_keeps_it():
    first = earlier(way_day("C>V", "K1"))
    same = near(way_day("C>V", "K1"), first)
    assert same.changes.of(DriverChange.UNCHANGED) == ("K1",)

    day = replace(way_day("C>V", "K1"), consignments=(goods("C", "V", items=11),))
    (row,) = near(day, first).changes.drivers
    assert (row.change, row.added, row.dropped) == (DriverChange.FIGURES, (), ())


@pytest.mark.parametrize("seed", [2, 3, 4, 5, 6, 7, 10, 11])
def test_no_village_goes_another_way_unsaid_and_no_plan_is_dearer_for_it(seed):
    day, travel = small_day(seed, SIZE)
    first = plan_day(day, travel, SHORT).plan
    again = near(day, first, travel=travel, budget=NONE)
    moved = len(again.changes.changed)
    assert again.items_unserved <= first.items_unserved
    if again.items_unserved == first.items_unserved:
        weighed = again.cost_cents + again.penalty_cents + 2000 * moved
        assert weighed <= first.cost_cents + first.penalty_cents

    counted = changed_counts(day, seed)
    plan = near(counted, first, travel=travel)
    said = {row.site for row in plan.changes.changed} | {*plan.changes.new}
    before, now = ways(day, first), ways(counted, plan)
    assert {site for site in now if not now[site] <= before.get(site, set())} <= said
    for row in plan.changes.changed:
        assert not set(row.after) <= before[row.site] or not row.after
        if row.reason is ChangeReason.CHEAPER:
            assert row.saves_cents > 2000
    assert load_plan(dump_plan(plan)).changes == plan.changes


def ways(day, plan):
    """Return the chains of each village's goods, from the plan's own legs."""
    outer = {row.consignment_id: row.outer_site for row in day.consignments}
    found = {}
    for bag in plan.bags:
        for key in bag.contents:
            found.setdefault(outer[key], set()).add(chain_of(bag))
    return found


def test_the_same_iterations_give_the_same_plan():
    day, travel = small_day(5, SIZE)
    first = plan_day(day, travel, SHORT).plan
    counted = changed_counts(day, 5)
    texts = {dump_plan(near(counted, first, travel=travel)) for _ in range(2)}
    assert len(texts) == 1


def test_no_item_stays_behind_to_keep_a_way_where_goods_may_wait():
    """Ten items wait for 155.00; by road they cost 140.00, with the price 160.00."""
    first = earlier(way_day("C>V", "K1", **bus(1)))
    day = way_day("C>V", "K1", **bus(1_000))
    prices = {Priority.NORMAL: 1_550}
    settings = replace(day.settings, economic_deferral=True, penalty_cents=prices)

    plan = near(replace(day, settings=settings), first)

    assert plan.items_unserved == 0
    assert (plan.cost_cents, carriers(plan)) == (BY_ROAD, {"K1"})


def test_the_first_plan_is_the_earlier_one_told_with_the_new_bags():
    """25 items are two bags where one bag of ten was: both take its place."""
    first = earlier(way_day("C>V", "K1", **bus(1)))
    day = replace(way_day("C>V", "K1"), consignments=(goods("C", "V", items=25),))
    found = direct_ways(day).shipments
    known = EarlierWays(day, first, [batch.lot for batch in found])

    told = told_again(known, found)

    assert [load.bags for load in told.bus_loads] == [("L0001-001", "L0001-002")]
    assert sum(sum(bag.items.values()) for bag in told.bags) == 25
    assert {chain_of(bag) for bag in told.bags} == {chain_of(first.bags[0])}


def test_a_route_that_is_too_full_loses_no_more_than_it_must():
    """A van for 100 kg brought 60 + 30 kg; now 80 + 30: the smaller batch gets off."""
    day = way_day("C>V", "K1")
    rows = (goods("C", "V", items=60), goods("C", "H", key="c2", items=30))
    first = earlier(replace(day, consignments=rows))
    assert carriers(first) == {"K1"}
    more = (goods("C", "V", items=80), goods("C", "H", key="c2", items=30))
    now = replace(day, consignments=more)
    found = direct_ways(now).shipments
    start = transferred(EarlierWays(now, first, [b.lot for b in found]), found)
    problem = build_road_problem(now, way_travel(), start.batches)

    draft = fitting(Simulator(problem), start.draft(problem))

    simulator = Simulator(problem)
    left = {problem.shipments[b].lot.destination for b in simulator.load(draft)}
    assert left == {"H"}


def test_a_lot_of_a_late_brand_is_of_the_earlier_lot():
    """One lot of two brands becomes two where one of them is late."""
    day = way_day("C>V", "K1")
    early = goods("C", "V")
    late = replace(goods("C", "V", key="c2"), partner="Q")
    first = earlier(replace(day, consignments=(early, late)))
    assert {bag.lot for bag in first.bags} == {"L0001"}
    rows = (early, replace(late, ready_time=late.ready_time + 1_800))

    plan = near(replace(day, consignments=rows), first)

    assert {bag.lot for bag in plan.bags} == {"L0001", "L0002"}
    assert plan.changes.changed == ()
