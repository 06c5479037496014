"""How a lot is cut into batches (分批), so that parts of it find room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.cold import cold_needs, room_for
from routing.domain.vehicle import VehicleClass

from .carriers import Carriers
from .itineraries.boxes import is_useful
from .itineraries.limits import counted_bags, most_at_call
from .itineraries.permits import refuses_offer, refuses_trip
from .transfers import FEW_SITES, offers_more

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.cold import ColdNeeds
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.lot import Bag, Lot
    from routing.domain.vehicle import Vehicle

    Rows = tuple[Consignment, ...]

SPLIT_SHARE = 0.34
"""A lot above this share of the largest allowed vehicle is split."""

SERVICE_SHARE = 0.75
"""A lot above this share of a trip's or an offer's room is split: others ride too."""

DRONE_BAGS = 6
"""Lots of up to so many bags are split into single bags where drones may go."""

FEW_BAGS = 60
"""Up to so many bags on a day of few sites, each goes its own way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """What a trip or an offer takes; None is no bound."""

    trip: str = ""
    offer: str = ""
    bags: int | None = None
    grams: int | None = None
    cm3: int | None = None
    items: int | None = None
    work: int | None = None

    def parts_of(self, bags: Sequence[Bag]) -> int:
        """Return into how many parts bags are cut for it; 1 where none would fit."""
        parts = 1
        for cap, sizes in (
            (self.bags, [counted_bags((bag,)) for bag in bags]),
            (self.grams, [bag.grams for bag in bags]),
            (self.cm3, [bag.cm3 for bag in bags]),
            (self.items, [bag.items for bag in bags]),
            (self.work, [1] * len(bags)),
        ):
            if cap is None:
                continue
            if cap < min(sizes):
                return 1
            parts = max(parts, _parts(sum(sizes), cap, SERVICE_SHARE))
        return parts


class Cutter:
    """Cuts the lots of one day into batches, each of which goes as one."""

    def __init__(self, day: Day, lots: Sequence[Lot]) -> None:
        self._day, self._carriers = day, Carriers(day)
        few = sum(len(lot.bags) for lot in lots) <= FEW_BAGS
        self._singly = few and len(day.sites) <= FEW_SITES and offers_more(day)
        each = {trip.line_id: trip for trip in day.trips.values()}
        self._each_line = tuple(each.values())
        self._rights: dict[frozenset[tuple[str, str]], tuple[bool, ...]] = {}

    def cut(self, lot: Lot, bags: Sequence[Bag]) -> list[tuple[Bag, ...]]:
        """Return batches of about equal size; who may carry a bag of one may all."""
        if self._singly or len(bags) == 1:
            return [(bag,) for bag in bags]
        known = {row.consignment_id: row for row in lot.consignments}
        groups: dict[tuple[bool, ...], tuple[Rows, list[Bag]]] = {}
        for bag in bags:
            rows = tuple(known[key] for key, _ in bag.contents)
            rights = self._rights_of(rows) if len(known) > 1 else ()
            groups.setdefault(rights, (rows, []))[1].append(bag)
        return [
            batch
            for rows, alike in groups.values()
            for batch in self._even(rows, alike)
        ]

    def _rights_of(self, rows: Rows) -> tuple[bool, ...]:
        """Tell of each vehicle, line and offer whether it may carry goods (W2, W3)."""
        key = frozenset((row.partner, row.goods_class) for row in rows)
        if key not in self._rights:
            day = self._day
            owners = frozenset(row.partner for row in rows)
            self._rights[key] = (
                *self._carriers.serve(owners).tolist(),
                *(refuses_trip(day, rows, 0, trip) is None for trip in self._each_line),
                *(refuses_offer(day, rows, o) is None for o in day.offers.values()),
            )
        return self._rights[key]

    def _even(self, rows: Rows, bags: list[Bag]) -> Iterator[tuple[Bag, ...]]:
        """Yield parts of about equal size; all bags may go with the same carriers."""
        may = self._carriers.may(rows, (rows[0].origin, rows[0].destination))
        cars = zip(self._day.vehicles.values(), may, strict=True)
        needs = cold_needs(self._day.goods[row.goods_class] for row in rows)
        by_road = _parts_by_road(bags, needs, [car for car, ok in cars if ok])
        by_service = self._parts_by_service(rows, bags)
        parts = min(len(bags), max(by_road, by_service, self._parts_by_box(rows, bags)))
        cuts = [len(bags) * part // parts for part in range(parts + 1)]
        return (tuple(bags[i:j]) for i, j in pairwise(cuts))

    def _parts_by_service(self, rows: Rows, bags: Sequence[Bag]) -> int:
        """Return into how many parts bags are cut for the services of their village."""
        outer = rows[0].outer_site
        parts = 1
        for site in (outer, self._day.sites[outer].township):
            for room in self._rooms.get(site or "", ()):
                asked = room.parts_of(bags)
                if asked > parts and self._may_take(room, rows, bags):
                    parts = asked
        return parts

    def _parts_by_box(self, rows: Rows, bags: Sequence[Bag]) -> int:
        """Return into how many parts bags are cut so that each finds its boxes."""
        needs = cold_needs(self._day.goods[row.goods_class] for row in rows)
        counts = [
            (stock.boxes_for(bag.cm3 for bag in bags), stock.count)
            for stock in self._day.boxes.values()
            if stock.site == rows[0].origin and is_useful(needs, stock)
        ]
        return max((_parts(*pair, SERVICE_SHARE) for pair in counts), default=1)

    def _may_take(self, room: _Room, rows: Rows, bags: Sequence[Bag]) -> bool:
        day = self._day
        if room.offer:
            return refuses_offer(day, rows, day.offers[room.offer]) is None
        lightest = min(bag.grams for bag in bags)
        return refuses_trip(day, rows, lightest, day.trips[room.trip]) is None

    @cached_property
    def _rooms(self) -> dict[str, list[_Room]]:
        """Return the different rooms of services at each site."""
        found: dict[str, list[_Room]] = {}
        for site, room in (*self._on_trips(), *self._by_offers()):
            found.setdefault(site, []).append(room)
        return found

    def _on_trips(self) -> Iterator[tuple[str, _Room]]:
        """Yield the rooms of trips; those of a line are mostly alike."""
        known: set[tuple[object, ...]] = set()
        for trip in self._day.trips.values():
            caps = trip.cap_bags, trip.cap_g, trip.cap_cm3
            for call, stop in enumerate(trip.stops):
                work = most_at_call(trip, call, self._day.settings)
                room = _Room(
                    trip=trip.trip_id,
                    bags=trip.cap_bags,
                    grams=trip.cap_g,
                    cm3=trip.cap_cm3,
                    work=work,
                )
                for site in stop.sites:
                    key = site, trip.line_id, trip.max_piece_g, *caps, work
                    if key not in known:
                        known.add(key)
                        yield site, room

    def _by_offers(self) -> Iterator[tuple[str, _Room]]:
        for offer in self._day.offers.values():
            room = _Room(
                offer=offer.offer_id,
                bags=offer.cap_bags,
                grams=offer.cap_g,
                items=offer.cap_items,
            )
            for site in (offer.from_site, *offer.to_sites):
                yield site, room


def _parts_by_road(
    bags: Sequence[Bag], needs: ColdNeeds, vehicles: Sequence[Vehicle]
) -> int:
    drones = any(v.vehicle_class is VehicleClass.DRONE for v in vehicles)
    if drones and len(bags) <= DRONE_BAGS:
        return len(bags)
    carriers = [v for v in vehicles if v.cap_bags is None]
    if not carriers:
        return len(bags) if vehicles else 1
    parts = 1
    for total, caps in (
        (sum(b.grams for b in bags), [v.cap_g for v in carriers]),
        (sum(b.items for b in bags), [v.cap_items or 0 for v in carriers]),
        (
            sum(b.cm3 for b in bags),
            [room_for(needs, v) for v in carriers],
        ),
    ):
        if max(caps) > 0:
            parts = max(parts, _parts(total, max(caps), SPLIT_SHARE))
    return parts


def _parts(total: int, room: int, share: float) -> int:
    """Return how many parts of a load take up to a share of a room each."""
    return max(1, -int(-(total / room) // share))
