"""Which bags may travel, and as which shipments.

A *shipment* is what the road search moves as one: some bags of one lot. A lot that
is large for the fleet, or for a trip or an offer, is split by bags.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from routing.domain.cold import cold_needs
from routing.domain.consignment import ConsignmentKind, Priority
from routing.domain.late import start_deadline, start_windows
from routing.domain.lot import build_lots
from routing.domain.partner import SortDepth
from routing.domain.reason import ReasonCode
from routing.domain.window import TimeWindow, Windows, intersect

from .batches import Cutter
from .transfers import offers_more

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.box import BoxStock
    from routing.domain.cold import ColdNeeds
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.goods import GoodsClass
    from routing.domain.lot import Bag, Lot
    from routing.domain.site import Site

RANKS = {Priority.HIGH: 0, Priority.NORMAL: 1, Priority.LOW: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """Bags of one lot that travel together by road, from one site to another.

    ``start`` and ``end`` None are the ends of the lot: the batch goes straight.
    ``box`` is the stock whose boxes its bags are in, if any (C2a).
    """

    lot: Lot
    bags: tuple[Bag, ...]
    start: str | None = None
    end: str | None = None
    box: BoxStock | None = None

    @property
    def from_site(self) -> str:
        """Where the movement begins."""
        return self.lot.origin if self.start is None else self.start

    @property
    def to_site(self) -> str:
        """Where the movement ends."""
        return self.lot.destination if self.end is None else self.end

    @property
    def outer(self) -> Consignment:
        """A consignment of the lot: all agree on places, times and kind."""
        return self.lot.consignments[0]

    @property
    def rows(self) -> tuple[Consignment, ...]:
        """The consignments that its bags hold: who may carry it follows from them."""
        rows = self.lot.consignments
        if len(rows) == 1:
            return rows
        inside = {key for bag in self.bags for key, _ in bag.contents}
        return tuple(row for row in rows if row.consignment_id in inside)

    def needs(self, goods: Mapping[str, GoodsClass]) -> ColdNeeds:
        """Return what keeping its goods asks for, packed as they are (C1b, C2b)."""
        return cold_needs((goods[row.goods_class] for row in self.rows), self.box)

    @property
    def ready_time(self) -> int:
        """When it is ready at its origin: its goods, and its boxes (T4, C2d)."""
        usable = 0 if self.box is None else self.box.usable_from
        return max(self.outer.ready_time, usable)

    @property
    def pieces(self) -> int:
        """What is lifted and paid by the bag: bags, and boxes of those in boxes."""
        return sum(bag.pieces for bag in self.bags)

    @property
    def items(self) -> int:
        """Items in its bags."""
        return sum(bag.items for bag in self.bags)

    @property
    def grams(self) -> int:
        """Mass of its bags."""
        return sum(bag.grams for bag in self.bags)

    @property
    def cm3(self) -> int:
        """Volume of its bags."""
        return sum(bag.cm3 for bag in self.bags)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBag:
    """A bag that no search can place, and the limit that keeps it."""

    lot: Lot
    bag: Bag
    reason: ReasonCode
    amount: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What the road search may move, and what is out from the start."""

    shipments: tuple[Shipment, ...]
    left: tuple[LeftBag, ...]


def direct_ways(day: Day) -> Ways:
    """Split the day's lots into shipments, and set aside what cannot go."""
    shipments: list[Shipment] = []
    left: list[LeftBag] = []
    room = {key: _storage_room(site) for key, site in day.sites.items()}
    lots = build_lots(day)
    cutter = Cutter(day, lots)
    served = _Served.of(day)
    for lot in sorted(lots, key=_storage_order):
        reason = _standing_reason(day, lot, served)
        if reason is not None:
            left += [LeftBag(lot=lot, bag=bag, reason=reason) for bag in lot.bags]
            continue
        kept = _within_storage(_sorted_only(day, lot, left), room, left)
        if kept:
            batches = cutter.cut(lot, kept)
            shipments += [Shipment(lot=lot, bags=batch) for batch in batches]
    shipments.sort(key=lambda s: (s.lot.lot_id, s.bags[0].bag_id))
    return Ways(shipments=tuple(shipments), left=tuple(left))


def visit_windows(day: Day, lot: Lot, site_id: str) -> Windows | None:
    """Return when service may start at one end of a lot; None for never.

    Hours of the site, at the outer end also the consignments' windows and
    deadline as late as they may be (T1c), at the origin not before the goods are ready.
    """
    row = lot.consignments[0]
    windows: Windows | None = day.sites[site_id].hours
    if site_id == row.outer_site:
        windows = intersect(windows or (), start_windows(row))
        deadline = start_deadline(row)
        if windows is not None and deadline is not None:
            windows = _between(windows, 0, deadline)
    due = row.seal.due if row.seal is not None else None
    if windows is not None and site_id == lot.destination and due is not None:
        windows = _between(windows, 0, due)
    if windows is not None and site_id == lot.origin:
        windows = _between(windows, row.ready_time, None)
    return windows


def _between(windows: Windows, early: int, late: int | None) -> Windows | None:
    whole_day = TimeWindow(0, 4 * 86_400)
    kept = tuple(
        TimeWindow(max(early, w.early), w.late if late is None else min(late, w.late))
        for w in windows or (whole_day,)
        if w.late >= early and (late is None or w.early <= late)
        if max(early, w.early) <= (w.late if late is None else min(late, w.late))
    )
    return kept or None


def _storage_room(site: Site) -> int | None:
    if site.storage_items is None:
        return None
    return max(0, site.storage_items - site.stock_items)


def _storage_order(lot: Lot) -> tuple[int, str]:
    return min(RANKS[row.priority] for row in lot.consignments), lot.lot_id


def _bags_by_priority(lot: Lot) -> list[Bag]:
    ranks = {row.consignment_id: RANKS[row.priority] for row in lot.consignments}
    return sorted(lot.bags, key=lambda bag: min(ranks[key] for key, _ in bag.contents))


def shut_ends(day: Day, lot: Lot) -> tuple[str, ...]:
    """Return the ends of a lot where no vehicle can serve it at any time today."""
    ends = (lot.origin, lot.destination)
    return tuple(end for end in ends if visit_windows(day, lot, end) is None)


@dataclass(frozen=True, slots=True)
class _Served:
    """Where services take goods over, and where they bring them, at any hour.

    Offers do (T8a), and trips where somebody always attends (T5b).
    """

    gives: frozenset[str]
    receives: frozenset[str]

    @classmethod
    def of(cls, day: Day) -> Self:
        """Return where the services of a day do not ask for a site's hours."""
        gives = {offer.from_site for offer in day.offers.values()}
        receives = {site for o in day.offers.values() for site in o.to_sites}
        for trip in day.trips.values():
            for stop in trip.stops:
                if stop.attended:
                    gives.update(stop.sites if stop.load_ok else ())
                    receives.update(stop.sites if stop.unload_ok else ())
        return cls(frozenset(gives), frozenset(receives))

    def serves(self, lot: Lot, shut: tuple[str, ...]) -> bool:
        """Tell whether a service may come to the ends that are shut."""
        return (lot.origin not in shut or lot.origin in self.gives) and (
            lot.destination not in shut or lot.destination in self.receives
        )


def _standing_reason(day: Day, lot: Lot, served: _Served) -> ReasonCode | None:
    row = lot.consignments[0]
    if row.blocked is not None:
        return row.blocked
    site = day.sites[row.outer_site]
    if not site.dispatchable:
        return ReasonCode.STATION_CLOSED
    if not site.serves_today:
        return ReasonCode.NOT_SERVICE_DAY
    if not served.serves(lot, shut_ends(day, lot)):
        return ReasonCode.TIME_WINDOW
    return None


def _sorted_only(day: Day, lot: Lot, left: list[LeftBag]) -> Lot:
    """Leave out the bags that must be sorted on a way which is not direct (T4b).

    Where goods can change carriers, their ways tell.
    """
    if offers_more(day):
        return lot
    below = day.sites[lot.destination].township is not None
    if not below or any(day.sites[x].sorts for x in lot.consignments[0].passed):
        return lot
    rough = {
        row.consignment_id
        for row in lot.consignments
        if row.kind is ConsignmentKind.DELIVERY
        and day.partners[row.partner].sort_depth is SortDepth.TOWNSHIP
    }
    kept = []
    for bag in lot.bags:
        if any(key in rough for key, _ in bag.contents):
            reason = ReasonCode.NOT_SORTED_TO_VILLAGE
            left.append(LeftBag(lot=lot, bag=bag, reason=reason))
        else:
            kept.append(bag)
    return replace(lot, bags=tuple(kept))


def _within_storage(
    lot: Lot, room: dict[str, int | None], left: list[LeftBag]
) -> list[Bag]:
    """Keep the bags that the destination can store (R3a), by priority."""
    free = room[lot.destination]
    if free is None:
        return list(lot.bags)
    kept: list[Bag] = []
    over = sum(bag.items for bag in lot.bags) - free
    for bag in _bags_by_priority(lot):
        if bag.items <= free:
            free -= bag.items
            kept.append(bag)
        else:
            left.append(
                LeftBag(
                    lot=lot,
                    bag=bag,
                    reason=ReasonCode.STATION_FULL,
                    amount=over,
                    unit="items",
                )
            )
    room[lot.destination] = free
    return sorted(kept, key=lambda bag: bag.bag_id)


def single_bags(shipment: Shipment) -> list[Shipment]:
    """Split a shipment into one shipment per bag."""
    return [Shipment(lot=shipment.lot, bags=(bag,)) for bag in shipment.bags]
