"""What trips and offers carry, call by call: the county of ``service_county``."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.service_county import service_day
from check.service_county_plan import load, service_plan
from features.four_villages import hm

from routing.plan.services import by_giver, by_receiver, calls_of, offer_runs, trip_runs

DAY, PLAN = service_day(), service_plan()


def runs(plan=PLAN, day=DAY):
    return {run.trip_id: run for run in trip_runs(day, plan)}


def names(carried):
    return [one.bag.id for one in carried]


def test_trips_stand_in_the_order_of_the_plan():
    assert list(runs()) == ["F1-0930", "L1-0800", "L1-1300", "L2-2330"]


def test_calls_in_order_with_what_alights_and_boards():
    # L1-1300 boards w1 at H (1), lets it off at X (2), boards p1 at H (3) for C (4).
    calls = runs()["L1-1300"].calls
    found = [
        (call.number, call.site, names(call.alighting), names(call.boarding))
        for call in calls
    ]
    assert found == [
        (1, "H", [], ["w1"]),
        (2, "X", ["w1"], []),
        (3, "H", [], ["p1"]),
        (4, "C", ["p1"], []),
    ]
    # H (1) 13:40-13:41, cut-off 15 min; X 13:55, five minutes on foot.
    assert (calls[0].arrive, calls[0].depart) == (hm("13:40"), hm("13:41"))
    assert calls[0].latest == hm("13:26")
    assert (calls[1].arrive, calls[1].walk) == (hm("13:55"), 300)


def test_a_held_shuttle_is_late_everywhere():
    # 09:30 and five minutes; the cut-off goes with it.
    run = runs()["F1-0930"]
    assert run.departure == hm("09:35")
    first, last = run.calls
    assert (first.depart, first.latest) == (hm("09:35"), hm("09:20"))
    assert last.arrive == hm("10:15")


def test_who_brings_a_bag_and_who_takes_it_on():
    (h1, g1, x1) = runs()["L1-0800"].carried
    assert names((h1, g1, x1)) == ["h1", "g1", "x1"]
    assert h1.before is None
    assert h1.after.vehicle == "K2"
    assert x1.after is None
    (w1, p1) = runs()["L1-1300"].carried
    assert w1.before.vehicle == "K1"
    assert p1.before.vehicle == "K2"
    assert (x1.giver, x1.receiver) == ("C", "V2")


def test_groups_by_who_gives_and_receives():
    carried = runs()["L1-0800"].carried
    assert {site: names(group) for site, group in by_giver(carried).items()} == {
        "C": ["h1", "g1", "x1"]
    }
    assert {site: names(group) for site, group in by_receiver(carried).items()} == {
        "H": ["h1", "g1"],
        "V2": ["x1"],
    }


@pytest.mark.parametrize(
    ("ends", "said", "calls"),
    [
        ("C>H", {}, (0, 1)),
        ("H>C", {}, (1, 4)),
        ("H>C", {"board_call": 3, "alight_call": 4}, (3, 4)),
        # Without a call that is said: the first H, then the first one after it.
        ("H>H", {}, (1, 3)),
        ("X>H", {}, (2, 3)),
        ("N>C", {}, None),
        ("C>H", {"alight_call": 2}, None),
        ("H>C", {"board_call": 3, "alight_call": 0}, None),
        ("C>H", {"board_call": 9}, None),
    ],
)
def test_calls_that_are_not_said_are_the_first_ones(ends, said, calls):
    row = load("L1-0800", ends, "h1", 0, **said)
    assert calls_of(DAY.trips["L1-0800"], row) == calls


def test_a_trip_that_is_out_is_known_with_its_times():
    plan = replace(PLAN, bus_loads=(load("L1-1400", "C>H", "h1", 0),))
    assert runs(plan)["L1-1400"].calls[0].depart == hm("14:00")


def test_an_unknown_trip_keeps_its_goods_with_the_times_of_the_plan():
    plan = replace(PLAN, bus_loads=(load("L9", "C>H", "h1", 0),))
    run = runs(plan)["L9"]
    # No bag has a leg on L9: nobody says any time.
    assert run.trip is None
    assert run.departure is None
    assert [(call.site, call.depart) for call in run.calls] == [("C", 0), ("H", 0)]
    bags = tuple(
        replace(bag, legs=(replace(bag.legs[0], trip="L9"), *bag.legs[1:]))
        if bag.id == "h1"
        else bag
        for bag in PLAN.bags
    )
    board, alight = runs(replace(plan, bags=bags))["L9"].calls
    assert (board.depart, alight.arrive) == (hm("08:00"), hm("08:40"))
    assert names(board.boarding) == names(alight.alighting) == ["h1"]


def test_a_call_that_the_trip_does_not_make_leaves_the_timetable():
    plan = replace(PLAN, bus_loads=(load("L1-0800", "C>N", "h1", 0),))
    run = runs(plan)["L1-0800"]
    assert run.trip is None
    assert [call.site for call in run.calls] == ["C", "N"]


def test_rows_without_bags_and_bags_that_nobody_knows_are_left_out():
    empty = replace(load("L2-2330", "C>N", "x", 0), bags=())
    plan = replace(PLAN, bus_loads=(empty, load("L1-0800", "C>H", "h1,?", 0)))
    assert names(runs(plan)["L1-0800"].carried) == ["h1"]
    assert list(runs(plan)) == ["L1-0800"]


def test_offers_with_their_goods():
    first, last = offer_runs(DAY, PLAN)
    assert (first.offer_id, names(first.carried)) == ("O1", ["s1"])
    assert first.carried[0].before.trip == "F1-0930"
    assert (last.offer.carrier, last.row.last_resort) == ("P", True)
    assert (last.carried[0].giver, last.carried[0].receiver) == ("C", "V4")
    unknown = replace(PLAN, handovers=(replace(PLAN.handovers[0], offer="O9"),))
    (run,) = offer_runs(DAY, unknown)
    assert run.offer is None
    assert (run.carried[0].giver, run.carried[0].receiver) == ("C", "V3")
