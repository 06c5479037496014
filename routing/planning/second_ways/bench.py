"""A plan loaded to ask what its goods would do without a trip or an offer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.optimize.extract import plan_route
from routing.optimize.extract_ways import carried_bags
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.plan.box_uses import box_uses
from routing.plan.delay import delay_cents
from routing.plan.freshness import freshness_cents
from routing.plan.late_fees import late_fees
from routing.plan.stage_fees import stage_fees

from ..holds import as_held, holds_of, with_holds
from ..reasons.rebuild import RebuiltPlan
from ..reasons.unserved_row import Why, unserved_order, unserved_row
from ..sums import penalty_sum, source_sums
from .elsewhere import Elsewhere

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Route, Unserved
    from routing.travel.matrix import Travel

    from .elsewhere import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """A plan without a service: the bags that used it, and which stay, by batch."""

    moved: tuple[PlannedBag, ...]
    left: tuple[tuple[PlannedBag, ...], ...]
    plan: Plan


class Bench:
    """The routes and courses of a plan, with some of its bags ``singly``."""

    def __init__(
        self, day: Day, travel: Travel, plan: Plan, singly: Container[str] = ()
    ) -> None:
        self._day, self._travel, self._plan = day, travel, plan
        held, seen = as_held(day, plan)
        self.rebuilt = RebuiltPlan(
            held, seen, lambda bag: bag.id if bag.id in singly else ""
        )
        self._problem = build_road_problem(held, travel, self.rebuilt.batches)
        self._simulator = Simulator(self._problem)
        self._elsewhere = Elsewhere(self._simulator)
        # Most routes stay as they are, whichever service is taken away.
        self._told: dict[object, tuple[Route, list[PlannedBag]]] = {}

    @cached_property
    def is_whole(self) -> bool:
        """Whether the plan can be loaded as it stands, at the cost that it states."""
        left = self._simulator.load(self.rebuilt.draft(self._problem, set()))
        known = len(self.rebuilt.numbers) == len(self._plan.bags)
        return known and not left and self.as_plan().cost_cents == self._plan.cost_cents

    def without(self, service: Service) -> Without:
        """Take a service away, and send what used it elsewhere.

        All else stays as the plan has it; one batch after the other, in their order.
        """
        moved = tuple(bag for bag in self._plan.bags if _uses(bag, service))
        numbers = self.rebuilt.numbers
        gone: dict[int, list[PlannedBag]] = {}
        for bag in moved:
            gone.setdefault(numbers[bag.id], []).append(bag)
        self._simulator.load(self.rebuilt.draft(self._problem, set(gone)))
        left = [b for b in gone if not self._elsewhere.send(b, service)]
        return Without(
            moved=moved,
            left=tuple(tuple(gone[b]) for b in left),
            plan=self.as_plan(),
        )

    def as_plan(self) -> Plan:
        """Return the plan of the routes and courses as they stand now."""
        problem, day = self._problem, self._day
        routes, driven = self._routes()
        carried = carried_bags(problem, self._simulator.draft().courses, driven)
        bags = tuple(sorted(carried.bags, key=lambda bag: bag.id))
        unserved = (*self._plan.unserved, *self._left(bags))
        made = replace(
            self._plan,
            routes=tuple(routes),
            bags=bags,
            unserved=tuple(sorted(unserved, key=unserved_order)),
            bus_loads=carried.bus_loads,
            handovers=carried.handovers,
            stage_fees=stage_fees(day, bags),
            box_uses=box_uses(day, bags),
            late_fees=late_fees(day, routes, bags),
            freshness=freshness_cents(day, routes, bags),
            delay_cents=delay_cents(day, carried.bus_loads, bags),
            penalty_cents=penalty_sum(day, routes, unserved),
            distance_sources=source_sums(day, self._travel, routes),
            second_ways=(),
            kpis={},
        )
        return with_holds(made, holds_of(self._plan))

    def _routes(self) -> tuple[list[Route], list[PlannedBag]]:
        routes: list[Route] = []
        bags: list[PlannedBag] = []
        entries = self._simulator.routes()
        for v, times in enumerate(self._simulator.timetable()):
            if times is not None:
                key = v, tuple(entries[v]), times
                if key not in self._told:
                    told = plan_route(self._problem, v, entries[v], times)
                    self._told[key] = told
                route, carried = self._told[key]
                routes.append(route)
                bags += carried
        return routes, bags

    def _left(self, bags: Sequence[PlannedBag]) -> list[Unserved]:
        """Return the rows of the plan's bags that travel no more."""
        going = {bag.id for bag in bags}
        rows = {row.consignment_id: row for row in self._day.consignments}
        items: dict[str, int] = {}
        for bag in self._plan.bags:
            if bag.id not in going:
                for key, count in bag.contents.items():
                    items[key] = items.get(key, 0) + count
        why = Why(reason=ReasonCode.SEARCH_LIMIT, certified=False)
        return [
            unserved_row(self._day, rows[key], count, why)
            for key, count in items.items()
        ]


def _uses(bag: PlannedBag, service: Service) -> bool:
    kind, key = service
    return any(leg.kind == kind and key in (leg.trip, leg.offer) for leg in bag.legs)
