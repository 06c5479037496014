"""What all sheets share: who, when, which plan, and the paper they stand on.

Chromium counts pages in the margin of the paper only since 131, and browsers
from 86 on must do. So a sheet is cut into pages here, by row heights reckoned
in millimetres (``paging``), and "page n of m" is plain text at the head of each
page. Should a font run wider than reckoned, a table flows onto one more paper
with its header row repeated: nothing is ever cut off or lost.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from routing.plan.changes import Stage
from routing.plan.io import dump_plan
from routing.plan.late_fees import late_goods
from routing.report.html import Html
from routing.texts.catalogue import text

from .layout import HEAD_LINE, MM_PER_PT, Text, text_lines, text_width
from .paging import cut_into_pages
from .violation_words import violation_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.plan.violation import Violation
    from routing.travel.matrix import Travel

    from .layout import Block

FAMILY = "sheets"
_BLANK = "＿" * 8
"""Where no phone is known, there is room to write one."""
_DIGITS = 4
_SPARE = 4.0
"""Millimetres left free at the foot of each page for rounding."""
_NOTE_SIZE = 10.0
_TITLE_SIZE, _TITLE_LINE = 17.0, 8.6
_COUNT_MM = 12 * MM_PER_PT
"""Millimetres of a sign in the count of pages."""
_TOGETHER = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A size of paper and its margin, in millimetres."""

    width: float
    height: float
    margin: float

    @property
    def inner_width(self) -> float:
        """Millimetres between the margins."""
        return self.width - 2 * self.margin

    @property
    def inner_height(self) -> float:
        """Millimetres between the margins."""
        return self.height - 2 * self.margin


A4 = Paper(width=210, height=297, margin=10)
A4_LANDSCAPE = Paper(width=297, height=210, margin=10)


@dataclass(frozen=True, kw_only=True)
class SheetContext:
    """Everything that sheets are made from.

    ``version`` counts from 1; ``printed`` is passed in, no clock is read.
    ``approved_by`` None puts 试算，未审核 across each sheet. ``violations`` are
    those of a plan edited by hand, with ``edit_reason`` and ``edited_by``.
    ``contacts`` False leaves every name and phone out.
    """

    day: Day
    travel: Travel
    plan: Plan
    version: int
    printed: dt.datetime
    approved_by: str | None = None
    violations: Sequence[Violation] = ()
    edit_reason: str = ""
    edited_by: str = ""
    contacts: bool = True
    lang: str = "zh"

    @property
    def dispatcher_phone(self) -> str:
        """The dispatcher's phone, empty without contacts."""
        return self.day.settings.dispatcher_phone if self.contacts else ""

    @property
    def is_forecast(self) -> bool:
        """Whether it is the first run of a morning, from forecast counts."""
        return self.plan.stage is Stage.FORECAST

    @cached_property
    def number(self) -> str:
        """The plan's number: reckoned once, it stands on every page."""
        return plan_number(self.plan)

    @cached_property
    def late(self) -> Mapping[str, int]:
        """Seconds by which goods that may be late are, by bag (T1c)."""
        found: dict[str, int] = {}
        for _, bag, _, seconds in late_goods(
            self.day, self.plan.routes, self.plan.bags
        ):
            found[bag.id] = max(found.get(bag.id, 0), seconds)
        return found

    def say(self, code: str, **values: object) -> str:
        """Return a text of the sheets in their language."""
        return text(FAMILY, code, self.lang, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A sheet for one reader: its pages are counted by themselves.

    ``violations`` are those that concern this sheet; all are counted on it.
    """

    title: str
    blocks: tuple[Block, ...]
    violations: tuple[Violation, ...] = ()


def plan_number(plan: Plan) -> str:
    """Return the short number of a plan, such as ``20260311-7F3A``.

    Date and a digest of what is to be done: the same routes, bags and rows
    left behind give the same number, whatever seed or machine found them.
    """
    bare = replace(
        plan,
        seed=0,
        hashes={},
        parameters={},
        versions={},
        kpis={},
        distance_sources={},
        stage=None,
        changes=None,
        second_ways=(),
    )
    digest = hashlib.sha256(dump_plan(bare).encode()).hexdigest()
    return f"{plan.date.replace('-', '')}-{digest[:_DIGITS].upper()}"


def stamp(context: SheetContext) -> str:
    """Return the line that identifies a sheet: plan, version, print time, phone."""
    parts = [
        *([context.say(context.plan.stage.name)] if context.plan.stage else []),
        context.say("PLAN_NUMBER", number=context.number),
        context.say("VERSION", n=context.version),
        context.say("PRINTED", time=f"{context.printed:%Y-%m-%d %H:%M}"),
    ]
    if context.contacts:
        phone = context.dispatcher_phone or _BLANK
        parts.append(context.say("DISPATCHER", phone=phone))
    if context.approved_by is not None and context.contacts and context.approved_by:
        parts.append(context.say("APPROVED", who=context.approved_by))
    return " · ".join(parts)


def render_document(
    context: SheetContext, title: str, sections: Sequence[Section], paper: Paper
) -> str:
    """Return sheets as one HTML document that prints without network or script.

    Each section starts on a new page; each page carries title, plan number,
    version, print time, phone and "page n of m" of its section.
    """
    pages = [page for section in sections for page in _section(context, section, paper)]
    return render_pages(context, title, pages, paper)


def render_pages(
    context: SheetContext,
    title: str,
    pages: Sequence[Html],
    paper: Paper,
    css: str = "",
) -> str:
    """Return pages laid out by the caller as one HTML document, one paper each.

    ``css`` is added to the common style. The mark of an unapproved plan is
    laid across every page; ``stamp`` gives the line that names the plan.
    """
    mark = ""
    if context.is_forecast or context.approved_by is None:
        words = escape(context.say("FORECAST" if context.is_forecast else "DRAFT"))
        mark = f'<div class="mark" aria-hidden="true"><span>{words}</span></div>'
    body = "\n".join(f'<section class="page">{mark}{page}</section>' for page in pages)
    lang = "zh-CN" if context.lang == "zh" else context.lang
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>\n{_style(paper)}{css}</style></head><body>\n{body}\n</body></html>\n"
    )


def _style(paper: Paper) -> str:
    source = resources.files("routing.report").joinpath("assets", "sheet.css")
    size = (
        f"@page {{ size: {paper.width:g}mm {paper.height:g}mm; "
        f"margin: {paper.margin:g}mm; }}\n"
        f".page {{ width: {paper.inner_width:g}mm; }}\n"
        f".mark {{ height: {paper.inner_height - 2:g}mm; }}\n"
        f".mark span {{ font-size: {paper.inner_width / 9:.1f}mm; "
        f"margin-top: {paper.inner_height * 0.42:.1f}mm; }}\n"
        "@media screen { .page { "
        f"padding: {paper.margin:g}mm; min-height: {paper.inner_height:g}mm; }} }}\n"
    )
    return source.read_text("utf-8").replace("\r\n", "\n") + size


def _section(context: SheetContext, section: Section, paper: Paper) -> list[Html]:
    width = paper.inner_width
    note = _note(context, section)
    # Title beside the count of pages, stamp, banner, note: all but one may wrap.
    beside = width - text_width(context.say("PAGE", n=99, m=99)) * _COUNT_MM - 5
    head = 5.4 + text_lines(section.title, beside, _TITLE_SIZE) * _TITLE_LINE
    head += text_lines(stamp(context), width, _NOTE_SIZE) * HEAD_LINE
    if note:
        head += text_lines(note, width - 4, _NOTE_SIZE) * HEAD_LINE + 3
    head += 9 * (context.approved_by is None) + 9 * context.is_forecast
    pages = cut_into_pages(
        [*_violations(context, section), *section.blocks],
        width,
        paper.inner_height - head - _SPARE,
        context.say("MORE"),
    )
    return [
        Html(_head(context, section, note, number, len(pages)) + page)
        for number, page in enumerate(pages, start=1)
    ]


def _note(context: SheetContext, section: Section) -> str:
    if not context.violations:
        return ""
    note = context.say("EDITED", n=len(context.violations), m=len(section.violations))
    note += context.say("EDIT_REASON", reason=context.edit_reason or "—")
    if context.contacts:
        note += context.say("EDIT_BY", who=context.edited_by or "—")
    return note


def _violations(context: SheetContext, section: Section) -> list[Text]:
    """List what concerns the sheet before all else, a few to a block."""
    lines = [f"▲ {violation_words(context, row)}" for row in section.violations]
    return [
        Text(
            lines=tuple(lines[at : at + _TOGETHER]),
            kind="box",
            heading=context.say("CONCERNED") if not at else "",
        )
        for at in range(0, len(lines), _TOGETHER)
    ]


def _head(
    context: SheetContext, section: Section, note: str, number: int, pages: int
) -> str:
    banner = ""
    if context.is_forecast:
        banner = f'<div class="draft">{escape(context.say("FORECAST_LONG"))}</div>'
    if context.approved_by is None:
        banner += f'<div class="draft">{escape(context.say("DRAFT_LONG"))}</div>'
    if note:
        banner += f'<div class="edited">{escape(note)}</div>'
    count = escape(context.say("PAGE", n=number, m=pages))
    return (
        f'<header><div class="title"><span class="count">{count}</span>'
        f"<h1>{escape(section.title)}</h1></div>"
        f'<div class="stamp">{escape(stamp(context))}</div>{banner}</header>\n'
    )
