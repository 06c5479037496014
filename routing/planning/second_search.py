"""Second searches: room of hubs to the minute, shuttles that wait, lots that part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from routing.optimize.part_room import partly_fitting
from routing.optimize.road import build_road_problem
from routing.optimize.search import Search
from routing.optimize.simulator import Simulator

from .assembled import assembled_plan
from .holds import (
    as_held,
    held_day,
    holds_of,
    with_holds,
    without_idle,
    worth_waiting,
)
from .start import Start, better_start

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from routing.optimize.budget import Budget
    from routing.optimize.engines.guarded import EngineTrouble
    from routing.optimize.road import RoadProblem
    from routing.optimize.search import Found
    from routing.plan.model import Plan

    from .task import Task

ROOM_SHARE = 0.3
"""Of the budget, for a search with room of hubs to the minute: so much less for the
first."""

HOLD_SHARE = 0.1
"""Of the budget, for a search with shuttles that wait: so much less for the first.
What the first one loses it does not get back: of a generated reference county 650
iterations cost 5 % more than 1,000, and 350 after them, from whatever heat, made good
for 0.3 % (one seed)."""

WARM = 0.5
"""Fraction of a cooling that second searches leave out, but that for room: from the
plan that was made all heat led to dearer plans than half of it (the same county, two
seeds each)."""

CUT_SHARE = 0.05
"""Of the budget, for a search with lots cut into bags where part of one would find
room: so much less for the first, where lots have several bags."""

BUILDS = 2
"""Problems that are built for it: as the plan has the bags, and with some apart."""

MOST_CUT = 100
"""Batches that are cut for it, the largest first."""

MOST_WAYS = 2_000
"""With more ways of all batches no search for more room: ways that bind themselves
to a part of the day are up to fifty times as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A plan, the problem that its ways are of, and how the searches for it went."""

    plan: Plan
    problem: RoadProblem
    iterations: int
    interrupted: bool
    engine_calls: int = 0
    lost_workers: int = 0
    troubles: tuple[EngineTrouble, ...] = ()

    def after(self, again: Found) -> Made:
        """Return the same plan, after one search more."""
        return replace(
            self,
            iterations=self.iterations + again.iterations,
            interrupted=again.interrupted,
            engine_calls=self.engine_calls + again.engine_calls,
            lost_workers=self.lost_workers + again.lost_workers,
            troubles=self.troubles + again.troubles,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSearch:
    """A search after the first one: its share of the budget, and how it runs."""

    share: float
    run: Callable[[Made], Made]


def second_searches(
    task: Task, problem: RoadProblem, start: Plan | None
) -> list[SecondSearch]:
    """Return the searches that may pay after the first one, in their order.

    Parameters
    ----------
    problem
        The day's, as the first search has it.
    start
        A plan that the first search begins with.
    """
    found = []
    if is_crowded(task, problem):
        run = partial(_with_all_room, task)
        found.append(SecondSearch(share=ROOM_SHARE, run=run))
    said = {} if start is None else holds_of(start)
    known = {key: hold for key, hold in said.items() if key in task.day.trips}
    if holds := worth_waiting(task.day) | known:
        run = partial(_with_waiting, task, holds, start if said else None)
        found.append(SecondSearch(share=HOLD_SHARE, run=run))
    if _may_part(problem) and not _takes_longer(task):
        run = partial(_with_cut_lots, task)
        found.append(SecondSearch(share=CUT_SHARE, run=run))
    return found


def part_of(budget: Budget, share: float) -> Budget:
    """Return a part of a budget."""
    iterations = budget.iterations
    return replace(
        budget,
        time_limit=(budget.time_limit or 0.0) * share,
        iterations=None if iterations is None else round(iterations * share),
    )


def _searched(
    task: Task, problem: RoadProblem, given: Start, share: float, warm: float = WARM
) -> Found:
    """Search a problem with a part of the budget, from a plan to begin with."""
    stages = task.stages
    search = Search(
        problem,
        part_of(task.budget, share),
        stages.next(share),
        began=stages.began,
        warm=warm,
        crew=task.crew,
    )
    return search.run(given.draft(problem))


def is_crowded(task: Task, problem: RoadProblem) -> bool:
    """Tell whether hubs are so crowded that their room is to be counted to the minute.

    Goods may bind themselves to a part of the day there. Not on days with so many
    ways that these would be too many.
    """
    if task.ways.left or not problem.has_ways:
        return False
    if len(problem.tables["ways"]) > MOST_WAYS:
        return False
    batches = problem.shipments[: problem.batches]
    exact = build_road_problem(task.day, task.travel, batches, stays=True)
    return len(exact.tables["ways"]) > len(problem.tables["ways"])


def _with_all_room(task: Task, made: Made) -> Made:
    """Return a plan that uses the room of crowded hubs as it is, where that is better.

    The search begins with the plan that was made.
    """
    if made.interrupted:
        return made
    given = Start(task.day, made.plan, task.ways.shipments)
    problem = build_road_problem(task.day, task.travel, given.batches, stays=True)
    again = _searched(task, problem, given, ROOM_SHARE, warm=0.0)
    made = made.after(again)
    if Simulator(problem).load(again.draft):
        return made
    other = assembled_plan(task, again)
    if better_start(task.day, task.travel, other, made.plan):
        return replace(made, plan=other)
    return made


def _with_waiting(
    task: Task, holds: Mapping[str, int], start: Plan | None, made: Made
) -> Made:
    """Return a plan in which shuttles wait for goods, where that is better.

    The search begins with ``start``, a plan with some of the holds, else with what
    was made.
    """
    if made.interrupted:
        return made
    held = replace(task, day=held_day(task.day, holds))
    given = Start(
        held.day, as_held(task.day, start or made.plan)[1], task.ways.shipments
    )
    problem = build_road_problem(held.day, task.travel, given.batches)
    again = _searched(task, problem, given, HOLD_SHARE)
    made = made.after(again)
    other = with_holds(assembled_plan(held, again), holds)
    other = without_idle(task.day, task.travel, other)
    if better_start(task.day, task.travel, other, made.plan):
        return replace(made, plan=other, problem=problem)
    return made


def _takes_longer(task: Task) -> bool:
    """Tell whether building problems for cut lots takes all the time of their search.

    Where iterations are counted no clock is read: never.
    """
    limit = task.budget.time_limit
    if limit is None or task.budget.iterations is not None:
        return False
    return BUILDS * task.build_seconds > CUT_SHARE * limit


def _may_part(problem: RoadProblem) -> bool:
    """Tell whether lots of several bags may go by services with room for some."""
    several = any(len(s.bags) > 1 for s in problem.shipments[: problem.batches])
    return several and problem.has_ways and len(problem.tables["limits"]) > 0


def _with_cut_lots(task: Task, made: Made) -> Made:
    """Return a plan in which lots part where a service has room for some bags only.

    The search begins with the plan that was made, and with its timetable.
    """
    if made.interrupted:
        return made
    day, plan = as_held(task.day, made.plan)
    held = replace(task, day=day)
    whole = Start(day, plan, task.ways.shipments)
    simulator = Simulator(build_road_problem(day, task.travel, whole.batches))
    simulator.load(whole.draft(simulator.problem))
    found = partly_fitting(simulator)
    most = sorted(found, key=lambda b: (-len(whole.batches[b].bags), b))[:MOST_CUT]
    singly = {bag.bag_id for b in most for bag in whole.batches[b].bags}
    given = Start(day, plan, task.ways.shipments, singly)
    problem = build_road_problem(day, task.travel, given.batches)
    again = _searched(task, problem, given, CUT_SHARE)
    made = made.after(again)
    other = with_holds(assembled_plan(held, again), holds_of(made.plan))
    if better_start(task.day, task.travel, other, made.plan):
        return replace(made, plan=other, problem=problem)
    return made
