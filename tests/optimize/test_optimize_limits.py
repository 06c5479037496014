"""What ways take of limits: segments, work at stops, offers, room at hubs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from optimize.way_batches import batch_of, named, ways_of
from planning.way_day import trip, way_day
from properties.plan_edits import edit_consignment, edit_goods, edit_site
from properties.service_edits import edit_call, edit_offer, edit_trip

from routing.domain.vehicle import Temperature
from routing.optimize.itineraries.limits import LARGE, Limits, load_of


def takes_of(limits, batch, way):
    """Return what a batch takes of each limit on its way: (number, how much)."""
    load = load_of(batch)
    return [
        (number, load[dimension])
        for rows in limits.of(way, Temperature.AMBIENT)
        for number, dimension in rows.tolist()
    ]


def taken(day, way, kept=None):
    """Return (what is limited, cap, amount) of a way by its name."""
    limits = Limits(day, kept or {})
    takes = takes_of(limits, batch_of(day), named(ways_of(day))[way])
    return [(limits.keys[number], limits.caps[number], much) for number, much in takes]


def around(day):
    """Let L3 go C, X, H, X, C: each place but the hub is passed twice."""
    calls = (("C", "08:15"), ("X", "08:55"), ("H", "09:05"), ("X", "09:15"))
    late = trip("L3-out", "L3", *calls, ("C", "09:55"))
    return replace(day, trips={"L3-out": late})


def test_every_segment_counts_in_every_dimension():
    day = edit_trip(around(way_day("C>V")), "L3-out", cap_g=30_000, cap_cm3=900_000)
    # Ten items of 1 kg and 5 l in a bag, from call 0 to 1; 180 s there are 10 bags.
    work = (("work", "L3-out", 1), 10, 1)
    assert taken(day, "L3-out") == [
        (("bags", "L3-out", 0), 4, 1),
        (("g", "L3-out", 0), 30_000, 10_000),
        (("cm3", "L3-out", 0), 900_000, 50_000),
        work,
    ]


def test_a_longer_ride_takes_all_its_segments():
    day = edit_call(around(way_day("C>V")), "L3-out", 1, unload_ok=False)
    assert taken(day, "L3-out") == [
        (("bags", "L3-out", 0), 4, 1),
        (("bags", "L3-out", 1), 4, 1),
        (("bags", "L3-out", 2), 4, 1),
        (("work", "L3-out", 3), 10, 1),
    ]


@pytest.mark.parametrize(
    ("dwell", "bags"), [(29, 0), (30, 0), (44, 0), (45, 1), (59, 1), (60, 2)]
)
def test_work_fits_the_dwell(dwell, bags):
    # 30 s and 15 s a bag.
    day = edit_call(around(way_day("C>V")), "L3-out", 1, max_dwell_duration=dwell)
    assert taken(day, "L3-out")[-1] == (("work", "L3-out", 1), bags, 1)


@pytest.mark.parametrize(("dwell", "most"), [(29, 0), (30, LARGE)])
def test_bags_that_take_no_time(dwell, most):
    day = edit_call(around(way_day("C>V")), "L3-out", 1, max_dwell_duration=dwell)
    day = replace(day, settings=replace(day.settings, bus_duration_per_bag=0))
    assert taken(day, "L3-out")[-1] == (("work", "L3-out", 1), most, 1)


def test_the_ends_of_a_line_are_not_limited():
    stops = way_day("C>V").trips["L3-out"].stops
    assert [stop.max_dwell_duration for stop in stops] == [None, None]
    assert taken(way_day("C>V"), "L3-out") == [(("bags", "L3-out", 0), 4, 1)]


@pytest.mark.parametrize("call", [0, 1])
def test_the_end_of_a_trip_is_limited_where_the_line_goes_on(call):
    # A stop beyond could not be read: 30 + 2 x 15 = 60 s, two bags.
    day = edit_call(way_day("C>V"), "L3-out", call, max_dwell_duration=74)
    assert taken(day, "L3-out") == [
        (("bags", "L3-out", 0), 4, 1),
        (("work", "L3-out", call), 2, 1),
    ]


def test_a_loose_piece_counts_two_bags_and_is_one_to_lift():
    day = edit_goods(around(way_day("C>V")), "普通", baggable=False)
    day = edit_consignment(day, "c1", items=1, grams=9_000, cm3=4_000)
    assert taken(day, "L3-out") == [
        (("bags", "L3-out", 0), 4, 2),
        (("work", "L3-out", 1), 10, 1),
    ]


def test_an_offer_has_room_for_the_whole_day():
    day = edit_offer(way_day("C>V"), "O1", cap_items=30, cap_bags=3, cap_g=20_000)
    assert taken(day, "O1") == [
        (("items", "O1"), 30, 10),
        (("bags", "O1"), 3, 1),
        (("g", "O1"), 20_000, 10_000),
    ]
    assert taken(way_day("C>V"), "O1") == []


def test_a_hub_has_what_stock_and_goods_for_itself_leave():
    day = edit_site(way_day("C>V"), "H", storage_items=40, stock_items=5)
    # At H from 08:30 (L1) to 10:00 (L2), both included: three hours begin by then.
    hours = [(("room", "H", hour), 35, 10) for hour in (8, 9, 10)]
    assert hours == [take for take in taken(day, "L1-out L2-out") if "H" in take[0]]
    kept = [take for take in taken(day, "L1-out L2-out", {"H": 15}) if "H" in take[0]]
    assert kept == [(("room", "H", hour), 20, 10) for hour in (8, 9, 10)]
    # Never less than nothing.
    none = [take for take in taken(day, "L1-out L2-out", {"H": 36}) if "H" in take[0]]
    assert none == [(("room", "H", hour), 0, 10) for hour in (8, 9, 10)]
    assert taken(day, "CV") == []


def test_goods_that_a_vehicle_fetches_may_stay_until_the_end():
    day = edit_site(way_day("C>V"), "H", storage_items=40)
    # Ready 07:30, 20 min to H: not there before 07:50, however short the loading.
    rest_of_two_days = range(7, 49)
    assert taken(day, "CH HV") == [
        (("room", "H", hour), 40, 10) for hour in rest_of_two_days
    ]


def test_ways_share_limits_by_number():
    day = way_day("C>V")
    limits, ways = Limits(day, {}), named(ways_of(day))
    first = takes_of(limits, batch_of(day), ways["L1-out HV"])
    again = takes_of(limits, batch_of(day), ways["L1-out O2"])
    other = takes_of(limits, batch_of(day), ways["F1-out HV"])
    assert first == again == [(0, 1)]
    assert other == [(1, 1)]
    assert limits.caps == [4, 4]
