"""月报.xlsx: the month's volumes of villages and lines, and times of delivery."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from openpyxl import Workbook

from routing.domain.units import clock, divide_half_up
from routing.plan.actuals.words import kind_word, say
from routing.plan.workbook.sheet import Column, Sheet, add_sheet
from routing.plan.workbook.write import CREATOR
from routing.tables.history.model import DELIVERY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from routing.plan.workbook.cells import Value
    from routing.tables.history.model import LineRow, VillageRow

    from .view import Month

PERCENT_FORMAT = "0.0%"
ONE = "0.0"
VILLAGES = (
    ("TOWNSHIP", 14, ""), ("SITE", 18, ""), ("KIND", 9, ""), ("DAYS", 8, ""),
    ("DEMANDED", 10, ""), ("DELIVERED", 10, ""), ("SHARE", 9, PERCENT_FORMAT),
    ("PER_DAY", 10, ONE), ("BY_NOON", 12, PERCENT_FORMAT), ("MEAN_TIME", 12, ""),
)  # fmt: skip
PARTNERS = (
    ("PARTNER", 14, ""), ("KIND", 9, ""), ("DAYS", 8, ""), ("DEMANDED", 10, ""),
    ("DELIVERED", 10, ""), ("SHARE", 9, PERCENT_FORMAT), ("PER_DAY", 10, ONE),
    ("BY_NOON", 12, PERCENT_FORMAT), ("MEAN_TIME", 12, ""),
)  # fmt: skip
DATES = (
    ("DATE", 12, ""), ("DEMANDED", 10, ""), ("DELIVERED", 10, ""),
    ("SHARE", 9, PERCENT_FORMAT), ("BY_NOON", 12, PERCENT_FORMAT),
    ("MEAN_TIME", 12, ""), ("COLLECTED", 10, ""),
)  # fmt: skip
LINES = (
    ("LINE", 18, ""), ("DAYS", 8, ""), ("TRIPS", 8, ""), ("BAGS", 8, ""),
    ("PIECES", 8, ""), ("LINE_ITEMS", 8, ""), ("BAGS_PER_TRIP", 10, ONE),
)  # fmt: skip


def write_month(path: Path, month: Month, lang: str) -> None:
    """Write the month as a workbook of four sheets.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    book = Workbook(write_only=True)
    book.properties.creator = CREATOR
    for sheet in month_sheets(month, lang):
        add_sheet(book, sheet, lang)
    book.save(path)


def month_sheets(month: Month, lang: str) -> list[Sheet]:
    """Return the sheets: villages, partners, days and lines."""
    rows = month.villages
    villages = _grouped(rows, lambda row: (row.township, row.site_name, row.kind))
    partners = _grouped(rows, lambda row: (row.partner_name, row.kind))
    return [
        _sheet(
            month,
            "MONTH_VILLAGES",
            VILLAGES,
            (_village(found, lang) for found in villages),
            lang,
        ),
        _sheet(
            month,
            "MONTH_PARTNERS",
            PARTNERS,
            (_partner(found, lang) for found in partners),
            lang,
        ),
        _sheet(month, "MONTH_DATES", DATES, map(_date, _grouped(rows, _day)), lang),
        _sheet(month, "MONTH_LINES", LINES, _lines(month.lines), lang),
    ]


def _sheet(
    month: Month,
    code: str,
    columns: Sequence[tuple[str, float, str]],
    rows: Iterable[Sequence[Value]],
    lang: str,
) -> Sheet:
    return Sheet(
        name=say(code, lang),
        columns=[
            Column(header=say(f"COL_{name}", lang), width=width, number_format=form)
            for name, width, form in columns
        ],
        rows=rows,
        title=say(f"{code}_TITLE", lang, month=month.month),
        fixed=1,
    )


def _day(row: VillageRow) -> tuple[str, ...]:
    return (row.date.isoformat(),)


def _grouped(
    rows: Sequence[VillageRow], key: Callable[[VillageRow], tuple[str, ...]]
) -> list[list[VillageRow]]:
    """Return the rows of each key, in the order of the keys."""
    groups: dict[tuple[str, ...], list[VillageRow]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return [groups[name] for name in sorted(groups)]


def _village(rows: Sequence[VillageRow], lang: str) -> list[Value]:
    first = rows[0]
    kind = kind_word(first.kind, lang)
    return [first.township, first.site_name, kind, *_volumes(rows), *_times(rows)]


def _partner(rows: Sequence[VillageRow], lang: str) -> list[Value]:
    first = rows[0]
    kind = kind_word(first.kind, lang)
    return [first.partner_name, kind, *_volumes(rows), *_times(rows)]


def _volumes(rows: Sequence[VillageRow]) -> list[Value]:
    days = len({row.date for row in rows})
    demanded = sum(row.demanded for row in rows)
    delivered = sum(row.delivered for row in rows)
    share = delivered / demanded if demanded else None
    return [days, demanded, delivered, share, delivered / days]


def _times(rows: Sequence[VillageRow]) -> list[Value]:
    """Return the share by noon and the mean time, by items whose time is known."""
    timed = [row for row in rows if row.time is not None and row.delivered]
    items = sum(row.delivered for row in timed)
    if not items:
        return [None, ""]
    noon = sum(row.by_noon for row in timed)
    seconds = sum(row.delivered * (row.time or 0) for row in timed)
    return [noon / items, clock(divide_half_up(seconds, items))]


def _date(rows: Sequence[VillageRow]) -> list[Value]:
    down = [row for row in rows if row.kind == DELIVERY]
    demanded = sum(row.demanded for row in down)
    delivered = sum(row.delivered for row in down)
    share = delivered / demanded if demanded else None
    collected = sum(row.delivered for row in rows if row.kind != DELIVERY)
    return [
        rows[0].date.isoformat(),
        demanded,
        delivered,
        share,
        *_times(down),
        collected,
    ]


def _lines(rows: Sequence[LineRow]) -> Iterator[list[Value]]:
    names = {row.line: row.line_name for row in rows}
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found = sums[row.line]
        found["days"] += 1
        for name in ("trips", "bags", "pieces", "items"):
            found[name] += getattr(row, name)
    for line in sorted(sums):
        found = sums[line]
        each = found["bags"] / found["trips"] if found["trips"] else None
        yield [
            names[line] or line,
            *(found[name] for name in ("days", "trips", "bags", "pieces", "items")),
            each,
        ]
