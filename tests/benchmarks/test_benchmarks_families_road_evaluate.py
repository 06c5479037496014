"""Rules of the road families, each broken once; costs and times by hand."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.families.road.evaluate import evaluate, timing
from benchmarks.families.road.instance import (
    Client,
    RoadInstance,
    RoadRoute,
    RoadSolution,
    VehicleType,
)

# Depots 0 and 1, clients 2, 3, 4 on a line at 0, 100, 10, 30, 60.
LINE = np.array([0, 100, 10, 30, 60])
LEGS = np.abs(LINE[:, None] - LINE[None, :])
SMALL = VehicleType(number=1, capacity=5, fixed=7, per_distance=2)
LARGE = VehicleType(number=2, capacity=9, depot=1)
INSTANCE = RoadInstance(
    name="line",
    depots=((0, 1000), (0, 1000)),
    clients=(
        Client(demand=3, early=50, late=60, service=5),
        Client(demand=2, early=0, late=200, service=5),
        Client(demand=6, early=0, late=200, service=5),
    ),
    types=(SMALL, LARGE),
    distances=LEGS,
    durations=LEGS,
)


def solution(*routes):
    return RoadSolution(
        routes=tuple(RoadRoute(vehicle_type=k, tours=tours) for k, tours in routes)
    )


GOOD = solution((0, ((2, 3),)), (1, ((4,),)))


def changed(number, **fields):
    """Return the instance with another first or second type."""
    types = list(INSTANCE.types)
    types[number] = replace(types[number], **fields)
    return replace(INSTANCE, types=tuple(types))


# Client 2 closes at 50: 30 + 5 + 20 over 3 is too late.
HASTY = replace(
    INSTANCE,
    clients=(replace(INSTANCE.clients[0], late=50), *INSTANCE.clients[1:]),
)


def test_cost_is_that_of_vehicles_and_their_ways():
    verdict = evaluate(INSTANCE, GOOD)
    # 7 + 2 x (10 + 20 + 30) and 2 x 40 from the depot at 100.
    assert (verdict.cost, verdict.vehicles, verdict.faults) == (127 + 80, 2, ())
    tenths = replace(INSTANCE, cost_scale=10)
    assert evaluate(tenths, GOOD).cost == 20.7


def test_a_vehicle_that_stays_costs_nothing():
    verdict = evaluate(INSTANCE, solution((0, ((2, 3),)), (1, ((4,),)), (1, ())))
    assert (verdict.cost, verdict.vehicles, verdict.faults) == (207, 2, ())


def test_a_route_begins_as_late_as_it_may():
    timed = timing(INSTANCE, GOOD.routes[0])
    # At 2 from 50 on, 55 + 20 at 3, 80 + 30 at the depot; off at 40, not at 0.
    assert (timed.start, timed.end, timed.duration) == (40, 110, 70)
    assert timed.late == ()


def test_waiting_that_no_later_start_saves_counts():
    # From 3, where service must begin by 20, to 2, which opens at 50.
    early = replace(INSTANCE.clients[1], late=20)
    clients = (INSTANCE.clients[0], early, INSTANCE.clients[2])
    near = replace(INSTANCE, clients=clients, durations=LEGS // 2)
    timed = timing(near, RoadRoute(vehicle_type=0, tours=((3, 2),)))
    # 15 there, off at 5 at the latest; from 25 on to 2 at 35, 50 + 5 + 5 back at 60.
    assert (timed.start, timed.end) == (5, 60)


def test_a_tour_waits_for_its_goods_and_the_first_one_starts_late():
    released = replace(INSTANCE.clients[1], release=100)
    clients = (INSTANCE.clients[0], released, INSTANCE.clients[2])
    later = replace(changed(0, most_tours=None), clients=clients)
    route = RoadRoute(vehicle_type=0, tours=((2,), (3,)))
    timed = timing(later, route)
    # Tour 1: 50 + 5 + 10 is 65, waits until 100; 30 + 5 + 30 more. Off at 50 for the
    # last moment of 2, 60: back at 75.
    assert (timed.start, timed.end) == (50, 165)
    assert evaluate(later, solution((0, ((2,), (3,))), (1, ((4,),)))).faults == ()
    late = timing(later, RoadRoute(vehicle_type=0, tours=((2, 3),)))
    # All waits for the goods of 3: 110 at 2, which closes at 60.
    assert late.late == ((2, 50),)


@pytest.mark.parametrize(
    ("instance", "told", "fault"),
    [
        (INSTANCE, ((0, ((2, 3),)),), "client 4: served 0 times"),
        (INSTANCE, ((0, ((2, 3),)), (1, ((4, 3),))), "client 3: served 2 times"),
        (INSTANCE, ((0, ((2, 3),)), (1, ((4, 1),))), "node 1 is no client"),
        (
            INSTANCE,
            ((0, ((2,),)), (0, ((3,),)), (1, ((4,),))),
            "vehicle type 0: 2 of 1",
        ),
        (INSTANCE, ((5, ((2, 3),)), (1, ((4,),))), "vehicle type 5 is unknown"),
        (INSTANCE, ((0, ((2,),)), (1, ((3, 4),))), None),
        (INSTANCE, ((0, ((4,),)), (1, ((3, 2),))), "route 0: load 6 of 5"),
        (HASTY, ((0, ((3, 2),)), (1, ((4,),))), "route 0: node 2: 5 too late"),
        (INSTANCE, ((0, ((2,), (3,))), (1, ((4,),))), "route 0: 2 tours of 1"),
        (
            changed(0, allowed=frozenset({2})),
            ((0, ((2, 3),)), (1, ((4,),))),
            "route 0: client 3 is not allowed",
        ),
        (
            changed(0, max_duration=69),
            ((0, ((2, 3),)), (1, ((4,),))),
            "route 0: duration 70 of 69",
        ),
        (changed(0, max_duration=70), ((0, ((2, 3),)), (1, ((4,),))), None),
        (
            changed(1, max_distance=79),
            ((0, ((2, 3),)), (1, ((4,),))),
            "route 1: distance 80 of 79",
        ),
    ],
)
def test_each_broken_rule_is_found(instance, told, fault):
    faults = evaluate(instance, solution(*told)).faults
    assert faults == () if fault is None else fault in faults


def test_a_way_back_after_the_depot_closes_is_late():
    shut = replace(INSTANCE, depots=((0, 100), (0, 1000)))
    # Back at 110.
    assert evaluate(shut, GOOD).faults == ("route 0: node 0: 10 too late",)


PAIRED = replace(
    INSTANCE,
    clients=(
        Client(demand=3, early=0, late=500),
        Client(demand=-3, early=0, late=500),
        Client(demand=4, early=0, late=500),
        Client(demand=-4, early=0, late=500),
    ),
    distances=np.zeros((6, 6)),
    durations=np.zeros((6, 6)),
    types=(VehicleType(number=2, capacity=5), LARGE),
    pairs=((2, 3), (4, 5)),
)


@pytest.mark.parametrize(
    ("tours", "fault"),
    [
        (((2, 3, 4, 5),), None),
        (((2, 4, 3, 5),), "route 0: load 7 of 5"),
        (((3, 2, 4, 5),), "route 0: request 2 to 3 goes backwards"),
    ],
)
def test_pairs_ride_together_forwards_and_within_capacity(tours, fault):
    faults = evaluate(PAIRED, solution((0, tours))).faults
    assert faults == () if fault is None else fault in faults


def test_both_ends_of_a_pair_are_on_one_tour():
    faults = evaluate(PAIRED, solution((0, ((2, 4, 5),)), (0, ((3,),)))).faults
    assert "route 0: request 2 to 3 is not on one tour" in faults
    assert "route 1: request 2 to 3 is not on one tour" in faults


def test_double_precision_forgives_its_last_digits():
    legs = LEGS / 3 * 3.0000000001
    exact = replace(changed(0, max_duration=70), distances=legs, durations=legs)
    # 10, 20 and 30 are longer by their last digits, which is nobody's fault.
    assert evaluate(exact, GOOD).faults == ()
