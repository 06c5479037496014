"""From courses to itineraries, bus loads and handovers of the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from optimize.way_batches import apart, name_of
from planning.way_day import goods, trip, way_day, way_travel
from properties.service_edits import edit_call, edit_line

from routing.domain.price import PriceBasis
from routing.optimize.extract_ways import carried_bags, way_of
from routing.optimize.road import build_road_problem
from routing.optimize.ways import direct_ways

BAG, ITEM, KG = PriceBasis.PER_BAG, PriceBasis.PER_ITEM, PriceBasis.PER_KG
TRIP = PriceBasis.PER_TRIP


def problem_of(day):
    return build_road_problem(day, way_travel(), direct_ways(day).shipments)


def sent(day, *ways):
    """Return what is carried when each batch goes the way with these legs."""
    problem = problem_of(day)
    assert problem.batches == len(ways)
    courses = []
    for batch, legs in enumerate(ways):
        first, count = problem.tables["batches"][batch]
        numbers = [
            number
            for number in range(int(first), int(first + count))
            if " ".join(map(name_of, way_of(problem, batch, number).legs)) == legs
        ]
        courses.append((numbers[0], ()) if legs else (-1, ()))
    return carried_bags(problem, courses, ())


def loads(carried):
    return [
        (row.trip, row.board, row.alight, len(row.bags), row.fee_cents)
        for row in carried.bus_loads
    ]


def test_scheduled_legs_keep_their_timetable():
    carried = sent(way_day("C>V"), "L1-out L2-out")
    [bag] = carried.bags
    assert [(leg.kind, leg.trip, leg.offer) for leg in bag.legs] == [
        ("bus", "L1-out", None),
        ("bus", "L2-out", None),
    ]
    # 08:00 - 08:30 and 10:00 - 10:20, five minutes on foot.
    assert [(leg.depart, leg.arrive) for leg in bag.legs] == [
        (28_800, 30_600),
        (36_000, 37_500),
    ]
    assert bag.items == {"P": 10}
    assert carried.handovers == ()


def test_trip_legs_name_stops_and_share_fees():
    day = way_day("C>V", L3=(KG, 405_050))
    day = apart(day, goods("C", "V"), goods("C", "V", key="c2", items=7))
    carried = sent(day, "L3-out", "L3-out")
    # 17 kg x 0.40505 = 6.88585: rounded once, though 4.0505 + 2.83535 are 6.89.
    assert loads(carried) == [("L3-out", "C", "X", 2, 689)]
    [row] = carried.bus_loads
    assert row.bags == tuple(sorted(bag.id for bag in carried.bags))
    assert (row.board_call, row.alight_call, row.hold) == (None, None, 0)


def test_what_stays_is_not_carried():
    day = way_day("C>V", L3=(BAG, 3_000_000))
    day = apart(day, goods("C", "V"), goods("C", "V", key="c2"))
    assert loads(sent(day, "", "L3-out")) == [("L3-out", "C", "X", 1, 300)]


def test_a_price_per_trip_is_due_in_its_first_row():
    day = way_day("C>V", L3=(TRIP, 20_000_000))
    calls = (("C", "08:15"), ("X", "08:55"), ("H", "09:05"))
    day = replace(day, trips={**day.trips, "L3-out": trip("L3-out", "L3", *calls)})
    day = apart(day, goods("C", "V"), goods("C", "H", key="c2"))
    carried = sent(day, "L3-out", "L3-out")
    assert loads(carried) == [
        ("L3-out", "C", "X", 1, 2000),
        ("L3-out", "C", "H", 1, 0),
    ]
    anyway = edit_line(day, "L3", runs_anyway=True)
    assert [row[-1] for row in loads(sent(anyway, "L3-out", "L3-out"))] == [0, 0]


@pytest.mark.parametrize(("closed", "calls"), [(None, (None, None)), (1, (0, 3))])
def test_calls_are_named_where_sites_would_not_say_which(closed, calls):
    day = way_day("C>V", L3=(BAG, 3_000_000))
    rows = (("C", "08:15"), ("X", "08:55"), ("H", "09:05"), ("X", "09:15"))
    day = replace(day, trips={**day.trips, "L3-out": trip("L3-out", "L3", *rows)})
    if closed is not None:
        day = edit_call(day, "L3-out", closed, unload_ok=False)
    [row] = sent(day, "L3-out").bus_loads
    assert (row.board_call, row.alight_call) == calls
    assert (row.board, row.alight) == ("C", "X")


def test_offers_have_a_row_each():
    day = way_day("C>V", O1=(ITEM, 123_450), O8=(BAG, 5_000_000))
    day = apart(day, goods("C", "V"), goods("C", "V", key="c2", items=7))
    carried = sent(day, "O1", "O1")
    # 17 x 0.12345 = 2.09865.
    [row] = carried.handovers
    assert (row.offer, len(row.bags), row.fee_cents) == ("O1", 2, 210)
    assert not row.last_resort
    [leg] = carried.bags[0].legs
    assert (leg.kind, leg.offer, leg.depart, leg.arrive) == (
        "handover",
        "O1",
        36_000,
        54_000,
    )


def test_last_resorts_are_marked():
    problem = problem_of(way_day("C>V", O8=(BAG, 5_000_000)))
    last = len(problem.ways[0]) - 1
    assert name_of(way_of(problem, 0, last).legs[0]) == "O8"
    carried = carried_bags(problem, [(last, ())], ())
    [row] = carried.handovers
    assert (row.last_resort, row.fee_cents) == (True, 500)


def test_without_courses_bags_are_those_that_were_driven():
    problem = problem_of(way_day("C>V"))
    driven = sent(way_day("C>V"), "L3-out").bags
    carried = carried_bags(problem, None, driven)
    assert (carried.bags, carried.bus_loads, carried.handovers) == (driven, (), ())
