"""The OR-Tools engine: each API relied on is probed, and random days are solved."""

import itertools
import math

import numpy as np
import pytest
from ortools.constraint_solver import pywrapcp
from properties.generated_days import random_day

from routing.optimize.engines.binding_loads import binding_loads
from routing.optimize.engines.ortools_checked import (
    add_dimension,
    transit_matrix,
    transit_vector,
)
from routing.optimize.engines.ortools_matrices import Matrices, style_of
from routing.optimize.engines.ortools_nodes import build_nodes
from routing.optimize.engines.ortools_parameters import (
    EngineLimit,
    Strategy,
    search_parameters,
)
from routing.optimize.engines.ortools_room import peaceful_sets
from routing.optimize.engines.ortools_routing import solve_routes
from routing.optimize.road import build_road_problem
from routing.optimize.routes import served_by
from routing.optimize.ways import direct_ways

FEW = EngineLimit(solutions=12)


def small_problem(seed, villages=8, vehicles=3):
    day, travel = random_day(seed, villages=villages, vehicles=vehicles)
    return build_road_problem(day, travel, direct_ways(day).shipments)


def plain_model(nodes=12, vehicles=2, *, forbid=None):
    """Return a closed round-trip problem on a line: node n stands at 10 n."""
    manager = pywrapcp.RoutingIndexManager(nodes, vehicles, 0)
    routing = pywrapcp.RoutingModel(manager)
    places = np.array([10 * n for n in range(nodes)])
    number = transit_matrix(routing, np.abs(places[:, None] - places[None, :]))
    routing.SetArcCostEvaluatorOfAllVehicles(number)
    for node in range(1, nodes):
        routing.AddDisjunction([manager.NodeToIndex(node)], 10_000)
    for node, allowed in (forbid or {}).items():
        routing.VehicleVar(manager.NodeToIndex(node)).SetValues([-1, *allowed])
    return manager, routing


# What is relied on in OR-Tools itself.


@pytest.mark.parametrize(
    "values",
    [
        np.zeros((11, 11), np.int64),
        np.zeros((12, 11), np.int64),
        np.zeros(12, np.int64),
        np.zeros((12, 12)),
        np.full((12, 12), 1 << 50),
    ],
)
def test_a_wrong_matrix_never_reaches_the_library(values):
    _, routing = plain_model()
    with pytest.raises(ValueError, match="Expected"):
        transit_matrix(routing, values)


def test_a_wrong_vector_never_reaches_the_library():
    _, routing = plain_model()
    with pytest.raises(ValueError, match="shape"):
        transit_vector(routing, [0] * 11)
    with pytest.raises(ValueError, match="integers"):
        transit_vector(routing, [0.5] * 12)


def test_a_dimension_of_a_used_name_is_refused():
    _, routing = plain_model()
    ones = [transit_vector(routing, [1] * 12)] * 2
    add_dimension(routing, "load", ones, rooms=[5, 5])
    with pytest.raises(RuntimeError, match="'load' could not be added"):
        add_dimension(routing, "load", ones, rooms=[5, 5])


def test_matrix_costs_are_those_of_the_arcs():
    manager, routing = plain_model(nodes=5, vehicles=1)
    number = transit_vector(routing, [1] * 5)
    add_dimension(routing, "stops", [number], rooms=[3])
    found = routing.SolveWithParameters(search_parameters(Strategy.DEFAULT, FEW))
    # Room for two stops: to 10 and 20 and back is 40; two more left at 10,000.
    assert found.ObjectiveValue() == 40 + 2 * 10_000
    assert manager.GetNumberOfNodes() == 5


def test_allowed_vehicles_are_respected():
    forbid = {node: [node % 2] for node in range(1, 12)}
    manager, routing = plain_model(forbid=forbid)
    found = routing.SolveWithParameters(search_parameters(Strategy.DEFAULT, FEW))
    for node in range(1, 12):
        index = manager.NodeToIndex(node)
        assert found.Value(routing.VehicleVar(index)) == node % 2


def test_iterated_local_search_really_runs():
    # SolveWithParameters would stop after one descent; this counts far more.
    parameters = search_parameters(Strategy.ILS, EngineLimit(solutions=200))
    assert parameters.use_iterated_local_search
    _, routing = plain_model(vehicles=3)
    seen = []
    routing.AddAtSolutionCallback(lambda: seen.append(routing.CostVar().Max()))
    assert routing.SolveWithIteratedLocalSearch(parameters) is not None
    assert len(seen) >= 100


def test_no_clock_is_read_with_a_limit_of_solutions():
    parameters = search_parameters(Strategy.GLS, FEW)
    assert parameters.solution_limit == 12
    assert not parameters.HasField("time_limit") or parameters.time_limit.seconds > 1e9
    assert parameters.lns_time_limit.seconds >= 3600


# Parts of the model.


def test_only_binding_loads_are_modelled():
    # Items fit altogether; grams are always a smaller share than cm3: a stop of
    # 500 g and 9,000 cm3 fills 1/200 of 100 kg but 9/1000 of 1 m3.
    loads = np.array([[500, 3, 1, 9_000, 0, 0], [4_000, 2, 1, 80_000, 0, 0]] * 20)
    caps = np.array([[100_000, 1_000, 1_000, 1_000_000, 0, 0]])
    assert binding_loads(loads, caps) == [3]
    # At 52 kg 500 g are more than 9,000 cm3, and 4 kg less than 80,000 cm3.
    caps[0, 0] = 52_000
    assert binding_loads(loads, caps) == [0, 3]


def test_peaceful_sets_are_the_largest_that_agree():
    # 1 and 2 are hostile, 0 agrees with all.
    apart = np.zeros((3, 3), np.uint8)
    apart[1, 2] = apart[2, 1] = 1
    assert peaceful_sets(apart) == [(0, 1), (0, 2)]


def test_cost_is_counted_in_hundredths_of_a_cent():
    problem = small_problem(3)
    t = problem.tables
    nodes = build_nodes(problem, None, 0)
    v = next(v for v, s in enumerate(nodes.sources) if s == t["v_start"][v])
    stop, site = len(nodes.stops) - 1, nodes.stops[-1].site
    km, hour = int(t["v_km"][v]), int(t["v_hour"][v])
    units = Matrices(t, nodes).cost(style_of(t, nodes, v), km, hour)
    profile, base = t["v_profile"][v], t["v_start"][v]
    metres = int(t["metres"][profile, base, site])
    seconds = int(t["seconds"][profile, base, site] + t["v_reload"][v])
    # 1,000 m at 1 yuan per km are 100 cents: metres x micro-yuan / 10^7.
    cents = metres * km / 1e7 + seconds * hour / 3.6e7
    assert units[nodes.starts[v], stop] == pytest.approx(cents * 100, abs=2)


# Random days.


@pytest.mark.parametrize("strategy", list(Strategy))
@pytest.mark.parametrize("seed", range(6))
def test_routes_of_random_days_are_well_formed(seed, strategy):
    problem = small_problem(seed)
    routes = solve_routes(problem, limit=FEW, strategy=strategy)
    assert routes is not None
    check_routes(problem, routes)
    assert any(routes)


def check_routes(problem, routes):
    """Check what a proposal must keep, with arithmetic of its own."""
    t = problem.tables
    assert len(routes) == len(problem.vehicles)
    served = [k for r in routes for k in served_by(r)]
    assert len(served) == len(set(served))
    for v, route in enumerate(routes):
        tours = _tours(route)
        assert all(tours) or not route
        assert len(tours) <= t["v_max_tours"][v]
        assert all(t["s_allowed"][k, v] for k in served_by(route))
        for tour in filter(None, tours):
            _check_loads(t, v, tour)


def _tours(route):
    tours = [[]]
    for entry in route:
        if entry < 0:
            tours.append([])
        else:
            tours[-1].append(entry)
    return tours


def _check_loads(t, v, tour):
    """Load at the base what is delivered only; then each leg within capacity."""
    load = np.zeros_like(t["v_cap"][v])
    for entry in tour:
        if entry % 2 == 1 and entry - 1 not in tour:
            assert t["s_from"][entry // 2] == t["v_start"][v]
            load += t["s_load"][entry // 2]
        if entry % 2 == 0 and entry + 1 not in tour:
            assert t["s_to"][entry // 2] == t["v_end"][v]
    assert (load <= t["v_cap"][v]).all()
    for entry in tour:
        load += t["s_load"][entry // 2] * (1 if entry % 2 == 0 else -1)
        assert (load <= t["v_cap"][v]).all()


@pytest.mark.parametrize("strategy", list(Strategy))
def test_a_limit_of_solutions_repeats_exactly(strategy):
    problem = small_problem(2)
    first, second = (
        solve_routes(problem, limit=FEW, strategy=strategy, seed=4) for _ in range(2)
    )
    assert first == second


def test_seeds_search_differently():
    problem = small_problem(1, villages=12, vehicles=4)
    found = {
        str(solve_routes(problem, limit=FEW, strategy=Strategy.GLS, seed=seed))
        for seed in range(2)
    }
    assert len(found) > 1


def test_a_warm_start_is_kept_or_improved():
    problem = small_problem(5, villages=12, vehicles=4)
    start = solve_routes(problem, limit=EngineLimit(solutions=5), strategy=Strategy.GLS)
    again = solve_routes(
        problem, start=start, limit=EngineLimit(solutions=15), strategy=Strategy.GLS
    )
    before, after = (_metres_and_left(problem, r) for r in (start, again))
    assert after <= before


def _metres_and_left(problem, routes):
    """Return cents by hand: fixed, km, and the penalty of what is left."""
    t = problem.tables
    served = {k for r in routes for k in served_by(r)}
    cents = sum(int(p) for k, p in enumerate(t["s_penalty"]) if k not in served)
    for v, route in enumerate(routes):
        if not route:
            continue
        metres = t["metres"][t["v_profile"][v]]
        cents += int(t["v_fixed"][v])
        for tour in _tours(route):
            sites = [t["v_start"][v], *t["a_site"][tour], t["v_end"][v]]
            way = sum(int(metres[a, b]) for a, b in itertools.pairwise(sites))
            cents += math.ceil(way * int(t["v_km"][v]) / 1e7)
    return cents


def test_nothing_to_do():
    day, travel = random_day(1, villages=2, vehicles=2)
    problem = build_road_problem(day, travel, [])
    assert solve_routes(problem, limit=FEW, strategy=Strategy.GLS) == [[], []]


def test_limits_are_checked():
    with pytest.raises(ValueError, match="Expected a limit"):
        EngineLimit()
    with pytest.raises(ValueError, match="seconds > 0"):
        EngineLimit(seconds=0)
    with pytest.raises(ValueError, match="solutions >= 1"):
        EngineLimit(solutions=0)


def test_dead_ends_are_given_up():
    # Cheapest arcs never finish this day; savings serve some of it.
    day, travel = random_day(6, villages=30, vehicles=6)
    problem = build_road_problem(day, travel, direct_ways(day).shipments)
    limit = EngineLimit(solutions=1)
    routes = solve_routes(problem, limit=limit, strategy=Strategy.DEFAULT)
    assert routes is not None
    check_routes(problem, routes)
