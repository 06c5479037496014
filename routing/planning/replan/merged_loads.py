"""What is on board, counted again for every tour of a route."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from routing.plan.model import PlannedBag, Route, Tour


def with_loads(route: Route, bags: Mapping[str, PlannedBag]) -> Route:
    """Return a route whose loads are those of its bags as they are now."""
    return replace(route, tours=tuple(_tour(tour, bags) for tour in route.tours))


def _tour(tour: Tour, bags: Mapping[str, PlannedBag]) -> Tour:
    load = _Load(bags)
    load.put(tour.load, 1)
    start = load.figures()
    stops = []
    for stop in tour.stops:
        load.put(stop.deliver, -1)
        load.put(stop.pick_up, 1)
        grams, cm3, items = load.figures()
        stops.append(replace(stop, load_g=grams, load_cm3=cm3, load_items=items))
    grams, cm3, items = start
    return replace(
        tour, load_g=grams, load_cm3=cm3, load_items=items, stops=tuple(stops)
    )


class _Load:
    """Grams, cm³ and items on board."""

    def __init__(self, bags: Mapping[str, PlannedBag]) -> None:
        self._bags = bags
        self._grams = self._cm3 = self._items = 0

    def put(self, names: Iterable[str], sign: int) -> None:
        """Take bags on board, or off."""
        for name in names:
            bag = self._bags[name]
            self._grams += sign * bag.grams
            self._cm3 += sign * bag.cm3
            self._items += sign * sum(bag.items.values())

    def figures(self) -> tuple[int, int, int]:
        """Return what is on board."""
        return self._grams, self._cm3, self._items
