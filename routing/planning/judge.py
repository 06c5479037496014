"""A plan read back from its file and judged from tables, never from the solver."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.plan.io import load_plan_file
from routing.plan.node import PlanFileError
from routing.plan.tour_ends import day_of
from routing.terminal.system import system_problem

from .hand_plan.opened import (
    is_workbook,
    no_plan,
    score_unchanged,
    score_workbook,
    workbook_base,
)
from .hand_plan.replanned import ReplanEditedError, is_as_written
from .intake import Intake, take_in
from .output.inputs import INPUTS_FOLDER, input_hashes, read_earlier, read_inputs
from .output.resume import bring_home
from .output.versions import PLAN_FILE
from .replan.told import told_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.plan.model import Plan
    from routing.plan.violation import Violation

    from .hand_plan.opened import HandScore, WorkbookBase


class UnreadablePlanError(Exception):
    """There is no plan at ``path``, or it cannot be read."""

    def __init__(self, path: Path, problem: OSError | PlanFileError) -> None:
        super().__init__(str(problem))
        self.path = path
        self.problem = problem

    def in_language(self, lang: str) -> str:
        """Return the problem in words."""
        if isinstance(self.problem, PlanFileError):
            # The words end a sentence that goes on behind them.
            return self.problem.in_language(lang).rstrip("。.")
        return system_problem(self.problem, lang)


class NoInputsError(Exception):
    """The plan's folder holds no tables to judge from."""


@dataclass(frozen=True, kw_only=True)
class OpenedPlan:
    """A plan and the day it is judged by; ``changed``: not the tables it had.

    ``score`` is there when the plan is an edited workbook, ``earlier`` when it is a
    re-plan: what it carries on.
    """

    plan: Plan
    intake: Intake
    changed: bool
    score: HandScore | None = None
    earlier: Plan | None = None


def open_plan(path: Path, day: Sequence[Path]) -> OpenedPlan:
    """Read a plan and its day: from ``day``, or from ``inputs/`` beside the plan.

    ``path`` is plan.json or its folder, or a plan.xlsx that was edited: then the
    plan is what the workbook means.

    Raises
    ------
    UnreadablePlanError
        When plan.json is absent or damaged.
    NoInputsError
        When no day is named and ``inputs/`` is absent.
    HandEditError
        When an edited workbook cannot be understood.
    ReplanEditedError
        When the workbook of a re-plan was changed.
    """
    if is_workbook(path):
        return _open_workbook(path, day)
    file, plan = plan_at(path)
    intake, changed = _intake(file.parent, plan, day)
    intake, earlier = _in_progress(intake, file.parent, plan, day)
    return OpenedPlan(plan=plan, intake=intake, changed=changed, earlier=earlier)


def _in_progress(
    intake: Intake, home: Path, plan: Plan, named: Sequence[Path]
) -> tuple[Intake, Plan | None]:
    """Return the day with all vehicles that have driven, and what was carried on.

    Told with the consignments of the tables that are named, where any are.

    Raises
    ------
    OSError, PlanFileError
        When the earlier plan is there and cannot be read.
    """
    if plan.past is None or intake.day is None:
        return intake, None
    earlier = read_earlier(home / INPUTS_FOLDER)
    if earlier is not None and named:
        own = read_inputs(home / INPUTS_FOLDER, _date(plan)).day
        if own is not None:
            earlier = told_plan(own, intake.day, earlier)
    return replace(intake, day=day_of(intake.day, plan)), earlier


def plan_at(path: Path) -> tuple[Path, Plan]:
    """Return the plan.json at a path or in a folder, and what it holds.

    Raises
    ------
    UnreadablePlanError
        When it is absent or damaged.
    """
    file = path / PLAN_FILE if path.is_dir() else path
    try:
        bring_home(file.parent)
        return file, load_plan_file(file)
    except (OSError, PlanFileError) as error:
        raise UnreadablePlanError(file, error) from error


def _intake(home: Path, plan: Plan | None, day: Sequence[Path]) -> tuple[Intake, bool]:
    """Return the day of a plan, and whether its tables changed since."""
    date = _date(plan)
    if day:
        return take_in(day, date), False
    folder = home / INPUTS_FOLDER
    if not folder.is_dir():
        raise NoInputsError
    changed = plan is not None and input_hashes(folder) != plan.hashes
    return read_inputs(folder, date), changed


def _open_workbook(path: Path, day: Sequence[Path]) -> OpenedPlan:
    try:
        base = workbook_base(path)
    except (OSError, PlanFileError) as error:
        raise UnreadablePlanError(path, error) from error
    intake, changed = _intake(base.file.parent, base.plan, day)
    if intake.day is None or intake.travel is None:
        plan = base.plan or no_plan("")
        return OpenedPlan(plan=plan, intake=intake, changed=changed)
    if base.plan is not None and base.plan.past is not None:
        return _open_replan(base, intake, day, changed=changed)
    same = not day and not changed
    score = score_workbook(base, intake.day, intake.travel, same_day=same)
    return OpenedPlan(plan=score.plan, intake=intake, changed=changed, score=score)


def _open_replan(
    base: WorkbookBase, intake: Intake, named: Sequence[Path], *, changed: bool
) -> OpenedPlan:
    """Open the workbook of a re-plan: it means its plan, or nothing."""
    plan, home, travel = base.plan, base.file.parent, intake.travel
    if plan is None or travel is None:
        msg = "A re-plan is opened with its day."
        raise ValueError(msg)
    intake, earlier = _in_progress(intake, home, plan, named)
    own = _in_progress(_intake(home, plan, ())[0], home, plan, ())[0].day
    if own is None or intake.day is None or not is_as_written(base.book, own, plan):
        raise ReplanEditedError
    violations = judge(intake.day, travel, plan, earlier)
    return OpenedPlan(
        plan=plan,
        intake=intake,
        changed=changed,
        score=score_unchanged(base, plan, intake.day, violations),
        earlier=earlier,
    )


def judge_opened(opened: OpenedPlan) -> list[Violation]:
    """Judge an opened plan whose day has no fatal finding."""
    if opened.intake.day is None or opened.intake.travel is None:
        msg = "A day with a fatal finding cannot judge a plan."
        raise ValueError(msg)
    if opened.score is not None:
        return opened.score.violations
    day, travel = opened.intake.day, opened.intake.travel
    return judge(day, travel, opened.plan, opened.earlier)


def _date(plan: Plan | None) -> dt.date | None:
    if plan is None:
        return None
    try:
        return dt.date.fromisoformat(plan.date)
    except ValueError:
        return None
