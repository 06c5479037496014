"""Ways of goods that bear only so long outside their temperature, or under way.

Rules C1 and C3. On one leg by road the kernel counts to the second. Where goods change
carriers the legs know nothing of each other: a way binds itself so that they fit
whatever each does. Its *segments* end where a site keeps the goods; a segment has a
share of the seconds. One leg by road may use them as the kernel counts; several legs
begin no sooner and end no later than so many seconds apart, or the first is kept and
the clock runs from its end.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

from routing.domain.window import TimeWindow, intersect

from ..kernel.data import BIG
from ..transfers import FEW_SITES
from ..ways import visit_windows
from .cold_bounds import Bounds, Segment, bound_way
from .legs import Road
from .outside import (
    fixed_duration,
    given_duration,
    hand_duration,
    most_outside,
    outside_since,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.cold import ColdNeeds
    from routing.domain.day import Day

    from ..ways import Shipment
    from .itinerary import Way
    from .legs import Leg
    from .roads import Roads

STARTS, FEW_STARTS = 6, 2
"""Instants at which a segment between two legs by road may begin, at most; of days
with many sites fewer."""
MOST, FEW = 64, 4
"""Ways that one way may be bound to, at most; of days with many sites fewer."""
LEAST_STEP = 300
SHARES = {
    1: ((1,),),
    2: ((1, 1), (1, 3), (3, 1), (1, 0), (0, 1)),
    3: ((1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (2, 1, 1), (1, 2, 1), (1, 1, 2)),
}
"""How segments share what they need not at the least; the numbers are in proportion."""
FIRST_SHARES = (0, 1, 2)
"""Quarters that a first leg which is kept has of that."""
QUARTERS = 4
KEPT_DOORS = 2
"""Doors opened, of what a first leg that is kept may use."""


class ColdWays:
    """Binds the ways of one day's batches.

    With ``complete`` a way is only left out where it takes too long for certain, and
    its legs alone are bound by what the others leave at the most.
    """

    def __init__(self, day: Day, roads: Roads, *, complete: bool = False) -> None:
        self._day, self._roads, self._complete = day, roads, complete
        small = len(day.sites) <= FEW_SITES
        self._starts = STARTS if small else FEW_STARTS
        self._most = MOST if small else FEW
        self._end = max((car.shift.late for car in day.vehicles.values()), default=0)
        cars = day.vehicles.values()
        self._bases = {site for car in cars for site in (car.start_site, car.end_site)}
        self._kept = {t for car in cars for rooms in car.alternatives for t in rooms}

    def variants(self, batch: Shipment, way: Way) -> Iterator[Way]:
        """Yield a way as it may go; nothing where it takes too long."""
        yield from islice(self._bindings(batch, way), self._most)

    def _bindings(self, batch: Shipment, way: Way) -> Iterator[Way]:
        needs = batch.needs(self._day.goods)
        limit, ride = most_outside(batch, needs), needs.ride
        if way.is_straight or (limit is None and ride is None):
            yield way
            return
        due = batch.outer.seal.due if batch.outer.seal is not None else None
        if due is not None:
            # It has been under way before.
            last = way.legs[-1]
            if not isinstance(last, Road) and last.arrive > due:
                return
            bound = bound_way(way, (Bounds(late=(len(way.legs) - 1, due)),))
            yield from [bound] if limit is None else self._cold(batch, bound, limit)
            return
        if ride is not None and not self._complete:
            whole = Segment(0, len(way.legs) - 1, 0)
            for bounds in self._clocks(batch, way, whole, ride, hands=False):
                bound = bound_way(way, (bounds,))
                yield from [bound] if limit is None else self._cold(batch, bound, limit)
            return
        yield from [way] if limit is None else self._cold(batch, way, limit)

    def _cold(self, batch: Shipment, way: Way, limit: int) -> Iterator[Way]:
        """Yield a way whose segments share the seconds that goods may be outside."""
        needs = batch.needs(self._day.goods)
        if needs.box:
            yield from self._in_box(batch, way, needs.box + limit)
            return
        segments = self._segments(batch, way, needs)
        fixed = sum(s.fixed for s in segments)
        loose = [s for s in segments if not self._is_fixed(way, s)]
        if fixed > limit:
            return
        if not loose:
            yield way
            return
        least = [self._least(batch, way, segment, needs) for segment in loose]
        spare = limit - fixed - sum(least)
        if spare < 0:
            return
        if self._complete:
            yield bound_way(
                way,
                [
                    Bounds(exposed=((segment.first, need + spare),))
                    for segment, need in zip(loose, least, strict=True)
                    if segment.first == segment.last
                ],
            )
            return
        seen: set[tuple[object, ...]] = set()
        for shares in SHARES[len(loose)]:
            parts = [
                need + spare * share // sum(shares)
                for need, share in zip(least, shares, strict=True)
            ]
            choices = [
                self._choices(batch, way, segment, part)
                for segment, part in zip(loose, parts, strict=True)
            ]
            for chosen in product(*choices):
                bound = bound_way(way, chosen)
                times = *bound.early, *bound.late, *bound.exposed
                key = times, bound.since, bound.stays
                if key not in seen:
                    seen.add(key)
                    yield bound

    def _in_box(self, batch: Shipment, way: Way, seconds: int) -> Iterator[Way]:
        """Yield a way that ends so many seconds after its boxes are closed (C2c).

        What is kept when their ice has melted is left aside. Goods that wait warm for
        their boxes go straight only.
        """
        if self._since(batch, 0) is not None:
            return
        if self._complete and any(isinstance(leg, Road) for leg in way.legs):
            yield way
            return
        whole = Segment(0, len(way.legs) - 1, 0)
        for bounds in self._clocks(batch, way, whole, seconds, hands=True):
            yield bound_way(way, (bounds,))

    def _least(
        self, batch: Shipment, way: Way, segment: Segment, needs: ColdNeeds
    ) -> int:
        """Return seconds that a segment takes at the least: hands, and unkept rides."""
        first, last = segment.first, segment.last
        one, two = way.legs[first], way.legs[last]
        least = self._least_hand(batch, one.from_site) if isinstance(one, Road) else 0
        if isinstance(two, Road):
            least += self._least_hand(batch, two.to_site)
        if needs.temp not in self._kept:
            end = two.arrive if not isinstance(two, Road) else way.early[last]
            if isinstance(two, Road):
                end += self._roads.seconds(two.from_site, two.to_site)
            start = way.early[first] if isinstance(one, Road) else one.ready_by
            least += max(0, end - start - given_duration(way.legs[first : last + 1]))
        return least

    def _segments(self, batch: Shipment, way: Way, needs: ColdNeeds) -> list[Segment]:
        """Cut a way where a site keeps the goods."""
        cuts = [
            n
            for n, site in enumerate(way.transfers)
            if self._day.sites[site].keeps(needs.temp)
        ]
        firsts = [0, *(n + 1 for n in cuts)]
        lasts = [*cuts, len(way.legs) - 1]
        return [
            Segment(i, j, fixed_duration(way.legs[i : j + 1], self._since(batch, i)))
            for i, j in zip(firsts, lasts, strict=True)
        ]

    def _is_fixed(self, way: Way, segment: Segment) -> bool:
        legs = way.legs[segment.first : segment.last + 1]
        return not any(isinstance(leg, Road) for leg in legs)

    def _choices(
        self, batch: Shipment, way: Way, segment: Segment, part: int
    ) -> list[Bounds]:
        """Return how a segment may keep within its part of the seconds."""
        first, last = segment.first, segment.last
        if first == last:
            return [Bounds(exposed=((first, part),))]
        choices = list(self._clocks(batch, way, segment, part, hands=True))
        if isinstance(way.legs[first], Road):
            choices += self._kept_first(batch, way, segment, part)
        return choices

    def _clocks(
        self, batch: Shipment, way: Way, segment: Segment, part: int, *, hands: bool
    ) -> Iterator[Bounds]:
        """Yield bounds so that a segment ends soon enough after it begins."""
        first, last = segment.first, segment.last
        one, two = way.legs[first], way.legs[last]
        before = self._hand(batch, one.from_site, 0) if hands else 0
        behind = self._hand(batch, two.to_site, 1) if hands else 0
        part += given_duration(way.legs[first : last + 1]) if hands else 0
        since = self._since(batch, first) if hands else None
        if not isinstance(one, Road) or since is not None:
            start = since if since is not None else one.ready_by
            end = start + part
            if not isinstance(two, Road):
                if two.arrive <= end:
                    yield Bounds()
            elif end - behind >= way.early[last]:
                yield Bounds(late=(last, end - behind))
        elif not isinstance(two, Road):
            yield Bounds(early=(first, two.arrive - part + before))
        else:
            room = part - before - behind
            begin = way.early[first]
            takes = way.early[last] - begin + self._roads.seconds(*_ends(two))
            for start in self._instants(begin, takes, room):
                yield Bounds(early=(first, start), late=(last, start + room))

    def _kept_first(
        self, batch: Shipment, way: Way, segment: Segment, part: int
    ) -> Iterator[Bounds]:
        """Yield bounds for a first leg that is kept; the clock runs from its end."""
        first, last = segment.first, segment.last
        leg, two = way.legs[first], way.legs[last]
        hands = self._least_hand(batch, leg.from_site)
        hands += self._hand(batch, leg.to_site, 0)
        doors = KEPT_DOORS * self._day.settings.door_open_duration
        service = self._day.sites[leg.to_site].service_duration
        if last == first + 1 and isinstance(two, Road):
            yield from self._two_rides(batch, way, segment, (part, hands + service))
            return
        kept = hands + service + doors
        if leg.from_site in self._bases:
            kept += self._day.sites[leg.from_site].service_duration
        left = part - kept + given_duration(way.legs[first : last + 1])
        if kept > part:
            return
        exposed = ((first, kept),)
        if not isinstance(two, Road):
            come = two.arrive - left
            if self._may_come(batch, leg.to_site, come):
                yield Bounds(exposed=exposed, stay=(first, come))
            return
        room = left - self._hand(batch, two.to_site, 1)
        begin = way.early[first + 1] - way.gaps[first]
        takes = way.early[last] - begin + self._roads.seconds(*_ends(two))
        for start in self._instants(begin, takes, room):
            if self._may_come(batch, leg.to_site, start):
                yield Bounds(
                    exposed=exposed, stay=(first, start), late=(last, start + room)
                )

    def _two_rides(
        self, batch: Shipment, way: Way, segment: Segment, seconds: tuple[int, int]
    ) -> Iterator[Bounds]:
        """Yield bounds for two legs by road that wait at a warm site between them.

        The kernel counts both, and the wait from an instant on, before which goods
        do not come. ``seconds``: those of the segment, and the hands of the first.
        """
        first, last = segment.first, segment.last
        part, hands = seconds
        two = way.legs[last]
        takes = max(way.gaps[first], self._hand(batch, two.from_site, 0))
        takes += self._least_hand(batch, two.to_site)
        spare = part - hands - takes
        if spare < 0:
            return
        begin = way.early[last] - way.gaps[first]
        for share in FIRST_SHARES:
            mine = hands + spare * share // QUARTERS
            for start in self._instants(begin, takes, part - mine):
                if self._may_come(batch, two.from_site, start):
                    yield Bounds(
                        exposed=((first, mine), (last, part - mine)),
                        stay=(first, start),
                        since=(last, start),
                    )

    def _may_come(self, batch: Shipment, site_id: str, time: int) -> bool:
        """Tell whether a vehicle may hand goods over at a site, from a time on."""
        hours = visit_windows(self._day, batch.lot, site_id)
        behind = (TimeWindow(max(0, time), BIG),)
        return hours is not None and intersect(hours, behind) is not None

    def _instants(self, begin: int, takes: int, room: int) -> Iterator[int]:
        """Yield when what ``takes`` so long and has ``room`` may begin."""
        slack = room - takes
        if slack < 0:
            return
        end = max(begin, self._end - takes)
        step = max(LEAST_STEP, slack // 2, (end - begin) // self._starts)
        yield from range(begin, end + 1, step)

    def _hand(self, batch: Shipment, site_id: str, halts: int) -> int:
        """Return the seconds that a bag is in somebody's hands, at most."""
        site = self._day.sites[site_id]
        return hand_duration(batch, site.sec_per_item) + halts * site.service_duration

    def _least_hand(self, batch: Shipment, site_id: str) -> int:
        """Return those seconds at the least: at a base there may be no halt."""
        return self._hand(batch, site_id, int(site_id not in self._bases))

    def _since(self, batch: Shipment, first: int) -> int | None:
        """Return when goods begin to be outside at a warm origin (C1c)."""
        return None if first else outside_since(self._day, batch)


def _ends(leg: Leg) -> tuple[str, str]:
    return leg.from_site, leg.to_site
