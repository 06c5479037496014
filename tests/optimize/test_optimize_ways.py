"""What may travel as what: splitting, permissions, hours and room in stations."""

from dataclasses import replace

import pytest
from features.four_villages import hm
from optimize.village_routes import hours, lot_of, open_day
from optimize.way_batches import name_of, named, ways_of
from planning.way_day import way_day, way_travel
from properties.plan_edits import edit_consignment, edit_site, edit_vehicle
from properties.service_edits import edit_call, edit_offer, edit_trip

from routing.domain.consignment import Priority
from routing.domain.reason import ReasonCode
from routing.domain.vehicle import VehicleClass
from routing.domain.window import TimeWindow
from routing.optimize.road import build_road_problem
from routing.optimize.ways import (
    direct_ways,
    single_bags,
    visit_windows,
)


def sizes(day, key):
    """Return the number of bags in each shipment of a consignment's lot."""
    lot = lot_of(day, key)
    return [
        len(s.bags) for s in direct_ways(day).shipments if s.lot.lot_id == lot.lot_id
    ]


def left(day):
    return [
        (row.bag.items, row.reason, row.amount, row.unit)
        for row in direct_ways(day).left
    ]


def test_every_bag_travels_or_is_left():
    day = open_day()
    ways = direct_ways(day)
    assert ways.left == ()
    assert sum(s.items for s in ways.shipments) == 20 + 10 + 15 + 5 + 10 + 12 + 8
    assert sum(s.grams for s in ways.shipments) == 97_000
    assert sum(s.cm3 for s in ways.shipments) == 430_000


@pytest.mark.parametrize(
    ("items", "grams", "expected"),
    [
        # K2 alone may enter D: 30 kg, 100 l. Bags of 20 items.
        (20, 10_000, [1]),
        # 10.2 of 30 kg are 0.34, still whole; one gram more is cut in two.
        (40, 10_200, [2]),
        (40, 10_201, [1, 1]),
        # 0.9 of 30 kg: three parts of four bags.
        (80, 27_000, [1, 1, 2]),
        # Never more parts than bags.
        (40, 45_000, [1, 1]),
    ],
)
def test_a_lot_that_is_large_for_its_vehicles_is_split(items, grams, expected):
    day = edit_consignment(open_day(), "c6", items=items, grams=grams, cm3=1000)
    assert sizes(day, "c6") == expected


def test_a_large_lot_is_split_by_what_it_has_most_of():
    # 34 of 100 litres, then 35.
    day = edit_consignment(open_day(), "c6", items=40, grams=1000, cm3=34_000)
    assert sizes(day, "c6") == [2]
    assert sizes(edit_consignment(day, "c6", cm3=35_000), "c6") == [1, 1]
    # 40 of 60 items.
    day = edit_consignment(day, "c6", cm3=1000)
    assert sizes(edit_vehicle(day, "K2", cap_items=60), "c6") == [1, 1]


def test_drones_take_bags_one_by_one():
    day = edit_consignment(open_day(), "c6", items=40, grams=1000, cm3=1000)
    day = edit_vehicle(day, "K2", vehicle_class=VehicleClass.DRONE, cap_bags=1)
    for site in "CD":
        drones = (VehicleClass.DRONE, VehicleClass.MICROVAN)
        day = edit_site(day, site, allowed_classes=drones)
    assert sizes(day, "c6") == [1, 1]


def test_a_lot_that_no_vehicle_may_carry_stays_whole():
    day = edit_site(open_day(), "D", allowed_classes=(VehicleClass.LIGHT,))
    day = edit_consignment(day, "c6", items=40, grams=45_000)
    assert sizes(day, "c6") == [2]


def test_single_bags():
    day = edit_consignment(open_day(), "c6", items=40, grams=1000, cm3=1000)
    (shipment,) = (s for s in direct_ways(day).shipments if len(s.bags) == 2)
    assert [s.bags for s in single_bags(shipment)] == [
        (shipment.bags[0],),
        (shipment.bags[1],),
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda day: edit_consignment(day, "c6", blocked=ReasonCode.NEEDS_REVIEW),
            ReasonCode.NEEDS_REVIEW,
        ),
        (
            lambda day: edit_site(day, "D", serves_today=False),
            ReasonCode.NOT_SERVICE_DAY,
        ),
        (
            lambda day: edit_site(day, "D", dispatchable=False),
            ReasonCode.STATION_CLOSED,
        ),
        # D opens at 08:00.
        (
            lambda day: edit_consignment(day, "c6", deadline=hm("07:59")),
            ReasonCode.TIME_WINDOW,
        ),
        # Ready after the centre's last loading.
        (
            lambda day: edit_consignment(day, "c6", ready_time=hm("20:01")),
            ReasonCode.TIME_WINDOW,
        ),
    ],
)
def test_what_is_out_from_the_start(change, reason):
    assert left(change(open_day())) == [(12, reason, 0, "")]


EVENING = (TimeWindow(hm("19:00"), hm("20:00")),)
"""Own windows after the village has closed."""


def test_own_hours_outside_those_of_a_site_leave_what_needs_neither():
    day = edit_consignment(way_day("C>V"), "c1", windows=EVENING)
    # Offers are there at 15:00, whatever the hours (T8a); last resorts tomorrow.
    assert left(day) == []
    assert set(named(ways_of(day))) == {"O1", "CH O2", "L1-out O2", "F1-out O2"}
    # None comes to the village.
    away = {key: o for key, o in day.offers.items() if "V" not in o.to_sites}
    buses = replace(day, offers=away)
    assert left(buses) == [(10, ReasonCode.TIME_WINDOW, 0, "")]
    # L3 from 18:45 is there at 19:30: where somebody attends always.
    stops = [
        stop.shifted(hm("18:45") - hm("08:15")) for stop in day.trips["L3-out"].stops
    ]
    late = edit_trip(buses, "L3-out", stops=tuple(stops))
    assert left(late) == [(10, ReasonCode.TIME_WINDOW, 0, "")]
    late = edit_call(late, "L3-out", 1, attended=True)
    assert left(late) == []
    assert set(named(ways_of(late))) == {"L3-out"}


def test_own_hours_outside_those_of_a_site_where_goods_begin():
    # Handed over at 06:30, before the village opens at 08:00.
    morning = (TimeWindow(hm("06:00"), hm("07:00")),)
    day = way_day("V>C")
    day = edit_consignment(day, "c1", windows=morning, ready_time=hm("06:00"))
    day = edit_offer(day, "O3", cutoff_time=hm("06:30"))
    assert set(named(ways_of(day))) == {"O3"}
    given = {key: o for key, o in day.offers.items() if o.from_site != "V"}
    assert left(replace(day, offers=given)) == [(10, ReasonCode.TIME_WINDOW, 0, "")]


def test_an_only_way_that_is_no_road_is_told_from_the_straight_one():
    day = edit_consignment(way_day("C>V"), "c1", windows=EVENING)
    day = replace(day, trips={}, offers={"O1": day.offers["O1"]})
    problem = build_road_problem(day, way_travel(), direct_ways(day).shipments)
    assert [[name_of(leg) for leg in way.legs] for way in problem.ways[0]] == [["O1"]]
    assert problem.has_ways
    plain = edit_consignment(day, "c1", windows=())
    plain = replace(plain, offers={}, vehicles={"K1": day.vehicles["K1"]})
    hub = replace(day.sites["H"], dispatchable=False)
    plain = replace(plain, sites={**day.sites, "H": hub})
    problem = build_road_problem(plain, way_travel(), direct_ways(plain).shipments)
    assert not problem.has_ways


def test_bags_beyond_the_room_of_a_village_are_left():
    # 36 - 6 in stock: just the 30 items; with 30, 24 are free and 6 too many.
    assert left(edit_site(open_day(), "A", storage_items=36)) == []
    day = edit_site(open_day(), "A", storage_items=30)
    assert left(day) == [(10, ReasonCode.STATION_FULL, 6, "items")]
    # High priority first: now the 20 items find 14 free.
    day = edit_consignment(day, "c2", priority=Priority.HIGH)
    assert left(day) == [(20, ReasonCode.STATION_FULL, 6, "items")]
    # Ready at another time they are lots of their own: 20 against 14 free.
    day = edit_consignment(day, "c2", ready_time=hm("07:31"))
    assert left(day) == [(20, ReasonCode.STATION_FULL, 6, "items")]
    # Pickups need no room where they start.
    assert left(edit_site(open_day(), "B", storage_items=20)) == []


def test_windows_of_a_visit():
    day = edit_site(open_day(), "B", hours=hours("08:00", "12:00", "13:00", "17:00"))
    produce = lot_of(day, "c5")
    assert visit_windows(day, produce, "B") == hours("13:00", "15:00")
    assert visit_windows(day, produce, "C") == hours("06:00", "20:00")
    day = edit_consignment(
        day, "c5", windows=(), ready_time=hm("11:00"), deadline=hm("14:00")
    )
    assert visit_windows(day, lot_of(day, "c5"), "B") == hours(
        "11:00", "12:00", "13:00", "14:00"
    )
    # A deadline of an instant that is inside, and one second before it opens.
    day = edit_consignment(day, "c5", ready_time=0, deadline=hm("08:00"))
    assert visit_windows(day, lot_of(day, "c5"), "B") == hours("08:00", "08:00")
    day = edit_consignment(day, "c5", deadline=hm("07:59:59"))
    assert visit_windows(day, lot_of(day, "c5"), "B") is None
    # A site that is always open, for goods ready at 11:00.
    day = edit_consignment(day, "c5", deadline=None, ready_time=hm("11:00"))
    day = edit_site(day, "B", hours=())
    (window,) = visit_windows(day, lot_of(day, "c5"), "B")
    assert window.early == hm("11:00")
    assert window.late > hm("24:00")
    assert visit_windows(edit_site(day, "A", hours=()), lot_of(day, "c1"), "A") == ()
