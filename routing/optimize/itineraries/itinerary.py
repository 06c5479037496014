"""Itineraries (运输方案): the chains of up to three legs that a batch can go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.partner import SortDepth
from routing.domain.reason import ReasonCode
from routing.domain.transfer import handling_duration

from .chains import Chains
from .legs import Leg, Road
from .refusal import NOT_NEAR, TOO_MANY, Refusal, refuses_place
from .steps import Course, cut, ends
from .walk import MOST_WAYS, Ground, OutWay, Walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day

    from ..ways import Shipment
    from .roads import Roads
    from .stays import Stay
    from .timetable import Timetable

LATEST = 4 * 86_400
"""Later than anything of a day."""


@dataclass(frozen=True, slots=True)
class Way:
    """Legs in order.

    ``gaps`` are the seconds from arrival at each transfer until the goods are
    ready again (T4); ``early`` and ``late`` bound each leg: when its goods can be
    ready at the soonest, and by when they must arrive. ``stays``, if any, bind the
    goods to be at a transfer between two instants only (see ``stays``). ``exposed``,
    if any, are the seconds that cold goods may be outside on each leg, ``since`` from
    when on they wait outside for it (see ``cold``);
    ``comes``, if any, when goods may be at each transfer at the soonest, where they
    are bound to be handled there later than that. ``box`` is the stock in whose boxes
    goods travel, if any.
    """

    legs: tuple[Leg, ...]
    gaps: tuple[int, ...]
    early: tuple[int, ...]
    late: tuple[int, ...]
    stays: tuple[Stay | None, ...] = ()
    exposed: tuple[int, ...] = ()
    since: tuple[int | None, ...] = ()
    comes: tuple[int, ...] = ()
    box: str | None = None

    @property
    def roads(self) -> tuple[int, ...]:
        """Return the places of its legs by road."""
        return tuple(i for i, leg in enumerate(self.legs) if isinstance(leg, Road))

    @property
    def is_straight(self) -> bool:
        """Whether it is one leg by road."""
        return len(self.legs) == 1 and isinstance(self.legs[0], Road)

    @property
    def transfers(self) -> tuple[str, ...]:
        """Where goods change carriers."""
        return tuple(leg.to_site for leg in self.legs[:-1])

    @property
    def soonest(self) -> tuple[int, ...]:
        """When goods may be at each transfer at the soonest, aboard a vehicle too."""
        ready = zip(self.early[1:], self.gaps, strict=True)
        return self.comes or tuple(early - gap for early, gap in ready)


class Itineraries:
    """Finds the ways of batches on one day.

    ``roads`` tells how long a drive takes. With ``complete`` every chain of places
    is asked, however large the day, and no way is dropped for others.
    """

    def __init__(
        self, day: Day, roads: Roads, timetable: Timetable, *, complete: bool = False
    ) -> None:
        self._day, self.roads = day, roads
        self.complete = complete
        self._chains = Chains(day, roads, timetable, complete=complete)
        self._ground = Ground(day, roads, timetable, self._chains, complete)
        self._most = None if complete else MOST_WAYS
        self._handling: dict[tuple[str, int | None], int] = {}
        self._plain: dict[tuple[str, ...], tuple[int, ...]] = {}

    def ways(self, batch: Shipment) -> list[Way]:
        """Return the ways of a batch, fewest legs first, soonest first."""
        walk = Walk(self._ground, batch, tells=False)
        unsorted = self.starts_unsorted(batch)
        legs = 0
        for chain in self._chains.of(batch):
            if len(chain) > legs + 1:
                # Those with fewer legs come first, in the list and in the answer.
                if self._most and len(walk.found) >= self._most:
                    break
                legs = len(chain) - 1
            gaps = self._gaps(batch, chain, unsorted=unsorted)
            if gaps is not None:
                walk.along(chain, gaps)
        box = None if batch.box is None else batch.box.box_id
        return [self._way(course, box) for course in cut(walk.found, self._most)[0]]

    def out(self, batch: Shipment) -> list[OutWay]:
        """Return the ways that are out, each once, with the first limit they meet."""
        walk = Walk(self._ground, batch, tells=True)
        rows = walk.out
        rows += self._closed(batch)
        unsorted = self.starts_unsorted(batch)
        for chain in self._chains.of(batch, barred=True):
            gaps = self._gaps(batch, chain, unsorted=unsorted)
            if gaps is None:
                refusal = Refusal(ReasonCode.NOT_SORTED_TO_VILLAGE)
                rows.append(OutWay(chain, (), refusal))
            else:
                walk.along(chain, gaps)
        later = Refusal(None, note=TOO_MANY)
        for course in cut(walk.found, self._most)[1]:
            chain = (batch.lot.origin, *ends(course.legs))
            rows.append(OutWay(chain, course.legs, later))
        start, end = batch.lot.origin, batch.lot.destination
        far = Refusal(None, note=NOT_NEAR)
        rows += [
            OutWay((start, site, end), (), far) for site in self._chains.unasked(batch)
        ]
        each: dict[object, OutWay] = {}
        for row in rows:
            each.setdefault(row.legs or row.chain, row)
        return list(each.values())

    def _closed(self, batch: Shipment) -> Iterator[OutWay]:
        """Yield the way over the township where nothing changes hands today."""
        start, end = batch.lot.origin, batch.lot.destination
        via = self._day.sites[batch.outer.outer_site].township
        if via is None or via in (start, end):
            return
        refusal = refuses_place(self._day.sites[via])
        if refusal is not None:
            yield OutWay((start, via, end), (), refusal)

    def _way(self, course: Course, box: str | None) -> Way:
        """Return a course with the instants by which each leg must arrive."""
        legs, gaps, early, _ = course
        late = [LATEST]
        for number in range(len(legs) - 1, 0, -1):
            leg = legs[number]
            if isinstance(leg, Road):
                start = late[0] - self.roads.seconds(leg.from_site, leg.to_site)
            else:
                start = leg.ready_by
            late.insert(0, start - gaps[number - 1])
        return Way(legs, gaps, early, tuple(late), box=box)

    def _gaps(
        self, batch: Shipment, chain: tuple[str, ...], *, unsorted: bool
    ) -> tuple[int, ...] | None:
        """Return the handling at each transfer (T4); None where nobody sorts (T4b)."""
        if not unsorted and chain in self._plain:
            return self._plain[chain]
        gaps, sorted_before = [], not unsorted
        for place in chain[1:-1]:
            sorting = unsorted and self._day.sites[place].sorts
            gaps.append(self._handled(place, batch if sorting else None))
            unsorted = unsorted and not sorting
        if sorted_before:
            self._plain[chain] = tuple(gaps)
        return None if unsorted else tuple(gaps)

    def _handled(self, place: str, sorted_here: Shipment | None) -> int:
        """Return the handling at a place, with what is sorted there the longer."""
        items = max(bag.items for bag in sorted_here.bags) if sorted_here else None
        if (place, items) not in self._handling:
            site = self._day.sites[place]
            self._handling[place, items] = handling_duration(
                site, items or 0, sorted_here=items is not None
            )
        return self._handling[place, items]

    def starts_unsorted(self, batch: Shipment) -> bool:
        """Tell whether a delivery below a hub still has to be sorted (T4b)."""
        lot, day = batch.lot, self._day
        below = day.sites[lot.destination].township is not None
        if not below or any(day.sites[x].sorts for x in batch.outer.passed):
            return False
        rough = {
            row.consignment_id
            for row in lot.consignments
            if row.kind is ConsignmentKind.DELIVERY
            and day.partners[row.partner].sort_depth is SortDepth.TOWNSHIP
        }
        return any(key in rough for bag in batch.bags for key, _ in bag.contents)
