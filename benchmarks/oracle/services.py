"""Trips and offers in the model: room, work at stops, fees, delay (R2, T5, P1)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routing.domain.price import PriceBasis
from routing.domain.trip import LOOSE_BAGS

from .legs import Given, Ride

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.price import Price
    from routing.domain.trip import Trip

    from .custody import Custody
    from .freight import Freight
    from .model import Model

Loaded = list[tuple["Freight", Any]]
"""Bags with the literal that says they are carried."""

GRAMS, UNITS = 1000, 1


def add_services(model: Model, custodies: Sequence[Custody]) -> None:
    """Add every trip and offer that some bag could use."""
    rides: dict[str, list[tuple[Ride, Freight, Any]]] = {}
    given: dict[str, Loaded] = {}
    for custody in custodies:
        for leg, literal in custody.legs.items():
            if isinstance(leg, Ride):
                rides.setdefault(leg.trip, []).append((leg, custody.bag, literal))
            elif isinstance(leg, Given):
                given.setdefault(leg.offer, []).append((custody.bag, literal))
    for trip_id, found in rides.items():
        trip = model.day.trips[trip_id]
        _segments(model, trip, found)
        _stops(model, trip, found)
        _trip_fees(model, trip, found)
    for offer_id, bags in given.items():
        offer = model.day.offers[offer_id]
        caps = (offer.cap_items, offer.cap_bags, offer.cap_g, None)
        _limit(model, bags, caps)
        _fee(model, offer.price, bags)


def _limit(
    model: Model,
    bags: Loaded,
    caps: tuple[int | None, int | None, int | None, int | None],
) -> None:
    """Bound items, bags (a loose piece counts 2), grams and cm³ of bags."""
    sizes = [
        [bag.bag.items for bag, _ in bags],
        [bag.bag.boxes or (LOOSE_BAGS if bag.bag.loose else 1) for bag, _ in bags],
        [bag.bag.grams for bag, _ in bags],
        [bag.bag.cm3 for bag, _ in bags],
    ]
    for cap, size in zip(caps, sizes, strict=True):
        if cap is not None and sum(size) > cap:
            used = [n * literal for n, (_, literal) in zip(size, bags, strict=True)]
            model.cp.add(sum(used) <= cap)


def _segments(model: Model, trip: Trip, found: list[tuple[Ride, Freight, Any]]) -> None:
    for segment in range(len(trip.stops) - 1):
        bags = [
            (bag, literal)
            for ride, bag, literal in found
            if ride.board <= segment < ride.alight
        ]
        _limit(model, bags, (None, trip.cap_bags, trip.cap_g, trip.cap_cm3))


def _stops(model: Model, trip: Trip, found: list[tuple[Ride, Freight, Any]]) -> None:
    """Keep work at a stop within its dwell, and price the delay (T5d, P1c)."""
    cp, settings = model.cp, model.day.settings
    delays: list[Any] = []
    for call, stop in enumerate(trip.stops):
        handled = [
            (lit, bag.bag.pieces)
            for ride, bag, lit in found
            if call in (ride.board, ride.alight)
        ]
        if not handled:
            continue
        used = cp.new_bool_var("")
        cp.add_max_equality(used, [lit for lit, _ in handled])
        work = settings.bus_stop_duration * used
        lifted = sum(lit * pieces for lit, pieces in handled)
        work += settings.bus_duration_per_bag * lifted
        if stop.max_dwell_duration is not None:
            cp.add(work <= stop.max_dwell_duration)
        if call in (0, len(trip.stops) - 1):
            continue
        delay = model.time()
        cp.add(delay >= work - (stop.departure_time - stop.arrival_time))
        delays.append(delay)
    people = Fraction(str(trip.passengers or 0))
    micro = settings.delay_micro_yuan_per_hour * people.numerator
    most = model.horizon * len(delays)
    if delays:
        model.pay(sum(delays), micro, 3600 * people.denominator, most)


def _trip_fees(
    model: Model, trip: Trip, found: list[tuple[Ride, Freight, Any]]
) -> None:
    """Price each pair of calls by itself (Q2), a price per trip once (P1d)."""
    line = model.day.lines[trip.line_id]
    if line.price.basis is PriceBasis.PER_TRIP:
        if not line.runs_anyway:
            _fee(model, line.price, [(bag, literal) for _, bag, literal in found])
        return
    rows: dict[tuple[int, int], Loaded] = {}
    for ride, bag, literal in found:
        rows.setdefault((ride.board, ride.alight), []).append((bag, literal))
    for bags in rows.values():
        _fee(model, line.price, bags)


def _fee(model: Model, price: Price, bags: Loaded) -> None:
    per, sizes = UNITS, [bag.bag.pieces for bag, _ in bags]
    match price.basis:
        case PriceBasis.PER_ITEM:
            sizes = [bag.bag.items for bag, _ in bags]
        case PriceBasis.PER_KG:
            per, sizes = GRAMS, [bag.bag.grams for bag, _ in bags]
        case PriceBasis.PER_TRIP:
            used = model.cp.new_bool_var("")
            model.cp.add_max_equality(used, [literal for _, literal in bags])
            model.pay(used, price.micro_yuan or 0, UNITS, 1)
            return
        case PriceBasis.PER_MONTH:
            return
    units = sum(n * literal for n, (_, literal) in zip(sizes, bags, strict=True))
    model.pay(units, price.micro_yuan or 0, per, sum(sizes))
