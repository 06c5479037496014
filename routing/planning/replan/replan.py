"""A plan carried on during the day: what has begun stays, the rest is planned anew."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.check.judge import judge

from ..plan_day import Outcome, plan_day
from .begin import begin_with
from .begun import begun_of, outages
from .going import going_on
from .later_goods import opened_bags, too_few
from .merge import merged_plan, short_of_breaks
from .residual import residual_day
from .told import told_plan, without_bags

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.domain.day import Day
    from routing.optimize.budget import Budget, Progress
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from .going import Going
    from .later_goods import TooFew
    from .residual import Residual


class GoodsGoneError(Exception):
    """More goods are under way than today's tables ask for."""

    def __init__(self, rows: list[TooFew]) -> None:
        super().__init__(f"{len(rows)} consignment(s)")
        self.rows = rows


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A plan as it was made, and the day that it was made of."""

    day: Day
    plan: Plan


@dataclass(frozen=True, kw_only=True)
class CarriedOn:
    """A re-plan; ``told`` is the earlier plan with today's consignments and times."""

    outcome: Outcome
    told: Plan


def carry_on(
    day: Day,
    travel: Travel,
    earlier: Earlier,
    now: int,
    budget: Budget,
    progress: Callable[[Progress], None] | None = None,
) -> CarriedOn:
    """Plan what is left of a day, after what has begun of an earlier plan.

    Parameters
    ----------
    day, travel
        As they are known at ``now``, overrides and all.
    now
        Seconds since 00:00 of the service date.

    Raises
    ------
    GoodsGoneError
        When more of some goods is under way than the day asks for.
    """
    began = time.monotonic()
    told = told_plan(earlier.day, day, earlier.plan)
    begun = begun_of(day, told, now, outages(day, told, now))
    if gone := too_few(day, told, begun.legs):
        raise GoodsGoneError(gone)
    # What is packed anew cannot be under way: the judge is told of it as it was.
    packed = without_bags(told, opened_bags(day, told, begun.legs))
    going = going_on(earlier.day, day, travel, packed, now)
    residual, found = _rest(day, travel, going, budget, progress)
    plan = merged_plan(day, travel, going, residual, found.plan)
    outcome = replace(
        found,
        plan=plan,
        violations=judge(day, travel, plan, told),
        seconds=time.monotonic() - began,
    )
    return CarriedOn(outcome=outcome, told=told)


def _rest(
    day: Day,
    travel: Travel,
    going: Going,
    budget: Budget,
    progress: Callable[[Progress], None] | None,
) -> tuple[Residual, Outcome]:
    """Plan what is left; vehicles that find no time for a break take it first."""
    rested: set[str] = set()
    while True:
        residual = residual_day(day, travel, going, rested)
        start = begin_with(going, residual.day)
        found = plan_day(
            residual.day, travel, budget, progress, start=start, bound=False
        )
        short = set(short_of_breaks(residual, found.plan)) - rested
        if not short or found.interrupted:
            return residual, found
        rested |= short
