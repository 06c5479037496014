"""The master over ways: what it may combine, counted by hand."""

from __future__ import annotations

import pytest
from optimize.way_batches import apart, name_of
from planning.way_day import goods, way_day, way_travel
from properties.service_edits import edit_trip

from routing.domain.price import PriceBasis
from routing.optimize.courses import STAYS, shipments_of
from routing.optimize.draft import Draft, held_times
from routing.optimize.extract_ways import way_of
from routing.optimize.master import MasterLimit
from routing.optimize.road import build_road_problem
from routing.optimize.routes import served_by
from routing.optimize.simulator import Simulator
from routing.optimize.way_master import choose_courses
from routing.optimize.way_model import TimedRoute, build_way_model
from routing.optimize.ways import direct_ways

BUS = (PriceBasis.PER_BAG, 5_000_000)
LIMIT = MasterLimit(deterministic=5.0)


def problem_of(day):
    return build_road_problem(day, way_travel(), direct_ways(day).shipments)


def numbered(problem, batch, *legs):
    """Return the number of a batch's way with these legs among all."""
    first = int(problem.tables["batches"][batch, 0])
    for number in range(first, first + len(problem.ways[batch])):
        way = way_of(problem, batch, number)
        if [name_of(leg) for leg in way.legs] == list(legs):
            return number
    raise AssertionError(legs)


def legs_of(problem, draft):
    """Return the names of the legs that each batch goes."""
    return [
        [name_of(leg) for leg in way_of(problem, batch, number).legs]
        if number >= 0
        else None
        for batch, (number, _) in enumerate(draft.courses)
    ]


def routes_of(problem, *drafts):
    """Return the routes of drafts as the pool holds them."""
    simulator, routes = Simulator(problem), []
    for draft in drafts:
        simulator.load(draft)
        for v, entries in enumerate(draft.routes):
            if entries:
                times = held_times(problem, simulator.solution, entries)
                served = tuple(served_by(entries))
                cents = simulator.cents_of(v)
                routes.append(TimedRoute(v, tuple(entries), served, times, cents))
    return routes


def draft_of(problem, courses, routes=()):
    rows = [[] for _ in problem.vehicles]
    for v, entries in enumerate(routes):
        rows[v] = list(entries)
    return Draft(routes=rows, uses=[[] for _ in rows], courses=tuple(courses))


def by_bus_and_tricycle(problem, *batches):
    """Return the draft where batches go by the first bus and the tricycle on."""
    simulator = Simulator(problem)
    first = simulator.draft()
    courses, entries = list(first.courses), []
    for batch in batches:
        number = numbered(problem, batch, "L1-out", "HV")
        row = problem.ways[batch][number - problem.tables["batches"][batch, 0]]
        courses[batch] = (number, ((row.early[1], row.late[1]),))
        [k] = shipments_of(problem.tables["ways"], number)
        entries.append(2 * k + 1)
    return draft_of(problem, courses, [[], entries])


def chosen(problem, incumbent, *others):
    pool = routes_of(problem, incumbent, *others)
    found = choose_courses(problem, pool, incumbent, limit=LIMIT)
    assert found is not None
    simulator = Simulator(problem)
    simulator.load(found)
    return found, simulator


def test_a_cheaper_way_of_the_pool_is_taken():
    problem = problem_of(way_day("C>V", "K1", "K2", L1=BUS))
    by_van = Simulator(problem)
    by_van.load([[1], []])
    # The van: 60.00 + 36 km x 1 + an hour and 200 s at 36 = 60 + 36 + 38.00; the bus
    # 5.00 and the tricycle 10.00 + 12 km x 0.50 + its hours at 18.
    better = by_bus_and_tricycle(problem, 0)
    found, simulator = chosen(problem, by_van.draft(), better)
    assert legs_of(problem, found) == [["L1-out", "HV"]]
    assert simulator.total() < by_van.total()
    other = Simulator(problem)
    other.load(better)
    assert simulator.total() == other.total()


@pytest.mark.parametrize(("room", "riders"), [(1, 1), (2, 2)])
def test_a_segment_holds_what_it_holds(room, riders):
    day = edit_trip(way_day("C>V", "K1", "K2", L1=BUS), "L1-out", cap_bags=room)
    problem = problem_of(apart(day, goods("C", "V"), goods("C", "V", key="c2")))
    by_van = Simulator(problem)
    by_van.load([[1, 3], []])
    one = [by_bus_and_tricycle(problem, batch) for batch in (0, 1)]
    both = [by_bus_and_tricycle(problem, 0, 1)] if room > 1 else []
    found, simulator = chosen(problem, by_van.draft(), *one, *both)
    gone = [legs for legs in legs_of(problem, found) if legs == ["L1-out", "HV"]]
    # With room for one the van drives anyway, and takes both for nothing more.
    assert len(gone) == (riders if room > 1 else 0)
    assert simulator.left() == []
    assert simulator.total() <= by_van.total()


def test_who_is_brought_too_late_goes_no_further():
    problem = problem_of(way_day("C>V", "K1", "K2"))
    number = numbered(problem, 0, "CH", "HV")
    first, second = shipments_of(problem.tables["ways"], number)
    # Handling takes 1,200 s: brought by 09:00 it is ready at 09:20, not before.
    early = TimedRoute(0, (2 * first + 1,), (first,), ((27_000, 32_400),), 100)
    late = TimedRoute(0, (2 * first + 1,), (first,), ((27_000, 34_000),), 90)
    local = TimedRoute(1, (2 * second + 1,), (second,), ((33_600, 60_000),), 100)
    stays = draft_of(problem, [STAYS])
    for first_leg, goes in ((early, True), (late, False)):
        found = choose_courses(problem, [first_leg, local], stays, limit=LIMIT)
        assert found is not None
        assert (found.courses[0][0] == number) is goes
    found = choose_courses(problem, [early, late, local], stays, limit=LIMIT)
    assert found.courses[0] == (number, ((27_000, 32_400), (33_600, 60_000)))


def test_ways_that_no_route_makes_possible_are_left_out():
    problem = problem_of(way_day("C>V", "K1", "K2"))
    model = build_way_model(problem, [], [1_000])
    table = problem.tables["ways"]
    [(first, count)] = problem.tables["batches"].tolist()
    asked = range(first, first + count)
    assert model.ways == [w for w in asked if table[w, 0] == 0]
    # One row asks that the batch goes one of them or stays.
    cells = {model.first_way + i: 1 for i in range(len(model.ways))}
    assert {**cells, model.first_left: 1} in [row.cells for row in model.rows]


def test_a_fee_that_is_due_once_is_paid_once():
    once = (PriceBasis.PER_TRIP, 30_000_000)
    day = way_day("C>V", "K1", L1=once, L2=(PriceBasis.PER_BAG, 1_000_000))
    problem = problem_of(apart(day, goods("C", "V"), goods("C", "V", key="c2")))
    by_van = Simulator(problem)
    by_van.load([[1, 3], []])
    # By bus: 30.00 for the trip and 2 x 1.00, below what the van costs a day (60.00).
    found, simulator = chosen(problem, by_van.draft())
    assert legs_of(problem, found) == [["L1-out", "L2-out"]] * 2
    assert simulator.total() == 3_200
