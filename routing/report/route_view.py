"""A route as pages and maps show it: number, colour, label, legs and items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .activity import bag_items
from .road_leg import RoadLeg, tour_legs
from .words import vehicle_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.day import Day
    from routing.plan.model import Plan, Route
    from routing.travel.matrix import Travel

PALETTE = (
    "#0b6fb3",
    "#cf5300",
    "#00845f",
    "#a8427f",
    "#6a3d9a",
    "#8a6d00",
    "#12808f",
    "#a6192e",
    "#4c6a2d",
    "#4b4fa6",
    "#8c510a",
    "#c2185b",
)
"""Dark enough for white figures on top, apart for the colour-blind; the number
tells routes apart where colours repeat or the page is printed black and white."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteView:
    """A route with what every view of it needs.

    ``number`` counts from 1 in the order of the plan; ``legs`` are those of
    each tour; ``delivered`` and ``picked`` count items at the halts.
    """

    number: int
    colour: str
    label: str
    route: Route
    legs: tuple[tuple[RoadLeg, ...], ...]
    delivered: int
    picked: int

    @property
    def stops(self) -> int:
        """Number of halts."""
        return sum(len(tour.stops) for tour in self.route.tours)

    @property
    def metres(self) -> int:
        """Metres of all legs."""
        return sum(leg.metres for legs in self.legs for leg in legs)

    @property
    def estimated_metres(self) -> int:
        """Metres of the legs whose distance is estimated."""
        return sum(leg.metres for legs in self.legs for leg in legs if leg.estimated)


def route_views(day: Day, travel: Travel, plan: Plan) -> tuple[RouteView, ...]:
    """Return the view of each route, in the order of the plan."""
    items = bag_items(plan)
    return tuple(
        RouteView(
            number=number,
            colour=PALETTE[(number - 1) % len(PALETTE)],
            label=vehicle_name(day, route.vehicle),
            route=route,
            legs=tuple(
                tour_legs(day, travel, route, tour) for tour in range(len(route.tours))
            ),
            delivered=_handled(route, items, "deliver"),
            picked=_handled(route, items, "pick_up"),
        )
        for number, route in enumerate(plan.routes, start=1)
    )


def _handled(route: Route, items: Mapping[str, int], what: str) -> int:
    return sum(
        items.get(bag, 0)
        for tour in route.tours
        for stop in tour.stops
        for bag in getattr(stop, what)
    )
