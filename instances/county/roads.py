"""A road network of valleys: main roads, side branches, a few passes.

Nodes lie on a plane in kilometres around the centre. Edges hold whole metres
and milliseconds, each direction its own, so that sums are exact everywhere.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

TOWN_KM, TOWN_KMH = 3.0, 25.0
TRUCK_KMH, TRICYCLE_KMH = 40.0, 15.0
START_MS = 40_000
"""What every drive costs beside the road: pulling out and parking."""
_SHORTEST_KM = 0.05
_UNEVEN_KM, _UNEVEN_TIME = 0.01, 0.06

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Edge:
    """One direction of a road: metres, and ms of a van, a truck and a tricycle."""

    end: int
    metres: int
    van_ms: int
    truck_ms: int
    tricycle_ms: int


@dataclass(slots=True)
class RoadNetwork:
    """Points and the edges that leave each of them."""

    rng: np.random.Generator
    points: list[Point] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)

    def add(self, point: Point) -> int:
        """Add a point and return its number."""
        self.points.append(point)
        self.edges.append([])
        return len(self.points) - 1

    def crow_km(self, first: int, second: int) -> float:
        """Return the straight distance of two points."""
        (x, y), (u, v) = self.points[first], self.points[second]
        return float(np.hypot(x - u, y - v))

    def link(self, first: int, second: int, winding: float, kmh: float) -> None:
        """Join two points by a road ``winding`` times as long as the straight line.

        The directions differ a little: km up to 1 %, time up to 6 %.
        """
        km = max(self.crow_km(first, second) * winding, _SHORTEST_KM)
        if max(np.hypot(*self.points[first]), np.hypot(*self.points[second])) < TOWN_KM:
            kmh = min(kmh, TOWN_KMH)
        for start, end in ((first, second), (second, first)):
            length = km * (1 + _UNEVEN_KM * self.rng.random())
            hours = length / kmh * (1 + _UNEVEN_TIME * self.rng.random())
            times = (max(hours, length / top) for top in (kmh, TRUCK_KMH, TRICYCLE_KMH))
            ms = (round(time * 3.6e6) for time in times)
            self.edges[start].append(Edge(end, round(length * 1000), *ms))


@dataclass(frozen=True, slots=True)
class Reach:
    """Metres and ms from one point to each wanted point, along shortest roads."""

    metres: list[int]
    van_ms: list[int]
    truck_ms: list[int]
    tricycle_ms: list[int]


def shortest_roads(network: RoadNetwork, origin: int, ends: Sequence[int]) -> Reach:
    """Return the shortest roads (by metres) from one point (Dijkstra)."""
    best: dict[int, tuple[int, int, int, int]] = {}
    queue = [(0, 0, 0, 0, origin)]
    edges = network.edges
    while queue:
        metres, van, truck, tricycle, point = heapq.heappop(queue)
        if point in best:
            continue
        best[point] = (metres, van, truck, tricycle)
        for edge in edges[point]:
            if edge.end not in best:
                heapq.heappush(
                    queue,
                    (
                        metres + edge.metres,
                        van + edge.van_ms,
                        truck + edge.truck_ms,
                        tricycle + edge.tricycle_ms,
                        edge.end,
                    ),
                )
    found = [best[end] for end in ends]
    return Reach(
        metres=[row[0] for row in found],
        van_ms=[row[1] + START_MS for row in found],
        truck_ms=[row[2] + START_MS for row in found],
        tricycle_ms=[row[3] + START_MS for row in found],
    )


def within(network: RoadNetwork, origin: int, end: int, metres: int) -> bool:
    """Tell whether a road of at most so many metres leads from one point to another."""
    seen: set[int] = set()
    queue = [(0, origin)]
    while queue:
        length, point = heapq.heappop(queue)
        if point == end:
            return True
        if point in seen:
            continue
        seen.add(point)
        for edge in network.edges[point]:
            if edge.end not in seen and length + edge.metres <= metres:
                heapq.heappush(queue, (length + edge.metres, edge.end))
    return False
