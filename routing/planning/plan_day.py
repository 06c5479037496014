"""The one place that joins optimize and check: a day's plan, judged."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from routing.check.judge import judge
from routing.optimize.extract import plan_route
from routing.optimize.extract_ways import carried_bags
from routing.optimize.repair import repair
from routing.optimize.road import build_road_problem
from routing.optimize.search import Search
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.plan.delay import delay_cents
from routing.plan.model import Plan, PlannedBag, Route
from routing.plan.stage_fees import stage_fees

from .machine import versions
from .reasons.considered import considered
from .reasons.unserved import unserved_rows
from .start import Start, better_start
from .sums import penalty_sum, source_sums

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.domain.day import Day
    from routing.optimize.budget import Budget, Progress
    from routing.optimize.road import RoadProblem
    from routing.optimize.search import Found
    from routing.optimize.ways import Ways
    from routing.plan.violation import Violation
    from routing.travel.matrix import Travel

ROOM_SHARE = 0.5
"""Of the budget, for a second search where hubs may have more room."""

MOST_WAYS = 2_000
"""With more ways of all batches no second search: those that bind themselves to a
part of the day are up to fifty times as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A plan with the judge's word on it and how the search went.

    ``first_plan_seconds`` and ``seconds`` count from the call, ``consider`` lists
    what the search could move and what was out: it takes a moment, and few ask.
    """

    plan: Plan
    violations: list[Violation]
    first_plan_seconds: float
    seconds: float
    iterations: int
    interrupted: bool = False
    lost_workers: int = 0
    consider: Callable[[], list[dict[str, Any]]] = list

    @property
    def ways(self) -> list[dict[str, Any]]:
        """The ways of every batch, what was taken, and what was out and why."""
        return self.consider()


def plan_day(
    day: Day,
    travel: Travel,
    budget: Budget,
    progress: Callable[[Progress], None] | None = None,
    *,
    start: Plan | None = None,
) -> Outcome:
    """Plan a day on the road and let the judge look at it.

    Parameters
    ----------
    budget
        Time or iterations, workers and seed; with iterations and one worker
        the plan repeats exactly.
    progress
        Called with every better plan.
    start
        A plan of this day to begin with, made with fewer services say; the
        outcome is not dearer.
    """
    began = time.monotonic()
    ways = direct_ways(day)
    given = None if start is None else Start(day, start, ways.shipments)
    batches = ways.shipments if given is None else given.batches
    problem = build_road_problem(day, travel, batches)
    search = Search(problem, budget, progress, began=began)
    found = search.run(None if given is None else given.draft(problem))
    plan = _plan(day, travel, ways, found, budget)
    plan = _with_all_room(day, travel, ways, found, budget, plan)
    if start is not None and better_start(day, travel, start, plan):
        plan = replace(
            start,
            seed=plan.seed,
            parameters=plan.parameters,
            versions=plan.versions,
            kpis={},
        )
    return Outcome(
        plan=plan,
        violations=judge(day, travel, plan),
        first_plan_seconds=found.first_seconds,
        seconds=time.monotonic() - began,
        iterations=found.iterations,
        interrupted=found.interrupted,
        lost_workers=found.lost_workers,
        consider=partial(considered, problem, travel, ways, plan),
    )


def _with_all_room(
    day: Day, travel: Travel, ways: Ways, found: Found, budget: Budget, plan: Plan
) -> Plan:
    """Return a plan that takes all along, where crowded hubs have room after all.

    It takes a part of the budget more, and only on small days where goods stay behind
    while ways that bind themselves to a part of the day are to be had.
    """
    if not plan.unserved or ways.left or found.interrupted:
        return plan
    if len(found.problem.tables["ways"]) > MOST_WAYS:
        return plan
    batches = found.problem.shipments[: found.problem.batches]
    problem = build_road_problem(day, travel, batches, stays=True)
    if len(problem.tables["ways"]) == len(found.problem.tables["ways"]):
        return plan
    iterations = budget.iterations
    part = replace(
        budget,
        time_limit=(budget.time_limit or 0.0) * ROOM_SHARE,
        iterations=None if iterations is None else round(iterations * ROOM_SHARE),
    )
    again = Search(problem, part).run()
    if Simulator(problem).load(again.draft):
        return plan
    other = _plan(day, travel, ways, again, budget)
    return other if better_start(day, travel, other, plan) else plan


def _plan(day: Day, travel: Travel, ways: Ways, found: Found, budget: Budget) -> Plan:
    simulator = Simulator(found.problem)
    left = simulator.load(found.draft)
    problem, draft = repair(found.problem, simulator.draft(), left, ways.left)
    simulator = Simulator(problem)
    left = simulator.load(draft)
    routes, driven = _routes(problem, simulator)
    carried = carried_bags(problem, simulator.draft().courses, driven)
    bags = sorted(carried.bags, key=lambda bag: bag.id)
    unserved = unserved_rows(
        day,
        travel,
        problem,
        ways,
        simulator,
        [problem.shipments[k] for k in left],
        repaired=True,
    )
    complete = "partial" if unserved else "complete"
    return Plan(
        status=complete,
        date=day.date.isoformat(),
        seed=budget.seed,
        parameters=_parameters(budget),
        versions=versions(),
        routes=tuple(routes),
        bags=tuple(bags),
        unserved=tuple(
            sorted(unserved, key=lambda row: (row.site, row.partner, row.goods_class))
        ),
        bus_loads=carried.bus_loads,
        handovers=carried.handovers,
        stage_fees=stage_fees(day, bags),
        delay_cents=delay_cents(day, carried.bus_loads),
        penalty_cents=penalty_sum(day, routes, unserved),
        distance_sources=source_sums(day, travel, routes),
    )


def _routes(
    problem: RoadProblem, simulator: Simulator
) -> tuple[list[Route], list[PlannedBag]]:
    routes: list[Route] = []
    bags: list[PlannedBag] = []
    timetable = simulator.timetable()
    for v, (entries, times) in enumerate(
        zip(simulator.routes(), timetable, strict=True)
    ):
        if times is not None:
            route, carried = plan_route(problem, v, entries, times)
            routes.append(route)
            bags += carried
    return routes, bags


def _parameters(budget: Budget) -> dict[str, Any]:
    """Return the bounds of the search; no clock shows in iteration mode."""
    return {
        "iterations": budget.iterations,
        "time_limit": None if budget.iterations is not None else budget.time_limit,
        "workers": budget.workers,
    }
