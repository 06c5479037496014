"""The nearest of the ways that are not straight: what it misses, and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.optimize.courses import shipments_of
from routing.optimize.itineraries.legs import Given, Ride
from routing.optimize.itineraries.out import OutWays
from routing.optimize.itineraries.refusal import LAST_RESORT, NOT_NEAR, TOO_MANY
from routing.optimize.trial import by_way
from routing.report.words import offer_words, site_name, trip_words
from routing.texts.catalogue import text

from .obstacle import CONNECTION, Obstacles
from .shortfall import NO_WAY, WHOLE, Shortfall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.optimize.itineraries.itinerary import Way
    from routing.optimize.itineraries.legs import Leg
    from routing.optimize.itineraries.refusal import Refusal
    from routing.optimize.simulator import Simulator
    from routing.optimize.ways import Shipment
    from routing.travel.matrix import Travel

    from .competition import Competition

MOST_ASKED = 16
"""Ways of a bag that are asked for what keeps them, those with fewest legs."""

HALF_DAY = 43_200


class WayMisses:
    """What the ways of single bags miss beside the loaded routes."""

    def __init__(
        self,
        simulator: Simulator,
        competition: Competition,
        travel: Travel | None = None,
    ) -> None:
        """With ``travel`` ways that a rule forbids are asked too."""
        self._simulator, self._competition = simulator, competition
        self._obstacles = Obstacles(simulator, competition)
        self._out = None if travel is None else OutWays(simulator.problem, travel)

    def nearest(self, k: int) -> Shortfall | None:
        """Return what the nearest way of a bag misses; None where it has no other."""
        problem = self._simulator.problem
        direct = self._simulator.direct_way(k) - int(problem.tables["batches"][k, 0])
        rows: list[tuple[Sequence[Leg], tuple[str, ...], Refusal]] = []
        for place, way in enumerate(self._offered(k)[:MOST_ASKED]):
            if place != direct and self._counts(k, place):
                rows.append((way.legs, way.transfers, self._obstacles.of(k, place)))
        if self._out is not None:
            rows += [
                (way.legs, way.chain[1:-1], way.refusal)
                for way in self._out.of(k)
                if way.refusal.note not in (LAST_RESORT, NOT_NEAR, TOO_MANY)
            ]
        misses = [
            Shortfall(
                reason=refusal.reason,
                amount=refusal.amount,
                unit=refusal.unit,
                weight=_weight(refusal, problem.shipments[k]),
                name=way_name(problem.day, legs, via),
            )
            for legs, via, refusal in rows
            if refusal.reason is not None
        ]
        return min(misses, key=lambda miss: miss.weight, default=None)

    def _counts(self, k: int, place: int) -> bool:
        """Tell whether a way could lose against others: some vehicle has the room.

        What goes nowhere even alone is told with the ways that a rule forbids.
        """
        if self._out is not None:
            return True
        tables = self._simulator.problem.tables
        number = int(tables["batches"][k, 0]) + place
        movements = shipments_of(tables["ways"], number)
        return all(self._competition.has_able(m) for m in movements)

    def possible(self, k: int) -> tuple[int, str] | None:
        """Return the cents and the name of the cheapest way that has a place."""
        best: tuple[int, str] | None = None
        problem = self._simulator.problem
        for place, way in enumerate(self._offered(k)):
            found = by_way(self._simulator, k, place)
            if found is not None and (best is None or found[0] < best[0]):
                best = found[0], way_name(problem.day, way.legs, way.transfers)
        return best

    def _offered(self, k: int) -> tuple[Way, ...]:
        problem = self._simulator.problem
        return problem.ways[k][: int(problem.tables["batches"][k, 1])]


def _weight(refusal: Refusal, bag: Shipment) -> float:
    """Return how much a refusal is, in parts of a half day or of the bag."""
    if refusal.note == CONNECTION:
        return NO_WAY
    if not refusal.amount:
        return WHOLE
    whole = {
        "s": HALF_DAY,
        "g": bag.grams,
        "cm3": bag.cm3,
        "items": bag.items,
        "bags": len(bag.bags),
    }
    return min(WHOLE, refusal.amount / max(1, whole.get(refusal.unit, 1)))


def way_name(
    day: Day, legs: Sequence[Leg], via: Sequence[str] = (), lang: str = "zh"
) -> str:
    """Return a way by its services and where goods change carriers."""
    names = []
    for leg in legs:
        if isinstance(leg, Ride):
            names.append(trip_words(day, leg.trip, lang))
        elif isinstance(leg, Given):
            names.append(offer_words(day, leg.offer, lang))
    joined = text("ways", "AND", lang).join(names) or text("ways", "ROAD", lang)
    if not via:
        return joined
    sites = text("ways", "AND", lang).join(site_name(day, site) for site in via)
    return text("ways", "VIA", lang, way=joined, sites=sites)
