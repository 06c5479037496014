"""Which local search improves the routes of a road problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from .annealer import Annealer
from .day_search import DaySearch
from .first import first_draft
from .plain.core_model import has_core
from .plain.model import uncovered
from .plain.search import PlainSearch

if TYPE_CHECKING:
    from collections.abc import Callable

    from .annealer import MetRoutes, Slice
    from .draft import Draft
    from .road import RoadProblem
    from .routes import Routes


MOST_TIMED = 0.25
"""Of batches with a price of the clock: above, the core of a day is not searched by
itself, for its places are tested without such prices (measured on R1, 30 s on one core:
with a tenth of goods soft 3,947 with the core, 4,214 yuan without; with half of them
6,452 and 6,085)."""


class LocalSearch(Protocol):
    """One search over the routes of a road problem, resumable slice by slice."""

    @property
    def iterations(self) -> int:
        """Iterations so far, a hundred moves each."""

    def start(self, routes: Routes | Draft) -> None:
        """Go on from these routes; the best so far is kept if it is better."""

    def run(self, part: Slice, report: Callable[[], None]) -> None:
        """Search through a slice; ``report`` is called after every chunk."""

    def best_cents(self) -> int:
        """Return the cents of the best routes, penalties included."""

    def best_draft(self) -> Draft:
        """Return the best routes so far."""

    def take_pool(self) -> MetRoutes:
        """Return the routes met since the last call."""


def timed_share(problem: RoadProblem) -> float:
    """Return the share of batches whose lateness or freshness has a price."""
    tables, count = problem.tables, problem.batches
    if not tables["has_timed"] or not count:
        return 0.0
    soft = (tables["a_soft"][: 2 * count].reshape(count, 2) >= 0).any(axis=1)
    return float((soft | (tables["s_fresh"][:count] > 0)).mean())


def is_plain(problem: RoadProblem) -> bool:
    """Tell whether the plain search knows all that a problem asks."""
    return not uncovered(problem)


def local_search(problem: RoadProblem, seed: int) -> LocalSearch:
    """Return the fastest search that knows all that a problem asks."""
    if is_plain(problem):
        return PlainSearch(problem, seed)
    if has_core(problem) and timed_share(problem) <= MOST_TIMED:
        return DaySearch(problem, seed)
    return Annealer(problem, seed)


def first_plan(problem: RoadProblem, seed: int) -> Draft:
    """Return the first complete plan, found within seconds."""
    if is_plain(problem):
        return PlainSearch(problem, seed).best_draft()
    return first_draft(problem, seed)
