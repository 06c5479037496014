"""Itineraries (运输方案): the chains of up to three legs that a batch can go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.partner import SortDepth
from routing.domain.reason import ReasonCode
from routing.domain.transfer import MAX_LEGS, handling_duration

from .chains import Chains
from .legs import Leg, Ride, Road, Scheduled
from .refusal import TOO_MANY, Refusal, late, refuses_place
from .steps import Begun, cut, ends, missed_reason, promised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day

    from ..ways import Shipment
    from .legs import Timetable
    from .roads import Roads

LATEST = 4 * 86_400
"""Later than anything of a day."""

FIRST_RIDES = 8
NEXT_RIDES = 3
EVERY = 1 << 30
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


@dataclass(frozen=True, slots=True)
class OutWay:
    """A way that is out, as far as it was followed: its last leg meets the limit.

    ``chain`` are the places it would go by, its origin and destination included.
    """

    chain: tuple[str, ...]
    legs: tuple[Leg, ...]
    refusal: Refusal


class Itineraries:
    """Finds the ways of batches on one day.

    With ``complete`` every chain of places is asked, however large the day, and
    no way is dropped for others.
    """

    def __init__(
        self, day: Day, roads: Roads, timetable: Timetable, *, complete: bool = False
    ) -> None:
        self._day, self._roads, self._timetable = day, roads, timetable
        self._chains = Chains(day, roads, timetable, complete=complete)
        self._most = None if complete else MOST_WAYS
        self._locked = {site for lock in day.locks for site in lock.sites}
        self._batch: Shipment | None = None
        self._handling: dict[tuple[str, bool], int] = {}
        self._unsorted = False

    def ways(self, batch: Shipment) -> list[Way]:
        """Return the ways of a batch, fewest legs first, soonest first."""
        found = [
            way
            for chain in self._chains.of(batch)
            for way in self._along(batch, chain)
            if isinstance(way, Way)
        ]
        return cut(found, self._most)[0]

    def out(self, batch: Shipment) -> list[OutWay]:
        """Return the ways that are out, each once, with the first limit they meet."""
        rows = list(self._closed(batch))
        ways = []
        for chain in self._chains.of(batch, barred=True):
            for judged in self._along(batch, chain, barred=True):
                if isinstance(judged, OutWay):
                    rows.append(judged)
                else:
                    ways.append(judged)
        later = Refusal(None, note=TOO_MANY)
        for way in cut(ways, self._most)[1]:
            rows.append(OutWay((batch.lot.origin, *ends(way.legs)), way.legs, later))
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

    def _along(
        self, batch: Shipment, chain: tuple[str, ...], *, barred: bool = False
    ) -> Iterator[Way | OutWay]:
        """Yield the ways along a chain of places that could be in time, and others."""
        gaps = self._gaps(batch, chain)
        if gaps is None:
            yield OutWay(chain, (), Refusal(ReasonCode.NOT_SORTED_TO_VILLAGE))
            return
        options = [
            self._options(batch, chain, number, barred=barred)
            for number in range(len(chain) - 1)
        ]
        safe = self._day.sites[batch.lot.origin].security_check
        begun = Begun((), (batch.outer.ready_time,), safe, barred)
        yield from self._onward(batch, (chain, gaps), options, begun)

    def _options(
        self, batch: Shipment, chain: tuple[str, ...], number: int, *, barred: bool
    ) -> list[tuple[Leg, Refusal | None]]:
        """Return the movements between two places of a chain, and why not."""
        start, end = chain[number : number + 2]
        legs: list[tuple[Leg, Refusal | None]] = []
        if self._roads.may_drive(start, end):
            if self._chains.road_makes_sense(chain, number):
                legs.append((Road(start, end), None))
        elif barred:
            legs.append((Road(start, end), Refusal(ReasonCode.UNREACHABLE)))
        legs += self._timetable.between(start, end, batch)
        if barred:
            legs += self._timetable.barred(start, end)
        return legs

    def _onward(
        self,
        batch: Shipment,
        path: tuple[tuple[str, ...], tuple[int, ...]],
        options: Sequence[Sequence[tuple[Leg, Refusal | None]]],
        begun: Begun,
    ) -> Iterator[Way | OutWay]:
        """Yield what a way that has begun may become, and what it may not."""
        chain, gaps = path
        number = len(begun.legs)
        most = self._most_rides(number, len(chain) - 1)
        rides = 0
        told = self._told(begun, options[number])
        for leg, standing in options[number]:
            if begun.missed(leg) > told or (standing and not begun.tells):
                continue
            legs = (*begun.legs, leg)
            refusal = standing or self._refuses(batch, leg, begun)
            rides += refusal is None and not isinstance(leg, Road)
            if refusal is None and (rides > most or self._roundabout(chain, legs)):
                refusal = Refusal(None, note=TOO_MANY)
            if refusal is not None:
                yield OutWay(chain, legs, refusal)
            elif number == len(gaps):
                late = self._late(legs, gaps)
                yield Way(legs, gaps, begun.early, tuple(late))
            else:
                arrive = (
                    begun.early[-1] + self._roads.seconds(leg.from_site, leg.to_site)
                    if isinstance(leg, Road)
                    else leg.arrive
                )
                safe = begun.safe or self._day.sites[leg.to_site].security_check
                safe = safe or (isinstance(leg, Ride) and leg.checked)
                early = (*begun.early, arrive + gaps[number])
                further = Begun(legs, early, safe, begun.tells)
                yield from self._onward(batch, path, options, further)
            if rides >= most and not begun.tells:
                # Departures are in order, what is driven comes first.
                return

    def _told(self, begun: Begun, options: Sequence[tuple[Leg, Refusal | None]]) -> int:
        """Return up to how many seconds a missed departure is told.

        On large days only the nearest is, where goods change; a search needs none.
        """
        if not begun.tells:
            return 0
        if self._chains.few or not begun.legs:
            return EVERY
        return min(filter(None, (begun.missed(leg) for leg, _ in options)), default=0)

    def _roundabout(self, chain: tuple[str, ...], legs: tuple[Leg, ...]) -> bool:
        """Tell whether two vehicles in turn are one too many, on a large day."""
        if self._chains.few or len(chain) <= MAX_LEGS:
            return False
        return all(isinstance(leg, Road) for leg in legs[-2:]) and len(legs) > 1

    def _most_rides(self, number: int, legs: int) -> int:
        """Return how many departures are followed from a place of a chain.

        Whoever changes takes one of the next ones; on small days any of them.
        """
        if self._most is None:
            return EVERY
        if self._chains.few or legs == 1:
            return MOST_WAYS
        return NEXT_RIDES if number else FIRST_RIDES

    def _refuses(self, batch: Shipment, leg: Leg, begun: Begun) -> Refusal | None:
        """Return why goods that are there in time or not must not go on by a leg."""
        if isinstance(leg, Road):
            return None
        if isinstance(leg, Ride) and not (begun.safe or leg.checked):
            return Refusal(ReasonCode.NO_SECURITY_CHECK)
        if self._is_locked(batch, leg):
            return Refusal(ReasonCode.LOCK_CONFLICT)
        over = begun.early[-1] - leg.ready_by
        if over > 0:
            return late(over, missed_reason(leg, begun))
        return promised(batch, leg)

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

    def _gaps(self, batch: Shipment, chain: tuple[str, ...]) -> tuple[int, ...] | None:
        """Return the handling at each transfer (T4); None where nobody sorts (T4b)."""
        if self._batch is not batch:
            # Asked for one batch after the other, many chains of each.
            self._batch, self._handling = batch, {}
            self._unsorted = self.starts_unsorted(batch)
        unsorted = self._unsorted
        gaps = []
        for place in chain[1:-1]:
            site = self._day.sites[place]
            sorting = unsorted and site.sorts
            if (place, sorting) not in self._handling:
                self._handling[place, sorting] = max(
                    handling_duration(site, bag.items, sorted_here=sorting)
                    for bag in batch.bags
                )
            gaps.append(self._handling[place, sorting])
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

    def _is_locked(self, batch: Shipment, leg: Scheduled) -> bool:
        """Tell whether a lock's vehicle holds the leg at the village end (W5c)."""
        outer = batch.outer.outer_site
        return outer in self._locked and outer in (leg.from_site, leg.to_site)
