"""PyVRP polishes the routes of one base while our own search goes on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .budget import Engine
from .draft import Draft, held_times
from .engines.guarded import EngineJob, GuardedEngine
from .engines.part import Part
from .routes import served_by
from .simulator import Simulator

if TYPE_CHECKING:
    from .annealer import MetRoutes
    from .budget import Budget
    from .engines.guarded import EngineTrouble
    from .road import RoadProblem

MOST_SHIPMENTS = 1_500
LEAST_SECONDS = 1.0
SHARE = 0.1
"""Of the whole budget, each time it is asked."""


class Polisher:
    """Asks PyVRP for better routes of the base with the most vehicles, while it pays.

    What goods go by which way, and when other carriers wait for them, stays as it is
    in the draft; what the engine's model leaves out is simulated afterwards.
    """

    def __init__(self, problem: RoadProblem, budget: Budget) -> None:
        self._problem = problem
        self._seed = budget.seed
        self._simulator = Simulator(problem)
        self._engine: GuardedEngine | None = None
        self._draft: Draft | None = None
        self._worth = budget.engine is not Engine.ORTOOLS and not (
            problem.tables["has_docks"]
            or problem.tables["has_locks"]
            or problem.tables["has_timed"]
        )
        self._seconds = SHARE * (budget.time_limit or 0.0)
        if budget.iterations is not None or self._seconds < LEAST_SECONDS:
            self._worth = False

    @property
    def troubles(self) -> tuple[EngineTrouble, ...]:
        """What went wrong with the engine so far."""
        return () if self._engine is None else tuple(self._engine.troubles)

    @property
    def process_id(self) -> int | None:
        """The engine's process, None where there is none."""
        return None if self._engine is None else self._engine.process_id

    def begin(self, draft: Draft) -> bool:
        """Ask for better routes of a draft; tell whether the engine was asked."""
        if not self._worth or (self._engine is not None and self._engine.busy):
            return False
        part, start = self._part(draft)
        if not part.shipments or len(part.shipments) > MOST_SHIPMENTS:
            return False
        from .engines.pyvrp_ils import IlsLimit, solve_routes

        if self._engine is None:
            self._engine = GuardedEngine(self._problem, "PyVRP", solve_routes)
        self._draft = draft
        limit = IlsLimit(seconds=self._seconds)
        job = EngineJob(part=part, limit=limit, start=start, seed=self._seed)
        return self._engine.give(job)

    def take(self) -> tuple[int, Draft, MetRoutes] | None:
        """Return cents and draft with the routes that came back, and routes met.

        None while there is no answer. Where it is not better than the draft it began
        with, the engine is not asked again.
        """
        if self._engine is None or self._draft is None:
            return None
        answer = self._engine.take()
        if answer is None:
            return None
        before = self._simulator.load(self._draft)
        self._simulator.insert_all(before, thorough=False)
        cents = self._simulator.total()
        routes = list(self._draft.routes)
        uses = list(self._draft.uses)
        for v, route in zip(
            answer.job.part.vehicles, answer.vetted.routes, strict=True
        ):
            routes[v], uses[v] = route, []
        made = Draft(routes=routes, uses=uses, courses=self._draft.courses)
        left = self._simulator.load(made)
        self._simulator.insert_all(left, thorough=False)
        self._worth = self._simulator.total() < cents
        return self._simulator.total(), self._simulator.draft(), answer.met

    def close(self) -> None:
        """End the engine's process."""
        if self._engine is not None:
            self._engine.close()

    def _part(self, draft: Draft) -> tuple[Part, list[list[int]]]:
        """Return the vehicles of the busiest base, with what they carry now."""
        starts: list[int] = self._problem.tables["v_start"].tolist()
        busy = Counter(starts[v] for v, route in enumerate(draft.routes) if route)
        base = max(sorted(busy), key=lambda site: busy[site]) if busy else -1
        vehicles = tuple(v for v, site in enumerate(starts) if site == base)
        routes = [list(draft.routes[v]) for v in vehicles]
        self._simulator.load(draft)
        known: dict[int, tuple[int, int]] = {}
        for route in routes:
            times = held_times(self._problem, self._simulator.solution, route)
            known.update(zip(served_by(route), times, strict=False))
        shipments = sorted({k for route in routes for k in served_by(route)})
        part = Part(
            vehicles=vehicles,
            shipments=tuple(shipments),
            times=tuple(known[k] for k in shipments) if known else (),
        )
        return part, routes
