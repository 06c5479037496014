"""Scheduled legs, handovers and transfers as features of routes.geojson."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.domain.units import clock

from .figures import kilograms, percent, yuan
from .offer_view import offer_views
from .transfer_view import transfer_views
from .trip_view import items_of, trip_views
from .words import site_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan
    from routing.plan.services import RunLeg

    from .offer_view import OfferView
    from .transfer_view import TransferView
    from .trip_view import TripView

    Feature = dict[str, Any]
    Place = list[float]

DECIMALS = 6
LINE = 2


def position_of(day: Day, site: str) -> Place | None:
    """Return longitude and latitude of a site, None where nobody knows."""
    known = day.sites[site]
    if known.lon is None or known.lat is None:
        return None
    return [round(known.lon, DECIMALS), round(known.lat, DECIMALS)]


def line_of(places: Sequence[Place]) -> Feature | None:
    """Return a line through places; none of fewer than two."""
    if len(places) < LINE:
        return None
    return {"type": "LineString", "coordinates": list(places)}


def service_features(day: Day, plan: Plan) -> Iterator[Feature]:
    """Yield a line per row of bus loads and of handovers, a point per transfer.

    Times are ``HH:MM`` with hours past 24 for tomorrow.
    """
    for trip in trip_views(day, plan):
        for ride in trip.rides:
            yield _bus(day, trip, ride)
    for offer in offer_views(day, plan):
        yield _handover(day, offer)
    for transfer in transfer_views(plan):
        place = position_of(day, transfer.site)
        if place is not None:
            yield _transfer(day, transfer, place)


def _bus(day: Day, view: TripView, ride: RunLeg) -> Feature:
    """Return a scheduled leg through its stops, boarding to alighting."""
    calls = view.calls[ride.board : ride.alight + 1]
    places = [place for call in calls if (place := position_of(day, call.site))]
    loads = [
        segment.load_factor
        for segment in view.segments[ride.board : ride.alight]
        if segment.load_factor is not None
    ]
    bags = [one.bag for one in ride.carried]
    return {
        "type": "Feature",
        "geometry": line_of(places),
        "properties": {
            "kind": "bus",
            "trip": view.trip.trip_id,
            "line": view.line.line_id,
            "line_name": view.line.name,
            "line_kind": view.line.kind.value,
            "operator": view.line.operator,
            "board": ride.load.board,
            "board_name": site_name(day, ride.load.board),
            "board_call": ride.board,
            "alight": ride.load.alight,
            "alight_name": site_name(day, ride.load.alight),
            "alight_call": ride.alight,
            "depart": clock(calls[0].depart),
            "arrive": clock(calls[-1].arrive),
            "stops": len(calls),
            "bags": len(bags),
            "items": items_of(bags),
            "kg": kilograms(sum(bag.grams for bag in bags)),
            "fee_yuan": yuan(ride.load.fee_cents),
            "segment_load_max_percent": percent(max(loads), 1) if loads else None,
            "unlocated_stops": len(calls) - len(places),
        },
    }


def _handover(day: Day, view: OfferView) -> Feature:
    """Return a handover: a line from where it is given to each destination."""
    begin = position_of(day, view.offer.from_site)
    ends = [place for site in view.ends if (place := position_of(day, site))]
    lines = [[begin, end] for end in ends if begin is not None]
    return {
        "type": "Feature",
        "geometry": (
            {"type": "MultiLineString", "coordinates": lines} if lines else None
        ),
        "properties": {
            "kind": "handover",
            "offer": view.offer.offer_id,
            "carrier": view.offer.carrier,
            "last_resort": view.offer.last_resort,
            "from": view.offer.from_site,
            "from_name": site_name(day, view.offer.from_site),
            "to": list(view.ends),
            "to_names": [site_name(day, site) for site in view.ends],
            "cutoff": clock(view.offer.cutoff_time),
            "delivered_by": clock(view.offer.delivered_time),
            "bags": len(view.bags),
            "items": view.items,
            "kg": kilograms(sum(bag.grams for bag in view.bags)),
            "fee_yuan": yuan(view.row.fee_cents),
        },
    }


def _transfer(day: Day, view: TransferView, place: Place) -> Feature:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": place},
        "properties": {
            "kind": "transfer",
            "site": view.site,
            "name": site_name(day, view.site),
            "arrive": clock(view.arrive),
            "depart": clock(view.depart),
            **_carrier("came", view.came),
            **_carrier("goes", view.goes),
            "bags": len(view.bags),
            "items": view.items,
        },
    }


def _carrier(prefix: str, leg: Leg) -> dict[str, str]:
    name = leg.vehicle or leg.trip or leg.offer or ""
    return {f"{prefix}_kind": leg.kind, f"{prefix}_by": name}
