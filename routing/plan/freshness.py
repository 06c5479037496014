"""What the goods of a plan lose in freshness on their way (rule P5)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.freshness import THOUSAND, counts_freshness, spoil_thousandths
from routing.domain.price import GRAMS_PER_KG
from routing.domain.units import MICRO_PER_CENT

from .outside import Outside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day

    from .model import Plan, PlannedBag, Route

HOUR = 3600


def freshness_cents(
    day: Day, routes: Sequence[Route], bags: Sequence[PlannedBag]
) -> dict[str, int]:
    """Return the cents that each goods class loses, by name; without those at none.

    Bags that do not reach their destination lose nothing that counts.
    """
    rows = {row.consignment_id: row for row in day.consignments}
    if not counts_freshness(day, {row.goods_class for row in rows.values()}):
        return {}
    way = Outside(day, routes, bags)
    lost: dict[str, Fraction] = {}
    for bag in bags:
        if not bag.legs or not bag.arrives:
            continue
        for key, items in bag.contents.items():
            row = rows[key]
            if day.goods[row.goods_class].fresh_micro_yuan:
                spent = _weighed_seconds(day, way, bag, row)
                grams = Fraction(row.grams * items, row.items)
                lost[key] = lost.get(key, Fraction(0)) + grams * spent
    found: dict[str, int] = {}
    for key, spent in lost.items():
        name = rows[key].goods_class
        micro = spent * day.goods[name].fresh_micro_yuan
        exact = micro / (GRAMS_PER_KG * HOUR * MICRO_PER_CENT)
        cents = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
        if cents:
            found[name] = found.get(name, 0) + cents
    return dict(sorted(found.items()))


def weighed_cents(day: Day, plan: Plan) -> Fraction:
    """Return the cost of a plan and its freshness as the day weighs it, in cents."""
    return plan.cost_cents + day.settings.freshness_weight * plan.freshness_cents


def _weighed_seconds(
    day: Day, way: Outside, bag: PlannedBag, row: Consignment
) -> Fraction:
    """Return the seconds of a bag's way as they weigh for one of its consignments."""
    rides = way.rides(bag)
    begin, end = row.ready_time, rides[-1].end
    if row.precooled_time is not None:
        begin = row.precooled_time
    elif row.kind is not ConsignmentKind.DELIVERY:
        begin = max(begin, rides[0].begin)
    factor = spoil_thousandths(day, day.goods[row.goods_class])
    outside = way.seconds(bag, begin, end) if factor != THOUSAND else 0
    more = Fraction(outside * (factor - THOUSAND), THOUSAND)
    return max(Fraction(0), end - begin + more)
