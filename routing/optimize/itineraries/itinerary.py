"""Itineraries (运输方案): the chains of up to three legs that a batch can go."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.partner import SortDepth
from routing.domain.transfer import MAX_LEGS, handling_duration, may_transfer

from ..transfers import FEW_SITES
from .legs import Given, Leg, Ride, Road, is_open

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.domain.window import TimeWindow

    from ..ways import Shipment
    from .legs import Timetable
    from .roads import Roads

LATEST = 4 * 86_400
"""Later than anything of a day."""

NEAREST_HUBS = 5
"""Bases of vehicles that are asked as the last transfer of a village."""

MOST_TRANSFERS = 14
MOST_WAYS = 64
"""Ways of a batch that are kept, the first to arrive of those with fewest legs."""


@dataclass(frozen=True, slots=True)
class Way:
    """Legs in order.

    ``gaps`` are the seconds from arrival at each transfer until the goods are
    ready again (T4); ``early`` and ``late`` bound each leg: when its goods can be
    ready at the soonest, and by when they must arrive.
    """

    legs: tuple[Leg, ...]
    gaps: tuple[int, ...]
    early: tuple[int, ...]
    late: tuple[int, ...]

    @property
    def roads(self) -> tuple[int, ...]:
        """Return the places of its legs by road."""
        return tuple(i for i, leg in enumerate(self.legs) if isinstance(leg, Road))

    @property
    def transfers(self) -> tuple[str, ...]:
        """Where goods change carriers."""
        return tuple(leg.to_site for leg in self.legs[:-1])


class Itineraries:
    """Finds the ways of batches on one day."""

    def __init__(self, day: Day, roads: Roads, timetable: Timetable) -> None:
        self._day, self._roads, self._timetable = day, roads, timetable
        sites = day.sites.values()
        self._keeping = [s.site_id for s in sites if may_transfer(s) and is_open(s)]
        self._keeping_set = frozenset(self._keeping)
        self._few = len(day.sites) <= FEW_SITES
        self._based = {car.start_site for car in day.vehicles.values()}
        self._known: dict[tuple[str, str, str], list[tuple[str, ...]]] = {}

    def ways(self, batch: Shipment) -> list[Way]:
        """Return the ways of a batch, fewest legs first, soonest first."""
        found = [
            way for chain in self._chains(batch) for way in self._along(batch, chain)
        ]
        found.sort(key=lambda way: (len(way.legs), len(way.roads), way.early[-1]))
        return found[:MOST_WAYS]

    def _chains(self, batch: Shipment) -> list[tuple[str, ...]]:
        """Return the chains of places from origin to destination."""
        start, end = batch.lot.origin, batch.lot.destination
        outer = batch.outer.outer_site
        if (start, end, outer) not in self._known:
            via = [x for x in self._transfers(outer) if x not in (start, end)]
            chains: list[tuple[str, ...]] = [(start, end)]
            chains += [(start, x, end) for x in via]
            chains += [(start, x, y, end) for x, y in product(via, via) if x != y]
            kept = [chain for chain in chains if self._is_linked(chain)]
            self._known[start, end, outer] = kept
        return self._known[start, end, outer]

    def _transfers(self, outer: str) -> list[str]:
        """Return where goods of a village might change carriers.

        On large days: what a scheduled service joins with the village, the bases
        nearest to it, and what a scheduled service joins with those.
        """
        if self._few:
            return self._keeping
        beside = self._timetable.linked(outer)
        bases = [
            site
            for site in self._keeping
            if site in self._based
            and site != outer
            and (self._roads.may_drive(site, outer))
        ]
        near = self._roads.nearest(outer, bases, NEAREST_HUBS)
        beyond = [x for site in near for x in self._timetable.linked(site)]
        township = self._day.sites[outer].township
        wanted = {self._day.centre, township, *beside, *near}
        found = [site for site in self._keeping if site in wanted]
        more = dict.fromkeys(x for x in beyond if x in self._keeping_set)
        rest = [x for x in more if x not in wanted]
        room = max(0, MOST_TRANSFERS - len(found))
        return found + self._roads.nearest(outer, rest, room)

    def _is_linked(self, chain: tuple[str, ...]) -> bool:
        """Tell whether each pair of a chain is joined by road or service.

        On large days a chain of roads alone changes vehicles once, where one is
        based.
        """
        pairs = list(pairwise(chain))
        served = [bool(self._timetable.any_between(*pair)) for pair in pairs]
        driven = [self._roads.may_drive(*pair) for pair in pairs]
        if not all(s or d for s, d in zip(served, driven, strict=True)):
            return False
        if self._few or any(served) or len(pairs) == 1:
            return True
        return len(pairs) < MAX_LEGS and chain[1] in self._based

    def _along(self, batch: Shipment, chain: tuple[str, ...]) -> Iterator[Way]:
        """Yield the ways along a chain of places that could be in time."""
        options: list[list[Leg]] = []
        for number, (start, end) in enumerate(pairwise(chain)):
            legs: list[Leg] = []
            if self._roads.may_drive(start, end) and self._roads_mix(chain, number):
                legs.append(Road(start, end))
            legs += self._timetable.between(start, end, batch)
            options.append(legs)
        for chosen in product(*options):
            way = self._timed(batch, chosen)
            if way is not None:
                yield way

    def _roads_mix(self, chain: tuple[str, ...], number: int) -> bool:
        """Tell whether a road leg makes sense at a place of a chain."""
        if self._few or number == 0:
            return True
        # From a hub goes on by road what is based there.
        return chain[number] in self._based or chain[number] == self._day.centre

    def _timed(self, batch: Shipment, legs: Sequence[Leg]) -> Way | None:
        """Return the way with its times, or None where a rule forbids it."""
        gaps = self._gaps(batch, legs)
        if (
            gaps is None
            or not self._is_checked(batch, legs)
            or not self._is_promised(batch, legs)
            or not self._lock_kept(batch, legs)
        ):
            return None
        early = self._early(batch, legs, gaps)
        if early is None:
            return None
        late = self._late(legs, gaps)
        for leg, ready, end in zip(legs, early, late, strict=True):
            if not isinstance(leg, Road):
                continue
            if ready + self._roads.seconds(leg.from_site, leg.to_site) > end:
                return None
        return Way(tuple(legs), gaps, tuple(early), tuple(late))

    def _early(
        self, batch: Shipment, legs: Sequence[Leg], gaps: Sequence[int]
    ) -> list[int] | None:
        """Return when goods can be ready for each leg; None where a carrier is gone."""
        early = [batch.outer.ready_time]
        for leg, gap in zip(legs, (*gaps, 0), strict=True):
            if isinstance(leg, Road):
                arrive = early[-1] + self._roads.seconds(leg.from_site, leg.to_site)
            elif early[-1] <= leg.ready_by:
                arrive = leg.arrive
            else:
                return None
            early.append(arrive + gap)
        return early[:-1]

    def _late(self, legs: Sequence[Leg], gaps: Sequence[int]) -> list[int]:
        """Return by when each leg must arrive for the next one."""
        late = [LATEST]
        for number in range(len(legs) - 1, 0, -1):
            leg = legs[number]
            if isinstance(leg, Road):
                start = late[0] - self._roads.seconds(leg.from_site, leg.to_site)
            else:
                start = leg.ready_by
            late.insert(0, start - gaps[number - 1])
        return late

    def _gaps(self, batch: Shipment, legs: Sequence[Leg]) -> tuple[int, ...] | None:
        """Return the handling at each transfer (T4); None where nobody sorts (T4b)."""
        unsorted = self.starts_unsorted(batch)
        gaps = []
        for leg in legs[:-1]:
            site = self._day.sites[leg.to_site]
            sorting = unsorted and site.sorts
            gaps.append(
                max(
                    handling_duration(site, bag.items, sorted_here=sorting)
                    for bag in batch.bags
                )
            )
            unsorted = unsorted and not site.sorts
        return None if unsorted else tuple(gaps)

    def starts_unsorted(self, batch: Shipment) -> bool:
        """Tell whether a delivery below a hub still has to be sorted (T4b)."""
        lot, day = batch.lot, self._day
        below = day.sites[lot.destination].township is not None
        if not below or day.sites[lot.origin].sorts:
            return False
        rough = {
            row.consignment_id
            for row in lot.consignments
            if row.kind is ConsignmentKind.DELIVERY
            and day.partners[row.partner].sort_depth is SortDepth.TOWNSHIP
        }
        return any(key in rough for bag in batch.bags for key, _ in bag.contents)

    def _is_checked(self, batch: Shipment, legs: Sequence[Leg]) -> bool:
        """Tell whether nothing unchecked boards a bus (W3a)."""
        sites = self._day.sites
        safe = sites[batch.lot.origin].security_check
        for leg in legs:
            if isinstance(leg, Ride) and not (safe or leg.checked):
                return False
            safe = safe or sites[leg.to_site].security_check
            if isinstance(leg, Ride):
                safe = safe or leg.checked
        return True

    def _is_promised(self, batch: Shipment, legs: Sequence[Leg]) -> bool:
        """Tell whether own windows and deadline hold at a village end (T5c, T8a)."""
        row = batch.outer
        first, last = legs[0], legs[-1]
        if row.outer_site == batch.lot.destination:
            if isinstance(last, Road):
                return True
            if row.deadline is not None and last.arrive > row.deadline:
                return False
            if isinstance(last, Given):
                ends = [window.late for window in row.windows]
                return not ends or last.arrive <= max(ends)
            return _inside(row.windows, last.arrive)
        if isinstance(first, Road):
            return True
        in_time = row.deadline is None or first.depart <= row.deadline
        return in_time and _inside(row.windows, first.depart)

    def _lock_kept(self, batch: Shipment, legs: Sequence[Leg]) -> bool:
        """Tell whether a lock's vehicle can carry the leg at the village end (W5c)."""
        outer = batch.outer.outer_site
        if not any(outer in lock.sites for lock in self._day.locks):
            return True
        return all(
            isinstance(leg, Road)
            for leg in legs
            if outer in (leg.from_site, leg.to_site)
        )


def _inside(windows: tuple[TimeWindow, ...], time: int) -> bool:
    return not windows or any(w.early <= time <= w.late for w in windows)
