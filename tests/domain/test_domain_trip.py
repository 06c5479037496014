"""Trips: what may ride between which stops, and what no trip can be."""

from dataclasses import replace

import pytest

from routing.domain.line import Line, LineKind
from routing.domain.price import Price, PriceBasis
from routing.domain.trip import StopTime, Trip, stop_work_duration
from routing.domain.window import TimeWindow

H, M = 3600, 60


def stop(site, arrives, leaves=None, *, load=True, unload=True, **options):
    return StopTime(
        seq=1,
        site=site,
        arrival_time=arrives,
        departure_time=arrives if leaves is None else leaves,
        load_ok=load,
        unload_ok=unload,
        **options,
    )


def trip(*stops, **options):
    options.setdefault("cap_bags", 10)
    return Trip(trip_id="L1-0800", line_id="L1", stops=stops, **options)


LOOP = trip(
    stop("C", 8 * H, unload=False),
    stop("A", 8 * H + 20 * M),
    stop("B", 8 * H + 40 * M, 8 * H + 45 * M, load=False),
    stop("A", 9 * H + 10 * M),
    stop("C", 9 * H + 30 * M, load=False),
)
"""A loop that passes A twice."""


def test_goods_ride_from_a_stop_that_loads_to_a_later_one_that_unloads():
    # Stops 0 C, 1 A, 2 B, 3 A, 4 C; A to A and C to C lead nowhere.
    assert list(LOOP.legs()) == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 4), (3, 4)]
    assert not LOOP.carries(2, 3)
    assert not LOOP.carries(3, 1)
    assert not LOOP.carries(0, 5)
    assert not LOOP.carries(-1, 2)


def test_ends_of_a_trip():
    assert LOOP.departure_time == 8 * H
    assert LOOP.arrival_time == 9 * H + 30 * M


def test_goods_are_ready_before_the_cut_off_of_their_own_stop():
    assert LOOP.latest_ready(0) == 7 * H + 45 * M
    # At B the bus stands until 08:45: the cut-off counts from its departure.
    assert replace(LOOP, cutoff_duration=5 * M).latest_ready(2) == 8 * H + 40 * M


@pytest.mark.parametrize(
    ("window", "closed"),
    [
        # From the first stop on 08:00, at A 08:20, at B 08:40.
        (TimeWindow(7 * H, 8 * H), []),  # ends as the bus leaves
        (TimeWindow(8 * H + 40 * M, 8 * H + 44 * M), [(0, 3), (1, 4)]),
        (TimeWindow(8 * H + 10 * M, 8 * H + 12 * M), [(0, 1), (0, 2), (0, 3)]),
        (TimeWindow(7 * H, 10 * H), list(LOOP.legs())),
    ],
)
def test_nothing_rides_through_a_period_without_freight(window, closed):
    quiet = replace(LOOP, no_freight=(window,))
    assert [leg for leg in LOOP.legs() if not quiet.carries(*leg)] == closed


def test_a_later_trip_keeps_everything_but_its_times():
    late = LOOP.shifted(20 * M)
    assert [s.arrival_time for s in late.stops] == [
        s.arrival_time + 1200 for s in LOOP.stops
    ]
    assert list(late.legs()) == list(LOOP.legs())
    assert late.cap_bags == 10


def test_goods_are_received_after_the_walk_by_whom_the_stop_names():
    there = stop("A", 9 * H, handover_sites=("V1", "A"), walk_duration=120)
    assert there.receive_time == 9 * H + 120
    assert there.sites == ("A", "V1")


def test_work_at_a_stop():
    # Rule T5: 30 s and 15 s a bag; 3 minutes are enough for ten bags, no more.
    assert stop_work_duration(0, 30, 15) == 0
    assert stop_work_duration(1, 30, 15) == 45
    assert stop_work_duration(10, 30, 15) == 180


@pytest.mark.parametrize(
    ("stops", "options", "words"),
    [
        ((stop("C", 0),), {}, "two stops"),
        ((stop("C", 60, 120), stop("A", 100)), {}, "fall backwards at 'A'"),
        ((stop("C", 0), stop("A", 1)), {"cap_bags": None}, "no capacity"),
        ((stop("C", 0), stop("A", 1)), {"cap_bags": -1}, "at least 0"),
        ((stop("C", 0), stop("A", 1)), {"cutoff_duration": -1}, "at least 0"),
    ],
)
def test_impossible_trips_are_not_built(stops, options, words):
    with pytest.raises(ValueError, match=words):
        trip(*stops, **options)


def test_a_trip_may_have_room_for_nothing():
    assert trip(stop("C", 0), stop("A", 1), cap_bags=0).cap_bags == 0


@pytest.mark.parametrize(("arrives", "leaves"), [(-1, 5), (10, 9)])
def test_impossible_stop_times_are_not_built(arrives, leaves):
    with pytest.raises(ValueError, match="arrival <= departure"):
        stop("A", arrives, leaves)


def test_walking_and_dwell_are_not_negative():
    for wrong in ({"walk_duration": -1}, {"max_dwell_duration": -1}):
        with pytest.raises(ValueError, match="at least 0"):
            stop("A", 0, **wrong)


def line(**options):
    free = Price(basis=PriceBasis.PER_BAG, micro_yuan=0)
    return Line(line_id="L1", name="一线", operator="ky", price=free, **options)


def test_only_a_shuttle_waits():
    shuttle = line(kind=LineKind.SHUTTLE, max_hold_duration=900)
    assert not shuttle.carries_passengers
    assert line().carries_passengers
    with pytest.raises(ValueError, match="never waits"):
        line(max_hold_duration=900)
    with pytest.raises(ValueError, match="at least 0"):
        line(own_trip_cents=-1)
