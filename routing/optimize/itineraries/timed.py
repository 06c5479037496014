"""Prices of the clock on ways: lateness (P1g) and freshness (P5) of scheduled legs.

A trip comes and goes by its timetable: what its hours cost is a constant of the way.
Legs by road are priced by the kernel; each from where the leg before it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.cold import cold_needs
from routing.domain.consignment import ConsignmentKind
from routing.domain.freshness import THOUSAND, counts_freshness, spoil_thousandths
from routing.domain.late import late_cents, late_seconds

from ..kernel.timed import (
    AFTER_HANDLING,
    AT_LOADING,
    KEPT_BEHIND,
    MICRO_HOUR,
    WARM_BEFORE,
    WARM_BEHIND,
)
from .legs import Given, Road

if TYPE_CHECKING:
    from routing.domain.day import Day

    from ..ways import Shipment
    from .itinerary import Way
    from .legs import Scheduled

MOST_RATE = 10**11
"""Millionths of a yuan an hour: above, a batch's freshness weighs no more."""
GRAMS = 1000


@dataclass(frozen=True, slots=True)
class MovedFresh:
    """How a leg by road counts for freshness; columns of the kernel (``timed``).

    ``until`` None: until it is handed over.
    """

    begin: int
    until: int | None = None
    foam: int = 0
    warm: int = 0

    @classmethod
    def straight(cls, day: Day, batch: Shipment) -> MovedFresh:
        """Return it for a batch that goes straight by road."""
        begin = fresh_begin(batch)
        return cls(begin, None, _foam(day, batch), _warm_origin(day, batch))


def fresh_rates(day: Day, batch: Shipment) -> tuple[int, int] | None:
    """Return what an hour of a batch weighs, and how much more one outside.

    Millionths of a yuan, weighed; None where its freshness does not count.
    """
    classes = {row.goods_class for row in batch.rows}
    weight = day.settings.freshness_weight
    if not weight or not counts_freshness(day, classes):
        return None
    rows = {row.consignment_id: row for row in batch.rows}
    kept, more = Fraction(0), Fraction(0)
    for bag in batch.bags:
        for key, items in bag.contents:
            row = rows[key]
            goods = day.goods[row.goods_class]
            grams = Fraction(row.grams * items, row.items)
            rate = weight * grams * goods.fresh_micro_yuan / GRAMS
            kept += rate
            more += rate * Fraction(spoil_thousandths(day, goods) - THOUSAND, THOUSAND)
    most = max(kept, kept + more)
    scale = min(Fraction(1), MOST_RATE / most) if most else Fraction(1)
    return round(kept * scale), round(more * scale)


def fresh_begin(batch: Shipment) -> int:
    """Return from when a batch loses freshness; AT_LOADING: from B on (P5)."""
    row = batch.outer
    if row.precooled_time is not None:
        return row.precooled_time
    moved = row.seal is not None and bool(row.seal.passed)
    if row.kind is ConsignmentKind.DELIVERY or moved:
        return row.ready_time
    return AT_LOADING


def late_way_cents(batch: Shipment, way: Way) -> int:
    """Return what a batch's lateness costs where a scheduled leg serves its village.

    Each consignment is rounded by itself, as if none of it went another way.
    """
    row = batch.outer
    down = row.outer_site == batch.lot.destination
    leg = way.legs[-1 if down else 0]
    if not row.is_soft or isinstance(leg, Road):
        return 0
    time = leg.arrive if down else leg.depart
    brought = down and isinstance(leg, Given)
    inside: dict[str, int] = {}
    for bag in batch.bags:
        for key, items in bag.contents:
            inside[key] = inside.get(key, 0) + items
    return sum(
        late_cents(
            one,
            inside[one.consignment_id] * late_seconds(one, time, brought=brought),
        )
        for one in batch.rows
    )


class FreshWay:
    """One way of a batch whose freshness counts, leg by leg."""

    def __init__(self, day: Day, batch: Shipment, way: Way) -> None:
        self._day, self._batch, self._way = day, batch, way
        self._needs = cold_needs(day.goods[row.goods_class] for row in batch.rows)

    def road(self, place: int) -> MovedFresh:
        """Return how the leg by road at a place of the way counts."""
        legs, day = self._way.legs, self._day
        warm, begin, foam = 0, AFTER_HANDLING, 0
        if place == 0:
            begin, foam = fresh_begin(self._batch), _foam(day, self._batch)
            warm = _warm_origin(day, self._batch)
        elif not isinstance(before := legs[place - 1], Road):
            begin = before.arrive
        if place and not self._keeps(legs[place].from_site):
            warm |= WARM_BEFORE
        if place + 1 == len(legs):
            return MovedFresh(begin, None, foam, warm)
        after = legs[place + 1]
        kept = self._keeps(after.from_site)
        if isinstance(after, Road):
            # What is outside behind it the next leg counts.
            return MovedFresh(begin, None, foam, warm | (KEPT_BEHIND if kept else 0))
        warm |= KEPT_BEHIND if kept else WARM_BEHIND
        return MovedFresh(begin, after.ready_by, foam, warm)

    def scheduled_cents(self, rates: tuple[int, int]) -> int:
        """Return what its scheduled legs cost in freshness, in cents."""
        spent = outside = 0
        for place, leg in enumerate(self._way.legs):
            if not isinstance(leg, Road):
                begin = self._scheduled_begin(place, leg)
                spent += max(0, leg.arrive - begin)
                outside += self._outside(place, leg, begin)
        lost = max(0, rates[0] * spent + rates[1] * outside)
        return (2 * lost + MICRO_HOUR) // (2 * MICRO_HOUR)

    def _scheduled_begin(self, place: int, leg: Scheduled) -> int:
        if place == 0:
            begin = fresh_begin(self._batch)
            return leg.ready_by if begin == AT_LOADING else begin
        before = self._way.legs[place - 1]
        return leg.ready_by if isinstance(before, Road) else before.arrive

    def _outside(self, place: int, leg: Scheduled, begin: int) -> int:
        """Return the seconds of a scheduled leg outside, of the wait before it too."""
        if not self._needs.is_cold:
            return 0
        seconds = 0 if isinstance(leg, Given) else leg.arrive - leg.ready_by
        if place == 0:
            if _warm_origin(self._day, self._batch):
                seconds += leg.ready_by - begin
            return max(0, seconds - _foam(self._day, self._batch))
        if not self._keeps(leg.from_site):
            seconds += max(0, leg.ready_by - begin)
        return seconds

    def _keeps(self, site: str) -> bool:
        return self._day.sites[site].keeps(self._needs.temp)


def _foam(day: Day, batch: Shipment) -> int:
    return cold_needs(day.goods[row.goods_class] for row in batch.rows).pack


def _warm_origin(day: Day, batch: Shipment) -> int:
    """Return the bit of goods that wait outside at their origin (C1c)."""
    row = batch.outer
    kept = day.sites[row.origin].keeps(day.goods[row.goods_class].temp)
    return 0 if kept or row.precooled_time is None else WARM_BEFORE
