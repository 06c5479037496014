"""Trips and offers as they can still be used: later, and with what room is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.services import BUS, HANDOVER, calls_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.domain.handover_offer import HandoverOffer
    from routing.domain.line import Line
    from routing.domain.trip import StopTime, Trip
    from routing.plan.model import BusLoad, PlannedBag

    from .going import Going

Riding = tuple[int, int, "PlannedBag"]
"""A bag that has begun to ride, with its calls."""


def begun_loads(day: Day, going: Going) -> Iterator[tuple[BusLoad, int, int]]:
    """Yield rows of trips that have begun, with those bags alone, and their calls."""
    for load in going.plan.bus_loads:
        trip = day.trips.get(load.trip)
        calls = calls_of(trip, load) if trip is not None else None
        if calls is None:
            continue
        ridden = tuple(bag for bag in load.bags if _rides(going, bag, load.trip))
        if ridden:
            yield replace(load, bags=ridden), *calls


def _rides(going: Going, bag: str, trip: str) -> bool:
    found = going.standing.get(bag)
    return found is not None and any(
        leg.kind == BUS and leg.trip == trip for leg in found.legs
    )


def begun_handovers(going: Going, offer: str) -> list[PlannedBag]:
    """Return the bags that an offer has been given."""
    return [
        row.bag
        for row in going.standing.values()
        if any(leg.kind == HANDOVER and leg.offer == offer for leg in row.legs)
    ]


def later_trips(day: Day, going: Going) -> dict[str, Trip]:
    """Return the trips that goods can still board, with the room that is left.

    A shuttle that waits in what has begun has that timetable.
    """
    riding: dict[str, list[Riding]] = {}
    holds: dict[str, int] = {}
    for load, board, alight in begun_loads(day, going):
        holds[load.trip] = load.hold
        bags = [going.standing[bag].bag for bag in load.bags]
        riding.setdefault(load.trip, []).extend((board, alight, bag) for bag in bags)
    found = {}
    for name, trip in day.trips.items():
        later = _later_trip(
            day, trip.shifted(holds.get(name, 0)), riding.get(name, ()), going.now
        )
        if any(True for _ in later.legs()):
            found[name] = later
    return found


def _later_trip(day: Day, trip: Trip, riding: Sequence[Riding], now: int) -> Trip:
    stops = tuple(
        _call(day, stop, number, riding, open_=trip.latest_ready(number) >= now)
        for number, stop in enumerate(trip.stops)
    )
    peak = [
        [bag for board, alight, bag in riding if board <= segment < alight]
        for segment in range(len(stops) - 1)
    ]
    bags = max((sum(b.slots for b in on) for on in peak), default=0)
    grams = max((sum(b.grams for b in on) for on in peak), default=0)
    cm3 = max((sum(b.cm3 for b in on) for on in peak), default=0)
    return replace(
        trip,
        stops=stops,
        cap_bags=_less(trip.cap_bags, bags),
        cap_g=_less(trip.cap_g, grams),
        cap_cm3=_less(trip.cap_cm3, cm3),
    )


def _call(
    day: Day, stop: StopTime, number: int, riding: Sequence[Riding], *, open_: bool
) -> StopTime:
    """Return a call as it can be used: not after its cut-off, less work to be done."""
    handled = (bag for board, alight, bag in riding if number in (board, alight))
    bags = sum(bag.pieces for bag in handled)
    dwell = stop.max_dwell_duration
    if bags and dwell is not None:
        dwell = max(0, dwell - bags * day.settings.bus_duration_per_bag)
    return replace(stop, load_ok=stop.load_ok and open_, max_dwell_duration=dwell)


def _less(room: int | None, used: int) -> int | None:
    return None if room is None else max(0, room - used)


def later_lines(day: Day, going: Going) -> dict[str, Line]:
    """Return the lines; who waits in what has begun waits no longer."""
    held = {load.trip for load, _, _ in begun_loads(day, going)}
    lines = {day.trips[trip].line_id for trip in held}
    return {
        key: replace(line, max_hold_duration=0) if key in lines else line
        for key, line in day.lines.items()
    }


def later_offers(day: Day, going: Going) -> dict[str, HandoverOffer]:
    """Return the offers before whose cut-off something can still be handed over."""
    found = {}
    for name, offer in day.offers.items():
        if offer.cutoff_time < going.now:
            continue
        given = begun_handovers(going, name)
        found[name] = replace(
            offer,
            cap_items=_less(offer.cap_items, sum(sum(b.items.values()) for b in given)),
            cap_bags=_less(offer.cap_bags, sum(b.slots for b in given)),
            cap_g=_less(offer.cap_g, sum(b.grams for b in given)),
        )
    return found
