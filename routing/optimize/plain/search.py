"""One annealing search over a plain road problem, resumable slice by slice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.optimize.annealer import MOVES_PER_ITERATION, POOL_TAKEN
from routing.optimize.draft import Draft
from routing.optimize.simulator import Simulator

from .anneal import anneal, copy_routes, total_cents
from .data import (
    BEST,
    LEFT,
    NO_PLACE,
    NOW,
    POOL_ROWS,
    new_memory,
    new_slots,
    new_undo,
)
from .fewer import finds_no_room, is_dear, spend_first
from .model import draft_of, plain_model
from .pace import ASKED, by_the_clock, heat_of
from .regions import anneal_region

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.optimize.annealer import MetRoutes, Slice
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

    from .data import Plain
    from .regions import Annealed, Region

SEEDS = 1_000_003
"""Between the seeds of two regions that one worker anneals."""


class PlainSearch:
    """Ruin and recreate under simulated annealing for a plain road problem."""

    def __init__(self, problem: RoadProblem, seed: int) -> None:
        self.problem = problem
        self._model = plain_model(problem)
        self._simulator = Simulator(problem)
        plain = self._model.plain
        self._slots = new_slots(plain)
        self._undo, self._best = new_undo(plain), new_undo(plain)
        self._memory = new_memory(plain, seed)
        self._pooled = 0
        self._seed, self._regions = seed, 0
        self._exact: tuple[float, int, Draft] | None = None
        self._moves = 0
        self._anneal(1, 1.0, 1.0)
        self._set_heat()

    @property
    def iterations(self) -> int:
        """Iterations so far, a hundred moves each."""
        return self._moves // MOVES_PER_ITERATION

    def _set_heat(self) -> None:
        """Set the heat by what a batch's share of the metres costs now."""
        slots, plain = self._slots, self._model.plain
        used = slots.size > 0
        cents = (slots.metres * plain.per_metre[slots.type])[used].sum()
        batches = len(plain.mate) - 1 - int((plain.mate > 0).sum()) // 2
        served = max(1, batches - int(slots.state[LEFT]))
        self._edge = max(1e-6, float(cents) / served)

    def _anneal(self, moves: int, hot: float, cold: float) -> None:
        self._run(self._model.plain, moves, hot, cold, fewer=False)

    def _run(
        self, plain: Plain, moves: int, hot: float, cold: float, *, fewer: bool
    ) -> None:
        anneal(
            plain,
            self._slots,
            self._undo,
            self._best,
            self._memory,
            moves,
            ASKED,
            hot,
            cold,
            fewer,
        )
        self._moves += moves

    def _with_fewer(self, part: Slice, report: Callable[[], None]) -> Slice:
        """Use the begin of the budget for fewer vehicles; return what is left of it."""
        plain = self._model.plain
        dear = is_dear(plain, self._slots)
        if part.begin > 0.0 or not (dear or finds_no_room(plain, self._slots)):
            return part
        # A vehicle that is given up is one of these.
        plain = plain._replace(vehicles=plain.vehicles.copy())
        heat = self.heat(0.0)

        def try_fewer(moves: int) -> None:
            self._run(plain, moves, heat, heat, fewer=True)

        counts = self._memory.counts
        left = spend_first(part, try_fewer, lambda: int(counts[2]), report, again=dear)
        self.start(self.best_draft())
        return left

    def start(self, routes: Routes | Draft) -> None:
        """Go on from these routes; the best so far is kept if it is better."""
        before = self.best_cents()
        self._simulator.load(routes)
        slots = new_slots(self._model.plain)
        self._model.load(self._simulator.routes(), slots)
        self._slots = slots
        now = total_cents(self._model.plain, slots)
        slots.state[NOW] = now
        slots.state[BEST] = NO_PLACE
        if self._simulator.total() < before:
            copy_routes(self._model.plain, slots, self._best)
            slots.state[BEST] = now
            self._exact = None
        else:
            slots.state[BEST] = self._exact[0] if self._exact else now
        self._set_heat()

    def _look(self) -> tuple[float, int, Draft]:
        """Return the best routes with their exact cents."""
        value = self.best_seen()
        if self._exact is None or self._exact[0] != value:
            draft = draft_of(self._model, self._best)
            self._simulator.load(draft)
            # What the exact rules do not bear is told as it stands then.
            self._exact = (value, self._simulator.total(), self._simulator.draft())
        return self._exact

    def best_seen(self) -> float:
        """Return the cents of the best routes as the search counts them."""
        return float(self._slots.state[BEST])

    def best_cents(self) -> int:
        """Return the cents of the best routes, penalties included."""
        return self._look()[1]

    def best_draft(self) -> Draft:
        """Return the best routes so far."""
        return self._look()[2]

    def heat(self, fraction: float) -> float:
        """Return the temperature in cents when a fraction of the budget is used."""
        return heat_of(self._edge, fraction)

    def run(self, part: Slice, report: Callable[[], None]) -> None:
        """Anneal through a slice; ``report`` is called after every chunk."""
        if not self.problem.shipments:
            return
        part = self._with_fewer(part, report)
        if part.iterations is not None:
            moves = part.iterations * MOVES_PER_ITERATION
            self._anneal(moves, self.heat(part.begin), self.heat(part.end))
            report()
            return

        def anneal_some(moves: int, low: float, high: float) -> None:
            ends = [part.begin + (part.end - part.begin) * x for x in (low, high)]
            self._anneal(moves, self.heat(ends[0]), self.heat(ends[1]))

        by_the_clock(part.seconds or 0.0, anneal_some, report)

    def anneal_region(self, region: Region) -> Annealed:
        """Anneal a part of the problem by itself; the routes here stay."""
        self._regions += 1
        seed = self._seed + SEEDS * self._regions
        made = anneal_region(self._model.plain, region, seed)
        self._moves += made.moves
        return made

    def take_pool(self) -> MetRoutes:
        """Return the routes met since the last call."""
        memory = self._memory
        met = int(memory.met[0])
        first = max(self._pooled, met - min(POOL_TAKEN, POOL_ROWS))
        self._pooled = met
        seen: dict[tuple[int, tuple[int, ...]], None] = {}
        for number in range(first, met):
            row = memory.pool[number % POOL_ROWS]
            vehicle = self._model.members[int(row[0])][0]
            entries = self._model.entries_of(row[2 : 2 + row[1]].tolist())
            seen[vehicle, entries] = None
        for v, route in enumerate(self.best_draft().routes):
            if route:
                seen[v, tuple(route)] = None
        pool: MetRoutes = []
        for vehicle, entries in seen:
            cents = self._simulator.cents_alone(vehicle, entries)
            if cents is not None:
                pool.append((vehicle, entries, (), cents))
        return pool
