"""Batches of which a part finds room where the whole does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .kernel.data import B_FIRST, B_WAYS, W_TAKE, W_TAKES
from .kernel.solution import USED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .simulator import Simulator

LIMIT, AMOUNT = 0, 1


def partly_fitting(simulator: Simulator) -> list[int]:
    """Return the batches that have a way with room for some of their bags only.

    Room is what the loaded routes and courses leave of trips, offers and hubs; a
    batch that is on a trip itself finds the less of it. Batches of one bag have no
    parts. In the order of the batches.
    """
    problem = simulator.problem
    tables = problem.tables
    takes, limits = tables["takes"], tables["limits"]
    if not len(takes):
        return []
    bags = np.array([len(s.bags) for s in problem.shipments[: problem.batches]])
    owner = np.repeat(np.arange(problem.batches), tables["batches"][:, B_WAYS])
    ways = _kept(tables["batches"])
    counts = tables["ways"][ways, W_TAKES]
    first = tables["ways"][ways, W_TAKE]
    way_of = np.repeat(np.arange(len(ways)), counts)
    steps = np.arange(len(way_of)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = takes[np.repeat(first, counts) + steps]
    used = simulator.solution[int(simulator.solution[USED]) :]
    free = limits[rows[:, LIMIT]] - used[rows[:, LIMIT]]
    each = -(-rows[:, AMOUNT] // np.maximum(bags[owner[way_of]], 1))
    short = free < rows[:, AMOUNT]
    partly = np.zeros(len(ways), bool)
    partly[way_of[short]] = True
    never = way_of[short & (free < each)]
    partly[never] = False
    found = np.unique(owner[partly])
    return [int(b) for b in found if bags[b] > 1]


def _kept(batches: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of the ways that batches may take, batch by batch."""
    counts = batches[:, B_WAYS]
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    numbers: NDArray[np.int64] = np.repeat(batches[:, B_FIRST], counts) + steps
    return numbers
