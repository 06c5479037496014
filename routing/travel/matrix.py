"""The matrix of one speed profile, and the matrices of a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

UNREACHABLE = np.iinfo(np.int32).max // 4
"""Metres and seconds of a pair that cannot be driven (safe to add up)."""


class Source(IntEnum):
    """Where the figures of a pair come from.

    ``FILE`` a row of the travel table; ``PATH`` the shortest path over other
    pairs; ``ESTIMATE`` from coordinates, the opposite direction or the way to
    the hub; ``AIR`` crow distance; ``CLOSED`` a closed road with no way round;
    ``UNKNOWN`` nothing is known of the pair.
    """

    SAME = 0
    FILE = 1
    PATH = 2
    ESTIMATE = 3
    AIR = 4
    CLOSED = 5
    UNKNOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelMatrix:
    """Metres and seconds between all sites for one speed profile.

    Parameters
    ----------
    profile
        Name of the speed profile.
    metres, seconds
        int32, shape (n, n), rows from, columns to, in the order of
        ``Travel.index``; zero diagonal; ``UNREACHABLE`` where there is no way.
    source
        uint8 (``Source``), same shape.

    Raises
    ------
    ValueError
        When shapes differ, a value is negative or the diagonal is not zero.
    """

    profile: str
    metres: NDArray[np.int32]
    seconds: NDArray[np.int32]
    source: NDArray[np.uint8]

    def __post_init__(self) -> None:
        shape = self.metres.shape
        if len(shape) != 2 or shape[0] != shape[1]:  # noqa: PLR2004
            msg = f"Expected a square matrix, got shape {shape}."
            raise ValueError(msg)
        if self.seconds.shape != shape or self.source.shape != shape:
            msg = "metres, seconds and source differ in shape."
            raise ValueError(msg)
        for values in (self.metres, self.seconds):
            if values.size and (values.min() < 0 or np.diag(values).any()):
                msg = f"Profile {self.profile!r}: negative value or diagonal."
                raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """The matrices of a day: ``index`` gives each site its row."""

    index: Mapping[str, int]
    matrices: Mapping[str, TravelMatrix]

    def of(self, profile: str) -> TravelMatrix:
        """Return the matrix of a speed profile.

        Raises
        ------
        KeyError
            When no vehicle of the day uses the profile.
        """
        return self.matrices[profile]
