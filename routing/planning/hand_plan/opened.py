"""An edited workbook opened: the plan it came from, its day, and what it means."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.plan.io import load_plan
from routing.plan.model import Plan
from routing.plan.workbook.mark import bytes_mark
from routing.plan.workbook.read import read_workbook
from routing.plan.workbook.sheet_found import EditedBook, open_book, workbook_mark

from ..output.versions import PLAN_FILE
from .edit import plan_of_edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from routing.domain.day import Day
    from routing.plan.violation import Violation
    from routing.tables.finding import Finding
    from routing.travel.matrix import Travel

WORKBOOKS = (".xlsx", ".xlsm", ".xls")
OLDER = "第*版"


@dataclass(frozen=True, kw_only=True)
class WorkbookBase:
    """The plan a workbook was written from, where it is known.

    ``plan`` is None when there is none beside the workbook; ``sure`` when its
    mark is that of the workbook. ``seconds`` went into opening the workbook.
    """

    book: EditedBook
    seconds: float
    file: Path
    plan: Plan | None
    sure: bool


@dataclass(frozen=True, kw_only=True)
class HandScore:
    """An edit as a plan, beside the plan it came from.

    ``added`` are the violations that the former plan did not have; ``seconds``
    went into reading, building and judging.
    """

    day: Day
    plan: Plan
    before: Plan | None
    violations: list[Violation]
    added: list[Violation]
    notes: tuple[Finding, ...]
    sure: bool
    seconds: float


def is_workbook(path: Path) -> bool:
    """Tell whether a plan is given as a workbook."""
    return path.suffix.lower() in WORKBOOKS


def workbook_base(path: Path) -> WorkbookBase:
    """Find the plan that a workbook was written from.

    The plan.json beside it, or that of an older version, whichever has the
    workbook's mark; else the one beside it.

    Raises
    ------
    OSError, PlanFileError
        When the workbook, or the plan beside it, cannot be read.
    """
    began = time.perf_counter()
    book = open_book(path)
    found = WorkbookBase(
        book=book,
        seconds=time.perf_counter() - began,
        file=path.parent / PLAN_FILE,
        plan=None,
        sure=False,
    )
    mark = workbook_mark(book)
    for file in _plan_files(path):
        data = file.read_bytes()
        sure = bytes_mark(data) == mark
        if sure or found.plan is None:
            plan = load_plan(data.decode("utf-8"))
            found = replace(found, file=file, plan=plan, sure=sure)
        if sure:
            break
    return found


def _plan_files(path: Path) -> Iterator[Path]:
    folder = path.parent
    for place in (folder, *sorted(folder.glob(OLDER), reverse=True), folder.parent):
        if (place / PLAN_FILE).is_file():
            yield place / PLAN_FILE


def score_workbook(
    base: WorkbookBase, day: Day, travel: Travel, *, same_day: bool = True
) -> HandScore:
    """Read an edited workbook, build the plan it means and judge it.

    ``same_day`` when the plan it came from was made from the tables of ``day``.

    Raises
    ------
    HandEditError
        When a row cannot be understood, or goods cannot go as written.
    """
    began = time.perf_counter()
    edit = read_workbook(base.book, day)
    before = base.plan or no_plan(day.date.isoformat())
    same = same_day and base.plan is not None
    notes = list(edit.findings)
    plan = plan_of_edit(day, travel, before, edit, same_day=same, notes=notes)
    violations = judge(day, travel, plan)
    added = violations
    if violations and base.plan is not None:
        former = judge(day, travel, base.plan)
        added = [row for row in violations if row not in former]
    return HandScore(
        day=day,
        plan=plan,
        before=base.plan,
        violations=violations,
        added=added,
        notes=tuple(notes),
        sure=base.sure,
        seconds=base.seconds + time.perf_counter() - began,
    )


def score_unchanged(
    base: WorkbookBase, plan: Plan, day: Day, violations: list[Violation]
) -> HandScore:
    """Return the score of a workbook that says what its plan says."""
    return HandScore(
        day=day,
        plan=plan,
        before=plan,
        violations=violations,
        added=[],
        notes=(),
        sure=base.sure,
        seconds=base.seconds,
    )


def no_plan(date: str) -> Plan:
    """Return the plan of a workbook that has none beside it: nothing to compare."""
    return Plan(status="complete", date=date, seed=0, routes=(), bags=(), unserved=())
