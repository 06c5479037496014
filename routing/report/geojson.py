"""routes.geojson: tours, halts, trips and handovers by RFC 7946, WGS-84."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from routing.domain.units import clock

from .activity import bag_items
from .figures import km
from .geojson_services import line_of, position_of, service_features
from .route_view import RouteView, route_views
from .words import site_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.plan.model import Plan, Stop, Tour
    from routing.travel.matrix import Travel


def routes_geojson(day: Day, travel: Travel, plan: Plan) -> str:
    """Return tours and scheduled legs as lines, halts and transfers as Points.

    Lines are straight between halts. A halt without a position is left out of
    its line and has no point; ``unlocated_stops`` counts those of tours. What has
    fewer than two known places has a null geometry. The features' ``kind`` is
    tour, stop, bus (a row of bus loads), handover (a row) or transfer.
    """
    features: list[dict[str, Any]] = []
    unlocated = 0
    items = bag_items(plan)
    for view in route_views(day, travel, plan):
        for number, tour in enumerate(view.route.tours):
            missing = sum(1 for stop in tour.stops if not position_of(day, stop.site))
            unlocated += missing
            features.append(_line(day, view, number, missing))
            features.extend(_points(day, view, number, items))
    features.extend(service_features(day, plan))
    return (
        json.dumps(
            {
                "type": "FeatureCollection",
                "date": plan.date,
                "unlocated_stops": unlocated,
                "features": features,
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _line(day: Day, view: RouteView, number: int, missing: int) -> dict[str, Any]:
    tour: Tour = view.route.tours[number]
    legs = view.legs[number]
    halts = [legs[0].from_site, *(leg.to_site for leg in legs)]
    places = [place for halt in halts if (place := position_of(day, halt))]
    return {
        "type": "Feature",
        "geometry": line_of(places),
        "properties": {
            "kind": "tour",
            "vehicle": view.route.vehicle,
            "tour": number + 1,
            "colour": view.colour,
            "start": clock(tour.start),
            "end": clock(tour.end),
            "stops": len(tour.stops),
            "load_items": tour.load_items,
            "km": km(sum(leg.metres for leg in legs)),
            "estimated_km": km(sum(leg.metres for leg in legs if leg.estimated)),
            "estimated": any(leg.estimated for leg in legs),
            "unlocated_stops": missing,
        },
    }


def _points(
    day: Day, view: RouteView, number: int, items: dict[str, int]
) -> Iterator[dict[str, Any]]:
    for order, stop in enumerate(view.route.tours[number].stops, start=1):
        place = position_of(day, stop.site)
        if place is None:
            continue
        yield {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": place},
            "properties": {
                "kind": "stop",
                "vehicle": view.route.vehicle,
                "tour": number + 1,
                "order": order,
                "site": stop.site,
                "name": site_name(day, stop.site),
                "colour": view.colour,
                **_times(stop),
                "items_delivered": sum(items.get(bag, 0) for bag in stop.deliver),
                "items_picked_up": sum(items.get(bag, 0) for bag in stop.pick_up),
                "position_estimated": day.sites[stop.site].position_estimated,
            },
        }


def _times(stop: Stop) -> dict[str, str]:
    return {
        "arrive": clock(stop.arrive),
        "start": clock(stop.start),
        "depart": clock(stop.depart),
    }
