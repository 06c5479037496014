"""Moves over ways: whatever is moved, the solution stays what it says it is."""

from __future__ import annotations

import numpy as np
import pytest
from optimize.village_routes import hand_day
from optimize.village_routes import problem_of as road_problem_of
from planning.way_day import way_day, way_travel
from properties.plan_edits import edit_site
from properties.service_days import dear_roads, passes_twice, twisted_day

from benchmarks.small_days import Size
from routing.domain.vehicle import VehicleClass
from routing.optimize.annealer import Annealer, Slice, move_shares
from routing.optimize.first import first_draft
from routing.optimize.kernel.moves import kick
from routing.optimize.kernel.solution import WAY
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways

SIZE = Size(lots=10, villages=6, vehicles=4)
SHARES = {
    "every batch keeps its way": (1000, 0, 0, 0),
    "legs at villages first": (0, 1000, 0, 0),
    "and all that feeds them anew": (0, 1000, 1000, 0),
    "one after another": (0, 0, 1000, 0),
    "promises left open": (0, 0, 0, 1000),
}


def service_problem(seed):
    day, travel = twisted_day(seed, dear_roads, passes_twice, size=SIZE)
    return build_road_problem(day, travel, direct_ways(day).shipments)


def way_problem(day):
    return build_road_problem(day, way_travel(), direct_ways(day).shipments)


def quiet():
    """Hear of a chunk and do nothing."""


def annealed(problem, seed, shares):
    annealer = Annealer(problem, seed)
    annealer._search.shares[:] = shares  # noqa: SLF001
    annealer.start(first_draft(problem, seed))
    annealer.run(Slice(begin=0.0, end=1.0, iterations=12), quiet)
    return annealer


@pytest.mark.parametrize("shares", SHARES.values(), ids=SHARES)
@pytest.mark.parametrize("seed", [1, 4])
def test_the_best_is_what_the_simulator_says(seed, shares):
    problem = service_problem(seed)
    assert problem.has_ways
    annealer = annealed(problem, seed, shares)
    again = Simulator(problem)
    again.load(annealer.best_draft())
    # Loaded anew, with promises as they stand, nothing is lost and nothing dearer.
    assert again.total() == annealer.best_cents()
    assert again.draft().courses == annealer.best_draft().courses
    first = Simulator(problem)
    first.load(first_draft(problem, seed))
    assert annealer.best_cents() <= first.total()


def test_where_every_batch_keeps_its_way_none_changes_it():
    problem = service_problem(1)
    start = first_draft(problem, 1)
    annealer = Annealer(problem, 1)
    annealer._search.shares[:] = (1000, 0, 0, 0)  # noqa: SLF001
    annealer._settle = annealer._rest = 100  # noqa: SLF001
    annealer.start(start)
    annealer._rest = 100  # noqa: SLF001
    annealer.run(Slice(begin=0.0, end=0.1, iterations=5), quiet)
    before = [number for number, _ in start.courses]
    after = [number for number, _ in annealer.best_draft().courses]
    # A leg that finds no place sends its batch elsewhere: that is seldom.
    changed = sum(a != b for a, b in zip(before, after, strict=True))
    assert changed <= len(before) // 5


def test_a_kick_changes_much_and_books_it_right():
    problem = service_problem(1)
    annealer = Annealer(problem, 1)
    annealer.start(first_draft(problem, 1))
    search = annealer._search  # noqa: SLF001
    vector = annealer._simulator.vector  # noqa: SLF001
    before = search.current.copy()
    changes = 0
    for _ in range(20):
        search.current[:] = before
        if not kick(vector, search):
            continue
        ways = slice(int(before[WAY]), int(before[WAY]) + problem.batches)
        changes = max(changes, int(np.sum(before[ways] != search.current[ways])))
        search.best[:] = search.current
        again = Simulator(problem)
        again.load(annealer.best_draft())
        assert again.total() == annealer.best_cents()
    assert changes > 1


def test_shares_follow_from_how_goods_can_go():
    # Few batches all of them: promises are left open in half of the moves.
    # By road alone no batch has to change vehicles, and here the van may go on.
    assert move_shares(road_problem_of(hand_day())) == (150, 0, 300, 500)
    day = way_day("C>V", "K1", "K2")
    assert move_shares(way_problem(day)) == (150, 0, 300, 500)
    # Where only the tricycle of the hub enters, all goods change vehicles there.
    narrow = edit_site(day, "V", allowed_classes=(VehicleClass.TRICYCLE,))
    narrow = edit_site(narrow, "C", allowed_classes=(VehicleClass.MICROVAN,))
    assert move_shares(way_problem(narrow)) == (150, 900, 900, 500)
