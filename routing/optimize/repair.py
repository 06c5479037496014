"""Bag by bag: what was left as whole shipments is tried again as single bags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.domain.reason import ReasonCode
from routing.travel.matrix import Travel, TravelMatrix

from .road import build_road_problem, penalty_cents, profile_name
from .simulator import Draft, Simulator
from .ways import Shipment, single_bags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .road import RoadProblem
    from .simulator import Routes
    from .ways import LeftBag

STORED = (ReasonCode.STATION_FULL, ReasonCode.HUB_FULL)
"""Reasons that end when other goods for the site stay behind."""


def repair(
    problem: RoadProblem,
    routes: Routes | Draft,
    left: Sequence[int],
    waiting: Iterable[LeftBag] = (),
) -> tuple[RoadProblem, Draft]:
    """Insert what was left behind bag by bag, by priority, while room is found.

    Parameters
    ----------
    problem, routes
        The routes found, feasible as they stand.
    left
        Shipments of the problem that no route carries.
    waiting
        Bags for which their site had no room; they are tried where the room is
        free now, and become shipments of the new problem in any case.

    Returns
    -------
    tuple
        The problem with single bags in place of ``left``, and its routes.
    """
    full = [row for row in waiting if row.reason in STORED]
    whole, renamed = split_left(problem, routes, left, full)
    simulator = Simulator(whole)
    simulator.load(renamed)
    storage = Storage(simulator)
    found = True
    while found:
        found = False
        hopeless: dict[str, list[Shipment]] = {}
        for k in _by_priority(whole, simulator.left()):
            bag = whole.shipments[k]
            if storage.short(bag) or _hopeless(whole, bag, hopeless):
                continue
            if simulator.insert(k) is None:
                hopeless.setdefault(bag.lot.lot_id, []).append(bag)
            else:
                storage.put(bag)
                found = True
    return whole, simulator.draft()


class Storage:
    """Free room for items at sites that state a limit (R3a)."""

    def __init__(self, simulator: Simulator) -> None:
        problem = simulator.problem
        left = set(simulator.left())
        self._free = {
            key: site.storage_items - site.stock_items
            for key, site in problem.day.sites.items()
            if site.storage_items is not None
        }
        for k, shipment in enumerate(problem.shipments):
            if k not in left:
                self.put(shipment)

    def put(self, shipment: Shipment) -> None:
        """Count a shipment that travels."""
        if shipment.lot.destination in self._free:
            self._free[shipment.lot.destination] -= shipment.items

    def free(self, site: str) -> int:
        """Return the items that a site with a limit can still take."""
        return max(0, self._free[site])

    def short(self, shipment: Shipment) -> int:
        """Return the items for which the destination has no room left."""
        site = shipment.lot.destination
        if site not in self._free:
            return 0
        return max(0, shipment.items - self.free(site))


def _by_priority(problem: RoadProblem, left: Sequence[int]) -> list[int]:
    """Order by the penalty per item, the heavier of equals first."""
    penalties = problem.tables["s_penalty"]

    def rank(k: int) -> tuple[float, int, int]:
        shipment = problem.shipments[k]
        return -int(penalties[k]) / shipment.items, -shipment.grams, k

    return sorted(left, key=rank)


def _hopeless(
    problem: RoadProblem, bag: Shipment, failed: dict[str, list[Shipment]]
) -> bool:
    """Tell whether a bag of the lot that is no larger has just failed."""
    day = problem.day
    deferral = day.settings.economic_deferral
    return any(
        # With deferral a dear bag may fit where a cheap one is better left.
        (not deferral or penalty_cents(day, other) >= penalty_cents(day, bag))
        and other.items <= bag.items
        and other.grams <= bag.grams
        and other.cm3 <= bag.cm3
        for other in failed.get(bag.lot.lot_id, ())
    )


def split_left(
    problem: RoadProblem,
    routes: Routes | Draft,
    left: Sequence[int],
    waiting: Sequence[LeftBag] = (),
) -> tuple[RoadProblem, Draft]:
    """Return the problem with single bags in place of ``left``, and its routes."""
    draft = _as_draft(problem, routes)
    apart = set(left)
    if not waiting and all(len(problem.shipments[k].bags) == 1 for k in left):
        return problem, draft
    shipments = [s for k, s in enumerate(problem.shipments) if k not in apart]
    for k in left:
        shipments += single_bags(problem.shipments[k])
    shipments += [Shipment(lot=row.lot, bags=(row.bag,)) for row in waiting]
    shipments.sort(key=_first_bag)
    numbers = {_first_bag(s): number for number, s in enumerate(shipments)}
    names = [numbers[_first_bag(s)] for s in problem.shipments]
    renamed = [
        [2 * names[a // 2] + a % 2 if a >= 0 else a for a in entries]
        for entries in draft.routes
    ]
    whole = build_road_problem(problem.day, _travel(problem), shipments)
    return whole, Draft(routes=renamed, uses=draft.uses)


def _first_bag(shipment: Shipment) -> tuple[str, str]:
    return shipment.lot.lot_id, shipment.bags[0].bag_id


def _as_draft(problem: RoadProblem, routes: Routes | Draft) -> Draft:
    if isinstance(routes, Draft):
        return routes
    simulator = Simulator(problem)
    simulator.load(routes)
    return simulator.draft()


def _travel(problem: RoadProblem) -> Travel:
    """Return the matrices that a problem was built from."""
    matrices = {}
    profiles = problem.tables["v_profile"]
    for vehicle, row in zip(problem.vehicles, profiles, strict=True):
        metres = problem.tables["metres"][row]
        matrices[profile_name(vehicle)] = TravelMatrix(
            profile=profile_name(vehicle),
            metres=metres,
            seconds=problem.tables["seconds"][row],
            source=np.zeros(metres.shape, np.uint8),
        )
    return Travel(
        index={site: row for row, site in enumerate(problem.site_ids)},
        matrices=matrices,
    )
