"""Ruin and recreate under simulated annealing, one chunk of moves at a time."""

from __future__ import annotations

import math

from .data import HAS_WAYS, I64
from .jit import inner, outer
from .moves import change_legs, change_ways
from .rng import below, unit
from .search import POOL_SIZE, THOUSAND, Search
from .solution import HI, LENGTH, LO, SEQ, VEHICLES, N, copy_changed, same_route, total
from .times import restore_times


@inner
def _note_routes(p: I64, sol: I64, backup: I64, pool: I64, met: I64) -> None:
    """Put the routes of a solution that changed into the pool."""
    length = sol[LENGTH]
    width = 2 + length * (3 if p[HAS_WAYS] else 1)
    for v in range(sol[VEHICLES]):
        n = sol[sol[N] + v]
        if n > 0 and not same_route(sol, backup, v):
            at = (met[0] % POOL_SIZE) * width
            pool[at] = v
            pool[at + 1] = n
            for i in range(n):
                a = sol[sol[SEQ] + v * length + i]
                pool[at + 2 + i] = a
                if p[HAS_WAYS] and a >= 0:
                    pool[at + 2 + length + i] = sol[sol[LO] + a // 2]
                    pool[at + 2 + 2 * length + i] = sol[sol[HI] + a // 2]
            met[0] += 1


@outer
def anneal(p: I64, search: Search, moves: int, hot: float, cold: float) -> int:
    """Run ``moves`` moves, cooling from ``hot`` to ``cold`` cents.

    Works on ``search.current``; ``search.best`` only ever improves. Returns
    the cents of the best solution.
    """
    current, best, backup = search.current, search.best, search.backup
    rng = search.rng
    now = total(p, current)
    lowest = total(p, best)
    if p[HAS_WAYS]:
        restore_times(p, current)
    copy_changed(p, current, backup)
    for move in range(moves):
        heat = hot * math.pow(cold / hot, move / moves)
        limit = 0.0
        if p[HAS_WAYS]:
            # Known beforehand, what is hopeless need not be followed to its end.
            limit = now - heat * math.log(unit(rng))
        if p[HAS_WAYS] and below(rng, THOUSAND) < search.shares[0]:
            good = change_legs(p, search)
        else:
            good = change_ways(p, search, limit)
        after = total(p, current)
        if not p[HAS_WAYS]:
            limit = now - heat * math.log(unit(rng))
        if good and after < limit:
            if after < now:
                _note_routes(p, current, backup, search.pool, search.met)
            now = after
            copy_changed(p, current, backup)
            if after < lowest:
                lowest = after
                copy_changed(p, current, best)
        else:
            copy_changed(p, backup, current)
            if p[HAS_WAYS]:
                restore_times(p, current)
    return lowest
