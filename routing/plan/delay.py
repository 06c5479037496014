"""What passengers wait for the work at stops, and its price (rules T5d, P1c)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.trip import stop_work_duration
from routing.domain.units import MICRO_PER_CENT

from .services import calls_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routing.domain.day import Day

    from .model import BusLoad, PlannedBag

HOUR = 3600


def passenger_seconds(
    day: Day, loads: Sequence[BusLoad], bags: Iterable[PlannedBag]
) -> dict[str, Fraction]:
    """Return the seconds that all passengers of each trip wait for goods together.

    At every call but the first and the last: work beyond the scheduled stay, times
    the passengers on board. ``bags`` are those of the plan: boxes count each (C2b).
    """
    pieces = {bag.id: bag.pieces for bag in bags}
    handled: dict[tuple[str, int], int] = {}
    for load in loads:
        for call in calls_of(day.trips[load.trip], load) or ():
            key = (load.trip, call)
            count = sum(pieces.get(bag, 1) for bag in load.bags)
            handled[key] = handled.get(key, 0) + count
    waited: dict[str, Fraction] = {}
    for (trip_id, call), count in sorted(handled.items()):
        trip = day.trips[trip_id]
        if not 0 < call < len(trip.stops) - 1:
            continue
        stop = trip.stops[call]
        settings = day.settings
        work = stop_work_duration(
            count, settings.bus_stop_duration, settings.bus_duration_per_bag
        )
        over = max(0, work - (stop.departure_time - stop.arrival_time))
        # A float of the tables is meant as it is written: 12.5 passengers.
        passengers = Fraction(str(trip.passengers or 0))
        waited[trip_id] = waited.get(trip_id, Fraction(0)) + over * passengers
    return waited


def delay_cents(day: Day, loads: Sequence[BusLoad], bags: Iterable[PlannedBag]) -> int:
    """Return the price of the passengers' delay, rounded once per trip."""
    micro = day.settings.delay_micro_yuan_per_hour
    cents = 0
    for seconds in passenger_seconds(day, loads, bags).values():
        exact = seconds * micro / (HOUR * MICRO_PER_CENT)
        cents += (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    return cents
