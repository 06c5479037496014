"""Coordinates turned and moved as one: every distance stays as it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from random import Random

    from numpy.typing import NDArray

LON_RANGE, LAT_RANGE = (95.0, 120.0), (25.0, 40.0)
"""Degrees, where the middle of the county comes to lie."""

DIGITS = 12
"""Decimals of a degree: a ten-millionth of a metre, so that no distance changes."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A rotation of the whole globe, shape (3, 3)."""

    matrix: NDArray[np.float64]

    @classmethod
    def of(cls, lon: float, lat: float, random: Random) -> Turn:
        """Turn the point to a random place, and the land about it at random.

        Parameters
        ----------
        lon, lat
            Degrees WGS-84, the middle of the county.
        """
        spin = _about_z(random.uniform(0.0, 360.0))
        to_pole = _about_y(lat - 90.0) @ _about_z(-lon)
        goal_lon, goal_lat = random.uniform(*LON_RANGE), random.uniform(*LAT_RANGE)
        from_pole = _about_z(goal_lon) @ _about_y(90.0 - goal_lat)
        return cls(from_pole @ spin @ to_pole)

    def moved(self, lon: float, lat: float) -> tuple[str, str]:
        """Return a point's new longitude and latitude, as text."""
        phi, lam = math.radians(lat), math.radians(lon)
        point = np.array(
            [
                math.cos(phi) * math.cos(lam),
                math.cos(phi) * math.sin(lam),
                math.sin(phi),
            ]
        )
        x, y, z = (float(value) for value in self.matrix @ point)
        new = (
            math.degrees(math.atan2(y, x)),
            math.degrees(math.atan2(z, math.hypot(x, y))),
        )
        return f"{new[0]:.{DIGITS}f}", f"{new[1]:.{DIGITS}f}"


def _about_z(degrees: float) -> NDArray[np.float64]:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def _about_y(degrees: float) -> NDArray[np.float64]:
    """Return the rotation that lowers a point of longitude 0 by so many degrees."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
