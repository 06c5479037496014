"""The sheets of 执行回填 as data: filled with the plan, room for what was different."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.plan.workbook.columns import word
from routing.plan.workbook.names import Names
from routing.plan.workbook.sheet import AS_TEXT, Column, Sheet
from routing.texts.catalogue import text

from .model import RowKind, Seal
from .reasons import CONSEQUENCES, Outcome, Why
from .words import (
    COLLECTIONS,
    DELIVERIES,
    LAYOUTS,
    LEFTOVERS,
    REASONS,
    clock_cell,
    columns_of,
    kind_word,
    say,
    seal_word,
    why_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.workbook.cells import Value

    from .model import Planned, PlannedRow
    from .words import FillLayout

WIDTHS = {
    "KEY": 7, "STEP": 6, "CARRIER": 13, "TOUR": 5, "ORDER": 5, "PLACE": 14,
    "SITE": 14, "PARTNER": 9, "GOODS_CLASS": 7, "PLANNED_TIME": 9,
    "PLANNED_ITEMS": 9, "BAG_IDS": 13, "KIND": 9, "REASON": 24, "ITEMS": 9,
    "TIME": 9, "LEFT": 9, "SEAL": 11, "TEMP": 7, "WHY": 14, "NOTE": 16,
}  # fmt: skip
TYPED_AS_TEXT = ("TIME", "LEFT", "SEAL")
WRAPPED = ("BAG_IDS", "NOTE", "REASON")
FIXED = {DELIVERIES: 7, COLLECTIONS: 5, LEFTOVERS: 2}
"""Columns that stay in sight: a row is known by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn:
    """What 执行回填 is written from; ``mark`` tells which plan it belongs to."""

    day: Day
    planned: Planned
    date: str
    number: str
    version: int
    mark: str
    lang: str = "zh"

    @property
    def cold(self) -> bool:
        """Whether any goods are kept cold."""
        return any(row.cold for row in self.planned.rows)


def summary_sheet(fill: FillIn) -> Sheet:
    """Return what to do with the workbook, and what follows from each reason."""
    lang = fill.lang
    widths = (("WHY", 24), ("WHERE", 26), ("TOMORROW", 44))
    return Sheet(
        name=word("SHEET_SUMMARY", lang),
        columns=[
            Column(header=say(f"COL_{name}", lang), width=width)
            for name, width in widths
        ],
        rows=[*_reason_rows(lang), *_head_rows(fill)],
        title=say("FILL_TITLE", lang, date=fill.date),
        guide=say("FILL_GUIDE", lang).strip().splitlines(),
    )


def _head_rows(fill: FillIn) -> Iterator[list[Value]]:
    lang = fill.lang
    yield ["", "", ""]
    yield [word("SUM_DATE", lang), fill.date, ""]
    yield [say("PLAN_NUMBER", lang), fill.number, ""]
    yield [say("PLAN_VERSION", lang), fill.version, ""]
    yield [word("SUM_MARK", lang), fill.mark, ""]


def _reason_rows(lang: str) -> Iterator[list[Value]]:
    for why, found in CONSEQUENCES.items():
        if why is Why.UNSAID:
            continue
        where = say(f"OUTCOME_{found.outcome.name}", lang)
        if why is Why.MORE:
            yield [why_word(why, lang), say("OUTCOME_MORE", lang), ""]
            continue
        code = "TOMORROW_AGAIN" if found.again else "TOMORROW_NOT"
        if found.outcome is Outcome.ASTRAY and found.again:
            code = "TOMORROW_MISSENT"
        yield [why_word(why, lang), where, say(code, lang)]


def fill_sheets(fill: FillIn) -> Iterator[Sheet]:
    """Yield the sheets that are typed into; one without rows is left out."""
    names, ranges = Names(fill.day), choices(fill.lang)
    for layout, kinds in LAYOUTS.items():
        rows = fill.planned.of(*kinds)
        if not rows and layout is not DELIVERIES:
            continue
        shown = columns_of(layout, cold=fill.cold)
        yield Sheet(
            name=layout.name(fill.lang),
            columns=[_column(layout, name, fill.lang) for name in shown],
            rows=[_cells(row, shown, names, fill) for row in rows],
            guide=say(f"GUIDE_{layout.sheet.removeprefix('SHEET_')}", fill.lang)
            .strip()
            .splitlines(),
            fixed=FIXED[layout],
            ruled_by=None if layout is LEFTOVERS else shown.index("CARRIER"),
            choices=_choices(layout, shown, ranges),
        )


def _column(layout: FillLayout, name: str, lang: str) -> Column:
    typed = name in layout.typed
    return Column(
        header=layout.header(name, lang),
        width=WIDTHS[name],
        wrapped=name in WRAPPED,
        number_format=AS_TEXT if name in TYPED_AS_TEXT else "",
        editable=typed,
        computed=not typed,
    )


def _cells(
    row: PlannedRow, shown: Sequence[str], names: Names, fill: FillIn
) -> list[Value]:
    lang = fill.lang
    cells: dict[str, Value] = {
        "KEY": row.key,
        "STEP": say(f"STEP_{row.kind.name}", lang)
        if row.kind in (RowKind.DELIVER, RowKind.TRANSFER)
        else "",
        "CARRIER": carrier_name(row, names, fill.day),
        "TOUR": None if row.tour is None else row.tour + 1,
        "ORDER": row.order,
        "PLACE": names.sites.label(row.place),
        "SITE": names.sites.label(row.site),
        "PARTNER": names.partners.label(row.partner),
        "GOODS_CLASS": row.goods_class,
        "PLANNED_TIME": clock_cell(row.time, lang),
        "PLANNED_ITEMS": row.items,
        "BAG_IDS": say("LISTED", lang).join(row.bags),
        "KIND": kind_word(row.consignment_kind, lang),
        "REASON": text("reasons", row.reason, lang) if row.reason else "",
    }
    return [cells.get(name) for name in shown]


def carrier_name(row: PlannedRow, names: Names, day: Day) -> str:
    """Return who carries, as a cell shows it."""
    if row.carrier_kind == "road":
        return names.vehicles.label(row.carrier)
    if row.carrier_kind == "handover" and row.carrier in day.offers:
        carrier = names.partners.label(day.offers[row.carrier].carrier)
        return f"{carrier} {row.carrier}"
    return row.carrier


def listed(lang: str) -> dict[str, list[str]]:
    """Return what may be chosen, by the head of its list."""
    reasons = {
        layout.sheet: [why_word(why, lang) for why in REASONS[layout]]
        for layout in LAYOUTS
    }
    return {**reasons, "SEAL": [seal_word(seal, lang) for seal in Seal]}


def choices(lang: str) -> dict[str, str]:
    """Return the range of each list."""
    sheet = word("SHEET_LISTS", lang)
    return {
        name: f"'{sheet}'!${letter}$2:${letter}${len(values) + 1}"
        for letter, (name, values) in zip("ABCD", listed(lang).items(), strict=True)
    }


def lists_sheet(lang: str) -> Sheet:
    """Return the hidden sheet of the lists."""
    found = listed(lang)
    height = max(len(values) for values in found.values())
    return Sheet(
        name=word("SHEET_LISTS", lang),
        columns=[
            Column(header=say("COL_SEAL" if name == "SEAL" else name, lang))
            for name in found
        ],
        rows=[
            [values[at] if at < len(values) else None for values in found.values()]
            for at in range(height)
        ],
    )


def _choices(
    layout: FillLayout, shown: Sequence[str], ranges: dict[str, str]
) -> list[tuple[int, str]]:
    found = [(shown.index("WHY"), ranges[layout.sheet])]
    if "SEAL" in shown:
        found.append((shown.index("SEAL"), ranges["SEAL"]))
    return found
