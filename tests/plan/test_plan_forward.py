"""A plain forward schedule: halts in a given order, by the clock.

The centre C lies 600 s (6 km) from A and from B, and 300 s (3 km) from A to B.
A halt takes 100 s and 1 s per item, loading 600 s; the shift begins at 10,000.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.day import Day
from routing.domain.goods import GoodsClass
from routing.domain.lot import build_lots
from routing.domain.partner import Partner
from routing.domain.site import Level, Site
from routing.domain.vehicle import Break, Temperature, Vehicle, VehicleClass
from routing.domain.window import TimeWindow
from routing.plan.forward import ForwardSchedule
from routing.plan.halt import Halt, loaded, unloaded
from routing.plan.model import Pause, PauseKind
from routing.travel.matrix import Source, Travel, TravelMatrix

ALL_DAY = (TimeWindow(0, 80_000),)


def make_site(name, level=Level.VILLAGE, **changes):
    values = {"hours": ALL_DAY, "service_duration": 100, "sec_per_item": 1}
    return Site(site_id=name, name=name, level=level, **{**values, **changes})


def make_vehicle(name="K", **changes):
    values = {
        "vehicle_id": name,
        "plate": name,
        "vehicle_class": VehicleClass.LIGHT,
        "owner": None,
        "start_site": "C",
        "end_site": "C",
        "cap_g": 1_000_000,
        "compartments_cm3": {Temperature.AMBIENT: 10_000_000},
        "shift": TimeWindow(10_000, 80_000),
        "reload_duration": 600,
    }
    return Vehicle(**{**values, **changes})


def make_schedule(hours=ALL_DAY, docks=None, ready=0):
    """Return a schedule, the bag of 10 items for A and that of 5 from B."""
    rows = [("K1", "C", "A", 10), ("K2", "B", "C", 5)]
    day = Day(
        date=dt.date(2026, 3, 10),
        centre="C",
        sites={
            "C": make_site("C", Level.CENTRE, docks=docks),
            "A": make_site("A", hours=hours),
            "B": make_site("B"),
        },
        partners={"P": Partner(partner_id="P", name="P")},
        goods={"普通": GoodsClass()},
        vehicles={},
        consignments=tuple(
            Consignment(
                consignment_id=name,
                kind=ConsignmentKind(kind),
                origin=origin,
                destination=end,
                partner="P",
                goods_class="普通",
                items=items,
                grams=1_000 * items,
                cm3=1_000 * items,
                ready_time=ready,
            )
            for (name, origin, end, items), kind in zip(
                rows, ("delivery", "pickup"), strict=True
            )
        ),
    )
    seconds = np.array([[0, 600, 600], [600, 0, 300], [600, 300, 0]], np.int32)
    matrix = TravelMatrix(
        profile="light",
        metres=seconds * 10,
        seconds=seconds,
        source=np.full((3, 3), Source.FILE, np.uint8),
    )
    travel = Travel(index={"C": 0, "A": 1, "B": 2}, matrices={"light": matrix})
    bags = {lot.consignments[0].consignment_id: lot.bags for lot in build_lots(day)}
    return ForwardSchedule(day, travel), bags["K1"], bags["K2"]


def test_each_thing_is_done_as_soon_as_the_one_before_is():
    schedule, down, up = make_schedule()
    halts = (Halt(site="A", deliver=down), Halt(site="B", pick_up=up))

    route = schedule.route(make_vehicle(), [halts])

    tour = route.tours[0]
    assert (tour.load_start, tour.start, tour.end) == (10_000, 10_600, 12_315)
    times = [(stop.arrive, stop.start, stop.depart) for stop in tour.stops]
    # 110 s at A, 105 s at B.
    assert times == [(11_200, 11_200, 11_310), (11_610, 11_610, 11_715)]
    assert (tour.load_items, [stop.load_items for stop in tour.stops]) == (10, [0, 5])
    assert (route.metres, route.seconds) == (15_000, 2_315)


def test_loading_waits_for_the_goods_at_the_base():
    schedule, down, _ = make_schedule(ready=30_000)

    tour = schedule.route(make_vehicle(), [(Halt(site="A", deliver=down),)]).tours[0]

    assert (tour.load_start, tour.start) == (29_400, 30_000)


def test_a_halt_after_its_last_window_is_served_all_the_same():
    schedule, down, _ = make_schedule(hours=(TimeWindow(0, 9_000),))

    tour = schedule.route(make_vehicle(), [(Halt(site="A", deliver=down),)]).tours[0]

    assert tour.stops[0].start == tour.stops[0].arrive == 11_200


def test_a_rest_is_taken_where_it_lengthens_nothing():
    schedule, down, up = make_schedule(hours=(TimeWindow(20_000, 80_000),))
    rest = Break(600, TimeWindow(17_000, 19_500))
    tours = [(Halt(site="B", pick_up=up),), (Halt(site="A", deliver=down),)]

    route = schedule.route(make_vehicle(breaks=(rest,)), tours)

    # To be at A when it opens, 20,000: loading, B 105 s, loading, a rest of 600 s
    # take 3,705 s. At A itself the rest would be too late, from 18,900 on.
    assert route.tours[0].load_start == 16_295
    assert route.pauses == (
        Pause(kind=PauseKind.BREAK, site="B", start=17_600, end=18_200),
    )
    stop = route.tours[1].stops[0]
    assert (stop.arrive, stop.start) == (20_000, 20_000)


def test_a_rest_that_the_hours_do_not_ask_for_is_none():
    """As late as A allows, the route begins after the window has opened."""
    schedule, down, _ = make_schedule(hours=(TimeWindow(20_000, 80_000),))
    rest = Break(600, TimeWindow(13_000, 19_000))

    route = schedule.route(
        make_vehicle(breaks=(rest,)), [(Halt(site="A", deliver=down),)]
    )

    assert route.tours[0].load_start == 18_800
    assert route.pauses == ()


def test_a_pause_is_hidden_in_a_wait():
    """600 s out and 600 s back are too many without one; A opens at 20,000."""
    schedule, down, _ = make_schedule(hours=(TimeWindow(20_000, 80_000),))
    halts = (Halt(site="A", deliver=down),)

    route = schedule.route(make_vehicle(max_drive_duration=1_000), [halts])

    assert route.pauses == (
        Pause(kind=PauseKind.PAUSE, site="A", start=18_800, end=20_000),
    )
    assert (route.tours[0].load_start, route.tours[0].end) == (17_600, 20_710)


def test_hours_are_kept_where_a_later_window_allows():
    """A opens 12,000 - 13,000 and from 30,000 on, B's goods are ready at 30,000.

    From A in the morning the route lasts until 31,005: 19,605 s at least.
    """
    hours = TimeWindow(12_000, 13_000), TimeWindow(30_000, 80_000)
    schedule, down, up = make_schedule(hours=hours)
    late = replace(schedule.day.consignments[1], ready_time=30_000)
    day = replace(schedule.day, consignments=(schedule.day.consignments[0], late))
    schedule = ForwardSchedule(day, schedule.travel)
    halts = (Halt(site="A", deliver=down), Halt(site="B", pick_up=up))

    early = schedule.route(make_vehicle(max_route_duration=20_000), [halts])
    short = schedule.route(make_vehicle("L", max_route_duration=10_000), [halts])

    # 600 s of loading and 600 s of driving before A closes; the way back 600 s.
    assert (early.tours[0].load_start, early.tours[0].end) == (11_800, 30_705)
    # 110 s at A, 300 s on the road, 105 s at B.
    assert (short.tours[0].load_start, short.tours[0].end) == (28_800, 31_115)


def test_a_due_rest_is_taken_before_a_drive_that_would_miss_it():
    schedule, down, up = make_schedule()
    rest = Break(300, TimeWindow(11_000, 11_700))
    halts = (Halt(site="A", deliver=down), Halt(site="B", pick_up=up))

    route = schedule.route(make_vehicle(breaks=(rest,)), [halts])

    # At A until 11,310; at B until 11,715: too late to begin at 11,400.
    assert route.pauses == (
        Pause(kind=PauseKind.BREAK, site="A", start=11_310, end=11_610),
    )
    assert route.tours[0].stops[1].arrive == 11_910


@pytest.mark.parametrize(
    ("docks", "second"), [(1, 10_600), (2, 10_000), (None, 10_000)]
)
def test_docks_are_shared_by_the_routes_of_a_day(docks, second):
    schedule, down, up = make_schedule(docks=docks)
    schedule.route(make_vehicle("K1"), [(Halt(site="A", deliver=down),)])

    route = schedule.route(make_vehicle("K2"), [(Halt(site="B", pick_up=up),)])

    assert route.tours[0].load_start == second


@pytest.mark.parametrize(("closes", "begins"), [(80_000, 30_000), (30_900, 28_800)])
def test_a_dock_that_is_free_before_is_taken_where_the_next_is_too_late(closes, begins):
    hours = (TimeWindow(0, closes),)
    schedule, down, _ = make_schedule(docks=1, ready=30_000, hours=hours)
    schedule.route(make_vehicle("K1"), [(Halt(site="A", deliver=down),)])
    again = schedule.route(make_vehicle("K2"), [(Halt(site="A", deliver=down),)])

    # The first loads from 29,400 to 30,000. The second would be at A at 31,200;
    # loaded before, it waits for the goods and is there at 30,600.
    assert again.tours[0].load_start == begins
    assert again.tours[0].start == max(begins + 600, 30_000)


def test_what_boards_on_the_way_is_not_loaded_at_the_base():
    _, down, up = make_schedule()
    halts = (
        Halt(site="B", pick_up=(*up, *down)),
        Halt(site="A", deliver=down),
    )

    assert loaded(halts) == []
    assert unloaded(halts) == list(up)
