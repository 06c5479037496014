"""Python's door to the kernel: exact costs, clock times, insertion tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .kernel import codes
from .kernel.data import BIG
from .kernel.insertion import insert_best, new_memory
from .kernel.route import STATE_LENGTH, route_cents
from .kernel.schedule import (
    PAUSE_AT,
    PAUSE_COUNT,
    TOUR_AT,
    TOUR_COUNT,
    VISIT_AT,
    new_schedule,
)
from .kernel.solution import (
    GRID,
    LENGTH,
    SHIPMENTS,
    VEHICLES,
    WHERE,
    N,
    new_solution,
    refresh,
    route_list,
    set_route,
    total,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .kernel.data import I64
    from .road import RoadProblem

Routes = list[list[int]]
"""One list per vehicle: visits, -1 between tours (see ``RoadProblem``)."""

SEPARATOR = -1
MARGIN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTimes:
    """Clock times of one route.

    ``visits``: (arrive, start, depart) per entry (zeros at separators);
    ``tours``: (load start, return, metres); ``pauses``: (kind, site row,
    start, end) with kind 0 break, 1 pause, 2 charge.
    """

    visits: tuple[tuple[int, int, int], ...]
    tours: tuple[tuple[int, int, int], ...]
    pauses: tuple[tuple[int, int, int, int], ...]
    cents: int
    penalty_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a route is not feasible: a code of ``kernel.codes`` and by how much."""

    code: int
    amount: int


def longest_route(problem: RoadProblem) -> int:
    """Return a length that every route of a problem fits into."""
    return min(2 * len(problem.shipments) + len(problem.shipments) + MARGIN, 600)


class Simulator:
    """Working memory and a solution for one road problem."""

    def __init__(self, problem: RoadProblem) -> None:
        self.problem = problem
        length = longest_route(problem)
        self.solution: I64 = new_solution(problem.vector, length)
        self._state = np.zeros(STATE_LENGTH, np.int64)
        self._out = new_schedule(length)
        self._memory = new_memory(length, len(problem.vehicles))
        self._rng = np.array([1], np.int64)

    def load(self, routes: Routes) -> list[int]:
        """Take over routes in vehicle order; return the shipments left behind.

        A route that is not feasible beside the ones before it (docks) or by
        itself is emptied.
        """
        vector, sol = self.problem.vector, self.solution
        sol[:] = new_solution(vector, int(sol[LENGTH]))
        for v, entries in enumerate(routes):
            set_route(sol, v, entries)
            if entries and refresh(vector, sol, v, self._state, self._out) < 0:
                set_route(sol, v, [])
                refresh(vector, sol, v, self._state, self._out)
                continue
            for a in entries:
                if a >= 0:
                    sol[sol[WHERE] + a // 2] = v
        return self.left()

    def left(self) -> list[int]:
        """Return the shipments that no route carries."""
        where = int(self.solution[WHERE])
        cells = self.solution[where : where + int(self.solution[SHIPMENTS])]
        return [int(k) for k in np.flatnonzero(cells < 0)]

    def routes(self) -> Routes:
        """Return the routes as they stand."""
        return [
            route_list(self.solution, v) for v in range(int(self.solution[VEHICLES]))
        ]

    def total(self) -> int:
        """Return the cents of the routes and penalties of what stays behind."""
        return int(total(self.problem.vector, self.solution))

    def insert(self, shipment: int) -> int | None:
        """Put a shipment at its cheapest place, every place looked at.

        Returns the cents it adds, or None when no place is feasible (or dearer
        than the shipment's penalty).
        """
        cents = insert_best(
            self.problem.vector,
            self.solution,
            shipment,
            self._rng,
            self._memory,
            self._state,
            self._out,
            False,  # noqa: FBT003
        )
        return None if cents == BIG else int(cents)

    def insert_all(self, order: Sequence[int]) -> list[int]:
        """Insert shipments one after the other; return those left behind."""
        return [k for k in order if self.insert(k) is None]

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
            route_cents(
                self.problem.vector, vehicle, seq, self._state, grid, row, self._out
            )
        )
        if cents < 0:
            return Failure(code=-cents, amount=int(self._state[codes.AMOUNT]))
        return self._read(len(entries), cents)

    def timetable(self) -> list[RouteTimes | None]:
        """Return the clock times of all loaded routes, in vehicle order.

        Each route is timed beside the routes before it, as ``load`` does.

        Raises
        ------
        RuntimeError
            When a route that was loaded is not feasible any more.
        """
        routes = self.routes()
        vector, sol = self.problem.vector, self.solution
        sol[:] = new_solution(vector, int(sol[LENGTH]))
        times: list[RouteTimes | None] = []
        for v, entries in enumerate(routes):
            if not entries:
                times.append(None)
                continue
            set_route(sol, v, entries)
            cents = int(refresh(vector, sol, v, self._state, self._out))
            if cents < 0:
                msg = f"Route of vehicle {v} fails with code {-cents}."
                raise RuntimeError(msg)
            for a in entries:
                if a >= 0:
                    sol[sol[WHERE] + a // 2] = v
            times.append(self._read(len(entries), int(sol[sol[N] + v])))
        return times

    def _read(self, length: int, cents: int) -> RouteTimes:
        out = [int(x) for x in self._out]
        visits = out[VISIT_AT]
        tours = out[TOUR_AT]
        pauses = out[PAUSE_AT]
        return RouteTimes(
            visits=tuple(
                (out[visits + 3 * i], out[visits + 3 * i + 1], out[visits + 3 * i + 2])
                for i in range(length)
            ),
            tours=tuple(
                (out[tours + 4 * t], out[tours + 4 * t + 1], out[tours + 4 * t + 2])
                for t in range(out[TOUR_COUNT])
            ),
            pauses=tuple(
                (
                    out[pauses + 4 * x],
                    out[pauses + 4 * x + 1],
                    out[pauses + 4 * x + 2],
                    out[pauses + 4 * x + 3],
                )
                for x in range(out[PAUSE_COUNT])
            ),
            cents=cents,
            penalty_cents=int(self._state[codes.PENALTY]),
        )
