"""The PyVRP engine: iterated local search on a part of a road problem.

The search may stay inside one step of its own for ever (met on days with reloads,
release times and exclusive groups), and it asks for the time between steps only: what
has to end is run by ``guarded``.
"""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyvrp import (
    IteratedLocalSearchCallbacks,
    IteratedLocalSearchParams,
    PenaltyParams,
    SolveParams,
    solve,
)
from pyvrp.exceptions import PenaltyBoundWarning

from .part import whole_part
from .pyvrp_cover import uncovered
from .pyvrp_model import build_model
from .pyvrp_read import read_route, read_routes, write_solution

if TYPE_CHECKING:
    from pyvrp import CostEvaluator, Solution

    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

    from .part import Part
    from .pyvrp_model import Model

MOST_MET = 2_000
"""Routes handed back for the pool at most, the latest ones."""

HARD = 100_000.0
"""Times the cost of a metre or second: what one too much costs at most. The library's
own bound, made for instances where a metre costs one unit."""

HARDEST = 1e8
"""Units of that cost: sums of it over a thousand stops stay within 64 bits."""

MEET_EVERY = 50
"""Steps after which the routes of a feasible candidate are noted; those of every
new best are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IlsLimit:
    """When the engine stops.

    Parameters
    ----------
    seconds
        Wall time from the call on, above 0; None for no limit.
    iterations
        Steps of the local search, at least 1; None for no limit. Alone it makes a
        run repeatable: no clock is read.

    Raises
    ------
    ValueError
        When a bound is broken, or neither limit is given.
    """

    seconds: float | None = None
    iterations: int | None = None

    def __post_init__(self) -> None:
        if self.seconds is None and self.iterations is None:
            msg = "Expected a limit of seconds or of iterations."
            raise ValueError(msg)
        if self.seconds is not None and self.seconds <= 0:
            msg = f"Expected seconds > 0, got {self.seconds}."
            raise ValueError(msg)
        if self.iterations is not None and self.iterations < 1:
            msg = f"Expected iterations >= 1, got {self.iterations}."
            raise ValueError(msg)


MetRoute = tuple[int, tuple[int, ...]]
"""A vehicle of the part and what it visits, feasible in the engine's model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an engine hands back: ``routes`` of the part, and others that it met."""

    routes: Routes
    met: tuple[MetRoute, ...] = ()


def solve_routes(
    problem: RoadProblem,
    part: Part | None = None,
    *,
    start: Routes | None = None,
    limit: IlsLimit,
    seed: int = 0,
) -> Proposal | None:
    """Search routes for a part of a road problem with PyVRP.

    Parameters
    ----------
    problem
        Vehicles and shipments; only its tables are read.
    part
        What of it to plan; the whole, every batch going straight, where None.
    start
        Routes of the part to start from. Where they serve all that the model
        knows, or where there are none and the model covers the part, all is to be
        served; else what is too dear may stay.
    limit
        When to stop.
    seed
        At least 0.

    Returns
    -------
    Proposal or None
        None when the model has no stop to serve. Where the engine found no
        feasible routes, those that break its rules least.
    """
    began = time.monotonic() if limit.seconds is not None else 0.0
    if part is None:
        part = whole_part(problem)
    if start is not None and not any(start):
        start = None
    # Where the model says all, what it cannot serve nobody can.
    optional = start is not None or bool(uncovered(problem, part))
    model = build_model(problem, part, start, optional=optional)
    if model is None:
        return None
    initial = None
    if start is not None:
        initial = write_solution(model, start)
        if not initial.unplanned():
            required = build_model(problem, part, start, optional=False)
            if required is not None:
                model = required
                initial = write_solution(model, start)
    seen = _Seen(model)
    with warnings.catch_warnings():
        # A penalty at its bound: the least infeasible routes are handed back then.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        result = solve(
            model.data,
            _Stop(limit, began),
            seed=seed,
            collect_stats=False,
            display=False,
            params=SolveParams(
                ils=IteratedLocalSearchParams(callbacks=seen),
                penalty=PenaltyParams(max_penalty=min(HARD * model.arc, HARDEST)),
            ),
            initial_solution=initial,
        )
    best = result.best if result.best.is_feasible() else seen.least_bad or result.best
    return Proposal(routes=read_routes(model, best), met=seen.routes())


class _Stop:
    """Ends the search after some seconds or steps, whichever comes first."""

    def __init__(self, limit: IlsLimit, began: float) -> None:
        self._limit = limit
        self._began = began
        self._steps = 0

    def __call__(self, best_cost: float) -> bool:
        """Tell whether to stop; asked once before every step."""
        steps, seconds = self._limit.iterations, self._limit.seconds
        if steps is not None and self._steps >= steps:
            return True
        self._steps += 1
        return seconds is not None and time.monotonic() - self._began >= seconds


class _Seen(IteratedLocalSearchCallbacks):
    """Notes routes met, and the best candidate while none is feasible."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._met: dict[MetRoute, None] = {}
        self._steps = 0
        self._feasible = False
        self._least: int | None = None
        self.least_bad: Solution | None = None

    def on_best(self, best: Solution) -> None:
        """Note the routes of every new best."""
        self._feasible = self._feasible or best.is_feasible()
        self._note(best)

    def on_iteration(
        self,
        current: Solution,
        candidate: Solution,
        best: Solution,
        cost_evaluator: CostEvaluator,
    ) -> None:
        """Note a candidate now and then."""
        self._steps += 1
        if not self._feasible:
            if best.is_feasible():
                self._feasible = True
            else:
                cents = cost_evaluator.penalised_cost(candidate)
                if self._least is None or cents < self._least:
                    self._least, self.least_bad = cents, candidate
        if self._steps % MEET_EVERY == 0:
            self._note(candidate)

    def _note(self, solution: Solution) -> None:
        for route in solution.routes():
            if not route.is_feasible():
                continue
            entries = tuple(read_route(self._model, route))
            if entries:
                car = self._model.types[route.vehicle_type()][0]
                self._met[car, entries] = None
        while len(self._met) > MOST_MET:
            del self._met[next(iter(self._met))]

    def routes(self) -> tuple[MetRoute, ...]:
        """Return the routes met."""
        return tuple(self._met)
