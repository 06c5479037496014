"""Great-circle distances between WGS-84 coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EARTH_METRES = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""


def great_circle_metres(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return metres between all points, shape (n, n), by the haversine formula.

    Parameters
    ----------
    lon, lat
        Degrees, shape (n,); NaN gives NaN.
    """
    phi, lam = np.radians(lat), np.radians(lon)
    half_phi = np.sin((phi[:, None] - phi[None, :]) / 2) ** 2
    half_lam = np.sin((lam[:, None] - lam[None, :]) / 2) ** 2
    chord = half_phi + np.cos(phi)[:, None] * np.cos(phi)[None, :] * half_lam
    result: NDArray[np.float64] = (
        2 * EARTH_METRES * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    )
    return result
