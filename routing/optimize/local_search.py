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


def is_plain(problem: RoadProblem) -> bool:
    """Tell whether the plain search knows all that a problem asks."""
    return not uncovered(problem)


def local_search(problem: RoadProblem, seed: int) -> LocalSearch:
    """Return the fastest search that knows all that a problem asks."""
    if is_plain(problem):
        return PlainSearch(problem, seed)
    if has_core(problem):
        return DaySearch(problem, seed)
    return Annealer(problem, seed)


def first_plan(problem: RoadProblem, seed: int) -> Draft:
    """Return the first complete plan, found within seconds."""
    if is_plain(problem):
        return PlainSearch(problem, seed).best_draft()
    return first_draft(problem, seed)
