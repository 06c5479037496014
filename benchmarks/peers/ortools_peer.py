"""OR-Tools' routing library: guided local search with its default parameters.

The model is the one that our own engine uses, without a start solution; where a day
has nothing but goods picked up and delivered on one tour, the library's own form of
these. It runs on one core: the library has no threads.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.optimize.engines.ortools_parameters import EngineLimit, Strategy
from routing.optimize.engines.ortools_routing import Watch, solve_routes

from . import limits
from .model import RoadModel
from .ortools_pairs import solve_pairs
from .peer import Answer

if TYPE_CHECKING:
    from routing.optimize.road import RoadProblem

    from .peer import Order

LEFT_OUT = (limits.DOCKS, limits.PAUSES, limits.WAYS, limits.BANS)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrToolsPeer:
    """OR-Tools with the parameters that its manual begins with."""

    name: str = "OR-Tools"
    package: str = "ortools"
    varies: bool = True

    def not_expressed(self, problem: RoadProblem) -> tuple[str, ...]:
        """Name what of a problem its model leaves out."""
        return limits.told(problem, LEFT_OUT)

    def essence(self, problem: RoadProblem) -> str:
        """Name pairs beside other goods, which neither model knows."""
        mixed = limits.PAIRS in limits.present(problem) and RoadModel(problem).stops
        return limits.PAIRS if mixed else ""

    def search(self, problem: RoadProblem, order: Order) -> Answer:
        """Build the model, search, and tell the routes."""
        curve: list[tuple[float, float]] = []
        begun: list[float] = []

        def began() -> None:
            order.began()
            begun.append(time.monotonic())

        def improved(cents: float) -> None:
            if not curve or cents < curve[-1][1]:
                curve.append((round(time.monotonic() - begun[0], 3), cents))

        limit = EngineLimit(seconds=order.seconds)
        watch = Watch(began=began, improved=improved)
        if limits.PAIRS in limits.present(problem):
            routes = solve_pairs(RoadModel(problem), limit, order.seed, watch)
        else:
            routes = solve_routes(
                problem,
                limit=limit,
                strategy=Strategy.DEFAULT,
                seed=order.seed,
                watch=watch,
            )
        return Answer(routes=routes, curve=tuple(curve))
