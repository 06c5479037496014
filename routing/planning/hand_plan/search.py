"""The search's own timing of edited routes, for those that keep every rule so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.optimize.extract import plan_route
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator

from ..reasons.rebuild import RebuiltPlan

if TYPE_CHECKING:
    from collections.abc import Collection

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Route
    from routing.travel.matrix import Travel

Timed = dict[str, tuple["Route", list["PlannedBag"]]]


def feasible_routes(
    day: Day, travel: Travel, plan: Plan, changed: Collection[str]
) -> Timed:
    """Return the changed routes that are feasible, timed as a search times them.

    Parameters
    ----------
    plan
        All routes with their bags; the times of changed ones are provisional.
    changed
        Vehicles whose routes are timed anew; the others keep their docks.
    """
    own = [route for route in plan.routes if route.vehicle in changed]
    names = {route.vehicle for route in own}
    bags = tuple(b for b in plan.bags if b.legs and b.legs[0].vehicle in names)
    part = replace(plan, routes=tuple(own), bags=bags)
    rebuilt = RebuiltPlan(day, part, lambda _: False)
    problem = build_road_problem(day, travel, rebuilt.shipments)
    if problem.tables["has_docks"]:
        rebuilt = RebuiltPlan(day, plan, lambda _: False)
        problem = build_road_problem(day, travel, rebuilt.shipments)
    simulator = Simulator(problem)
    simulator.load(rebuilt.draft(problem, set()))
    timetable = simulator.timetable()
    timed: Timed = {}
    for v, (entries, times) in enumerate(
        zip(simulator.routes(), timetable, strict=True)
    ):
        vehicle = problem.vehicles[v].vehicle_id
        if times is not None and vehicle in names:
            timed[vehicle] = plan_route(problem, v, entries, times)
    return timed
