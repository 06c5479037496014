"""Plan one instance of a family of the literature and evaluate what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routing.planning.plan_day import plan_day

from .families_record import FamilyRow
from .record import load_average

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.optimize.budget import Budget, Progress

    from .families.family import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """An instance planned: its row, and the solution in the family's words.

    ``told`` is None while something is left behind.
    """

    row: FamilyRow
    told: dict[str, Any] | None
    interrupted: bool = False


def solve_problem(
    problem: Problem,
    budget: Budget,
    progress: Callable[[Progress], None] | None = None,
) -> Solved:
    """Plan one instance, judge the plan, and evaluate it by the family's rules."""
    load = load_average()
    translation, best = problem.translation, problem.best
    outcome = plan_day(translation.day, translation.travel, budget, progress)
    plan = outcome.plan
    whole = not plan.unserved
    verdict = problem.judged(plan) if whole else None
    row = FamilyRow(
        name=problem.name,
        cost=None if verdict is None else verdict.cost,
        vehicles=None if verdict is None else verdict.vehicles,
        plan_cost=translation.cost_of(plan),
        best=None if best is None else best.cost,
        best_vehicles=None if best is None else best.vehicles,
        best_source="" if best is None else best.source,
        proved=best is not None and best.proved,
        parcels=len(translation.day.consignments),
        unserved=len({row.consignment for row in plan.unserved}),
        violations=len(outcome.violations),
        faults=() if verdict is None else verdict.faults,
        remarks=() if verdict is None else verdict.remarks,
        not_expressed=translation.not_expressed,
        first_plan_seconds=outcome.first_plan_seconds,
        seconds=outcome.seconds,
        iterations=outcome.iterations,
        load_average=load,
    )
    told = problem.told(plan) if whole else None
    return Solved(row=row, told=told, interrupted=outcome.interrupted)


def failed_row(problem: Problem, error: Exception) -> FamilyRow:
    """Return the row of an instance whose planning failed."""
    translation, best = problem.translation, problem.best
    parcels = len(translation.day.consignments)
    return FamilyRow(
        name=problem.name,
        cost=None,
        vehicles=None,
        plan_cost=0.0,
        best=None if best is None else best.cost,
        best_vehicles=None if best is None else best.vehicles,
        best_source="" if best is None else best.source,
        proved=best is not None and best.proved,
        parcels=parcels,
        unserved=parcels,
        violations=0,
        faults=(f"planning failed: {type(error).__name__}: {error}",),
        remarks=(),
        not_expressed=translation.not_expressed,
        first_plan_seconds=None,
        seconds=0.0,
        iterations=0,
        load_average=load_average(),
    )
