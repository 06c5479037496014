"""Positions for the map, reconstructed from road distances: no survey.

Classical multidimensional scaling (Torgerson 1952, doi 10.1007/BF02288916) of
the symmetrised distances puts the stations into a plane. The plane is scaled
so that the median road is 1.4 times its crow distance, turned so that its
longest axis lies east-west, and pinned with the depot at the county town.
Which side is north or east cannot be known from distances.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .roads import DEPOT

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOWN = (120.48, 37.65)
"""Longitude and latitude of Longkou, degrees."""
DETOUR = 1.4
KM_PER_DEGREE = 111.195
DECIMALS = 5


def reconstruct(km: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Return (lon, lat) in degrees of every station, rounded to a metre.

    Parameters
    ----------
    km
        Symmetric distances, shape (n, n).
    """
    n = len(km)
    centring = np.eye(n) - 1.0 / n
    product = -0.5 * centring @ (km**2) @ centring
    values, vectors = np.linalg.eigh(product)
    plane = vectors[:, [-1, -2]] * np.sqrt(values[[-1, -2]])
    plane -= plane[DEPOT]
    for axis in range(2):
        # An eigenvector has no sign of its own: the farthest lies west, south.
        if plane[np.abs(plane[:, axis]).argmax(), axis] > 0:
            plane[:, axis] *= -1
    crow = np.hypot(*(plane[:, None, :] - plane[None, :, :]).transpose(2, 0, 1))
    apart = crow > 0
    plane *= float(np.median(km[apart] / crow[apart])) / DETOUR
    lon, lat = TOWN
    east = KM_PER_DEGREE * np.cos(np.radians(lat))
    return [
        (round(lon + x / east, DECIMALS), round(lat + y / KM_PER_DEGREE, DECIMALS))
        for x, y in plane.tolist()
    ]
