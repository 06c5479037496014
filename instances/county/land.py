"""Lay out a county: the centre, valleys, hubs along them, villages on branches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from .roads import RoadNetwork, within

if TYPE_CHECKING:
    from .sizes import Size
    from .traits import Terrain

STEP_KM = 1.5
FIRST_KM = 2.0
PER_BRANCH = 4
ON_MAIN_ROAD = 0.15
CENTRE = 0


@dataclass(slots=True)
class Land:
    """A road network with its places.

    ``hubs`` are points; ``villages`` (point, number of its hub) in the order
    in which they lie; ``valley_of_hub`` the number of each hub's valley.
    """

    network: RoadNetwork
    terrain: Terrain
    mains: list[list[int]] = field(default_factory=list)
    hubs: list[int] = field(default_factory=list)
    valley_of_hub: list[int] = field(default_factory=list)
    villages: list[tuple[int, int]] = field(default_factory=list)
    ends: list[list[int]] = field(default_factory=list)

    @property
    def sites(self) -> list[int]:
        """Points of the centre, the hubs and the villages."""
        return [CENTRE, *self.hubs, *(point for point, _ in self.villages)]

    def winding(self, usual: float) -> float:
        """Return how many times as long as straight a road is in this terrain."""
        return max(self.terrain.least_winding, usual * self.terrain.winding)


def lay_out(size: Size, terrain: Terrain, rng: np.random.Generator) -> Land:
    """Return a county of a size."""
    network = RoadNetwork(rng)
    network.add((0.0, 0.0))
    land = Land(network, terrain)
    km2 = size.km2_per_village * terrain.area
    valleys = size.valleys + terrain.more_roads
    radius = float(np.sqrt(km2 * size.villages / np.pi))
    turn = rng.random() * 2 * np.pi
    for valley in range(valleys):
        heading = turn + 2 * np.pi * (valley + 0.3 * rng.random()) / valleys
        _main_road(land, heading, radius * (0.85 + 0.25 * rng.random()))
    _place_hubs(land, size)
    spread = float(np.sqrt(km2 / 13.0))
    for hub, count in enumerate(_shares(rng, size.villages, size.hubs)):
        _place_villages(land, hub, count, spread)
    for valley in range(valleys):
        _passes(land, valley, (valley + 1) % valleys)
    _lanes(land)
    return land


def _shares(rng: np.random.Generator, total: int, parts: int) -> list[int]:
    """Split villages among hubs, uneven but none empty."""
    weights = 0.6 + rng.random(parts)
    return round_to(weights / weights.sum() * total, total)


def round_to(values: np.ndarray, total: int) -> list[int]:
    """Round to whole numbers that sum to ``total`` (largest remainder)."""
    whole = np.floor(values).astype(int)
    # Equal remainders in order of place.
    order = np.argsort(-(values - whole), kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return [int(v) for v in whole]


def _main_road(land: Land, heading: float, length: float) -> None:
    network, rng = land.network, land.network.rng
    road, bend, far = [CENTRE], 0.0, FIRST_KM
    x = y = 0.0
    step = FIRST_KM
    while far <= length:
        bend = 0.6 * bend + rng.normal(0.0, 0.22)
        x += step * float(np.cos(heading + bend))
        y += step * float(np.sin(heading + bend))
        point = network.add((x, y))
        winding = land.winding(1.08 + 0.2 * rng.random())
        network.link(road[-1], point, winding, land.terrain.main_kmh)
        road.append(point)
        step = STEP_KM
        far += step
    land.mains.append(road)


def _place_hubs(land: Land, size: Size) -> None:
    """Set hubs along the valleys, the outer parts more densely: they are wider."""
    network, rng = land.network, land.network.rng
    valleys = len(land.mains)
    per_valley = [len(range(valley, size.hubs, valleys)) for valley in range(valleys)]
    for valley, count in enumerate(per_valley):
        road = land.mains[valley]
        for number in range(count):
            part = float(np.sqrt((number + 0.35 + 0.3 * rng.random()) / count))
            vertex = road[max(1, round(part * (len(road) - 1)))]
            x, y = network.points[vertex]
            angle, off = rng.random() * 2 * np.pi, 0.2 + 0.4 * rng.random()
            hub = network.add(
                (x + off * float(np.cos(angle)), y + off * float(np.sin(angle)))
            )
            network.link(vertex, hub, land.winding(1.15), land.terrain.branch_kmh)
            land.hubs.append(hub)
            land.valley_of_hub.append(valley)


def _place_villages(land: Land, hub: int, count: int, spread: float) -> None:
    """Set the villages of a hub along branches that leave the main road near it."""
    rng = land.network.rng
    road = land.mains[land.valley_of_hub[hub]]
    nearest = min(
        range(1, len(road)),
        key=lambda k: land.network.crow_km(road[k], land.hubs[hub]),
    )
    left, side = count, 1.0
    ends = []
    while left:
        start = int(np.clip(nearest + rng.integers(-2, 3), 1, len(road) - 1))
        if rng.random() < ON_MAIN_ROAD:
            taken, first = 1, 0.15 + 0.3 * rng.random()
        else:
            taken = min(left, int(rng.integers(2, PER_BRANCH + 2)))
            first = (0.6 + 1.2 * rng.random()) * spread
        ends.append(_branch(land, hub, road, (start, side, taken), first, spread))
        left -= taken
        side = -side
    land.ends.append(ends)


def _branch(
    land: Land,
    hub: int,
    road: list[int],
    choice: tuple[int, float, int],
    first: float,
    spread: float,
) -> int:
    """Add one branch with its villages and return its last point."""
    network, rng = land.network, land.network.rng
    start, side, count = choice
    (x0, y0), (x1, y1) = (network.points[road[k]] for k in (start - 1, start))
    along = float(np.arctan2(y1 - y0, x1 - x0))
    heading = along + side * (np.pi / 2 + 0.5 * (rng.random() - 0.5))
    last, (x, y), step = road[start], (x1, y1), first
    for _ in range(count):
        heading += rng.normal(0.0, 0.3)
        x += step * float(np.cos(heading))
        y += step * float(np.sin(heading))
        point = network.add((x, y))
        winding = land.winding(1.12 + 0.4 * rng.random())
        network.link(last, point, winding, land.terrain.branch_kmh)
        land.villages.append((point, hub))
        last = point
        step = (0.8 + 1.4 * rng.random()) * spread
    return last


def _passes(land: Land, valley: int, other: int) -> None:
    """Join the nearest branch ends of two neighbouring valleys over the hills."""
    network, rng = land.network, land.network.rng
    ends = [
        [
            point
            for hub, row in enumerate(land.ends)
            if land.valley_of_hub[hub] == number
            for point in row
        ]
        for number in (valley, other)
    ]
    pairs = sorted((network.crow_km(a, b), a, b) for a in ends[0] for b in ends[1])
    used: list[int] = []
    for km, first, second in pairs:
        if km > land.terrain.pass_max_km or len(used) >= land.terrain.passes:
            break
        if first not in used and second not in used:
            winding = land.winding(1.3 + 0.4 * rng.random())
            network.link(first, second, winding, land.terrain.pass_kmh)
            used += [first, second]


def _lanes(land: Land) -> None:
    """Join neighbours on different branches: nobody drives 20 km to the next farm."""
    network, rng, sites = land.network, land.network.rng, land.sites
    points = np.array([network.points[site] for site in sites])
    offsets = points[:, None, :] - points[None, :, :]
    crow = np.hypot(offsets[:, :, 0], offsets[:, :, 1])
    first, second = np.nonzero(np.triu(crow < land.terrain.lane_km, k=1))
    order = np.argsort(crow[first, second], kind="stable")
    for a, b in zip(first[order].tolist(), second[order].tolist(), strict=True):
        limit = round(land.terrain.lane_detour * 1000 * float(crow[a, b]))
        if not within(network, sites[a], sites[b], limit):
            winding = land.winding(1.3 + 0.3 * rng.random())
            network.link(sites[a], sites[b], winding, land.terrain.pass_kmh)
