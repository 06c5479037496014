"""Rule P5: what goods lose in freshness, a figure beside the cost."""

from __future__ import annotations

from fractions import Fraction
from math import exp, floor
from typing import TYPE_CHECKING

from ..domain.consignment import ConsignmentKind
from ..domain.freshness import FreshModel
from ..domain.vehicle import Temperature
from .causes import Cause
from .cents import cents
from .exposure import outside_between
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.consignment import Consignment
    from ..domain.day import Settings
    from ..domain.goods import GoodsClass
    from ..plan.violation import Violation
    from .case import Case
    from .trail import Ride

ZERO_C = 273.15
R = 8.314
USUAL_C = {Temperature.CHILLED: 4.0, Temperature.FROZEN: -18.0}
KILOGRAM_HOUR = 1000 * 3600


def check_freshness(case: Case) -> Iterator[Violation]:
    """Compare the figure by goods class, and its total where a file states one."""
    if case.excused:
        return
    due = _lost(case)
    stated = case.plan.freshness
    for name in sorted({*due, *stated}):
        off = abs(due.get(name, 0) - stated.get(name, 0))
        if off:
            yield found(Cause.P5_FRESHNESS, name, off)
    total = case.plan.stated_cents.get("freshness")
    if total is not None and total != sum(stated.values()):
        off = abs(total - sum(stated.values()))
        yield found(Cause.P5_FRESHNESS, "freshness.total", off)


def _lost(case: Case) -> dict[str, int]:
    """Return the cents that each class loses; every consignment is rounded once."""
    lost: dict[str, Fraction] = {}
    classes: dict[str, str] = {}
    if case.day.settings.freshness is FreshModel.NONE:
        return {}
    for bag, rides in case.rides.items():
        contents = case.bags.get(bag)
        if contents is None or rides[-1].to_site != contents.destination:
            continue
        for row, items in contents.rows:
            micro = case.day.goods[row.goods_class].fresh_micro_yuan
            if micro:
                grams = Fraction(row.grams * items, row.items)
                worth = grams * micro * _hours(case, bag, row, rides)
                key = row.consignment_id
                lost[key] = lost.get(key, Fraction(0)) + worth
                classes[key] = row.goods_class
    by_class: dict[str, int] = {}
    for key, worth in lost.items():
        priced = cents(worth, KILOGRAM_HOUR)
        by_class[classes[key]] = by_class.get(classes[key], 0) + priced
    return by_class


def _hours(case: Case, bag: str, row: Consignment, rides: tuple[Ride, ...]) -> Fraction:
    """Return the seconds on the way, those outside weighed."""
    begin, end = _begin(row, rides[0]), rides[-1].handed
    factor = outside_factor(case.day.goods[row.goods_class], case.day.settings)
    outside = outside_between(case, bag, begin, end)
    return max(Fraction(0), Fraction(end - begin) + (factor - 1) * outside)


def _begin(row: Consignment, first: Ride) -> int:
    if row.precooled_time is not None:
        return row.precooled_time
    if row.kind is ConsignmentKind.DELIVERY:
        return row.ready_time
    return max(row.ready_time, first.boarded)


def outside_factor(goods: GoodsClass, settings: Settings) -> Fraction:
    """Return what an hour outside weighs, to a thousandth (Arrhenius)."""
    is_warm = goods.temp is Temperature.AMBIENT
    flat = settings.freshness is not FreshModel.ARRHENIUS
    if flat or is_warm or goods.fresh_ea_kj is None:
        return Fraction(1)
    known = [t for t in (goods.temp_min_c, goods.temp_max_c) if t is not None]
    middle = sum(known) / len(known) if known else USUAL_C[goods.temp]
    kept, warm = middle + ZERO_C, settings.temperature_c + ZERO_C
    weight = exp(goods.fresh_ea_kj * 1000 / R * (1 / kept - 1 / warm))
    return Fraction(floor(weight * 1000 + 0.5), 1000)
