"""Moves: batches go other ways, legs other vehicles, or many batches at once."""

from __future__ import annotations

from .apart import leg_to_place, note_served, promise_all
from .data import BIG, HAS_DOCKS, HAS_WAYS, I64, W_ROAD, W_ROADS, way_of
from .jit import inner, outer
from .legs import put_back_legs, take_out_legs
from .order import arrange, arrange_legs
from .places import SPARED, SPARED_BITS
from .promises import open_promises, settle_promises
from .rng import below
from .ruin import FEW_BATCHES, choose_region, choose_removed
from .ruin_legs import choose_feeders, choose_legs
from .search import EXTRA_TRIED, THOUSAND, Search
from .solution import BATCHES, VEHICLES, WAY, WHERE, refresh, release, tidy, total
from .times import restore_times
from .ways import ANY_KIND, insert_all, insert_batch, leave_way

HOPEFUL = 150
"""Of a thousand moves those that are followed to their end though they seem dear."""


@inner
def _collect(
    p: I64, sol: I64, removed: I64, count: int, marks: I64, order: I64, rng: I64
) -> int:
    """Put the removed batches and some left behind earlier into ``order``."""
    batches = sol[BATCHES]
    for i in range(count):
        order[i] = removed[i]
    start = below(rng, batches)
    extra = 0
    for x in range(batches):
        k = (start + x) % batches
        if sol[sol[WAY] + k] < 0 and marks[k] == 0:
            order[count + extra] = k
            extra += 1
            if extra >= EXTRA_TRIED:
                break
    arrange(p, order, count + extra, rng)
    return count + extra


@inner
def _take_out(p: I64, search: Search, removed: I64, count: int) -> bool:
    """Remove the marked batches; False when a route no longer works."""
    sol, touched = search.current, search.touched
    for v in range(sol[VEHICLES]):
        touched[v] = 0
    for x in range(count):
        w = sol[sol[WAY] + removed[x]]
        for r in range(way_of(p, w, W_ROADS)):
            v = sol[sol[WHERE] + way_of(p, w, W_ROAD + r)]
            if v >= 0:
                touched[v] = 1
        leave_way(p, sol, removed[x])
    good = True
    for v in range(sol[VEHICLES]):
        if touched[v]:
            if p[HAS_DOCKS]:
                release(sol, v, -1)
            tidy(p, sol, v, search.marks, False)
            if refresh(p, sol, v, search.state, search.out) < 0:
                good = False
    return good


@inner
def _clear(marks: I64) -> None:
    for k in range(marks.shape[0]):
        marks[k] = 0


@inner
def _insert_batches(p: I64, search: Search, count: int, kind: int) -> None:
    """Insert the first ``count`` batches of the order where they cost least."""
    insert_all(
        p,
        search.current,
        search.spare,
        search.chosen,
        search.order,
        count,
        kind,
        search.served,
        search.rng,
        search.memory,
        search.state,
        search.out,
        search.times,
        True,
    )


@inner
def _insert_openly(p: I64, search: Search, count: int, kind: int) -> bool:
    """Insert batches while promises of the others are open; False on failure."""
    sol, state, out = search.current, search.state, search.out
    for x in range(count):
        if not open_promises(p, sol, search.rng, state, out):
            return False
        insert_batch(
            p,
            sol,
            search.spare,
            search.chosen,
            search.order[x],
            kind,
            search.served,
            search.rng,
            search.memory,
            state,
            out,
            search.times,
            True,
        )
    return settle_promises(p, sol, state, out)


@inner
def _move_legs(p: I64, search: Search, count: int, waiting: int, by_site: bool) -> bool:
    """Take the marked legs out and put them back; False when a route fails.

    Behind the ``count`` marked ones stand those that are in no route yet. A batch
    with a leg that finds no place goes any way.
    """
    current, removed, order = search.current, search.removed, search.order
    good = take_out_legs(
        p,
        current,
        removed,
        count,
        search.marks,
        search.touched,
        search.state,
        search.out,
    )
    if not good:
        return False
    count += waiting
    arrange_legs(p, removed, count, by_site, search.rng)
    failed = put_back_legs(
        p,
        current,
        removed,
        count,
        order,
        search.rng,
        search.memory,
        search.state,
        search.out,
    )
    if failed == 0:
        return True
    search.served[search.served.shape[0] - 1] = 0
    _clear(search.marks)
    for x in range(failed):
        search.marks[order[x]] = 1
    good = _take_out(p, search, order, failed)
    if good:
        _insert_batches(p, search, failed, ANY_KIND)
    return good


@inner
def _feed(p: I64, search: Search, tried: int, changed: bool) -> bool:
    """Place the legs that bring goods to the hubs of batches just inserted.

    What goes over another hub now may fill the vehicles that bring it there badly:
    now and then all of them are loaded anew.
    """
    sol, removed, order = search.current, search.removed, search.order
    good = promise_all(p, sol, order, tried, search.touched, search.state, search.out)
    if not good:
        return False
    waiting = 0
    seed = order[below(search.rng, tried)]
    for x in range(tried):
        if leg_to_place(p, sol, order[x]) >= 0:
            waiting += 1
            if below(search.rng, waiting) == 0:
                seed = order[x]
    if waiting == 0 and not changed:
        return True
    count = 0
    by_site = below(search.rng, THOUSAND) < search.shares[2]
    if by_site:
        _clear(search.marks)
        count = choose_feeders(p, sol, seed, search.marks, removed)
    waiting = 0
    for x in range(tried):
        k = leg_to_place(p, sol, order[x])
        if k >= 0:
            removed[count + waiting] = k
            waiting += 1
    return _move_legs(p, search, count, waiting, by_site)


@inner
def _rebuild(p: I64, search: Search, count: int, limit: float) -> bool:
    """Take the marked batches out and insert them again; False when a route fails.

    False, too, where ``limit`` cents are exceeded before what feeds the hubs is
    placed, but for some moves: loading all anew may make good for it.
    """
    removed, current, served = search.removed, search.current, search.served
    kind = removed[removed.shape[0] - 1]
    if not _take_out(p, search, removed, count):
        return False
    tried = _collect(p, current, removed, count, search.marks, search.order, search.rng)
    served[served.shape[0] - 1] = 0
    if p[HAS_WAYS] and below(search.rng, THOUSAND) < search.shares[3]:
        return _insert_openly(p, search, tried, kind)
    if p[HAS_WAYS] and below(search.rng, THOUSAND) < search.shares[1]:
        note_served(p, current, served)
    _insert_batches(p, search, tried, kind)
    if not p[HAS_WAYS] or tried == 0:
        return True
    served[served.shape[0] - 1] = 0
    if below(search.rng, THOUSAND) >= HOPEFUL and total(p, current) >= limit:
        return False
    return _feed(p, search, tried, kind != ANY_KIND)


@inner
def change_ways(p: I64, search: Search, limit: float) -> bool:
    """Take batches out and insert them again.

    False when a route fails, or soon where it cannot cost less than ``limit``.
    """
    _clear(search.marks)
    count = choose_removed(
        p, search.current, search.rng, search.marks, search.types, search.removed
    )
    return _rebuild(p, search, count, limit)


@inner
def change_legs(p: I64, search: Search) -> bool:
    """Take legs out and insert them again; False when a route fails."""
    _clear(search.marks)
    removed = search.removed
    count = choose_legs(
        p, search.current, search.rng, search.marks, search.types, removed
    )
    return _move_legs(p, search, count, 0, removed[removed.shape[0] - 1] == 1)


@outer
def kick(p: I64, search: Search) -> bool:
    """Send many batches near each other one kind of way, or no such way.

    Works on ``search.current``; False when a route fails, which then stands half
    changed. What was cheapest before is dearer at first: anneal from here.
    """
    restore_times(p, search.current)
    _clear(search.marks)
    removed = search.removed
    count = choose_region(p, search.current, search.rng, search.marks, removed)
    if search.current[BATCHES] <= FEW_BATCHES and below(search.rng, 2):
        # Without one of the vehicles: alone none of them might leave it.
        search.memory[SPARED] = 1 << below(
            search.rng, min(SPARED_BITS, search.current[VEHICLES])
        )
        if below(search.rng, 2):
            removed[removed.shape[0] - 1] = ANY_KIND
    feasible = _rebuild(p, search, count, float(BIG))
    search.memory[SPARED] = 0
    return feasible
