"""KPIs of cold goods: how long they are outside, and why (rules C1c and C1d)."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routing.check.exposure import Outside

from .box_view import boxes_by_type, empty_boxes
from .cold_view import MINUTE, cold_bags
from .figures import percent, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from .cold_view import ColdBag

BY_CAUSE = "cold_outside_min_by_cause"
BY_CLASS = "cold_longest_min_by_class"


def cold_kpis(day: Day, travel: Travel, plan: Plan) -> dict[str, Any]:
    """Return cold items, how near they come to their limits, why, and boxes."""
    bags = cold_bags(day, travel, plan)
    bound = [row for row in bags if row.exposure.needs.limit is not None]
    classes = sorted({row.bag.goods_class for row in bags})
    boxes = boxes_by_type(day, plan.bags)
    return {
        "cold_items": _items(bags),
        "cold_within_share": percent(
            _items([row for row in bound if not row.exposure.over]), _items(bound)
        ),
        "cold_longest_min": _longest(bags) if bags else None,
        BY_CLASS: {
            name: _longest([row for row in bags if row.bag.goods_class == name])
            for name in classes
        },
        "cold_limit_used_share": _used(bound),
        BY_CAUSE: {
            cause.value: _minutes(seconds)
            for cause, seconds in seconds_by_cause(bags).items()
        },
        "boxes_used": sum(boxes.values()),
        "boxes_used_by_type": boxes,
        "boxes_to_fetch": sum(row.boxes for row in empty_boxes(day, plan)),
    }


def seconds_by_cause(bags: Sequence[ColdBag]) -> dict[Outside, int]:
    """Return the seconds outside of all bags by every cause; none without bags."""
    spent: Counter[Outside] = Counter()
    for row in bags:
        for stretch in row.exposure.stretches:
            spent[stretch.kind] += stretch.seconds
    return {cause: spent[cause] for cause in Outside} if bags else {}


def _items(bags: Sequence[ColdBag]) -> int:
    return sum(row.items for row in bags)


def _longest(bags: Sequence[ColdBag]) -> float:
    return _minutes(max(row.exposure.outside for row in bags))


def _minutes(seconds: int) -> float:
    return rounded(Fraction(seconds, MINUTE), 1)


def _used(bags: Sequence[ColdBag]) -> float | None:
    """Return the mean share of the limit that is used, by items."""
    shares = [(row.share, row.items) for row in bags]
    known = [(share, items) for share, items in shares if share is not None]
    total = sum((share * items for share, items in known), Fraction(0))
    return percent(total, sum(items for _, items in known))
