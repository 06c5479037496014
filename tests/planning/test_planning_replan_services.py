"""Re-plans with buses, by hand, on the roads and timetable of ``way_day``.

Ten items go C → V: by bus L1, C 08:00 - H 08:30, for 2.00 a bag, and on with the
tricycle K2, which is at H::

    08:40:00 loading, 10 min: the hub takes 20 min from 08:30:00
    08:50:00 leaves
    09:10:00 V, 1,200 s on; 180 + 2 × 10 = 200 s
    09:33:20 back at H

    12,000 m × 0.50 = 6.00; 08:40:00 - 09:33:20 = 3,200 s × 18.00 = 16.00; 10.00 a day

Or with the van K1 from C alone: 07:20:00 loading, 07:30:00 leaves, 08:00:00 V, 08:33:20
back: 36,000 m, 4,400 s.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages import hm
from planning.way_day import goods, way_day, way_travel
from properties.plan_edits import edit_consignment, edit_site, edit_vehicle

from routing.domain.consignment import Priority
from routing.domain.day import Lock, LockKind, VehicleOut
from routing.domain.past import Breakdown
from routing.domain.price import PriceBasis
from routing.domain.reason import ReasonCode
from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.domain.vehicle import Break
from routing.domain.window import TimeWindow
from routing.optimize.budget import Budget
from routing.plan.changes import ChangeReason, DriverChange
from routing.planning.plan_day import plan_day
from routing.planning.replan.replan import Again, carry_on

BUDGET = Budget(time_limit=None, iterations=10, workers=1, seed=1)
L1 = (PriceBasis.PER_BAG, 2_000_000)
BY_BUS, BY_VAN = way_day("C>V", "K2", L1=L1), way_day("C>V", "K1")


def planned(day):
    outcome = plan_day(day, way_travel(), BUDGET)
    assert outcome.violations == []
    return outcome.plan


@pytest.fixture(scope="module")
def by_bus():
    plan = planned(BY_BUS)
    assert ways(plan) == {"L0001-001": [("L1-out", "H"), ("K2", "V")]}
    assert plan.routes[0].tours[0].load_start == hm("08:40")
    assert plan.cost_cents == 200 + 1_000 + 600 + 1_600
    return plan


@pytest.fixture(scope="module")
def by_van():
    plan = planned(BY_VAN)
    assert ways(plan) == {"L0001-001": [("K1", "V")]}
    assert plan.routes[0].tours[0].load_start == hm("07:20")
    return plan


def carried(before, plan, now, day):
    again = Again(day=before, plan=plan, now=hm(now))
    outcome = carry_on(day, way_travel(), again, BUDGET).outcome
    assert outcome.violations == []
    return outcome.plan


def ways(plan):
    return {
        bag.id: [
            (leg.vehicle or leg.trip or leg.offer, leg.to_site) for leg in bag.legs
        ]
        for bag in plan.bags
    }


def times(tour):
    return tuple(tour.load + tour.unload), tour.load_start, tour.start, tour.end


def cancelled(day, name):
    change = TripChange(
        kind=TripChangeKind.CANCELLED, text="", reason="修路", by="调度"
    )
    return replace(
        day,
        trips={key: trip for key, trip in day.trips.items() if key != name},
        trips_out=(TripOut(trip=day.trips[name], change=change),),
    )


def late(day, name, seconds):
    return replace(day, trips={**day.trips, name: day.trips[name].shifted(seconds)})


def test_goods_wait_at_the_stop_of_a_bus_that_is_cancelled(by_bus):
    # At 07:50 they are handed in already, the cut-off was 07:45.
    day = cancelled(BY_BUS, "L1-out")
    plan = carried(BY_BUS, by_bus, "07:50", day)
    ((carrier, _), *_) = ways(plan)["L0001-001"]
    assert carrier not in ("L1-out", "K2")
    assert min(leg.depart for leg in plan.bags[0].legs) >= hm("07:50")
    (row,) = plan.changes.changed
    assert (row.site, row.reason, row.items) == ("V", ChangeReason.GONE, 10)
    (driver,) = plan.changes.drivers
    assert (driver.vehicle, driver.change) == ("K2", DriverChange.GONE)


def test_a_bus_that_is_late_before_the_tour_begins_moves_the_tour(by_bus):
    plan = carried(BY_BUS, by_bus, "08:20", late(BY_BUS, "L1-out", 1_800))
    assert ways(plan) == ways(by_bus)
    # At H 09:00, 20 min: it leaves 09:20 and loads from 09:10.
    (tour,) = plan.routes[0].tours
    assert (tour.load_start, tour.start) == (hm("09:10"), hm("09:20"))
    assert tour.stops[0].start == hm("09:40")
    assert plan.cost_cents == by_bus.cost_cents


def test_a_begun_tour_misses_what_a_late_bus_brings(by_bus):
    # At 09:00 K2 is said to have left at 08:50, but the bus comes at 09:00 only.
    plan = carried(BY_BUS, by_bus, "09:00", late(BY_BUS, "L1-out", 1_800))
    missed, fetched = plan.routes[0].tours
    assert (missed.load, missed.stops, missed.end) == ((), (), hm("08:50"))
    assert (fetched.load, fetched.load_start) == (("L0001-001",), hm("09:10"))
    assert plan.bags[0].legs[0].arrive == hm("09:00")
    # 08:40:00 - 10:03:20 = 5,000 s: 25.00 instead of 16.00.
    assert plan.cost_cents == by_bus.cost_cents + 900


def test_a_bus_that_is_late_but_not_too_late_changes_nothing_begun(by_bus):
    # Ready at 08:55 instead of 08:50, loaded from 08:40: it misses as well.
    five = carried(BY_BUS, by_bus, "09:00", late(BY_BUS, "L1-out", 300))
    assert len(five.routes[0].tours) == 2
    # On time it goes on as it was.
    none = carried(BY_BUS, by_bus, "09:00", BY_BUS)
    assert none.routes == by_bus.routes


def test_a_village_that_closes_with_its_goods_on_board(by_bus):
    day = edit_site(BY_BUS, "V", dispatchable=False)
    plan = carried(BY_BUS, by_bus, "09:05", day)
    (tour,) = plan.routes[0].tours
    assert (tour.load, tour.unload) == (("L0001-001",), ("L0001-001",))
    assert ways(plan) == {"L0001-001": [("L1-out", "H"), ("K2", "H")]}
    (row,) = plan.unserved
    found = (row.site, row.items, row.reason)
    assert found == ("V", 10, ReasonCode.STATION_CLOSED)
    assert plan.items_planned == 0


def test_goods_that_come_late_go_another_way(by_bus):
    # Ready at 09:00, after L1 and L3: something else, from then on.
    day = edit_consignment(BY_BUS, "c1", ready_time=hm("09:00"))
    plan = carried(BY_BUS, by_bus, "07:40", day)
    ((carrier, _), *_) = ways(plan)["L0001-001"]
    assert carrier not in ("L1-out", "L3-out")
    assert plan.bags[0].legs[0].depart >= hm("09:00")


def test_goods_that_come_late_wait_for_the_same_van(by_van):
    day = edit_consignment(BY_VAN, "c1", ready_time=hm("09:00"))
    plan = carried(BY_VAN, by_van, "07:00", day)
    # Loaded when they are there: 09:00, or so that it leaves at 09:00.
    (tour,) = plan.routes[0].tours
    assert tour.start >= hm("09:00")
    assert plan.cost_cents == by_van.cost_cents


def at_nine(day):
    late_shift = TimeWindow(hm("09:00"), day.vehicles["K1"].shift.late)
    return edit_vehicle(day, "K1", shift=late_shift)


@pytest.mark.parametrize("now", ["07:00", "08:10"])
def test_a_driver_who_is_late_begins_when_he_comes(by_van, now):
    # At 08:10 the tour had begun by the clock: nobody drove it.
    plan = carried(BY_VAN, by_van, now, at_nine(BY_VAN))
    (tour,) = plan.routes[0].tours
    assert times(tour) == (("L0001-001",), hm("09:00"), hm("09:10"), hm("10:13:20"))


def test_a_lock_says_that_a_late_driver_is_under_way(by_van):
    lock = Lock(kind=LockKind.DEPARTED, vehicle="K1", sites=())
    day = replace(at_nine(BY_VAN), locks=(lock,))
    assert carried(BY_VAN, by_van, "08:10", day).routes == by_van.routes


def test_nothing_is_added_to_a_loaded_van(by_van):
    more = (*BY_VAN.consignments, goods("C", "V", key="c2", items=4))
    day = replace(BY_VAN, consignments=more)
    lock = Lock(kind=LockKind.LOADED, vehicle="K1", sites=())
    first, second = (
        carried(BY_VAN, by_van, "07:00", replace(day, locks=(lock,))).routes[0].tours
    )
    assert first == by_van.routes[0].tours[0]
    # 08:33:20 back, 10 min of loading; 180 + 2 × 4 = 188 s at V.
    assert (second.load_start, second.start) == (hm("08:33:20"), hm("08:43:20"))
    assert second.stops[0].depart == hm("09:13:20") + 188
    # Without the lock they go together: 180 + 2 × 14 = 208 s.
    (tour,) = carried(BY_VAN, by_van, "07:00", day).routes[0].tours
    assert (len(tour.load), tour.stops[0].depart - tour.stops[0].start) == (2, 208)


def test_old_bags_keep_their_ids_where_the_tables_number_anew(by_van):
    # The row that was c1 is c2 now, behind a new one of another promise.
    new = replace(goods("C", "V", key="c1", items=4), priority=Priority.LOW)
    day = replace(BY_VAN, consignments=(new, goods("C", "V", key="c2")))
    plan = carried(BY_VAN, by_van, "07:00", day)
    contents = {bag.id: bag.contents for bag in plan.bags}
    assert contents.pop("L0001-001") == {"c2": 10}
    assert list(contents.values()) == [{"c1": 4}]
    # Begun at 07:25, they are not mixed up either.
    begun = carried(BY_VAN, by_van, "07:25", day)
    assert begun.bags[0].contents == {"c2": 10}
    assert begun.routes[0].tours[0] == by_van.routes[0].tours[0]


@pytest.mark.parametrize("kind", [LockKind.VEHICLE, LockKind.SEQUENCE, LockKind.STRICT])
def test_a_lock_to_a_vehicle_that_never_left_is_a_conflict(by_van, kind):
    out = VehicleOut(vehicle=BY_VAN.vehicles["K1"], cause="OVERRIDE")
    day = replace(
        BY_VAN,
        vehicles={"K2": BY_VAN.vehicles["K2"]},
        vehicles_out=(out,),
        breakdowns=(Breakdown(vehicle="K1", time=hm("07:00")),),
        locks=(Lock(kind=kind, vehicle="K1", sites=("V",)),),
    )
    plan = carried(BY_VAN, by_van, "07:00", day)
    assert plan.routes == ()
    (row,) = plan.unserved
    assert (row.site, row.items, row.reason) == ("V", 10, ReasonCode.LOCK_CONFLICT)


def test_a_break_is_owed_before_the_second_tour(by_van):
    # 30 min between 08:00 and 09:30: on the tour to V, 07:20 - 08:33:20, there was
    # none, and it ended before 09:30. More goods at 08:20: rest, then load.
    rest = Break(1_800, TimeWindow(hm("08:00"), hm("09:30")))
    day = edit_vehicle(BY_VAN, "K1", breaks=(rest,))
    more = (*day.consignments, goods("C", "V", key="c2", items=4))
    plan = carried(day, by_van, "08:20", replace(day, consignments=more))
    (route,) = plan.routes
    assert route.tours[0] == by_van.routes[0].tours[0]
    (pause,) = route.pauses
    found = (pause.site, pause.start, pause.end)
    assert found == ("C", hm("08:33:20"), hm("09:03:20"))
    assert route.tours[1].load_start == hm("09:03:20")
