"""Compile the plain search ahead of time."""

from __future__ import annotations

import numpy as np

from .anneal import anneal, copy_routes, total_cents
from .data import FLAGS, Plain, new_memory, new_slots, new_undo
from .jit import cache_folder
from .route import refresh_all


def is_warm() -> bool:
    """Tell whether compiled code of these sources is kept already."""
    return any(cache_folder().rglob("anneal.anneal-*.nbc"))


def _one_batch() -> Plain:
    """Return a problem of one vehicle and one batch."""
    node = np.zeros(2, np.int64)
    one = np.ones(1, np.int64)
    price = np.ones(1)
    return Plain(
        metres=np.zeros((1, 2, 2), np.int32),
        seconds=np.zeros((1, 2, 2), np.int32),
        load=np.zeros((2, 1), np.int64),
        mate=node,
        early=node,
        late=node,
        ready=node,
        penalty=np.ones(2),
        allowed=np.ones((1, 2), np.uint8),
        cap=np.ones((1, 1), np.int64),
        fixed=price,
        per_metre=price,
        per_second=price,
        first=one,
        first_late=one,
        last=one,
        most_seconds=one,
        most_metres=one,
        vehicles=one,
        profile=np.zeros(1, np.int64),
        family=one,
        reload=one,
        most_tours=one,
        near=np.zeros((2, 0), np.int32),
        flags=np.zeros(FLAGS, np.int64),
    )


def warm_up() -> None:
    """Compile every function that Python calls."""
    p = _one_batch()
    slots, best = new_slots(p), new_undo(p)
    anneal(p, slots, new_undo(p), best, new_memory(p, 1), 1, 1, 1.0, 1.0, False)
    refresh_all(p, slots)
    copy_routes(slots, best)
    total_cents(p, slots)
