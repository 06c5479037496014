"""Cost and broken rules of a road solution, from the instance alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..family import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .instance import RoadInstance, RoadRoute, RoadSolution, VehicleType

DIGITS = 1e-6
"""Of double precision: what is later or longer by less is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The shortest of a route's earliest ends, in the instance's units.

    ``late`` are the visits that begin too late, as (node, by how much).
    """

    start: float
    end: float
    late: tuple[tuple[int, float], ...]

    @property
    def duration(self) -> float:
        """Time from the first departure to the return."""
        return self.end - self.start


def evaluate(instance: RoadInstance, solution: RoadSolution) -> Verdict:
    """Return cost, vehicles and broken rules of a solution."""
    faults = [*_visits(instance, solution), *_fleet(instance, solution)]
    known = [
        route
        for route in solution.routes
        if 0 <= route.vehicle_type < len(instance.types)
        and all(node in instance.nodes for tour in route.tours for node in tour)
    ]
    cost = sum(_cost(instance, route) for route in known)
    for number, route in enumerate(known):
        faults += [f"route {number}: {words}" for words in _route(instance, route)]
    return Verdict(
        cost=cost / instance.cost_scale if instance.cost_scale > 1 else cost,
        vehicles=sum(any(route.tours) for route in solution.routes),
        faults=tuple(faults),
    )


def path_of(instance: RoadInstance, route: RoadRoute) -> list[int]:
    """Return the nodes of a route, its depot before, between and after the tours."""
    depot = instance.types[route.vehicle_type].depot
    path = [depot]
    for tour in route.tours:
        path += [*tour, depot]
    return path


def timing(instance: RoadInstance, route: RoadRoute) -> Timing:
    """Return when a route runs: back as early as it can, begun as late as it may.

    A tour begins when all its goods are released. With T the driving and service of
    the route, E its earliest end and L the latest start that keeps all windows, the
    end of a start at t is max(E, t + T), so that none is shorter than one begun at
    min(L, E - T).
    """
    windows, path = _windows(instance, route), path_of(instance, route)
    legs = [float(instance.durations[pair]) for pair in pairwise(path)]
    services = [_service(instance, node) for node in path]
    late, clock = [], 0.0
    for place, (node, (early, latest)) in enumerate(zip(path, windows, strict=True)):
        if place:
            clock += services[place - 1] + legs[place - 1]
        clock = max(clock, early)
        if clock > latest + DIGITS:
            late.append((node, clock - latest))
    latest_start = windows[-1][1]
    for place in range(len(path) - 2, -1, -1):
        latest_start = min(
            windows[place][1], latest_start - legs[place] - services[place]
        )
    start = min(latest_start, clock - sum(legs) - sum(services))
    return Timing(start=start, end=clock, late=tuple(late))


def _windows(instance: RoadInstance, route: RoadRoute) -> list[tuple[float, float]]:
    depot = instance.types[route.vehicle_type].depot
    early, late = instance.depots[depot]
    windows = []
    for tour in route.tours:
        clients = [instance.client(node) for node in tour]
        released = max([early, *(client.release for client in clients)])
        windows.append((released, late))
        windows += [(client.early, client.late) for client in clients]
    return [*windows, (early, late)]


def _service(instance: RoadInstance, node: int) -> float:
    return instance.client(node).service if node in instance.nodes else 0.0


def _length(instance: RoadInstance, route: RoadRoute) -> float:
    path = path_of(instance, route)
    length = sum(instance.distances[pair] for pair in pairwise(path))
    return int(length) if instance.whole else float(length)


def _cost(instance: RoadInstance, route: RoadRoute) -> float:
    if not any(route.tours):
        return 0
    kind = instance.types[route.vehicle_type]
    return kind.fixed + kind.per_distance * _length(instance, route)


def _visits(instance: RoadInstance, solution: RoadSolution) -> Iterator[str]:
    visits = Counter(
        node for route in solution.routes for tour in route.tours for node in tour
    )
    for node in sorted(visits.keys() - set(instance.nodes)):
        yield f"node {node} is no client"
    for node in instance.nodes:
        if visits[node] != 1:
            yield f"client {node}: served {visits[node]} times"


def _fleet(instance: RoadInstance, solution: RoadSolution) -> Iterator[str]:
    used = Counter(route.vehicle_type for route in solution.routes if any(route.tours))
    for number in sorted(used):
        if not 0 <= number < len(instance.types):
            yield f"vehicle type {number} is unknown"
            continue
        most = instance.types[number].number
        if most is not None and used[number] > most:
            yield f"vehicle type {number}: {used[number]} of {most}"


def _route(instance: RoadInstance, route: RoadRoute) -> Iterator[str]:
    kind = instance.types[route.vehicle_type]
    if kind.most_tours is not None and len(route.tours) > kind.most_tours:
        yield f"{len(route.tours)} tours of {kind.most_tours}"
    for tour in route.tours:
        load = _peak(instance, tour)
        if load > kind.capacity:
            yield f"load {load} of {kind.capacity}"
        yield from _ends(instance, tour)
        yield from _order(instance, tour)
    for node in (node for tour in route.tours for node in tour):
        if kind.allowed is not None and node not in kind.allowed:
            yield f"client {node} is not allowed"
    yield from _limits(instance, route, kind)


def _limits(
    instance: RoadInstance, route: RoadRoute, kind: VehicleType
) -> Iterator[str]:
    if not route.tours:
        return
    timed = timing(instance, route)
    for node, by in timed.late:
        yield f"node {node}: {by:.10g} too late"
    most = kind.max_duration
    if most is not None and timed.duration > most + DIGITS:
        yield f"duration {timed.duration:.10g} of {most:.10g}"
    longest, length = kind.max_distance, _length(instance, route)
    if longest is not None and length > longest + DIGITS:
        yield f"distance {length:.10g} of {longest:.10g}"


def _peak(instance: RoadInstance, tour: Sequence[int]) -> int:
    """Return the largest load of a tour: all of it at the depot, or as pairs go."""
    demands = [instance.client(node).demand for node in tour]
    if not instance.pairs:
        # What is fetched comes aboard when all is delivered.
        return max(sum(demands), sum(instance.client(node).pickup for node in tour))
    return max((sum(demands[: place + 1]) for place in range(len(tour))), default=0)


def _order(instance: RoadInstance, tour: Sequence[int]) -> Iterator[str]:
    """Deliveries come before what is fetched, and no tour fetches alone."""
    fetches = [node in instance.backhauls for node in tour]
    if fetches and fetches[0]:
        yield f"client {tour[0]} is fetched from first"
    for (before, node), (fetched, fetching) in zip(
        pairwise(tour), pairwise(fetches), strict=True
    ):
        if fetched and not fetching:
            yield f"client {node} is delivered to after {before} is fetched from"


def _ends(instance: RoadInstance, tour: Sequence[int]) -> Iterator[str]:
    place = {node: number for number, node in enumerate(tour)}
    for pickup, delivery in instance.pairs:
        first, last = place.get(pickup), place.get(delivery)
        if first is None and last is None:
            continue
        if first is None or last is None:
            yield f"request {pickup} to {delivery} is not on one tour"
        elif first > last:
            yield f"request {pickup} to {delivery} goes backwards"
