"""Python's door to the kernel: exact costs, clock times, insertion tests."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .courses import (
    STAYS,
    Course,
    courses_of,
    direct_courses,
    set_course_times,
    shipments_of,
)
from .draft import Draft, held_uses, longest_route
from .kernel import codes
from .kernel.booking import book_way
from .kernel.data import (
    BIG,
    MINUTES,
    MOST_ROADS,
    SITES,
    V_EARLY,
    VEHICLE_AT,
    VEHICLE_SIZE,
)
from .kernel.places import new_memory
from .kernel.route import STATE_LENGTH, route_cents
from .kernel.schedule import (
    new_schedule,
)
from .kernel.solution import (
    BATCHES,
    COST,
    GRID,
    HI,
    LENGTH,
    LO,
    USE,
    USE_N,
    USES,
    VEHICLES,
    WAY,
    WHERE,
    new_solution,
    refresh,
    route_list,
    set_route,
    total,
)
from .kernel.times import restore_times
from .kernel.ways import ANY_KIND, insert_batch
from .route_times import Failure, RouteTimes, read_times
from .routes import served_by, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .kernel.data import I64
    from .road import RoadProblem
    from .routes import Routes, Times


class Simulator:
    """Working memory and a solution for one road problem."""

    def __init__(self, problem: RoadProblem) -> None:
        self.problem = problem
        # Where goods change carriers, times are written into the problem.
        self.vector = problem.vector.copy() if problem.has_ways else problem.vector
        length = longest_route(problem)
        self.solution: I64 = new_solution(self.vector, length)
        many = problem.has_ways
        self._spare = self.solution.copy() if many else self.solution
        self._chosen = self.solution.copy() if many else self.solution
        self._times = np.zeros(2 * MOST_ROADS, np.int64)
        self._state = np.zeros(STATE_LENGTH, np.int64)
        self._out = new_schedule(length)
        self._memory = new_memory(length, len(problem.vehicles))
        self._served = np.zeros(int(problem.vector[SITES]) + 1, np.int64)
        self._rng = np.array([1], np.int64)
        self._free: I64 | None = None

    def load(self, routes: Routes | Draft) -> list[int]:
        """Take over routes; return the batches left behind.

        A route that is not feasible (beside the docking times of a draft, or
        beside the routes before it) is emptied, and so is whatever else a batch
        on it would need.
        """
        sol = self.solution
        sol[:] = new_solution(self.vector, int(sol[LENGTH]))
        rows = routes.routes if isinstance(routes, Draft) else routes
        if isinstance(routes, Draft):
            for v, uses in enumerate(routes.uses):
                self._hold(v, uses)
        courses = self._courses(routes)
        if self.problem.has_ways:
            set_course_times(self.problem, courses, self.vector, sol)
        for v, entries in enumerate(rows):
            set_route(sol, v, entries)
            if self._time_again(v) < 0:
                set_route(sol, v, [])
                self._refresh(v)
                continue
            for a in entries:
                if a >= 0:
                    sol[sol[WHERE] + a // 2] = v
        self._send(courses)
        return self.left()

    def _courses(self, routes: Routes | Draft) -> Sequence[Course]:
        """Return the courses of a draft, or the direct ones of plain routes."""
        if isinstance(routes, Draft):
            if routes.courses is not None:
                return routes.courses
            routes = routes.routes
        courses = [STAYS] * self.problem.batches
        for k in {a // 2 for entries in routes for a in entries if a >= 0}:
            if k in self._direct:
                courses[k] = self._direct[k]
        return courses

    @cached_property
    def _direct(self) -> dict[int, Course]:
        return direct_courses(self.problem)

    def direct_way(self, batch: int) -> int:
        """Return the number of a batch's direct way, -1 where it has none."""
        return self._direct[batch][0] if batch in self._direct else -1

    def _send(self, courses: Sequence[Course]) -> None:
        """Put batches on their ways; those that miss a shipment stay."""
        sol, table = self.solution, self.problem.tables["ways"]
        where = int(sol[WHERE])
        gone: set[int] = set()
        for b, (w, _) in enumerate(courses):
            needed = shipments_of(table, w)
            here = all(sol[where + k] >= 0 for k in needed)
            if w < 0 or not here or not book_way(self.vector, sol, b, w):
                gone.update(needed)
        batches = self.problem.tables["s_batch"]
        gone |= {
            int(k)
            for k in np.flatnonzero(sol[where : where + len(batches)] >= 0)
            if sol[sol[WAY] + batches[k]] < 0
        }
        strays = sorted(k for k in gone if sol[where + k] >= 0)
        for v in dict.fromkeys(int(sol[where + k]) for k in strays):
            kept = without(route_list(sol, v), set(strays))
            self._release(v)
            set_route(sol, v, kept)
            self._refresh(v)
        for k in strays:
            sol[where + k] = -1

    def draft(self) -> Draft:
        """Return the routes as they stand, with their docking times."""
        vehicles = range(int(self.solution[VEHICLES]))
        return Draft(
            routes=[route_list(self.solution, v) for v in vehicles],
            uses=[self._held(v) for v in vehicles],
            courses=courses_of(self.problem, self.solution),
        )

    def _refresh(self, v: int) -> int:
        sol = self.solution
        return int(refresh(self.vector, sol, v, self._state, self._out))

    def _time_again(self, v: int) -> int:
        """Refresh a route that holds docks; return 0 or minus a code.

        Where an earlier dock has come free, the earlier start may not be
        feasible (longer hours): then not before the start it had.
        """
        held = self._held(v)
        self._release(v)
        code = self._refresh(v)
        if code < 0 and held:
            vector = self.vector
            cell = int(vector[VEHICLE_AT]) + v * VEHICLE_SIZE + V_EARLY
            early = int(vector[cell])
            vector[cell] = max(early, min(use[1] for use in held))
            code = self._refresh(v)
            vector[cell] = early
        return code

    def _held(self, v: int) -> list[tuple[int, int, int]]:
        return held_uses(self.solution, v)

    def _hold(self, v: int, uses: list[tuple[int, int, int]]) -> None:
        sol = self.solution
        at = int(sol[USE]) + v * USES * 3
        for i, use in enumerate(uses):
            sol[at + 3 * i : at + 3 * i + 3] = use
            self._count(use, 1)
        sol[sol[USE_N] + v] = len(uses)

    def _release(self, v: int) -> None:
        for use in self._held(v):
            self._count(use, -1)
        self.solution[self.solution[USE_N] + v] = 0

    def _count(self, use: tuple[int, int, int], sign: int) -> None:
        resource, start, end = use
        row = int(self.solution[GRID]) + resource * MINUTES
        self.solution[row + start // 60 : row + min(MINUTES, -(-end // 60))] += sign

    def left(self) -> list[int]:
        """Return the batches that stay behind."""
        way = int(self.solution[WAY])
        cells = self.solution[way : way + int(self.solution[BATCHES])]
        return [int(b) for b in np.flatnonzero(cells < 0)]

    def routes(self) -> Routes:
        """Return the routes as they stand."""
        return [
            route_list(self.solution, v) for v in range(int(self.solution[VEHICLES]))
        ]

    def total(self) -> int:
        """Return the cents of the routes and penalties of what stays behind."""
        return int(total(self.vector, self.solution))

    def cents_of(self, vehicle: int) -> int:
        """Return the cents of a loaded route with its penalties."""
        return int(self.solution[self.solution[COST] + vehicle])

    def cents_alone(
        self, vehicle: int, entries: Sequence[int], times: Times = ()
    ) -> int | None:
        """Return the cents of a route with every dock free, None if it fails.

        ``times`` tell from when to when each shipment (``served_by``) is on its way,
        where goods change carriers; they stay written into the vector.
        """
        sol = self.solution
        if times:
            self._set_times(served_by(entries), times)
        if self._free is None:
            self._free = np.zeros_like(sol[int(sol[GRID]) :])
        seq = np.array(entries, np.int64)
        cents = route_cents(
            self.vector, vehicle, seq, self._state, self._free, 0, self._out
        )
        return int(cents) if cents >= 0 else None

    def _set_times(self, shipments: Sequence[int], times: Times) -> None:
        spare = self._spare
        where, low, high = (int(spare[x]) for x in (WHERE, LO, HI))
        spare[where : where + len(self.problem.shipments)] = -1
        for k, (early, late) in zip(shipments, times, strict=True):
            spare[low + k], spare[high + k] = early, late
            spare[where + k] = 0
        restore_times(self.vector, spare)

    def insert(
        self, batch: int, *, kind: int = ANY_KIND, thorough: bool = True
    ) -> int | None:
        """Send a batch the cheapest way and return the cents that adds.

        Every place is looked at when ``thorough``, else the likely ones. None
        when no way is feasible (or all are dearer than the batch's penalty).
        ``kind`` prefers ways of one kind (see ``kernel.ways``).
        """
        cents = insert_batch(
            self.vector,
            self.solution,
            self._spare,
            self._chosen,
            batch,
            kind,
            self._served,
            self._rng,
            self._memory,
            self._state,
            self._out,
            self._times,
            not thorough,
        )
        return None if cents == BIG else int(cents)

    def insert_all(self, order: Sequence[int], *, thorough: bool = True) -> list[int]:
        """Insert batches one after the other; return those left behind."""
        return [k for k in order if self.insert(k, thorough=thorough) is None]

    def alone(self, shipment: int, vehicle: int) -> RouteTimes | Failure:
        """Return the route of one shipment on an empty system, or why not."""
        tables = self.problem.tables
        if not tables["s_allowed"][shipment, vehicle]:
            return Failure(code=codes.NOT_ALLOWED, amount=0)
        from_base = tables["s_from"][shipment] == tables["v_start"][vehicle]
        to_base = tables["s_to"][shipment] == tables["v_end"][vehicle]
        pick, drop = 2 * shipment, 2 * shipment + 1
        entries = [drop] if from_base else ([pick] if to_base else [pick, drop])
        return self.times(vehicle, entries, by_itself=True)

    def times(
        self, vehicle: int, entries: Sequence[int], *, by_itself: bool = False
    ) -> RouteTimes | Failure:
        """Return the clock times of a route, or why it is not feasible.

        Beside the docks and chargers that the loaded routes use, unless
        ``by_itself``; a loaded route must be taken off first (``unload``).
        """
        sol = self.solution
        grid, row = sol, int(sol[GRID])
        if by_itself:
            grid, row = np.zeros_like(sol[row:]), 0
        seq = np.array(entries, np.int64)
        self._state[:] = 0
        cents = int(
            route_cents(self.vector, vehicle, seq, self._state, grid, row, self._out)
        )
        if cents < 0:
            return Failure(code=-cents, amount=int(self._state[codes.AMOUNT]))
        return read_times(self._out, self._state, len(entries), cents)

    def timetable(self) -> list[RouteTimes | None]:
        """Return the clock times of all loaded routes, in vehicle order.

        Raises
        ------
        RuntimeError
            When a route that was loaded is not feasible any more.
        """
        sol = self.solution
        times: list[RouteTimes | None] = []
        for v, entries in enumerate(self.routes()):
            if not entries:
                times.append(None)
                continue
            code = -self._time_again(v)
            if code > 0:
                msg = f"Route of vehicle {v} fails with code {code}."
                raise RuntimeError(msg)
            times.append(
                read_times(
                    self._out, self._state, len(entries), int(sol[sol[COST] + v])
                )
            )
        return times
