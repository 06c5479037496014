"""Movements a batch could make, each allowed by itself: road, trip, handover.

Rules W2, W3, T5 and T8; what depends on the whole way is asked there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from routing.domain.goods import AcceptRule
from routing.domain.line import LineKind
from routing.domain.partner import may_carry
from routing.domain.vehicle import Temperature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.handover_offer import HandoverOffer
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


def is_open(site: Site) -> bool:
    """Tell whether bags may change hands at a site today (W5a)."""
    return site.serves_today and site.dispatchable


class Timetable:
    """All scheduled movements of a day between places where goods can be."""

    def __init__(self, day: Day) -> None:
        self._day = day

    @cached_property
    def _between(self) -> dict[tuple[str, str], list[Scheduled]]:
        found: dict[tuple[str, str], list[Scheduled]] = defaultdict(list)
        for leg in self._legs():
            found[leg.from_site, leg.to_site].append(leg)
        for legs in found.values():
            legs.sort(key=lambda leg: (leg.depart, leg.arrive))
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

    def between(self, start: str, end: str, batch: Shipment) -> Iterator[Scheduled]:
        """Yield the scheduled movements that a batch may make, by departure."""
        for leg in self._between.get((start, end), ()):
            if isinstance(leg, Ride):
                if self.refuses_trip(batch, leg) is None:
                    yield leg
            elif self._may_be_given(batch, self._day.offers[leg.offer]):
                yield leg

    def any_between(self, start: str, end: str) -> list[Scheduled]:
        """Return all scheduled movements, whether a batch may make them or not."""
        return self._between.get((start, end), [])

    def refuses_trip(self, batch: Shipment, leg: Ride) -> str | None:
        """Return why goods must not ride (W2, W3, R4b): a word of the ways' texts."""
        day = self._day
        trip = day.trips[leg.trip]
        line = day.lines[trip.line_id]
        rows = batch.lot.consignments
        goods = [day.goods[row.goods_class] for row in rows]
        bus = line.kind is LineKind.BUS
        if not all(may_carry(day.agreements, line.operator, p) for p in partners(rows)):
            return "NO_AGREEMENT"
        if any(g.rule is AcceptRule.REFUSE for g in goods):
            return "GOODS_PROHIBITED"
        if any(g.temp is not Temperature.AMBIENT for g in goods) or (
            bus and not all(g.bus_allowed for g in goods)
        ):
            return "GOODS_NOT_ALLOWED_ON_BUS"
        if any(bag.grams > trip.max_piece_g for bag in batch.bags):
            return "OVERSIZE"
        return None

    def _may_be_given(self, batch: Shipment, offer: HandoverOffer) -> bool:
        rows = batch.lot.consignments
        return all(offer.serves(row.partner, row.goods_class) for row in rows) and all(
            may_carry(self._day.agreements, offer.carrier, partner)
            for partner in partners(rows)
        )

    def _legs(self) -> Iterator[Scheduled]:
        day = self._day
        for trip in day.trips.values():
            for board, alight in trip.legs():
                yield from self._rides(trip, board, alight)
        for offer in day.offers.values():
            for site in offer.to_sites:
                if is_open(day.sites[offer.from_site]) and is_open(day.sites[site]):
                    yield Given(
                        offer.from_site,
                        site,
                        offer.offer_id,
                        offer.cutoff_time,
                        offer.delivered_time,
                    )

    def _rides(self, trip: Trip, board: int, alight: int) -> Iterator[Ride]:
        """Yield the ride for every site that gives and that receives (T5a, T5b)."""
        day = self._day
        start, end = trip.stops[board], trip.stops[alight]
        free = day.lines[trip.line_id].kind is not LineKind.BUS
        for giver in start.sites:
            if not self._is_met(start, giver, start.departure_time):
                continue
            checked = free or any(
                day.sites[site].security_check for site in (giver, start.site)
            )
            for receiver in end.sites:
                if giver != receiver and self._is_met(end, receiver, end.receive_time):
                    yield Ride(
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

    def _is_met(self, stop: StopTime, site_id: str, time: int) -> bool:
        """Tell whether somebody gives or receives there at that instant (T5b)."""
        site = self._day.sites[site_id]
        if not is_open(site) or stop.attended is False:
            return False
        return (
            bool(stop.attended)
            or not site.hours
            or any(window.early <= time <= window.late for window in site.hours)
        )


def partners(rows: tuple[Consignment, ...]) -> tuple[str, ...]:
    """Return the partners of some consignments, each once."""
    return tuple(dict.fromkeys(row.partner for row in rows))
