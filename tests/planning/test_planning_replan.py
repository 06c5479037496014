"""Re-plans of the four villages by hand: begun, lost, shut, more and fewer goods.

The arithmetic of the lost and the shut day stands in ``check.replans``, that of the
plan that is carried on in ``features.four_villages_plan``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.replans import LOSS, lost_day, lost_plan, shut_day, stranded_plan
from features.four_villages import four_village_day, four_village_travel, hm
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_consignment, edit_vehicle

from routing.domain.consignment import Priority
from routing.domain.day import Lock, LockKind
from routing.domain.past import Breakdown, Past
from routing.domain.reason import ReasonCode
from routing.optimize.budget import Budget
from routing.plan.changes import DriverChange
from routing.planning.plan_day import plan_day
from routing.planning.replan.replan import (
    Again,
    GoodsGoneError,
    VehicleGoneError,
    carry_on,
)

BUDGET = Budget(time_limit=None, iterations=20, workers=1, seed=1)


def carried(day, now, plan=None, before=None, change_cents=None):
    """Carry the plan on; the judge has nothing against it."""
    again = Again(
        day=before or four_village_day(),
        plan=plan or four_village_plan(),
        now=hm(now),
        change_cents=change_cents,
    )
    outcome = carry_on(day, four_village_travel(), again, BUDGET).outcome
    assert outcome.violations == []
    return outcome.plan


def routes(plan):
    return {route.vehicle: route for route in plan.routes}


def sorted_routes(plan):
    return sorted(plan.routes, key=lambda route: route.vehicle)


def drivers(plan):
    return {row.vehicle: row.change for row in plan.changes.drivers}


def dear(day):
    """Let goods that stay cost 1,000.00 an item: what can be carried is carried."""
    prices = dict.fromkeys(day.settings.penalty_cents, 100_000)
    return replace(day, settings=replace(day.settings, penalty_cents=prices))


def left(plan):
    return sorted((row.site, row.items, row.reason) for row in plan.unserved)


@pytest.fixture(scope="module")
def planned():
    """Return a plan of the day that the search made itself: nothing to improve."""
    outcome = plan_day(four_village_day(), four_village_travel(), BUDGET)
    assert outcome.violations == []
    return outcome.plan


@pytest.mark.parametrize("now", ["06:00", "08:05", "09:00", "11:40", "12:30", "20:00"])
def test_nothing_happened(planned, now):
    plan = carried(four_village_day(), now, planned)
    assert plan.past == Past(now=hm(now))
    assert routes(plan) == routes(planned)
    assert sorted(plan.bags, key=lambda b: b.id) == sorted(
        planned.bags, key=lambda b: b.id
    )
    assert (plan.cost_cents, plan.penalty_cents, left(plan)) == (
        planned.cost_cents,
        planned.penalty_cents,
        left(planned),
    )
    assert plan.changes.changed == ()
    assert set(drivers(plan).values()) == {DriverChange.UNCHANGED}


def test_a_rest_under_way_stays_where_it_is():
    # At 11:30 K1 rests at B, 11:19 - 11:49: nothing of the day is left to plan.
    plan = carried(four_village_day(), "11:30")
    assert routes(plan) == routes(four_village_plan())


def test_another_vehicle_fetches_what_was_on_board():
    plan = carried(dear(lost_day()), "11:30", before=dear(four_village_day()))
    expected = lost_plan()
    assert plan.past == expected.past
    assert routes(plan) == routes(expected)
    assert {bag.id: bag.legs for bag in plan.bags} == {
        bag.id: bag.legs for bag in expected.bags
    }
    assert plan.distance_sources == {"file": 47_060}
    # c8 stays, 5 × 1,000.00, X 3 × 1,000.00, E by K2 5.00.
    assert plan.penalty_cents == 800_500


@pytest.mark.parametrize(
    ("fixed_cents", "told"),
    [
        # 80.00 + 13.62 + 44.72 = 138.34 for 30 items that stay, 8.00 each: 240.00.
        (8_000, lost_plan()),
        # A day's pay of 200.00 makes it 258.34: nobody comes.
        (20_000, stranded_plan()),
    ],
)
def test_a_rescue_has_to_be_cheaper_than_what_stays(fixed_cents, told):
    day = edit_vehicle(lost_day(), "K3", fixed_cents=fixed_cents)
    prices = {**day.settings.penalty_cents, Priority.NORMAL: 800}
    day = replace(day, settings=replace(day.settings, penalty_cents=prices))
    plan = carried(day, "11:30", change_cents=0)
    assert [(r.vehicle, r.tours) for r in sorted_routes(plan)] == [
        (r.vehicle, r.tours) for r in sorted_routes(told)
    ]


def test_what_nobody_can_fetch_stays_where_it_stands():
    day = lost_day()
    day = replace(day, vehicles={k: day.vehicles[k] for k in ("K1", "K2")})
    plan = carried(dear(day), "11:30", before=dear(four_village_day()))
    assert routes(plan) == routes(stranded_plan())
    (b1,) = (bag for bag in plan.bags if bag.id == "b1")
    assert [(leg.from_site, leg.to_site) for leg in b1.legs] == [("C", "A")]
    assert not b1.arrives
    rows = {(row.site, row.items) for row in plan.unserved}
    assert rows == {("B", 15), ("B", 5), ("B", 10), ("E", 5), ("X", 3)}
    # 55 items are asked for at A, B, D and E beside b1 and p1: 30 + 12 + 8.
    assert plan.items_planned == 50


def test_it_stands_where_the_override_says_and_hands_over_there():
    # At B at 11:16 with b1: 20 items, 180 + 2 × 20 = 220 s, until 11:19:40.
    plan = carried(lost_day("B"), "11:30")
    tour = routes(plan)["K1"].tours[0]
    (halt,) = tour.stops[1:]
    assert (tour.stands, tour.end, tour.unload) == ("B", hm("11:19:40"), ())
    assert (halt.site, halt.start, halt.depart) == ("B", hm("11:16"), hm("11:19:40"))
    assert halt.deliver == ("b1",)
    # 6,030 + 3,000 m; 10:40:00 - 11:19:40 = 2,380 s × 25.00 / 3,600 = 16.53.
    route = routes(plan)["K1"]
    assert (route.metres, route.seconds, route.cost_cents.hours) == (9_030, 2_380, 1653)
    assert plan.past.losses == (replace(LOSS, site="B"),)
    # p1 was to be taken on at 13:00.
    assert ("B", 10) in {(row.site, row.items) for row in plan.unserved}


def test_a_vehicle_lost_while_it_loads_has_not_begun():
    day = replace(
        dear(lost_day()), breakdowns=(Breakdown(vehicle="K1", time=hm("10:50")),)
    )
    plan = carried(day, "10:50", before=dear(four_village_day()))
    # Nothing stands anywhere: K3 takes all that K1 was to take.
    assert (plan.past.losses, set(routes(plan))) == ((), {"K2", "K3"})
    (tour,) = routes(plan)["K3"].tours
    assert tour.load_start >= hm("10:50")
    assert set(tour.load) == {"a1", "a2", "b1"}
    assert [stop.site for stop in tour.stops] == ["A", "B"]
    assert drivers(plan)["K1"] == DriverChange.GONE


def test_goods_for_a_village_that_closes_come_back():
    plan = carried(replace(shut_day(), locks=()), "11:16")
    tour = routes(plan)["K1"].tours[0]
    assert ([stop.site for stop in tour.stops], tour.unload) == (["A"], ("b1",))
    (b1,) = (bag for bag in plan.bags if bag.id == "b1")
    assert [(leg.from_site, leg.to_site) for leg in b1.legs] == [("C", "C")]
    assert routes(plan)["K1"].metres == 2 * 6_030
    b = [row for row in left(plan) if row[0] == "B"]
    assert b == [("B", items, ReasonCode.STATION_CLOSED) for items in (5, 10, 15)]


def test_more_items_get_a_bag_of_their_own():
    day = edit_consignment(
        dear(four_village_day()), "c7", items=13, grams=13_000, cm3=65_000
    )
    plan = carried(day, "09:00", before=dear(four_village_day()))
    packed = {bag.id: bag.contents for bag in plan.bags}
    assert packed.keys() > {"a1", "a2", "b1", "d1", "e1", "p1"}
    assert packed["e1"] == {"c7": 8}
    (new,) = (key for key in packed if key not in {"a1", "a2", "b1", "d1", "e1", "p1"})
    assert packed[new]["c7"] == 5
    # K2's second tour loads at 09:16:44: it takes the new bag along.
    assert set(routes(plan)["K2"].tours[1].load) == {"e1", new}


def test_nothing_more_is_put_on_a_tour_that_has_begun():
    # It has loaded since 09:16:44 and is all that its range of 15 km allows.
    day = edit_consignment(four_village_day(), "c7", items=13, grams=13_000, cm3=65_000)
    plan = carried(day, "09:20")
    assert routes(plan)["K2"] == routes(four_village_plan())["K2"]
    assert ("E", 5) in {(row.site, row.items) for row in plan.unserved}


def test_fewer_items_are_packed_anew_before_they_begin():
    day = edit_consignment(
        dear(four_village_day()), "c7", items=3, grams=3_000, cm3=15_000
    )
    plan = carried(day, "09:00", before=dear(four_village_day()))
    e = [bag for bag in plan.bags if "c7" in bag.contents]
    assert [bag.contents["c7"] for bag in e] == [3]
    assert "e1" not in {bag.id for bag in plan.bags}


def test_a_charge_for_a_tour_that_is_not_driven_stays_out():
    # 3 + 5 items cost less left behind (15.00 + 10.00) than driven to: K2 ends.
    day = edit_consignment(four_village_day(), "c7", items=3, grams=3_000, cm3=15_000)
    plan = carried(day, "09:00")
    assert len(routes(plan)["K2"].tours) == 1
    assert routes(plan)["K2"].pauses == ()


def test_fewer_items_than_are_under_way_are_refused():
    day = edit_consignment(four_village_day(), "c7", items=3, grams=3_000, cm3=15_000)
    with pytest.raises(GoodsGoneError) as error:
        carried(day, "09:20")
    (row,) = error.value.rows
    found = (row.site, row.partner, row.moving, row.asked)
    assert found == ("E", "Q", 8, 3)


def test_a_vehicle_that_has_driven_must_be_known():
    day = four_village_day()
    day = replace(day, vehicles={"K1": day.vehicles["K1"]}, locks=())
    with pytest.raises(VehicleGoneError) as error:
        carried(day, "09:20")
    assert error.value.vehicles == ["K2"]


def test_a_loaded_vehicle_keeps_its_next_tour():
    # At 08:35 K2's second tour has not begun by the clock; the lock says it has.
    cancelled = replace(four_village_day(), locks=())
    cancelled = edit_consignment(cancelled, "c7", items=3, grams=3_000, cm3=15_000)
    assert len(routes(carried(cancelled, "08:35"))["K2"].tours) == 1
    lock = Lock(kind=LockKind.LOADED, vehicle="K2", sites=("E",))
    with pytest.raises(GoodsGoneError):
        carried(replace(cancelled, locks=(lock,)), "08:35")
    kept = carried(replace(four_village_day(), locks=(lock,)), "08:35")
    assert routes(kept)["K2"] == routes(four_village_plan())["K2"]


@pytest.mark.parametrize(
    "kind", [LockKind.VEHICLE, LockKind.SEQUENCE, LockKind.STRICT, LockKind.LOADED]
)
def test_a_lock_to_a_lost_vehicle_is_a_conflict(kind):
    # The lock names K1 for B, which it never reached: nobody else may go there.
    lock = Lock(kind=kind, vehicle="K1", sites=("A", "B"))
    day = replace(dear(lost_day()), locks=(lock,))
    plan = carried(day, "11:30", before=dear(four_village_day()))
    assert routes(plan) == routes(stranded_plan())
    b = [row for row in left(plan) if row[0] == "B"]
    assert b == [("B", items, ReasonCode.LOCK_CONFLICT) for items in (5, 10, 15)]
    (told,) = {row.action for row in plan.unserved if row.site == "B"}
    assert told.startswith("放开或改这条锁定：K1 ")
    assert told.endswith(" 东村、西村")


def test_a_second_replan_keeps_the_loss_and_carries_the_rescue_on():
    before, day = dear(four_village_day()), dear(lost_day())
    first = carried(day, "11:30", before=before)
    second = carried(day, "12:30", first, day)
    assert second.past == Past(now=hm("12:30"), losses=(LOSS,))
    assert routes(second) == routes(first)
    assert set(drivers(second).values()) == {DriverChange.UNCHANGED}
    # Now K3 is lost too, at A since 12:05: b1 and p1 stay.
    gone = Breakdown(vehicle="K3", time=hm("12:05"))
    third_day = replace(day, breakdowns=(*day.breakdowns, gone))
    third = carried(third_day, "12:40", second, day)
    assert [(loss.vehicle, loss.site) for loss in third.past.losses] == [
        ("K1", "A"),
        ("K3", "A"),
    ]
    tour = routes(third)["K3"].tours[0]
    assert (tour.end, tour.stands, tour.unload) == (hm("12:05"), "A", ("b1",))
    (b1,) = (bag for bag in third.bags if bag.id == "b1")
    assert [leg.vehicle for leg in b1.legs] == ["K1", "K3"]
    assert b1.legs[-1].to_site == "A"
