"""The PyVRP engine: its model costs what the rule book says, and its routes hold."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from features.four_villages import four_village_travel
from optimize.village_routes import BY_HAND, hand_day
from properties.generated_days import random_day
from properties.plan_edits import edit_vehicle

from benchmarks.families.road import families
from benchmarks.families.road.sol_file import read_sol
from benchmarks.families.road.translate import client_site
from routing.optimize.engines.part import Part, part_of, whole_part
from routing.optimize.engines.pyvrp_costs import FINEST, load_units, prices, prize_units
from routing.optimize.engines.pyvrp_cover import uncovered
from routing.optimize.engines.pyvrp_ils import IlsLimit, solve_routes
from routing.optimize.engines.pyvrp_model import build_model
from routing.optimize.engines.pyvrp_read import read_routes, write_solution
from routing.optimize.engines.vetting import Vetting
from routing.optimize.first import first_draft
from routing.optimize.road import build_road_problem
from routing.optimize.routes import served_by
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways

DATA = Path(__file__).parents[2] / "benchmarks" / "families" / "data"
KNOWN = {
    "CVRP/X-n101-k25": families.CVRP,
    "VRPTW_Solomon/C101": families.VRPTW,
    "HFVRP/X110-HD": families.HFVRP,
    "HFVRP/X101-FSMFD": families.HFVRP,
    "MDVRPTW/PR11A": families.MDVRPTW,
    "SDVRPTW/PR01": families.SDVRPTW,
    "MTVRPTWR/C201R0.25": families.MTVRPTWR,
}
FEW = IlsLimit(iterations=15)


@cache
def known_case(name):
    """Return a road instance as a problem, its best-known routes and their cents."""
    path = DATA / f"{name}.vrp"
    case = KNOWN[name].problem(path)
    day, travel = case.translation.day, case.translation.travel
    problem = build_road_problem(day, travel, direct_ways(day).shipments)
    shipment = {s.outer.outer_site: k for k, s in enumerate(problem.shipments)}
    numbers = {v.vehicle_id: i for i, v in enumerate(problem.vehicles)}
    routes = [[] for _ in problem.vehicles]
    used = {}
    published = read_sol(path.with_suffix(".sol"), case.instance)
    for route in published.solution.routes:
        each = used.get(route.vehicle_type, 0)
        used[route.vehicle_type] = each + 1
        mine = routes[numbers[f"v{route.vehicle_type}-{each}"]]
        for tour in route.tours:
            mine += [-1] if mine else []
            mine += [2 * shipment[client_site(node)] + 1 for node in tour]
    return problem, routes, published.cost * case.translation.cents_per_unit


def cents(model, solution):
    """Return what the library says a solution costs, in cents."""
    units = sum(
        route.distance_cost() + route.duration_cost() + route.fixed_vehicle_cost()
        for route in solution.routes()
    )
    return units / model.units


def exact_cents(problem, routes):
    simulator = Simulator(problem)
    left = simulator.load(routes)
    return simulator.total(), left


@pytest.mark.parametrize("name", KNOWN)
def test_a_published_solution_is_feasible_and_costs_what_was_published(name):
    problem, routes, published = known_case(name)
    assert uncovered(problem) == ()
    model = build_model(problem, whole_part(problem), routes, optional=False)
    written = write_solution(model, routes)
    assert written.is_feasible()
    # Published costs of mixed fleets are rounded to a hundredth.
    exact, left = exact_cents(problem, routes)
    assert exact == pytest.approx(published, rel=1e-6)
    assert cents(model, written) == pytest.approx(exact, abs=0.5)
    assert left == []
    again = read_routes(model, written)
    # Alike vehicles may change places.
    assert sorted(again) == sorted(routes)
    assert exact_cents(problem, again) == (exact, [])


@pytest.mark.parametrize("name", KNOWN)
def test_a_published_solution_is_kept_as_a_start(name):
    problem, routes, _ = known_case(name)
    proposal = solve_routes(problem, start=routes, limit=FEW, seed=3)
    found, left = exact_cents(problem, proposal.routes)
    assert left == []
    assert found <= exact_cents(problem, routes)[0]


@pytest.mark.parametrize("name", ["CVRP/X-n101-k25", "SDVRPTW/PR01"])
def test_routes_from_nothing_keep_every_rule_that_the_model_covers(name):
    problem, _, published = known_case(name)
    proposal = solve_routes(problem, limit=IlsLimit(iterations=60), seed=1)
    vetted = Vetting(problem).vet(whole_part(problem), proposal.routes)
    assert (vetted.left, vetted.malformed, vetted.broken) == ((), "", 0)
    assert sum(vetted.cents) < 1.2 * published
    met = Vetting(problem).vet_met(whole_part(problem), proposal.met)
    assert len(met) == len(proposal.met) > 0


def test_steps_repeat_exactly_and_seeds_differ():
    problem, _, _ = known_case("CVRP/X-n101-k25")
    first, second, other = (
        solve_routes(problem, limit=FEW, seed=seed) for seed in (4, 4, 5)
    )
    assert first == second
    assert first.routes != other.routes


def test_too_few_vehicles_carry_what_they_can():
    problem, routes, _ = known_case("CVRP/X-n101-k25")
    part = Part(vehicles=(0, 1), shipments=whole_part(problem).shipments)
    proposal = solve_routes(problem, part, start=routes[:2], limit=FEW)
    vetted = Vetting(problem).vet(part, proposal.routes)
    # Fixed cost is nothing: what stays costs more than what is driven for it.
    assert (vetted.malformed, vetted.broken) == ("", 0)
    room = problem.tables["v_cap"][0, 0]
    grams = problem.tables["s_load"][:, 0]
    for route in vetted.routes:
        load = grams[served_by(route)].sum()
        assert room * 0.9 < load <= room


def plain_hand_day():
    """Return the four villages without what PyVRP's model does not say."""
    day = hand_day()
    sites = {
        key: replace(site, docks=None, chargers=0, usual_vehicle=None)
        for key, site in day.sites.items()
    }
    day = replace(day, sites=sites, locks=())
    for name in ("K1", "K2"):
        day = edit_vehicle(
            day, name, breaks=(), range_m=None, max_drive_duration=86_400
        )
    return day


def test_set_up_hours_and_loading_are_those_of_the_rule_book():
    day = plain_hand_day()
    problem = build_road_problem(day, four_village_travel(), direct_ways(day).shipments)
    # Two lots of A and the pick-up at B share halts: one set-up each (T2).
    assert uncovered(problem) == ("shared sites",)
    model = build_model(problem, whole_part(problem), BY_HAND, optional=False)
    written = write_solution(model, BY_HAND)
    assert written.is_feasible()
    exact, left = exact_cents(problem, BY_HAND)
    assert left == []
    # Each of the two routes is rounded to a cent.
    assert cents(model, written) == pytest.approx(exact, abs=1)


def test_what_the_model_leaves_out_is_named():
    day = hand_day()
    travel = four_village_travel()
    problem = build_road_problem(day, travel, direct_ways(day).shipments)
    assert uncovered(problem) == (
        "docks",
        "chargers",
        "breaks",
        "pauses",
        "usual vehicles",
        "locks",
        "shared sites",
    )
    # The second vehicle, a tricycle, has no break; the first no range.
    part = Part(vehicles=(1,), shipments=whole_part(problem).shipments)
    assert "breaks" not in uncovered(problem, part)
    part = Part(vehicles=(0,), shipments=whole_part(problem).shipments)
    assert "chargers" not in uncovered(problem, part)


@pytest.mark.parametrize("seed", [1, 3, 6, 8])
def test_relaxed_days_give_routes_that_can_be_used(seed):
    day, travel = random_day(seed, villages=10, vehicles=4)
    problem = build_road_problem(day, travel, direct_ways(day).shipments)
    assert uncovered(problem)
    proposal = solve_routes(problem, limit=IlsLimit(iterations=100), seed=1)
    vetted = Vetting(problem).vet(whole_part(problem), proposal.routes)
    assert vetted.malformed == ""
    assert len(vetted.left) < problem.batches
    # What was found is a start that a further search can be written in.
    again = solve_routes(problem, start=vetted.routes, limit=FEW, seed=1)
    assert Vetting(problem).vet(whole_part(problem), again.routes).malformed == ""


def draft_of(seed):
    """Return a random day's problem, its first draft, and what that drives."""
    day, travel = random_day(seed, villages=10, vehicles=4)
    problem = build_road_problem(day, travel, direct_ways(day).shipments)
    assert problem.has_ways
    draft = first_draft(problem, 1)
    used = [v for v, route in enumerate(draft.routes) if route]
    return problem, draft, *part_of(problem, draft, used)


@pytest.mark.parametrize("seed", range(10))
def test_a_draft_by_any_ways_is_a_start_that_the_model_can_take(seed):
    problem, _, part, routes = draft_of(seed)
    vetted = Vetting(problem).vet(part, routes)
    assert (vetted.routes, vetted.left) == (routes, ())
    model = build_model(problem, part, routes, optional=True)
    written = write_solution(model, routes)
    assert not written.unplanned()
    assert written.is_feasible()
    # Every shipment is read back on the vehicle that it was on, or one like it.
    again = read_routes(model, written)
    assert sorted(map(served_by, again)) == sorted(map(served_by, routes))


@pytest.mark.parametrize("seed", [1, 3, 9])
def test_routes_of_a_draft_are_solved_again_without_breaking_its_promises(seed):
    problem, draft, part, routes = draft_of(seed)
    simulator = Simulator(problem)
    left = simulator.load(draft)
    before = simulator.total()
    vetting = Vetting(problem)
    proposal = solve_routes(problem, part, start=routes, limit=FEW, seed=1)
    vetted = vetting.vet(part, proposal.routes)
    assert (vetted.malformed, vetted.left) == ("", ())
    changed = list(draft.routes)
    for v, route in zip(part.vehicles, vetted.routes, strict=True):
        changed[v] = route
    # All is carried still, beside the other carriers too, docks aside.
    uses = [[] for _ in changed]
    assert simulator.load(replace(draft, routes=changed, uses=uses)) == left
    saved = sum(vetting.vet(part, routes).cents) - sum(vetted.cents)
    assert simulator.total() == before - saved


def test_pairs_are_served_within_a_tour():
    path = DATA / "PDPTW_LiLim" / "lc102.txt"
    case = families.PDPTW.problem(path)
    day, travel = case.translation.day, case.translation.travel
    problem = build_road_problem(day, travel, direct_ways(day).shipments)
    assert uncovered(problem) == ()
    proposal = solve_routes(problem, limit=IlsLimit(iterations=150), seed=1)
    vetted = Vetting(problem).vet(whole_part(problem), proposal.routes)
    assert (vetted.left, vetted.malformed, vetted.broken) == ((), "", 0)
    assert sum(map(bool, vetted.routes)) == case.best.vehicles == 10


def test_nothing_to_do_is_no_proposal():
    problem, _, _ = known_case("CVRP/X-n101-k25")
    assert solve_routes(problem, Part(vehicles=(), shipments=(0,)), limit=FEW) is None
    assert solve_routes(problem, Part(vehicles=(0,), shipments=()), limit=FEW) is None


def table(km, hour, fixed):
    columns = {"v_km": km, "v_hour": hour, "v_fixed": fixed}
    return {name: np.array(values, np.int64) for name, values in columns.items()}


def test_prices_are_exact_where_they_have_a_common_divisor():
    # 3.5 yuan a km are 0.35 cents a metre, 30 yuan an hour 0.8333… cents a second:
    # in sixtieths of a cent 21 and 50; 80 yuan are 8,000 cents of 60.
    found = prices(table([3_500_000], [30_000_000], [8_000]), (0,))
    assert (found.metre.tolist(), found.second.tolist()) == ([21], [50])
    assert (found.fixed.tolist(), found.units) == ([480_000], 60.0)


def test_prices_without_a_divisor_are_rounded_to_the_finest():
    found = prices(table([3_499_999], [29_999_989], [8_001]), (0,))
    assert found.second.tolist() == [FINEST]
    # 29,999,989 / 36,000,000 = 0.83333 cents a second are 10,000 units: 12,000 a cent.
    assert found.units == pytest.approx(12_000, rel=1e-5)
    # 0.35 x 12,000.
    assert found.metre.tolist() == [4_200]


def test_huge_penalties_are_folded_in_their_order():
    # Four dearest routes a stop on average: 3 x 4 x 100 = 1,200 cents in all.
    found = prize_units([10**12, 10**11, 50], 100, 2.0)
    # 1,200 x 10/11 = 1,090 and 109, in half cents; 50 stays below a route's cost.
    assert found == [2_180, 218, 100]


def test_limits_and_parts_are_checked():
    with pytest.raises(ValueError, match="Expected a limit"):
        IlsLimit()
    with pytest.raises(ValueError, match="seconds > 0"):
        IlsLimit(seconds=0)
    with pytest.raises(ValueError, match="iterations >= 1"):
        IlsLimit(iterations=0)
    with pytest.raises(ValueError, match="each vehicle and shipment"):
        Part(vehicles=(1, 1), shipments=())
    with pytest.raises(ValueError, match="Expected 2 times"):
        Part(vehicles=(1,), shipments=(1, 2), times=((0, 1),))


@pytest.mark.parametrize(
    ("name", "units"),
    [
        # 1,278,072 m at 166 units of cost, at 100,000 for a unit of load: 2,121.6.
        ("HFVRP/X110-HD", 2122),
        # 1,265 m at one.
        ("CVRP/X-n101-k25", 1),
    ],
)
def test_no_load_too_much_pays_for_the_dearest_arc(name, units):
    problem = known_case(name)[0]
    paid = prices(problem.tables, range(len(problem.vehicles)))
    assert load_units(problem.tables, paid) == units
