"""One run of ``check`` or ``evaluate``: a plan judged; no solver is loaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.check.words import describe
from routing.plan.node import PlanFileError
from routing.report.place_words import place_words
from routing.tables.render import as_json, render
from routing.terminal.exits import Exit, Stop

from ..hand_plan.edit import HandEditError
from ..hand_plan.replanned import ReplanEditedError
from ..hand_plan.words import score_answer, score_lines
from ..judge import NoInputsError, UnreadablePlanError, judge_opened, open_plan
from .answers import CENTS, judged_answer, yuan_per_item

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.plan.model import Plan
    from routing.plan.violation import Violation
    from routing.terminal.console import Console

    from ..judge import OpenedPlan

UNKNOWN = "-"


def run_check(console: Console, plan: Path, day: Sequence[Path]) -> int:
    """Judge a plan, say its violations and its cost; return the exit code."""
    opened = opened_plan(console, plan, day)
    violations = judge_opened(opened)
    score = opened.score
    if console.json_output:
        answer = judged_answer(opened.plan, violations)
        console.answer({**answer, **(score_answer(score) if score else {})})
    elif violations:
        console.data(console.say("CHECK_FAILED", count=len(violations)))
        for violation in violations:
            console.data(_words(opened, violation, console.lang))
    else:
        console.data(console.say("CHECK_OK"))
    if not console.json_output:
        console.data(console.say("CHECK_FIGURES", **_figures(opened.plan)))
        for line in _cost_lines(opened, console.lang):
            console.data(line)
        for line in score_lines(score, console.lang) if score else ():
            console.data(line)
    return Exit.FINDING if violations else Exit.DONE


def opened_plan(console: Console, plan: Path, day: Sequence[Path]) -> OpenedPlan:
    """Open a plan with its day, or stop with exit code 2 and say why.

    Raises
    ------
    Stop
        When the plan or its day cannot be read.
    """
    try:
        opened = open_plan(plan, day)
    except UnreadablePlanError as error:
        raise unreadable(error, console.lang) from error
    except ReplanEditedError as error:
        raise Stop(Exit.INPUT, "WORKBOOK_REPLAN", file=plan.name) from error
    except HandEditError as error:
        raise faulty(console, plan, error) from error
    except (NoInputsError, OSError, ValueError) as error:
        folder = plan if plan.is_dir() else plan.parent
        raise Stop(Exit.INPUT, "NO_INPUTS", folder=folder) from error
    if opened.intake.day is None:
        # Not at import: it brings the writers of templates along.
        from .tables import show_findings

        show_findings(console, opened.intake)
        count = sum(1 for row in opened.intake.findings)
        raise Stop(Exit.INPUT, "DAY_UNREADABLE", count=count)
    for note in opened.score.notes if opened.score else ():
        console.note(render(note, console.lang))
    if opened.changed:
        console.note_text("INPUTS_CHANGED")
    date = opened.intake.day.date.isoformat()
    if date != opened.plan.date:
        console.note_text("WRONG_DATE", plan=opened.plan.date, day=date)
    return opened


def unreadable(error: UnreadablePlanError, lang: str) -> Stop:
    """Return the end of a command whose plan cannot be read."""
    words = error.in_language(lang)
    # What is wrong inside a file says its own way out.
    inside = isinstance(error.problem, PlanFileError)
    code = "PLAN_FAULTY" if inside else "PLAN_UNREADABLE"
    return Stop(Exit.INPUT, code, plan=error.path, error=words)


def faulty(console: Console, plan: Path, error: HandEditError) -> Stop:
    """Say every cell of a workbook that is not understood; return the stop."""
    for finding in error.findings:
        console.problem(render(finding, console.lang))
    if console.json_output:
        errors = [as_json(finding, console.lang) for finding in error.findings]
        console.answer({"ok": False, "errors": errors})
    count = len(error.findings)
    return Stop(Exit.INPUT, "WORKBOOK_FAULTY", file=plan.name, count=count)


def _words(opened: OpenedPlan, violation: Violation, lang: str) -> str:
    """Return a violation in words, its place as people say it."""
    day = opened.intake.day
    if day is not None:
        place = place_words(day, violation.where, lang)
        violation = replace(violation, where=place)
    return f"{describe(violation, lang)}[{violation.cause}]"


def _cost_lines(opened: OpenedPlan, lang: str) -> list[str]:
    """Return the parts of the cost where there are more than a road day's."""
    # Not at import: scripts ask for JSON, and wait for nothing else.
    from routing.report.summary import cost_lines

    day = opened.intake.day
    return cost_lines(day, opened.plan, lang) if day is not None else []


def _figures(plan: Plan) -> dict[str, object]:
    each = yuan_per_item(plan)
    return {
        "yuan": f"{plan.cost_cents / CENTS:,.2f}",
        "planned": plan.items_planned,
        "each": UNKNOWN if each is None else f"{each:.2f}",
        "unserved": plan.items_unserved,
    }
