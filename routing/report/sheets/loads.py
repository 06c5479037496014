"""What is loaded at once: at the base before a tour, or at a halt for later ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.vehicle import Vehicle
    from routing.plan.model import Route, Tour

BASE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Bags loaded at ``site`` from ``start`` to ``end``.

    ``tour`` counts from 0; ``stop`` is the halt from 0, or ``BASE``. ``bags``
    are those of each later halt (by its index), the last halt first.
    """

    site: str
    tour: int
    stop: int
    start: int
    end: int
    bags: Mapping[int, tuple[str, ...]]

    @property
    def bag_ids(self) -> tuple[str, ...]:
        """All bags, in order of loading."""
        return tuple(bag for bags in self.bags.values() for bag in bags)


def loads_of(vehicle: Vehicle, route: Route) -> Iterator[Load]:
    """Yield the loads of a route in order of time.

    A tour that leaves its base empty and loads on its way (a vehicle of a
    township that fetches at the centre) has no load at its base.
    """
    for number, tour in enumerate(route.tours):
        on_the_way = list(_on_the_way(tour, number))
        if tour.load or not on_the_way:
            yield Load(
                site=vehicle.start_site,
                tour=number,
                stop=BASE,
                start=tour.load_start,
                end=tour.start,
                bags=_later(tour, BASE, tour.load),
            )
        yield from on_the_way


def _on_the_way(tour: Tour, number: int) -> Iterator[Load]:
    for index, stop in enumerate(tour.stops):
        bags = _later(tour, index, stop.pick_up)
        if bags:
            yield Load(
                site=stop.site,
                tour=number,
                stop=index,
                start=stop.start,
                end=stop.depart,
                bags=bags,
            )


def _later(
    tour: Tour, stop: int, loaded: tuple[str, ...]
) -> dict[int, tuple[str, ...]]:
    """Return which of these bags each halt after ``stop`` unloads, the last first."""
    on_board = set(loaded)
    found = {
        index: tuple(bag for bag in tour.stops[index].deliver if bag in on_board)
        for index in range(len(tour.stops) - 1, stop, -1)
    }
    return {index: bags for index, bags in found.items() if bags}
