"""What one annealing run owns: solutions, working memory, the routes it met."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .data import HAS_WAYS, I64, MOST_ROADS, SHIPMENT_COUNT, SITES, VEHICLE_COUNT
from .places import new_memory
from .route import STATE_LENGTH
from .schedule import new_schedule
from .solution import new_solution

EXTRA_TRIED = 4
"""Shipments left behind earlier that each recreation tries again."""

POOL_SIZE = 4000


THOUSAND = 1000


class Search(NamedTuple):
    """Everything one annealing run owns, each a vector."""

    current: I64
    best: I64
    backup: I64
    spare: I64
    """Where a route stands while another way is tried."""
    chosen: I64
    """Where the routes of the best way so far are set apart."""
    memory: I64
    state: I64
    out: I64
    times: I64
    """(2 x MOST_ROADS,) of a chain: delivered, loaded."""
    marks: I64
    types: I64
    touched: I64
    removed: I64
    order: I64
    rng: I64
    pool: I64
    """A ring of routes met, rows of ``pool_width``: vehicle, length, entries; where
    goods change carriers also the times of each entry's shipment."""
    served: I64
    """(sites + 1,) whether a vehicle calls there; then whether legs go apart."""
    shares: I64
    """(4,) of a thousand moves: those in which every batch keeps its way; of the
    others those that place legs at villages first, then what feeds their hubs; of
    these, and of moves to or from one kind of way, those that load all vehicles
    anew that feed a hub; of moves that change ways those that leave promises between
    vehicles open meanwhile."""
    met: I64
    """(1,) routes noted in all."""


def pool_width(p: I64, length: int) -> int:
    """Return the cells of a route in the pool."""
    return 2 + length * (3 if p[HAS_WAYS] else 1)


def new_search(p: I64, length: int, seed: int) -> Search:
    """Return a search with empty solutions; ``seed`` at least 0."""
    shipments = int(p[SHIPMENT_COUNT])
    vehicles = int(p[VEHICLE_COUNT])
    return Search(
        new_solution(p, length),
        new_solution(p, length),
        new_solution(p, length),
        new_solution(p, length),
        new_solution(p, length),
        new_memory(length, vehicles),
        np.zeros(STATE_LENGTH, np.int64),
        new_schedule(length),
        np.zeros(2 * MOST_ROADS, np.int64),
        np.zeros(shipments, np.int64),
        np.zeros(vehicles, np.int64),
        np.zeros(vehicles, np.int64),
        np.zeros(shipments + EXTRA_TRIED, np.int64),
        np.zeros(shipments + EXTRA_TRIED, np.int64),
        np.array([(seed * 2_654_435_761 + 88_172_645) & 0xFFFFFFFF | 1], np.int64),
        np.zeros(POOL_SIZE * pool_width(p, length), np.int64),
        np.zeros(int(p[SITES]) + 1, np.int64),
        np.zeros(4, np.int64),
        np.zeros(1, np.int64),
    )
