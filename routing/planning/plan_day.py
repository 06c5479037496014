"""The one place that joins optimize and check: a day's plan, judged."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from routing.check.judge import judge
from routing.optimize.budget import Engine
from routing.optimize.pacing import Pace
from routing.optimize.road import build_road_problem
from routing.optimize.search import Search
from routing.optimize.team import Crew
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
    from routing.optimize.engines.guarded import EngineTrouble
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
    engine_calls: int = 0
    interrupted: bool = False
    lost_workers: int = 0
    troubles: tuple[EngineTrouble, ...] = ()
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
    stages = Stages(progress, time.monotonic())
    with Crew() as crew:
        if Pace(budget).needs_workers and budget.engine is not Engine.PYVRP:
            # They start while the problem is built.
            crew.fill(budget.workers)
        task = Task(
            day=day,
            travel=travel,
            ways=direct_ways(day),
            budget=budget,
            stages=stages,
            crew=crew,
        )
        made, first = _searched(task, start)
    plan = with_unconfirmed(day, travel, task.ways, made.plan)
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
        first_plan_seconds=first,
        seconds=time.monotonic() - stages.began,
        iterations=made.iterations,
        engine_calls=made.engine_calls,
        interrupted=made.interrupted,
        lost_workers=made.lost_workers,
        troubles=made.troubles,
        consider=partial(ways_considered, day, travel, task.ways, plan, made.problem),
    )


def _searched(task: Task, start: Plan | None) -> tuple[Made, float]:
    """Return what all searches made, and after how many seconds the first plan was."""
    given = None if start is None else Beginning(task.day, start, task.ways.shipments)
    batches = task.ways.shipments if given is None else given.batches
    building = time.monotonic()
    problem = build_road_problem(task.day, task.travel, batches)
    task = replace(task, build_seconds=time.monotonic() - building)
    more = second_searches(task, problem, start)
    share = 1 - sum(each.share for each in more)
    stages = task.stages
    search = Search(
        problem,
        part_of(task.budget, share) if more else task.budget,
        stages.next(share),
        began=stages.began,
        crew=task.crew,
    )
    found = search.run(None if given is None else given.draft(problem))
    made = Made(
        plan=assembled_plan(task, found),
        problem=problem,
        iterations=found.iterations,
        engine_calls=found.engine_calls,
        lost_workers=found.lost_workers,
        troubles=found.troubles,
        interrupted=found.interrupted,
    )
    for each in more:
        made = each.run(made)
    return made, found.first_seconds


def ways_considered(
    day: Day, travel: Travel, ways: Ways, plan: Plan, problem: RoadProblem
) -> list[dict[str, Any]]:
    """Return the ways of every batch, with the timetable as the plan's shuttles run."""
    held, seen = as_held(day, plan)
    if held is not problem.day:
        batches = problem.shipments[: problem.batches]
        problem = build_road_problem(held, travel, batches)
    return considered(problem, travel, ways, seen)
