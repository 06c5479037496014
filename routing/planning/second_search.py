"""Second searches: for rooms of hubs by the hour, and with shuttles that wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.optimize.part_room import partly_fitting
from routing.optimize.road import build_road_problem
from routing.optimize.search import Search
from routing.optimize.simulator import Simulator

from .assembled import assembled_plan
from .holds import as_held, held_day, holds_of, with_holds, without_idle
from .start import Start, better_start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.optimize.budget import Budget
    from routing.optimize.road import RoadProblem
    from routing.optimize.search import Found
    from routing.plan.model import Plan

    from .task import Task

ROOM_SHARE = 0.3
"""Of the budget, for a search with room of hubs to the minute: so much less for the
first."""

HOLD_SHARE = 0.3
"""Of the budget, for a search with shuttles that wait: so much less for the first."""

CUT_SHARE = 0.2
"""Of the budget, for a search with lots cut into bags where part of one would find
room: so much less for the first, where lots have several bags."""

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

    def after(self, again: Found) -> Made:
        """Return the same plan, after one search more."""
        return replace(
            self,
            iterations=self.iterations + again.iterations,
            interrupted=again.interrupted,
        )


def part_of(budget: Budget, share: float) -> Budget:
    """Return a part of a budget."""
    iterations = budget.iterations
    return replace(
        budget,
        time_limit=(budget.time_limit or 0.0) * share,
        iterations=None if iterations is None else round(iterations * share),
    )


def is_crowded(task: Task, problem: RoadProblem) -> bool:
    """Tell whether hubs are so crowded that their room is to be counted to the minute.

    Goods may bind themselves to a part of the day there. Not on days with so many
    ways that these would be too many.
    """
    if task.ways.left or len(problem.tables["ways"]) > MOST_WAYS:
        return False
    batches = problem.shipments[: problem.batches]
    exact = build_road_problem(task.day, task.travel, batches, stays=True)
    return len(exact.tables["ways"]) > len(problem.tables["ways"])


def with_all_room(task: Task, made: Made) -> Made:
    """Return a plan that uses the room of crowded hubs as it is, where that is better.

    The search begins with the plan that was made.
    """
    if made.interrupted:
        return made
    given = Start(task.day, made.plan, task.ways.shipments)
    problem = build_road_problem(task.day, task.travel, given.batches, stays=True)
    search = Search(problem, part_of(task.budget, ROOM_SHARE))
    again = search.run(given.draft(problem))
    made = made.after(again)
    if Simulator(problem).load(again.draft):
        return made
    other = assembled_plan(task, again)
    if better_start(task.day, task.travel, other, made.plan):
        return replace(made, plan=other)
    return made


def with_waiting(task: Task, holds: Mapping[str, int], start: Plan, made: Made) -> Made:
    """Return a plan in which shuttles wait for goods, where that is better.

    The search begins with ``start``, a plan of the day as it is or with some of
    the holds.
    """
    if made.interrupted or not holds:
        return made
    held = replace(task, day=held_day(task.day, holds))
    given = Start(held.day, as_held(task.day, start)[1], task.ways.shipments)
    problem = build_road_problem(held.day, task.travel, given.batches)
    search = Search(problem, part_of(task.budget, HOLD_SHARE))
    again = search.run(given.draft(problem))
    made = made.after(again)
    other = with_holds(assembled_plan(held, again), holds)
    other = without_idle(task.day, task.travel, other)
    if better_start(task.day, task.travel, other, made.plan):
        return replace(made, plan=other, problem=problem)
    return made


def may_part(problem: RoadProblem) -> bool:
    """Tell whether lots of several bags may go by services with room for some."""
    several = any(len(s.bags) > 1 for s in problem.shipments[: problem.batches])
    return several and problem.has_ways and len(problem.tables["limits"]) > 0


def with_cut_lots(task: Task, made: Made) -> Made:
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
    if not found:
        return made
    most = sorted(found, key=lambda b: (-len(whole.batches[b].bags), b))[:MOST_CUT]
    singly = {bag.bag_id for b in most for bag in whole.batches[b].bags}
    given = Start(day, plan, task.ways.shipments, singly)
    problem = build_road_problem(day, task.travel, given.batches)
    again = Search(problem, part_of(task.budget, CUT_SHARE)).run(given.draft(problem))
    made = made.after(again)
    other = with_holds(assembled_plan(held, again), holds_of(made.plan))
    if better_start(task.day, task.travel, other, made.plan):
        return replace(made, plan=other, problem=problem)
    return made
