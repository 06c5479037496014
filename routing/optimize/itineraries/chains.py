"""Chains of up to four places that goods may go by: origin, transfers, destination."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from routing.domain.transfer import MAX_LEGS, may_transfer

from .legs import is_open

if TYPE_CHECKING:
    from routing.domain.day import Day

    from ..ways import Shipment
    from .legs import Timetable
    from .roads import Roads

FEW_SITES = 24
"""Up to so many sites every one is asked as a transfer, and every chain of roads."""

NEAREST_HUBS = 2


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
        self._known: dict[tuple[str, str, str], list[tuple[str, ...]]] = {}

    def of(self, batch: Shipment, *, barred: bool = False) -> list[tuple[str, ...]]:
        """Return the chains of places from origin to destination.

        With ``barred`` also those that only a movement joins which is out.
        """
        start, end = batch.lot.origin, batch.lot.destination
        outer = batch.outer.outer_site
        if barred or (start, end, outer) not in self._known:
            via = [x for x in self._transfers(outer) if x not in (start, end)]
            chains: list[tuple[str, ...]] = [(start, end)]
            chains += [(start, x, end) for x in via]
            chains += [(start, x, y, end) for x, y in product(via, via) if x != y]
            kept = [
                chain
                for chain in chains
                if self._is_linked(chain, barred=barred) or (barred and chain[1] == end)
            ]
            if barred:
                return kept
            self._known[start, end, outer] = kept
        return self._known[start, end, outer]

    def _transfers(self, outer: str) -> list[str]:
        """Return where goods of a village might change carriers."""
        if self._few:
            return self._keeping
        day = self._day
        linked = set(self._timetable.linked(outer))
        near = self._roads.nearest(outer, self._hubs(), NEAREST_HUBS)
        wanted = {day.centre, day.sites[outer].township, *near, *linked}
        return [
            site
            for site in self._keeping
            if site in wanted and (site in linked or site in self._hubs())
        ]

    def _hubs(self) -> list[str]:
        """Return transfers where a vehicle is based or a scheduled service calls."""
        return [
            site
            for site in self._keeping
            if site in self._based or self._timetable.linked(site)
        ]

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
