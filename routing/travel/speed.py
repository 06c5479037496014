"""Driving time from distance: a speed that grows with the length of the leg."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SpeedCurve:
    """Average km/h of a leg by its km: knots, linear between, flat outside.

    Parameters
    ----------
    knots
        (km, km/h), km rising, speeds above 0. Linear between knots, so that a
        longer leg never takes less time than a shorter one.

    Raises
    ------
    ValueError
        When there is no knot, km do not rise, a speed is not above 0, or the
        curve is so steep that a longer leg would take less time.
    """

    knots: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        if not self.knots or not all(
            0 <= km < math.inf and 0 < kmh < math.inf for km, kmh in self.knots
        ):
            msg = "A speed curve needs knots with km >= 0 and km/h > 0."
            raise ValueError(msg)
        for (km, kmh), (next_km, next_kmh) in pairwise(self.knots):
            if next_km <= km:
                msg = f"km of a speed curve rise: {km:g} then {next_km:g}."
                raise ValueError(msg)
            if next_km / next_kmh < km / kmh:
                msg = f"{next_km:g} km would take less time than {km:g} km."
                raise ValueError(msg)

    @classmethod
    def parse(cls, text: str) -> SpeedCurve:
        """Read ``1:16;3.5:21.5`` (km:km/h); a single number is one constant speed.

        Raises
        ------
        ValueError
            When the text is not of that form, or the curve is not valid.
        """
        knots = []
        for part in text.replace("；", ";").replace("：", ":").split(";"):
            km, _, kmh = part.rpartition(":")
            knots.append((float(km or 0), float(kmh)))
        return cls(tuple(knots))

    def __str__(self) -> str:
        return ";".join(f"{km:g}:{kmh:g}" for km, kmh in self.knots)

    def seconds(
        self, metres: NDArray[np.int32], max_kmh: float | None = None
    ) -> NDArray[np.int32]:
        """Return driving seconds of legs, rounded half up.

        Parameters
        ----------
        metres
            Any shape, at least 0.
        max_kmh
            The most that the vehicle class drives; None for no limit.
        """
        km = metres.astype(np.float64) / 1000.0
        kms, kmhs = zip(*self.knots, strict=True)
        kmh = np.interp(km, kms, kmhs)
        if max_kmh is not None:
            kmh = np.minimum(kmh, max_kmh)
        result: NDArray[np.int32] = np.floor(km * 3600.0 / kmh + 0.5).astype(np.int32)
        return result
