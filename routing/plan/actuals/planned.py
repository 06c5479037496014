"""Every hand-over of a plan, one row per carrier, place, partner and class."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.vehicle import Temperature

from .model import Flow, Planned, PlannedRow, RowKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag, Stop, Tour, Unserved

ROAD = "road"
TENTHS = 10
DELIVERY = ConsignmentKind.DELIVERY.value

COLD_LIMITS = {
    Temperature.CHILLED: (0, 80),
    Temperature.FROZEN: (None, -150),
}
"""Tenths of °C for classes whose table names no limits; assumed."""

_PREFIX = {
    RowKind.DELIVER: "S",
    RowKind.TRANSFER: "S",
    RowKind.COLLECT: "L",
    RowKind.LEFT: "W",
}
_DIGITS = 4

Key = tuple[object, ...]


@dataclass(slots=True)
class _Row:
    """A row that grows while bags are added."""

    row: PlannedRow
    rank: Key
    items: int = 0
    bags: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where and when a leg hands its bag over."""

    kind: RowKind
    place: str
    time: int
    order: int | None = None


class PlanMismatchError(ValueError):
    """A bag of the plan holds a consignment that the day does not have."""


def planned_rows(day: Day, plan: Plan) -> Planned:
    """Return the rows of a plan and the items behind each.

    Order: deliveries and transfers by carrier (vehicles, trips, offers in the
    order of their tables), tour and time; then pickups; then what was left behind.

    Raises
    ------
    PlanMismatchError
        When the plan was not made from this day.
    """
    return _Builder(day, plan).planned()


def cold_limits(day: Day, goods_class: str) -> tuple[int | None, int | None]:
    """Return the least and the highest temperature of a class, in tenths of °C."""
    goods = day.goods.get(goods_class)
    if goods is None or goods.temp is Temperature.AMBIENT:
        return None, None
    if goods.temp_min_c is None and goods.temp_max_c is None:
        return COLD_LIMITS[goods.temp]
    return _tenths(goods.temp_min_c), _tenths(goods.temp_max_c)


def is_cold(day: Day, goods_class: str) -> bool:
    """Tell whether goods of a class are kept cold."""
    goods = day.goods.get(goods_class)
    return goods is not None and goods.temp is not Temperature.AMBIENT


def limits_assumed(day: Day, goods_class: str) -> bool:
    """Tell whether the limits of a cold class are our own."""
    goods = day.goods.get(goods_class)
    if goods is None or goods.temp is Temperature.AMBIENT:
        return False
    return goods.temp_min_c is None and goods.temp_max_c is None


def _tenths(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * TENTHS)


class _Builder:
    def __init__(self, day: Day, plan: Plan) -> None:
        self._day = day
        self._plan = plan
        self._known = {row.consignment_id: row for row in day.consignments}
        self._rows: dict[Key, _Row] = {}
        self._flows: dict[tuple[str | None, tuple[Key, ...]], int] = {}
        self._vehicles = _ranks(day.vehicles)
        self._trips = _ranks(day.trips)
        self._offers = _ranks(day.offers)
        self._tours = {
            (route.vehicle, number): tour
            for route in plan.routes
            for number, tour in enumerate(route.tours)
        }

    def planned(self) -> Planned:
        for bag in sorted(self._plan.bags, key=lambda bag: bag.id):
            for consignment_id, items in sorted(bag.contents.items()):
                if consignment_id not in self._known:
                    raise PlanMismatchError(consignment_id)
                self._add(bag, self._known[consignment_id], items)
        for row in self._plan.unserved:
            self._leave(row)
        return self._numbered()

    def _add(self, bag: PlannedBag, row: Consignment, items: int) -> None:
        keys = []
        delivery = row.kind is ConsignmentKind.DELIVERY
        legs = bag.legs if delivery else bag.legs[:1]
        for index, leg in enumerate(legs):
            if not delivery:
                there = self._collected(leg, bag.id)
            else:
                last = index + 1 == len(bag.legs)
                kind = RowKind.DELIVER if last else RowKind.TRANSFER
                there = self._delivered(leg, bag.id, kind)
            keys.append(self._row(there, leg, row))
            grown = self._rows[keys[-1]]
            grown.items += items
            grown.bags[bag.id] = None
        flow = row.consignment_id, tuple(keys)
        self._flows[flow] = self._flows.get(flow, 0) + items

    def _delivered(self, leg: Leg, bag: str, kind: RowKind) -> _Place:
        tour = self._tour(leg)
        for number, stop in enumerate(tour.stops if tour else (), start=1):
            if bag in stop.deliver and stop.site == leg.to_site:
                return _Place(
                    kind=kind, place=leg.to_site, time=stop.start, order=number
                )
        # At the end of the tour, or from a bus, or by another partner.
        return _Place(kind=kind, place=leg.to_site, time=leg.arrive)

    def _collected(self, leg: Leg, bag: str) -> _Place:
        tour = self._tour(leg)
        number, stop = _picked_up(tour, bag, leg.from_site) if tour else (None, None)
        time = leg.depart if stop is None else stop.start
        return _Place(
            kind=RowKind.COLLECT, place=leg.from_site, time=time, order=number
        )

    def _tour(self, leg: Leg) -> Tour | None:
        if leg.vehicle is None or leg.tour is None:
            return None
        return self._tours.get((leg.vehicle, leg.tour))

    def _row(self, there: _Place, leg: Leg, row: Consignment) -> Key:
        carrier = leg.vehicle or leg.trip or leg.offer or ""
        key: Key = (
            there.kind, leg.kind, carrier, leg.tour, there.order, there.place,
            there.time, row.outer_site, row.partner, row.goods_class, row.kind.value,
        )  # fmt: skip
        if key not in self._rows:
            least, most = cold_limits(self._day, row.goods_class)
            planned = PlannedRow(
                key="",
                kind=there.kind,
                carrier_kind=leg.kind,
                carrier=carrier,
                tour=leg.tour,
                order=there.order,
                place=there.place,
                site=row.outer_site,
                partner=row.partner,
                goods_class=row.goods_class,
                consignment_kind=row.kind.value,
                time=there.time,
                items=0,
                cold=is_cold(self._day, row.goods_class),
                minimum=least,
                maximum=most,
            )
            self._rows[key] = _Row(planned, self._rank(planned))
        return key

    def _rank(self, row: PlannedRow) -> Key:
        ranks = {ROAD: self._vehicles, "bus": self._trips}
        kinds = (ROAD, "bus", "handover")
        known = ranks.get(row.carrier_kind, self._offers)
        return (
            row.kind is RowKind.COLLECT,
            kinds.index(row.carrier_kind),
            known.get(row.carrier, len(known)),
            row.carrier,
            row.tour or 0,
            row.time or 0,
            row.order or 0,
            row.place,
            row.site,
            row.partner,
            row.goods_class,
            row.kind.value,
            row.consignment_kind,
        )

    def _leave(self, row: Unserved) -> None:
        kind = row.kind or DELIVERY
        key: Key = (
            RowKind.LEFT, row.site, row.partner, row.goods_class, kind, row.reason,
            row.consignment is None,
        )  # fmt: skip
        if key not in self._rows:
            planned = PlannedRow(
                key="",
                kind=RowKind.LEFT,
                place=row.site,
                site=row.site,
                partner=row.partner,
                goods_class=row.goods_class,
                consignment_kind=kind,
                items=0,
                reason=row.reason,
            )
            # Behind all that was carried, in the order of the plan.
            self._rows[key] = _Row(planned, (2, len(self._rows)))
        self._rows[key].items += row.items
        flow = row.consignment, (key,)
        self._flows[flow] = self._flows.get(flow, 0) + row.items

    def _numbered(self) -> Planned:
        ordered = sorted(self._rows.items(), key=lambda pair: pair[1].rank)
        names: dict[Key, str] = {}
        counts: dict[str, int] = {}
        rows = []
        for key, grown in ordered:
            prefix = _PREFIX[grown.row.kind]
            counts[prefix] = counts.get(prefix, 0) + 1
            names[key] = f"{prefix}{counts[prefix]:0{_DIGITS}d}"
            rows.append(
                replace(
                    grown.row,
                    key=names[key],
                    items=grown.items,
                    bags=tuple(grown.bags),
                )
            )
        flows = tuple(
            Flow(consignment=name, items=items, rows=tuple(names[k] for k in keys))
            for (name, keys), items in self._flows.items()
        )
        return Planned(rows=tuple(rows), flows=flows)


def _picked_up(tour: Tour, bag: str, site: str) -> tuple[int | None, Stop | None]:
    for number, stop in enumerate(tour.stops, start=1):
        if bag in stop.pick_up and stop.site == site:
            return number, stop
    return None, None


def _ranks(table: Iterable[str]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(table)}
