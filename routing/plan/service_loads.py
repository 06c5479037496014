"""What trips and other partners are given, with the fees for it (rules P1d, T8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.price import PriceBasis, Quantity, fee_cents, trip_fee_cents

from .model import BusLoad, Handover

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.trip import Trip

    from .model import PlannedBag

Call = tuple[str, int, int]
"""A trip, the call where bags board and the one where they alight (from 0)."""


def bus_loads(
    day: Day,
    rides: Mapping[Call, Sequence[PlannedBag]],
    holds: Mapping[str, int] | None = None,
) -> Iterator[BusLoad]:
    """Yield the loads by trip and call, with their fees (P1d).

    ``holds`` tells by trip how many seconds a shuttle waits (T5e).
    """
    for trip in day.trips.values():
        keys = sorted(key for key in rides if key[0] == trip.trip_id)
        line = day.lines[trip.line_id]
        fees = trip_fee_cents(line.price, [_quantity(rides[key]) for key in keys])
        free = line.runs_anyway and line.price.basis is PriceBasis.PER_TRIP
        for key, fee in zip(keys, fees, strict=True):
            _, board, alight = key
            calls = _calls(trip, board, alight)
            yield BusLoad(
                trip=trip.trip_id,
                bags=tuple(sorted(bag.id for bag in rides[key])),
                board=trip.stops[board].site,
                alight=trip.stops[alight].site,
                fee_cents=0 if free else fee,
                board_call=calls[0],
                alight_call=calls[1],
                hold=(holds or {}).get(trip.trip_id, 0),
            )


def handovers(
    day: Day, given: Mapping[str, Sequence[PlannedBag]]
) -> Iterator[Handover]:
    """Yield what each offer is given, in the order of their table."""
    for offer in day.offers.values():
        bags = given.get(offer.offer_id)
        if bags:
            yield Handover(
                offer=offer.offer_id,
                bags=tuple(sorted(bag.id for bag in bags)),
                fee_cents=fee_cents(offer.price, _quantity(bags)),
                last_resort=offer.last_resort,
            )


def _quantity(bags: Sequence[PlannedBag]) -> Quantity:
    return Quantity(
        items=sum(sum(bag.items.values()) for bag in bags),
        bags=sum(bag.pieces for bag in bags),
        grams=sum(bag.grams for bag in bags),
    )


def _calls(trip: Trip, board: int, alight: int) -> tuple[int | None, int | None]:
    """Return the calls where the sites alone would not say which are meant (M5c)."""
    sites = [stop.site for stop in trip.stops]
    first = sites.index(sites[board])
    if first == board and sites.index(sites[alight], first + 1) == alight:
        return None, None
    return board, alight
