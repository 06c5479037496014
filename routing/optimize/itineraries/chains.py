"""Chains of up to four places that goods may go by: origin, transfers, destination."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from routing.domain.site import Level
from routing.domain.transfer import MAX_LEGS, may_transfer

from ..carriers import classes_at
from ..transfers import FEW_SITES
from .timetable import is_open

if TYPE_CHECKING:
    from routing.domain.day import Day

    from ..ways import Shipment
    from .roads import Roads
    from .timetable import Timetable

NEAREST_HUBS = 5
"""Bases of vehicles that are asked as the last transfer of a village."""

MOST_TRANSFERS = 12
SMALL = (Level.STATION,)
"""Places that keep goods, but no transfer of a large day unless a vehicle is based
there."""


class Chains:
    """The chains of places of one day; every one of them with ``complete``."""

    def __init__(
        self, day: Day, roads: Roads, timetable: Timetable, *, complete: bool
    ) -> None:
        self._day, self._roads, self._timetable = day, roads, timetable
        sites = day.sites.values()
        self._keeping = [s.site_id for s in sites if may_transfer(s) and is_open(s)]
        self._few = complete or len(day.sites) <= FEW_SITES
        self._based = {car.start_site for car in day.vehicles.values()}
        self._large = [
            site
            for site in self._keeping
            if site in self._based or day.sites[site].level not in SMALL
        ]
        self._central = {
            car.vehicle_class
            for car in day.vehicles.values()
            if car.start_site == day.centre
        }
        self._known: dict[tuple[str, str, str, bool], list[tuple[str, ...]]] = {}

    @property
    def few(self) -> bool:
        """Whether every place is asked."""
        return self._few

    def of(self, batch: Shipment, *, barred: bool = False) -> list[tuple[str, ...]]:
        """Return the chains of places from origin to destination.

        With ``barred`` also those that only a movement joins which is out.
        """
        start, end = batch.lot.origin, batch.lot.destination
        outer = batch.outer.outer_site
        key = (start, end, outer, barred)
        if key not in self._known:
            near, far = self._transfers(outer)
            near = [x for x in near if x not in (start, end)]
            via = near + [x for x in far if x not in (start, end)]
            pairs = product(via, near) if outer == end else product(near, via)
            chains: list[tuple[str, ...]] = [(start, end)]
            chains += [(start, x, end) for x in via]
            chains += [(start, x, y, end) for x, y in pairs if x != y]
            kept = [
                chain
                for chain in chains
                if self._is_linked(chain, barred=barred) or (barred and chain[1] == end)
            ]
            self._known[key] = kept
        return self._known[key]

    def unasked(self, batch: Shipment) -> list[str]:
        """Return where goods might change carriers, but no chain of a batch leads."""
        lot = batch.lot
        asked = {place for chain in self.of(batch, barred=True) for place in chain}
        asked.update((lot.origin, lot.destination))
        return [site for site in self._keeping if site not in asked]

    def _transfers(self, outer: str) -> tuple[list[str], list[str]]:
        """Return where goods of a village might change carriers, near and far.

        On large days: what a scheduled service joins with the village and the bases
        nearest to it; and what a scheduled service joins with those.
        """
        if self._few:
            return self._keeping, []
        bases = [
            site
            for site in self._large
            if site in self._based and site != outer and self._is_near(site, outer)
        ]
        near = self._roads.nearest(outer, bases, NEAREST_HUBS)
        first = {self._day.centre, self._day.sites[outer].township, *near}
        first.update(self._timetable.linked(outer))
        found = [
            site
            for site in self._large
            if site in first and (site in self._based or self._timetable.linked(site))
        ]
        beyond = {x for site in near for x in self._timetable.linked(site)}
        rest = [site for site in self._large if site in beyond and site not in first]
        room = max(0, MOST_TRANSFERS - len(found))
        return found, self._roads.nearest(outer, rest, room)

    def _is_near(self, base: str, outer: str) -> bool:
        """Tell whether a base is nearer to a village than the centre is.

        Of a village where nothing from the centre may go, every base is near.
        """
        if not self._roads.joins(base, outer):
            return False
        classes = classes_at(self._day.sites[outer])
        if not any(car in classes for car in self._central):
            return True
        return self._roads.there_and_back(base, outer) <= self._roads.there_and_back(
            self._day.centre, outer
        )

    def _is_linked(self, chain: tuple[str, ...], *, barred: bool) -> bool:
        """Tell whether each pair of a chain is joined by road or service.

        On large days a chain of roads alone changes vehicles once, where one is
        based.
        """
        pairs = list(pairwise(chain))
        served = [
            bool(self._timetable.any_between(*pair))
            or (barred and bool(self._timetable.barred(*pair)))
            for pair in pairs
        ]
        driven = [self._roads.may_drive(*pair) for pair in pairs]
        if not all(s or d for s, d in zip(served, driven, strict=True)):
            return False
        if self._few or any(served) or len(pairs) == 1:
            return True
        return len(pairs) < MAX_LEGS and chain[1] in self._based

    def road_makes_sense(self, chain: tuple[str, ...], number: int) -> bool:
        """Tell whether a road leg makes sense at a place of a chain."""
        if self._few or number == 0:
            return True
        # From a hub goes on by road what is based there.
        return chain[number] in self._based or chain[number] == self._day.centre
