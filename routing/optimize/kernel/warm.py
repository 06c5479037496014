"""Compile the kernel ahead of time: ``python -m routing.optimize.kernel.warm``."""

from __future__ import annotations

import numpy as np

from . import cache_folder
from .anneal import anneal, new_search
from .data import DIMENSIONS
from .insertion import insert_all
from .pack import SHIPMENT_COLUMNS, VEHICLE_COLUMNS, VISIT_COLUMNS, pack_problem
from .route import route_cents
from .solution import GRID, refresh, total


def is_warm() -> bool:
    """Tell whether compiled code of these sources is kept already."""
    return any(cache_folder().rglob("anneal.anneal-*.nbc"))


def _empty_problem() -> dict[str, object]:
    """Return the tables of one vehicle and one shipment between two sites."""
    one = np.zeros(1, np.int64)
    tables: dict[str, object] = {
        "metres": np.zeros((1, 2, 2), np.int64),
        "seconds": np.zeros((1, 2, 2), np.int64),
        "setup": np.zeros(2, np.int64),
        "usual": np.full(2, -1, np.int64),
        "usual_cents": 0,
        "v_cap": np.ones((1, DIMENSIONS), np.int64),
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
    }
    tables.update({f"v_{name}": one for name in VEHICLE_COLUMNS})
    tables.update({f"b_{name}": one[:, None] for name in ("duration", "early", "late")})
    tables.update({f"s_{name}": one for name in SHIPMENT_COLUMNS})
    tables.update({f"a_{name}": np.zeros(2, np.int64) for name in VISIT_COLUMNS})
    tables["a_site"] = np.array([0, 1], np.int64)
    tables["s_to"] = np.array([1], np.int64)
    return tables


def warm_up() -> None:
    """Compile every function that Python calls, about a minute the first time."""
    p = pack_problem(_empty_problem())
    search = new_search(p, 8, 1)
    order = np.zeros(1, np.int64)
    insert_all(
        p,
        search.current,
        order,
        1,
        search.rng,
        search.memory,
        search.state,
        search.out,
        False,
    )
    refresh(p, search.current, 0, search.state, search.out)
    total(p, search.current)
    grid = search.current
    seq = np.array([1], np.int64)
    route_cents(p, 0, seq, search.state, grid, int(grid[GRID]), search.out)
    anneal(p, search, 1, 1.0, 1.0)


if __name__ == "__main__":
    warm_up()
