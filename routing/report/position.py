"""Where sites stand on the map, and a sketch where nobody knows.

A day whose sites have no coordinates still has its road distances: the sketch
places the sites so that straight lines are as near to them as a sheet of paper
allows (classical scaling, then stress majorisation; Borg and Groenen, *Modern
Multidimensional Scaling*, 2005, chapters 12 and 8).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np

from routing.travel.matrix import UNREACHABLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.domain.day import Day
    from routing.travel.matrix import Travel

    Matrix = NDArray[np.float64]

ENOUGH = 2
ROUNDS = 60
MANY = 300
METRES_PER_DEGREE = 111_320


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """Metres east and north by site id.

    ``schematic``: no site's real position is known, they are placed by road
    distances or where the tables say that it is an estimate. ``missing``
    are sites that cannot be drawn, in the order of the tables.
    """

    metres: dict[str, tuple[int, int]]
    schematic: bool
    missing: tuple[str, ...]


def site_positions(day: Day, travel: Travel) -> Positions:
    """Place the sites by their coordinates, or all by distances if none has any."""
    located = [site for site in day.sites.values() if site.lat is not None]
    if len(located) >= ENOUGH:
        north = sum(site.lat or 0.0 for site in located) / len(located)
        shrink = cos(radians(north))
        metres = {
            site.site_id: (
                round((site.lon or 0.0) * METRES_PER_DEGREE * shrink),
                round((site.lat or 0.0) * METRES_PER_DEGREE),
            )
            for site in located
        }
    else:
        metres = _sketch(day, travel)
    measured = [site for site in located if not site.position_estimated]
    return Positions(
        metres=metres,
        schematic=len(located) < ENOUGH or not measured,
        missing=tuple(site for site in day.sites if site not in metres),
    )


def _sketch(day: Day, travel: Travel) -> dict[str, tuple[int, int]]:
    known = [site for site in day.sites if site in travel.index]
    if len(known) < ENOUGH or not travel.matrices:
        return {}
    rows = [travel.index[site] for site in known]
    first = next(iter(travel.matrices.values())).metres[np.ix_(rows, rows)]
    near = first < UNREACHABLE
    # Far, but on the sheet: half as far again as the longest real way.
    longest = 1.5 * float(first[near].max(initial=1))
    roads = np.where(near, first, longest).astype(np.float64)
    roads = (roads + roads.T) / 2
    places = _majorised(roads, _scaled(roads))
    return {
        site: (round(float(x)), round(float(y)))
        for site, (x, y) in zip(known, places, strict=True)
    }


def _scaled(roads: Matrix) -> Matrix:
    """Return a first placement: the two main axes of the centred squares."""
    square = roads**2
    centred = square - square.mean(axis=0) - square.mean(axis=1)[:, None]
    values, vectors = np.linalg.eigh(-(centred + square.mean()) / 2)
    axes = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 0))
    # Fix the mirror image: the farthest site of each axis is east or north.
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    result: Matrix = axes * np.where(signs == 0, 1, signs)
    return result


def _majorised(roads: Matrix, places: Matrix) -> Matrix:
    """Move the sites until straight lines fit the roads better."""
    count = len(places)
    # The first rounds gain most; a large county is content with fewer.
    for _ in range(ROUNDS if count <= MANY else ROUNDS // 4):
        square = (places**2).sum(axis=1)
        near = square[:, None] + square[None, :] - 2 * (places @ places.T)
        gaps = np.sqrt(np.maximum(near, 0))
        pull = np.divide(-roads, gaps, out=np.zeros_like(roads), where=gaps > 0)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = pull @ places / count
    return places
