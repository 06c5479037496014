"""When bags that change carriers are ready for a vehicle, and when they are due.

Trips and offers go by their times; a vehicle that is timed later is met if it can
be, one that is timed already is kept to. What cannot be met is late, for the judge
to say by how much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.halt import HaltRules
from routing.plan.services import BUS
from routing.plan.transfer_time import transfer_durations

from .chain import Gap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.lot import Bag
    from routing.travel.matrix import Travel

    from .bags import Carried

Moved = tuple[str, int]
"""A bag and the place of a leg in its way."""

Times = tuple[int, int, int]
"""Of a leg by road: by when the bag is ready, departure and arrival."""


class TransferRules(HaltRules):
    """The rules of halts, with what the other legs of bags ask."""

    def __init__(self, day: Day, travel: Travel) -> None:
        super().__init__(day, travel)
        self._ready: dict[tuple[str, str], int] = {}
        self._due: dict[tuple[str, str], int] = {}

    def ready(self, site: str, bags: Sequence[Bag]) -> int:
        """Return when the last of some bags is ready at a site (rules T4, T4a)."""
        times = [self._ready.get((bag.bag_id, site), 0) for bag in bags]
        return max([super().ready(site, bags), *times])

    def due(self, site: str, bags: Sequence[Bag]) -> list[int]:
        """Return by when bags that are handed over at a site must be there."""
        keys = [(bag.bag_id, site) for bag in bags]
        return [self._due[key] for key in keys if key in self._due]

    def learn(
        self,
        carried: Carried,
        index: int,
        times: Mapping[Moved, Times],
        others: Mapping[Moved, Times],
    ) -> None:
        """Learn what the legs before and after one by road ask of it.

        ``times`` are those of all legs by road that are known, ``others`` those of
        other vehicles. For its own next tour a vehicle is due when it came before:
        that tour waits for what it brings.
        """
        part = carried.chain[index]
        ready = self.ready_for(carried, index, times)
        if ready is not None:
            self._ready[carried.bag.id, part.from_site] = ready
        if index + 1 < len(carried.chain):
            moved = carried.bag.id, index
            taken = self._taken(carried, index + 1, others)
            if taken is not None:
                handling = self._handling(carried)[index]
                self._due[carried.bag.id, part.to_site] = taken - handling
            elif (carried.bag.id, index + 1) in times and moved in times:
                self._due[carried.bag.id, part.to_site] = times[moved][2]

    def ready_for(
        self, carried: Carried, index: int, times: Mapping[Moved, Times]
    ) -> int | None:
        """Return when a bag is ready for a leg after a transfer, None where unknown."""
        if not index:
            return None
        before = carried.chain[index - 1]
        if isinstance(before, Gap):
            known = times.get((carried.bag.id, index - 1))
            arrive = None if known is None else known[2]
        else:
            arrive = before.leg.arrive
        return None if arrive is None else arrive + self._handling(carried)[index - 1]

    def _handling(self, carried: Carried) -> list[int]:
        sites = [one.to_site for one in carried.chain[:-1]]
        return transfer_durations(self.day, carried.bag, sites, self._rows)

    def _taken(
        self, carried: Carried, index: int, times: Mapping[Moved, Times]
    ) -> int | None:
        """Return by when a bag must be ready for a leg, None where that is open."""
        part = carried.chain[index]
        if isinstance(part, Gap):
            known = times.get((carried.bag.id, index))
            return None if known is None else known[0]
        leg = part.leg
        if leg.kind != BUS:
            return leg.depart
        return leg.depart - self.day.trips[leg.trip or ""].cutoff_duration
