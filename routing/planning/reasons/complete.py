"""The complete list of ways of a bag, and which of them no vehicle rules out."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from routing.domain.cold import cold_needs, room_for
from routing.domain.partner import may_carry
from routing.optimize.carriers import classes_at
from routing.optimize.itineraries.itinerary import Itineraries
from routing.optimize.itineraries.roads import Roads
from routing.optimize.itineraries.timetable import Timetable
from routing.optimize.lone_route import CLOCK, lone_route_exists
from routing.optimize.road import build_road_problem
from routing.optimize.route_times import Failure
from routing.optimize.simulator import Simulator
from routing.optimize.trial import lacking, set_leg_times
from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.optimize.itineraries.itinerary import Way
    from routing.optimize.road import RoadProblem
    from routing.optimize.ways import Shipment
    from routing.travel.matrix import Travel


class AbleRoads(Roads):
    """The fastest drive between sites over vehicles that could carry some goods."""

    def __init__(self, day: Day, travel: Travel, vehicles: Sequence[Vehicle]) -> None:
        super().__init__(day, travel)
        self._vehicles = vehicles

    @cached_property
    def _fastest(self) -> NDArray[np.int64]:
        size = len(self._travel.index)
        best = np.full((size, size), UNREACHABLE, np.int64)
        sites = [self._day.sites[key] for key in self._travel.index]
        kinds = {
            (profile_of(car), car.vehicle_class)
            for car in self._vehicles
            if all(
                car.vehicle_class in classes_at(self._day.sites[base])
                for base in (car.start_site, car.end_site)
            )
        }
        for profile, kind in sorted(kinds):
            matrix = self._travel.of(profile)
            enters = np.array([kind in classes_at(site) for site in sites])
            barred = ~np.outer(enters, enters) | (matrix.metres >= UNREACHABLE)
            best = np.minimum(best, np.where(barred, UNREACHABLE, matrix.seconds))
        return best


class CompleteWays:
    """Finds for single bags a way that nothing rules out, of up to three legs.

    Sites, vehicles and services are empty. A way is ruled out by a rule, by a
    limit of a service, or because no vehicle could drive one of its roads between
    the hours that the rest of the way leaves for it.
    """

    def __init__(self, day: Day, travel: Travel) -> None:
        self._day, self._travel = day, travel
        self._timetable = Timetable(day)
        self._finders: dict[tuple[str, ...], Itineraries] = {}

    def possible(self, bags: Sequence[Shipment]) -> list[Way | None]:
        """Return for each bag the first way that nothing rules out."""
        found: list[Way | None] = [None] * len(bags)
        groups: dict[tuple[str, ...], list[int]] = {}
        for number, bag in enumerate(bags):
            groups.setdefault(self._able(bag), []).append(number)
        for able, members in groups.items():
            finder = self._finder(able)
            going = [n for n in members if finder.ways(bags[n])]
            if not going:
                continue
            problem = build_road_problem(
                self._day, self._travel, [bags[n] for n in going], finder
            )
            asked = _Asked(problem)
            for b, number in enumerate(going):
                found[number] = asked.first(b)
        return found

    def _able(self, bag: Shipment) -> tuple[str, ...]:
        """Return the vehicles that may carry a bag and have room for it."""
        owners = {row.partner for row in bag.rows}
        needs = cold_needs(self._day.goods[row.goods_class] for row in bag.rows)
        return tuple(
            key
            for key, car in self._day.vehicles.items()
            if all(may_carry(self._day.agreements, car.owner, p) for p in owners)
            and bag.grams <= car.cap_g
            and bag.cm3 <= room_for(needs, car)
            and (car.cap_items is None or bag.items <= car.cap_items)
        )

    def _finder(self, able: tuple[str, ...]) -> Itineraries:
        if able not in self._finders:
            cars = [self._day.vehicles[key] for key in able]
            self._finders[able] = Itineraries(
                self._day,
                AbleRoads(self._day, self._travel, cars),
                self._timetable,
                complete=True,
            )
        return self._finders[able]


class _Asked:
    """A problem of single bags on an empty system, asked way by way."""

    def __init__(self, problem: RoadProblem) -> None:
        self._problem = problem
        self._simulator = Simulator(problem)
        self._known: dict[tuple[int, int, int], bool] = {}

    def first(self, b: int) -> Way | None:
        """Return the first way of a bag that nothing rules out."""
        for place, way in enumerate(self._problem.ways[b]):
            if not any(
                n for _, n in lacking(self._simulator, b, place)
            ) and self._drives(b, place):
                return way
        return None

    def _drives(self, b: int, place: int) -> bool:
        """Tell whether each road of a way has a vehicle, were it alone."""
        way = self._problem.ways[b][place]
        movements = set_leg_times(self._simulator, b, place)
        for r, k in zip(way.roads, movements, strict=True):
            key = (k, way.early[r], way.late[r])
            if key not in self._known:
                self._known[key] = self._has_vehicle(*key)
            if not self._known[key]:
                return False
        return True

    def _has_vehicle(self, k: int, early: int, late: int) -> bool:
        tables = self._problem.tables
        allowed = tables["s_allowed"][k] == 1
        able = allowed & (tables["v_cap"] >= tables["s_load"][k]).all(axis=1)
        kinds: dict[int, int] = {}
        for v in np.flatnonzero(able).tolist():
            kinds.setdefault(int(tables["v_type"][v]), v)
        slow = []
        for v in kinds.values():
            times = self._simulator.alone(k, v)
            if not isinstance(times, Failure):
                return True
            if times.code in CLOCK:
                slow.append(v)
        if not slow:
            return False
        within = _within(self._problem, k, early, late)
        return within is not None and any(lone_route_exists(within, k, v) for v in slow)


def _within(problem: RoadProblem, k: int, early: int, late: int) -> RoadProblem | None:
    """Return a problem whose tables bound one movement; None where hours do not fit."""
    if k < problem.batches:
        return problem
    tables = dict(problem.tables)
    windows, ready = list(tables["windows"]), tables["s_ready"].copy()
    for a in (2 * k, 2 * k + 1):
        kept = tuple(
            (max(early, opens), min(late, closes))
            for opens, closes in windows[tables["a_base"][a]]
            if max(early, opens) <= min(late, closes)
        )
        if not kept:
            return None
        windows[tables["a_window"][a]] = kept
    ready[k] = early
    close = np.minimum(tables["v_close"], late)
    tables |= {"windows": windows, "s_ready": ready, "v_close": close}
    return replace(problem, tables=tables)
