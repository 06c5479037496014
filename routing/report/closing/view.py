"""What the page and the tables of a closed day are made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.plan.actuals.model import RowKind
from routing.plan.actuals.sheets import carrier_name
from routing.plan.actuals.words import (
    clock_cell,
    kind_word,
    say,
    seal_word,
    why_word,
)
from routing.plan.workbook.names import Names
from routing.texts.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.plan.actuals.closed import Closed, Done, Suggestion
    from routing.plan.actuals.reasons import Outcome
    from routing.tables.history.model import LineRow, VillageRow

MINUTE, TENTHS = 60, 10
PERCENT = 100
LATE = 15 * MINUTE
"""Seconds after the planned time that count as late; assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Something that could not be used, and was set aside with its reason."""

    place: str
    sheet: str
    row: int
    column: str
    value: str
    problem: str
    fix: str
    items: int | None = None
    """Items that are missing from every table because of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingView:
    """A closed day with everything that its pages say."""

    day: Day
    closed: Closed
    number: str
    version: int
    suggestions: Sequence[Suggestion]
    corrections: Sequence[Correction]
    demand: Sequence[dict[str, str]]
    pickups: Sequence[dict[str, str]]
    days: int
    """Closed days that the suggestions are from."""
    lang: str = "zh"

    def say(self, code: str, **values: object) -> str:
        """Return a word of closing."""
        return say(code, self.lang, **values)

    @property
    def names(self) -> Names:
        """What sites, partners and vehicles are called."""
        return Names(self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The rows of a month, from the histories."""

    month: str
    villages: Sequence[VillageRow]
    lines: Sequence[LineRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """A closed day in figures; items of deliveries and of pickups together."""

    demanded: int
    delivered: int
    back: int
    not_carried: int
    astray: int
    surplus: int
    late: int
    seals: int
    temperatures: int
    differences: int


def totals(closed: Closed) -> Totals:
    """Return the figures of a closed day."""
    lines = closed.lines
    return Totals(
        demanded=sum(line.demanded for line in lines),
        delivered=sum(line.delivered for line in lines),
        back=sum(line.back for line in lines),
        not_carried=sum(line.not_carried for line in lines),
        astray=sum(line.astray for line in lines),
        surplus=sum(one.surplus for one in closed.done),
        late=len({one.row.halt for one in closed.done if (one.delay or 0) > LATE}),
        seals=sum(one.seal_wrong for one in closed.done),
        temperatures=sum(one.out_of_range for one in closed.done),
        differences=sum(one.differs for one in closed.done),
    )


ROW_COLUMNS = (
    "KEY", "STEP", "CARRIER", "TOUR", "ORDER", "PLACE", "SITE", "KIND", "PARTNER",
    "GOODS_CLASS", "PLANNED_ITEMS", "ITEMS", "MISSING", "MORE", "PLANNED_TIME",
    "TIME", "DELAY", "SEAL", "TEMP", "WHY", "WHERE", "SHEET_ROW",
)  # fmt: skip
"""Columns of the table of plan and actuals, heads are ``COL_...`` of closing."""

Cell = str | int | None


def row_cells(view: ClosingView, names: Names, done: Done) -> dict[str, Cell]:
    """Return a row of plan and actuals by column."""
    row, typed = done.row, done.typed
    lang = view.lang
    left = row.kind is RowKind.LEFT
    return {
        "KEY": row.key,
        "STEP": view.say(f"STEP_{row.kind.name}"),
        "CARRIER": carrier_name(row, names, view.day),
        "TOUR": None if row.tour is None else row.tour + 1,
        "ORDER": row.order,
        "PLACE": names.sites.label(row.place),
        "SITE": names.sites.label(row.site),
        "KIND": kind_word(row.consignment_kind, lang),
        "PARTNER": names.partners.label(row.partner),
        "GOODS_CLASS": row.goods_class,
        "PLANNED_ITEMS": 0 if left else row.items,
        "ITEMS": done.items + done.surplus,
        "MISSING": None if left else done.missing or None,
        "MORE": done.surplus or None,
        "PLANNED_TIME": clock_cell(row.time, lang),
        "TIME": clock_cell(done.time, lang),
        "DELAY": delay_minutes(done),
        "SEAL": _seal(done, lang),
        "TEMP": _temperature(done),
        "WHY": _why(done, lang),
        "WHERE": where_words(view, names, done),
        "SHEET_ROW": None if typed is None else typed.row,
    }


def delay_minutes(done: Done) -> int | None:
    """Return whole minutes after the planned time, before it below 0."""
    if done.delay is None:
        return None
    return int(done.delay / MINUTE)


def where_words(view: ClosingView, names: Names, done: Done) -> str:
    """Return what became of the missing items of a row."""
    found: Counter[tuple[Outcome, bool, str]] = Counter()
    for one in view.closed.missing:
        if one.row.key == done.row.key:
            found[one.outcome, one.again, one.found_at] += one.items
    words = []
    for (outcome, again, place), items in found.items():
        code = "TOMORROW_SHORT" if again else "TOMORROW_NEVER"
        where = view.say(f"OUTCOME_{outcome.name}")
        if place:
            where = view.say("FOUND_AT", site=names.sites.label(place))
        words.append(view.say("WHERE", n=items, where=where, tomorrow=view.say(code)))
    return view.say("LISTED").join(words)


def _seal(done: Done, lang: str) -> str:
    typed = done.typed
    if typed is None or typed.seal is None:
        return ""
    return typed.seal_number or seal_word(typed.seal, lang)


def _temperature(done: Done) -> str:
    typed = done.typed
    if typed is None or typed.temperature is None:
        return ""
    return f"{typed.temperature / TENTHS:g}"


def _why(done: Done, lang: str) -> str:
    typed = done.typed
    if typed is not None and typed.why is not None:
        return why_word(typed.why, lang)
    if done.row.reason:
        return text("reasons", done.row.reason, lang)
    if done.aside:
        return say("SET_ASIDE", lang)
    if done.missing and (typed is None or typed.items is None):
        return say("MISSED_BEFORE", lang)
    return say("WHY_UNSAID", lang) if done.missing else ""


def range_words(view: ClosingView) -> list[str]:
    """Return the limits that temperatures were held against, by class."""
    found = {}
    for one in view.closed.done:
        row = one.row
        if row.cold:
            found[row.goods_class] = (row.minimum, row.maximum)
    return [
        view.say("RANGE", goods=goods, least=_degrees(least), most=_degrees(most))
        for goods, (least, most) in found.items()
    ]


def _degrees(tenths: int | None) -> str:
    return "–" if tenths is None else f"{tenths / TENTHS:g}"
