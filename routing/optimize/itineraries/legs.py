"""Movements a batch could make, each allowed by itself (rules W2, W3, T5, T8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from routing.domain.line import LineKind
from routing.domain.reason import ReasonCode
from routing.domain.transfer import may_transfer

from .permits import refuses_offer, refuses_trip
from .refusal import (
    CANCELLED,
    NO_FREIGHT,
    Refusal,
    late,
    refuses_place,
    seconds_outside,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.domain.site import Site
    from routing.domain.trip import StopTime, Trip

    from ..ways import Shipment


@dataclass(frozen=True, slots=True)
class Road:
    """On some road vehicle; which one and when is for the search to find."""

    from_site: str
    to_site: str


@dataclass(frozen=True, slots=True)
class Ride:
    """On a trip from call ``board`` to call ``alight`` (from 0).

    Goods are ready by ``ready_by`` (cut-off), leave at ``depart`` and are with
    whoever receives them at ``arrive`` (T5a). ``checked``: no security check is
    needed, or there is one where it boards.
    """

    from_site: str
    to_site: str
    trip: str
    board: int
    alight: int
    ready_by: int
    depart: int
    arrive: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Given:
    """Handed over by an offer: at the cut-off, for the promise (T8a)."""

    from_site: str
    to_site: str
    offer: str
    depart: int
    arrive: int

    @property
    def ready_by(self) -> int:
        """By when goods are ready to be handed over."""
        return self.depart


Scheduled = Ride | Given
Leg = Road | Ride | Given


Judged = tuple[Scheduled, Refusal | None]
"""A scheduled movement, and why it is out; None where it may be made."""


def is_open(site: Site) -> bool:
    """Tell whether bags may change hands at a site today (W5a)."""
    return refuses_place(site) is None


class Timetable:
    """All scheduled movements of a day between places where goods can be."""

    def __init__(self, day: Day) -> None:
        self._day = day
        ends = {x for row in day.consignments for x in (row.origin, row.destination)}
        # Nobody keeps goods at a bare stop: most of a timetable is left aside.
        self._places = ends | {
            site.site_id for site in day.sites.values() if may_transfer(site)
        }
        # Asked for one batch after the other, many times each.
        self._batch: Shipment | None = None
        self._refused: dict[str, Refusal | None] = {}

    @cached_property
    def _between(self) -> dict[tuple[str, str], list[Scheduled]]:
        found: dict[tuple[str, str], list[Scheduled]] = defaultdict(list)
        for leg, refusal in self._legs():
            if refusal is None:
                found[leg.from_site, leg.to_site].append(leg)
        for legs in found.values():
            legs.sort(key=lambda leg: (leg.depart, leg.arrive))
        return found

    @cached_property
    def _barred(self) -> dict[tuple[str, str], list[Judged]]:
        found: dict[tuple[str, str], list[Judged]] = defaultdict(list)
        for leg, refusal in self._legs(every=True):
            if refusal is not None:
                found[leg.from_site, leg.to_site].append((leg, refusal))
        for legs in found.values():
            legs.sort(key=lambda row: (row[0].depart, row[0].arrive))
        return found

    @cached_property
    def _linked(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for start, end in self._between:
            found[start][end] = None
            found[end][start] = None
        return {site: tuple(others) for site, others in found.items()}

    def linked(self, site: str) -> tuple[str, ...]:
        """Return the sites that a scheduled movement joins with ``site``."""
        return self._linked.get(site, ())

    def between(self, start: str, end: str, batch: Shipment) -> Iterator[Judged]:
        """Yield the scheduled movements by departure, with why a batch may not."""
        for leg in self._between.get((start, end), ()):
            yield leg, self.refuses(batch, leg)

    def barred(self, start: str, end: str) -> list[Judged]:
        """Return the scheduled movements that no batch may make today, and why."""
        return self._barred.get((start, end), [])

    def any_between(self, start: str, end: str) -> list[Scheduled]:
        """Return all scheduled movements, whether a batch may make them or not."""
        return self._between.get((start, end), [])

    def refuses(self, batch: Shipment, leg: Scheduled) -> Refusal | None:
        """Return why a batch must not make a movement, whatever the hour."""
        if self._batch is not batch:
            self._batch, self._refused = batch, {}
        day, rows = self._day, batch.lot.consignments
        if isinstance(leg, Given):
            return refuses_offer(day, rows, day.offers[leg.offer])
        if leg.trip not in self._refused:
            heaviest = max(bag.grams for bag in batch.bags)
            trip = day.trips[leg.trip]
            self._refused[leg.trip] = refuses_trip(day, rows, heaviest, trip)
        return self._refused[leg.trip]

    def _legs(self, *, every: bool = False) -> Iterator[Judged]:
        """Yield the movements of the day; those that never go only if ``every``."""
        day = self._day
        for trip in day.trips.values():
            for board, alight in self._calls(trip):
                if every or trip.carries(board, alight):
                    yield from self._rides(trip, board, alight)
        if every:
            yield from self._cancelled()
        for offer in day.offers.values():
            ends = refuses_place(day.sites[offer.from_site])
            for site in offer.to_sites:
                leg = Given(
                    offer.from_site,
                    site,
                    offer.offer_id,
                    offer.cutoff_time,
                    offer.delivered_time,
                )
                yield leg, ends or refuses_place(day.sites[site])

    def _cancelled(self) -> Iterator[Judged]:
        """Yield what today's cancelled trips would have carried."""
        for out in self._day.trips_out:
            for board, alight in self._calls(out.trip):
                if out.trip.carries(board, alight):
                    for ride, _ in self._rides(out.trip, board, alight):
                        yield ride, Refusal(ReasonCode.VEHICLE_OUT, note=CANCELLED)

    def _calls(self, trip: Trip) -> Iterator[tuple[int, int]]:
        """Return the pairs of calls that could serve a place of the day."""
        met = [
            number
            for number, stop in enumerate(trip.stops)
            if any(site in self._places for site in stop.sites)
        ]
        return combinations(met, 2)

    def _rides(self, trip: Trip, board: int, alight: int) -> Iterator[Judged]:
        """Yield the ride for every site that gives and that receives (T5a, T5b)."""
        day = self._day
        start, end = trip.stops[board], trip.stops[alight]
        barred = _refuses_calls(trip, board, alight)
        free = day.lines[trip.line_id].kind is not LineKind.BUS
        for giver in start.sites:
            if giver not in self._places:
                continue
            given = barred or self._refuses_meeting(
                start, giver, start.departure_time, ReasonCode.BUS_STOP_NO_HANDLING
            )
            checked = free or any(
                day.sites[site].security_check for site in (giver, start.site)
            )
            for receiver in end.sites:
                if giver == receiver or receiver not in self._places:
                    continue
                refusal = given or self._refuses_meeting(
                    end, receiver, end.receive_time, ReasonCode.NO_ONE_TO_RECEIVE
                )
                ride = Ride(
                    giver,
                    receiver,
                    trip.trip_id,
                    board,
                    alight,
                    trip.latest_ready(board),
                    start.departure_time,
                    end.receive_time,
                    checked,
                )
                yield ride, refusal

    def _refuses_meeting(
        self, stop: StopTime, site_id: str, time: int, absent: ReasonCode
    ) -> Refusal | None:
        """Return why nobody gives or receives there at that instant (T5b)."""
        site = self._day.sites[site_id]
        closed = refuses_place(site)
        if closed is not None:
            return closed
        if stop.attended is False:
            return Refusal(ReasonCode.BUS_STOP_NO_HANDLING)
        outside = 0 if stop.attended else seconds_outside(site.hours, time)
        return late(outside, absent) if outside else None


def _refuses_calls(trip: Trip, board: int, alight: int) -> Refusal | None:
    """Return why no goods ride between two calls of a trip (W3)."""
    if trip.carries(board, alight):
        return None
    start, end = trip.stops[board], trip.stops[alight]
    if start.load_ok and end.unload_ok and start.site != end.site:
        return Refusal(ReasonCode.BUS_FULL, note=NO_FREIGHT)
    return Refusal(ReasonCode.BUS_STOP_NO_HANDLING)
