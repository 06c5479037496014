"""All scheduled movements of a day, each allowed by itself (rules W2, W3, T5, T8)."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from routing.domain.line import LineKind
from routing.domain.reason import ReasonCode
from routing.domain.transfer import may_transfer

from .legs import Given, Goods, Judged, Ride, Scheduled
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
    from routing.domain.handover_offer import HandoverOffer
    from routing.domain.site import Site
    from routing.domain.trip import StopTime, Trip

    from ..ways import Shipment


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
        self._lightest = min((t.max_piece_g for t in day.trips.values()), default=0)
        # Asked for one batch after the other, of few kinds of goods.
        self._batch: tuple[Shipment, Goods] | None = None
        self._refused: dict[tuple[Goods, str], Refusal | None] = {}
        self._allowed: dict[tuple[Goods, str, str], list[Scheduled]] = {}

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

    def goods_of(self, batch: Shipment) -> Goods:
        """Return what decides which services take a batch, whatever the hour."""
        if self._batch is None or self._batch[0] is not batch:
            owned = frozenset((row.partner, row.goods_class) for row in batch.rows)
            heaviest = max(bag.grams for bag in batch.bags)
            piece = heaviest if heaviest > self._lightest else 0
            box = None if batch.box is None else batch.box.box_id
            self._batch = batch, (owned, piece, box)
        return self._batch[1]

    def allowed(self, start: str, end: str, batch: Shipment) -> list[Scheduled]:
        """Return the scheduled movements that a batch may make, by departure."""
        key = self.goods_of(batch), start, end
        if key not in self._allowed:
            self._allowed[key] = [
                leg
                for leg in self.any_between(start, end)
                if self.refuses(batch, leg) is None
            ]
        return self._allowed[key]

    def judged(self, start: str, end: str, batch: Shipment) -> Iterator[Judged]:
        """Yield the scheduled movements by departure, with why a batch may not."""
        for leg in self.any_between(start, end):
            yield leg, self.refuses(batch, leg)

    def barred(self, start: str, end: str) -> list[Judged]:
        """Return the scheduled movements that no batch may make today, and why."""
        return self._barred.get((start, end), [])

    def any_between(self, start: str, end: str) -> list[Scheduled]:
        """Return all scheduled movements, whether a batch may make them or not."""
        return self._between.get((start, end), [])

    def refuses(self, batch: Shipment, leg: Scheduled) -> Refusal | None:
        """Return why a batch must not make a movement, whatever the hour."""
        goods = self.goods_of(batch)
        key = goods, leg.offer if isinstance(leg, Given) else leg.trip
        if key not in self._refused:
            day, rows = self._day, batch.rows
            if isinstance(leg, Given):
                refusal = refuses_offer(day, rows, day.offers[leg.offer])
            else:
                trip = day.trips[leg.trip]
                refusal = refuses_trip(day, rows, goods[1], trip, batch.box)
            self._refused[key] = refusal
        return self._refused[key]

    def _legs(self, *, every: bool = False) -> Iterator[Judged]:
        """Yield the movements of the day; those that never go only if ``every``."""
        day = self._day
        for trip in day.trips.values():
            if self._may_use(trip):
                yield from self._rides(trip, every=every)
            elif every:
                for ride, refusal in self._rides(trip, every=True):
                    yield ride, refusal or Refusal(ReasonCode.NOT_CONFIRMED)
        if every:
            yield from self._cancelled()
        for offer in day.offers.values():
            unsaid = None
            if not self._may_use(offer):
                unsaid = Refusal(ReasonCode.NOT_CONFIRMED)
            ends = refuses_place(day.sites[offer.from_site])
            for site in offer.to_sites:
                leg = Given(
                    offer.from_site,
                    site,
                    offer.offer_id,
                    offer.cutoff_time,
                    offer.delivered_time,
                )
                yield leg, ends or refuses_place(day.sites[site]) or unsaid

    def _may_use(self, service: Trip | HandoverOffer) -> bool:
        """Tell whether a service may be used as far as it is confirmed (W5k)."""
        return service.confirmed is True or not self._day.settings.only_confirmed

    def _cancelled(self) -> Iterator[Judged]:
        """Yield what today's cancelled trips would have carried."""
        for out in self._day.trips_out:
            for ride, _ in self._rides(out.trip, every=True):
                if out.trip.carries(ride.board, ride.alight):
                    yield ride, Refusal(ReasonCode.VEHICLE_OUT, note=CANCELLED)

    def _rides(
        self, trip: Trip, *, every: bool
    ) -> Iterator[tuple[Ride, Refusal | None]]:
        """Yield the ride for every site that gives and that receives (T5a, T5b)."""
        givers = self._meetings(trip, gives=True, every=every)
        receivers = self._meetings(trip, gives=False, every=every)
        for board, given in givers.items():
            start = trip.stops[board]
            by, depart = trip.latest_ready(board), start.departure_time
            for alight, received in receivers.items():
                if alight <= board:
                    continue
                barred = _refuses_calls(trip, board, alight)
                if barred and not every:
                    continue
                arrive = trip.stops[alight].receive_time
                for (giver, why, checked), (receiver, why_not, _) in product(
                    given, received
                ):
                    if giver == receiver:
                        continue
                    ride = Ride(
                        giver,
                        receiver,
                        trip.trip_id,
                        board,
                        alight,
                        by,
                        depart,
                        arrive,
                        checked,
                    )
                    yield ride, barred or why or why_not

    def _meetings(
        self, trip: Trip, *, gives: bool, every: bool
    ) -> dict[int, list[tuple[str, Refusal | None, bool]]]:
        """Return by call who could give, or receive, why not, and if it is checked.

        Where nobody may, only with ``every``.
        """
        sites = self._day.sites
        free = self._day.lines[trip.line_id].kind is not LineKind.BUS
        found = {}
        for call, stop in enumerate(trip.stops):
            if not every and not (stop.load_ok if gives else stop.unload_ok):
                continue
            time = stop.departure_time if gives else stop.receive_time
            absent = (
                ReasonCode.BUS_STOP_NO_HANDLING
                if gives
                else ReasonCode.NO_ONE_TO_RECEIVE
            )
            met = []
            for site in stop.sites:
                if site not in self._places:
                    continue
                refusal = self._refuses_meeting(stop, site, time, absent)
                if every or refusal is None:
                    checked = any(sites[x].security_check for x in (site, stop.site))
                    met.append((site, refusal, free or checked))
            if met:
                found[call] = met
        return found

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
