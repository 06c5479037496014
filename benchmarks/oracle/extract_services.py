"""What trips and offers carry in a solution, with fees and delay (P1, Q2)."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from routing.domain.price import PriceBasis
from routing.plan.model import BusLoad, Handover

from .legs import Given, Ride

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.domain.price import Price
    from routing.domain.trip import Trip

    from .extract import Went
    from .freight import Freight

Calls = tuple[int, int]


def bus_loads_of(day: Day, went: Went) -> Iterator[BusLoad]:
    """Yield a row per trip and pair of calls, in the order of trips and calls."""
    for trip in day.trips.values():
        rows = _rows(trip, went)
        line = day.lines[trip.line_id]
        for number, (calls, bags) in enumerate(sorted(rows.items())):
            fee = _fee(line.price, bags)
            if line.price.basis is PriceBasis.PER_TRIP and (number or line.runs_anyway):
                fee = 0
            yield BusLoad(
                trip=trip.trip_id,
                bags=tuple(sorted(bag.name for bag in bags)),
                board=trip.stops[calls[0]].site,
                alight=trip.stops[calls[1]].site,
                fee_cents=fee,
                board_call=calls[0],
                alight_call=calls[1],
            )


def _rows(trip: Trip, went: Went) -> dict[Calls, list[Freight]]:
    rows: dict[Calls, list[Freight]] = {}
    for bag, way in went.values():
        for leg in way.legs:
            if isinstance(leg, Ride) and leg.trip == trip.trip_id:
                rows.setdefault((leg.board, leg.alight), []).append(bag)
    return rows


def handovers_of(day: Day, went: Went) -> Iterator[Handover]:
    """Yield a row per offer that is used, in the order of the table."""
    for offer in day.offers.values():
        bags = [
            bag
            for bag, way in went.values()
            for leg in way.legs
            if isinstance(leg, Given) and leg.offer == offer.offer_id
        ]
        if bags:
            yield Handover(
                offer=offer.offer_id,
                bags=tuple(sorted(bag.name for bag in bags)),
                fee_cents=_fee(offer.price, bags),
                last_resort=offer.last_resort,
            )


def _fee(price: Price, bags: list[Freight]) -> int:
    units = {
        PriceBasis.PER_ITEM: Fraction(sum(bag.bag.items for bag in bags)),
        PriceBasis.PER_BAG: Fraction(sum(bag.bag.pieces for bag in bags)),
        PriceBasis.PER_KG: Fraction(sum(bag.bag.grams for bag in bags), 1000),
        PriceBasis.PER_TRIP: Fraction(1),
        PriceBasis.PER_MONTH: Fraction(0),
    }[price.basis]
    return _cents(units * (price.micro_yuan or 0))


def _cents(micro_yuan: Fraction) -> int:
    return floor(micro_yuan / 10_000 + Fraction(1, 2))


def delay_cents_of(day: Day, went: Went) -> int:
    """Return the price of the passengers' delay, rounded once per trip (P1c)."""
    settings, cents = day.settings, 0
    for trip in day.trips.values():
        waited = 0
        for call, stop in enumerate(trip.stops):
            work = sum(
                sum(bag.bag.pieces for bag in bags)
                for calls, bags in _rows(trip, went).items()
                if call in calls
            )
            if not work or call in (0, len(trip.stops) - 1):
                continue
            seconds = settings.bus_stop_duration + settings.bus_duration_per_bag * work
            waited += max(0, seconds - (stop.departure_time - stop.arrival_time))
        people = Fraction(str(trip.passengers or 0))
        cents += _cents(people * waited * settings.delay_micro_yuan_per_hour / 3600)
    return cents
