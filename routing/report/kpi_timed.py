"""KPIs of what the clock costs: lateness (P1g) and freshness (P5)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routing.plan.late_fees import late_goods

from .figures import rounded, yuan

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan

MINUTE = 60


def timed_kpis(day: Day, plan: Plan) -> dict[str, Any]:
    """Return who is late and by how much, and what goods lose in freshness."""
    late = list(late_goods(day, plan.routes, plan.bags))
    items = sum(count for _, _, count, _ in late)
    waited = sum(count * seconds for _, _, count, seconds in late)
    longest = max((seconds for *_, seconds in late), default=0)
    return {
        "late_bags": len({bag.id for _, bag, _, _ in late}),
        "late_items": items,
        "late_mean_min": _minutes(Fraction(waited, items)) if items else None,
        "late_longest_min": _minutes(Fraction(longest)) if items else None,
        "cost_late_yuan": yuan(plan.cost_parts["late"]),
        "freshness_yuan": yuan(plan.freshness_cents),
        "freshness_by_class_yuan": {
            name: yuan(cents) for name, cents in plan.freshness.items()
        },
    }


def _minutes(seconds: Fraction) -> float:
    return rounded(seconds / MINUTE, 1)
