"""Villages that left their way are tried back on it, alone and in groups.

A search only weighs what leaving costs; here each village that left goes back unless
that makes the plan dearer by more than leaving has to save.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.optimize.courses import direct_courses, shipments_of
from routing.optimize.extract_ways import way_of
from routing.optimize.itineraries.legs import Given, Ride, Road
from routing.optimize.kernel.data import (
    ALLOWED_AT,
    BATCH_AT,
    BATCH_SIZE,
    BIG,
    S_PENALTY,
    SHIPMENT_AT,
    SHIPMENT_SIZE,
)
from routing.optimize.simulator import Simulator
from routing.plan.changes import Carriage

from .transfer import left_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from routing.optimize.draft import Draft
    from routing.optimize.road import RoadProblem
    from routing.plan.changes import Chain

    from .earlier import EarlierWays

ROUNDS = 3
"""So many times all villages are tried, while any goes back."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Routes and ways with what they weigh: items left behind first, then cents."""

    draft: Draft
    left: frozenset[int]
    cents: int


class WayBack:
    """Puts villages back on their earlier ways in a problem without prices on leaving.

    ``until`` tells whether there is still time for another try.
    """

    def __init__(
        self,
        problem: RoadProblem,
        known: EarlierWays,
        change_cents: int,
        until: Callable[[], bool] | None = None,
    ) -> None:
        self.problem, self._known = problem, known
        self._change, self._until = change_cents, until or _always
        self._judge, self._mover = Simulator(problem), Simulator(problem)
        self._straight = direct_courses(problem)
        self._batches: dict[str, list[int]] = {}
        for b, shipment in enumerate(problem.shipments[: problem.batches]):
            self._batches.setdefault(shipment.outer.outer_site, []).append(b)
        vehicles = [car.vehicle_id for car in problem.vehicles]
        self._numbers = {key: v for v, key in enumerate(vehicles)}
        self._names = vehicles
        self.interrupted = False

    def weighed(self, draft: Draft) -> Tried:
        """Return a draft with what it leaves behind and costs, penalties included."""
        left = frozenset(self._judge.load(draft))
        return Tried(self._judge.draft(), left, self._judge.total())

    def worth(self, draft: Draft) -> int:
        """Return the cents of a draft with penalties and those of its changes."""
        now = self.weighed(draft)
        return now.cents + self._change * len(self.moved(now.draft))

    def moved(self, draft: Draft) -> list[str]:
        """Return the villages with goods that do not go as before, by the batches."""
        carried = self._carried(draft)
        return [
            village
            for village, batches in self._batches.items()
            if any(self._is_away(b, draft, carried) for b in batches)
        ]

    def improved(self, draft: Draft) -> Draft:
        """Return a draft where every village is on its way that can pay for it.

        Each is tried alone once, however long that takes: only what saves enough
        may leave. Ctrl-C ends it with what went back so far.
        """
        self._best = self.weighed(draft)
        until = _always
        try:
            for _ in range(ROUNDS):
                before = self._best
                self._round([(v,) for v in self.moved(before.draft)], until)
                until = self._until
                self._round(self._groups(self._best.draft), until)
                if self._best is before:
                    break
        except KeyboardInterrupt:
            self.interrupted = True
        return self._best.draft

    def savings(self, draft: Draft) -> dict[str, int | None]:
        """Return how much dearer each village that left would be on its way.

        None where it cannot go back beside the rest.
        """
        now = self.weighed(draft)
        found: dict[str, int | None] = {}
        for village in self.moved(now.draft):
            back = self._back(now, (village,))
            found[village] = None if back is None else back.cents - now.cents
        return found

    def _round(
        self, groups: Iterable[tuple[str, ...]], until: Callable[[], bool]
    ) -> None:
        """Try groups of villages one after the other, and keep what is worth it."""
        for group in groups:
            if not until():
                break
            best = self._best
            away = set(self.moved(best.draft))
            still = tuple(village for village in group if village in away)
            back = self._back(best, still) if still else None
            if back is None:
                continue
            fewer = len(away) - len(self.moved(back.draft))
            if fewer > 0 and back.cents - best.cents <= self._change * fewer:
                self._best = back

    def _groups(self, draft: Draft) -> list[tuple[str, ...]]:
        """Return villages that left one carrier or came to it, and all together."""
        away = self.moved(draft)
        carried = self._carried(draft)
        left: dict[str, dict[str, None]] = {}
        came: dict[str, dict[str, None]] = {}
        for village in away:
            for chain in self._known.villages.get(village, ()):
                for leg in chain:
                    left.setdefault(leg.carrier, {})[village] = None
            for b in self._batches[village]:
                for leg in self._chain(b, draft, carried) or ():
                    came.setdefault(leg.carrier, {})[village] = None
        groups: dict[tuple[str, ...], None] = {}
        for carrier in sorted({*left, *came}):
            gone, new = left.get(carrier, {}), came.get(carrier, {})
            for part in (gone, new, {**gone, **new}):
                groups[tuple(sorted(part))] = None
        groups[tuple(sorted(away))] = None
        return [group for group in groups if len(group) > 1]

    def _back(self, best: Tried, group: Sequence[str]) -> Tried | None:
        """Return the plan with these villages on their ways; None where one cannot."""
        batches = [b for village in group for b in self._batches[village]]
        self._mover.load(left_out(self.problem, best.draft, set(batches)))
        shipments = self.problem.shipments
        for b in sorted(batches, key=lambda b: (-shipments[b].items, b)):
            if b not in best.left and not self._insert(b):
                return None
        mover = self._mover
        tried = Tried(mover.draft(), frozenset(mover.left()), mover.total())
        if not tried.left <= best.left:
            return None
        away = set(self.moved(tried.draft))
        return None if away & set(group) else tried

    def _insert(self, b: int) -> bool:
        """Insert a batch by the cheapest of its earlier ways."""
        shipment = self.problem.shipments[b]
        first, count = self.problem.tables["batches"][b].tolist()
        mover = self._mover
        best: tuple[int, int] | None = None
        before = mover.solution.copy()
        for w in range(first, first + count):
            if self._known.leaves(shipment, way_of(self.problem, b, w)):
                continue
            cents = self._by_way(b, w)
            mover.solution[:] = before
            if cents is not None and (best is None or cents < best[0]):
                best = cents, w
        return best is not None and self._by_way(b, best[1]) is not None

    def _by_way(self, b: int, w: int) -> int | None:
        """Insert a batch by one way on the vehicles that it had, at any price."""
        vector, count = self._mover.vector, len(self._names)
        price = int(vector[SHIPMENT_AT]) + b * SHIPMENT_SIZE + S_PENALTY
        asked = int(vector[BATCH_AT]) + b * BATCH_SIZE
        movements = shipments_of(self.problem.tables["ways"], w)
        rows = [int(vector[ALLOWED_AT]) + k * count for k in movements]
        cells = [price, asked, asked + 1]
        for row in rows:
            cells += range(row, row + count)
        kept = vector[cells].copy()
        for k, row in zip(movements, rows, strict=True):
            one = self.problem.shipments[k]
            may = self._known.vehicles(one, one.from_site, one.to_site)
            if may is not None:
                known = {self._numbers[key] for key in may if key in self._numbers}
                for v in set(range(count)) - known:
                    vector[row + v] = 0
        vector[price], vector[asked], vector[asked + 1] = BIG // 2, w, 1
        try:
            return self._mover.insert(b)
        finally:
            vector[cells] = kept

    def _carried(self, draft: Draft) -> dict[int, str]:
        """Return the vehicle of each movement."""
        return {
            a // 2: self._names[v]
            for v, entries in enumerate(draft.routes)
            for a in entries
            if a >= 0
        }

    def _is_away(self, b: int, draft: Draft, carried: dict[int, str]) -> bool:
        shipment = self.problem.shipments[b]
        chain = self._chain(b, draft, carried)
        village = shipment.outer.outer_site
        return chain is not None and not self._known.keeps(
            shipment.lot.lot_id, village, chain
        )

    def _chain(self, b: int, draft: Draft, carried: dict[int, str]) -> Chain | None:
        """Return the way of a batch; None for one that stays."""
        if draft.courses is not None:
            w = draft.courses[b][0]
        else:
            w = self._straight[b][0] if b in carried and b in self._straight else -1
        if w < 0:
            return None
        movements = iter(shipments_of(self.problem.tables["ways"], w))
        return tuple(
            _carriage(leg, carried[next(movements)] if isinstance(leg, Road) else "")
            for leg in way_of(self.problem, b, w).legs
        )


def _always() -> bool:
    return True


def _carriage(leg: Road | Ride | Given, vehicle: str) -> Carriage:
    kind, carrier = "road", vehicle
    if isinstance(leg, Ride):
        kind, carrier = "bus", leg.trip
    elif isinstance(leg, Given):
        kind, carrier = "handover", leg.offer
    return Carriage(
        kind=kind, carrier=carrier, from_site=leg.from_site, to_site=leg.to_site
    )
