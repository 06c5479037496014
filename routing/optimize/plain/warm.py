"""Compile the plain search ahead of time."""

from __future__ import annotations

import numpy as np

from routing.optimize.kernel.pack import pack_problem
from routing.optimize.kernel.solution import new_solution
from routing.optimize.kernel.warm import empty_problem

from .anneal import anneal, copy_routes, total_cents
from .choices import book_all, give_back
from .data import FLAGS, Plain, new_memory, new_slots, new_undo
from .day import (
    FIRSTS,
    GUESTS,
    HEADS,
    KIN,
    KINDS,
    MORE,
    NO_WAY,
    REST_SIZE,
    RESTS,
    ROADS,
    VISITS,
    WAYS,
    WINDOW_SIZE,
    WINDOWS,
    WORK,
    new_day,
    packed,
)
from .exact import drive_all
from .jit import cache_folder
from .route import in_time, refresh_all


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


def _one_day() -> Plain:
    """Return the same problem as a day with several ways."""
    one, node = np.ones(1, np.int64), np.full(2, NO_WAY, np.int64)
    rows = np.zeros((2, WINDOW_SIZE), np.int64)
    firsts = np.zeros(3, np.int64)
    visits = np.array([NO_WAY, 1], np.int64)
    facts = {
        WINDOWS: rows,
        RESTS: np.zeros((1, REST_SIZE), np.int64),
        WORK: np.zeros(2, np.int64),
        HEADS: np.zeros(1, np.int64),
        GUESTS: np.zeros(1, np.int64),
        VISITS: visits,
        ROADS: node,
        KIN: np.arange(2),
        MORE: np.zeros(2, np.int64),
        FIRSTS: firsts,
        WAYS: -one,
        KINDS: -one,
    }
    return packed(_one_batch(), pack_problem(empty_problem()), facts)


def _warm_up_day() -> None:
    """Compile what a day with several ways needs."""
    p = _one_day()
    slots = new_slots(p, new_day(p, new_solution(p.day, 1)))
    best, memory = new_undo(p), new_memory(p, 1)
    anneal(p, slots, new_undo(p), best, memory, 1, 1, 1.0, 1.0, False)
    refresh_all(p, slots)
    copy_routes(p, slots, best)
    total_cents(p, slots)
    drive_all(p, slots, memory)
    in_time(p, slots, 0)
    book_all(p, slots, np.full(2, NO_WAY, np.int64))
    give_back(p, slots, 0)


def warm_up() -> None:
    """Compile every function that Python calls."""
    _warm_up_day()
    p = _one_batch()
    slots, best = new_slots(p), new_undo(p)
    anneal(p, slots, new_undo(p), best, new_memory(p, 1), 1, 1, 1.0, 1.0, False)
    refresh_all(p, slots)
    copy_routes(p, slots, best)
    total_cents(p, slots)
