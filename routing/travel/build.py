"""Build the matrices of a day: one per speed profile, every pair with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routing.domain.vehicle import AIR_PROFILE

from .crow import crow_pairs
from .estimate import fill_by_estimate, fill_by_reverse
from .hubs import Spurs, fill_by_hub, spurs_of
from .known import known_pairs, profile_code
from .matrix import Source, Travel
from .options import TravelOptions, travel_options
from .pairs import Pairs
from .paths import fill_by_paths, fill_closed
from .profiles import profiles_of
from .sphere import great_circle_metres
from .table import site_keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.domain.day import Day

    from .table import TravelTable


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all profiles of a day have in common."""

    day: Day
    table: TravelTable | None
    options: TravelOptions
    keys: dict[str, int]
    crow: NDArray[np.float64]
    spurs: Spurs
    closed: tuple[tuple[int, int], ...]


def build_travel(
    day: Day,
    table: TravelTable | None = None,
    *,
    options: TravelOptions | None = None,
) -> Travel:
    """Return one matrix per speed profile used by a vehicle of the day.

    Each pair comes from the first of: the travel table; the shortest path over
    pairs of the table; the opposite direction in the table; great circle ×
    detour factor; the hub's figures + the way to the hub. A closed road keeps
    only its way round, the shortest path over all other pairs. Drones have
    ``AIR_PROFILE``: crow distance, roads closed or not.

    Parameters
    ----------
    table
        Rows of unknown sites and unused profiles are left out (``unmatched``
        reports them). None: everything is estimated.
    options
        None: those of the day's settings.
    """
    options = travel_options(day.settings)[0] if options is None else options
    index = {site_id: row for row, site_id in enumerate(day.sites)}
    ground = _Ground(
        day=day,
        table=table if table is not None and len(table) else None,
        options=options,
        keys=site_keys(day),
        crow=_crow(day),
        spurs=spurs_of(day, index),
        closed=tuple(
            (index[origin], index[destination])
            for origin, destination in day.closed_roads
            if origin in index and destination in index and origin != destination
        ),
    )
    matrices = {}
    # Profiles without rows of their own and with one top speed share a result.
    done: dict[tuple[int, float | None], Pairs] = {}
    for profile, max_kmh in profiles_of(day, options).items():
        if profile == AIR_PROFILE:
            pairs = crow_pairs(ground.crow, options.air_kmh)
        else:
            code = profile_code(table, profile) if table is not None else -1
            if (code, max_kmh) not in done:
                done[code, max_kmh] = _road_pairs(ground, profile, max_kmh)
            pairs = done[code, max_kmh]
        matrices[profile] = pairs.matrix(profile)
    return Travel(index=index, matrices=matrices)


def _road_pairs(ground: _Ground, profile: str, max_kmh: float | None) -> Pairs:
    n, options = len(ground.day.sites), ground.options
    if ground.table is None:
        pairs = Pairs.unknown(n)
    else:
        pairs = known_pairs(
            ground.table, ground.keys, n, profile, options.speed_curve, max_kmh
        )
    for origin, destination in ground.closed:
        pairs.clear(origin, destination, Source.CLOSED)
    fill_by_paths(pairs)
    fill_by_reverse(pairs)
    fill_by_estimate(pairs, ground.crow, options, max_kmh)
    fill_by_hub(pairs, ground.spurs, options, max_kmh)
    fill_closed(pairs, ground.closed)
    return pairs


def _crow(day: Day) -> NDArray[np.float64]:
    missing = float("nan")
    sites = day.sites.values()
    lon = np.array([missing if s.lon is None else s.lon for s in sites])
    lat = np.array([missing if s.lat is None else s.lat for s in sites])
    return great_circle_metres(lon, lat)
