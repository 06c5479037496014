"""What a plan is worth beside another: first what it leaves, then what it costs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.consignment import Priority
from routing.optimize.road import ITEM_PENALTY_CENTS

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan

    from .conservation import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Cents of the routes, items left behind by site, partner and class.

    ``left_weight`` is what these items weigh in the search (priority decides);
    it stands above any cost.
    """

    cost_cents: int
    left_weight: int
    left: dict[Key, int]

    @property
    def items_left(self) -> int:
        """Items left behind."""
        return sum(self.left.values())

    @property
    def order(self) -> tuple[int, int]:
        """Smaller is better, what is left behind first."""
        return self.left_weight, self.cost_cents


def score_plan(day: Day, plan: Plan) -> Score:
    """Return the score of a plan; its cost is what the judge has confirmed."""
    must = {row.consignment_id for row in day.consignments if row.must}
    left: Counter[Key] = Counter()
    weight = 0
    for row in plan.unserved:
        left[row.site, row.partner, row.goods_class] += row.items
        priority = Priority(row.priority) if row.priority else Priority.NORMAL
        if row.consignment in must:
            priority = Priority.HIGH
        weight += row.items * ITEM_PENALTY_CENTS[priority]
    return Score(
        cost_cents=plan.cost_cents,
        left_weight=weight,
        left=dict(sorted(left.items())),
    )
