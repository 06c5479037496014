"""How the families round: distances, times, and the unit of published costs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """One convention.

    ``legs`` turns Euclidean distances into those that count, ``amount`` times,
    lengths and fixed prices; ``cost_scale`` of its units are one of published costs.
    """

    legs: Callable[[NDArray[np.float64]], NDArray[Any]]
    amount: Callable[[float], float]
    cost_scale: int = 1


def _nearest(distances: NDArray[np.float64]) -> NDArray[Any]:
    return np.floor(distances + 0.5).astype(np.int64)


def _cut_tenths(distances: NDArray[np.float64]) -> NDArray[Any]:
    return np.floor(10 * distances).astype(np.int64)


def _thousandths(distances: NDArray[np.float64]) -> NDArray[Any]:
    return np.round(1000 * distances).astype(np.int64)


ROUND = Rounding(legs=_nearest, amount=lambda value: math.floor(value + 0.5))
"""Legs to the nearest unit (X, TSPLIB)."""

DIMACS = Rounding(
    legs=_cut_tenths, amount=lambda value: math.floor(10 * value), cost_scale=10
)
"""Legs and times cut to one decimal (12th DIMACS Implementation Challenge)."""

TENTHS = Rounding(legs=_cut_tenths, amount=lambda value: math.floor(10 * value))
"""The same, costs published in tenths."""

EXACT_1000 = Rounding(legs=_thousandths, amount=lambda value: round(1000 * value))
"""Legs and times to thousandths, costs published in thousandths."""

DOUBLE = Rounding(legs=lambda distances: distances, amount=float)
"""Nothing is rounded."""

HUNDREDTHS = replace(DOUBLE, cost_scale=100)
"""Nothing is rounded, prices of a file are in hundredths."""
