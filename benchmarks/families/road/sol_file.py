"""Published solutions, ``NAME.sol``: routes of client nodes, and a cost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..finding import faulty
from .instance import RoadRoute, RoadSolution

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .instance import RoadInstance

ROUTE = re.compile(r"Route\s*#?\s*\d*\s*:(?P<nodes>[\d\s]*)$", re.IGNORECASE)
COST = re.compile(r"Cost\s*:?\s*(?P<cost>[\d.]+)", re.IGNORECASE)
OPTIMAL = re.compile(r"Optimal\s*:?\s*True", re.IGNORECASE)
RELOAD = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A solution as it was published, its cost in whatever unit, to so many digits."""

    solution: RoadSolution
    cost: float
    digits: int
    proved: bool


def read_sol(path: Path, instance: RoadInstance) -> Published:
    """Read a solution: the k-th route is of the k-th vehicle of the instance's file.

    Clients are counted as nodes, from the number of depots; a 0 inside a route is
    a halt at the depot for the next tour.

    Raises
    ------
    InstanceError
        When there is no cost, or there are more routes than vehicles.
    """
    routes: list[tuple[tuple[int, ...], ...]] = []
    cost, proved = "", False
    for line in path.read_text("utf-8", "replace").splitlines():
        if found := ROUTE.match(line.strip()):
            routes.append(tuple(_tours([int(n) for n in found["nodes"].split()])))
        elif found := COST.match(line.strip()):
            cost = found["cost"]
        elif OPTIMAL.match(line.strip()):
            proved = True
    if not cost:
        raise faulty(path, "INSTANCE_SECTION", section="Cost")
    types = list(types_in_order(instance, len(routes)))
    if len(routes) > len(types):
        value = len(routes)
        raise faulty(path, "INSTANCE_ROUTES", value=value, vehicles=len(types))
    solution = RoadSolution(
        routes=tuple(
            RoadRoute(vehicle_type=kind, tours=tours)
            for kind, tours in zip(types, routes, strict=False)
            if tours
        )
    )
    digits = len(cost.partition(".")[2])
    return Published(solution=solution, cost=float(cost), digits=digits, proved=proved)


def types_in_order(instance: RoadInstance, unlimited: int) -> Iterator[int]:
    """Yield the type of every vehicle in the order of the file.

    Of a type without a number there are ``unlimited``.
    """
    for number, kind in enumerate(instance.types):
        count = unlimited if kind.number is None else kind.number
        yield from [number] * count


def as_rows(instance: RoadInstance, solution: RoadSolution) -> list[list[int]]:
    """Return routes as a ``.sol`` holds them.

    Where vehicles differ each has its place, an empty one too.
    """
    rows = [(route.vehicle_type, _joined(route)) for route in solution.routes]
    if len(instance.types) == 1:
        return [nodes for _, nodes in rows]
    told = []
    for kind in types_in_order(instance, len(rows)):
        place = next((n for n, row in enumerate(rows) if row[0] == kind), None)
        told.append([] if place is None else rows.pop(place)[1])
    return told


def numbered(instance: RoadInstance, solution: RoadSolution) -> list[list[int]]:
    """Return the same routes with the numbers that the instance's file gives nodes."""
    kinds = [route.vehicle_type for route in solution.routes]
    rows = as_rows(instance, solution)
    if len(instance.types) > 1:
        kinds = list(types_in_order(instance, len(solution.routes)))
    return [
        [(node or instance.types[kind].depot) + instance.first_number for node in row]
        for kind, row in zip(kinds, rows, strict=True)
    ]


def _tours(nodes: list[int]) -> Iterator[tuple[int, ...]]:
    tour: list[int] = []
    for node in [*nodes, RELOAD]:
        if node != RELOAD:
            tour.append(node)
        elif tour:
            yield tuple(tour)
            tour = []


def _joined(route: RoadRoute) -> list[int]:
    nodes: list[int] = []
    for tour in route.tours:
        nodes += [RELOAD, *tour] if nodes else tour
    return nodes
