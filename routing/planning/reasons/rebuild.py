"""From a plan back to routes of a road problem, to ask what would be otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.lot import Lot
from routing.optimize.routes import SEPARATOR, without
from routing.optimize.simulator import Draft
from routing.optimize.ways import Shipment
from routing.plan.halt import packed
from routing.plan.model import PauseKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Set

    from routing.domain.day import Day
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes
    from routing.optimize.simulator import Uses
    from routing.plan.model import Plan, PlannedBag, Tour

Ride = tuple[str, tuple[int, ...]]
"""What bags of a shipment share: their lot, and the halts that handle them."""


class RebuiltPlan:
    """The shipments of a plan, one per lot and ride, and its routes.

    Bags for which ``apart`` holds are shipments of their own. Bags that the day
    does not know, or that do not go by road alone, are left out.
    """

    def __init__(
        self, day: Day, plan: Plan, apart: Callable[[PlannedBag], bool]
    ) -> None:
        self._plan = plan
        self._rows = {row.consignment_id: row for row in day.consignments}
        halts = _halts(plan)
        rides: dict[tuple[Ride, str], list[PlannedBag]] = {}
        for bag in plan.bags:
            if self._known(day, bag):
                own = bag.id if apart(bag) else ""
                ride = bag.lot, tuple(halts.get(bag.id, ()))
                rides.setdefault((ride, own), []).append(bag)
        self.shipments = [self._shipment(bags) for bags in rides.values()]
        self.numbers = {
            bag.bag_id: k for k, s in enumerate(self.shipments) for bag in s.bags
        }
        self.routes = self._routes(day, plan)

    def draft(self, problem: RoadProblem, gone: Set[int]) -> Draft:
        """Return the routes without some shipments, with the plan's docking times."""
        uses: Uses = [[] for _ in problem.vehicles]
        numbers = {car.vehicle_id: v for v, car in enumerate(problem.vehicles)}
        for route in self._plan.routes:
            if route.vehicle not in numbers:
                continue
            v = numbers[route.vehicle]
            dock = int(problem.tables["v_dock"][v])
            charger = int(problem.tables["v_charger"][v])
            reload = problem.vehicles[v].reload_duration
            if dock >= 0:
                begins = [tour.load_start for tour in route.tours]
                uses[v] += [(dock, begin, begin + reload) for begin in begins]
            if charger >= 0:
                uses[v] += [
                    (charger, rest.start, rest.end)
                    for rest in route.pauses
                    if rest.kind == PauseKind.CHARGE
                ]
        return Draft(routes=[without(r, gone) for r in self.routes], uses=uses)

    def _known(self, day: Day, bag: PlannedBag) -> bool:
        return (
            len(bag.legs) == 1
            and bag.legs[0].vehicle in day.vehicles
            and bool(bag.contents)
            and all(key in self._rows for key in bag.contents)
        )

    def _shipment(self, bags: list[PlannedBag]) -> Shipment:
        first = bags[0]
        keys = dict.fromkeys(key for bag in bags for key in bag.contents)
        own = tuple(packed(bag) for bag in bags)
        lot = Lot(
            lot_id=first.lot,
            origin=first.origin,
            destination=first.destination,
            consignments=tuple(self._rows[key] for key in keys),
            bags=own,
        )
        return Shipment(lot=lot, bags=own)

    def _routes(self, day: Day, plan: Plan) -> Routes:
        """Return the entries of each vehicle's route."""
        entries: Mapping[str, list[int]] = {key: [] for key in day.vehicles}
        for route in plan.routes:
            if route.vehicle not in entries:
                continue
            mine = entries[route.vehicle]
            for tour in route.tours:
                visits = self._visits(tour)
                if visits:
                    mine += [*([SEPARATOR] if mine else []), *visits]
        return list(entries.values())

    def _visits(self, tour: Tour) -> list[int]:
        visits: dict[int, None] = {}
        for stop in tour.stops:
            for outward, bags in ((1, stop.deliver), (0, stop.pick_up)):
                for bag in bags:
                    if bag in self.numbers:
                        visits.setdefault(2 * self.numbers[bag] + outward)
        return list(visits)


def _halts(plan: Plan) -> dict[str, list[int]]:
    """Return the loadings, halts and returns of each bag, numbered over the plan."""
    halts: dict[str, list[int]] = {}
    number = 0
    for route in plan.routes:
        for tour in route.tours:
            handled = [stop.deliver + stop.pick_up for stop in tour.stops]
            for bags in (tour.load, *handled, tour.unload):
                number += 1
                for bag in bags:
                    halts.setdefault(bag, []).append(number)
    return halts
