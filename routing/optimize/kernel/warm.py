"""Compile the kernel ahead of time: ``python -m routing.optimize.kernel.warm``."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import cache_folder
from .anneal import anneal
from .booking import book_way
from .data import (
    ACCOUNT_SIZE,
    BULKHEAD_SIZE,
    DIMENSIONS,
    PAIR_SIZE,
    W_ROADS,
    WAY_SIZE,
)
from .moves import kick
from .pack import SHIPMENT_COLUMNS, VEHICLE_COLUMNS, VISIT_COLUMNS, pack_problem
from .route import route_cents
from .search import new_search
from .solution import GRID, refresh, total
from .times import restore_times
from .ways import ANY_KIND, insert_batch


def is_warm() -> bool:
    """Tell whether compiled code of these sources is kept already."""
    return any(cache_folder().rglob("anneal.anneal-*.nbc"))


def empty_problem() -> dict[str, Any]:
    """Return the tables of one vehicle and one shipment between two sites."""
    one = np.zeros(1, np.int64)
    tables: dict[str, Any] = {
        "metres": np.zeros((1, 2, 2), np.int64),
        "seconds": np.zeros((1, 2, 2), np.int64),
        "setup": np.zeros(2, np.int64),
        "usual": np.full(2, -1, np.int64),
        "usual_cents": 0,
        "v_cap": np.ones((1, DIMENSIONS), np.int64),
        "v_bulkheads": np.zeros((1, 0, BULKHEAD_SIZE), np.int64),
        "s_load": np.zeros((1, DIMENSIONS), np.int64),
        "s_allowed": np.ones((1, 1), np.uint8),
        "windows": [((0, 86_400),)],
        "apart": np.zeros((1, 1), np.uint8),
        "r_cap": one,
        "near": np.zeros((1, 1), np.int32),
        "lock_strict": one,
        "has_apart": False,
        "has_locks": False,
        "has_docks": False,
        "has_ways": False,
        "has_cold": False,
        "has_timed": 0,
        "dims": DIMENSIONS,
        "door": 0,
        "v_bans": np.zeros((1, 0), np.int64),
        "batches": np.array([[0, 1]], np.int64),
        "ways": np.zeros((1, WAY_SIZE), np.int64),
        "takes": np.zeros((0, PAIR_SIZE), np.int64),
        "fees": np.zeros((0, PAIR_SIZE), np.int64),
        "limits": np.zeros(0, np.int64),
        "accounts": np.zeros((0, ACCOUNT_SIZE), np.int64),
    }
    tables.update({f"v_{name}": one for name in VEHICLE_COLUMNS})
    tables.update({f"b_{name}": one[:, None] for name in ("duration", "early", "late")})
    tables.update({f"s_{name}": one for name in SHIPMENT_COLUMNS})
    tables.update({f"a_{name}": np.zeros(2, np.int64) for name in VISIT_COLUMNS})
    tables["a_base"] = np.full(2, -1, np.int64)
    tables["a_soft"] = np.full(2, -1, np.int64)
    tables["ways"][0, W_ROADS] = 1
    tables["a_site"] = np.array([0, 1], np.int64)
    tables["s_to"] = np.array([1], np.int64)
    return tables


def warm_up() -> None:
    """Compile every function that Python calls, about a minute the first time."""
    p = pack_problem(empty_problem())
    search = new_search(p, 8, 1)
    restore_times(p, search.current)
    insert_batch(
        p,
        search.current,
        search.spare,
        search.chosen,
        0,
        ANY_KIND,
        search.served,
        search.rng,
        search.memory,
        search.state,
        search.out,
        search.times,
        False,
    )
    book_way(p, search.best, 0, 0)
    refresh(p, search.current, 0, search.state, search.out)
    total(p, search.current)
    grid = search.current
    seq = np.array([1], np.int64)
    route_cents(p, 0, seq, search.state, grid, int(grid[GRID]), search.out)
    anneal(p, search, 1, 1.0, 1.0)
    kick(p, search)


if __name__ == "__main__":
    warm_up()
