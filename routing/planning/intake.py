"""Tables to Day and Travel, and whether what was set aside allows planning."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.tables.build import read_day
from routing.tables.finding import Grade
from routing.tables.schema_day import OVERRIDES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.domain.day import Day
    from routing.tables.build import DayRead
    from routing.tables.finding import Finding
    from routing.tables.history.expected import Expected
    from routing.travel.matrix import Travel

PERCENT = 100
_DATE = re.compile(r"(20\d\d)[-_.年]?(\d\d?)[-_.月]?(\d\d?)")


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What was read: ``day`` and ``travel`` are None after a fatal finding."""

    read: DayRead
    day: Day | None
    travel: Travel | None
    findings: tuple[Finding, ...]
    expected: Expected | None = None
    """What the history lets expect, where one was read."""

    def of_grade(self, grade: Grade) -> list[Finding]:
        """Return the findings of one grade, in the order of the tables."""
        return [row for row in self.findings if row.grade is grade]

    @property
    def ignored_overrides(self) -> int:
        """Overrides that could not be read: the plan goes on without them."""
        table = self.read.tables.get(OVERRIDES.table)
        rows = {
            (row.file, row.sheet, row.row)
            for row in self.of_grade(Grade.SET_ASIDE)
            if table is not None and (row.file, row.sheet) == (table.file, table.sheet)
        }
        return len(rows)

    @property
    def set_aside_items(self) -> int:
        """Items of the rows that were set aside."""
        return sum(row.items for row in self.day.set_aside) if self.day else 0

    @property
    def set_aside_percent(self) -> float:
        """Part of the demanded items that was set aside, in per cent."""
        demanded = self.day.items_demanded if self.day else 0
        return PERCENT * self.set_aside_items / demanded if demanded else 0.0


def take_in(
    paths: Sequence[Path], date: dt.date | None, history: Path | None = None
) -> Intake:
    """Read a day and its travel table, collecting every finding of both.

    Parameters
    ----------
    paths
        A folder, or workbooks and text files.
    date
        Service date where the settings give none; None: the date in a file's
        name (当日_2026-03-09.xlsx), else today.
    history
        历史件量.csv: partners that have no row at all get what it lets expect.

    Raises
    ------
    HistoryError
        When the history is no such table.
    """
    # Not at import: who judges a plan reads no travel tables and no history.
    from routing.tables.history.expected import with_expected
    from routing.tables.history.files import read_history
    from routing.travel.build import build_travel
    from routing.travel.file import read_travel_table
    from routing.travel.options import travel_options
    from routing.travel.table import unmatched

    from .importing.arrivals import arrival_findings

    on = date or date_in_names(paths) or dt.date.today()
    read, expected = read_day(paths, on), None
    if history is not None:
        expected = with_expected(read, read_history(history), on)
        read = expected.read
    sheet = read.tables.get("travel")
    table = read_travel_table(
        read.travel_files, sheet if sheet is not None and sheet.rows else None
    )
    findings = (*read.findings, *table.findings)
    fatal = any(row.grade is Grade.FATAL for row in findings)
    if fatal or read.day is None:
        return Intake(read=read, day=None, travel=None, findings=findings)
    options, unusable = travel_options(read.day.settings)
    travel = build_travel(read.day, table, options=options)
    strangers = unmatched(table, read.day, travel.matrices)
    unusual = arrival_findings(paths, read.day)
    findings = (*findings, *unusable, *strangers, *unusual)
    return Intake(
        read=read, day=read.day, travel=travel, findings=findings, expected=expected
    )


def date_in_names(paths: Sequence[Path]) -> dt.date | None:
    """Return the only date that the names of a day's files carry, if there is one."""
    names = [
        file.name
        for path in paths
        for file in (sorted(path.iterdir()) if path.is_dir() else [path])
    ]
    dates = set()
    for name in names:
        if found := _DATE.search(name):
            with suppress(ValueError):
                dates.add(dt.date(*(int(part) for part in found.groups())))
    return dates.pop() if len(dates) == 1 else None
