"""The ways that goods take in a plan, and what it would save without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.optimize.route_times import Failure
from routing.optimize.routes import without
from routing.optimize.trial import fees_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.optimize.simulator import Simulator
    from routing.plan.model import Leg, PlannedBag

    from .rebuild import RebuiltPlan

CENTS = 100


class TakenWays:
    """The ways of bags, as the plan has them."""

    def __init__(
        self,
        day: Day,
        bags: Mapping[str, Sequence[PlannedBag]],
        rebuilt: RebuiltPlan,
        simulator: Simulator,
    ) -> None:
        """``bags`` are those of each consignment, batches of their own."""
        self._day, self._bags, self._rebuilt = day, bags, rebuilt
        self._simulator = simulator

    def of(self, key: str) -> list[dict[str, Any]]:
        """Return the ways of a consignment, one per chain of carriers and tours."""
        ways: dict[tuple[object, ...], list[PlannedBag]] = {}
        for bag in self._bags.get(key, ()):
            carriers = tuple((_carrier(leg), leg.tour or 0) for leg in bag.legs)
            ways.setdefault(carriers, []).append(bag)
        return [self._way(key, bags) for bags in ways.values()]

    def _way(self, key: str, bags: Sequence[PlannedBag]) -> dict[str, Any]:
        legs = bags[0].legs
        return {
            "vehicle": _carrier(legs[-1]),
            "tour": legs[-1].tour or 0,
            "items": sum(bag.contents[key] for bag in bags),
            "depart": min(bag.legs[0].depart for bag in bags),
            "arrive": max(bag.legs[-1].arrive for bag in bags),
            "cost_yuan": self._saving(bags),
            "legs": _legs(bags[0]),
        }

    def _saving(self, bags: Sequence[PlannedBag]) -> float | None:
        """Return what the plan would save without some bags, penalties left out."""
        numbers = self._rebuilt.numbers
        gone = {numbers[bag.id] for bag in bags if bag.id in numbers}
        if not gone:
            return None
        roads = self._road_saving(bags, gone)
        fees = self._fee_saving(gone)
        return None if roads is None or fees is None else (roads + fees) / CENTS

    def _fee_saving(self, gone: set[int]) -> int | None:
        """Return the cents of trips, offers and stages that would fall away."""
        problem = self._simulator.problem
        if not problem.has_ways:
            return 0
        fees, left = [], []
        for absent in (set[int](), gone):
            left.append(set(self._simulator.load(self._rebuilt.draft(problem, absent))))
            fees.append(fees_of(self._simulator))
        # Nothing else may have lost its place, whatever could not be rebuilt.
        if left[0] & gone or left[0] | gone != left[1]:
            return None
        return fees[0] - fees[1]

    def _road_saving(self, bags: Sequence[PlannedBag], gone: set[int]) -> int | None:
        """Return the cents of the routes that carry bags, less those without them."""
        problem = self._simulator.problem
        self._simulator.load(self._rebuilt.draft(problem, set()))
        routes = self._rebuilt.routes(problem)
        batch_of = problem.tables["s_batch"]
        carriers = dict.fromkeys(
            leg.vehicle for bag in bags for leg in bag.legs if leg.vehicle is not None
        )
        cents = 0
        for vehicle in carriers:
            if vehicle not in self._day.vehicles:
                return None
            number = list(self._day.vehicles).index(vehicle)
            route = routes[number]
            lost = {a // 2 for a in route if a >= 0 and int(batch_of[a // 2]) in gone}
            whole, rest = (
                self._cents(number, entries)
                for entries in (route, without(route, lost))
            )
            if whole is None or rest is None:
                return None
            cents += whole - rest
        return cents

    def _cents(self, vehicle: int, entries: list[int]) -> int | None:
        """Return the cost of a route by itself, penalties left out (P3)."""
        if not entries:
            return 0
        times = self._simulator.times(vehicle, entries, by_itself=True)
        if isinstance(times, Failure):
            return None
        return times.cents - times.penalty_cents


def _carrier(leg: Leg) -> str:
    return leg.vehicle or leg.trip or leg.offer or leg.kind


def _legs(bag: PlannedBag) -> list[dict[str, Any]]:
    rows = [_leg(leg) for leg in bag.legs]
    return rows if bag.box is None else [{**rows[0], "box": bag.box}, *rows[1:]]


def _leg(leg: Leg) -> dict[str, Any]:
    row: dict[str, Any] = {
        "by": leg.kind,
        "from": leg.from_site,
        "to": leg.to_site,
        "depart": leg.depart,
        "arrive": leg.arrive,
    }
    if leg.vehicle is not None:
        return row | {"vehicle": leg.vehicle, "tour": leg.tour or 0}
    return row | {
        name: service
        for name, service in (("trip", leg.trip), ("offer", leg.offer))
        if service is not None
    }
