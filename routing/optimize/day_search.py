"""The search of a day with several ways: its core first, then everything together."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from .annealer import MOVES_PER_ITERATION, Annealer
from .plain.core import Core
from .plain.core_model import has_core
from .plain.population import Population

if TYPE_CHECKING:
    from collections.abc import Callable

    from .annealer import MetRoutes, Slice
    from .draft import Draft
    from .road import RoadProblem
    from .routes import Routes

CORE_SHARE = 0.7
"""Fraction of the budget that the core of a day gets."""

GROWN_SHARE = 0.5
"""Of that, after which plans are annealed once more instead of from the first one."""

CORE_SPEED = 4
"""Moves of the core that take as long as one of everything."""


class DaySearch:
    """Plans of a day's core are mated, then everything is annealed from the best."""

    def __init__(self, problem: RoadProblem, seed: int) -> None:
        self.problem = problem
        self._seed = seed
        self._whole = Annealer(problem, seed)
        self._population: Population | None = None
        self._over = not has_core(problem)
        self._moves = 0
        self._exact: tuple[float, int, Draft] | None = None

    @property
    def iterations(self) -> int:
        """Iterations so far: a hundred moves each, of the core some more."""
        core = self._moves
        return self._whole.iterations + core // (CORE_SPEED * MOVES_PER_ITERATION)

    def start(self, routes: Routes | Draft) -> None:
        """Go on from these routes, or beside them while the core is searched."""
        if self._over:
            self._whole.start(routes)
            return
        before = self.best_cents()
        self._whole.start(routes)
        if self._population is not None and self._whole.best_cents() < before:
            self._population.take_in(self._whole.best_draft())

    def _open_core(self) -> None:
        """Begin with the core beside the best routes so far, if there is one."""
        draft = self._whole.best_draft()
        core = Core.of(self.problem, draft, self._seed)
        if core is None:
            self._over = True
        else:
            self._population = Population(core, draft, self._seed)

    def _look(self) -> tuple[float, int, Draft] | None:
        """Return the best plan of the core with its exact cents."""
        best = self._population.best() if self._population else None
        if self._population is None or best is None:
            return None
        if self._exact is None or best.cents < self._exact[0]:
            self._exact = (best.cents, *self._population.core.draft_of(best))
        return self._exact

    def best_cents(self) -> int:
        """Return the cents of the best routes, penalties included."""
        whole, core = self._whole.best_cents(), self._look()
        return whole if core is None else min(whole, core[1])

    def best_draft(self) -> Draft:
        """Return the best routes so far."""
        core = self._look()
        if core is None or self._whole.best_cents() <= core[1]:
            return self._whole.best_draft()
        return core[2]

    def run(self, part: Slice, report: Callable[[], None]) -> None:
        """Search through a slice; ``report`` is called again and again."""
        rest = part
        if part.begin > 0 and self._moves == 0:
            # Half cooled at the begin, a search keeps what it begins with.
            self._over = True
        if not self._over and self._population is None:
            self._open_core()
        if not self._over and part.begin < CORE_SHARE:
            rest = self._run_core(part, report)
        if rest.begin < rest.end:
            self._leave_core()
            self._whole.run(rest, report)

    def _run_core(self, part: Slice, report: Callable[[], None]) -> Slice:
        """Mate plans for what of a slice is the core's; return what is left of it."""
        end = min(part.end, CORE_SHARE)
        share = (end - part.begin) / (part.end - part.begin)
        if part.iterations is not None:
            iterations = round(part.iterations * share)
            moves = iterations * CORE_SPEED * MOVES_PER_ITERATION
            self._mate(part.begin, end, lambda done: done / max(1, moves), report)
            left = part.iterations - iterations
            return replace(part, begin=end, iterations=left)
        began = time.monotonic()
        seconds = (part.seconds or 0.0) * share

        def used(_: int) -> float:
            return (time.monotonic() - began) / max(seconds, 1e-9)

        self._mate(part.begin, end, used, report)
        spent = time.monotonic() - began
        return replace(part, begin=end, seconds=max(0.0, (part.seconds or 0.0) - spent))

    def _mate(
        self,
        begin: float,
        end: float,
        used: Callable[[int], float],
        report: Callable[[], None],
    ) -> None:
        """Make plans until all is used; ``used`` gets the moves made."""
        population = self._population
        if population is None:
            return
        before = population.core.moves
        stop = end / CORE_SHARE

        def now() -> float:
            share = used(population.core.moves - before)
            return (begin + (end - begin) * share) / CORE_SHARE

        while (share := now()) < stop:
            population.step(grown=share >= GROWN_SHARE, now=now, end=stop)
            report()
        self._moves += population.core.moves - before

    def _leave_core(self) -> None:
        """Go on with everything, from the best plan of the core."""
        if self._over:
            return
        found = self._look()
        if found is not None and found[1] < self._whole.best_cents():
            self._whole.start(found[2])
        self._population, self._over = None, True

    def take_pool(self) -> MetRoutes:
        """Return the routes met since the last call."""
        return self._whole.take_pool() if self._over else []
