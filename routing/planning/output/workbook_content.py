"""What plan.xlsx holds, gathered: the words that need the judge or the search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.check.words import describe
from routing.plan.workbook.content import EmptiesLine, UnservedLine, WorkbookContent
from routing.plan.workbook.mark import plan_mark
from routing.report.box_view import box_home, empty_boxes
from routing.report.place_words import place_words
from routing.report.words import action_text
from routing.texts.catalogue import text

from ..reasons.unserved import shortfall_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, Unserved
    from routing.plan.violation import Violation
    from routing.plan.workbook.content import ColdLine, UnservedFits
    from routing.tables.finding import Finding


def workbook_content(
    day: Day,
    plan: Plan,
    *,
    findings: Sequence[Finding] = (),
    violations: Sequence[Violation] = (),
    fits: Sequence[UnservedFits] = (),
    cold: Sequence[ColdLine] = (),
    lang: str = "zh",
) -> WorkbookContent:
    """Return the content of a plan's workbook.

    Parameters
    ----------
    plan
        As it is written to plan.json beside the workbook: its mark tells later
        which plan an edited workbook came from.
    fits
        From ``compatibility.unserved_fits``.
    cold
        From ``cold_lines``.
    """
    return WorkbookContent(
        day=day,
        plan=plan,
        unserved=tuple(_line(row, lang) for row in plan.unserved),
        fits=tuple(fits),
        cold=tuple(cold),
        empties=tuple(
            EmptiesLine(
                site=row.site,
                box=row.box,
                boxes=row.boxes,
                home=box_home(day, row.box),
            )
            for row in empty_boxes(day, plan)
        ),
        findings=tuple(findings),
        violations=tuple(_told(day, row, lang) for row in violations),
        mark=plan_mark(plan),
        lang=lang,
    )


def _told(day: Day, row: Violation, lang: str) -> Violation:
    """Return a violation with names in its place and its words."""
    named = replace(row, where=place_words(day, row.where, lang))
    return replace(named, message=describe(named, lang))


def _line(row: Unserved, lang: str) -> UnservedLine:
    return UnservedLine(
        reason=text("reasons", row.reason, lang),
        shortfall=shortfall_text(row.amount, row.unit, lang),
        nearest=row.nearest,
        action=action_text(row, lang),
    )
