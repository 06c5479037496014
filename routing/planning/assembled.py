"""From what a search found to a plan with reasons, fees and sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.optimize.extract import plan_route
from routing.optimize.extract_ways import carried_bags
from routing.optimize.repair import repair
from routing.optimize.simulator import Simulator
from routing.plan.box_uses import box_uses
from routing.plan.delay import delay_cents
from routing.plan.freshness import freshness_cents
from routing.plan.late_fees import late_fees
from routing.plan.model import Plan, PlannedBag, Route
from routing.plan.stage_fees import stage_fees

from .machine import versions
from .reasons.unserved import unserved_rows
from .sums import penalty_sum, source_sums

if TYPE_CHECKING:
    from routing.optimize.budget import Budget
    from routing.optimize.road import RoadProblem
    from routing.optimize.search import Found

    from .task import Task


def assembled_plan(task: Task, found: Found) -> Plan:
    """Return the plan of a day from the routes and courses that a search found.

    What was left behind is tried once more at every place, and has its reason.
    """
    day, travel, ways = task.day, task.travel, task.ways
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
        seed=task.budget.seed,
        parameters=_parameters(task.budget),
        versions=versions(),
        routes=tuple(routes),
        bags=tuple(bags),
        unserved=tuple(
            sorted(unserved, key=lambda row: (row.site, row.partner, row.goods_class))
        ),
        bus_loads=carried.bus_loads,
        handovers=carried.handovers,
        stage_fees=stage_fees(day, bags),
        box_uses=box_uses(day, bags),
        late_fees=late_fees(day, routes, bags),
        freshness=freshness_cents(day, routes, bags),
        delay_cents=delay_cents(day, carried.bus_loads, bags),
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
        "engine": str(budget.engine),
    }
