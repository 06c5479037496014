"""Ways whose goods are at a crowded site for a part of the day only (R3).

The search counts goods that come or go by road at a transfer in every hour in which
they may be there. Where a site has no room for that, a way may bind itself: goods
come and go between two instants, and the rest of the day is free for others.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from routing.domain.window import TimeWindow, intersect

from .legs import Road
from .limits import HOUR, LAST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day

    from ..ways import Shipment
    from .itinerary import Way
    from .roads import Roads

LONGEST = 3
"""Parts of a day that a stay between two legs by road touches at most."""


class Stay(NamedTuple):
    """Goods come to a transfer at ``begin`` or later and are gone after ``end``.

    Vehicles hand them over, or load them, from ``first`` to ``last``.
    """

    begin: int
    end: int
    first: int
    last: int


def _both(stay: Stay, bound: Stay | None) -> Stay:
    """Return a stay within one that the way is bound to, for its cold goods say."""
    if bound is None:
        return stay
    return Stay(
        max(stay.begin, bound.begin),
        min(stay.end, bound.end),
        max(stay.first, bound.first),
        min(stay.last, bound.last),
    )


class Stays:
    """Parts of the day at each site that all goods together would overfill.

    A part ends where a trip or an offer brings goods or takes them along, or at the
    full hour.
    """

    def __init__(
        self,
        day: Day,
        roads: Roads,
        batches: Sequence[Shipment],
        found: Sequence[Sequence[Way]],
    ) -> None:
        asked: dict[str, int] = {}
        events: dict[str, set[int]] = {}
        for batch, ways in zip(batches, found, strict=True):
            for site in {site for way in ways for site in way.transfers}:
                asked[site] = asked.get(site, 0) + batch.items
            for way in ways:
                for leg in way.legs:
                    if not isinstance(leg, Road):
                        events.setdefault(leg.to_site, set()).add(leg.arrive)
                        events.setdefault(leg.from_site, set()).add(leg.depart + 1)
        hours = set(range(0, LAST, HOUR))
        self._sites, self._roads = day.sites, roads
        self._bases = {car.start_site for car in day.vehicles.values()}
        self._starts = {
            site: sorted(hours | events.get(site, set()))
            for site, items in asked.items()
            if (room := day.sites[site].storage_items) is not None and items > room
        }

    def parts(self, site: str, first: int, last: int) -> range:
        """Return the numbers of the parts of a day from one instant to another."""
        starts = self._starts.get(site)
        if starts is None:
            return range(first // HOUR, last // HOUR + 1)
        return range(bisect_right(starts, first) - 1, bisect_right(starts, last))

    def variants(self, batch: Shipment, way: Way) -> Iterator[Way]:
        """Yield a way with each stay at its crowded transfers, one at a time."""
        for n, site in enumerate(way.transfers):
            if site not in self._starts:
                continue
            for stay in self._stays(batch, way, n):
                stays = list(way.stays or (None,) * len(way.transfers))
                stays[n] = both = _both(stay, stays[n])
                if both.first > both.last:
                    continue
                late = list(way.late)
                late[n + 1] = min(late[n + 1], self._gone_by(way, n, stay))
                yield replace(way, stays=tuple(stays), late=tuple(late))

    def _gone_by(self, way: Way, n: int, stay: Stay) -> int:
        """Return by when a leg must arrive for its goods to be gone from a base.

        What a vehicle loads at its base is no halt that a window could bind: who
        arrives within the shortest drive of the end has left before it.
        """
        leg = way.legs[n + 1]
        if not isinstance(leg, Road) or leg.from_site not in self._bases:
            return way.late[n + 1]
        return stay.end + self._roads.seconds(leg.from_site, leg.to_site)

    def _stays(self, batch: Shipment, way: Way, n: int) -> Iterator[Stay]:
        """Yield from when to when goods may be at a transfer of a way."""
        comes, goes = way.legs[n], way.legs[n + 1]
        by_road = isinstance(comes, Road), isinstance(goes, Road)
        if not any(by_road):
            return
        site = self._sites[way.transfers[n]]
        # Handed over and loaded again in one halt at the longest.
        work = site.service_duration + 2 * site.sec_per_item * batch.items
        first = way.early[n + 1] - way.gaps[n]
        last = way.late[n + 1] if isinstance(goes, Road) else goes.depart
        if isinstance(goes, Road) and site.hours:
            last = min(last, site.hours[-1].late + work)
        starts = self._starts[site.site_id]
        numbers = [
            x for x in self.parts(site.site_id, first, last) if x + 1 < len(starts)
        ]
        for i in numbers if by_road[0] else numbers[:1]:
            for j in numbers if by_road[1] else numbers[-1:]:
                begin, end = max(first, starts[i]), min(last, starts[j + 1] - 1)
                # Goods that wait aboard are there before they are handled.
                span = begin + way.gaps[n], end - work
                hours = (TimeWindow(*span),) if span[0] <= span[1] else ()
                short = j - i < LONGEST or not all(by_road)
                if hours and short and intersect(site.hours, hours) is not None:
                    yield Stay(begin, end, *span)
