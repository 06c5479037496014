"""One run of ``check``, ``evaluate`` or ``explain``: a plan judged or explained."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from routing.check.words import describe
from routing.terminal.exits import Exit, Stop
from routing.terminal.language import say

from .answers import CENTS, judged_answer, yuan_per_item
from .explain import explain_site
from .explain_words import explanation_lines
from .judge import NoInputsError, UnreadablePlanError, judge_opened, open_plan
from .tables_session import show_findings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.terminal.console import Console

    from .judge import OpenedPlan

UNKNOWN = "-"


def run_check(console: Console, plan: Path, day: Sequence[Path]) -> int:
    """Judge a plan, say its violations and its cost; return the exit code."""
    opened = _opened(console, plan, day)
    violations = judge_opened(opened)
    if console.json_output:
        console.answer(judged_answer(opened.plan, violations))
    elif violations:
        console.data(console.say("CHECK_FAILED", count=len(violations)))
        for violation in violations:
            words = describe(violation, console.lang)
            console.data(f"{words}[{violation.cause}]")
    else:
        console.data(console.say("CHECK_OK"))
    if not console.json_output:
        console.data(console.say("CHECK_FIGURES", **_figures(opened.plan)))
    return Exit.FINDING if violations else Exit.DONE


def run_explain(console: Console, plan: Path, site: str, day: Sequence[Path]) -> int:
    """Tell how a site's goods go, what else they could do, and why not."""
    opened = _opened(console, plan, day)
    if opened.intake.day is None or opened.intake.travel is None:
        msg = "An opened plan has its day."
        raise ValueError(msg)
    site_id = find_site(opened.intake.day, site, console.lang)
    answer = explain_site(opened.intake.day, opened.intake.travel, opened.plan, site_id)
    if console.json_output:
        console.answer(answer)
    else:
        for line in explanation_lines(answer, opened.intake.day, console.lang):
            console.data(line)
    return Exit.DONE


def find_site(day: Day, asked: str, lang: str) -> str:
    """Return the id of the site that was asked for by id or name.

    Raises
    ------
    Stop
        When there is none, or several of that name.
    """
    if asked in day.sites:
        return asked
    named = [key for key, site in day.sites.items() if site.name == asked]
    if len(named) == 1:
        return named[0]
    names = [site.name for site in day.sites.values()]
    near = named or difflib.get_close_matches(asked, [*day.sites, *names])
    known = say("DID_YOU_MEAN", lang, names="、".join(near)) if near else ""
    raise Stop(Exit.INPUT, "UNKNOWN_SITE_ASKED", site=asked, known=known)


def _opened(console: Console, plan: Path, day: Sequence[Path]) -> OpenedPlan:
    try:
        opened = open_plan(plan, day)
    except UnreadablePlanError as error:
        problem = error.in_language(console.lang)
        raise Stop(
            Exit.INPUT, "PLAN_UNREADABLE", plan=error.path, error=problem
        ) from error
    except (NoInputsError, OSError, ValueError) as error:
        folder = plan if plan.is_dir() else plan.parent
        raise Stop(Exit.INPUT, "NO_INPUTS", folder=folder) from error
    if opened.intake.day is None:
        show_findings(console, opened.intake)
        count = sum(1 for row in opened.intake.findings)
        raise Stop(Exit.INPUT, "DAY_UNREADABLE", count=count)
    if opened.changed:
        console.note_text("INPUTS_CHANGED")
    date = opened.intake.day.date.isoformat()
    if date != opened.plan.date:
        console.note_text("WRONG_DATE", plan=opened.plan.date, day=date)
    return opened


def _figures(plan: Plan) -> dict[str, object]:
    each = yuan_per_item(plan)
    return {
        "yuan": f"{plan.cost_cents / CENTS:,.2f}",
        "planned": plan.items_planned,
        "each": UNKNOWN if each is None else f"{each:.2f}",
        "unserved": plan.items_unserved,
    }
