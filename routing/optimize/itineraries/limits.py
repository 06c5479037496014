"""Limits that ways share: room of trips and offers, work at stops, room at hubs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.trip import LOOSE_BAGS

from .legs import Given, Ride

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day, Settings
    from routing.domain.lot import Bag
    from routing.domain.trip import Trip

    from ..ways import Shipment
    from .itinerary import Way

Take = tuple[int, int]
"""Number of a limit, and how much of it."""


LARGE = 1 << 40


def counted_bags(bags: Sequence[Bag]) -> int:
    """Return what bags count where room is in bags: a loose piece is two (M4a)."""
    return sum(LOOSE_BAGS if bag.loose else 1 for bag in bags)


def most_at_call(trip: Trip, call: int, settings: Settings) -> int | None:
    """Return how many bags a call's dwell has time for (T5d); None for any."""
    limit = trip.stops[call].max_dwell_duration
    if limit is None or not 0 < call < len(trip.stops) - 1:
        return None
    spare = limit - settings.bus_stop_duration
    each = settings.bus_duration_per_bag
    return spare // each if each and spare >= 0 else LARGE * (spare >= 0)


class Limits:
    """Numbers the limits of a day as ways ask for them; ``caps`` by number.

    ``kept`` are items that stay for good at each site that states its room (R3a):
    what passes through finds the rest, counted over the whole day.
    """

    def __init__(self, day: Day, kept: dict[str, int]) -> None:
        self._day = day
        self._kept = kept
        self._numbers: dict[tuple[object, ...], int] = {}
        self.caps: list[int] = []

    def takes(self, batch: Shipment, way: Way) -> list[Take]:
        """Return what a batch takes of each limit on its way."""
        bags = len(batch.bags)
        load = {
            "bags": counted_bags(batch.bags),
            "g": batch.grams,
            "cm3": batch.cm3,
        }
        takes: list[Take] = []
        for leg in way.legs:
            if isinstance(leg, Ride):
                takes += self._on_trip(leg, load, bags)
            elif isinstance(leg, Given):
                takes += self._by_offer(leg, load, batch.items)
        for site_id in way.transfers:
            site = self._day.sites[site_id]
            if site.storage_items is not None:
                room = site.storage_items - site.stock_items
                room -= self._kept.get(site_id, 0)
                takes.append((self._number(("room", site_id), room), batch.items))
        return takes

    @property
    def keys(self) -> list[tuple[object, ...]]:
        """What each number limits: a dimension, and of which trip, offer or site."""
        return list(self._numbers)

    def _number(self, key: tuple[object, ...], cap: int) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.caps)
            self.caps.append(max(0, cap))
        return self._numbers[key]

    def _on_trip(self, leg: Ride, load: dict[str, int], bags: int) -> Iterator[Take]:
        """Yield room on every segment (R2a) and work at both calls (T5d)."""
        trip, settings = self._day.trips[leg.trip], self._day.settings
        caps = {"bags": trip.cap_bags, "g": trip.cap_g, "cm3": trip.cap_cm3}
        for dimension, cap in caps.items():
            if cap is not None:
                for segment in range(leg.board, leg.alight):
                    key = (dimension, leg.trip, segment)
                    yield self._number(key, cap), load[dimension]
        for call in (leg.board, leg.alight):
            most = most_at_call(trip, call, settings)
            if most is not None:
                yield self._number(("work", leg.trip, call), most), bags

    def _by_offer(self, leg: Given, load: dict[str, int], items: int) -> Iterator[Take]:
        offer = self._day.offers[leg.offer]
        for name, cap, amount in (
            ("items", offer.cap_items, items),
            ("bags", offer.cap_bags, load["bags"]),
            ("g", offer.cap_g, load["g"]),
        ):
            if cap is not None:
                yield self._number((name, leg.offer), cap), amount
