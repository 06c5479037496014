"""What every peer is: a translator, and a search that reports what it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

Curve = tuple[tuple[float, float], ...]
"""Seconds since the search began, and cents of the best solution from then on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How long and with what a peer searches.

    Parameters
    ----------
    seconds
        Wall time of the search, above 0; the model is built before.
    seed
        At least 0; not every peer has a use for it.
    cores
        Threads, where the peer can use several; at least 1.
    began
        Called once the model stands, when the time of the search begins.
    """

    seconds: float
    seed: int
    cores: int
    began: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a peer found: routes (None for nothing) and how it came there."""

    routes: Routes | None
    curve: Curve = ()


class Peer(Protocol):
    """A solver that road problems are translated for."""

    @property
    def name(self) -> str:
        """Name in a table."""

    @property
    def package(self) -> str:
        """The installed package, whose version is recorded."""

    @property
    def varies(self) -> bool:
        """Whether another run can give another answer, by a seed or of itself."""

    def not_expressed(self, problem: RoadProblem) -> tuple[str, ...]:
        """Name what of a problem its model leaves out."""

    def essence(self, problem: RoadProblem) -> str:
        """Name what is left out and without which it is another problem; or ''."""

    def search(self, problem: RoadProblem, order: Order) -> Answer:
        """Build the model, search, and tell the routes."""
