"""Published solutions: read back they cost what was published, also as a plan."""

import csv
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from road_runs import runs_of

from benchmarks import families
from benchmarks.families.assemble import assemble
from benchmarks.families.family import problems
from benchmarks.families.recognise import recognise
from benchmarks.families.registry import FAMILIES
from benchmarks.families.road.evaluate import evaluate
from benchmarks.families.road.families import CVRP, PDPTW, VRPTW, VRPTW_VEHICLES
from benchmarks.families.road.family import RoadFamily, agrees
from benchmarks.families.road.sol_file import as_rows, read_sol
from benchmarks.families.road.translate import solution_of
from benchmarks.families_run import SHARED
from routing.check.judge import judge
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

SHIPPED = Path(families.__file__).parent / "data"
FOLDERS = {
    folder: entry.family
    for name, entry in FAMILIES.items()
    for folder in entry.folders
    if isinstance(entry.family, RoadFamily) and name != "vrptw-vehicles"
}
FILES = [
    pytest.param(family, path, id=f"{folder}/{path.stem}")
    for folder, family in FOLDERS.items()
    for path in family.files(SHIPPED / folder)
]
PUBLISHED = [param for param in FILES if param.values[1].with_suffix(".sol").is_file()]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_published_solution_costs_what_was_published(folder):
    if not (SHARED / folder).is_dir():
        pytest.skip(f"{SHARED / folder} is not there")
    for path in FOLDERS[folder].files(SHARED / folder):
        case = FOLDERS[folder].problem(path)
        if (sol := path.with_suffix(".sol")).is_file():
            published = read_sol(sol, case.instance)
            verdict = evaluate(case.instance, published.solution)
            assert verdict.faults == (), path.name
            assert agrees(verdict.cost, published), path.name
            assert case.best.cost == published.cost
        else:
            # Li and Lim's best known come without routes.
            assert case.best.vehicles >= 1, path.name
            assert case.best.cost > 0, path.name


@pytest.mark.parametrize(("family", "path"), PUBLISHED)
def test_published_solution_as_a_plan_is_clean_and_costs_the_same(family, path):
    case = family.problem(path)
    instance, translation = case.instance, case.translation
    solution = read_sol(path.with_suffix(".sol"), instance).solution
    plan = assemble(translation.day, translation.travel, runs_of(instance, solution))
    assert judge(translation.day, translation.travel, plan) == []
    assert solution_of(instance, plan) == solution
    if instance.whole:
        assert translation.cost_of(plan) == case.judged(plan).cost == case.best.cost
    else:
        # Legs are metres: 1,000 a unit, each at most half of one off.
        assert translation.cost_of(plan) == pytest.approx(case.best.cost, abs=0.2)
    assert case.judged(plan).faults == ()


def test_all_that_is_shipped_is_read():
    names = {path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.*")}
    read = {p.values[1].relative_to(SHIPPED).as_posix() for p in FILES}
    data = {name for name in names if name.endswith((".vrp", ".txt"))}
    assert data == read
    assert len({p.values[1].parent for p in FILES}) == len(FOLDERS) - 3


def test_shipped_files_are_those_that_the_readme_lists():
    readme = (SHIPPED / "README.md").read_text("utf-8")
    row = r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$"
    listed = dict(re.findall(row, readme, re.MULTILINE))
    found = {
        path.relative_to(SHIPPED).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in SHIPPED.rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    assert listed == found


@pytest.mark.parametrize(("family", "path"), FILES)
def test_family_is_found_from_the_content(family, path, tmp_path):
    elsewhere = tmp_path / path.name
    elsewhere.write_bytes(path.read_bytes())
    name, case = recognise(elsewhere)
    assert FAMILIES[name].family is family
    assert case.best is None
    assert case.instance.name == path.stem


def test_conventions_of_the_same_file_never_mix(tmp_path):
    path = SHIPPED / "VRPTW_Solomon" / "C101.vrp"
    by_distance = VRPTW.problem(path)
    assert (by_distance.best.cost, by_distance.best.vehicles) == (827.3, None)
    # The published solution costs 827.3 where legs are cut to one decimal alone.
    by_vehicles = VRPTW_VEHICLES.problem(path)
    assert by_vehicles.best is None
    solution = read_sol(path.with_suffix(".sol"), by_vehicles.instance).solution
    verdict = evaluate(by_vehicles.instance, solution)
    # The figures that the literature gives for C101.
    assert verdict.faults == ()
    assert (verdict.vehicles, round(verdict.cost, 2)) == (10, 828.94)
    # Beside a solution of the other convention it is the other way round.
    other = tmp_path / path.name
    other.write_bytes(path.read_bytes())
    sol = path.with_suffix(".sol").read_text("utf-8").replace("827.3", "828.94")
    other.with_suffix(".sol").write_text(sol, "utf-8")
    assert VRPTW.problem(other).best is None
    best = VRPTW_VEHICLES.problem(other).best
    assert (best.cost, best.vehicles) == (828.94, 10)


def test_scale_of_heterogeneous_fleets_is_that_of_the_published_cost(tmp_path):
    family = FAMILIES["hfvrp"].family
    source = SHIPPED / "HFVRP" / "X110-HD.vrp"
    path = tmp_path / source.name
    path.write_bytes(source.read_bytes())
    sol = source.with_suffix(".sol").read_text("utf-8")
    assert "Cost: 15859.34\n" in sol
    path.with_suffix(".sol").write_text(sol, "utf-8")
    original = family.problem(path)
    assert (original.best.cost, original.instance.whole) == (15859.34, False)
    # The same routes in whole numbers: legs of thousandths times prices of hundredths.
    whole = sol.replace("15859.34", "1585934293")
    path.with_suffix(".sol").write_text(whole, "utf-8")
    scaled = family.problem(path)
    assert (scaled.best.cost, scaled.instance.whole) == (1585934293, True)
    # A cost that is neither says nothing.
    path.with_suffix(".sol").write_text(sol.replace("15859.34", "15000"), "utf-8")
    assert family.problem(path).best is None
    path.with_suffix(".sol").unlink()
    assert not family.problem(path).instance.whole


def test_reloads_of_a_published_solution_are_tours():
    path = SHIPPED / "MTVRPTWR" / "C201R0.25.vrp"
    instance = FAMILIES["mtvrptwr"].family.problem(path).instance
    solution = read_sol(path.with_suffix(".sol"), instance).solution
    lines = path.with_suffix(".sol").read_text("utf-8").splitlines()
    first, second = lines[:2]
    assert solution.routes[0].tours == (tuple(map(int, first.split()[2:])),)
    assert " 0 " in second
    assert len(solution.routes[1].tours) == 2
    assert as_rows(instance, solution) == [
        [int(node) for node in line.split()[2:]]
        for line in lines
        if line.startswith("Route")
    ]


def test_unused_vehicles_keep_their_place_where_vehicles_differ():
    path = SHIPPED / "MDVRPTW" / "PR11A.vrp"
    instance = FAMILIES["mdvrptw"].family.problem(path).instance
    published = read_sol(path.with_suffix(".sol"), instance)
    lines = path.with_suffix(".sol").read_text("utf-8").splitlines()
    routes = [line.split()[2:] for line in lines if line.startswith("Route")]
    assert as_rows(instance, published.solution) == [
        [int(node) for node in route] for route in routes
    ]
    # Ten vehicles at each of four depots; clients count from 4.
    assert [(kind.depot, kind.number) for kind in instance.types] == [
        (depot, 10) for depot in range(4)
    ]
    assert instance.nodes == range(4, 364)


def test_pairs_are_planned_clean_with_fewest_vehicles_first():
    [case] = problems(PDPTW, SHIPPED / "PDPTW_LiLim", "lc102")
    with (SHIPPED / "PDPTW_LiLim" / "best_known.csv").open(encoding="utf-8") as file:
        row = next(r for r in csv.DictReader(file) if r["instance"] == "lc102")
    assert case.best.vehicles == int(row["routes"])
    assert case.best.cost == float(row["distance"])
    day, travel = case.translation.day, case.translation.travel
    outcome = plan_day(day, travel, Budget(iterations=2))
    assert outcome.plan.unserved == ()
    assert outcome.violations == []
    verdict = case.judged(outcome.plan)
    assert verdict.faults == ()
    assert verdict.vehicles == len(outcome.plan.routes)
    # 10,000 metres a unit, at most 115 legs, each half a metre off at most.
    assert case.translation.cost_of(outcome.plan) == pytest.approx(
        verdict.cost, abs=116 * 0.5 / 10_000
    )
    # One vehicle more is dearer than any distance.
    assert case.translation.stand_in_cents > 10_000 * verdict.cost / 10


def test_a_solution_with_more_routes_than_vehicles_is_refused(tmp_path):
    source = SHIPPED / "SDVRPTW" / "PR01.vrp"
    path = tmp_path / source.name
    path.write_bytes(source.read_bytes())
    sol = source.with_suffix(".sol").read_text("utf-8")
    path.with_suffix(".sol").write_text(f"Route #9: 1\n{sol}", "utf-8")
    with pytest.raises(ValueError, match=r"INSTANCE_ROUTES"):
        FAMILIES["sdvrptw"].family.problem(path)
    path.with_suffix(".sol").write_text("Route #1: 1\n", "utf-8")
    with pytest.raises(ValueError, match=r"PR01.sol “Cost”: .*INSTANCE_SECTION"):
        FAMILIES["sdvrptw"].family.problem(path)


def test_unlimited_fleets_have_enough_vehicles_and_no_more():
    case = CVRP.problem(SHIPPED / "CVRP" / "X-n101-k25.vrp")
    # Demand 5,147 in vehicles of 206: 25 at least, 26 in the best known.
    assert 26 < len(case.translation.day.vehicles) < 50
    limited = FAMILIES["hfvrp"].family.problem(SHIPPED / "HFVRP" / "X110-HD.vrp")
    assert len(limited.translation.day.vehicles) == 13
    free = FAMILIES["hfvrp"].family.problem(SHIPPED / "HFVRP" / "X101-FSMFD.vrp")
    assert sum(kind.number for kind in free.instance.types) == 500
    used = read_sol(SHIPPED / "HFVRP" / "X101-FSMFD.sol", free.instance).solution
    each = [0] * len(free.instance.types)
    for route in used.routes:
        each[route.vehicle_type] += 1
    day = [vehicle.partition("-")[0] for vehicle in free.translation.day.vehicles]
    for number, count in enumerate(each):
        assert count < day.count(f"v{number}") <= 100
    one = replace(free.instance.types[0], capacity=10**6)
    roomy = replace(free.instance, types=(one,))
    # All fits into one vehicle: 1.2 and 5 more.
    assert len(type(free)(instance=roomy, best=None).translation.day.vehicles) == 7
