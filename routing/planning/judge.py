"""A plan read back from its file and judged from tables, never from the solver."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.plan.io import load_plan
from routing.plan.node import PlanFileError
from routing.terminal.system import system_problem

from .inputs import INPUTS_FOLDER, input_hashes, read_inputs
from .intake import Intake, take_in
from .output import PLAN_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.plan.model import Plan
    from routing.plan.violation import Violation


class UnreadablePlanError(Exception):
    """There is no plan at ``path``, or it cannot be read."""

    def __init__(self, path: Path, problem: OSError | PlanFileError) -> None:
        super().__init__(str(problem))
        self.path = path
        self.problem = problem

    def in_language(self, lang: str) -> str:
        """Return the problem in words."""
        if isinstance(self.problem, PlanFileError):
            return self.problem.in_language(lang)
        return system_problem(self.problem, lang)


class NoInputsError(Exception):
    """The plan's folder holds no tables to judge from."""


@dataclass(frozen=True, kw_only=True)
class OpenedPlan:
    """A plan and the day it is judged by; ``changed``: not the tables it had."""

    plan: Plan
    intake: Intake
    changed: bool


def open_plan(path: Path, day: Sequence[Path]) -> OpenedPlan:
    """Read a plan and its day: from ``day``, or from ``inputs/`` beside the plan.

    Raises
    ------
    UnreadablePlanError
        When plan.json is absent or damaged.
    NoInputsError
        When no day is named and ``inputs/`` is absent.
    """
    file = path / PLAN_FILE if path.is_dir() else path
    try:
        plan = load_plan(file.read_text("utf-8"))
    except (OSError, PlanFileError) as error:
        raise UnreadablePlanError(file, error) from error
    if day:
        intake = take_in(day, _date(plan))
        return OpenedPlan(plan=plan, intake=intake, changed=False)
    folder = file.parent / INPUTS_FOLDER
    if not folder.is_dir():
        raise NoInputsError
    changed = input_hashes(folder) != plan.hashes
    return OpenedPlan(
        plan=plan, intake=read_inputs(folder, _date(plan)), changed=changed
    )


def judge_opened(opened: OpenedPlan) -> list[Violation]:
    """Judge an opened plan whose day has no fatal finding."""
    if opened.intake.day is None or opened.intake.travel is None:
        msg = "A day with a fatal finding cannot judge a plan."
        raise ValueError(msg)
    return judge(opened.intake.day, opened.intake.travel, opened.plan)


def _date(plan: Plan) -> dt.date | None:
    try:
        return dt.date.fromisoformat(plan.date)
    except ValueError:
        return None
