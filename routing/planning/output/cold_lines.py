"""The rows of the sheet 冷链 of plan.xlsx: exposure as the judge reckons it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.units import clock
from routing.plan.workbook.content import ColdLine
from routing.report.cold_view import MINUTE, cold_bags
from routing.report.cold_words import (
    carriers_words,
    packing_word,
    stretch_words,
    temp_word,
)

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.report.cold_view import ColdBag
    from routing.travel.matrix import Travel


def cold_lines(
    day: Day, travel: Travel, plan: Plan, lang: str = "zh"
) -> tuple[ColdLine, ...]:
    """Return a row for each bag that is kept cold, the tightest first."""
    return tuple(_line(day, row, lang) for row in cold_bags(day, travel, plan))


def _line(day: Day, row: ColdBag, lang: str) -> ColdLine:
    bag, needs = row.bag, row.exposure.needs
    return ColdLine(
        bag=bag.id,
        goods_class=bag.goods_class,
        temp=temp_word(needs.temp, lang),
        packing=packing_word(day, (bag,), lang),
        origin=bag.origin,
        destination=bag.destination,
        carriers=carriers_words(day, bag, lang),
        outside=row.outside_min,
        kept_until=None if row.kept_until is None else clock(row.kept_until),
        pack=needs.pack // MINUTE,
        limit=None if needs.limit is None else needs.limit // MINUTE,
        left=row.left_min,
        worst=stretch_words(day, row.worst, lang),
    )
