"""A search in which PyVRP alone proposes routes: one process per worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .engines.guarded import EngineJob, GuardedEngine
from .engines.part import whole_part
from .simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .annealer import MetRoutes
    from .budget import Budget
    from .draft import Draft
    from .engines.guarded import EngineTrouble
    from .road import RoadProblem

START_SECONDS = 2.0
"""Until a process has read its libraries: taken off its seconds of search."""
LEAST_SECONDS = 0.5
POLL_SECONDS = 0.2


class EngineSearch:
    """Engines side by side with different seeds; the best of what they propose."""

    def __init__(self, problem: RoadProblem, budget: Budget) -> None:
        self._problem = problem
        self._budget = budget
        self._simulator = Simulator(problem)
        self.troubles: list[EngineTrouble] = []

    def run(
        self, seconds: float, hear: Callable[[int, Draft, MetRoutes], None]
    ) -> None:
        """Ask the engines once; ``hear`` is told of whatever comes back."""
        from .engines.pyvrp_ils import IlsLimit, solve_routes

        budget = self._budget
        if budget.iterations is not None:
            share = max(1, budget.iterations // budget.workers)
            limit = IlsLimit(iterations=share)
        else:
            limit = IlsLimit(seconds=max(LEAST_SECONDS, seconds - START_SECONDS))
        engines = [
            GuardedEngine(self._problem, "PyVRP", solve_routes)
            for _ in range(budget.workers)
        ]
        part = whole_part(self._problem)
        try:
            for n, engine in enumerate(engines):
                seed = budget.seed * 1000 + n
                engine.give(EngineJob(part=part, limit=limit, seed=seed))
            for routes, met in self._answers(engines):
                left = self._simulator.load(routes)
                self._simulator.insert_all(left)
                hear(self._simulator.total(), self._simulator.draft(), met)
        finally:
            for engine in engines:
                self.troubles += engine.troubles
                engine.close()

    def _answers(
        self, engines: list[GuardedEngine]
    ) -> Iterator[tuple[list[list[int]], MetRoutes]]:
        """Yield what each engine answers, in the order of the engines."""
        for engine in engines:
            while engine.busy:
                answer = engine.take(POLL_SECONDS)
                if answer is not None:
                    yield list(answer.vetted.routes), answer.met
                    break
