"""Limits that ways share: room of trips and offers, work at stops, room at hubs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.domain.trip import LOOSE_BAGS
from routing.domain.vehicle import Temperature

from .legs import Given, Ride, Road

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from routing.domain.day import Day, Settings
    from routing.domain.lot import Bag
    from routing.domain.site import Site
    from routing.domain.trip import Trip

    from ..ways import Shipment
    from .itinerary import Way
    from .stays import Stays

LARGE = 1 << 40
HOUR = 3600
LAST = 2 * 86_400
"""No goods leave a transfer later."""

ROOM, COLD, BOX = "room", "cold", "box"
"""First parts of a key of room at a site, or in its cold room, in an hour; of boxes."""

BAGS, GRAMS, CM3, WORK, ITEMS, BOXES = range(6)
"""Dimensions of a load."""


def counted_bags(bags: Sequence[Bag]) -> int:
    """Return what bags count where room is in bags.

    A loose piece is two (M4a), a bag in boxes as many as they are (C2b).
    """
    return sum(bag.boxes or (LOOSE_BAGS if bag.loose else 1) for bag in bags)


def boxes_of(batch: Shipment) -> int:
    """Return how many reusable boxes a batch takes."""
    return sum(bag.boxes for bag in batch.bags)


def load_of(batch: Shipment) -> tuple[int, ...]:
    """Return what a batch takes by dimension; at work each bag is one (M4a)."""
    counted = counted_bags(batch.bags)
    return counted, batch.grams, batch.cm3, batch.pieces, batch.items, boxes_of(batch)


def most_at_call(trip: Trip, call: int, settings: Settings) -> int | None:
    """Return how many bags a call's dwell has time for (T5d); None for any."""
    limit = trip.stops[call].max_dwell_duration
    if limit is None:
        return None
    spare = limit - settings.bus_stop_duration
    each = settings.bus_duration_per_bag
    return spare // each if each and spare >= 0 else LARGE * (spare >= 0)


class Limits:
    """Numbers the limits of a day as ways ask for them.

    By number: ``keys``, a dimension and of which trip, offer or site, and ``caps``.
    ``kept`` are items that stay for good at each site that states its room (R3a):
    what passes through finds the rest, in every hour from its soonest arrival to its
    latest departure; with ``stays`` in smaller parts of the day.
    """

    def __init__(
        self, day: Day, kept: dict[str, int], stays: Stays | None = None
    ) -> None:
        self._day = day
        self._kept = kept
        self._stays = stays
        self._numbers: dict[tuple[object, ...], int] = {}
        self._known: dict[tuple[object, ...], NDArray[np.int64]] = {}
        self._segments: dict[tuple[str, str], list[int]] = {}
        self.keys: list[tuple[object, ...]] = []
        self.caps: list[int] = []

    def of(
        self, way: Way, temp: Temperature = Temperature.AMBIENT
    ) -> list[NDArray[np.int64]]:
        """Return the limits of a way of goods: (number, dimension of the load)."""
        rows = []
        for leg in way.legs:
            if isinstance(leg, Ride):
                rows.append(self._rows((leg.trip, leg.board, leg.alight), leg))
            elif isinstance(leg, Given):
                rows.append(self._rows((leg.offer,), leg))
        if way.box is not None:
            stock = self._day.boxes[way.box]
            rows.append(_array([(self._number((BOX, way.box), stock.count), BOXES)]))
        soonest = way.soonest
        for n, site_id in enumerate(way.transfers):
            site = self._day.sites[site_id]
            leg = way.legs[n + 1]
            last = way.late[n + 1] if isinstance(leg, Road) else leg.depart
            first = soonest[n]
            if site.storage_items is not None:
                begin, end = first, min(last, LAST)
                stay = way.stays[n] if way.stays else None
                if stay is not None:
                    begin, end = max(begin, stay.begin), min(end, stay.end)
                rows.append(self._at(site, begin, end))
            if site.cold_storage_cm3.get(temp) is not None:
                rows.append(self._in_cold(site, temp, first, min(last, LAST)))
        return rows

    def _in_cold(
        self, site: Site, temp: Temperature, first: int, last: int
    ) -> NDArray[np.int64]:
        """Return room in a cold room (R3d) in each hour in which goods may be there."""
        cap = site.cold_storage_cm3[temp] or 0
        hours = range(first // HOUR, last // HOUR + 1)
        keys = [(COLD, site.site_id, temp, hour) for hour in hours]
        return _array([(self._number(key, cap), CM3) for key in keys])

    def _at(self, site: Site, first: int, last: int) -> NDArray[np.int64]:
        """Return room at a site (R3) in every hour in which goods may be there."""
        hours = range(first // HOUR, last // HOUR + 1)
        if self._stays is not None:
            hours = self._stays.parts(site.site_id, first, last)
        key = (ROOM, site.site_id, hours)
        if key not in self._known:
            room = (site.storage_items or 0) - site.stock_items
            room -= self._kept.get(site.site_id, 0)
            self._known[key] = _array(
                [
                    (self._number((ROOM, site.site_id, hour), room), ITEMS)
                    for hour in hours
                ]
            )
        return self._known[key]

    def _rows(self, key: tuple[object, ...], leg: Ride | Given) -> NDArray[np.int64]:
        # Many ways of many batches share a leg.
        if key not in self._known:
            found = self._on_trip(leg) if isinstance(leg, Ride) else self._by_offer(leg)
            self._known[key] = _array(list(found))
        return self._known[key]

    def _number(self, key: tuple[object, ...], cap: int) -> int:
        if key not in self._numbers:
            self._numbers[key] = self._add(key, cap)
        return self._numbers[key]

    def _add(self, key: tuple[object, ...], cap: int) -> int:
        self.keys.append(key)
        self.caps.append(max(0, cap))
        return len(self.caps) - 1

    def _on_trip(self, leg: Ride) -> Iterator[tuple[int, int]]:
        """Yield room on every segment (R2a) and work at both calls (T5d)."""
        trip = self._day.trips[leg.trip]
        for dimension, name, cap in (
            (BAGS, "bags", trip.cap_bags),
            (GRAMS, "g", trip.cap_g),
            (CM3, "cm3", trip.cap_cm3),
        ):
            if cap is not None:
                segments = self._segments.setdefault(
                    (name, leg.trip), [-1] * len(trip.stops)
                )
                for segment in range(leg.board, leg.alight):
                    if segments[segment] < 0:
                        key = name, leg.trip, segment
                        segments[segment] = self._add(key, cap)
                    yield segments[segment], dimension
        for call in (leg.board, leg.alight):
            most = most_at_call(trip, call, self._day.settings)
            if most is not None:
                yield self._number(("work", leg.trip, call), most), WORK

    def _by_offer(self, leg: Given) -> Iterator[tuple[int, int]]:
        offer = self._day.offers[leg.offer]
        for dimension, name, cap in (
            (ITEMS, "items", offer.cap_items),
            (BAGS, "bags", offer.cap_bags),
            (GRAMS, "g", offer.cap_g),
        ):
            if cap is not None:
                yield self._number((name, leg.offer), cap), dimension


def _array(rows: list[tuple[int, int]]) -> NDArray[np.int64]:
    flat = [value for row in rows for value in row]
    return np.array(flat, np.int64).reshape(len(rows), 2)
