"""What ``--json`` prints: the keys that scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.plan.changes_io import dump_changes
from routing.tables.finding import Grade
from routing.tables.render import as_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.optimize.budget import Budget
    from routing.plan.model import Plan
    from routing.plan.violation import Violation

    from ..intake import Intake
    from ..plan_day import Outcome

CENTS = 100
METRES = 1000


def findings_answer(intake: Intake, lang: str) -> dict[str, Any]:
    """Return ``validate``'s object; errors are fatal findings and rows set aside."""
    errors = [row for row in intake.findings if row.grade is not Grade.WARNING]
    warnings = intake.of_grade(Grade.WARNING)
    return {
        "ok": not errors,
        "errors": [as_json(row, lang) for row in errors],
        "warnings": [as_json(row, lang) for row in warnings],
    }


def yuan_per_item(plan: Plan) -> float | None:
    """Return the cost per planned item in yuan, None where nothing is planned."""
    if not plan.items_planned:
        return None
    return round(plan.cost_cents / CENTS / plan.items_planned, 4)


def violation_rows(violations: Sequence[Violation]) -> list[dict[str, Any]]:
    """Return violations under the names of the contract."""
    return [
        {
            "cause": row.cause,
            "where": row.where,
            "amount": row.amount,
            "unit": row.unit,
            "message": row.message,
        }
        for row in violations
    ]


def judged_answer(plan: Plan, violations: Sequence[Violation]) -> dict[str, Any]:
    """Return the object of ``check`` and ``evaluate``."""
    return {
        "ok": not violations,
        "violations": violation_rows(violations),
        "cost_yuan": plan.cost_cents / CENTS,
        "cost_per_item_yuan": yuan_per_item(plan),
        "items_planned": plan.items_planned,
        "items_unserved": plan.items_unserved,
    }


def plan_answer(
    outcome: Outcome, plan_file: Path | None, budget: Budget
) -> dict[str, Any]:
    """Return ``plan``'s object."""
    plan = outcome.plan
    return {
        "status": plan.status,
        **_stage_answer(plan),
        "plan_file": str(plan_file) if plan_file else None,
        "cost_yuan": plan.cost_cents / CENTS,
        "cost_per_item_yuan": yuan_per_item(plan),
        "penalty_yuan": plan.penalty_cents / CENTS,
        "items_demanded": plan.items_planned + plan.items_unserved,
        "items_planned": plan.items_planned,
        "items_unserved": plan.items_unserved,
        "vehicles_used": len(plan.routes),
        "km": sum(route.metres for route in plan.routes) / METRES,
        "first_plan_seconds": round(outcome.first_plan_seconds, 3),
        "seconds": round(outcome.seconds, 3),
        "iterations": outcome.iterations,
        "seed": budget.seed,
        "violations": violation_rows(outcome.violations),
    }


def _stage_answer(plan: Plan) -> dict[str, Any]:
    """Return which run of a morning it is and what it changed; nothing of one run."""
    found: dict[str, Any] = {} if plan.stage is None else {"stage": str(plan.stage)}
    if plan.changes is not None:
        found["changes"] = dump_changes(plan.changes)
    return found
