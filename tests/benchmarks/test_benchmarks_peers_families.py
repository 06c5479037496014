"""Peers on shipped instances: routes hold as they are, evaluators find no fault."""

from pathlib import Path

import pytest

pytest.importorskip("vroom", reason="pyvroom is not installed (--group peers)")
pytest.importorskip("vrp_cli", reason="vrp-cli is not installed (--group peers)")

from benchmarks.families import registry
from benchmarks.field_groups import Subject
from benchmarks.field_run import Arena
from benchmarks.peers import limits
from benchmarks.peers.peer import Order
from benchmarks.peers.registry import peer_of
from benchmarks.peers.settle import plan_of, settle
from routing.optimize.routes import served_by
from routing.optimize.ways import direct_ways

DATA = Path(registry.__file__).parent / "data"
CASES = {
    "CVRP/X-n101-k25.vrp": "cvrp",
    "VRPTW_Solomon/C101.vrp": "vrptw",
    "HFVRP/X110-HD.vrp": "hfvrp",
    "MTVRPTWR/C201R0.25.vrp": "mtvrptwr",
    "PDPTW_LiLim/lc102.txt": "pdptw",
    "SDVRPTW/PR01.vrp": "sdvrptw",
}


def subject(path):
    """Read a shipped instance."""
    problem = registry.FAMILIES[CASES[path]].family.problem(DATA / path)
    return Subject(
        group=CASES[path],
        name=problem.name,
        translation=problem.translation,
        problem=problem,
    )


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("vroom", "CVRP/X-n101-k25.vrp"),
        # Prices in units that 32 bits of its costs would not hold.
        ("vroom", "HFVRP/X110-HD.vrp"),
        ("vroom", "PDPTW_LiLim/lc102.txt"),
        # Vehicles that have no road to some clients.
        ("vroom", "SDVRPTW/PR01.vrp"),
        ("vrp-cli", "SDVRPTW/PR01.vrp"),
        ("vrp-cli", "VRPTW_Solomon/C101.vrp"),
        ("ortools", "PDPTW_LiLim/lc102.txt"),
        ("ortools", "VRPTW_Solomon/C101.vrp"),
        ("pyvrp", "MTVRPTWR/C201R0.25.vrp"),
        ("pyvrp", "HFVRP/X110-HD.vrp"),
    ],
)
def test_an_instance_goes_there_and_comes_back(name, path):
    given = subject(path)
    problem, day = Arena(given).problem, given.translation.day
    order = Order(seconds=1, seed=1, cores=1, began=list)
    routes = peer_of(name).search(problem, order).routes
    settled = settle(problem, routes)
    # What it left out within a second is inserted, but all that it gave holds.
    given_up = problem.batches - len(served_by([a for route in routes for a in route]))
    assert settled.inserted + settled.left == given_up
    plan = plan_of(day, direct_ways(day), settled, {"engine": name}, 1)
    figures = given.assess(plan)
    assert figures.faults == ()
    # Nobody beats a best-known value within a second.
    best = given.problem.best
    if not settled.left:
        assert figures.cost >= best.cost * (1 - 1e-6)
        assert figures.vehicles >= (best.vehicles or 0)


@pytest.mark.parametrize("name", ["vroom", "vrp-cli"])
def test_releases_are_the_essence_of_their_family(name):
    problem = Arena(subject("MTVRPTWR/C201R0.25.vrp")).problem
    assert limits.RELEASES in peer_of(name).essence(problem)
