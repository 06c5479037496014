"""The earlier plan of what has not begun, as the search begins with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.lot import group_lots
from routing.plan.services import ROAD

from .later_goods import sealed_id
from .told import without_bags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag, Route

    from .going import Going, Standing


def begin_with(going: Going, day: Day) -> Plan:
    """Return what the earlier plan had for the rest of the day, as a plan of it.

    Bags that stand where they were to stand go on as they were to go; all others
    are left out. Its figures are not those of the residual day: it is there to
    begin with, not to be compared.

    Parameters
    ----------
    day
        The residual day.
    """
    lots = {
        row.seal.bag_id: lot
        for lot, rows in group_lots(day).items()
        for row in rows
        if row.seal is not None
    }
    onward = {
        name: _onward(going, row, lots[name])
        for name, row in going.standing.items()
        if name in lots and _goes_on(row, day, going)
    }
    routes = tuple(_later(route, going) for route in going.plan.routes)
    plan = replace(
        going.plan,
        routes=tuple(r for r in routes if r.tours and r.vehicle in day.vehicles),
        past=None,
        unserved=(),
    )
    plan = without_bags(plan, {bag.id for bag in plan.bags if bag.id not in onward})
    return _without_begun(replace(plan, bags=tuple(onward.values())))


def _goes_on(row: Standing, day: Day, going: Going) -> bool:
    """Tell whether a bag can go on as planned: it is there, and its carriers too."""
    legs = row.bag.legs[len(row.legs) :]
    if not legs or legs[0].from_site != row.site:
        return False
    return all(
        (leg.kind != ROAD or _drives(leg, day, going))
        and (leg.trip is None or leg.trip in day.trips)
        and (leg.offer is None or leg.offer in day.offers)
        for leg in legs
    )


def _drives(leg: Leg, day: Day, going: Going) -> bool:
    begun = len(going.tours.get(leg.vehicle or "", ()))
    return leg.vehicle in day.vehicles and (leg.tour or 0) >= begun


def _onward(going: Going, row: Standing, lot: str) -> PlannedBag:
    bag = row.bag
    legs = tuple(
        replace(leg, tour=(leg.tour or 0) - len(going.tours.get(leg.vehicle or "", ())))
        if leg.kind == ROAD
        else leg
        for leg in bag.legs[len(row.legs) :]
    )
    contents = {sealed_id(key, bag.id): n for key, n in bag.contents.items()}
    return replace(bag, lot=lot, origin=row.site, contents=contents, legs=legs)


def _later(route: Route, going: Going) -> Route:
    begun = len(going.tours.get(route.vehicle, ()))
    tours = route.tours[begun:]
    since = tours[0].load_start if tours else 0
    pauses = tuple(pause for pause in route.pauses if pause.start >= since)
    return replace(route, tours=tours, pauses=pauses)


def _without_begun(plan: Plan) -> Plan:
    """Leave the rows of trips and offers to the bags that are still to ride."""
    rides: Mapping[str, set[str]] = {
        bag.id: {name for leg in bag.legs if (name := leg.trip or leg.offer)}
        for bag in plan.bags
    }
    return replace(
        plan,
        bus_loads=tuple(
            replace(load, bags=bags)
            for load in plan.bus_loads
            if (bags := tuple(b for b in load.bags if load.trip in rides.get(b, ())))
        ),
        handovers=tuple(
            replace(row, bags=bags)
            for row in plan.handovers
            if (bags := tuple(b for b in row.bags if row.offer in rides.get(b, ())))
        ),
    )
