"""The two runs of a morning: from forecasts, then with the counts (预排, 定稿)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from routing.domain.units import cents_from_yuan
from routing.plan.changes import Stage
from routing.tables.history.files import HistoryError
from routing.tables.history.names import HISTORY_FILE
from routing.terminal.exits import Exit, Stop

from ..changes.near import Near
from ..intake import take_in
from ..judge import UnreadablePlanError, plan_at
from .check import unreadable

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.terminal.console import Console

    from ..intake import Intake
    from .plan import PlanRequest


def stage_of(request: PlanRequest) -> Stage | None:
    """Return which of the two runs is asked for; None for the only one of a day."""
    return None if request.stage is None else Stage(request.stage)


def refuse_stage(request: PlanRequest) -> None:
    """Stop when stage and earlier plan do not go together.

    Raises
    ------
    Stop
        With exit code 2 and the way out.
    """
    final = stage_of(request) is Stage.FINAL
    if final and request.from_plan is None:
        raise Stop(Exit.INPUT, "STAGE_NEEDS_FROM")
    if request.from_plan is not None and request.start is not None:
        raise Stop(Exit.INPUT, "FROM_OR_START")
    if request.from_plan is not None and not final and request.now is None:
        raise Stop(Exit.INPUT, "FROM_NEEDS_STAGE")


def history_of(request: PlanRequest) -> Path | None:
    """Return the history that the first run of a morning fills its gaps from.

    The one that is named, else the one that closing keeps beside the plans, where
    there is one.

    Raises
    ------
    Stop
        When one is named that is not there, or for another run.
    """
    forecast = stage_of(request) is Stage.FORECAST
    if request.history is not None:
        if not forecast:
            raise Stop(Exit.INPUT, "HISTORY_NEEDS_STAGE")
        return request.history
    if not forecast:
        return None
    beside = Path("out") if request.out is None else request.out.resolve().parent
    file = beside / HISTORY_FILE
    return file if file.is_file() else None


def taken_in(request: PlanRequest) -> Intake:
    """Read a day, and what its history lets expect in the first run of a morning.

    Raises
    ------
    Stop
        When the history is no such table.
    """
    try:
        return take_in(request.day, request.date, history_of(request))
    except HistoryError as error:
        values = {"file": error.file, "columns": error.columns}
        raise Stop(Exit.INPUT, "HISTORY_FAULTY", **values) from error


def tell_expected(console: Console, intake: Intake) -> None:
    """Say for whom and from which days items are expected."""
    expected = intake.expected
    if expected is None or intake.day is None:
        return
    days = "、".join(day.isoformat() for day in expected.days)
    for partner, items in expected.items.items():
        name = intake.day.partners[partner].name
        console.note_text("EXPECTED", partner=name, items=items, days=days)


def near_of(request: PlanRequest, day: Day, lang: str) -> Near | None:
    """Return the plan to stay near, and what leaving a way has to save.

    Raises
    ------
    Stop
        When the plan cannot be read, or is of another day.
    """
    if request.from_plan is None or request.now is not None:
        return None
    try:
        plan = plan_at(request.from_plan)[1]
    except UnreadablePlanError as error:
        raise unreadable(error, lang) from error
    if plan.date != day.date.isoformat():
        raise Stop(Exit.INPUT, "FROM_OTHER_DAY", plan=plan.date, day=day.date)
    cents = day.settings.change_cents
    if request.change_yuan is not None:
        cents = cents_from_yuan(request.change_yuan)
    return Near(plan=plan, change_cents=cents)
