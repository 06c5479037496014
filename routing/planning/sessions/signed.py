"""A plan that a person answers for: judged, with red lines, reason and name.

A plan edited by hand may break rules, but never the red lines of the law, and
never without a reason and a name that are printed with what it breaks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from routing.report.violation_words import violation_text
from routing.terminal.exits import Exit, Stop

from ..hand_plan.rules import red_lines
from ..judge import judge_opened
from ..output.handout import CONTACTS_KEY, EDIT_KEY, TABLES_KEY
from ..output.staff import staffed_day, with_staff, without_staff
from ..output.versions import read_run
from .answers import judged_answer, violation_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.plan.violation import Violation
    from routing.terminal.console import Console
    from routing.travel.matrix import Travel

    from ..judge import OpenedPlan


@dataclass(frozen=True, kw_only=True)
class SignedPlan:
    """A plan without red lines; ``reason`` and ``by`` where it breaks a rule."""

    opened: OpenedPlan
    violations: Sequence[Violation]
    reason: str = ""
    by: str = ""

    @property
    def day(self) -> Day:
        """The day that the plan is judged by."""
        if self.opened.intake.day is None:
            msg = "An opened plan has its day."
            raise ValueError(msg)
        return self.opened.intake.day

    @property
    def travel(self) -> Travel:
        """The matrices that it is judged by."""
        if self.opened.intake.travel is None:
            msg = "An opened plan has its travel matrices."
            raise ValueError(msg)
        return self.opened.intake.travel


def signed_plan(
    console: Console, opened: OpenedPlan, home: Path, reason: str, by: str
) -> SignedPlan:
    """Judge a plan, say what it breaks and let it pass when somebody answers for it.

    Reason and name default to those of run.json in ``home``: an edit that was
    answered for once is not asked about again.

    Raises
    ------
    Stop
        With exit code 1 when it breaks a red line; with 2 when it breaks another
        rule and reason or name are missing.
    """
    violations = judge_opened(opened)
    signed = SignedPlan(opened=opened, violations=violations)
    if not violations:
        return signed
    _say(console, "VIOLATIONS_FOUND", violations, signed.day)
    crossed = red_lines(violations, signed.day, opened.plan)
    if crossed:
        _refuse(console, opened, violations, crossed)
        _say(console, "RED_LINES", crossed, signed.day)
        raise Stop(Exit.FINDING, "RED_LINES_STOP", count=len(crossed))
    stored = read_run(home).get(EDIT_KEY) or {}
    reason, by = reason or stored.get("reason", ""), by or stored.get("by", "")
    if not reason.strip() or not by.strip():
        _refuse(console, opened, violations, ())
        raise Stop(Exit.INPUT, "NEEDS_REASON", count=len(violations))
    return replace(signed, reason=reason, by=by)


def tables_of(home: Path) -> list[str]:
    """Return where the tables of the plan in a folder were read from."""
    stated = read_run(home).get(TABLES_KEY)
    if not isinstance(stated, list):
        return []
    return [name for name in stated if isinstance(name, str)]


def had_contacts(home: Path) -> bool:
    """Tell whether the sheets of the plan in a folder carry contacts."""
    return read_run(home).get(CONTACTS_KEY) is not False


def staffed(
    console: Console, signed: SignedPlan, tables: Sequence[str], *, contacts: bool
) -> Day:
    """Return the day with the contacts that its tables hold now.

    Says so when the tables are not there any more: then nobody has a phone.
    """
    bare = without_staff(signed.day)
    if not contacts:
        return bare
    read = staffed_day([Path(name) for name in tables], signed.day.date)
    if read is None:
        console.problem(console.say("NO_STAFF", tables="、".join(tables) or "-"))
        return bare
    return with_staff(bare, read)


def _say(
    console: Console, code: str, violations: Sequence[Violation], day: Day
) -> None:
    if console.json_output:
        return
    console.data(console.say(code, count=len(violations)))
    for row in violations:
        console.data(violation_text(day, row, console.lang))


def _refuse(
    console: Console,
    opened: OpenedPlan,
    violations: Sequence[Violation],
    crossed: Sequence[Violation],
) -> None:
    if console.json_output:
        answer = judged_answer(opened.plan, violations)
        refused = {"status": "refused", "red_lines": violation_rows(crossed)}
        console.answer({**answer, **refused})
