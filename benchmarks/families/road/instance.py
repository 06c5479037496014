"""A road instance as all these families share it, and a solution of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Who is visited once: service starts in the window, both ends included.

    ``demand`` comes from the depot, or is negative where a pair delivers;
    ``pickup`` goes there. ``release`` is when its goods are at the depot.
    """

    demand: int
    pickup: int = 0
    early: float
    late: float
    service: float = 0
    release: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleType:
    """Vehicles that are alike; None is unlimited, ``allowed`` None is every client.

    ``depot`` and ``allowed`` are nodes. A route costs ``fixed`` and ``per_distance``
    for each unit of distance; its tours each carry ``capacity``.
    """

    number: int | None
    capacity: int
    fixed: int = 0
    per_distance: int = 1
    depot: int = 0
    allowed: frozenset[int] | None = None
    most_tours: int | None = 1
    max_duration: float | None = None
    max_distance: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadInstance:
    """Depots are the nodes 0 to D - 1, clients follow.

    ``distances`` and ``durations`` are (n, n), whole numbers or, where the family
    does not round, double precision; clients, depots and types use their units. The
    family's cost is theirs divided by ``cost_scale``. ``depots`` are windows.
    ``pairs`` are (pickup, delivery) nodes; without pairs all comes from the depot, or
    goes there: a tour delivers first, something at least.
    ``fewest_first``: fewer vehicles stand before any cost. ``first_number`` is what
    the file calls node 0.
    """

    name: str
    depots: tuple[tuple[float, float], ...]
    clients: tuple[Client, ...]
    types: tuple[VehicleType, ...]
    distances: NDArray[Any]
    durations: NDArray[Any]
    cost_scale: int = 1
    pairs: tuple[tuple[int, int], ...] = ()
    fewest_first: bool = False
    first_number: int = 1

    @property
    def nodes(self) -> range:
        """The nodes of the clients."""
        return range(len(self.depots), len(self.depots) + len(self.clients))

    @property
    def whole(self) -> bool:
        """Whether all is counted in whole numbers."""
        return self.distances.dtype.kind == "i"

    @property
    def backhauls(self) -> frozenset[int]:
        """The nodes whose goods go to the depot."""
        return frozenset(node for node in self.nodes if self.client(node).pickup)

    def client(self, node: int) -> Client:
        """Return the client at a node.

        Raises
        ------
        KeyError
            When there is none.
        """
        if node not in self.nodes:
            raise KeyError(node)
        return self.clients[node - len(self.depots)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRoute:
    """What one vehicle drives: tours of client nodes, the depot between them.

    ``vehicle_type`` counts from 0 in ``RoadInstance.types``.
    """

    vehicle_type: int
    tours: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSolution:
    """The routes of the vehicles that are used."""

    routes: tuple[RoadRoute, ...]
