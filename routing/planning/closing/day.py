"""A day closed: everything that is written, reckoned before anything is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routing.plan.actuals.io import ACTUALS_FILE, load_actuals
from routing.plan.actuals.model import Actuals
from routing.plan.actuals.planned import PlanMismatchError, planned_rows
from routing.plan.workbook.mark import plan_mark
from routing.report.closing.view import ClosingView, Month
from routing.report.sheets.frame import plan_number
from routing.tables.history.files import with_day

from ..output.staging import CLOSING_FOLDER
from .backlog import tomorrow
from .corrections import corrections
from .folder import tomorrow_texts
from .history_rows import line_rows, village_rows
from .join import close_day
from .suggestions import suggestions
from .visits import visits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from routing.domain.day import Day
    from routing.plan.actuals.model import Planned, Visit
    from routing.plan.actuals.read import FillInRead
    from routing.plan.model import Plan
    from routing.tables.history.model import History

SUGGESTED_FROM = 28
"""Days before a day, itself included, whose times count for suggestions; assumed."""


@dataclass(frozen=True, kw_only=True)
class Executed:
    """A plan with its day and what was typed; ``version`` is that of the plan."""

    day: Day
    plan: Plan
    planned: Planned
    read: FillInRead
    version: int
    file: str

    @property
    def date(self) -> dt.date:
        """The service date."""
        return dt.date.fromisoformat(self.plan.date)


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What is written: the folder, the histories, the tables of the next day.

    ``texts`` are these tables by the names of their files.
    """

    view: ClosingView
    history: History
    month: Month
    texts: Mapping[str, str] = field(default_factory=dict)


def fitting_rows(day: Day, plan: Plan) -> Planned:
    """Return the rows of a plan; every item of the day stands in one of them.

    Raises
    ------
    PlanMismatchError
        When the plan was not made from these tables, or loses items.
    """
    planned = planned_rows(day, plan)
    counted: Counter[str | None] = Counter()
    for flow in planned.flows:
        counted[flow.consignment] += flow.items
    demanded = {row.consignment_id: row.items for row in day.consignments}
    aside = sum(row.items for row in day.set_aside)
    if counted.pop(None, 0) != aside or dict(counted) != demanded:
        raise PlanMismatchError(plan.date)
    return planned


def closing_of(found: Executed, old: History, days: Path, lang: str) -> Closing:
    """Return everything that closing a day leaves.

    Parameters
    ----------
    old
        The histories as they are.
    days
        The folder in which the folders of other days lie: times that were typed
        on them count for suggestions.
    """
    day, plan = found.day, found.plan
    actuals = Actuals(
        date=plan.date,
        mark=plan_mark(plan),
        rows=found.planned.rows,
        flows=found.planned.flows,
        typed=found.read.typed,
        aside=found.read.aside,
    )
    closed = close_day(day, actuals)
    actuals = replace(actuals, visits=visits(day, plan, closed.done))
    closed = replace(closed, actuals=actuals)
    rest = tomorrow(day, closed)
    times = _times(days, found.date, actuals)
    history = with_day(
        old,
        found.date,
        village_rows(day, closed, found.date),
        line_rows(day, plan, closed, found.date),
    )
    observed = [visit for one in times.values() for visit in one]
    view = ClosingView(
        day=day,
        closed=closed,
        number=plan_number(plan),
        version=found.version,
        suggestions=suggestions(day, observed),
        corrections=corrections(day, found.read.findings, rest.homeless, lang),
        demand=rest.demand,
        pickups=rest.pickups,
        days=len([one for one in times.values() if one]),
        lang=lang,
    )
    return Closing(
        view=view,
        history=history,
        month=_month(history, found.date),
        texts=tomorrow_texts(view),
    )


def _times(days: Path, date: dt.date, actuals: Actuals) -> dict[str, tuple[Visit, ...]]:
    """Return the times typed on this day and on those before it, by date."""
    first = (date - dt.timedelta(days=SUGGESTED_FROM - 1)).isoformat()
    times: dict[str, tuple[Visit, ...]] = {}
    for path in sorted(days.glob(f"*/{CLOSING_FOLDER}/{ACTUALS_FILE}")):
        other = load_actuals(path)
        if other is not None and first <= other.date < actuals.date:
            times[other.date] = other.visits
    return {**dict(sorted(times.items())), actuals.date: actuals.visits}


def _month(history: History, date: dt.date) -> Month:
    def within(other: dt.date) -> bool:
        return (other.year, other.month) == (date.year, date.month)

    return Month(
        month=f"{date:%Y-%m}",
        villages=[row for row in history.villages if within(row.date)],
        lines=[row for row in history.lines if within(row.date)],
    )
