"""The one place that joins optimize and check: a day's plan, judged."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from routing.check.judge import judge
from routing.optimize.road import build_road_problem
from routing.optimize.search import Search
from routing.optimize.ways import direct_ways

from .assembled import assembled_plan
from .holds import as_held
from .reasons.considered import considered
from .reasons.unconfirmed import with_unconfirmed
from .second_search import Made, part_of, second_searches
from .stages import Stages
from .start import better_start
from .task import Task
from .warm import Beginning

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.domain.day import Day
    from routing.optimize.budget import Budget, Progress
    from routing.optimize.road import RoadProblem
    from routing.optimize.ways import Ways
    from routing.plan.model import Plan
    from routing.plan.violation import Violation
    from routing.travel.matrix import Travel


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
        A plan to begin with. One of this day's bags, made with fewer services say:
        the outcome is not dearer. One of other goods, of yesterday say: today's
        follow the vehicles, tours and trips that it has for their sites.
    """
    began = time.monotonic()
    ways = direct_ways(day)
    stages = Stages(progress, began)
    task = Task(day=day, travel=travel, ways=ways, budget=budget, stages=stages)
    given = None if start is None else Beginning(day, start, ways.shipments)
    batches = ways.shipments if given is None else given.batches
    building = time.monotonic()
    problem = build_road_problem(day, travel, batches)
    task = replace(task, build_seconds=time.monotonic() - building)
    more = second_searches(task, problem, start)
    share = 1 - sum(each.share for each in more)
    first = part_of(budget, share) if more else budget
    search = Search(problem, first, stages.next(share), began=began)
    found = search.run(None if given is None else given.draft(problem))
    made = Made(
        plan=assembled_plan(task, found),
        problem=problem,
        iterations=found.iterations,
        interrupted=found.interrupted,
    )
    for each in more:
        made = each.run(made)
    plan = with_unconfirmed(day, travel, ways, made.plan)
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
        iterations=made.iterations,
        interrupted=made.interrupted,
        lost_workers=found.lost_workers,
        consider=partial(ways_considered, day, travel, ways, plan, made.problem),
    )


def ways_considered(
    day: Day, travel: Travel, ways: Ways, plan: Plan, problem: RoadProblem
) -> list[dict[str, Any]]:
    """Return the ways of every batch, with the timetable as the plan's shuttles run."""
    held, seen = as_held(day, plan)
    if held is not problem.day:
        batches = problem.shipments[: problem.batches]
        problem = build_road_problem(held, travel, batches)
    return considered(problem, travel, ways, seen)
