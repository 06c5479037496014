"""KPIs of scheduled services: what rides, how full, who waits and who earns."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routing.domain.line import LineKind

from .figures import mean, percent, rounded, yuan
from .trip_view import delay_seconds, trip_views
from .words import site_name, trip_name

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan

MINUTE = 60
SEGMENTS = "bus_load_by_segment"


def trip_kpis(day: Day, plan: Plan) -> dict[str, Any]:
    """Return trips, bags, load by segment, passengers' delay and bus margin."""
    views = trip_views(day, plan)
    bags = {bag.id: bag for view in views for bag in view.bags}
    loads = {
        segment_key(view.trip.trip_id, segment.number): segment.load_factor
        for view in views
        for segment in view.loaded
    }
    known = [load for load in loads.values() if load is not None]
    average = mean(known)
    fees = sum(view.fee_cents for view in views)
    own = sum(view.line.own_trip_cents for view in views)
    delay = sum((delay_seconds(day, view) for view in views), Fraction(0))
    return {
        "trips_used": len(views),
        "trips_available": len(day.trips),
        "bus_bags": len(bags),
        "bus_items": sum(sum(bag.items.values()) for bag in bags.values()),
        "bus_load_max": percent(max(known), 1) if known else None,
        "bus_load_mean": None if average is None else percent(average, 1),
        SEGMENTS: {
            key: None if load is None else percent(load, 1)
            for key, load in loads.items()
        },
        "passenger_delay_minutes": rounded(delay / MINUTE, 1),
        "bus_revenue_yuan": yuan(fees),
        "bus_margin_yuan": yuan(fees - own) if fees >= own else -yuan(own - fees),
    }


def uncounted_trips(day: Day, plan: Plan) -> int:
    """Return how many trips carry goods of whose passengers nobody said anything."""
    used = dict.fromkeys(load.trip for load in plan.bus_loads)
    trips = [day.trips[key] for key in used if key in day.trips]
    return sum(
        trip.passengers is None and day.lines[trip.line_id].kind is LineKind.BUS
        for trip in trips
    )


def segment_key(trip: str, segment: int) -> str:
    """Return the key of a segment: the trip and its calls, counted from 1."""
    return f"{trip} {segment + 1}-{segment + 2}"


def segment_name(day: Day, key: str) -> str:
    """Return the trip of a segment's key and the names of its two stops."""
    trip, _, calls = key.rpartition(" ")
    known = {**{out.trip.trip_id: out.trip for out in day.trips_out}, **day.trips}
    first = int(calls.partition("-")[0]) - 1
    stops = known[trip].stops[first : first + 2]
    names = "→".join(site_name(day, stop.site) for stop in stops)
    return f"{trip_name(day, trip)} {names}"
