"""The re-plan during the day: which plan is carried on, and from when (排线的一天)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.units import cents_from_yuan, clock
from routing.report.words import partner_name, site_name
from routing.terminal.exits import Exit, Stop

from ..hand_plan.edit import HandEditError
from ..hand_plan.replanned import ReplanEditedError
from ..judge import NoInputsError, UnreadablePlanError, open_plan
from ..replan.replan import Again, GoodsGoneError, VehicleGoneError, carry_on
from .check import faulty, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.domain.day import Day
    from routing.optimize.budget import Budget, Progress
    from routing.terminal.console import Console
    from routing.travel.matrix import Travel

    from ..replan.replan import CarriedOn
    from .plan import PlanRequest

SHOWN = 5
"""Goods named when more is under way than is asked for."""


def refuse_again(request: PlanRequest) -> None:
    """Stop when the instant of a re-plan and its plan do not go together.

    Raises
    ------
    Stop
        With exit code 2 and the way out.
    """
    if request.now is None:
        if request.hold:
            raise Stop(Exit.INPUT, "HOLD_NEEDS_NOW")
        return
    if request.from_plan is None:
        raise Stop(Exit.INPUT, "NOW_NEEDS_FROM")
    if request.stage is not None:
        raise Stop(Exit.INPUT, "NOW_OR_STAGE")


def again_of(console: Console, request: PlanRequest, day: Day) -> Again | None:
    """Return the plan to carry on with its day; None for a plan of the whole day.

    Raises
    ------
    Stop
        When the plan cannot be read, is of another day or was made later than now,
        or is a workbook that cannot be understood.
    """
    if request.now is None or request.from_plan is None:
        return None
    try:
        opened = open_plan(request.from_plan, ())
    except UnreadablePlanError as error:
        raise unreadable(error, console.lang) from error
    except ReplanEditedError as error:
        name = request.from_plan.name
        raise Stop(Exit.INPUT, "WORKBOOK_REPLAN", file=name) from error
    except HandEditError as error:
        raise faulty(console, request.from_plan, error) from error
    except (NoInputsError, OSError, ValueError) as error:
        home = request.from_plan
        folder = home if home.is_dir() else home.parent
        raise Stop(Exit.INPUT, "FROM_NO_INPUTS", folder=folder) from error
    plan, before = opened.plan, opened.intake.day
    if before is None:
        raise Stop(Exit.INPUT, "FROM_NO_INPUTS", folder=request.from_plan)
    if plan.date != day.date.isoformat():
        raise Stop(Exit.INPUT, "FROM_OTHER_DAY", plan=plan.date, day=day.date)
    if plan.past is not None and plan.past.now > request.now:
        made = clock(plan.past.now)
        raise Stop(Exit.INPUT, "NOW_BEFORE", now=clock(request.now), made=made)
    price = request.change_yuan
    return Again(
        day=before,
        plan=plan,
        now=request.now,
        hold=round(60 * request.hold),
        change_cents=None if price is None else cents_from_yuan(price),
    )


def carried_on(
    day: Day,
    travel: Travel,
    budget: Budget,
    again: Again,
    progress: Callable[[Progress], None] | None,
) -> CarriedOn:
    """Carry a plan on.

    Raises
    ------
    Stop
        When goods or vehicles that are under way are not in today's tables.
    """
    try:
        return carry_on(day, travel, again, budget, progress)
    except GoodsGoneError as error:
        raise _gone_goods(error, day) from error
    except VehicleGoneError as error:
        named = "、".join(error.vehicles)
        raise Stop(Exit.INPUT, "FROM_VEHICLE_GONE", named=named) from error


def _gone_goods(error: GoodsGoneError, day: Day) -> Stop:
    """Return the end of a re-plan that would lose goods under way."""
    named = "；".join(
        f"{site_name(day, row.site)} {partner_name(day, row.partner)} "
        f"{row.moving}>{row.asked}"
        for row in error.rows[:SHOWN]
    )
    count = len(error.rows)
    return Stop(Exit.INPUT, "FROM_GOODS_GONE", count=count, named=named)
