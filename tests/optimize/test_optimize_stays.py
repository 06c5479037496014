"""Goods bind themselves to a part of the day where a hub is crowded."""

import pytest
from features.four_villages import hm
from planning.way_day import way_day, way_travel
from properties.plan_edits import edit_site

from benchmarks.small_days import WHOLE, small_day
from routing.check.judge import judge
from routing.optimize.budget import Budget
from routing.optimize.itineraries.legs import Ride, Road
from routing.optimize.itineraries.roads import Roads
from routing.optimize.itineraries.stays import LONGEST, Stays
from routing.optimize.road import build_road_problem
from routing.optimize.ways import direct_ways
from routing.planning.plan_day import plan_day

HANDLING = 1200
WORK = 180 + 2 * 2 * 10
"""A halt at H, ten items handed over and loaded again."""


def stays_of(room):
    day = edit_site(way_day("C>V", "K1", "K2", "L1-out"), "H", storage_items=room)
    batches = direct_ways(day).shipments
    found = build_road_problem(day, way_travel(), batches).ways
    return batches, found, Stays(day, Roads(day, way_travel()), batches, found)


def test_a_day_is_cut_where_buses_come_only_where_room_is_short():
    # L1 comes at 08:30: from 08:00 to 09:10 there are three parts, the hours two.
    _, _, crowded = stays_of(9)
    assert len(crowded.parts("H", hm("08:00"), hm("09:10"))) == 3
    assert crowded.parts("H", hm("08:29:59"), hm("08:29:59")) != crowded.parts(
        "H", hm("08:30"), hm("08:30")
    )
    _, _, roomy = stays_of(10)
    assert roomy.parts("H", hm("08:00"), hm("09:10")) == range(8, 10)


def test_a_way_over_a_crowded_hub_has_one_variant_for_each_stay():
    batches, found, crowded = stays_of(9)
    (ways,) = found
    driven = next(
        way
        for way in ways
        if way.transfers == ("H",) and all(isinstance(x, Road) for x in way.legs)
    )
    variants = list(crowded.variants(batches[0], driven))
    assert variants
    for variant in variants:
        (stay,) = variant.stays
        assert (stay.first, stay.last) == (stay.begin + HANDLING, stay.end - WORK)
        assert stay.first <= stay.last
        assert len(crowded.parts("H", stay.begin, stay.end)) <= LONGEST
    # What comes by bus and goes on by road may only leave sooner.
    bus = next(
        way
        for way in ways
        if isinstance(way.legs[0], Ride) and isinstance(way.legs[-1], Road)
    )
    stays = [variant.stays[0] for variant in crowded.variants(batches[0], bus)]
    assert {stay.begin for stay in stays} == {hm("08:30")}
    # Closed from 19:00 on: a vehicle may be loaded until 19:03:40.
    assert max(stay.end for stay in stays) == hm("19:00") + WORK
    _, _, roomy = stays_of(10)
    assert not list(roomy.variants(batches[0], driven))


@pytest.mark.parametrize(("seed", "cents"), [(52, 42_637), (171, 44_364)])
def test_what_fits_one_after_the_other_is_all_taken_along(seed, cents):
    # Counted by the hour the hub is full; the exact oracle takes all for so much.
    day, travel = small_day(seed, WHOLE)
    outcome = plan_day(day, travel, Budget(time_limit=None, iterations=100))
    assert not outcome.plan.unserved
    assert not judge(day, travel, outcome.plan)
    assert outcome.plan.cost_cents == cents
