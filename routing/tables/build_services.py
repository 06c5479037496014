"""Scheduled services, offers, tariffs and boxes of the day, from their tables."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routing.domain.service import Services

from .build_boxes import make_stock
from .build_services_lines import LineRows, line_stops, make_line
from .build_services_offers import make_offer, make_tariff
from .build_services_trips import Timetable, dated_trips, trip_ids
from .form import ServiceRows, check_services

if TYPE_CHECKING:
    from routing.domain.box import BoxStock
    from routing.domain.handover_offer import HandoverOffer
    from routing.domain.line import Line
    from routing.domain.partner import Partner
    from routing.domain.tariff import Tariff
    from routing.domain.trip import Trip, TripOut

    from .build_draft import Draft
    from .build_sites import SitesRead
    from .schema import Row


@dataclass(slots=True, kw_only=True)
class ServicesRead:
    """What runs and what is agreed today, while overrides still change the trips.

    ``other_days`` are the ids of all trips, those of other days among them: an
    override may name one without harm. ``scheduled`` is when trips that are late
    today should have left; ``ban_rows`` wait for vehicles that overrides add.
    """

    services: Services = field(default_factory=Services)
    lines: dict[str, Line] = field(default_factory=dict)
    trips: dict[str, Trip] = field(default_factory=dict)
    trips_out: list[TripOut] = field(default_factory=list)
    other_days: dict[str, None] = field(default_factory=dict)
    scheduled: dict[str, int] = field(default_factory=dict)
    offers: dict[str, HandoverOffer] = field(default_factory=dict)
    tariffs: list[Tariff] = field(default_factory=list)
    boxes: dict[str, BoxStock] = field(default_factory=dict)
    ban_rows: list[Row] = field(default_factory=list)


def build_services(
    draft: Draft, sites: SitesRead, partners: dict[str, Partner]
) -> ServicesRead:
    """Build lines, dated trips, offers, tariffs and boxes; what is wrong is set aside.

    An operator or owner that no table could know joins ``partners``.
    """
    rows = check_services(draft, sites, partners)
    read = ServicesRead()
    if draft.sites.complete and draft.partners.complete and draft.goods.complete:
        _build_lines(rows, read)
        _build_trips(draft, sites, rows, read)
        _build_offers(draft, sites, rows, read)
        _build_tariffs(draft, sites, rows, read)
        _build_boxes(draft, rows, read)
    read.services = rows.services()
    read.ban_rows = rows.usable("bans")
    rows.take(draft)
    return read


def _build_lines(rows: ServiceRows, read: ServicesRead) -> None:
    for row in rows.usable("lines"):
        line = make_line(row)
        read.lines[line.line_id] = line


def _build_trips(
    draft: Draft, sites: SitesRead, rows: ServiceRows, read: ServicesRead
) -> None:
    """Build the trips of the day; a trip that is there already is set aside."""
    timetable = Timetable(
        stops={
            line: line_stops(draft, stops, sites.sites)
            for line, stops in _stops_by_line(rows).items()
        },
        markets=sites.markets,
    )
    for row in rows.usable("trips"):
        trips = {}
        for trip in dated_trips(draft, row, timetable):
            if trip.trip_id in read.trips or trip.trip_id in trips:
                row.reject("DUPLICATE_TRIP", "departures", word=trip.trip_id)
            trips[trip.trip_id] = trip
        if row.usable:
            read.trips.update(trips)
            read.other_days.update(dict.fromkeys(trip_ids(row)))


def _stops_by_line(rows: ServiceRows) -> dict[str, LineRows]:
    """Return the stop rows of every line, those set aside told from the others."""
    by_line: dict[str, LineRows] = {}
    for row in rows.rows.get("stop_times", []):
        line = str(row.values.get("line_id", ""))
        by_line.setdefault(line, LineRows()).take(row)
    return by_line


def _build_offers(
    draft: Draft, sites: SitesRead, rows: ServiceRows, read: ServicesRead
) -> None:
    for number, row in enumerate(rows.rows["handovers"], start=1):
        offer = make_offer(draft, row, sites, number) if row.usable else None
        if offer is None:
            continue
        if offer.offer_id in read.offers:
            row.reject("DUPLICATE_ID", "offer_id", word=offer.offer_id)
            continue
        twin = next((x for x in read.offers.values() if _alike(x, offer)), None)
        if twin is not None:
            row.warn("OFFER_TWICE", "carrier", word=twin.offer_id)
        read.offers[offer.offer_id] = offer


def _alike(first: HandoverOffer, second: HandoverOffer) -> bool:
    """Tell whether two offers agree but for their id: a row pasted twice, maybe."""
    return replace(first, offer_id=second.offer_id) == second


def _build_tariffs(
    draft: Draft, sites: SitesRead, rows: ServiceRows, read: ServicesRead
) -> None:
    """Build the tariffs in force; what is priced already is not charged twice."""
    for number, row in enumerate(rows.rows["tariffs"], start=1):
        tariff = make_tariff(draft, row, sites, number) if row.usable else None
        if tariff is None:
            continue
        twice = next((t for t in read.tariffs if t.overlaps(tariff)), None)
        if twice is not None:
            row.reject(
                "TARIFF_TWICE", "price", number=twice.tariff_id.removeprefix("T")
            )
        else:
            read.tariffs.append(tariff)


def _build_boxes(draft: Draft, rows: ServiceRows, read: ServicesRead) -> None:
    """Build the stocks of boxes; one of a type at a site that has it is set aside."""
    for row in rows.usable("boxes"):
        stock = make_stock(draft, row)
        if stock.box_id in read.boxes:
            row.reject("BOX_TWICE", "type", word=stock.box_id)
        else:
            read.boxes[stock.box_id] = stock
