"""One annealing search over the routes of a road problem."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .courses import courses_of
from .kernel.anneal import POOL_SIZE, anneal, new_search, pool_width
from .kernel.solution import LENGTH, VEHICLES, route_list
from .kernel.solution import total as total_cents
from .simulator import Draft, Simulator, held_uses, longest_route

if TYPE_CHECKING:
    from collections.abc import Callable

    from .road import RoadProblem
    from .routes import Routes

MOVES_PER_ITERATION = 100
POOL_TAKEN = 1500
CHUNK_SECONDS = 0.25
HOT_SHARE = 0.02
"""Of the cents of a route. Tried on two generated reference counties, 1,000
iterations: 0.01 and 0.03 ended 7 to 10 % cheaper than 0.003; 0.1, cooled
further, was worse than both. This lies between the two."""
COLD_SHARE = 0.00003
LEAST_HEAT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A part of the whole cooling, bounded by seconds or by iterations.

    ``begin`` and ``end`` are fractions of the budget: they set the heat.
    """

    begin: float
    end: float
    seconds: float | None = None
    iterations: int | None = None


class Annealer:
    """Ruin and recreate under simulated annealing, resumable slice by slice."""

    def __init__(self, problem: RoadProblem, seed: int) -> None:
        self.problem = problem
        self._simulator = Simulator(problem)
        length = longest_route(problem)
        self._search = new_search(problem.vector, length, seed)
        self._pooled = 0
        self.iterations = 0

    def start(self, routes: Routes | Draft) -> None:
        """Go on from these routes; the best so far is kept if it is better."""
        self._simulator.load(routes)
        search = self._search
        search.current[:] = self._simulator.solution
        vector = self._simulator.vector
        if self.iterations == 0 or self._simulator.total() < self.best_cents():
            search.best[:] = search.current
        search.backup[:] = search.current
        used = [r for r in self._simulator.routes() if r]
        cents = total_cents(vector, search.current) - self._left_cents()
        self._route_cents = cents / max(1, len(used))

    def _left_cents(self) -> int:
        penalties = self.problem.tables["s_penalty"]
        return int(sum(int(penalties[k]) for k in self._simulator.left()))

    def best_cents(self) -> int:
        """Return the cents of the best routes, penalties included."""
        return int(total_cents(self._simulator.vector, self._search.best))

    def best_draft(self) -> Draft:
        """Return the best routes so far."""
        best = self._search.best
        vehicles = range(int(best[VEHICLES]))
        return Draft(
            routes=[route_list(best, v) for v in vehicles],
            uses=[held_uses(best, v) for v in vehicles],
            courses=courses_of(self.problem, best),
        )

    def heat(self, fraction: float) -> float:
        """Return the temperature in cents when a fraction of the budget is used."""
        hot = max(LEAST_HEAT, self._route_cents * HOT_SHARE)
        cold = max(LEAST_HEAT / 10, self._route_cents * COLD_SHARE)
        return float(hot * (cold / hot) ** fraction)

    def run(self, part: Slice, report: Callable[[], None]) -> None:
        """Anneal through a slice; ``report`` is called after every chunk."""
        if not self.problem.shipments:
            return
        if part.iterations is not None:
            self._run_iterations(part, part.iterations, report)
        else:
            self._run_seconds(part, part.seconds or 0.0, report)

    def _chunk(self, begin: float, end: float, iterations: int) -> None:
        moves = iterations * MOVES_PER_ITERATION
        vector = self._simulator.vector
        anneal(vector, self._search, moves, self.heat(begin), self.heat(end))
        self.iterations += iterations

    def _run_iterations(
        self, part: Slice, iterations: int, report: Callable[[], None]
    ) -> None:
        done = 0
        while done < iterations:
            step = min(10, iterations - done)
            ends = [
                part.begin + (part.end - part.begin) * x / iterations
                for x in (done, done + step)
            ]
            self._chunk(ends[0], ends[1], step)
            done += step
            report()

    def _run_seconds(
        self, part: Slice, seconds: float, report: Callable[[], None]
    ) -> None:
        began = time.monotonic()
        step = 1
        while (used := time.monotonic() - began) < seconds:
            share = CHUNK_SECONDS / max(seconds, CHUNK_SECONDS)
            begin = part.begin + (part.end - part.begin) * used / seconds
            end = min(part.end, begin + (part.end - part.begin) * share)
            self._chunk(begin, end, step)
            took = time.monotonic() - began - used
            if took < CHUNK_SECONDS / 2:
                step = min(2 * step, 100)
            elif took > CHUNK_SECONDS * 2:
                step = max(1, step // 2)
            report()

    def take_pool(self) -> list[tuple[int, tuple[int, ...], int]]:
        """Return the routes met since the last call: vehicle, entries, cents."""
        search = self._search
        met = int(search.met[0])
        first = max(self._pooled, met - POOL_TAKEN)
        self._pooled = met
        width = pool_width(self._simulator.vector, int(search.current[LENGTH]))
        seen: dict[tuple[int, tuple[int, ...]], None] = {}
        for number in range(first, met):
            row = search.pool[(number % POOL_SIZE) * width :][:width]
            entries = tuple(int(a) for a in row[2 : 2 + int(row[1])])
            seen[int(row[0]), entries] = None
        for v, route in enumerate(self.best_draft().routes):
            if route:
                seen[v, tuple(route)] = None
        pool = []
        for v, entries in seen:
            cents = self._simulator.cents_alone(v, entries)
            if cents is not None:
                pool.append((v, entries, cents))
        return pool
