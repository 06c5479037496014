"""Bag by bag: what was left as whole shipments is tried again as single bags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.domain.reason import ReasonCode
from routing.travel.matrix import Travel, TravelMatrix
from routing.travel.profiles import profile_of

from .courses import STAYS, shipments_of
from .draft import Draft
from .hopeless import Hopeless
from .road import build_road_problem
from .simulator import Simulator
from .ways import Shipment, single_bags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .road import RoadProblem
    from .routes import Routes
    from .ways import LeftBag

STORED = (ReasonCode.STATION_FULL, ReasonCode.HUB_FULL)
"""Reasons that end when other goods for the site stay behind."""

FEW = 200
"""So many bags are all tried again after each insertion, more only near it."""


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
    hopeless = Hopeless(whole, priced=whole.day.settings.economic_deferral)
    found = True
    while found:
        found = False
        left = simulator.left()
        if len(left) <= FEW:
            hopeless.forget_all()
        for k in _by_priority(whole, left):
            if storage.short(whole.shipments[k]) or hopeless.holds(k):
                continue
            if simulator.insert(k) is None:
                hopeless.add(k)
            else:
                storage.put(whole.shipments[k])
                hopeless.forget(k)
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
        for b, batch in enumerate(problem.shipments[: problem.batches]):
            if b not in left:
                self.put(batch)

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
    """Order by the penalty per item, the smaller of equals first.

    Where the smallest of a lot finds no room, the others need not be tried.
    """
    penalties = problem.tables["s_penalty"]

    def rank(k: int) -> tuple[float, int, int, int]:
        shipment = problem.shipments[k]
        price = -int(penalties[k]) / shipment.items
        return price, shipment.items, shipment.grams, k

    return sorted(left, key=rank)


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
    before = problem.shipments[: problem.batches]
    batches = [s for k, s in enumerate(before) if k not in apart]
    for k in left:
        batches += single_bags(problem.shipments[k])
    batches += [Shipment(lot=row.lot, bags=(row.bag,)) for row in waiting]
    batches.sort(key=_first_bag)
    whole = build_road_problem(problem.day, _travel(problem), batches)
    return whole, moved_draft(problem, draft, whole)


def moved_draft(problem: RoadProblem, draft: Draft, whole: RoadProblem) -> Draft:
    """Return a draft's routes and courses as those of another problem.

    Batches of the draft must be batches of ``whole`` too, or have no course.
    """
    numbers = {_movement(s): k for k, s in enumerate(whole.shipments)}
    moved = {
        k: numbers[key]
        for k, s in enumerate(problem.shipments)
        if (key := _movement(s)) in numbers
    }
    courses = [STAYS] * whole.batches
    for b, (way, times) in enumerate(draft.courses or ()):
        if way >= 0:
            new = numbers[_movement(problem.shipments[b])]
            place = way - int(problem.tables["batches"][b, 0])
            there = int(whole.tables["batches"][new, 0]) + place
            courses[new] = (there, times)
            # Ways over the same places may have movements of their own, bound
            # otherwise.
            before = shipments_of(problem.tables["ways"], way)
            after = shipments_of(whole.tables["ways"], there)
            moved.update(zip(before, after, strict=True))
    routes = [
        [2 * moved[a // 2] + a % 2 if a >= 0 else a for a in entries]
        for entries in draft.routes
    ]
    if draft.courses is None:
        return Draft(routes=routes, uses=draft.uses)
    return Draft(routes=routes, uses=draft.uses, courses=tuple(courses))


def _movement(shipment: Shipment) -> tuple[str, str, str, str, str]:
    box = "" if shipment.box is None else shipment.box.box_id
    return *_first_bag(shipment), shipment.from_site, shipment.to_site, box


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
        matrices[profile_of(vehicle)] = TravelMatrix(
            profile=profile_of(vehicle),
            metres=metres,
            seconds=problem.tables["seconds"][row],
            source=np.zeros(metres.shape, np.uint8),
        )
    return Travel(
        index={site: row for row, site in enumerate(problem.site_ids)},
        matrices=matrices,
    )
