"""A plan near an earlier one: a village leaves its way only where that saves enough."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.domain.consignment import Priority
from routing.optimize.road import ITEM_PENALTY_CENTS, build_road_problem
from routing.optimize.search import Search
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.plan.freshness import weighed_cents

from ..assembled import assembled_plan
from ..holds import with_holds, without_idle
from ..plan_day import Outcome, ways_considered
from ..second_search import is_crowded, part_of
from ..stages import Stages
from ..task import Task
from .change_list import change_list
from .comparison import moved_villages
from .earlier import EarlierWays, held
from .transfer import complete_start, transferred
from .way_back import WayBack

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.domain.day import Day
    from routing.optimize.budget import Budget, Progress
    from routing.optimize.draft import Draft
    from routing.optimize.road import RoadProblem
    from routing.optimize.search import Found
    from routing.optimize.ways import Shipment
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from .earlier import Held

BACK_SHARE = 0.1
"""Of the time, for trying villages back on their ways: so much less for the search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What a plan is to be near to, and what leaving a village's way has to save."""

    plan: Plan
    change_cents: int


def plan_near(
    day: Day,
    travel: Travel,
    budget: Budget,
    near: Near,
    progress: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Plan a day near an earlier plan of it, and let the judge look at it.

    The first plan is the earlier one told with this run's bags. A village goes
    another way where its own is gone or has no room, or where that saves more than
    ``near.change_cents``; the plan is never worse than the first one in cost and
    ``change_cents`` for each village that changes. What stays behind decides first.
    """
    return _NearPlanner(day, travel, budget, near, progress).outcome()


class _NearPlanner:
    """The problems that a day is searched and priced in, and what they led to."""

    def __init__(
        self,
        day: Day,
        travel: Travel,
        budget: Budget,
        near: Near,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._began = time.monotonic()
        self._day, self._travel, self._near = day, travel, near
        self._budget = budget
        self._stages = Stages(progress, self._began)
        self._held: Held = held(day, near.plan)
        ways = direct_ways(self._held.day)
        self._task = Task(
            day=self._held.day,
            travel=travel,
            ways=ways,
            budget=budget,
            stages=self._stages,
        )
        lots = {batch.lot.lot_id: batch.lot for batch in ways.shipments}
        self._known = EarlierWays(self._held.day, self._held.plan, lots.values())
        self._given = transferred(self._known, ways.shipments)
        # Both problems have the same ways: a draft of one is a draft of the other.
        day, batches = self._held.day, self._given.batches
        problem = build_road_problem(day, travel, batches)
        self._stays = is_crowded(self._task, problem)
        if self._stays:
            problem = build_road_problem(day, travel, batches, stays=True)
        self.problem = problem

    def _priced(self) -> RoadProblem:
        """Return the problem where leaving a village's way has its price."""
        known, cents = self._known, self._near.change_cents

        def extra(shipment: Shipment, way: object) -> tuple[str, int] | None:
            if not known.leaves(shipment, way):  # type: ignore[arg-type]
                return None
            return shipment.outer.outer_site, cents

        return build_road_problem(
            known.priced_day(cents),
            self._travel,
            self._given.batches,
            stays=self._stays,
            extra=extra,
        )

    def outcome(self) -> Outcome:
        """Search, try villages back, and return the best plan with its changes."""
        priced = self._priced()
        first = complete_start(Simulator(priced), self._given.draft(priced))
        found = self._searched(priced, first)
        cents = self._near.change_cents
        back = WayBack(self.problem, self._known, cents, self._until())
        # The search may have ended with less than it began with: prices mislead.
        drafts = [first, min((first, found.draft), key=back.worth)]
        if not found.interrupted:
            drafts.append(back.improved(drafts[-1]))
            found.interrupted = back.interrupted
        plan, draft = self._best(found, drafts)
        saved = back.savings(draft)
        changes = change_list(self._known, self._near.plan, plan, cents, saved)
        plan = replace(plan, changes=changes)
        day, travel, ways = self._day, self._travel, self._task.ways
        return Outcome(
            plan=plan,
            violations=judge(day, travel, plan),
            first_plan_seconds=found.first_seconds,
            seconds=time.monotonic() - self._began,
            iterations=found.iterations,
            interrupted=found.interrupted,
            lost_workers=found.lost_workers,
            troubles=found.troubles,
            consider=partial(ways_considered, day, travel, ways, plan, self.problem),
        )

    def _searched(self, priced: RoadProblem, first: Draft) -> Found:
        """Search from the first plan; time is left for the way back."""
        share = 1.0 if self._budget.iterations is not None else 1 - BACK_SHARE
        search = Search(
            priced,
            part_of(self._budget, share),
            self._stages.next(share),
            began=self._began,
        )
        return search.run(first, afresh=False)

    def _until(self) -> Callable[[], bool]:
        """Return what tells whether there is time left; always where none counts."""
        if self._budget.iterations is not None:
            return lambda: True
        share = BACK_SHARE * (self._budget.time_limit or 0.0)
        ends: list[float] = []

        def is_time() -> bool:
            now = time.monotonic()
            if not ends:
                ends.append(now + max(share, 1.0))
            return now < ends[0]

        return is_time

    def _best(self, found: Found, drafts: list[Draft]) -> tuple[Plan, Draft]:
        """Return the best of some drafts as a plan, by what it costs and changes."""
        made: list[tuple[tuple[int, int], Plan, Draft]] = []
        for draft in {id(draft): draft for draft in drafts}.values():
            plan = self._assembled(replace(found, problem=self.problem, draft=draft))
            made.append((self._worth(plan), plan, draft))
        _, plan, draft = min(made, key=lambda one: one[0])
        return plan, draft

    def _assembled(self, found: Found) -> Plan:
        """Return a draft as a plan; what a price kept behind is inserted first."""
        simulator = Simulator(self.problem)
        left = simulator.load(found.draft)
        simulator.insert_all(left)
        plan = assembled_plan(self._task, replace(found, draft=simulator.draft()))
        if not self._held.holds:
            return plan
        return without_idle(self._day, self._travel, with_holds(plan, self._held.holds))

    def _worth(self, plan: Plan) -> tuple[int, int]:
        """Return what a plan leaves behind, then its cents with those of changes."""
        day, left = self._day, 0
        must = {row.consignment_id for row in day.consignments if row.must}
        for row in plan.unserved:
            if row.consignment in must:
                left += row.items * ITEM_PENALTY_CENTS[Priority.HIGH]
            elif row.priority and not day.settings.economic_deferral:
                left += row.items * ITEM_PENALTY_CENTS[Priority(row.priority)]
        moved = len(moved_villages(self._known, plan))
        changed = moved * self._near.change_cents
        cents = int(weighed_cents(day, plan))
        return left, cents + plan.penalty_cents + changed
