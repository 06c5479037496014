"""What was set aside when a day was closed, in words: rows typed, rows of tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from routing.plan.actuals.words import say
from routing.report.closing.view import Correction
from routing.tables.finding import Grade
from routing.tables.headers import TABLES
from routing.tables.render import message, way_out
from routing.texts.catalogue import fix, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from routing.domain.day import Day
    from routing.plan.actuals.closed import Missing
    from routing.tables.finding import Finding


def corrections(
    day: Day, findings: Iterable[Finding], homeless: Iterable[Missing], lang: str
) -> list[Correction]:
    """Return the cells of 执行回填 and the rows of the day's tables to be corrected."""
    typed = [row for row in findings if row.grade is Grade.SET_ASIDE]
    return [
        *(_typed(row, lang) for row in typed),
        *_of_tables(day, homeless, lang),
    ]


def _typed(row: Finding, lang: str) -> Correction:
    return Correction(
        place=row.file,
        sheet=row.sheet,
        row=row.row,
        column=row.column,
        value=row.value,
        problem=message(row, lang),
        fix=way_out(row, lang),
    )


def _of_tables(
    day: Day, homeless: Iterable[Missing], lang: str
) -> Iterator[Correction]:
    """Yield the rows of the day that were no demand; items that go nowhere counted."""
    left: Counter[tuple[str, str, str]] = Counter()
    for one in homeless:
        left[one.row.site, one.row.partner, one.row.goods_class] += one.items
    for row in day.set_aside:
        key = row.site, row.partner, row.goods_class
        items = min(left[key], row.items)
        left[key] -= items
        reason = row.reason.value
        yield Correction(
            place=TABLES[row.table][0] if lang == "zh" else row.table,
            sheet="",
            row=row.row,
            column="",
            value=say("SET_ASIDE_VALUE", lang, site=row.site, partner=row.partner),
            problem=text("reasons", reason, lang),
            fix=fix("reasons", reason, lang),
            items=items or None,
        )
