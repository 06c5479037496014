"""A fixed computation that is timed in every run: seconds become comparable.

Compiled integer work of the search's own kind: walks over a matrix of distances in a
random order, additions and comparisons, memory that just fits a processor's cache.
Seconds of a search over seconds of it mean the same on a fast and on a slow machine,
and nearly so on a busy one.
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from routing.optimize.kernel.jit import outer

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLACES = 300
WALKS = 300
TIMES = 3
SEED = 20260311
LARGE = 1 << 40


@outer
def shortest_walks(metres, walks):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
    """Return the summed length of nearest-neighbour walks from the first places.

    ``metres`` is a square of int64; each walk visits every place once.
    """
    places = metres.shape[0]
    total = 0
    for walk in range(walks):
        seen = np.zeros(places, np.uint8)
        here = walk % places
        seen[here] = 1
        for _ in range(places - 1):
            best, there = LARGE, here
            for other in range(places):
                if not seen[other] and metres[here, other] < best:
                    best, there = metres[here, other], other
            seen[there] = 1
            total += best
            here = there
    return total


def reference_metres() -> NDArray[np.int64]:
    """Return the matrix that is walked: always the same."""
    rng = np.random.default_rng(SEED)
    return rng.integers(1, 1_000_000, (PLACES, PLACES), dtype=np.int64)


def reference_seconds() -> float:
    """Return the processor seconds of the computation, the median of a few."""
    metres = reference_metres()
    shortest_walks(metres[:2, :2].copy(), 1)
    found = []
    for _ in range(TIMES):
        began = time.process_time()
        shortest_walks(metres, WALKS)
        found.append(time.process_time() - began)
    return median(found)
