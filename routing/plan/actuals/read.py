"""Read 执行回填.xlsx back: what was typed beside the rows of the plan.

Rows are known by their numbers, in any order; sites, partners and planned items
tell whether a row is still the one that was written. A row of which something
cannot be read is set aside whole: its planned values stand. All findings at once.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.plan.workbook.names import Names
from routing.plan.workbook.sheet_found import find_service_sheet, workbook_mark
from routing.tables.cells import fold
from routing.tables.finding import Finding, Grade
from routing.tables.privacy import mask

from . import typed
from .model import RowKind, Typed
from .reasons import Why, consequence_of
from .words import LAYOUTS, REASONS, layout_of, why_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from routing.domain.day import Day
    from routing.plan.workbook.sheet_found import EditedBook, FoundSheet

    from .model import Planned, PlannedRow
    from .words import FillLayout

SHOWN_KEYS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FillInRead:
    """What a workbook says; ``usable`` is False where nothing of it can be used.

    ``aside`` are the keys of rows set aside; ``other`` is the mark of another
    plan, which the workbook was written from, empty where it is this one's.
    """

    typed: dict[str, Typed] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    other: str = ""

    @property
    def usable(self) -> bool:
        """Whether the workbook is one of this plan and could be read."""
        fatal = any(row.grade is Grade.FATAL for row in self.findings)
        return not fatal and not self.other


def read_fill_in(book: EditedBook, day: Day, planned: Planned, mark: str) -> FillInRead:
    """Read a workbook, opened by ``sheet_found.open_book``.

    Parameters
    ----------
    planned
        The rows of the plan that it should belong to.
    mark
        That plan's mark (``plan_mark``).
    """
    if book.book is None:
        return FillInRead(findings=(_fatal(book.file, "ACT_UNREADABLE"),))
    written = workbook_mark(book)
    if written and written != mark:
        return FillInRead(other=written)
    reader = _Reader(book, day, planned)
    for layout, kinds in LAYOUTS.items():
        rows = planned.of(*kinds)
        found = find_service_sheet(book, layout)
        if found is not None:
            reader.sheet(found, layout)
        elif rows:
            reader.findings.append(
                _fatal(book.file, "ACT_NO_SHEET", sheet=layout.name("zh"))
            )
    return reader.read()


def has_entries(book: EditedBook) -> bool:
    """Tell whether anything was typed into a workbook."""
    for layout in LAYOUTS:
        found = find_service_sheet(book, layout)
        for _, values in found.rows if found is not None else ():
            if any(values.get(name) for name in layout.typed):
                return True
    return False


def _fatal(file: str, code: str, **details: str) -> Finding:
    return Finding(code=code, grade=Grade.FATAL, file=file, details=details)


@dataclass(slots=True)
class _Cells:
    """A row being read: its number and cells; ``bad`` once something is wrong."""

    found: FoundSheet
    layout: FillLayout
    number: int
    values: dict[str, str]
    bad: bool = False

    def say(self, code: str, column: str, **details: object) -> None:
        """Note what is wrong; the row is set aside."""
        self.bad = True
        value = mask(self.values.get(column, ""))
        self.found.say(
            code,
            row=self.number,
            column=column,
            value=value,
            grade=Grade.SET_ASIDE,
            details=details,
        )

    def take(
        self, column: str, parse: Callable[[str], Any], code: str, **details: object
    ) -> Any:  # noqa: ANN401 - what the parser gives
        """Return the value of a cell, None where it is blank or unreadable."""
        if (self.number, column) in self.found.errors:
            self.say("ACT_ERROR_CELL", column)
            return None
        text = self.values.get(column, "")
        if not text:
            return None
        value = parse(text)
        if value is None:
            self.say(code, column, **details)
        return value


class _Reader:
    def __init__(self, book: EditedBook, day: Day, planned: Planned) -> None:
        self._file = book.file
        self._names = Names(day)
        self._rows = {row.key: row for row in planned.rows}
        self._typed: dict[str, Typed] = {}
        self._aside: dict[str, None] = {}
        self._seen: dict[str, int] = {}
        self.findings: list[Finding] = []

    def read(self) -> FillInRead:
        gone = [key for key in self._rows if key not in self._seen]
        if gone and not any(row.grade is Grade.FATAL for row in self.findings):
            keys = "、".join(gone[:SHOWN_KEYS])
            self.findings.append(
                Finding(
                    code="ACT_ROWS_GONE",
                    grade=Grade.WARNING,
                    file=self._file,
                    details={"count": str(len(gone)), "keys": keys},
                )
            )
        return FillInRead(
            typed={
                key: row for key, row in self._typed.items() if key not in self._aside
            },
            aside=tuple(key for key in self._rows if key in self._aside),
            findings=tuple(self.findings),
        )

    def sheet(self, found: FoundSheet, layout: FillLayout) -> None:
        """Read the rows of a sheet."""
        for number, values in found.rows:
            self._row(_Cells(found, layout, number, values))
        self.findings.extend(sorted(found.findings, key=lambda row: row.row))

    def _row(self, cells: _Cells) -> None:
        key = fold(cells.values.get("KEY", "")).upper()
        row = self._rows.get(key)
        if row is None or layout_of(row) is not cells.layout:
            self._stranger(cells)
            return
        if key in self._seen:
            cells.say("ACT_KEY_TWICE", "KEY", other=self._seen[key])
        else:
            self._seen[key] = cells.number
            self._still_the_row(cells, row)
        said = self._said(cells, row)
        if not cells.bad:
            self._together(cells, row, said)
        if cells.bad:
            self._aside[key] = None
        elif _is_entry(said):
            self._typed[key] = said

    def _stranger(self, cells: _Cells) -> None:
        """Say that a row is not known, where something was typed into it."""
        if any(cells.values.get(name) for name in cells.layout.typed):
            column = "KEY" if cells.values.get("KEY") else "ITEMS"
            cells.say("ACT_KEY_UNKNOWN", column)

    def _still_the_row(self, cells: _Cells, row: PlannedRow) -> None:
        expected = {
            "SITE": self._names.sites.label(row.site),
            "PARTNER": self._names.partners.label(row.partner),
            "PLANNED_ITEMS": str(row.items),
        }
        for column, label in expected.items():
            written = cells.values.get(column, "")
            if written and fold(written) != fold(label):
                cells.say("ACT_ROW_CHANGED", column, planned=label)

    def _said(self, cells: _Cells, row: PlannedRow) -> Typed:
        reasons = REASONS[cells.layout]
        words = {
            f"known{end}": "、".join(why_word(why, lang) for why in reasons)
            for end, lang in (("", "en"), ("_zh", "zh"))
        }
        at = _nearest(cells.values.get("WHY", ""), reasons)
        words |= {"near": why_word(at, "en"), "near_zh": why_word(at, "zh")}
        seal = cells.take("SEAL", typed.seal, "ACT_BAD_SEAL")
        return Typed(
            key=row.key,
            row=cells.number,
            items=cells.take("ITEMS", typed.items, "ACT_BAD_ITEMS"),
            time=cells.take("TIME", typed.clock_time, "ACT_BAD_TIME"),
            left=cells.take("LEFT", typed.clock_time, "ACT_BAD_TIME"),
            why=cells.take("WHY", typed.reason, "ACT_BAD_REASON", **words),
            seal=seal[0] if seal else None,
            seal_number=seal[1] if seal else "",
            temperature=cells.take("TEMP", typed.temperature, "ACT_BAD_TEMP"),
        )

    def _together(self, cells: _Cells, row: PlannedRow, said: Typed) -> None:
        """Say what does not go together in a row that could be read."""
        collected = row.kind is RowKind.COLLECT
        means = consequence_of(said.why, collected=collected) if said.why else None
        ends = row.kind in (RowKind.DELIVER, RowKind.COLLECT)
        more = ends and means is not None and means.more
        if said.items is not None and said.items > row.items and not more:
            cells.say("ACT_MORE", "ITEMS", planned=row.items)
        # What was left behind stays there: its reason may stand alone.
        alone = said.items is None and row.kind is not RowKind.LEFT
        if alone and means is not None and means.needs_items:
            cells.say("ACT_REASON_ALONE", "WHY", planned=row.items)
        if said.time is not None and said.left is not None and said.left < said.time:
            cells.say("ACT_LEFT_BEFORE", "LEFT")


def _is_entry(said: Typed) -> bool:
    values = (said.items, said.time, said.left, said.why, said.seal, said.temperature)
    return any(value is not None for value in values)


def _nearest(written: str, reasons: tuple[Why, ...]) -> Why:
    words = {why_word(why, "zh"): why for why in reasons}
    found = difflib.get_close_matches(fold(written), list(words), 1, 0.3)
    return words[found[0]] if found else Why.OTHER
