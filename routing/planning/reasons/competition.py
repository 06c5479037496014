"""Why a bag that could go alone stays: what fails most nearly beside the rest."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from routing.domain.consignment import Priority
from routing.domain.reason import ReasonCode
from routing.optimize.courses import STAYS
from routing.optimize.draft import Draft
from routing.optimize.route_times import Failure
from routing.optimize.routes import SEPARATOR, without
from routing.optimize.simulator import Simulator
from routing.optimize.trial import cheapest, instead, lone_entries

from .shortfall import WHOLE, Shortfall, refusals, shortfall
from .way_misses import WayMisses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from routing.domain.vehicle import Vehicle
    from routing.optimize.draft import Uses
    from routing.optimize.ways import Shipment

VEHICLES = 12
"""Vehicles that are tried, the nearest routes first."""

PLACES = 2
"""Places that are tried in a route, the shortest detours first."""


class Competition:
    """The loaded routes, and what a bag would need to join them."""

    def __init__(self, simulator: Simulator, *, tested: bool = False) -> None:
        """Take the routes as loaded; ``tested`` when no bag left has a place."""
        self._tested = tested
        self._simulator = simulator
        self._routes = simulator.routes()
        self._gaps = [self._gap(v, route) for v, route in enumerate(self._routes)]
        self._stripped: Simulator | None = None

    def verdict(self, k: int) -> Shortfall:
        """Return why a single bag that no route carries has lost."""
        bag = self._simulator.problem.shipments[k]
        found = None if self._tested else cheapest(self._simulator, k)
        if found is not None:
            return self._place_left(k, *found)
        near = self._nearest_of_all(k)
        if _is_low(bag) and cheapest(self._without_others(), k) is not None:
            return replace(near, reason=ReasonCode.DEFERRED_LOW_PRIORITY)
        return near

    def _place_left(self, k: int, cents: int, vehicle: int) -> Shortfall:
        """Return why a bag stays for which there is a place."""
        problem = self._simulator.problem
        over = cents - int(problem.tables["s_penalty"][k])
        possible = self._others.possible(k) if vehicle < 0 else None
        return Shortfall(
            reason=ReasonCode.DEARER_THAN_PENALTY
            if over >= 0
            else ReasonCode.SEARCH_LIMIT,
            amount=max(0, over),
            unit="cents" if over > 0 else "",
            weight=0.0,
            vehicle=problem.vehicles[vehicle] if vehicle >= 0 else None,
            name="" if possible is None else possible[1],
        )

    def _nearest_of_all(self, k: int) -> Shortfall:
        """Return the smallest relative shortfall over straight and other ways."""
        if not self._simulator.problem.has_ways:
            return self.nearest_miss(k)
        other = self._others.nearest(k)
        if self._simulator.direct_way(k) < 0 and other is not None:
            return other
        near = self.nearest_miss(k)
        return other if other is not None and other.weight < near.weight else near

    @cached_property
    def _others(self) -> WayMisses:
        return WayMisses(self._simulator, self)

    def nearest_miss(self, k: int, vehicle: int | None = None) -> Shortfall:
        """Return the smallest relative shortfall of a bag beside the routes.

        With ``vehicle`` on this one alone, which need not be permitted.
        """
        problem = self._simulator.problem
        bag = problem.shipments[k]
        if vehicle is not None:
            refused = refusals(problem.day, problem.vehicles[vehicle], bag)
            if refused:
                return _whole(refused[0], self, vehicle)
            numbers = [vehicle]
        else:
            numbers = self._nearest(k, self._able(k))
        misses = [miss for miss in self._misses(k, numbers) if miss is not None]
        if not misses:
            return _whole(ReasonCode.SEARCH_LIMIT, self, numbers[0] if numbers else 0)
        return min(misses, key=_weight)

    def leg_miss(self, k: int) -> Shortfall | None:
        """Return the smallest shortfall of a movement; None where it finds a place."""
        problem = self._simulator.problem
        numbers = self._nearest(k, self._able(k))
        if not numbers:
            refused = [
                _whole(reason, self, v)
                for v, vehicle in enumerate(problem.vehicles)
                for reason in refusals(problem.day, vehicle, problem.shipments[k])
            ]
            return refused[0] if refused else _whole(ReasonCode.UNREACHABLE, self, 0)
        found = []
        for miss in self._misses(k, numbers):
            if miss is None:
                return None
            found.append(miss)
        return min(found, key=_weight)

    def _misses(self, k: int, vehicles: list[int]) -> Iterator[Shortfall | None]:
        """Yield what a movement lacks at the places tried; None where nothing."""
        problem = self._simulator.problem
        for v in vehicles:
            for entries in self._tries(k, v):
                times = instead(self._simulator, v, entries)
                if isinstance(times, Failure):
                    car, bag = problem.vehicles[v], problem.shipments[k]
                    yield shortfall(problem.day, car, bag, times)
                else:
                    yield None

    def vehicle(self, number: int) -> Vehicle:
        """Return a vehicle of the problem."""
        return self._simulator.problem.vehicles[number]

    def has_able(self, k: int) -> bool:
        """Tell whether any vehicle may carry a movement and has room when empty."""
        return bool(self._has_room(k).any())

    def _able(self, k: int) -> list[int]:
        """Return the vehicles that may carry a bag and have room when empty."""
        able = self._has_room(k)
        allowed = self._simulator.problem.tables["s_allowed"][k] == 1
        return [int(v) for v in np.flatnonzero(able if able.any() else allowed)]

    def _has_room(self, k: int) -> NDArray[np.bool_]:
        tables = self._simulator.problem.tables
        room = (tables["v_cap"] >= tables["s_load"][k]).all(axis=1)
        return np.asarray(room & (tables["s_allowed"][k] == 1))

    def _nearest(self, k: int, vehicles: list[int]) -> list[int]:
        """Return the vehicles with the shortest detour to a bag."""
        if len(vehicles) <= VEHICLES:
            return vehicles
        detours = [int(self._detours(k, v).min()) for v in vehicles]
        order = sorted(range(len(vehicles)), key=lambda i: (detours[i], i))
        return [vehicles[i] for i in order[:VEHICLES]]

    def _detours(self, k: int, v: int) -> NDArray[np.int64]:
        """Return the metres that a bag adds at each place of a route."""
        tables = self._simulator.problem.tables
        metres = tables["metres"][tables["v_profile"][v]]
        before, after, direct = self._gaps[v]
        first, last = self._ends(k, v)
        detours = metres[before, first] + metres[last, after] - direct
        return np.asarray(detours + metres[first, last], np.int64)

    def _gap(
        self, v: int, route: list[int]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
        """Return the sites before and after each place of a route, and the metres."""
        tables = self._simulator.problem.tables
        start, end = int(tables["v_start"][v]), int(tables["v_end"][v])
        sites = [start if a < 0 else int(tables["a_site"][a]) for a in route]
        before, after = np.array([start, *sites]), np.array([*sites, end])
        return before, after, tables["metres"][tables["v_profile"][v], before, after]

    def _ends(self, k: int, v: int) -> tuple[int, int]:
        """Return where a vehicle first and last halts for a bag."""
        sites = [
            int(self._simulator.problem.tables["a_site"][a]) for a in self._visits(k, v)
        ]
        return sites[0], sites[-1]

    def _visits(self, k: int, v: int) -> list[int]:
        return lone_entries(self._simulator.problem, k, v)

    def _tries(self, k: int, v: int) -> Iterator[list[int]]:
        """Yield routes with the bag: at the best places, then as a tour of its own."""
        entries, visits = self._routes[v], self._visits(k, v)
        if not entries:
            yield visits
            return
        order = np.argsort(self._detours(k, v), kind="stable")[:PLACES]
        for place in order:
            yield [*entries[:place], *visits, *entries[place:]]
        yield [*entries, SEPARATOR, *visits]
        yield [*visits, SEPARATOR, *entries]

    def _without_others(self) -> Simulator:
        """Return the routes with the low goods alone."""
        if self._stripped is None:
            problem = self._simulator.problem
            dear = {k for k, s in enumerate(problem.shipments) if not _is_low(s)}
            draft = self._simulator.draft()
            kept = None
            if draft.courses is not None:
                kept = tuple(
                    STAYS if b in dear else course
                    for b, course in enumerate(draft.courses)
                )
            self._stripped = Simulator(problem)
            routes = [without(route, dear) for route in self._routes]
            uses: Uses = [[] for _ in routes]
            self._stripped.load(Draft(routes=routes, uses=uses, courses=kept))
        return self._stripped


def _weight(miss: Shortfall) -> float:
    return miss.weight


def _whole(reason: ReasonCode, competition: Competition, vehicle: int) -> Shortfall:
    return Shortfall(
        reason=reason,
        amount=0,
        unit="",
        weight=WHOLE,
        vehicle=competition.vehicle(vehicle),
    )


def _is_low(shipment: Shipment) -> bool:
    return all(
        row.priority is Priority.LOW and not row.must
        for row in shipment.lot.consignments
    )
