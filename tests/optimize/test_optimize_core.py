"""The core of a day: exact against the simulator, the rest of the day left alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from optimize.small_counties import SEEDS, problem_of, small_counties

from routing.optimize import day_search, local_search
from routing.optimize.annealer import Slice
from routing.optimize.budget import Budget
from routing.optimize.day_search import DaySearch
from routing.optimize.draft import Draft
from routing.optimize.first import first_draft
from routing.optimize.plain import core_model
from routing.optimize.plain.core import Core
from routing.optimize.plain.data import HAS_CHOICE, HAS_RESTS
from routing.optimize.plain.fleets import Fleets
from routing.optimize.plain.population import SIZE, Population
from routing.optimize.simulator import Simulator
from routing.planning.plan_day import plan_day


@pytest.fixture(scope="module")
def counties(tmp_path_factory):
    return small_counties(tmp_path_factory)


def paced(core):
    """Return the share of a budget of 20,000 moves that is used."""
    return lambda: core.moves / 20_000


def quiet():
    """Hear of a plan and do nothing."""


def core_of(county, seed=1):
    problem = problem_of(county)
    draft = first_draft(problem, 1)
    return problem, draft, Core.of(problem, draft, seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_annealing_saves_is_what_the_simulator_says(counties, seed):
    _, draft, core = core_of(counties[seed])
    core.settle(core.member_of(draft))
    cooling = []
    for heat in (3000.0, 300.0, 30.0):
        core.anneal(1500, heat, heat / 10)
        member = core.best()
        cooling.append((member.cents, core.draft_of(member)[0]))
    # Members count from a begin of their own, the same for all.
    for (before, exact_before), (after, exact_after) in pairwise(cooling):
        assert exact_before - exact_after == pytest.approx(before - after, abs=0.5)
    assert cooling[-1][1] < cooling[0][1]


def test_the_counties_ask_for_several_windows_and_rests(counties):
    flags = [core_of(counties[seed])[2].model.plain.flags for seed in SEEDS]
    assert any(row[HAS_CHOICE] for row in flags)
    assert any(row[HAS_RESTS] for row in flags)


def test_a_member_of_a_draft_is_that_draft(counties):
    problem, draft, core = core_of(counties[1])
    core.settle(core.member_of(draft))
    core.anneal(1500, 3000.0, 30.0)
    cents, made = core.draft_of(core.best())
    core.settle(core.member_of(made))
    again, same = core.draft_of(core.best())
    assert again == cents
    assert same.routes == made.routes
    simulator = Simulator(problem)
    assert simulator.load(made) == []
    assert simulator.total() == cents


def test_vehicles_that_carry_goods_from_hubs_stay_as_they_are(counties):
    problem = problem_of(counties[2])
    base = core_model.base_of(problem)
    homes = problem.tables["v_start"].tolist()
    simulator = Simulator(problem)
    simulator.load(first_draft(problem, 1))
    draft = simulator.draft()
    core = Core.of(problem, draft, 1)
    mine = {v for group in core.model.members for v in group}
    aside = [v for v, route in enumerate(draft.routes) if route and v not in mine]
    core.settle(core.member_of(draft))
    core.anneal(1000, 3000.0, 30.0)
    _, made = core.draft_of(core.best())
    batches = problem.tables["s_batch"].tolist()
    for v in aside:
        kept = {a for a in draft.routes[v] if batches[a // 2] not in core.model.batches}
        assert kept <= set(made.routes[v])
    assert any(homes[v] == base for v in mine)


def test_plans_are_mated_the_same_way_again(counties):
    found = []
    for _ in range(2):
        _, draft, core = core_of(counties[3])
        population = Population(core, draft, 7)
        for step in range(6):
            population.step(grown=step > 2, now=paced(core), end=9.0)
        found.append([member.cents for member in population.members])
    assert found[0] == found[1]
    assert len(set(found[0])) > 2


def test_an_offspring_has_every_batch_once_and_no_vehicle_twice(counties):
    _, draft, core = core_of(counties[1])
    population = Population(core, draft, 3)
    for _ in range(4):
        population.step(grown=False, now=paced(core), end=9.0)
    one, two = population.members[:2]
    for _ in range(40):
        child = population.mated(one, two)
        nodes = [c for _, route in child.rows for c in route if c]
        assert len(nodes) == len(set(nodes))
        for t, group in enumerate(core.model.members):
            assert sum(row[0] == t for row in child.rows) <= len(group)
        assert all(route[0] and route[-1] for _, route in child.rows)


def test_the_worst_plan_leaves_and_no_plan_is_there_twice(counties):
    _, draft, core = core_of(counties[1])
    population = Population(core, draft, 5)
    while len(population.members) < SIZE:
        population.step(grown=False, now=paced(core), end=9.0)
    cheapest = population.best().cents
    for _ in range(6):
        population.step(grown=True, now=paced(core), end=9.0)
    assert len(population.members) == SIZE
    assert population.best().cents <= cheapest
    _, made = core.draft_of(population.best())
    before = [member.cents for member in population.members]
    population.take_in(made)
    assert len({round(c) for c in before}) == SIZE
    assert population.best().cents <= min(before)


@pytest.mark.parametrize("seed", SEEDS)
def test_closed_vehicles_stay_at_home(counties, seed):
    _, draft, core = core_of(counties[seed])
    fleets = Fleets(core.model.plain)
    first = core.member_of(draft)
    closed = frozenset({min(fleets.classes(first.rows))})
    rows = tuple(row for row in first.rows if not fleets.classes([row]) & closed)
    assert len(rows) < len(first.rows)
    core.settle(replace(first, rows=rows))
    with fleets.without(closed):
        core.anneal(800, 3000.0, 300.0)
    assert core.best().rows
    assert not fleets.classes(core.best().rows) & closed


@pytest.mark.parametrize("seed", SEEDS)
def test_plans_of_a_core_are_clean_and_repeatable(counties, seed, monkeypatch):
    monkeypatch.setattr(core_model, "LEAST_NODES", 1)
    county = counties[seed]
    costs = []
    for _ in range(2):
        outcome = plan_day(
            county.day, county.travel, Budget(iterations=30, workers=1, seed=4)
        )
        assert not outcome.violations
        costs.append(outcome.plan.cost_cents)
    assert costs[0] == costs[1]


def test_a_day_search_counts_and_never_forgets_the_best(counties, monkeypatch):
    monkeypatch.setattr(core_model, "LEAST_NODES", 1)
    problem = problem_of(counties[1])
    search = local_search.local_search(problem, 1)
    assert isinstance(search, DaySearch)
    search.start(first_draft(problem, 1))
    heard = [search.best_cents()]
    for begin, end in pairwise((0.0, 0.3, 0.6, 0.9, 1.0)):
        part = Slice(begin=begin, end=end, iterations=round(40 * (end - begin)))
        search.run(part, lambda: heard.append(search.best_cents()))
        search.start(search.best_draft())
    assert heard == sorted(heard, reverse=True)
    assert heard[-1] < heard[0]
    again = Simulator(problem)
    again.load(search.best_draft())
    assert again.total() == search.best_cents()
    # What the core gets more moves for, it counts less.
    assert 40 <= search.iterations <= 60


def test_a_search_that_begins_half_cooled_leaves_the_core_out(counties, monkeypatch):
    monkeypatch.setattr(core_model, "LEAST_NODES", 1)
    problem = problem_of(counties[1])
    search = DaySearch(problem, 1)
    search.start(first_draft(problem, 1))

    def fail(*_):
        raise AssertionError

    monkeypatch.setattr(day_search.Population, "step", fail)
    search.run(Slice(begin=0.5, end=0.6, iterations=2), quiet)
    assert search.iterations == 2


def test_few_batches_are_searched_without_a_core(counties):
    problem = problem_of(counties[1])
    assert problem.batches < core_model.LEAST_NODES
    assert not core_model.has_core(problem)
    assert not isinstance(local_search.local_search(problem, 1), DaySearch)


def test_routes_that_fail_beside_the_docks_lose_what_makes_them_fail(counties):
    problem, draft, core = core_of(counties[1])
    core.settle(core.member_of(draft))
    core.anneal(1500, 3000.0, 30.0)
    _, made = core.draft_of(core.best())
    v = max(range(len(made.routes)), key=lambda v: len(made.routes[v]))
    tour = [a for a in made.routes[v] if a >= 0]
    longer = tour + [
        a for other in made.routes for a in other if a >= 0 and a not in tour
    ]
    simulator = Simulator(problem)
    simulator.load(Draft(routes=[[] for _ in made.routes], uses=made.uses))
    assert core.shortened(v, longer) != longer
