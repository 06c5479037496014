"""A plan carried on during the day: what has begun stays, the rest is planned anew."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.domain.past import Past
from routing.plan.tour_ends import day_of
from routing.report.sheets.frame import plan_number

from ..changes.near import Near, plan_near
from .begin import begin_with
from .begun import begun_of, outages
from .changed import replan_changes
from .going import going_on
from .kept_sheets import with_kept_sheets
from .later_goods import opened_bags, too_few
from .merge import merged_plan, short_of_breaks
from .residual import residual_day
from .second import with_later_second_ways
from .told import told_plan, without_bags

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.domain.day import Day
    from routing.optimize.budget import Budget, Progress
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from ..plan_day import Outcome
    from .going import Going
    from .later_goods import TooFew
    from .residual import Residual


class GoodsGoneError(Exception):
    """More goods are under way than today's tables ask for."""

    def __init__(self, rows: list[TooFew]) -> None:
        super().__init__(f"{len(rows)} consignment(s)")
        self.rows = rows


class VehicleGoneError(Exception):
    """Vehicles that have driven today are not among the day's any more."""

    def __init__(self, vehicles: list[str]) -> None:
        super().__init__(", ".join(vehicles))
        self.vehicles = vehicles


@dataclass(frozen=True, kw_only=True)
class Again:
    """A plan to carry on from an instant, and the day that it was made of.

    What begins within ``hold`` seconds is not changed either. ``change_cents`` is
    what it has to save that a village leaves its way; None: as the day's settings say.
    """

    day: Day
    plan: Plan
    now: int
    hold: int = 0
    change_cents: int | None = None

    @property
    def past(self) -> Past:
        """When it is carried on, before anything is known of losses."""
        return Past(now=self.now, hold=self.hold)


@dataclass(frozen=True, kw_only=True)
class CarriedOn:
    """A re-plan; ``told`` is the earlier plan with today's consignments and times."""

    outcome: Outcome
    told: Plan


def carry_on(
    day: Day,
    travel: Travel,
    again: Again,
    budget: Budget,
    progress: Callable[[Progress], None] | None = None,
) -> CarriedOn:
    """Plan what is left of a day, after what has begun of an earlier plan.

    Parameters
    ----------
    day, travel
        As they are known by then, overrides and all.

    Raises
    ------
    GoodsGoneError
        When more of some goods is under way than the day asks for.
    VehicleGoneError
        When the day does not know a vehicle that has driven.
    """
    began = time.monotonic()
    now = again.now
    told = told_plan(again.day, day, again.plan)
    begun = begun_of(day, told, again.past, outages(day, told, now))
    known = {*day.vehicles, *(out.vehicle.vehicle_id for out in day.vehicles_out)}
    if lost := [name for name, n in begun.tours.items() if n and name not in known]:
        raise VehicleGoneError(lost)
    if gone := too_few(day, told, begun.legs):
        raise GoodsGoneError(gone)
    # What is packed anew cannot be under way: the judge is told of it as it was.
    packed = without_bags(told, opened_bags(day, told, begun.legs))
    going = going_on(again.day, day, travel, packed, again.past)
    price = again.change_cents
    if price is None:
        price = day.settings.change_cents
    residual, found = _Rest(
        day=day, travel=travel, budget=budget, progress=progress
    ).planned(going, price)
    plan = merged_plan(day, travel, going, residual, found.plan)
    plan = with_later_second_ways(day, travel, going, residual, found.plan, plan)
    if plan.changes is not None:
        changes = replan_changes(day, told, plan, plan.changes)
        changes = replace(changes, earlier=plan_number(again.plan))
        plan = replace(plan, changes=changes)
    outcome = replace(
        found,
        plan=plan,
        violations=judge(day_of(day, plan), travel, plan, told, again.day),
        seconds=time.monotonic() - began,
    )
    return CarriedOn(outcome=outcome, told=told)


@dataclass(frozen=True, kw_only=True)
class _Rest:
    """Plans what is left of a day."""

    day: Day
    travel: Travel
    budget: Budget
    progress: Callable[[Progress], None] | None

    def planned(self, going: Going, change_cents: int) -> tuple[Residual, Outcome]:
        """Plan it near what the earlier plan had for it.

        Vehicles that find no time for a break they owe take it first, in a second
        search.
        """
        rested: set[str] = set()
        budget, interrupted = self.budget, False
        while True:
            residual = residual_day(self.day, self.travel, going, rested)
            start = begin_with(going, residual.day)
            near = Near(plan=start, change_cents=change_cents)
            found = plan_near(residual.day, self.travel, budget, near, self.progress)
            interrupted = interrupted or found.interrupted
            kept = with_kept_sheets(
                residual.day, self.travel, start, found.plan, change_cents
            )
            found = replace(found, plan=kept, interrupted=interrupted)
            short = set(short_of_breaks(residual, kept)) - rested
            if not short:
                return residual, found
            rested |= short
            if interrupted:
                # Nobody waits for more, but a break has to be in the plan.
                budget = replace(budget, time_limit=None, iterations=1)
