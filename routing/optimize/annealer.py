"""One annealing search over the routes of a road problem."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .courses import courses_of, direct_courses
from .draft import Draft, held_times, held_uses, longest_route
from .kernel.anneal import anneal
from .kernel.data import W_GAP, W_ROADS
from .kernel.moves import kick
from .kernel.ruin import FEW_BATCHES
from .kernel.search import POOL_SIZE, new_search, pool_width
from .kernel.solution import LENGTH, VEHICLES, route_list
from .kernel.solution import total as total_cents
from .kernel.way_legs import MOST_APART
from .simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .kernel.data import I64
    from .road import RoadProblem
    from .routes import Routes, Times

MOVES_PER_ITERATION = 100
POOL_TAKEN = 1500
CHUNK_SECONDS = 0.25
HOT_SHARE = 0.02
"""Of the cents of a route. Tried on two generated reference counties, 1,000
iterations: 0.01 and 0.03 ended 7 to 10 % cheaper than 0.003; 0.1, cooled
further, was worse than both. This lies between the two."""
COLD_SHARE = 0.00003
LEAST_HEAT = 1.0
KEEP_WAYS = 150
APART = 900
REFILL = 300
"""Shares of moves per mille (see ``move_shares``), tried once each: on eight
two-echelon instances, 12 s, (150, 900, 800) left a mean gap of 1.6 %, (300, 800, 500)
one of 2.3 %; on a reference county with buses, 40 s, (150, 900, 800) cost 6 % more
than (0, 0, 500)."""
OPEN = 500
"""Share of moves per mille that leave promises open, where there are few batches."""
KICK_SHARE = 0.01
"""Heat after a kick, of the cents of a route, where the search is colder."""
SETTLE_A_BATCH = 40
LEAST_SETTLE = 60
MOST_SETTLE = 3000
"""Moves in which a kick settles, before it is compared."""
BATCHES_A_TURN = 40
"""With so many more batches the main search lasts once more as long as a kick."""
KICKS_OFTEN = 4
"""With few batches kicks last so many times as long as the main search."""
LAST_KICK = 0.9
"""Fraction of the budget after which nothing is kicked any more."""


MetRoutes = list[tuple[int, tuple[int, ...], "Times", int]]
"""Routes met: vehicle, entries, times where goods change carriers, cents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A part of the whole cooling, bounded by seconds or by iterations.

    ``begin`` and ``end`` are fractions of the budget: they set the heat.
    """

    begin: float
    end: float
    seconds: float | None = None
    iterations: int | None = None


def move_shares(problem: RoadProblem) -> tuple[int, int, int, int]:
    """Return ``Search.shares`` for a problem whose batches have several ways.

    Where most goods must change vehicles at a hub, little is gained unless what
    feeds the hub is loaded together; where they may go straight, placing them
    without a look at the time they come misleads.
    """
    direct = direct_courses(problem)
    ways = problem.tables["ways"]
    bound = 0
    for b, (first, count) in enumerate(problem.tables["batches"].tolist()):
        mine = ways[first : first + count]
        meets = (mine[:, W_ROADS] == MOST_APART) & (mine[:, W_GAP] >= 0)
        straight = b in direct and bool(problem.tables["s_allowed"][b].any())
        bound += not straight and bool(meets.any())
    through = bound / max(1, problem.batches)
    return (
        KEEP_WAYS,
        round(APART * through),
        round(REFILL + (APART - REFILL) * through),
        OPEN if problem.batches <= FEW_BATCHES else 0,
    )


class Annealer:
    """Ruin and recreate under simulated annealing, resumable slice by slice."""

    def __init__(self, problem: RoadProblem, seed: int) -> None:
        self.problem = problem
        self._simulator = Simulator(problem)
        self._vector = self._simulator.vector
        length = longest_route(problem)
        self._search = new_search(problem.vector, length, seed)
        if problem.has_ways:
            self._search.shares[:] = move_shares(problem)
        self._pooled = 0
        self._iterations = 0
        batches = problem.batches
        settle = min(MOST_SETTLE, batches * SETTLE_A_BATCH)
        self._settle = max(LEAST_SETTLE, settle)
        self._turn = self._settle * max(1, batches // BATCHES_A_TURN)
        if batches <= FEW_BATCHES:
            self._turn //= KICKS_OFTEN
        self._rest = self._turn
        self._held: I64 | None = None

    @property
    def iterations(self) -> int:
        """Iterations so far, a hundred moves each."""
        return self._iterations

    def start(self, routes: Routes | Draft) -> None:
        """Go on from these routes; the best so far is kept if it is better."""
        self._simulator.load(routes)
        self._held, self._rest = None, self._turn
        search = self._search
        search.current[:] = self._simulator.solution
        if self._iterations == 0 or self._simulator.total() < self.best_cents():
            search.best[:] = search.current
        search.backup[:] = search.current
        used = [r for r in self._simulator.routes() if r]
        cents = total_cents(self._vector, search.current) - self._left_cents()
        self._route_cents = cents / max(1, len(used))

    def _left_cents(self) -> int:
        penalties = self.problem.tables["s_penalty"]
        return int(sum(int(penalties[k]) for k in self._simulator.left()))

    def best_cents(self) -> int:
        """Return the cents of the best routes, penalties included."""
        return int(total_cents(self._vector, self._search.best))

    def best_draft(self) -> Draft:
        """Return the best routes so far."""
        best = self._search.best
        vehicles = range(int(best[VEHICLES]))
        return Draft(
            routes=[route_list(best, v) for v in vehicles],
            uses=[held_uses(best, v) for v in vehicles],
            courses=courses_of(self.problem, best),
        )

    def _begin_kick(self) -> None:
        """Change much at once; what comes of it is compared once it has settled."""
        search = self._search
        self._held = search.current.copy()
        if not kick(self._vector, search):
            search.current[:] = self._held
        self._rest = self._settle

    def _end_kick(self) -> None:
        """Keep what a kick has led to where it costs less than before."""
        search, vector = self._search, self._vector
        if self._held is not None:
            if total_cents(vector, self._held) <= total_cents(vector, search.current):
                search.current[:] = self._held
            self._held = None
        self._rest = self._turn

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
        """Anneal for some iterations; kicks may begin and end among their moves."""
        moves = iterations * MOVES_PER_ITERATION
        done = 0
        while done < moves:
            fractions = [begin + (end - begin) * done / moves]
            part = moves - done
            if self.problem.has_ways:
                self._take_turns(fractions[0])
                if self._rest > 0:
                    part = min(part, self._rest)
            done += part
            fractions.append(begin + (end - begin) * done / moves)
            anneal(self._vector, self._search, part, *self._heats(fractions, part))
            self._rest -= part
        self._iterations += iterations

    def _take_turns(self, fraction: float) -> None:
        """Begin or end a kick where its turn, or the main search's, is over.

        The two take turns until the end comes near; on large days, where a kick
        changes much that was good, they come less often.
        """
        if self._rest > 0 and fraction < LAST_KICK:
            return
        if self._held is None and fraction < LAST_KICK:
            self._begin_kick()
        else:
            self._end_kick()

    def _heats(self, fractions: Sequence[float], moves: int) -> tuple[float, float]:
        """Return the heat at the beginning and the end of a part."""
        if self._held is None:
            return self.heat(fractions[0]), self.heat(fractions[1])
        hot = max(self.heat(fractions[0]), self._route_cents * KICK_SHARE)
        cold = max(LEAST_HEAT / 10, self._route_cents * COLD_SHARE)
        left = (self._rest, self._rest - moves)
        shares = [1 - max(0, x) / self._settle for x in left]
        return hot * (cold / hot) ** shares[0], hot * (cold / hot) ** shares[1]

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

    def take_pool(self) -> MetRoutes:
        """Return the routes met since the last call."""
        search = self._search
        met = int(search.met[0])
        first = max(self._pooled, met - POOL_TAKEN)
        self._pooled = met
        width = pool_width(self._vector, int(search.current[LENGTH]))
        seen: dict[tuple[int, tuple[int, ...], Times], None] = {}
        for number in range(first, met):
            row = search.pool[(number % POOL_SIZE) * width :][:width].tolist()
            entries = tuple(row[2 : 2 + row[1]])
            seen[row[0], entries, self._noted_times(row, entries)] = None
        for v, route in enumerate(self.best_draft().routes):
            if route:
                seen[v, tuple(route), held_times(self.problem, search.best, route)] = (
                    None
                )
        pool = []
        for v, entries, times in seen:
            cents = self._simulator.cents_alone(v, entries, times)
            if cents is not None:
                pool.append((v, entries, times, cents))
        return pool

    def _noted_times(self, row: list[int], entries: tuple[int, ...]) -> Times:
        """Return from when to when the shipments of a noted route are on their way."""
        if not self.problem.has_ways:
            return ()
        length = int(self._search.current[LENGTH])
        lows, highs = row[2 + length :], row[2 + 2 * length :]
        spans = {a // 2: (lows[i], highs[i]) for i, a in enumerate(entries) if a >= 0}
        return tuple(spans[k] for k in sorted(spans))
