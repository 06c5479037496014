"""PyVRP as it comes: ``pyvrp.solve`` on the model that our own engine uses.

Where its model says all of a problem every stop must be served, as in the files
that PyVRP reads itself; elsewhere stops may stay behind at their penalty, or it ends
without feasible routes. It runs on one core: the library has no threads.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from pyvrp import solve
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.stop import MaxRuntime

from routing.optimize.engines.part import whole_part
from routing.optimize.engines.pyvrp_cover import uncovered
from routing.optimize.engines.pyvrp_model import build_model
from routing.optimize.engines.pyvrp_read import read_routes

from . import limits
from .peer import Answer

if TYPE_CHECKING:
    from routing.optimize.road import RoadProblem

    from .peer import Curve, Order


WORDS = {
    "ways": limits.WAYS,
    "docks": limits.DOCKS,
    "chargers": limits.CHARGES,
    "breaks": limits.BREAKS,
    "pauses": limits.PAUSES,
    "usual vehicles": limits.USUAL,
    "locks": limits.LOCKS,
    "classes apart": limits.APART,
    "windows": limits.WINDOWS,
    "base hours": limits.BASE_HOURS,
    "shared sites": limits.HALTS,
    "bans": limits.BANS,
    "bases": limits.BASES,
}
"""What our engine names as left out of the model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PyVrpPeer:
    """PyVRP's iterated local search with its default parameters."""

    name: str = "PyVRP"
    package: str = "pyvrp"
    varies: bool = True

    def not_expressed(self, problem: RoadProblem) -> tuple[str, ...]:
        """Name what of a problem its model leaves out."""
        return tuple(WORDS[name] for name in uncovered(problem))

    def essence(self, problem: RoadProblem) -> str:
        """Name nothing: tours, releases, depots and pairs are all known to it."""
        return ""

    def search(self, problem: RoadProblem, order: Order) -> Answer:
        """Build the model, search, and tell the routes."""
        optional = bool(uncovered(problem))
        model = build_model(problem, whole_part(problem), None, optional=optional)
        order.began()
        if model is None:
            return Answer(routes=None)
        with warnings.catch_warnings():
            # A penalty at its bound: what breaks its rules least is handed back.
            warnings.simplefilter("ignore", PenaltyBoundWarning)
            result = solve(model.data, MaxRuntime(order.seconds), seed=order.seed)
        curve = _curve(result.stats, model.units) if result.is_feasible() else ()
        return Answer(routes=read_routes(model, result.best), curve=curve)


def _curve(stats: Any, units: float) -> Curve:  # noqa: ANN401
    """Return when the best cost fell."""
    curve: list[tuple[float, float]] = []
    seconds = accumulate(stats.runtimes)
    for second, datum in zip(seconds, stats.data, strict=True):
        cents = datum.best_cost / units
        if datum.best_feas and (not curve or cents < curve[-1][1]):
            curve.append((round(second, 3), cents))
    return tuple(curve)
