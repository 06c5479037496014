"""Provider ``crow``: drones fly the great circle (rule W7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .matrix import UNREACHABLE, Source
from .pairs import Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray


def crow_pairs(crow: NDArray[np.float64], air_kmh: float) -> Pairs:
    """Return pairs by air; sites without coordinates cannot be flown to.

    Parameters
    ----------
    crow
        Great-circle metres, shape (n, n), NaN without coordinates.
    """
    pairs = Pairs.unknown(len(crow))
    where = pairs.missing & ~np.isnan(crow)
    flown = np.where(np.isnan(crow), 0.0, crow)
    metres = np.floor(flown + 0.5).astype(np.int32)
    seconds = np.floor(metres * 3.6 / air_kmh + 0.5).astype(np.int32)
    metres[~where] = UNREACHABLE
    pairs.put(where, metres, seconds, Source.AIR)
    return pairs
