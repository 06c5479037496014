"""Every way a batch could go beside the loaded routes: its cost, or why it is out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.optimize.itineraries.out import OutWays, alike
from routing.optimize.trial import by_way

from .considered import legs_of, out_row
from .obstacle import Obstacles
from .rebuild import signs_of

if TYPE_CHECKING:
    from collections.abc import Container

    from routing.optimize.itineraries.itinerary import Way
    from routing.optimize.itineraries.refusal import Refusal
    from routing.optimize.simulator import Simulator
    from routing.travel.matrix import Travel

    from .competition import Competition
    from .rebuild import Signs

CENTS = 100


class Alternatives:
    """The ways of batches that are not straight, asked one by one."""

    def __init__(self, simulator: Simulator, travel: Travel) -> None:
        self._simulator = simulator
        self._out = OutWays(simulator.problem, travel)

    def ways(
        self, b: int, competition: Competition, taken: Container[Signs]
    ) -> list[dict[str, Any]]:
        """Return the ways of a batch that are possible, with what each would add.

        Straight ways and those ``taken`` are told elsewhere. A way that finds no
        room or no vehicle now has the reason instead; the cheapest come first.
        """
        problem = self._simulator.problem
        obstacles = Obstacles(self._simulator, competition)
        kept = problem.ways[b][: int(problem.tables["batches"][b, 1])]
        direct = self._simulator.direct_way(b) - int(problem.tables["batches"][b, 0])
        rows = []
        for place, way in enumerate(kept):
            if place == direct or signs_of(way) in taken:
                continue
            found = by_way(self._simulator, b, place)
            if found is None:
                rows.append(_stopped(way, obstacles.of(b, place)))
                continue
            cents, vehicles = found
            numbers = dict(zip(way.roads, vehicles, strict=True))
            cars = {r: problem.vehicles[v].vehicle_id for r, v in numbers.items()}
            rows.append(_possible(way, cars, cents))
        return sorted(rows, key=_order)

    def out(self, b: int) -> list[dict[str, Any]]:
        """Return the ways of a batch that are out, the nearest of those alike."""
        return [_out(out_row(row)) for row in alike(self._out.of(b))]


def _order(row: dict[str, Any]) -> tuple[bool, float, int]:
    cost = row["cost_yuan"]
    return cost is None, cost or 0.0, len(row["legs"])


def _possible(way: Way, vehicles: dict[int, str], cents: int) -> dict[str, Any]:
    told = legs_of(way.legs, way.box)
    for place, vehicle in vehicles.items():
        told[place]["vehicle"] = vehicle
    return {"legs": told, "cost_yuan": cents / CENTS, **_reason("", 0, "", "")}


def _stopped(way: Way, why: Refusal) -> dict[str, Any]:
    return {
        "legs": legs_of(way.legs, way.box),
        "cost_yuan": None,
        **_reason(why.code, why.amount, why.unit, why.note),
    }


def _reason(code: str, amount: int, unit: str, note: str) -> dict[str, Any]:
    return {"reason": code or None, "amount": amount, "unit": unit, "note": note}


def _out(row: dict[str, Any]) -> dict[str, Any]:
    return {"amount": 0, "unit": "", "note": "", "alike": 0, **row}
