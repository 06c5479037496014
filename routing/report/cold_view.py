"""Cold goods of a plan as pages, tables and KPIs show them: how tight each bag is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from routing.check.case import build_case
from routing.check.exposure import exposure_of
from routing.domain.vehicle import Temperature

if TYPE_CHECKING:
    from routing.check.exposure import Exposure, Stretch
    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag
    from routing.travel.matrix import Travel

MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdBag:
    """A bag that is kept cold, and how long it is outside (C1c)."""

    bag: PlannedBag
    exposure: Exposure

    @property
    def items(self) -> int:
        """Items in the bag."""
        return sum(self.bag.items.values())

    @property
    def outside_min(self) -> int:
        """Minutes outside, what foam boxes give not yet taken off; begun ones count."""
        return -(-self.exposure.outside // MINUTE)

    @property
    def left_min(self) -> int | None:
        """Whole minutes that it may still be outside; None without a limit."""
        most = self.exposure.needs.most_outside
        return None if most is None else (most - self.exposure.outside) // MINUTE

    @property
    def kept_until(self) -> int | None:
        """Instant until which its boxes keep it; None of a bag in none (C2c)."""
        closed = self.exposure.closed
        return None if closed is None else closed + self.exposure.needs.box

    @property
    def share(self) -> Fraction | None:
        """Exposure in parts of the limit; None where there is nothing to divide by."""
        limit = self.exposure.needs.limit
        return Fraction(self.exposure.seconds, limit) if limit else None

    @property
    def worst(self) -> Stretch | None:
        """The stretch with the most seconds, the first of equals; None for none."""
        return max(self.exposure.stretches, key=lambda row: row.seconds, default=None)


def cold_bags(day: Day, travel: Travel, plan: Plan) -> tuple[ColdBag, ...]:
    """Return the bags that are kept cold, those with the fewest minutes left first.

    Of a plan edited by hand, bags whose way cannot be followed are left out: the
    judge reports them.
    """
    known = [bag for bag in plan.bags if is_kept_cold(day, bag)]
    if not known:
        return ()
    case = build_case(day, travel, plan)
    followed = [bag for bag in known if bag.id not in case.excused]
    found = ((bag, exposure_of(case, bag.id)) for bag in followed)
    rows = [
        ColdBag(bag=bag, exposure=exposure)
        for bag, exposure in found
        if exposure is not None
    ]
    return tuple(sorted(rows, key=_tightness))


def _tightness(row: ColdBag) -> tuple[bool, int, str]:
    most = row.exposure.needs.most_outside
    left = 0 if most is None else most - row.exposure.outside
    return most is None, left, row.bag.id


def is_kept_cold(day: Day, bag: PlannedBag) -> bool:
    """Tell whether a bag holds chilled or frozen goods."""
    goods = day.goods.get(bag.goods_class)
    return goods is not None and goods.temp is not Temperature.AMBIENT


def cold_sites(day: Day, plan: Plan) -> frozenset[str]:
    """Return the sites where cold goods change hands."""
    return frozenset(
        site
        for bag in plan.bags
        if is_kept_cold(day, bag)
        for leg in bag.legs
        for site in (leg.from_site, leg.to_site)
    )
