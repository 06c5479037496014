"""How long cold goods under way have been outside their temperature (C1c)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routing.domain.cold import cold_needs
from routing.plan.bulkheads import rooms_of
from routing.plan.services import BUS, ROAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.cold import ColdNeeds
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.vehicle import Temperature
    from routing.plan.model import Leg, PlannedBag

    from .going import Going, Standing


USEFUL = 1800
"""Seconds that ice must last from where a bag stands, so that it is reckoned with."""

NO_SECONDS = 86_400
"""Whoever is bound by an instant may be outside so long."""


class Outside(NamedTuple):
    """Seconds outside up to where a bag stands, and since when it stands there.

    ``due``: by when goods must be there that bear only so long under way (C3), or
    whose boxes keep them no longer (C2c); ``seconds`` is far below 0 for the latter.
    ``closed``: when its boxes were closed, if it is in any and has left (C2c).
    """

    seconds: int
    since: int | None
    due: int | None
    closed: int | None = None


def outside_so_far(
    day: Day, going: Going, standing: Standing, rows: Mapping[str, Consignment]
) -> Outside:
    """Return how long a bag was outside on its legs so far; never too little.

    Doors count at every halt of a tour that kept it, but for a bag in boxes: for
    that only what came after their ice was used up does.
    """
    inside = [rows[key] for key in standing.bag.contents]
    needs = _needs(day, standing.bag, inside)
    begun = [_begin(day, going, leg, standing.bag.id) for leg in standing.legs]
    due = begun[0] + needs.ride if begun and needs.ride is not None else None
    if not needs.is_cold:
        return Outside(0, None, due)
    closed, kept_until = None, 0
    if needs.box and begun:
        closed = begun[0] - _first_hand(day, standing, begun[0])
        kept_until = closed + needs.box
    since = inside[0].precooled_time
    seconds = 0
    for leg, begin in zip(standing.legs, begun, strict=True):
        spans: list[tuple[int, int]] = []
        if since is not None and not day.sites[leg.from_site].keeps(needs.temp):
            spans.append((since, begin - since))
        since = leg.arrive
        if leg.kind == BUS:
            spans.append((begin, leg.arrive - begin))
        elif leg.kind == ROAD:
            since = _handed(going, leg, standing.bag.id)
            spans.append((begin, _ridden(day, going, leg, needs, since - begin)))
            # Where a hand began before, it is told later: that is never too little.
            spans.append((begin, _hand(day, standing, leg.from_site)))
            spans.append((since, _hand(day, standing, leg.to_site)))
        seconds += sum(_after(kept_until, *span) for span in spans)
    whole = Outside(seconds, since, due, closed)
    limit = needs.most_outside
    if limit is None or kept_until < standing.ready + USEFUL:
        return whole
    # Till their ice is used up nothing counts: then an instant binds, no seconds.
    end = kept_until + limit - seconds - _hand(day, standing, standing.bag.destination)
    earlier = end if due is None else min(due, end)
    return whole._replace(seconds=-NO_SECONDS, due=earlier)


def _needs(day: Day, bag: PlannedBag, inside: list[Consignment]) -> ColdNeeds:
    """Return what a bag needs; boxes of another temperature keep nothing."""
    goods = [day.goods[row.goods_class] for row in inside]
    stock = day.boxes.get(bag.box or "")
    keeps = stock is not None and stock.temp is goods[0].temp
    return cold_needs(goods, stock if keeps else None)


def _after(instant: int, start: int, seconds: int) -> int:
    """Return the seconds of a span that lie after an instant."""
    return max(0, start + seconds - max(start, instant))


def _first_hand(day: Day, standing: Standing, begin: int) -> int:
    """Return how long before its first leg begins a bag is in somebody's hands.

    Only at a base it is: at a halt, and on a trip, all begins at once (C2c).
    """
    leg = standing.legs[0]
    if leg.kind != ROAD or begin != leg.depart:
        return 0
    items = sum(standing.bag.items.values())
    return day.sites[leg.from_site].sec_per_item * items


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


def _hand(day: Day, standing: Standing, site_id: str) -> int:
    """Return how long a bag is in somebody's hands at one end of a ride by road."""
    site, items = day.sites[site_id], sum(standing.bag.items.values())
    return site.service_duration + site.sec_per_item * items


def _ridden(day: Day, going: Going, leg: Leg, needs: ColdNeeds, ride: int) -> int:
    """Return what a ride by road of so many seconds counts: all of it, or doors."""
    car = going.cars[leg.vehicle or ""]
    tours = going.tours.get(car.vehicle_id, ())
    number = leg.tour or 0
    rooms: Mapping[Temperature, int] = car.compartments_cm3
    if number < len(tours):
        rooms = rooms_of(car, tours[number])
    if needs.temp not in rooms:
        return ride
    if needs.box:
        return 0
    halts = len(tours[number].stops) if number < len(tours) else 0
    return halts * day.settings.door_open_duration
