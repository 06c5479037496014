"""Courses: how batches go in a solution, out of it and into it again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from optimize.way_batches import apart, name_of
from planning.way_day import goods, way_day, way_travel
from properties.plan_edits import edit_site, edit_vehicle
from properties.service_edits import edit_trip

from routing.domain.price import PriceBasis
from routing.optimize.courses import (
    STAYS,
    courses_of,
    direct_courses,
    shipments_of,
)
from routing.optimize.extract_ways import way_of
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways

BUS = (PriceBasis.PER_BAG, 5_000_000)


def problem_of(day):
    return build_road_problem(day, way_travel(), direct_ways(day).shipments)


def names(problem, batch, number):
    return [name_of(leg) for leg in way_of(problem, batch, number).legs]


def numbered(problem, *legs):
    """Return the number of the first batch's way with these legs."""
    for number in range(len(problem.ways[0])):
        if names(problem, 0, number) == list(legs):
            return number
    raise AssertionError(legs)


def inserted(day):
    simulator = Simulator(problem_of(day))
    for batch in range(simulator.problem.batches):
        simulator.insert(batch)
    return simulator


def test_direct_courses_go_straight_at_any_time():
    problem = problem_of(way_day("C>V"))
    [(batch, (number, times))] = direct_courses(problem).items()
    assert (batch, names(problem, 0, number)) == (0, ["CV"])
    assert shipments_of(problem.tables["ways"], number) == [0]
    [(early, late)] = times
    assert (early, late >= 86_400) == (27_000, True)


def test_ways_by_road_and_road_have_two_shipments_of_their_own():
    problem = problem_of(way_day("C>V"))
    ways = problem.tables["ways"]
    two = shipments_of(ways, numbered(problem, "CH", "HV"))
    ends = [(problem.shipments[k].from_site, problem.shipments[k].to_site) for k in two]
    assert ends == [("C", "H"), ("H", "V")]
    assert 0 not in two
    # The same movement is the same shipment in every way.
    assert shipments_of(ways, numbered(problem, "CH", "L2-out")) == two[:1]
    assert shipments_of(ways, numbered(problem, "L1-out", "HV")) == two[1:]
    assert shipments_of(ways, numbered(problem, "L1-out", "L2-out")) == []
    assert shipments_of(ways, -1) == []


def test_a_batch_takes_the_cheapest_way_and_says_so():
    simulator = inserted(way_day("C>V", "K2", L1=BUS))
    [(number, times)] = simulator.draft().courses
    assert names(simulator.problem, 0, number) == ["L1-out", "HV"]
    # Ready at 08:50, the last leg has no end.
    assert times[0][0] == 31_800


def test_what_stays_has_no_way():
    day = way_day("C>V")
    day = replace(day, offers={}, trips={}, lines={})
    # A minute is too short for any of these roads.
    for name, car in day.vehicles.items():
        minute = replace(car.shift, late=car.shift.early + 60)
        day = edit_vehicle(day, name, shift=minute)
    simulator = inserted(day)
    assert simulator.draft().courses == (STAYS,)
    assert simulator.left() == [0]


def test_a_draft_is_loaded_as_it_was():
    day = way_day("C>V", "K2", L1=BUS)
    day = replace(day, consignments=(goods("C", "V"), goods("V", "C", key="p1")))
    simulator = inserted(day)
    draft = simulator.draft()
    other = Simulator(simulator.problem)
    assert other.load(draft) == []
    assert other.draft() == draft
    assert courses_of(other.problem, other.solution) == draft.courses
    assert other.total() == simulator.total()


def test_plain_routes_send_everything_straight():
    problem = problem_of(way_day("C>V", "K1"))
    simulator = Simulator(problem)
    # Visit 1 delivers shipment 0.
    assert simulator.load([[1], []]) == []
    [(number, _)] = simulator.draft().courses
    assert names(problem, 0, number) == ["CV"]


def test_no_course_overfills_a_trip():
    day = edit_trip(way_day("C>V"), "L1-out", cap_bags=1)
    day = apart(day, goods("C", "V"), goods("C", "V", key="c2"))
    simulator = Simulator(problem_of(day))
    problem, empty = simulator.problem, simulator.draft()
    ride = numbered(problem, "L1-out", "L2-out")
    other = int(problem.tables["batches"][1, 0]) + ride
    both = replace(empty, courses=((ride, ()), (other, ())))
    # The second bag finds no room on the same trip, and stays.
    assert simulator.load(both) == [1]
    assert simulator.draft().courses == ((ride, ()), STAYS)


@pytest.mark.parametrize("ends", ["C>V", "V>C"])
def test_a_day_by_road_alone_has_no_courses(ends):
    day = edit_site(way_day(ends, "K1"), "H", dispatchable=False)
    van = {"K1": day.vehicles["K1"]}
    day = replace(day, trips={}, lines={}, offers={}, vehicles=van)
    simulator = inserted(day)
    assert simulator.left() == []
    assert simulator.draft().courses is None
