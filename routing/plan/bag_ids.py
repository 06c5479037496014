"""A plan with other bags in its lists: tours, trips and handovers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .model import Plan, Route

    Named = Callable[[Sequence[str]], tuple[str, ...]]


def with_bag_ids(plan: Plan, named: Named) -> Plan:
    """Return a plan whose lists of bags are what ``named`` makes of them.

    Halts and rows may be left without bags; loads, fees and ``bags`` are as before.
    """
    return replace(
        plan,
        routes=tuple(_route(route, named) for route in plan.routes),
        bus_loads=tuple(
            replace(load, bags=named(load.bags)) for load in plan.bus_loads
        ),
        handovers=tuple(replace(row, bags=named(row.bags)) for row in plan.handovers),
    )


def _route(route: Route, named: Named) -> Route:
    return replace(
        route,
        tours=tuple(
            replace(
                tour,
                load=named(tour.load),
                unload=named(tour.unload),
                stops=tuple(
                    replace(
                        stop,
                        deliver=named(stop.deliver),
                        pick_up=named(stop.pick_up),
                    )
                    for stop in tour.stops
                ),
            )
            for tour in route.tours
        ),
    )
