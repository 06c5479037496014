"""The ways of a problem's batches that are out, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .itinerary import Itineraries
from .legs import Given, Ride
from .refusal import LAST_RESORT, NOT_NEAR, Refusal
from .roads import Roads
from .timetable import Timetable
from .walk import OutWay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.travel.matrix import Travel

    from ..road import RoadProblem
    from .legs import Leg


class OutWays:
    """Asks for every batch what the search for ways asked, and keeps the answers."""

    def __init__(
        self, problem: RoadProblem, travel: Travel, *, complete: bool = False
    ) -> None:
        day = problem.day
        self._problem = problem
        self._itineraries = Itineraries(
            day, Roads(day, travel), Timetable(day), complete=complete
        )

    def of(self, b: int) -> list[OutWay]:
        """Return the ways of a batch that are out, fewest legs first."""
        rows = self._itineraries.out(self._problem.shipments[b])
        kept = int(self._problem.tables["batches"][b, 1])
        barred = Refusal(None, note=LAST_RESORT)
        for way in self._problem.ways[b][kept:]:
            chain = (way.legs[0].from_site, *(leg.to_site for leg in way.legs))
            rows.append(OutWay(chain, way.legs, barred))
        return sorted(rows, key=lambda row: (len(row.chain), len(row.legs)))


@dataclass(frozen=True, slots=True)
class Alike:
    """The nearest of ways that are out alike, and how many they are."""

    nearest: OutWay
    count: int


def alike(rows: Sequence[OutWay]) -> list[Alike]:
    """Join ways that end with the same service and miss the same; the nearest tells.

    Which earlier trips lead to a connection that is missed matters little.
    """
    groups: dict[tuple[object, ...], list[OutWay]] = {}
    for row in rows:
        last = service_of(row.legs[-1]) if row.legs else ""
        went = row.chain[: len(row.legs) + 1] if row.legs else row.chain
        if row.refusal.note == NOT_NEAR:
            went = ()
        key = (went, last, row.refusal.code, row.refusal.note)
        groups.setdefault(key, []).append(row)
    return [
        Alike(min(group, key=lambda row: row.refusal.amount), len(group))
        for group in groups.values()
    ]


def service_of(leg: Leg) -> str:
    """Return the trip or offer of a leg; empty by road."""
    if isinstance(leg, Ride):
        return leg.trip
    return leg.offer if isinstance(leg, Given) else ""
