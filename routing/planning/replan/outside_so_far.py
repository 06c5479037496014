"""How long cold goods under way have been outside their temperature (C1c)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routing.domain.cold import cold_needs
from routing.plan.services import BUS, ROAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.cold import ColdNeeds
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.plan.model import Leg

    from .going import Going, Standing


class Outside(NamedTuple):
    """Seconds outside up to where a bag stands, and since when it stands there.

    ``due``: by when goods that bear only so long under way must be there (C3).
    """

    seconds: int
    since: int | None
    due: int | None


def outside_so_far(
    day: Day, going: Going, standing: Standing, rows: Mapping[str, Consignment]
) -> Outside:
    """Return how long a bag was outside on its legs so far; never too little.

    Doors count at every halt of a tour that kept it.
    """
    inside = [rows[key] for key in standing.bag.contents]
    needs = cold_needs(day.goods[row.goods_class] for row in inside)
    begun = [_begin(day, going, leg, standing.bag.id) for leg in standing.legs]
    due = begun[0] + needs.ride if begun and needs.ride is not None else None
    if not needs.is_cold:
        return Outside(0, None, due)
    since = inside[0].precooled_time
    seconds = 0
    for leg, begin in zip(standing.legs, begun, strict=True):
        if since is not None and not day.sites[leg.from_site].keeps(needs.temp):
            seconds += max(0, begin - since)
        since = leg.arrive
        if leg.kind == BUS:
            seconds += leg.arrive - begin
        elif leg.kind == ROAD:
            since = _handed(going, leg, standing.bag.id)
            ridden = _ridden(day, going, leg, needs, since - begin)
            seconds += ridden + _hands(day, standing, leg)
    return Outside(seconds, since, due)


def _begin(day: Day, going: Going, leg: Leg, bag: str) -> int:
    """Return when a leg takes a bag on: a cut-off, the start of a halt, a departure."""
    trip = day.trips.get(leg.trip or "")
    if trip is not None:
        return leg.depart - trip.cutoff_duration
    tours = going.tours.get(leg.vehicle or "", ())
    number = leg.tour or 0
    stops = tours[number].stops if number < len(tours) else ()
    return next((stop.start for stop in stops if bag in stop.pick_up), leg.depart)


def _handed(going: Going, leg: Leg, bag: str) -> int:
    """Return when a leg by road hands a bag over: the start of its halt."""
    tours = going.tours.get(leg.vehicle or "", ())
    number = leg.tour or 0
    stops = tours[number].stops if number < len(tours) else ()
    starts = [stop.start for stop in stops if bag in stop.deliver]
    return starts[0] if starts else leg.arrive


def _hands(day: Day, standing: Standing, leg: Leg) -> int:
    """Return how long a bag is in somebody's hands at both ends of a ride by road."""
    items = sum(standing.bag.items.values())
    sites = day.sites[leg.from_site], day.sites[leg.to_site]
    return sum(site.service_duration + site.sec_per_item * items for site in sites)


def _ridden(day: Day, going: Going, leg: Leg, needs: ColdNeeds, ride: int) -> int:
    """Return what a ride by road of so many seconds counts: all of it, or doors."""
    car = going.cars[leg.vehicle or ""]
    if needs.temp not in car.compartments_cm3:
        return ride
    tours = going.tours.get(car.vehicle_id, ())
    number = leg.tour or 0
    halts = len(tours[number].stops) if number < len(tours) else 0
    return halts * day.settings.door_open_duration
