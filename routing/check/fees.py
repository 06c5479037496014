"""Rules P1, P2 and Q2: fees of trips, offers and stages, and delay of passengers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..domain.price import PriceBasis
from .bus_times import work_by_call
from .causes import Cause
from .cents import cents
from .stages import check_stages
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.price import Price
    from ..plan.violation import Violation
    from .case import Case
    from .service_trail import TripLeg

KILOGRAM = 1000
HOUR = 3600


def check_fees(case: Case) -> Iterator[Violation]:
    """Recompute every fee from contents and prices."""
    for legs in case.by_trip().values():
        yield from _trip(case, legs)
    for given in case.services.given:
        fee = _fee(case, given.offer.price, given.row.bags)
        if fee != given.row.fee_cents:
            off = abs(fee - given.row.fee_cents)
            yield found(Cause.P1_FEE, given.offer.offer_id, off)
    if not case.excused:
        # Bags that cannot be followed pass no stage that could be counted.
        yield from check_stages(case)
        yield from _delay(case)


def _fee(case: Case, price: Price, bags: tuple[str, ...]) -> int:
    """Return basis × quantity in cents, half up once; 0 for a price unknown."""
    known = [case.bags[bag] for bag in bags if bag in case.bags]
    if price.micro_yuan is None or not known or price.basis is PriceBasis.PER_MONTH:
        return 0
    units = {
        PriceBasis.PER_ITEM: Fraction(sum(contents.items for contents in known)),
        PriceBasis.PER_BAG: Fraction(sum(contents.pieces for contents in known)),
        PriceBasis.PER_KG: Fraction(sum(c.grams for c in known), KILOGRAM),
        PriceBasis.PER_TRIP: Fraction(1),
    }[price.basis]
    return cents(units * price.micro_yuan)


def _trip(case: Case, legs: tuple[TripLeg, ...]) -> Iterator[Violation]:
    """Charge a price per trip once, not at all where the line runs anyway (P1d)."""
    price, paid = legs[0].line.price, False
    for leg in legs:
        fee = _fee(case, price, leg.load.bags)
        if price.basis is PriceBasis.PER_TRIP:
            if paid or leg.line.runs_anyway:
                fee = 0
            paid = paid or fee > 0
        if fee != leg.load.fee_cents:
            yield found(Cause.P1_FEE, leg.where, abs(fee - leg.load.fee_cents))


def _delay(case: Case) -> Iterator[Violation]:
    """Price what passengers wait for the work at stops (P1c)."""
    micro = case.day.settings.delay_micro_yuan_per_hour
    price = 0
    for legs in case.by_trip().values():
        trip = legs[0].trip
        last = len(trip.stops) - 1
        waited = sum(
            max(0, work - stop.departure_time + stop.arrival_time)
            for call, work in work_by_call(case, legs).items()
            if 0 < call < last
            for stop in (trip.stops[call],)
        )
        # A float of the tables is meant as it is written: 12.5 passengers.
        passengers = Fraction(str(trip.passengers or 0))
        price += cents(waited * passengers * micro, HOUR)
    off = abs(price - case.plan.delay_cents)
    if off:
        yield found(Cause.P1_DELAY, "delay", off)
