"""Which measures of room can run short at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def binding_loads(loads: NDArray[np.int64], caps: NDArray[np.int64]) -> list[int]:
    """Return the columns of ``loads`` (S, 11) that may bind within ``caps`` (V, 11).

    Left out is what fits in one tour altogether, and what every stop takes a
    smaller share of than of another column, in every vehicle.
    """
    total = loads.sum(0)
    kept = [d for d in range(loads.shape[1]) if (caps[:, d] < total[d]).any()]
    for d in list(kept):
        for other in kept:
            if other != d and _covered(loads, caps, d, other):
                kept.remove(d)
                break
    return kept


def _covered(
    loads: NDArray[np.int64], caps: NDArray[np.int64], d: int, other: int
) -> bool:
    """Tell whether ``other`` is always at least as full as ``d``."""
    small, large = loads[:, d].astype(float), loads[:, other].astype(float)
    if (large[small > 0] <= 0).any() or (caps[:, d] <= 0).any():
        return False
    most = (small[small > 0] / large[small > 0]).max(initial=0.0)
    return bool((most * caps[:, other] <= caps[:, d]).all())
