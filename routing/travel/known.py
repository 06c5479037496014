"""Put the rows of a travel table into the pairs of one speed profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .pairs import Pairs
from .table import ALL_PROFILES, NO_TIME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from .speed import SpeedCurve
    from .table import TravelTable


def profile_code(table: TravelTable, profile: str) -> int:
    """Return the table's code of a profile, -1 when no row names it."""
    return table.profiles.index(profile) if profile in table.profiles else -1


def known_pairs(
    table: TravelTable,
    keys: Mapping[str, int],
    n: int,
    profile: str,
    curve: SpeedCurve,
    max_kmh: float | None,
) -> Pairs:
    """Return what the table says for a profile; rows of unknown sites are left out.

    Rows of the profile itself stand above rows for all; of equals the last
    counts. Where a row gives km only, the time follows from the speed curve.
    """
    rows = np.array([keys.get(name, -1) for name in table.sites] or [-1], np.int32)
    origin, destination = rows[table.origin], rows[table.destination]
    matched = (origin >= 0) & (destination >= 0) & (origin != destination)
    pairs = Pairs.unknown(n)
    for code in (profile_code(table, ALL_PROFILES), profile_code(table, profile)):
        if code < 0:
            continue
        chosen = np.flatnonzero(matched & (table.profile == code))
        chosen = _last(
            origin[chosen].astype(np.int64) * n + destination[chosen], chosen
        )
        metres, seconds = table.metres[chosen], table.seconds[chosen].copy()
        bare = seconds == NO_TIME
        seconds[bare] = curve.seconds(metres[bare], max_kmh)
        place = (origin[chosen], destination[chosen])
        pairs.metres[place] = metres
        pairs.seconds[place] = seconds
        pairs.source[place] = table.source[chosen]
    return pairs


def _last(key: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keep, of rows with the same key, the last."""
    _, first_from_behind = np.unique(key[::-1], return_index=True)
    return rows[::-1][first_from_behind]
